"""The other documents that a document names by their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.language.doc_numbers import doc_numbers
from tracker.language.sentences import sentences
from tracker.model import Citation, Instrument, Span, own_text
from tracker.parse.clauses.voice import placed_in


def find_citations(instruments: Sequence[Instrument], own: str | None, title: str, span: Span) -> tuple[Citation, ...]:
    """Every other document's number where it first stands, in printed order; those of the title come last."""
    found: dict[str, Citation] = {}
    for text, place, at in _texts(instruments):
        for number, start, end in doc_numbers(text):
            if number != own and number not in found:
                quote = next((one.text for one in sentences(text) if one.start <= start and end <= one.end), text)
                found[number] = Citation(doc_number=number, quote=quote, place=place, span=at)
    for number, _, _ in doc_numbers(title):
        if number != own and number not in found:
            found[number] = Citation(doc_number=number, quote=title, span=span)
    return tuple(found.values())


def _texts(instruments: Sequence[Instrument]) -> Iterator[tuple[str, str, Span]]:
    """All texts and rows with their place and span; a document cites in quotations and signatures as well."""
    for instrument in instruments:
        for node, place in placed_in(instrument):
            yield own_text(node), place, node.span
            for row in node.rows:
                yield "\t".join(row), place, node.span
