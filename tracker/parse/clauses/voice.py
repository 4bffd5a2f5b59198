"""The sentences of a document with the place they stand in, and what they say in the document's own voice.

What is quoted is somebody else's word: an amending decision quotes the clause of repeal that it writes into a law, and
repeals nothing by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.language.patterns import regex
from tracker.language.sentence_ends import sentences, without_quotations
from tracker.language.titles import QUOTED
from tracker.model import CONTAINERS, Instrument, Provision, Role, Span, own_text

_LONGEST_QUOTE = 3_000
"""Characters of a sentence that are quoted for each of the texts that it names."""

_SILENT = frozenset({"signature", "date", "addressee", "annex-list"})
"""Matter that states nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One text of a provision: as printed, and as long with the words of quotations blanked (``own``).

    ``place`` are the labels of the provision from the article on (第三条/(二)), an annex's title where it has none;
    ``span`` is the provision's.
    """

    text: str
    own: str
    place: str
    span: Span
    role: Role
    label: str = ""
    heading: bool = False

    def passage(self, start: int, end: int) -> Said:
        """A stretch of the text in the same place."""
        return Said(
            text=self.text[start:end],
            own=self.own[start:end],
            place=self.place,
            span=self.span,
            role=self.role,
            label=self.label,
        )

    def quote_of(self, start: int, end: int) -> str:
        """The words by which the text says something of ``text[start:end]``: all, or in a very long text this alone."""
        return self.text.strip() if len(self.text) <= _LONGEST_QUOTE else self.text[start:end]

    def sentences(self) -> Iterator[Said]:
        """The sentences of the text, in the same place."""
        for one in sentences(self.text):
            yield self.passage(one.start, one.end)


def said_in(instrument: Instrument) -> tuple[Said, ...]:
    """All texts of an instrument in printed order, one a provision."""
    placed = [(node, place) for node, place in placed_in(instrument) if own_text(node) and node.level not in _SILENT]
    texts = [own_text(node) for node, _ in placed]
    return tuple(
        Said(text=text, own=own, place=place, span=node.span, role=instrument.role, label=node.label or "")
        for (node, place), text, own in zip(placed, texts, _own_voices(texts), strict=True)
    )


def placed_in(instrument: Instrument) -> Iterator[tuple[Provision, str]]:
    """All nodes of an instrument in printed order, each with its place."""
    top = instrument.title if instrument.role == "annex" else ""
    waiting = [(node, top) for node in reversed(instrument.body)]
    while waiting:
        node, place = waiting.pop()
        if node.label and node.level not in CONTAINERS:
            place = node.label if node.level == "article" or not place else f"{place}/{node.label}"
        yield node, place
        waiting += [(child, place) for child in reversed(node.children)]


def _own_voices(texts: Sequence[str]) -> list[str]:
    """Each text with the words of quotations blanked; a quotation may go on over several provisions."""
    if not any(sign in text for text in texts for sign in "“「"):
        return list(texts)
    lines = without_quotations("\n".join(text.replace("\n", "\r") for text in texts))
    out, at = [], 0
    for text in texts:
        out.append(lines[at : at + len(text)].replace("\r", "\n"))
        at += len(text) + 1
    return out


_NOTE = regex(
    r"(?<=》)\s*[(（\[［【〔](?:[^()（）\[\]［］【】〔〕]|[(（〔\[][^()（）〔〕\[\]]*[)）〕\]])*[)）\]］】〕]"
)
_TITLE = regex(QUOTED)


def without_titles(own: str) -> str:
    """A text of the same length in which titles and the notes behind them are blanks: what states something."""
    if "《" not in own:
        return own
    blank = _TITLE.sub(lambda match: f"《{' ' * (len(match[0]) - 2)}》", own)
    return _NOTE.sub(lambda match: " " * len(match[0]), blank)
