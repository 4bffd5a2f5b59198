"""Annexes (附件) in the new text: replaced, deleted, added, and changed inside, their tables cell by cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from tracker.amend.application.new_text import provisions_of
from tracker.amend.application.printing import node_lines
from tracker.amend.application.text_edits import Edit, edited, folded, insertion, occurrences
from tracker.amend.instructions.doubts import Note, doubtful, failed
from tracker.amend.instructions.places import Place
from tracker.amend.instructions.steps import WORDS, Step
from tracker.language.labels import ordinal
from tracker.language.patterns import regex
from tracker.language.sentence_ends import complete
from tracker.language.titles import title_key
from tracker.model import Instrument, Provision, walk

Inside: TypeAlias = Callable[[Instrument, Sequence[tuple[int, Step]]], tuple[Instrument, Sequence[Note]]]
"""How steps on the provisions of an annex (附件1第三条) are made: as on a text of its own."""

_MARKER = regex(r"附\s*[件表录]\s*\S{0,4}")
LONGEST_TITLE = 40
"""Characters that the title of an annex has at the most."""


@dataclass(frozen=True, slots=True)
class Annexed:
    """The annexes after the steps on them, and the notes on these."""

    annexes: tuple[Instrument, ...]
    notes: tuple[Note, ...] = ()


def edit_annexes(
    annexes: Sequence[Instrument],
    live: Sequence[tuple[int, Step]],
    own: Sequence[Instrument],
    inside: Inside,
) -> Annexed:
    """The annexes after all steps that concern them; ``own`` are the annexes of the decision itself."""
    now: list[Instrument | None] = list(annexes)
    added: list[Instrument] = []
    notes: list[Note] = []
    deeper: dict[int, list[tuple[int, Step]]] = {}
    for index, step in live:
        if step.place.zone == "all" and step.verb in WORDS:
            now = [annex and _reworded(annex, step) for annex in now]
        elif _adds_annex(step):
            added.append(_new_annex(step.new, None))
        elif step.place.zone == "annex":
            at, found = _find(annexes, step.place, index)
            notes += found
            if at is None:
                continue
            if _goes_deeper(step):
                deeper.setdefault(at, []).append((index, _as_own(step)))
                continue
            now[at], found = _one(index, step, annexes[at], now[at], own)
            notes += found
    for at, steps in deeper.items():
        annex = now[at]
        if annex is not None:
            now[at], told = inside(annex, steps)
            notes += told
    return Annexed((*filter(None, now), *added), tuple(notes))


def _adds_annex(step: Step) -> bool:
    """Whether a step adds a whole annex: 增加附件3：“…”."""
    return step.verb == "insert" and step.result is not None and step.result.zone == "annex" and not step.place.level


def _goes_deeper(step: Step) -> bool:
    """Whether a step on an annex concerns a provision in it: 附件第三条…, 附件增加一条."""
    return step.place.level != "annex" or (step.verb == "insert" and step.result is not None)


def annexes_with(annexes: Sequence[Instrument], step: Step) -> bool:
    """Whether an annex has the words that a step changes everywhere."""
    return any(_reworded(annex, step) != annex for annex in annexes)


def _as_own(step: Step) -> Step:
    """A step on a provision of an annex as one on a text of its own."""

    def own(place: Place) -> Place:
        return replace(place, zone="", annex=None, named="") if place.zone == "annex" else place

    return replace(step, places=tuple(map(own, step.places)), results=tuple(map(own, step.results)))


def _find(annexes: Sequence[Instrument], place: Place, index: int) -> tuple[int | None, list[Note]]:
    """The annex that a place names: by its number, by its title, or the only one."""
    numbers = [_number(annex) for annex in annexes]
    if place.annex and place.annex in numbers:
        return numbers.index(place.annex), []
    if place.annex and any(numbers):
        return None, [failed(index, f"旧文没有{place}")]
    wanted = title_key(place.named)
    titled = [i for i, annex in enumerate(annexes) if wanted and title_key(annex.title) == wanted]
    if len(titled) == 1:
        return titled[0], []
    if wanted and annexes:
        return None, [failed(index, f"旧文没有名为《{place.named}》的附件")]
    if len(annexes) == 1:
        return 0, []
    return None, [failed(index, "旧文不止一个附件，未写明是哪一个" if annexes else "旧文没有附件")]


def _number(annex: Instrument) -> int:
    label = annex.body[0].label if annex.body and annex.body[0].level == "note" else None
    number = ordinal(label.removeprefix("附件")) if label else None
    return number[0] if number else 0


def _one(
    index: int, step: Step, old: Instrument, now: Instrument | None, own: Sequence[Instrument]
) -> tuple[Instrument | None, list[Note]]:
    """One annex after one step on the whole of it, on a cell, a row, or its words."""
    if now is None:
        return None, [failed(index, "该附件已被删去")]
    if step.place.row:
        return _with_table(index, step, now)
    if step.place.part == "name":
        return _renamed(index, step, now)
    if step.verb in WORDS:
        missing = _reworded(old, step) == old
        notes = [failed(index, f"旧文{step.place}没有“{''.join(step.old)}”")] if missing else []
        return _reworded(now, step), notes
    return _remade(index, step, now, own)


def _remade(index: int, step: Step, now: Instrument, own: Sequence[Instrument]) -> tuple[Instrument | None, list[Note]]:
    """An annex that is deleted or given anew."""
    if step.verb == "delete":
        return None, []
    if step.verb != "replace":
        return now, [failed(index, "尚不能执行的修改方式")]
    if not step.new:
        return _supplied(index, step, now, own)
    new = _new_annex(step.new, now)
    same = new.title == now.title and [*map(_shown, new.body)] == [*map(_shown, now.body)]
    return new, [doubtful(index, "附件与旧文相同，旧文可能已是修改后的文本")] if same else []


def _shown(node: Provision) -> list[str]:
    return list(node_lines(node))


def _renamed(index: int, step: Step, now: Instrument) -> tuple[Instrument, list[Note]]:
    """附件1名称修改为“…”, or words in it."""
    if step.verb == "replace":
        return replace(now, title="".join(step.new).removeprefix("《").removesuffix("》")), []
    title = _line(now.title, step) if step.verb in WORDS else now.title
    return replace(now, title=title), [] if title != now.title else [
        failed(index, f"附件名称中没有“{''.join(step.old)}”")
    ]


def _supplied(index: int, step: Step, now: Instrument, own: Sequence[Instrument]) -> tuple[Instrument, list[Note]]:
    """An annex that an annex of the decision takes the place of, under its own marker."""
    at, found = _find(own, step.result or Place(zone="annex", annex=0), index)
    if at is None or found:
        return now, [failed(index, "决定所附的新附件不在所给的决定文本中")]
    new = own[at]
    return replace(new, body=(*_marker(now), *new.body[len(_marker(new)) :])), []


# --- a whole annex ------------------------------------------------------------------------------------------------


def _marker(annex: Instrument) -> tuple[Provision, ...]:
    first = annex.body[:1]
    return first if first and first[0].level == "note" and first[0].label else ()


def _new_annex(lines: Sequence[str], old: Instrument | None) -> Instrument:
    """An annex from its lines: its marker (附件2) and its title, where they stand first, else those of the old one."""
    rest = list(lines)
    marker = _marker(old) if old is not None else ()
    if rest and _MARKER.fullmatch(rest[0]):
        marker = (Provision(level="note", span=(0, 0), label=rest.pop(0)),)
    title = old.title if old is not None else ""
    if rest and _is_title(rest[0]):
        title = rest.pop(0)
    return Instrument(role="annex", title=title, span=(0, 0), body=(*marker, *provisions_of(rest)))


def _is_title(line: str) -> bool:
    labelled = provisions_of([line])
    return (
        "\t" not in line and not complete(line) and len(line) <= LONGEST_TITLE and not (labelled and labelled[0].label)
    )


# --- words ----------------------------------------------------------------------------------------------------------


def _reworded(annex: Instrument, step: Step) -> Instrument:
    """An annex with the words of a step changed wherever they stand in it."""
    body = tuple(_node(node, step) for node in annex.body)
    return replace(annex, title=_line(annex.title, step), body=body)


def _node(node: Provision, step: Step) -> Provision:
    return replace(
        node,
        heading=node.heading and _line(node.heading, step),
        text=_line(node.text, step),
        rows=tuple(tuple(_line(cell, step) for cell in row) for row in node.rows),
        children=tuple(_node(child, step) for child in node.children),
    )


def _line(line: str, step: Step) -> str:
    words, new = "".join(step.old), "".join(step.new)
    edits: list[Edit] = []
    for start, end in occurrences(line, words):
        if step.verb == "insert-words":
            before = step.side == "before"
            edits.append(insertion(line, start if before else end, new, before=before))
        else:
            edits.append(Edit(start, end, "" if step.verb == "delete-words" else new))
    return edited(line, edits)[0] if edits else line


# --- tables ---------------------------------------------------------------------------------------------------------


def _with_table(index: int, step: Step, annex: Instrument) -> tuple[Instrument, list[Note]]:
    """An annex with one cell of its tables changed, or one row deleted; where that is not one, nothing is done."""
    tables = [node for node in walk(annex.body) if node.rows]
    hits = [(table, hit) for table in tables for hit in _cells(table.rows, step)]
    if not hits and (bare := _without_unit(tables, step)) is not None:
        return _with_table(index, bare, annex)
    if len(hits) != 1:
        what = f"“{step.place.row}”一行"
        have = f"旧文附件有{len(hits)}处" if hits else "旧文附件没有"
        return annex, [failed(index, f"{have}符合{what}所说的内容")]
    table, (row, column) = hits[0]
    rows = list(table.rows)
    if step.verb == "delete":
        del rows[row]
    else:
        cells = list(rows[row])
        old, new = "".join(step.old), "".join(step.new)
        cells[column] = new if not old else edited(cells[column], [_whole(cells[column], old, new)])[0]
        rows[row] = tuple(cells)
    return _with_node(annex, table, replace(table, rows=tuple(rows))), []


_MEASURED = regex(r"([\d.,]+)(\D+)")
"""A number with its unit: 8元."""


def _without_unit(tables: Sequence[Provision], step: Step) -> Step | None:
    """A step on a cell that gives the unit (由“8元”调整为“10元”) which the head of the table has: without it."""
    old, new = (_MEASURED.fullmatch("".join(words)) for words in (step.old, step.new))
    if old is None or new is None or old[2] != new[2]:
        return None
    if not any(old[2] in cell for table in tables for cell in table.rows[0]):
        return None
    return replace(step, old=(old[1],), new=(new[1],))


def _whole(cell: str, old: str, new: str) -> Edit:
    start, end = occurrences(cell, old)[0]
    return Edit(start, end, new)


def _cells(rows: Sequence[Sequence[str]], step: Step) -> Iterator[tuple[int, int]]:
    """The cells (row, column) that a step means; of a row that is deleted its first cell."""
    key, old = folded(step.place.row), "".join(step.old)
    columns = _columns(rows, folded(step.place.column))
    for i, row in enumerate(rows):
        if key not in map(folded, row):
            continue
        if step.verb == "delete":
            yield i, 0
            continue
        for k in columns or range(len(row)):
            if k < len(row) and folded(row[k]) != key and (occurrences(row[k], old) if old else columns):
                yield i, k


def _columns(rows: Sequence[Sequence[str]], wanted: str) -> list[int]:
    """The columns whose head, without its unit in brackets, is the one wanted or a longer or shorter name of it."""
    if not rows or not wanted:
        return []
    heads = [folded(re.sub(r"[(（].*?[)）]", "", cell)) for cell in rows[0]]
    return [i for i, head in enumerate(heads) if wanted in head or (head and head in wanted)]


def _with_node(annex: Instrument, old: Provision, new: Provision) -> Instrument:
    def swapped(node: Provision) -> Provision:
        return new if node is old else replace(node, children=tuple(map(swapped, node.children)))

    return replace(annex, body=tuple(map(swapped, annex.body)))
