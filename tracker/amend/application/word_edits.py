"""Steps that change words inside an article, made on its old wording all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.amend.application.base import MISSING, Item, Paragraph, Unit, reworded, subitems_of, words_of
from tracker.amend.application.new_text import paragraphs_of
from tracker.amend.application.sentence_edits import Address, sentence_spans
from tracker.amend.application.text_edits import (
    Edit,
    at_end,
    at_start,
    deletion,
    edited,
    folded,
    insertion,
    occurrences,
    runs,
    with_ending,
)
from tracker.amend.instructions.doubts import Note, doubtful, failed
from tracker.amend.instructions.places import Place
from tracker.amend.instructions.steps import Step


def edit_words(unit: Unit, steps: Sequence[tuple[int, Step]]) -> tuple[list[tuple[Paragraph, ...]], list[Note]]:
    """Each old paragraph as what it became: none where its words were deleted, several where lines were put in."""
    lines = dict(_lines(unit))
    edits: dict[Address, list[Edit]] = defaultdict(list)
    wholes: dict[int, tuple[Paragraph, ...]] = {}
    notes: list[Note] = []
    for index, step in steps:
        scope = [
            address for address in lines if _inside(unit, address, step.place) and not _excepted(unit, address, step)
        ]
        if not scope:
            notes.append(failed(index, f"旧文没有{step.place}"))
        elif not _whole_paragraphs(unit, step, wholes):
            notes += _one(index, step, scope, lines, edits)
    changed = {}
    for address, found in edits.items():
        changed[address], clean = edited(lines[address], found)
        if not clean:
            notes.append(doubtful(steps[0][0], "几处文字修改相互重叠"))
    out = [wholes.get(p, _rebuilt(unit.paragraphs[p], p, changed)) for p in range(len(unit.paragraphs))]
    return out, notes


def _lines(unit: Unit) -> Iterator[tuple[Address, str]]:
    for p, paragraph in enumerate(unit.paragraphs):
        for k, line in enumerate(paragraph.lines):
            yield (p, -1, k), line
        for i, item in enumerate(paragraph.items):
            for k, line in enumerate(words_of(item)):
                yield (p, i, k), line


def _inside(unit: Unit, address: Address, place: Place) -> bool:
    """Whether a line lies in a place of the article."""
    p, i, _ = address
    if place.paragraph is not None and place.paragraph != p + 1:
        return False
    if place.item is not None:
        items = unit.paragraphs[p].items
        if i < 0 or items[i].number != place.item:
            return False
        return place.subitem is None or subitems_of(items[i])[address[2]] == place.subitem
    return place.part != "lead" or i < 0


def _excepted(unit: Unit, address: Address, step: Step) -> bool:
    """Whether a line lies where the decision says that a step does nothing."""
    return any(place.article == unit.number and _inside(unit, address, place) for place in step.excepted)


def _whole_paragraphs(unit: Unit, step: Step, wholes: dict[int, tuple[Paragraph, ...]]) -> bool:
    """“A1”“A2”修改为“B1”“B2”“B3”: several quoted paragraphs replaced by several."""
    if step.verb != "replace-words" or len(step.old) <= 1:
        return False
    starts: list[int] = []
    printed: list[str] = []
    for paragraph in unit.paragraphs:
        starts.append(len(printed))
        printed += paragraph.shown()
    ends = [*starts[1:], len(printed)]
    for at in runs(printed, step.old):
        if at in starts and at + len(step.old) in ends:
            first, last = starts.index(at), ends.index(at + len(step.old))
            wholes[first] = paragraphs_of(step.new)
            wholes.update(dict.fromkeys(range(first + 1, last + 1), ()))
            return True
    return False


def _one(
    index: int, step: Step, scope: Sequence[Address], lines: dict[Address, str], edits: dict[Address, list[Edit]]
) -> list[Note]:
    """The edits of one step; a note where the old wording is not there."""
    if step.place.sentence is not None and not step.old:
        return _sentence(index, step, scope, lines, edits)
    if step.verb == "append":
        return _append(index, step, scope, lines, edits)
    old, new = _words(step)
    hits = _hits(step, scope, lines, old)
    if not hits:
        return [_absent(index, old, new, [lines[address] for address in scope])]
    for address, (start, end) in hits:
        edits[address].append(_edit(step, lines[address], start, end, new))
    if step.verb == "insert-words" and len(hits) > 1:
        return [doubtful(index, f"旧文有{len(hits)}处“{_short(old)}”，均已增加")]
    return []


_Hit = tuple[Address, tuple[int, int]]
"""A line, and where in it some words stand."""


def _hits(step: Step, scope: Sequence[Address], lines: dict[Address, str], old: str) -> list[_Hit]:
    """Where the old words stand: in the sentence that is meant, if they do there; at the end, if that is meant."""
    hits = [(address, span) for address in scope for span in occurrences(lines[address], old)]
    if step.place.sentence is not None and len(hits) > 1:
        hits = _within(hits, sentence_spans(lines, scope, step.place.sentence)) or hits
    return hits[-1:] if step.place.part == "end" else hits


def _edit(step: Step, line: str, start: int, end: int, new: str) -> Edit:
    """What a step does to the words at a place."""
    if step.verb == "delete-words":
        return deletion(line, start, end)
    if step.verb == "insert-words":
        before = step.side == "before"
        return insertion(line, start if before else end, new, before=before)
    return Edit(start, end, new)


def _within(hits: list[_Hit], spans: Sequence[_Hit]) -> list[_Hit]:
    """The hits inside the sentences meant."""
    return [
        (address, (start, end))
        for address, (start, end) in hits
        if any(address == a and first <= start and end <= last for a, (first, last) in spans)
    ]


def _sentence(
    index: int, step: Step, scope: Sequence[Address], lines: dict[Address, str], edits: dict[Address, list[Edit]]
) -> list[Note]:
    """第二句修改为：“…”, 删去第二句, 第二句后增加：“…”."""
    adds = step.verb in {"insert-words", "append"}
    spans = sentence_spans(lines, scope, step.place.sentence or (1, 1), alone=adds)
    if not spans:
        return [failed(index, f"旧文{step.place}没有所说的句子")]
    new = "".join(step.new)
    for i, (address, (start, end)) in enumerate(spans):
        line = lines[address]
        if step.verb == "replace-words":
            edits[address].append(Edit(start, end, "" if i else with_ending(new, line[start:end])))
        elif step.verb == "delete-words":
            edits[address].append(Edit(start, end, ""))
    if adds:
        address, (start, end) = spans[0] if step.side == "before" else spans[-1]
        at = start if step.side == "before" else end
        edits[address].append(Edit(at, at, new if new.endswith(("。", "；", "！", "？")) else f"{new}。"))
    return []


def _words(step: Step) -> tuple[str, str]:
    """The old and the new words; both without the label where they quote a whole item."""
    old, new = "\n".join(step.old), "\n".join(step.new)
    if step.place.item is not None:
        olds, news = paragraphs_of(step.old), paragraphs_of(step.new)
        if olds and olds[0].items and not olds[0].lines:
            old = "\n".join(words_of(olds[0].items[0]))
            new = "\n".join(words_of(news[0].items[0])) if news and news[0].items else new
    return old, new


def _append(
    index: int, step: Step, scope: Sequence[Address], lines: dict[Address, str], edits: dict[Address, list[Edit]]
) -> list[Note]:
    """末尾增加：“…”, 开始部分增加规定：“…”."""
    words = "\n".join(step.new)
    start = step.place.part == "start"
    address = scope[0] if start else scope[-1]
    edits[address].append(at_start(words) if start else at_end(lines[address], words))
    return [] if step.place.part else [doubtful(index, "未写明位置，加在末尾")]


def _absent(index: int, old: str, new: str, lines: Sequence[str]) -> Note:
    """Why words were not found: the wording is missing, the change is made already, or the base is another one."""
    text = "".join(lines)
    if MISSING.search(text):
        return failed(index, f"旧文缺失，无从查找“{_short(old)}”")
    if new and folded(new) in folded(text):
        return failed(index, f"旧文没有“{_short(old)}”，却已有“{_short(new)}”，旧文可能已是修改后的文本")
    return failed(index, f"旧文没有“{_short(old)}”")


def _short(text: str, limit: int = 30) -> str:
    plain = text.replace("\n", "")
    return plain if len(plain) <= limit else f"{plain[: limit - 1]}…"


def _rebuilt(paragraph: Paragraph, p: int, changed: dict[Address, str]) -> tuple[Paragraph, ...]:
    """A paragraph with its changed lines; nothing where no words are left."""
    if not any(address[0] == p for address in changed):
        return (paragraph,)
    lead = [changed.get((p, -1, k), line) for k, line in enumerate(paragraph.lines)]
    items = tuple(_rebuilt_items(paragraph, p, changed))
    if any("\n" in line for line in lead) and not items:
        return paragraphs_of([part for line in lead for part in line.split("\n")])
    lead = [line.replace("\n", "") for line in lead if folded(line)]
    return (replace(paragraph, lines=tuple(lead), items=items),) if lead or items else ()


def _rebuilt_items(paragraph: Paragraph, p: int, changed: dict[Address, str]) -> Iterator[Item]:
    """The items of a paragraph with their changed lines, without those that lost all words."""
    for i, item in enumerate(paragraph.items):
        words = (changed.get((p, i, k), line) for k, line in enumerate(words_of(item)))
        if (now := reworded(item, words)) is not None:
            yield now


def restated(index: int, made: Sequence[str], given: Sequence[str]) -> Note | None:
    """A doubt where the text given again (这一款相应修改为) differs from what the changes of words made."""
    text = "".join(made)
    if MISSING.search(text) or folded(text) == folded("".join(given)):
        return None
    return doubtful(index, "逐处修改的结果与决定重新写出的全文不同，采用后者")
