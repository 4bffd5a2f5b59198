"""Lines of rules that came or went as a whole, were divided or joined, and of words that changed nothing else."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from tracker.compare.brief import weights
from tracker.compare.brief.drafts import Draft
from tracker.compare.brief.quoting import (
    clause_span,
    ends_another,
    on_one_line,
    opening,
    sentence_span,
    unlabelled,
    without_conjunction,
)
from tracker.compare.facts.modality import modals
from tracker.compare.facts.quantity_reading import has_quantity
from tracker.compare.facts.signs import substance
from tracker.language.patterns import regex
from tracker.model import Change, Edit, Lang, Passage, Place, Span
from tracker.wording.brief import in_words

_QUOTED: Final = 60
_CLAUSES: Final = 50
_BANS: Final = frozenset({"不得", "禁止", "严禁", "不准"})


def whole_rule(change: Change) -> Draft:
    """A new or a gone provision."""
    is_new = bool(change.new)
    text = "\n".join(place.text for place in change.new or change.old)
    words = opening(text, _QUOTED)

    def told(lang: Lang) -> str:
        return in_words("new" if is_new else "gone", lang) + words

    quoted = (words.rstrip("…"),)
    return Draft(
        told=told,
        matter="rule",
        weight=_rule_weight(text) + (0.0 if is_new else weights.RULE_GONE),
        at=(None, 0) if is_new else (0, None),
        quoted=((), quoted) if is_new else (quoted, ()),
    )


def is_heading(change: Change) -> bool:
    """Whether what came or went only names what stands under it (二、回避): a heading rules nothing."""
    places = (*change.old, *change.new)
    return all(
        place.level != "article" and len(place.text) <= _HEADING and not _SENTENCE.search(place.text)
        for place in places
    )


_HEADING: Final = 24
_SENTENCE: Final = regex("[，。；：\t]")


def _rule_weight(text: str) -> float:
    """A rule weighs by what it does: it forbids, obliges, punishes, sets values."""
    found = modals(text)
    does = {
        "ban": any(modal.text in _BANS for modal in found),
        "duty": any(modal.force == "bound" for modal in found),
        "penalty": weights.PENALTY.search(text) is not None,
        "value": has_quantity(text),
    }
    return weights.RULE + sum(weights.RULE_WITH[name] for name, is_so in does.items() if is_so)


def regrouped(change: Change, old: str, new: str) -> Draft:
    """Provisions that were divided, joined or both."""

    def told(lang: Lang) -> str:
        kind = change.kind if change.kind in {"split", "merged"} else "restructured"
        return f"{old}{in_words(kind, lang)}{new}"

    return Draft(told=told, matter="rule", weight=weights.REGROUPED, at=(None, None), quoted=((), ()))


def passage_drafts(change: Change, told: Sequence[int]) -> Iterator[Draft]:
    """Lines and articles that came or went within a change and of which no fact is told (``told``: their places)."""
    texts, told = (joined(change.old), joined(change.new)), sorted(told)
    found = [*_one_sided(change, texts)]
    for side, span in found:
        text, words = texts[side], texts[side][slice(*span)]
        stays = _stands_in(texts[1 - side], without_conjunction(words), span[0] / len(text), len(found))
        if side == 0 and ends_another(words):
            continue
        if not stays and text[span[1] - 1 : span[1]] not in "：:" and not _has(told, span):
            yield _passage(words, span[0], is_new=side == 1)


def _stands_in(text: str, words: str, part: float, asked: int) -> bool:
    """Whether a text has some words that stand behind ``part`` (0 to 1) of the other one.

    Where very much is ``asked`` of a long text, they are looked for around the same part of it.
    """
    middle, reach = int(len(text) * part), _LOOKED_THROUGH // asked
    return text.find(words, max(0, middle - reach), middle + reach + len(words)) >= 0


_LOOKED_THROUGH: Final = 10**8
"""Characters that are looked through for what one side alone has of one change."""


def _has(places: Sequence[int], span: Span) -> bool:
    """Whether one of some sorted places stands in a stretch."""
    first = bisect_left(places, span[0])
    return first < len(places) and places[first] < span[1]


def _one_sided(change: Change, texts: tuple[str, str]) -> Iterator[tuple[int, Span]]:
    """The passages that one side alone has, those of one sentence beside one another as one."""
    whole: list[tuple[int, Span]] = []
    for side, span in sorted(_alone(change.passages)):
        last = whole[-1] if whole else None
        if last and last[0] == side and texts[side][last[1][1] : span[0]] in {"，", ","}:
            whole[-1] = (side, (last[1][0], span[1]))
        else:
            whole.append((side, span))
    yield from whole


def _alone(passages: Sequence[Passage]) -> Iterator[tuple[int, Span]]:
    for passage in passages:
        span = passage.new or passage.old
        if span and passage.elsewhere is None and passage.kind == "text" and not (passage.old and passage.new):
            yield (1 if passage.new else 0), span


def clause_additions(change: Change, told: Sequence[int]) -> Iterator[Draft]:
    """Whole clauses that an edit wrote or struck in a change of which other things are told: 并按月上传平台."""
    old, new, told = joined(change.old), joined(change.new), sorted(told)
    i = j = 0
    for edit in change.edits:
        span = (j, j + len(edit.new)) if edit.new else (i, i + len(edit.old))
        if edit.moved is None and edit.op != "equal" and not _has(told, span):
            yield from _untold(edit, old, new, (i, j), len(change.edits))
        i, j = i + len(edit.old), j + len(edit.new)


def _both_wordings(edit: Edit, old: str, new: str, at: tuple[int, int]) -> Iterator[Draft]:
    before = _clauses(old, at[0], at[0] + len(edit.old))
    after = _clauses(new, at[1], at[1] + len(edit.new))
    if min(len(edit.old), len(edit.new)) >= _LEAST and not before.endswith("…") and not after.endswith("…"):
        yield Draft(
            told=lambda _lang: f"{before} → {after}",
            matter="scope",
            weight=weights.WORDING,
            at=at,
            quoted=((before,), (after,)),
        )


def _untold(edit: Edit, old: str, new: str, at: tuple[int, int], asked: int) -> Iterator[Draft]:
    """The line of an edit, one of those ``asked``, of which nothing else is told: whole clauses or both wordings."""
    if edit.op == "replace":
        yield from _both_wordings(edit, old, new, at)
        return
    words = _whole_clauses(edit, old, new, at)
    if len(words) < _LEAST or (not edit.new and ends_another(words)):
        return
    (text, place), other = ((new, at[1]), old) if edit.new else ((old, at[0]), new)
    if not _stands_in(other, without_conjunction(words), place / len(text), asked):
        yield replace(_clauses_alone(words, at, is_new=bool(edit.new)), weight=weights.WORDING)


_LEAST: Final = 6


def _passage(text: str, at: int, *, is_new: bool) -> Draft:
    draft = _clauses_alone(unlabelled(text), (at, at), is_new=is_new)
    return replace(draft, weight=weights.PASSAGE + _rule_weight(text) - weights.RULE)


def joined(places: Sequence[Place]) -> str:
    """The texts of provisions as a change joins them."""
    return "\n".join([place.text for place in places])


def sanction_drafts(change: Change, told: Sequence[int]) -> Iterator[Draft]:
    """Kinds of sanctions that came or went in a clause of which nothing else is told (``told``: places of what is).

    责令停业整顿或者吊销许可证 → 责令停业整顿
    """
    old, new, told = joined(change.old), joined(change.new), sorted(told)
    i = j = 0
    for edit in change.edits:
        if edit.op != "equal" and edit.moved is None and _sanctions(edit.old) != _sanctions(edit.new):
            a, b = _around(old, i, i + len(edit.old)), _around(new, j, j + len(edit.new))
            if a and b and not _has(told, b):
                yield _sanction(on_one_line(old[slice(*a)]), on_one_line(new[slice(*b)]), (i, j))
        i, j = i + len(edit.old), j + len(edit.new)


def _sanctions(text: str) -> set[str]:
    """The words of sanctions that a text has."""
    return set(weights.PENALTY.findall(text))


def _around(text: str, start: int, end: int) -> Span | None:
    """The one clause in which an edit stands; ``None`` where it reaches over its end."""
    span = clause_span(text, start, end)
    if any(stop in text[start:end] for stop in _STOPS) or span[1] - span[0] > _LONGEST_SANCTION:
        return None
    return span


_LONGEST_SANCTION: Final = 90


def _sanction(before: str, after: str, at: tuple[int, int]) -> Draft:
    return Draft(
        told=lambda _lang: f"{before} → {after}",
        matter="penalty",
        weight=weights.SANCTION,
        at=at,
        quoted=((before,), (after,)),
    )


def only_reordered(change: Change) -> bool:
    """Whether all passages stand on both sides in the same words, and some in another order."""
    if not any(passage.moved and passage.elsewhere is None for passage in change.passages):
        return False
    old = "\n".join(place.text for place in change.old)
    new = "\n".join(place.text for place in change.new)
    return all(_is_kept(passage, old, new) for passage in change.passages)


def _is_kept(passage: Passage, old: str, new: str) -> bool:
    if passage.old is None or passage.new is None:
        return False
    before, after = unlabelled(old[slice(*passage.old)]), unlabelled(new[slice(*passage.new)])
    return passage.kind == "serial" or substance(before) == substance(after)


def reordered() -> Draft:
    """A list, or sentences, in another order."""
    return Draft(
        told=lambda lang: in_words("order", lang),
        matter="scope",
        weight=weights.REORDERED,
        at=(0, 0),
        quoted=((), ()),
    )


def wording(edits: Sequence[Edit], old: str, new: str) -> Iterator[Draft]:
    """The largest edit of a change that says nothing of values, duties or names, in its clauses."""
    largest, i, j = _largest(edits)
    if largest is None:
        return
    before = _clauses(old, i, i + len(largest.old))
    after = _clauses(new, j, j + len(largest.new))
    if before == after:
        return
    whole = _whole_clauses(largest, old, new, (i, j))
    if whole:
        yield _clauses_alone(whole, (i, j), is_new=bool(largest.new.strip()))
        return
    yield Draft(
        told=lambda _lang: f"{before} → {after}",
        matter="scope",
        weight=weights.WORDING + min(4.0, len(largest.old + largest.new) / 20),
        at=(i, j),
        quoted=((before.rstrip("…"),), (after.rstrip("…"),)),
    )


def _whole_clauses(edit: Edit, old: str, new: str, at: tuple[int, int]) -> str:
    """What an edit strikes or writes alone, where it is whole clauses; else nothing."""
    if edit.old.strip() and edit.new.strip():
        return ""
    text, start = (new, at[1]) if edit.new.strip() else (old, at[0])
    end = start + len(edit.new or edit.old)
    begins = start == 0 or text[start - 1] in _STOPS or text[start] in _STOPS
    ends = end >= len(text) or text[end - 1] in _STOPS or text[end] in _STOPS
    return text[start:end].strip(_STOPS + " ") if begins and ends else ""


_STOPS: Final = "，。；：\n,;:"


def _clauses_alone(text: str, at: tuple[int, int], *, is_new: bool) -> Draft:
    words = opening(text, _QUOTED)

    def told(lang: Lang) -> str:
        return in_words("added" if is_new else "struck", lang) + words

    quoted = (words.rstrip("…"),)
    return Draft(
        told=told,
        matter="rule",
        weight=weights.PASSAGE,
        at=(None, at[1]) if is_new else (at[0], None),
        quoted=((), quoted) if is_new else (quoted, ()),
    )


def _largest(edits: Sequence[Edit]) -> tuple[Edit | None, int, int]:
    """The edit that strikes and writes most, and where it stands."""
    best: tuple[Edit | None, int, int] = (None, 0, 0)
    i = j = 0
    for edit in edits:
        size = len(edit.old) + len(edit.new) if edit.op != "equal" and edit.moved is None else 0
        if size > (len(best[0].old) + len(best[0].new) if best[0] else 0):
            best = (edit, i, j)
        i, j = i + len(edit.old), j + len(edit.new)
    return best


def _clauses(text: str, start: int, end: int) -> str:
    """The clauses that an edit touches, on one line; of many the first."""
    a, _ = clause_span(text, start, start)
    _, b = clause_span(text, max(start, end - 1), end)
    words = on_one_line(text[a : max(a, min(b, sentence_span(text, start, start)[1]))])
    return words if len(words) <= _CLAUSES else opening(words, _CLAUSES)
