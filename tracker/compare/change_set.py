"""The comparison of two texts: every unit of both in exactly one change, in the order of the new text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.compare.align.canon import fold
from tracker.compare.align.unit_links import Group, Linking, link
from tracker.compare.align.units import Unit
from tracker.compare.brief.key_changes import key_changes
from tracker.compare.brief.remarks import remarks_on
from tracker.compare.facts.editorial import is_editorial
from tracker.compare.facts.fact_changes import find_facts
from tracker.compare.facts.replacements import terms_among
from tracker.compare.redline.edits import group_redline, redline
from tracker.compare.redline.shown_edits import drawn
from tracker.likeness.subsequence import likeness
from tracker.model import MATTER, Change, ChangeKind, ChangeSet, Edit, Place, Sentence, Version

_IDENTICAL = Sentence("identical text", "文字相同")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One side of a comparison: which version it is, and its units."""

    version: Version
    units: Sequence[Unit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a change counts as: whether typography counts, what labels articles have now, and issuers' new names."""

    strict: bool
    renumbering: Mapping[str, str]
    aliases: Mapping[str, str]


def change_set(old: Text, new: Text, *, strict: bool = False, aliases: Mapping[str, str] | None = None) -> ChangeSet:
    """Compare two texts."""
    linking = link(old.units, new.units)
    terms = Terms(strict=strict, renumbering=_renumbering(linking, old.units, new.units), aliases=aliases or {})
    changes = tuple(_change(group, old.units, new.units, terms) for group in _in_order(linking, old.units))
    replacements = terms_among(change.facts for change in changes)
    return ChangeSet(
        old=old.version,
        new=new.version,
        changes=changes,
        key_changes=key_changes(changes, replacements),
        terms=replacements,
        remarks=tuple(remarks_on(linking, old.units, new.units)),
    )


def _renumbering(linking: Linking, old: Sequence[Unit], new: Sequence[Unit]) -> dict[str, str]:
    """The new label of every article that has one heir and one label."""
    out: dict[str, str] = {}
    for i, j in linking.heirs.items():
        ours, theirs = old[i].place, new[j].place
        if ours.level == "article" and ours.label and theirs.label:
            out.setdefault(fold(ours.label), fold(theirs.label))
    return out


def _in_order(linking: Linking, old: Sequence[Unit]) -> Iterator[Group]:
    """The groups in the order of the new text; what is gone follows what stood before it and has not moved."""
    kept = sorted((group for group in linking.groups if group.new), key=lambda group: group.new[0])
    place = {i: n for n, group in enumerate(kept) if not group.moved for i in group.old}
    gone: dict[int, list[Group]] = {}
    after = -1
    deleted = {group.old[0]: group for group in linking.groups if not group.new}
    for i in range(len(old)):
        after = place.get(i, after)
        if i in deleted:
            gone.setdefault(after, []).append(deleted[i])
    yield from gone.get(-1, ())
    for n, group in enumerate(kept):
        yield group
        yield from gone.get(n, ())


def _change(group: Group, old: Sequence[Unit], new: Sequence[Unit], terms: Terms) -> Change:
    ours, theirs = tuple(old[i] for i in group.old), tuple(new[j] for j in group.new)
    if len(ours) == len(theirs) == 1:
        return _one_to_one(ours[0], theirs[0], group, terms)
    before, after = tuple(unit.place for unit in ours), tuple(unit.place for unit in theirs)
    edits = _group_edits(before, after, terms)
    return Change(
        kind=_kind(len(ours), len(theirs)),
        old=before,
        new=after,
        edits=drawn(edits),
        facts=find_facts("\n".join(p.text for p in before), "\n".join(p.text for p in after), edits),
        score=_score("".join(u.folded for u in ours), "".join(u.folded for u in theirs)) if ours and theirs else None,
        moved=group.moved,
        evidence=group.why,
    )


def _one_to_one(old: Unit, new: Unit, group: Group, terms: Terms) -> Change:
    before, after = old.place.text, new.place.text
    same = before == after if terms.strict else old.folded == new.folded
    edits = redline(before, after, strict=terms.strict)
    editorial = not same and (
        old.folded == new.folded or is_editorial(before, after, edits, terms.renumbering, terms.aliases)
    )
    return Change(
        kind="unchanged" if same else "modified",
        old=(old.place,),
        new=(new.place,),
        edits=drawn(edits),
        facts=() if same or old.place.level in MATTER else find_facts(before, after, edits),
        score=1.0 if same else _score(old.folded, new.folded),
        renumbered=old.place.label != new.place.label and fold(old.place.label or "") != fold(new.place.label or ""),
        moved=group.moved,
        editorial=editorial,
        evidence=group.why or ((_IDENTICAL,) if same else ()),
    )


def _score(old: str, new: str) -> float:
    return round(likeness(old, new), 4)


def _kind(old: int, new: int) -> ChangeKind:
    if not old or not new:
        return "deleted" if old else "inserted"
    if old == 1:
        return "split"
    return "merged" if new == 1 else "restructured"


def _group_edits(old: tuple[Place, ...], new: tuple[Place, ...], terms: Terms) -> tuple[Edit, ...]:
    if not old or not new:
        text = "\n".join(place.text for place in old or new)
        if not text:
            return ()
        return (Edit(op="delete", old=text, new="") if old else Edit(op="insert", old="", new=text),)
    return group_redline(
        [place.text for place in old],
        [place.text for place in new],
        old_labels=[place.label or "" for place in old],
        new_labels=[place.label or "" for place in new],
        strict=terms.strict,
    )
