"""References of a law to its own articles, which follow when 条文顺序作相应调整 renumbers them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.amend.application.article_numbers import Numbering
from tracker.amend.application.base import Item, Paragraph, Unit, reworded, words_of
from tracker.amend.instructions.doubts import Note, doubtful
from tracker.amend.instructions.places import ARTICLE, article_label, number_of
from tracker.amend.instructions.steps import Step
from tracker.language.document_kinds import OWN as ITSELF
from tracker.language.numerals import NUMERAL
from tracker.language.patterns import regex

_WITHIN = rf"(?:第{NUMERAL}款)?(?:第[（(]?{NUMERAL}[）)]?项)?(?:第{NUMERAL}目)?"
OWN = regex(
    rf"(?:{ITSELF}|本法律)(?:的)?{ARTICLE}{_WITHIN}"
    rf"(?:(?:、|和|及|以及|或者|或|与|至|到){ARTICLE}{_WITHIN})*"
)
"""A reference to articles of the same law: 本法第三条第一款和第五条."""
_LABEL = regex(ARTICLE)


def follow(unit: Unit, own: Sequence[tuple[int, Step]], numbering: Numbering) -> tuple[Unit, list[Note]]:
    """An article kept from the old text with its references to renumbered articles brought up to date.

    Where the decision itself changes a reference in the article, or gives its text anew, nothing is done: its words
    are the new ones already.
    """
    if any(_gives_references(step) for _, step in own):
        return unit, []
    told: list[tuple[int, str]] = []
    paragraphs = tuple(_paragraph(p, numbering, told) for p in unit.paragraphs)
    if not told:
        return unit, []
    where = article_label(numbering.final.get(unit.number, unit.number)) if unit.number else "引言"
    notes = [doubtful(index, f"{where}：{reason}") for index, reason in dict.fromkeys(told)]
    return replace(unit, paragraphs=paragraphs), notes


def _gives_references(step: Step) -> bool:
    if step.verb in {"replace", "merge", "split"} and step.place.level == "article":
        return True
    return any(_LABEL.search(words) for words in step.old)


def _paragraph(paragraph: Paragraph, numbering: Numbering, told: list[tuple[int, str]]) -> Paragraph:
    return replace(
        paragraph,
        lines=tuple(_line(line, numbering, told) for line in paragraph.lines),
        items=tuple(_item(item, numbering, told) for item in paragraph.items),
    )


def _item(item: Item, numbering: Numbering, told: list[tuple[int, str]]) -> Item:
    words = (_line(line, numbering, told) for line in words_of(item))
    return reworded(item, words) or item


def _line(line: str, numbering: Numbering, told: list[tuple[int, str]]) -> str:
    def label(match: re.Match[str]) -> str:
        number = number_of(match[0])
        if number is None:
            return match[0]
        if number in numbering.gone:
            told.append((numbering.gone[number], f"引用了已删去或并入他条的{match[0]}"))
            return match[0]
        new = numbering.final.get(number, number)
        if new != number and match[0] == article_label(number):
            giver = numbering.giver.get(number, -1)
            told.append((giver, f"引用的{match[0]}随条文顺序改为{article_label(new)}，决定没有写明"))
            return article_label(new)
        return match[0]

    return OWN.sub(lambda reference: _LABEL.sub(label, reference[0]), line) if "本" in line else line
