"""Facts of reference: provisions and acts that a text points to and that it pointed to otherwise before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.compare.align.comparable_text import fold
from tracker.compare.facts.edited_stretches import Region
from tracker.compare.facts.mention_pairs import paired
from tracker.compare.facts.reference_reading import Reference, references, same
from tracker.model import Fact


def reference_facts(old: str, new: str, read: Sequence[Region]) -> Iterator[Fact]:
    """References that changed; one that came or went alone is no fact."""
    found = references(old), references(new)
    kins = [_same_act, _any_reference]
    for region in read:
        spans = [s.widened() for s in region.spans] if region.has_words else ()
        for pair in paired((old, new), found, spans, _same_reference, kins, far=False):
            if pair.old and pair.new:
                yield from _parts_changed(pair.old, pair.new)


def _same_reference(old: Reference, new: Reference) -> bool:
    return same(old.text, new.text)


def _same_act(old: Reference, new: Reference) -> bool:
    """Whether both point into one act that they name."""
    return old.foreign and fold(old.text).partition("第")[0] == fold(new.text).partition("第")[0]


def _any_reference(_old: Reference, _new: Reference) -> bool:
    return True


def _parts_changed(old: Reference, new: Reference) -> Iterator[Fact]:
    """One fact a listed provision where both sides list as many, else one for the whole list."""
    if len(old.parts) != len(new.parts):
        yield Fact(type="reference", old=old.text, new=new.text, at=(old.start, new.start))
        return
    for (before, i), (after, j) in zip(old.placed_parts, new.placed_parts, strict=True):
        if not same(before, after):
            yield Fact(type="reference", old=before, new=after, at=(i, j))
