"""Every article of the old text in the new one: its steps made on it, what it was split into, what joined it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from tracker.amend.application.annexes import annexes_with
from tracker.amend.application.article_numbers import Numbering
from tracker.amend.application.articles_from_text import new_articles
from tracker.amend.application.base import Base, Paragraph, Unit
from tracker.amend.application.divisions import articles_under, headings_with
from tracker.amend.application.feasible import is_anchor, is_general
from tracker.amend.application.new_text import paragraphs_of, without_label
from tracker.amend.application.own_references import follow
from tracker.amend.application.placed import Placed
from tracker.amend.application.text_edits import LinesOfPlaces, occurrences
from tracker.amend.application.unit_edits import Edited, Numbered, edit_unit
from tracker.amend.instructions.doubts import Note, doubtful, failed
from tracker.amend.instructions.places import Number, article_label
from tracker.amend.instructions.steps import Step
from tracker.language.labels import label_like

Said: TypeAlias = tuple[int, ...]
"""The indexes of the steps that say the same."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Articles on their way to the new text, and the notes on the steps made on them."""

    placed: tuple[Placed, ...]
    notes: tuple[Note, ...]


def kept_articles(base: Base, live: Sequence[Numbered], numbering: Numbering) -> Kept:
    """Every kept article with its steps made on it, and the articles that its paragraphs became."""
    general = [(i, s) for i, s in live if is_general(s)]
    by_article: dict[Number | None, list[Numbered]] = defaultdict(list)
    for index, step in live:
        by_article[step.place.article].append((index, step))
    once = _said_once(general)
    hit = _hit_elsewhere(base, general)
    parts = _parts_of_others(live)
    renumbers = bool(numbering.gone) or any(old != new for old, new in numbering.final.items())
    lines = LinesOfPlaces.of(map(Unit.shown, base.units))
    meant = _by_unit(lines, once)
    out: list[Placed] = []
    notes: list[Note] = []
    for number, unit in enumerate(base.units):
        if unit.number in numbering.gone or unit.number is None:
            continue
        own = [(i, step) for i, step in by_article[unit.number] if _concerns(step, unit)]
        followed, found = follow(unit, own, numbering) if renumbers else (unit, [])
        reached = [(said, s) for said, s in meant[number] if _reaches(base, s, unit) and has_words(unit, s)]
        hit.update(*(said for said, _ in reached))
        reaching = [(said[0], s) for said, s in reached]
        made = _article(base, followed, [*own, *reaching], numbering.final[unit.number], parts.get(unit.number))
        out += made.placed
        notes += [*found, *made.notes]
    return Kept(tuple(out), (*notes, *_too_many(base, lines, general), *_missed(general, hit)))


def _said_once(general: Sequence[Numbered]) -> list[tuple[Said, Step]]:
    """General steps with their indexes; one that is said again word for word (将“甲”改为“乙”) is made once."""
    said: dict[Step | int, list[Numbered]] = defaultdict(list)
    for index, step in general:
        key = index if step.verb == "insert-words" else replace(step, n="", quote="", remark=None, single=False)
        said[key].append((index, step))
    return [(tuple(index for index, _ in same), same[0][1]) for same in said.values()]


def _by_unit(lines: LinesOfPlaces, once: Iterable[tuple[Said, Step]]) -> Mapping[int, Sequence[tuple[Said, Step]]]:
    """The general steps by the numbers of the units in which their words can stand."""
    found: defaultdict[int, list[tuple[Said, Step]]] = defaultdict(list)
    for said, step in once:
        for number in lines.having("".join(step.old)):
            found[number].append((said, step))
    return found


def _too_many(base: Base, lines: LinesOfPlaces, general: Sequence[Numbered]) -> Iterator[Note]:
    """Changes of words meant for one place that stand in several."""
    for index, step in general:
        if step.single and _times(base, lines, step) > 1:
            yield doubtful(index, f"旧文不止一处“{''.join(step.old)}”，均已修改")


def _missed(general: Sequence[Numbered], hit: set[int]) -> Iterator[Note]:
    """Changes of words that stand nowhere."""
    for index, step in general:
        if index not in hit:
            yield failed(index, f"{step.place}没有“{''.join(step.old)}”")


def _times(base: Base, lines: LinesOfPlaces, step: Step) -> int:
    """How often the words of a step stand in the articles."""
    words = "".join(step.old)
    having = (base.units[number] for number in lines.having(words))
    return sum(len(occurrences(line, words)) for unit in having for line in unit.shown())


def _parts_of_others(live: Iterable[Numbered]) -> dict[Number | None, int | None]:
    """The 款 of another article that articles become (将第三十九条改为第四十五条第一款), as is said first."""
    found: dict[Number | None, int | None] = {}
    for _, step in live:
        if step.verb == "renumber" and step.place.level == "article":
            found.setdefault(step.place.article, step.result.paragraph if step.result is not None else None)
    return found


def _hit_elsewhere(base: Base, general: Sequence[Numbered]) -> set[int]:
    """The general steps whose words stand in a heading, in the preamble or in an annex."""
    everywhere = [(i, s) for i, s in general if s.place.zone == "all"]
    return {
        i
        for i, step in everywhere
        if headings_with(base, step)
        or (base.preamble is not None and has_words(base.preamble, step))
        or annexes_with(base.annexes, step)
    }


def _concerns(step: Step, unit: Unit) -> bool:
    """Whether a step edits an article, or gives its whole text."""
    if step.verb in {"insert-division", "rename-division", "reorder", "republish"}:
        return False
    if step.verb == "insert":
        return step.place.article == unit.number and not is_anchor(step)
    if step.place.article != unit.number:
        return False
    return not (step.verb in {"renumber", "delete"} and step.place.level == "article")


def _reaches(base: Base, step: Step, unit: Unit) -> bool:
    """Whether a general change of words is made in an article: everywhere, or in the chapter that holds it."""
    return step.place.zone == "all" or unit.number in articles_under(base, step.place)


def has_words(unit: Unit, step: Step) -> bool:
    """Whether an article has the words of a step, and is not excepted from it as a whole."""
    if any(place.article == unit.number and place.level in {"article", "preamble"} for place in step.excepted):
        return False
    return any(occurrences(line, "".join(step.old)) for line in unit.shown())


def _article(base: Base, unit: Unit, own: Sequence[Numbered], number: Number, becomes: int | None) -> Kept:
    """One old article in the new text; what it was split into, and the articles that its paragraphs became."""
    whole = [(i, s) for i, s in own if s.verb in {"merge", "split"} and s.place.level == "article"]
    inside = [entry for entry in own if entry not in whole]
    result = edit_unit(unit, inside)
    noted = {note.index for note in result.notes}
    quiet = [(i, step) for i, step in inside if i not in noted]
    notes = [*result.notes, *_idle(unit, inside, quiet, result.paragraphs)]
    paragraphs = result.paragraphs
    placed: list[Placed] = []
    for index, step in whole:
        texts, told = _remade(base, index, step, paragraphs)
        notes += told
        paragraphs = texts[0] if texts and texts[0] else paragraphs
        placed += _others(step, texts, index)
    if paragraphs or not result.moved:
        changed = replace(unit, number=number, label=_label(unit, number), paragraphs=paragraphs)
        placed.insert(0, Placed(number=number, unit=changed, old=unit.number, paragraph=becomes))
    return Kept((*placed, *_moved_out(result)), tuple(notes))


def _others(step: Step, texts: Sequence[tuple[Paragraph, ...]], index: int) -> Iterator[Placed]:
    """The articles that one was split into, but for the first."""
    for place, text in zip(step.results[1:], texts[1:], strict=False):
        if place.article:
            yield _placed(place.article, text, index)


def _moved_out(result: Edited) -> Iterator[Placed]:
    """The articles that paragraphs of one became, or went into."""
    for place, moved in result.moved:
        if place.article:
            yield replace(_placed(place.article, moved, -1), paragraph=place.paragraph)


def _remade(
    base: Base, index: int, step: Step, paragraphs: tuple[Paragraph, ...]
) -> tuple[list[tuple[Paragraph, ...]], list[Note]]:
    """The text of an article that takes others in, or the texts of those that it is split into."""
    if step.verb == "split":
        texts = _divided(step)
        unlike = len(texts) != len(step.results)
        return texts, [doubtful(index, "拆分后的新文与所给条号个数不一致")] if unlike else []
    if step.new:
        return [
            paragraphs_of(without_label(step.new, {place.article for place in (*step.places, *step.results)})[1])
        ], []
    units = {unit.number: unit for unit in base.units}
    others = (p for place in step.places[1:] for p in units[place.article].paragraphs)
    return [(*paragraphs, *others)], [doubtful(index, "合并后的条文决定没有写出，各条原文依次作为各款")]


_ACCOUNTED = frozenset({"renumber"})
"""Steps that may rightly change nothing: the numbers of 款 follow from what is put before them."""


_MOST_TRIED = 64
"""More steps on one article are not tried one by one: no decision has so many, and each trial makes all the others."""


def _idle(
    unit: Unit, steps: Sequence[Numbered], quiet: Sequence[Numbered], made: tuple[Paragraph, ...]
) -> Iterator[Note]:
    """The ``quiet`` ones of some steps without which the article would read the same: they did nothing.

    Not where the text is given again after its words were changed: that says the same twice.
    """
    if len(steps) > _MOST_TRIED or any(step.restates for _, step in steps):
        return
    for index, step in quiet:
        if step.verb in _ACCOUNTED or is_general(step):
            continue
        without = edit_unit(unit, [other for other in steps if other[0] != index])
        if without.paragraphs == made and not without.moved:
            yield doubtful(index, "这一处修改没有使旧文发生变化")


def _label(unit: Unit, number: Number) -> str:
    """The label as it was printed, unless its number changed; outline provisions keep their style."""
    if unit.number == number:
        return unit.label
    label = article_label(number)
    return label if unit.label.startswith("第") else label_like(unit.label, *number)


def _placed(number: Number, paragraphs: tuple[Paragraph, ...], index: int) -> Placed:
    unit = Unit(number=number, label=article_label(number), paragraphs=paragraphs)
    return Placed(number=number, unit=unit, index=index)


def _divided(step: Step) -> list[tuple[Paragraph, ...]]:
    """The new texts of a split, one for each result: by their labels, else a paragraph each."""
    made, _ = new_articles([(0, replace(step, verb="insert"))], {})
    return [entry.unit.paragraphs for entry in made]


def joined(entries: Sequence[Placed]) -> Kept:
    """Articles by number; one that becomes a paragraph of another is put into it."""
    by_number: dict[Number, list[Placed]] = defaultdict(list)
    for entry in entries:
        by_number[entry.number].append(entry)
    out: list[Placed] = []
    notes: list[Note] = []
    for number in sorted(by_number):
        same = by_number[number]
        if len(same) > 1 and any(entry.paragraph for entry in same):
            same = [_hosted(same)]
        if len(same) > 1:
            notes.append(doubtful(max(entry.index for entry in same), f"修改后有两处{article_label(number)}"))
        out += same
    return Kept(tuple(out), tuple(notes))


def _hosted(entries: Sequence[Placed]) -> Placed:
    """Articles that became paragraphs of one, put together."""
    ordered = sorted(entries, key=lambda entry: entry.paragraph or 0)
    host = ordered[0]
    paragraphs = list(host.unit.paragraphs)
    for entry in ordered[1:]:
        at = min((entry.paragraph or 1) - 1, len(paragraphs))
        paragraphs[at:at] = entry.unit.paragraphs
    return replace(host, unit=replace(host.unit, paragraphs=tuple(paragraphs)))
