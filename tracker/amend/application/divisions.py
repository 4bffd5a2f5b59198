"""Headings in the new text: renamed, renumbered, inserted, deleted, and put before the articles they head."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tracker.amend.application.base import Base, Heading, heading
from tracker.amend.application.new_text import heading_of
from tracker.amend.application.text_edits import Edit, LinesOfPlaces, edited, folded, occurrences
from tracker.amend.instructions.doubts import Note, doubtful, failed
from tracker.amend.instructions.places import ARTICLE, DIVISION_NAMES, Number, Place
from tracker.amend.instructions.steps import WORDS, Step
from tracker.language.patterns import regex

_ARTICLE = regex(ARTICLE)
_WHOLE = frozenset({"rename-division", "renumber", "delete"})
_ORDER = tuple(DIVISION_NAMES.values())
_NAMES = {kind: name for name, kind in DIVISION_NAMES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Every heading of the old text as it becomes, in order (``None``: deleted), and the new ones with their step."""

    kept: tuple[Heading | None, ...]
    new: tuple[tuple[int, Heading], ...]
    notes: tuple[Note, ...]


def edit_headings(base: Base, live: Sequence[tuple[int, Step]]) -> Headings:
    """The headings after the steps that concern them."""
    olds = [block for block in base.blocks if isinstance(block, Heading)]
    now: list[Heading | None] = list(olds)
    new: list[tuple[int, Heading]] = []
    notes: list[Note] = []
    for index, step in live:
        if step.verb in WORDS and step.place.zone == "all":
            for having in headings_with(base, step):
                now[having] = _reworded(now[having] or olds[having], step)
        elif step.verb == "insert-division":
            new.append((index, _inserted(step)))
        elif step.place.level == "division" and (step.verb in _WHOLE or names_heading(step)):
            at, found = _find(base, index, step.place)
            notes += found
            if at is not None:
                was, now[at] = now[at], _changed(olds[at], now[at], step)
                notes += _unlike(index, olds[at], step) or _unchanged(index, was, now[at])
    notes += _make_room(olds, now, new)
    return Headings(kept=tuple(now), new=tuple(new), notes=(*notes, *_unheld(live)))


def _make_room(olds: Sequence[Heading], now: list[Heading | None], new: Sequence[tuple[int, Heading]]) -> list[Note]:
    """A new chapter whose number an old one keeps: that one and those after it move on by one, and it is said."""
    notes = []
    for index, made in new:
        same = [i for i, old in enumerate(olds) if old.kind == made.kind]
        numbers = [olds[i].number for i in same]
        taken = [i for i in same if now[i] == olds[i] and olds[i].number == made.number]
        if not taken or len(set(numbers)) < len(numbers):
            continue
        for i in same[same.index(taken[0]) :]:
            current = now[i]
            if current is not None and current.number == olds[i].number:
                now[i] = _numbered(current, current.kind, current.number + 1)
        notes.append(doubtful(index, f"旧文已有{made.label}而决定没有写明，以后各{_NAMES[made.kind]}顺延"))
    return notes


def names_heading(step: Step) -> bool:
    """Whether a change of words is made in a chapter's name: 第一章章名中的“审核”."""
    return step.verb in WORDS and step.place.part == "name"


def headings_with(base: Base, step: Step) -> list[int]:
    """The headings (counted from 0) that have the words which a step changes everywhere."""
    olds = [block for block in base.blocks if isinstance(block, Heading)]
    words, names = "".join(step.old), tuple([old.name for old in olds])
    quoted = _numbers_of(tuple([old.line for old in olds])).get(folded(words), set())
    quoted = quoted | _numbers_of(names).get(folded(words), set())
    return sorted({*quoted, *(i for i in _lines_of(names).having(words) if occurrences(names[i], words))})


@lru_cache(maxsize=4)
def _lines_of(names: tuple[str, ...]) -> LinesOfPlaces:
    """The names of headings to look for words in; the same are asked for every step."""
    return LinesOfPlaces.of([name] for name in names)


@lru_cache(maxsize=4)
def _numbers_of(lines: tuple[str, ...]) -> Mapping[str, set[int]]:
    """Lines as they fold, with the numbers of those that do; not those of which nothing is left."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(lines):
        found[folded(line)].add(number)
    found.pop("", None)
    return dict(found)


def _quotes(old: Heading, step: Step) -> bool:
    """Whether a step quotes a heading whole, with its number or without."""
    wanted = folded("".join(step.old))
    return bool(wanted) and wanted in {folded(old.line), folded(old.name)}


def _reworded(old: Heading, step: Step) -> Heading:
    """A heading with words in it replaced, deleted or added."""
    quoted, new = "".join(step.old), "".join(step.new)
    if _quotes(old, step) and step.verb == "replace-words":
        return _renamed(old, new)
    edits = [_edit(step, new, start, end) for start, end in occurrences(old.name, quoted)]
    return replace(old, name=edited(old.name, edits)[0])


def _edit(step: Step, new: str, start: int, end: int) -> Edit:
    if step.verb == "insert-words":
        at = start if step.side == "before" else end
        return Edit(at, at, new)
    return Edit(start, end, "" if step.verb == "delete-words" else new)


def articles_under(base: Base, place: Place) -> list[Number]:
    """The articles that a division holds (all of its sections included)."""
    wanted, _ = _find(base, 0, place)
    out: list[Number] = []
    count = -1
    inside: Heading | None = None
    for block in base.blocks:
        if isinstance(block, Heading):
            count += 1
            if count == wanted:
                inside = block
            elif inside is not None and _ORDER.index(block.kind) <= _ORDER.index(inside.kind):
                inside = None
        elif inside is not None and block.number is not None:
            out.append(block.number)
    return out


def _find(base: Base, index: int, place: Place) -> tuple[int | None, list[Note]]:
    """The heading a place names, within the one above where that is known; a doubt where several bear the number."""
    above: list[Heading] = []
    having: list[tuple[int, list[Heading]]] = []
    count = -1
    for block in base.blocks:
        if isinstance(block, Heading):
            count += 1
            above = [h for h in above if _ORDER.index(h.kind) < _ORDER.index(block.kind)]
            if place.division == (block.kind, block.number):
                having.append((count, list(above)))
            above.append(block)
    inside = [at for at, over in having if place.within is None or place.within in {(h.kind, h.number) for h in over}]
    if not inside:
        return None, [failed(index, f"旧文没有{place}")]
    notes = [doubtful(index, f"旧文不止一处{place}，取第一处")] if len(inside) > 1 else []
    return inside[0], notes


def _renamed(old: Heading, words: str) -> Heading:
    """A heading under its new name, which may be quoted with its number."""
    new = heading_of(words.rstrip("。"))
    return replace(old, name=words.rstrip("。")) if new is None else replace(new, after=old.after)


def _changed(old: Heading, now: Heading | None, step: Step) -> Heading | None:
    current = now or old
    if step.verb == "delete":
        return None
    if step.verb == "renumber":
        kind, number = step.result.division if step.result and step.result.division else (old.kind, old.number)
        return _numbered(current, kind, number)
    if names_heading(step):
        return _reworded(current, step)
    return replace(current, name=_renamed(current, "".join(step.new)).name)


def _numbered(old: Heading, kind: str, number: int) -> Heading:
    """A heading under another number."""
    return replace(heading(kind, number, old.name), after=old.after)


def _unlike(index: int, old: Heading, step: Step) -> list[Note]:
    """A quotation that the heading does not have: words in it are missing, or its whole name is another one."""
    quoted = "".join(step.old)
    if not quoted or _quotes(old, step):
        return []
    if names_heading(step):
        return [] if occurrences(old.name, quoted) else [failed(index, f"旧文{old.label}的名称中没有“{quoted}”")]
    return [doubtful(index, f"旧文{old.label}为“{old.name}”，不是“{quoted}”")]


def _unchanged(index: int, was: Heading | None, now: Heading | None) -> list[Note]:
    return [doubtful(index, "章节名没有变化")] if was == now else []


def _inserted(step: Step) -> Heading:
    """The heading of a new chapter or section."""
    kind, number = step.result.division if step.result and step.result.division else ("chapter", 0)
    first = step.new[0] if step.new else ""
    given = heading_of(first)
    name = given.name if given is not None else "" if _ARTICLE.match(first) else first
    return heading(kind, number, name)


def _unheld(live: Sequence[tuple[int, Step]]) -> list[Note]:
    """New headings of which the decision does not say what they hold."""
    out = []
    inserting = {step.n for _, step in live if step.verb == "insert"}
    for index, step in live:
        if step.verb != "insert-division":
            continue
        texts = any(_ARTICLE.match(line) for line in step.new)
        if not (step.n in inserting or texts or any(place.article for place in step.results)):
            out.append(doubtful(index, "决定没有写明新的章节包括哪些条，章节名的位置按其后新增的条文推定"))
    return out
