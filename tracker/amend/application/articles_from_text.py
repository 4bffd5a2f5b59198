"""New articles from quoted or plain new text: one text may hold several, each under its label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.amend.application.base import Unit
from tracker.amend.application.new_text import heading_of, paragraphs_of
from tracker.amend.application.placed import Placed
from tracker.amend.instructions.doubts import Note, doubtful, failed
from tracker.amend.instructions.places import ARTICLE, Number, article_label, number_of
from tracker.amend.instructions.steps import Step
from tracker.language.patterns import regex

_LABEL = regex(rf"({ARTICLE})[\s\u3000]*")


def new_articles(
    live: Sequence[tuple[int, Step]], found: Mapping[tuple[int, int], Number]
) -> tuple[list[Placed], list[Note]]:
    """The articles that insertions (of articles, or of a chapter with its articles) make.

    ``found`` has the numbers of those that the decision gives none, by step and place among its texts.
    """
    out: list[Placed] = []
    notes: list[Note] = []
    for index, step in live:
        if step.verb == "insert-division":
            out += [_placed(number, lines, index) for number, lines in _by_label(step.new, None)]
        elif step.verb == "insert" and step.result is not None and step.result.level == "article":
            given = [found[index, i] for i in range(texts_without_number(step)) if (index, i) in found]
            texts, told = _texts(index, step, given)
            notes += told
            out += [_placed(number, lines, index) for number, lines in texts]
    return out, notes


def numbers_given(step: Step) -> list[Number]:
    """The numbers of the new articles that a step makes."""
    if step.verb == "insert-division":
        return [number for number, _ in _by_label(step.new, None)]
    if step.verb == "insert" and step.result is not None and step.result.level == "article":
        return [] if texts_without_number(step) else [number for number, _ in _texts(0, step, ())[0]]
    return []


def texts_without_number(step: Step) -> int:
    """How many new articles a step makes without giving their numbers: 第三条后增加二条：“…” “…”."""
    if step.verb != "insert" or [place.article for place in step.results] != [(0, 0)]:
        return 0
    return max(step.adds, 1) if step.place.article is not None else 0


def _placed(number: Number, lines: Sequence[str], index: int) -> Placed:
    unit = Unit(number=number, label=article_label(number), paragraphs=paragraphs_of(lines))
    return Placed(number=number, unit=unit, index=index)


def _texts(index: int, step: Step, found: Sequence[Number]) -> tuple[list[tuple[Number, list[str]]], list[Note]]:
    """The numbers and lines of the articles of one step; ``found`` are numbers that it does not give itself."""
    numbers = [place.article for place in step.results if place.article]
    if numbers == [(0, 0)]:
        if not found:
            return [], [failed(index, "未写明新条的条号和位置，未加入")]
        numbers = list(found)
    labelled = _by_label(step.new, numbers)
    if labelled and [number for number, _ in labelled] == numbers:
        return labelled, []
    if len(numbers) == 1:
        lines = labelled[0][1] if len(labelled) == 1 else list(step.new)
        notes = [doubtful(index, f"新文自带的条号与{article_label(numbers[0])}不同")] if labelled else []
        return [(numbers[0], lines)], notes
    paragraphs = [list(paragraph.shown()) for paragraph in paragraphs_of(step.new)]
    if len(paragraphs) == len(numbers):
        return list(zip(numbers, paragraphs, strict=True)), []
    note = doubtful(index, f"增加{len(numbers)}条，而新文分不出{len(numbers)}条")
    spread = [*paragraphs[: len(numbers) - 1], [line for rest in paragraphs[len(numbers) - 1 :] for line in rest]]
    return list(zip(numbers, spread, strict=False)), [note]


def _by_label(lines: Sequence[str], expected: Sequence[Number] | None) -> list[tuple[Number, list[str]]]:
    """Lines cut at the labels of articles (the expected ones, where they are known); headings are left out."""
    out: list[tuple[Number, list[str]]] = []
    for line in lines:
        match = _LABEL.match(line)
        number = number_of(match[1]) if match else None
        wanted = number is not None and (number in expected if expected else _next(out, number))
        if match is not None and number is not None and wanted:
            out.append((number, [line[match.end() :]]))
        elif out and heading_of(line) is None:
            out[-1][1].append(line)
    return [(number, [line for line in text if line]) for number, text in out]


def _next(out: Sequence[tuple[Number, list[str]]], number: Number) -> bool:
    return not out or number in {(out[-1][0][0] + 1, 0), (out[-1][0][0], out[-1][0][1] + 1)}
