"""The new text that a decision quotes, read by the parser's own grammar: 款 and 项 of an article, labels, headings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from tracker.amend.application.base import Heading, Paragraph
from tracker.amend.application.provision_reading import base_of, paragraphs_in
from tracker.amend.instructions.places import Number, number_of
from tracker.language.labels import label_of
from tracker.language.marks import BLANK, BLANK_SIGNS
from tracker.language.numerals import HAN_NUMBER, NUMERAL
from tracker.language.patterns import regex
from tracker.model import Instrument, Provision
from tracker.parse.document.blocks import to_blocks
from tracker.parse.document.tree import build
from tracker.parse.lines import Clean, split_lines

_ARTICLE = "第一条"
"""A label put before quoted 款, so that they are read as those of an article."""


_PARAGRAPH_LABEL = regex(rf"第{NUMERAL}款(?:[：:]|{BLANK})+")
"""A label that a decision gives a quoted 款, which has none in the law: “第二款 …”. Must not match 第二款规定的."""


def provisions_of(lines: Iterable[str]) -> tuple[Provision, ...]:
    """The provisions that lines make, a paragraph a line; spans count in the lines joined."""
    split = split_lines(Clean("\n\n".join(lines)), whole=True)
    return build(to_blocks(split.lines))


def paragraphs_of(lines: Iterable[str]) -> tuple[Paragraph, ...]:
    """款 from quoted lines, their items and 目 with them."""
    text = [_PARAGRAPH_LABEL.sub("", line) for line in lines]
    found = provisions_of([_ARTICLE, *text]) if text else ()
    return tuple(paragraph for node in found for paragraph in paragraphs_in(node))


_INLINE_ITEM = regex(rf"(?<=[：:；;])(?=[（(]({HAN_NUMBER})[）)])")
"""Where an item begins in mid-line."""


def items_apart(lines: Sequence[str]) -> tuple[str, ...]:
    """Lines with the items that run on in them (…：（一）…；（二）…) on lines of their own, where they count 1, 2, 3.

    Only for a text that is known to have items: a sentence may enumerate in brackets too.
    """
    out: list[str] = []
    for line in lines:
        start, first = 0, number_of(line[:6]) if line[:1] in "（(" else None
        expected = first[0] + 1 if first else 1
        for match in _INLINE_ITEM.finditer(line):
            number = number_of(match[1])
            if number is not None and number[0] == expected:
                out.append(line[start : match.start()])
                start, expected = match.start(), expected + 1
        out.append(line[start:])
    return tuple(out)


def without_label(
    lines: Sequence[str], expected: Collection[Number | None] = ()
) -> tuple[Number | None, tuple[str, ...]]:
    """New text whose first line may open with the article's label: the number it states, and the lines without it.

    A label that runs into its text (第五条禁止…) is one where its number is ``expected``.
    """
    label = label_of(lines[0]) if lines else None
    if label is None or label.level != "article":
        return None, tuple(lines)
    number = (label.number, label.branch)
    if not label.sure and number not in expected:
        return None, tuple(lines)
    rest = lines[0][label.end :].lstrip(f"：:{BLANK_SIGNS}")
    return number, (rest, *lines[1:]) if rest else tuple(lines[1:])


def heading_of(line: str) -> Heading | None:
    """A line read as a heading: 第三章 总则, or 一、一般规定 where an article follows."""
    base = base_of(Instrument(role="measure", title="", span=(0, 0), body=provisions_of([line, f"{_ARTICLE} 。"])))
    first = base.blocks[0] if base.blocks else None
    return first if isinstance(first, Heading) and first.label and len(base.blocks) > 1 else None
