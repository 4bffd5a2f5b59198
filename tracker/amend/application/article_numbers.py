"""Numbers of articles in the new text, from the steps alone: every target is resolved before anything moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from tracker.amend.application.arrangement import arrange, inverted
from tracker.amend.application.articles_from_text import numbers_given, texts_without_number
from tracker.amend.application.base import Unit
from tracker.amend.instructions.doubts import Note, doubtful, failed
from tracker.amend.instructions.places import Number, article_label
from tracker.amend.instructions.steps import Side, Step
from tracker.language.labels import RESERVED
from tracker.language.patterns import regex

New: TypeAlias = tuple[int, int]
"""A new article whose number the decision does not give: its step and its place among the step's texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """What became of the numbers of the old articles.

    ``final`` has the new number of every kept article, ``giver`` the step that names it where one does, ``gone`` the
    articles that are deleted or merged into another, with the step; ``moved`` are those the decision moves, ``found``
    the numbers of new articles that it gives none.
    """

    final: Mapping[Number, Number]
    giver: Mapping[Number, int]
    gone: Mapping[Number, int]
    moved: frozenset[Number]
    found: Mapping[New, Number]
    notes: tuple[Note, ...]


IS_RESERVED = regex(rf"{RESERVED}|[（(〔]?(?:已|本条)?保留[)）〕]?。?")
"""An article that is gone, or not there yet (保留), and whose number is kept: a new one takes its place."""


@dataclass(slots=True)
class _Plan:
    """A numbering in the making.

    ``given`` has the new number of every article that the decision renumbers, ``new`` the numbers of new articles with
    the step that makes each, ``parts`` the articles that become a 款 of another, ``beside`` the articles that are moved
    without a number, ``anchored`` the new ones without: each with its anchor and the side of it.
    """

    given: dict[Number, Number] = field(default_factory=dict)
    giver: dict[Number, int] = field(default_factory=dict)
    gone: dict[Number, int] = field(default_factory=dict)
    new: list[tuple[Number, int]] = field(default_factory=list)
    parts: dict[Number, int] = field(default_factory=dict)
    moved: set[Number] = field(default_factory=set)
    beside: dict[Number, tuple[Number, Side]] = field(default_factory=dict)
    anchored: list[tuple[New, Number, Side]] = field(default_factory=list)
    final: dict[Number, Number] = field(default_factory=dict)
    found: dict[New, Number] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def number_articles(
    units: Sequence[Unit],
    steps: Sequence[tuple[int, Step]],
    *,
    gone: Mapping[Number, int],
    reorders: bool,
    in_place: bool,
) -> Numbering:
    """The new number of every article.

    With 条文顺序作相应调整 kept articles fill the numbers that the decision does not give; without it they keep
    their own, unless a new article takes the number of one that the decision leaves where it is. ``gone`` are articles
    that go with their chapter, each with the step that deletes it.
    """
    plan = _Plan(gone=dict(gone))
    numbers = [unit.number for unit in units if unit.number is not None]
    _collect(plan, steps, set(numbers))
    reserved = {unit.number for unit in units if IS_RESERVED.fullmatch(unit.text)}
    plan.gone |= {number: index for number, index in plan.new if number in reserved}
    kept = [number for number in numbers if number not in plan.gone]
    if reorders:
        _fill(plan, kept)
    elif plan.beside:
        told = "决定没有写明移动后的条号，各条按新的位置依次编号"
        plan.notes += [doubtful(plan.giver[number], told) for number in plan.beside]
        _fill(plan, kept)
    else:
        _keep(plan, kept, in_place=in_place)
    return Numbering(
        final=plan.final,
        giver=plan.giver,
        gone=plan.gone,
        moved=frozenset(plan.moved),
        found=plan.found,
        notes=tuple(plan.notes),
    )


def _keep(plan: _Plan, kept: Sequence[Number], *, in_place: bool) -> None:
    """Kept articles keep their numbers where the decision orders nothing; a 修正案 never moves one."""
    plan.final = {number: plan.given.get(number, number) for number in kept}
    for new, anchor, _ in plan.anchored:
        plan.found[new] = (anchor[0], anchor[1] + 1 + new[1])
        told = f"决定没有写明新条的条号，列为{article_label(plan.found[new])}"
        plan.notes.append(doubtful(new[0], told))
    taken = {number for old, number in plan.final.items() if old not in plan.given}
    clashing = [(number, index) for number, index in plan.new if number in taken]
    if not clashing:
        _clashes(plan)
        _beyond(plan)
    elif in_place:
        for number, index in clashing:
            plan.notes.append(failed(index, f"旧文已有{article_label(number)}，旧文可能已是修改后的文本"))
            plan.new.remove((number, index))
    else:
        plan.notes += [
            doubtful(index, f"{article_label(number)}已有条文而决定未写明条文顺序调整，以后各条顺延")
            for number, index in clashing
        ]
        _fill(plan, kept)


def _beyond(plan: _Plan) -> None:
    """New articles whose number leaves a gap behind the last one: the base may not be that of the decision."""
    have = {number[0] for number in (*plan.final.values(), *plan.gone)} | {number[0] for number, _ in plan.new}
    for number, index in plan.new:
        if not number[1] and number[0] > 1 and number[0] - 1 not in have:
            plan.notes.append(doubtful(index, f"修改后没有那么多条，{article_label(number)}前有缺号"))


def _collect(plan: _Plan, steps: Sequence[tuple[int, Step]], have: set[Number]) -> None:
    """What each step says about numbers of articles."""
    for index, step in steps:
        old = step.place.article
        if _is_of_none(step, have):
            continue
        plan.new += [(number, index) for number in numbers_given(step)]
        if old is not None:
            plan.anchored += [((index, i), old, step.side or "after") for i in range(texts_without_number(step))]
        if (becomes := _article_of_paragraph(step)) is not None:
            plan.new.append((becomes, index))
        elif step.place.level == "article" and old is not None:
            _collect_of_article(plan, index, step, have)


def _is_of_none(step: Step, have: set[Number]) -> bool:
    """Whether a step concerns an article that is not there."""
    return step.place.article is not None and step.place.article not in have and step.verb != "insert"


def _article_of_paragraph(step: Step) -> Number | None:
    """The number of the article that a 款 becomes: 第三款改为第十九条."""
    if step.verb != "renumber" or step.place.level != "paragraph" or step.result is None:
        return None
    return step.result.article if step.result.level == "article" else None


def _collect_of_article(plan: _Plan, index: int, step: Step, have: set[Number]) -> None:
    """What a step on a whole article says: its new number, that it goes, or that others go into it."""
    old = step.place.article or (0, 0)
    if step.verb == "delete":
        plan.gone[old] = index
    elif step.verb in {"renumber", "merge", "split"}:
        _collect_given(plan, index, step, old)
    if step.verb == "merge":
        plan.gone |= {place.article: index for place in step.places[1:] if place.article and place.article in have}
    if step.verb == "split":
        plan.new += [(place.article, index) for place in step.results[1:] if place.article]


def _collect_given(plan: _Plan, index: int, step: Step, old: Number) -> None:
    """The number that an article is given, or the article that it is moved beside."""
    new = step.result.article if step.result else None
    if step.result is not None and new is not None:
        plan.given[old], plan.giver[old] = new, index
        if step.result.paragraph:
            plan.parts[old] = step.result.paragraph
    if step.verb == "renumber" and step.beside is not None:
        plan.moved.add(old)
        if new is None and step.beside.article is not None:
            plan.beside[old], plan.giver[old] = (step.beside.article, step.side), index


def _fill(plan: _Plan, kept: Sequence[Number]) -> None:
    """Number through; branch numbers (第三条之一) follow their main article."""
    mains = _in_order(plan, [number for number in kept if not number[1]])
    new = [number[0] for number, _ in plan.new if not number[1]]
    shared = _shared(plan, mains)
    alone = [(m, plan.given[m][0] if m in plan.given else None) for m in mains if m not in shared]
    slots = _with_anchored(plan, alone)
    first = min((number[0] for number in (*kept, *plan.gone)), default=1)
    result = arrange([fixed for _, fixed in slots], new, first=min(first, *new) if new else first)
    for (key, _), to in zip(slots, result.kept, strict=True):
        if key[0] is not None:
            plan.found[key[0]] = (to, 0)
        else:
            plan.final[key[1]] = (to, 0)
    plan.final |= {m: plan.given[m] for m in shared}
    _follow_mains(plan, [number for number in kept if number[1]])
    _doubts(plan, result.gaps, result.clashes, alone)


def _follow_mains(plan: _Plan, branches: Sequence[Number]) -> None:
    """Articles with a branch number go with their main article, which is a guess where the decision says nothing."""
    for number in branches:
        main = plan.final.get((number[0], 0), (number[0], 0))
        plan.final[number] = plan.given.get(number, (main[0], number[1]))
        if plan.final[number] != number and number not in plan.given:
            told = f"{article_label(number)}随前条改为{article_label(plan.final[number])}，决定没有写明其条号"
            plan.notes.append(doubtful(-1, told))


_Key: TypeAlias = tuple[New | None, Number]
"""A slot in the new order: a new article (its ``New``), or the kept one of a number."""


def _in_order(plan: _Plan, mains: Sequence[Number]) -> list[Number]:
    """Articles in their old order, but for those moved beside another."""
    out = [number for number in mains if number not in plan.beside]
    for number in mains:
        if number in plan.beside:
            anchor, side = plan.beside[number]
            at = out.index(anchor) + (side != "before") if anchor in out else len(out)
            out.insert(at, number)
    return out


def _with_anchored(plan: _Plan, alone: Sequence[tuple[Number, int | None]]) -> list[tuple[_Key, int | None]]:
    """The slots to be numbered: kept articles, and the new ones without a number beside their anchors."""
    slots: list[tuple[_Key, int | None]] = [((None, number), fixed) for number, fixed in alone]
    for new, anchor, side in plan.anchored:
        at = next((i for i, (key, _) in enumerate(slots) if key == (None, anchor)), None)
        if at is None:
            plan.notes.append(doubtful(new[0], f"新条所依的{article_label(anchor)}已不在原处，加在末尾"))
            at = len(slots)
        elif side != "before":
            at += 1 + new[1]
        slots.insert(at, ((new, (0, 0)), None))
    return slots


def _shared(plan: _Plan, mains: Sequence[Number]) -> set[Number]:
    """Articles that become part of another new or renumbered one: a number given more than once counts once.

    One that becomes the second 款 or a later one of an article is never that article itself.
    """
    seen: set[Number] = {number for number, _ in plan.new}
    out = {number for number in mains if plan.parts.get(number, 1) > 1}
    for number in mains:
        target = plan.given.get(number)
        if target is None or number in out:
            continue
        if target in seen:
            out.add(number)
        else:
            seen.add(target)
    return out


def _doubts(
    plan: _Plan, gaps: Iterable[int], clashes: Iterable[int], alone: Sequence[tuple[Number, int | None]]
) -> None:
    """Numbers that do not come out as the decision gives them."""
    givers = [(number[0], index) for number, index in plan.new]
    givers += [(plan.given[m][0], plan.giver[m]) for m, f in alone if f is not None]
    bad, twice = set(gaps), set(clashes)
    for number, index in givers:
        if number in bad:
            plan.notes.append(doubtful(index, f"修改后没有那么多条，{article_label((number, 0))}前有缺号"))
        if number in twice:
            plan.notes.append(doubtful(index, f"{article_label((number, 0))}重号"))
    still = [(m, f) for m, f in alone if m not in plan.moved]
    pairs = [(m[0], plan.final[m][0]) for m, _ in still]
    for i in inverted(pairs, [f is not None for _, f in still]):
        index = plan.giver[still[i][0]]
        plan.notes.append(
            doubtful(index, "所给新条号与其余各条推算的顺序不合：条文移动了位置，或者旧文不是决定所依据的文本")
        )


def _clashes(plan: _Plan) -> None:
    """Numbers given twice without an order to renumber."""
    whole = {old: new for old, new in plan.final.items() if plan.parts.get(old, 1) == 1}
    counts = Counter([*whole.values(), *(number for number, _ in plan.new)])
    for old, new in plan.given.items():
        if counts[new] > 1 and plan.giver[old] >= 0 and old in whole:
            plan.notes.append(doubtful(plan.giver[old], f"修改后{article_label(new)}重号"))
    for number, index in plan.new:
        if counts[number] > 1:
            plan.notes.append(doubtful(index, f"修改后{article_label(number)}重号"))
