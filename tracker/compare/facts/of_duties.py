"""Facts of duty: words that oblige, forbid or permit and that changed, came or went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tracker.compare.facts.edited_stretches import Region
from tracker.compare.facts.mention_pairs import Pair, paired
from tracker.compare.facts.modality import Modal, direction, modals
from tracker.language.patterns import regex
from tracker.model import Fact


def duty_facts(old: str, new: str, read: Sequence[Region]) -> Iterator[Fact]:
    """Words of duty, ban and permission that changed, came or went."""
    found = modals(old), modals(new)
    pairs = [
        pair
        for region in read
        if region.has_values
        for pair in paired((old, new), found, region.spans, _same_word, [_any_kin])
    ]
    gathered = _gathered(old, new, pairs)
    for pair in pairs:
        before, after = pair.old, pair.new
        if (before and after) or (before or after or _NONE).text not in gathered:
            yield Fact(
                type="modality",
                old=before.text if before else None,
                new=after.text if after else None,
                direction=direction(before, after),
                at=pair.at,
            )


_NONE: Final = Modal(0, 0, "", "free")


def _gathered(old: str, new: str, pairs: Sequence[Pair[Modal]]) -> frozenset[str]:
    """The words that stand before a list on one side and in its entries on the other: no duty came or went.

    禁止甲。禁止乙。 became 禁止下列行为：（一）甲；（二）乙。
    """
    gone = [pair.old for pair in pairs if pair.old and not pair.new]
    came = [pair.new for pair in pairs if pair.new and not pair.old]
    both = {modal.text for modal in gone} & {modal.text for modal in came}
    leading = [m.text for text, side in ((old, gone), (new, came)) for m in side if _LEADS.match(text, m.end)]
    return frozenset(both.intersection(leading))


_LEADS: Final = regex(r"[^。；\n]*[：:](?:\n|\Z)")
"""The rest of a line before a list."""


def _same_word(old: Modal, new: Modal) -> bool:
    return old.text == new.text


def _any_kin(_old: Modal, _new: Modal) -> bool:
    return True
