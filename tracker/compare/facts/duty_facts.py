"""Facts of duty: words that oblige, forbid or permit and that changed, came or went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.compare.facts.mention_pairs import Stretch, paired
from tracker.compare.facts.modality import Modal, direction, modals
from tracker.model import Fact


def duty_facts(old: str, new: str, spans: Sequence[Stretch]) -> Iterator[Fact]:
    """Words of duty, ban and permission that changed, came or went."""
    for pair in paired((old, new), (modals(old), modals(new)), spans, _same_word, [_any_kin]):
        yield Fact(
            type="modality",
            old=pair.old.text if pair.old else None,
            new=pair.new.text if pair.new else None,
            direction=direction(pair.old, pair.new),
            at=pair.at,
        )


def _same_word(old: Modal, new: Modal) -> bool:
    return old.text == new.text


def _any_kin(_old: Modal, _new: Modal) -> bool:
    return True
