"""The other documents that a document names by their numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from tracker.language.numbers_of_documents import doc_numbers
from tracker.language.sentence_ends import sentences
from tracker.model import Citation, Instrument, Span, own_text
from tracker.parse.clauses.voice import placed_in


def find_citations(instruments: Sequence[Instrument], own: str | None, title: str, span: Span) -> tuple[Citation, ...]:
    """Every other document's number where it first stands, in printed order; those of the title come last."""
    found: dict[str, Citation] = {}
    for text, place, at in _texts(instruments):
        numbers = [one for one in doc_numbers(text) if one[0] != own and one[0] not in found]
        for number, quote in _quotes(text, numbers) if numbers else ():
            found.setdefault(number, Citation(doc_number=number, quote=quote, place=place, span=at))
    for number, _, _ in doc_numbers(title):
        if number != own and number not in found:
            found[number] = Citation(doc_number=number, quote=title, span=span)
    return tuple(found.values())


_LONGEST_QUOTE = 3_000
"""Characters of a sentence that are quoted for each of the numbers in it; of a longer one the number alone is."""


def _quotes(text: str, numbers: Sequence[tuple[str, int, int]]) -> Iterator[tuple[str, str]]:
    """Each number with the sentence of the text that holds it."""
    held = list(sentences(text))
    starts = [one.start for one in held]
    for number, start, end in numbers:
        row = bisect_right(starts, start) - 1
        quote = held[row].text if row >= 0 and end <= held[row].end else text
        yield number, quote if len(quote) <= _LONGEST_QUOTE else text[start:end]


def _texts(instruments: Sequence[Instrument]) -> Iterator[tuple[str, str, Span]]:
    """All texts and rows with their place and span; a document cites in quotations and signatures as well."""
    for instrument in instruments:
        for node, place in placed_in(instrument):
            yield own_text(node), place, node.span
            for row in node.rows:
                yield "\t".join(row), place, node.span
