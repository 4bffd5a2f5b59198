"""Edits over several lines, cut where lines begin: a 款 or 项 that came is one edit, the label of the next is another.

A diff of characters takes the label of one item for that of the next: （四）[甲；⏎（五）]乙 strikes the words of one
item and the number of another. Here the item is struck whole with its own label, and the next one is numbered anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from tracker.compare.align.comparable_text import fold
from tracker.language.labels import LIST_LABEL
from tracker.language.numerals import NUMERAL
from tracker.language.patterns import regex
from tracker.likeness.subsequence import likeness
from tracker.model import Edit

_LABEL: Final = regex(rf"(?:{LIST_LABEL})[ 　]*")
_LABEL_BEGUN: Final = regex(rf"[（(]?{NUMERAL}?[）)、.．]?[ 　]*")
_LABEL_ENDED: Final = regex(rf"{NUMERAL}?[）)、.．][ 　]*")
_ALIKE: Final = 0.45
"""Lines of an edit that share so much of their characters are two forms of one line."""
_MOST_LINES: Final = 40
_LINE: Final = "\n"


OneLine: TypeAlias = Callable[[str, str], Sequence[Edit]]
"""The redline of a line that reads otherwise."""


def by_lines(edits: Sequence[Edit], one_line: OneLine) -> tuple[Edit, ...]:
    """The edits with those over several lines cut at the lines, labels with the items that they belong to."""
    edits = list(_labels_apart(edits))
    if not any(map(_runs_on, edits)):
        return tuple(edits)
    whole = _with_whole_labels(edits)
    return _merged(part for edit in _items_whole(whole) for part in _line_by_line(edit, one_line))


def _labels_apart(edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits, the number of an item apart from its words: （[三）甲处|四）乙处] as [（三）|（四）][甲处|乙处]."""
    opened = ""
    for n, edit in enumerate(edits):
        parts = _label_and_words(opened, edit) if edit.op == "replace" else None
        if parts:
            yield from parts
            opened = ""
            continue
        if opened:
            yield _edit(opened, opened, "equal")
        opened = _bracket_at_end(edit, is_first=n == 0)
        yield (
            _edit(edit.old[: len(edit.old) - len(opened)], edit.new[: len(edit.new) - len(opened)], "equal")
            if opened
            else edit
        )
    if opened:
        yield _edit(opened, opened, "equal")


def _bracket_at_end(edit: Edit, *, is_first: bool) -> str:
    """The bracket that opens a line and ends an equal edit, the same on both sides; else nothing."""
    if edit.op != "equal" or edit.new[-1:] not in _OPENING:
        return ""
    lines = {_last_line(_LINE * is_first + side) for side in (edit.old, edit.new)}
    return edit.new[-1:] if len(lines) == 1 and lines <= _OPENING else ""


_OPENING: Final = frozenset({"（", "("})


def _label_and_words(opened: str, edit: Edit) -> tuple[Edit, Edit] | None:
    """An edit that begins in the labels of both sides and goes on behind them, as two; else nothing."""
    labels = [_LABEL.match(opened + side) for side in (edit.old, edit.new)]
    if not opened or not all(labels):
        return None
    old, new = (label[0] if label else "" for label in labels)
    words = (opened + edit.old)[len(old) :], (opened + edit.new)[len(new) :]
    return (_edit(old, new), _edit(*words)) if any(words) else None


def _runs_on(edit: Edit) -> bool:
    return edit.op != "equal" and (_LINE in edit.old or _LINE in edit.new)


def _with_whole_labels(edits: Sequence[Edit]) -> list[Edit]:
    """The edits over several lines grown to whole labels: （[四）甲；⏎（五|三]）乙 begins before its bracket."""
    out = list(edits)
    for k, edit in enumerate(edits):
        if not _runs_on(edit):
            continue
        if k and out[k - 1].op == "equal":
            _take_label_begun(out, k)
        if k + 1 < len(out) and out[k + 1].op == "equal":
            _take_label_ended(out, k)
    return [edit for edit in out if edit.old or edit.new]


def _take_label_begun(edits: list[Edit], k: int) -> None:
    """A label that has begun on both sides before an edit goes with it, unless it ended there."""
    before, edit = edits[k - 1], edits[k]
    begun = [_last_line(side) for side in (before.old, before.new)]
    if any(line is None or not line or _LABEL.fullmatch(line) or not _LABEL_BEGUN.fullmatch(line) for line in begun):
        return
    old, new = (line or "" for line in begun)
    edits[k - 1] = _edit(before.old[: len(before.old) - len(old)], before.new[: len(before.new) - len(new)], "equal")
    edits[k] = _edit(old + edit.old, new + edit.new)


def _take_label_ended(edits: list[Edit], k: int) -> None:
    """A label that ends after an edit, on both sides, goes with it."""
    edit, after = edits[k], edits[k + 1]
    ends = [_LABEL_ENDED.match(side) for side in (after.old, after.new)]
    if not all(ends):
        return
    old, new = (end[0] if end else "" for end in ends)
    lines = (
        _last_line(
            edit.old,
        ),
        _last_line(edit.new),
    )
    whole = [line + end for line, end in zip(lines, (old, new), strict=True) if line is not None]
    if not whole or not all(_LABEL.fullmatch(label) for label in whole):
        return
    edits[k] = _edit(edit.old + old, edit.new + new)
    edits[k + 1] = _edit(after.old[len(old) :], after.new[len(new) :], "equal")


def _last_line(text: str) -> str | None:
    """What stands after the last line feed; ``None`` where there is none, for the line began elsewhere."""
    _, feed, line = text.rpartition(_LINE)
    return line if feed else None


def _items_whole(edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits, an item that only came or went with its own label instead of the next one's."""
    out: list[Edit] = []
    for edit in edits:
        if out and out[-1].op == "equal" and edit.op in {"insert", "delete"}:
            turned = list(_turned(out[-1], edit, is_first=len(out) == 1))
            if turned:
                out[-1:] = turned
                continue
        out.append(edit)
    yield from out


def _turned(before: Edit, edit: Edit, *, is_first: bool) -> Iterator[Edit]:
    """（四）[甲；⏎（五）]乙 as [（四）甲；⏎][（五）|（四）]乙; nothing where the edit is no item between two labels."""
    text = edit.old or edit.new
    item, feed, label = text.rpartition(_LINE)
    heads = [_last_line(_LINE + side if is_first else side) for side in (before.old, before.new)]
    if not feed or not _LABEL.fullmatch(label) or not all(head and _LABEL.fullmatch(head) for head in heads):
        return
    old_head, new_head = (head or "" for head in heads)
    kept = before.old[: len(before.old) - len(old_head)], before.new[: len(before.new) - len(new_head)]
    if any(kept):
        yield _edit(*kept, "equal")
    if edit.op == "delete":
        yield _edit(old_head + item + feed, "")
        yield _relabelled(label, new_head)
    else:
        yield _edit("", new_head + item + feed)
        yield _relabelled(old_head, label)


def _relabelled(old: str, new: str) -> Edit:
    return _edit(old, new, "equal" if fold(old) == fold(new) else None)


def _line_by_line(edit: Edit, one_line: OneLine) -> Iterator[Edit]:
    """A replacement over several lines as lines that came, lines that went and lines that read otherwise."""
    olds, news = edit.old.split(_LINE), edit.new.split(_LINE)
    if edit.op != "replace" or len(olds) == len(news) == 1 or max(len(olds), len(news)) > _MOST_LINES:
        yield edit
        return
    pairs = _pairs(olds, news)
    if not pairs:
        yield edit
        return
    i = j = 0
    for n, (at_old, at_new) in enumerate(pairs):
        yield from _plain("".join(f"{line}\n" for line in olds[i:at_old]), "".join(f"{x}\n" for x in news[j:at_new]))
        feed = _LINE if n + 1 < len(pairs) else ""
        yield from one_line(olds[at_old] + feed, news[at_new] + feed)
        i, j = at_old + 1, at_new + 1
    yield from _plain("".join(f"\n{line}" for line in olds[i:]), "".join(f"\n{line}" for line in news[j:]))


def _plain(old: str, new: str) -> Iterator[Edit]:
    if old or new:
        yield _edit(old, new)


def _pairs(olds: Sequence[str], news: Sequence[str]) -> list[tuple[int, int]]:
    """Lines that became one another, in order, chosen so that the sum of their likeness is greatest."""
    best: list[list[float]] = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    alike: dict[tuple[int, int], float] = {}
    for i, old in enumerate(olds):
        for j, new in enumerate(news):
            score = _likeness(old, new)
            if score >= _ALIKE:
                alike[i, j] = score
            best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j], best[i][j] + alike.get((i, j), 0.0))
    return _chosen(best, alike)


def _chosen(best: Sequence[Sequence[float]], alike: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The pairs of the best sum, walked back from its end."""
    found: list[tuple[int, int]] = []
    i, j = len(best) - 1, len(best[0]) - 1
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append((i, j))
    return [pair for pair in reversed(found) if pair in alike]


def _likeness(old: str, new: str) -> float:
    if not old or not new:
        return 0.0
    if _LABEL.fullmatch(old) and _LABEL.fullmatch(new):
        return 1.0
    return likeness(old, new)


def _merged(edits: Iterator[Edit]) -> tuple[Edit, ...]:
    """The edits with equal ones that touch as one, and without empty ones."""
    out: list[Edit] = []
    for edit in edits:
        if out and out[-1].op == edit.op == "equal":
            out[-1] = _edit(out[-1].old + edit.old, out[-1].new + edit.new, "equal")
        elif edit.old or edit.new:
            out.append(edit)
    return tuple(out)


def _edit(old: str, new: str, op: str | None = None) -> Edit:
    if op == "equal":
        return Edit(op="equal", old=old, new=new)
    return Edit(op="replace" if old and new else "delete" if old else "insert", old=old, new=new)
