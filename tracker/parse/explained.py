"""What became of every line of a source, and by which rule: the parser's work laid beside what it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.language.labels import label_of
from tracker.model import Document, Issue, Provision, SourceText, Span
from tracker.parse.document.deep_labels import style_of

__all__ = ["ExplainedLine", "explain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedLine:
    """One line of a source that is not blank: what it became (``became``), by which ``rule``, and where it stands.

    ``became`` is a level of a provision, ``title``, ``number``, ``heading``, a kind of noise, or ``lost`` for what has
    no place, which is a fault; ``rule`` is a key of ``tracker.wording.explaining.RULES``; ``path`` are the labels from
    the outermost to the line's own; ``told`` are the codes of diagnostics that begin on the line.
    """

    number: int
    span: Span
    text: str
    became: str
    rule: str
    path: tuple[str, ...] = ()
    begins: bool = True
    """False where the line goes on with the provision above it."""
    document: int = 0
    """The document that it stands in, from 1; 0 for none."""
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What a stretch of the source became; stretches nest, and the innermost one tells."""

    span: Span
    became: str
    rule: str
    path: tuple[str, ...]
    document: int


def explain(source: SourceText, issue: Issue) -> tuple[ExplainedLine, ...]:
    """Every line of a source that is not blank, with what became of it in the issue that was parsed from it."""
    stretches = sorted(_stretches(issue), key=lambda one: (one.span[0], -one.span[1]))
    told = sorted((found.span[0], found.code) for found in issue.diagnostics)
    return tuple(_explained(source.text, stretches, told))


def _lines(text: str) -> Iterator[tuple[int, Span]]:
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, (start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
        start += len(line) + 1


def _explained(text: str, stretches: Sequence[_Stretch], told: Sequence[tuple[int, str]]) -> Iterator[ExplainedLine]:
    open_ones: list[_Stretch] = []
    following, found = 0, 0
    for number, (start, end) in _lines(text):
        while following < len(stretches) and stretches[following].span[0] < end:
            open_ones.append(stretches[following])
            following += 1
        open_ones = [one for one in open_ones if one.span[1] > start]
        codes = []
        while found < len(told) and told[found][0] < end:
            codes.append(told[found][1])
            found += 1
        line = ExplainedLine(
            number=number,
            span=(start, end),
            text=text[start:end],
            became="lost",
            rule="lost",
            told=tuple(dict.fromkeys(codes)),
        )
        yield _line(line, _innermost(open_ones, (start, end)))


_MARKS = frozenset({"bullet", "markup"})


def _innermost(stretches: Sequence[_Stretch], line: Span) -> _Stretch | None:
    """The innermost stretch that holds the first word of a line; of a line of marks alone, its mark."""
    start, end = line
    if alone := [one for one in stretches if one.rule in _MARKS and one.span[0] <= start and one.span[1] >= end]:
        return alone[0]
    words = [one for one in stretches if one.rule not in _MARKS]
    begun = [one for one in words if one.span[0] <= _past_marks(stretches, start)] or words or list(stretches)
    return max(begun, key=lambda one: (one.span[0], one.rule not in _PARTS), default=None)


_PARTS = frozenset({"title", "heading-circular", "heading-measure", "heading-annex"})


def _past_marks(stretches: Sequence[_Stretch], start: int) -> int:
    """Where the words of a line begin, behind its bullet and markup."""
    for one in stretches:
        if one.rule in _MARKS and one.span[0] <= start < one.span[1]:
            start = one.span[1] + 1
    return start


def _line(line: ExplainedLine, one: _Stretch | None) -> ExplainedLine:
    """A line with what the stretch that holds it became; as it is, which is lost, where none does."""
    if one is None:
        return line
    begins = one.span[0] >= line.span[0] - 1 or one.became in _WHOLE or one.rule in _MARKS
    return replace(
        line,
        became=one.became,
        rule=one.rule if begins else "goes-on",
        path=one.path,
        begins=begins,
        document=one.document,
    )


_WHOLE = frozenset({"table", "title", "number", "heading", "front-matter", "back-matter", "contents"})
"""What takes several lines without that any goes on with the one above it."""


def _stretches(issue: Issue) -> Iterator[_Stretch]:
    for noise in issue.noise:
        yield _Stretch(noise.span, noise.kind, noise.kind, (), 0)
    for index, document in enumerate(issue.documents, 1):
        yield from _document(document, index)


def _document(document: Document, index: int) -> Iterator[_Stretch]:
    yield _Stretch(document.span, "title", "title", (), index)
    if document.doc_number_span:
        yield _Stretch(document.doc_number_span, "number", "number", (), index)
    for part in document.instruments:
        yield _Stretch(part.span, "heading", f"heading-{part.role}", (), index)
        for node in part.body:
            yield from _node(node, (), index)


def _node(node: Provision, path: tuple[str, ...], index: int) -> Iterator[_Stretch]:
    here = (*path, node.label) if node.label else path
    yield _Stretch(node.span, node.level, _rule(node), here, index)
    for child in node.children:
        yield from _node(child, here, index)


def _rule(node: Provision) -> str:
    """The rule by which a node is what it is: its label's style, else its level."""
    if node.label is None or node.level in ("note", "table"):
        return node.level if node.label is None else f"{node.level}-labelled"
    if node.level.startswith("decimal"):
        return "decimal"
    if label_of(node.label) is not None or node.label.startswith("第"):
        return f"label-{node.level}"
    return f"label-{'letter' if style_of(node.label)[0] in 'Aa' else 'sign'}"
