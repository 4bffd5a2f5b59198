"""The comparison of two texts: every unit of both in exactly one change, in the order of the new text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from tracker.compare.align.carried import Joined, with_carried
from tracker.compare.align.change_passages import passages
from tracker.compare.align.comparable_text import ENUMERATION, fold, folded_label
from tracker.compare.align.unclaimed import IS_RESERVED
from tracker.compare.align.unit_links import Group, Linking, link
from tracker.compare.align.units import Unit
from tracker.compare.brief.remarks import Compared, cuts, remarks_on
from tracker.compare.brief.ten_lines import key_changes
from tracker.compare.facts.editorial import is_editorial
from tracker.compare.facts.fact_changes import find_facts
from tracker.compare.facts.replacements import terms_among
from tracker.compare.redline.by_passage import Sides, drawn_by_passage
from tracker.compare.redline.edits import redline
from tracker.compare.redline.moved_passages import Group as Provisions
from tracker.compare.redline.moved_passages import Lines, mark_moves
from tracker.compare.redline.recurring_terms import with_whole_terms
from tracker.compare.stale_references import stale_remarks
from tracker.compare.versions import version_remarks
from tracker.language.labels import ordinal
from tracker.likeness.subsequence import likeness
from tracker.model import MATTER, Change, ChangeKind, ChangeSet, Edit, Fact, Passage, Place, Sentence, Span, Version

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
    pairs = [
        _pair(group, [old.units[i] for i in group.old], [new.units[j] for j in group.new])
        for group in _in_order(linking, old.units, new.units)
    ]
    found = with_carried([pair.joined for pair in pairs], [_passages(pair, terms) for pair in pairs])
    told = [_change(pair, passages, terms) for pair, passages in zip(pairs, found, strict=True)]
    redlines = with_whole_terms([change.edits for change in told])
    changes = tuple(
        change if edits is change.edits else replace(change, edits=edits)
        for change, edits in zip(told, redlines, strict=True)
    )
    replacements = terms_among(change.facts for change in changes)
    cut = tuple(cuts(linking, old.units, new.units, [Compared(*pair.joined.texts, pair.is_table) for pair in pairs]))
    return ChangeSet(
        old=old.version,
        new=new.version,
        changes=changes,
        key_changes=key_changes(changes, replacements),
        terms=replacements,
        remarks=(
            *version_remarks(old.version, new.version),
            *remarks_on(linking, old.units, new.units),
            *cut,
            *stale_remarks(changes),
        ),
        coarse=bool(cut),
    )


class Pair(NamedTuple):
    """A group of units with the units of both sides, and the provisions of both for their joined texts."""

    group: Group
    old: Sequence[Unit]
    new: Sequence[Unit]
    joined: Joined

    @property
    def is_table(self) -> bool:
        """Whether one table became another."""
        return [unit.pool for unit in (*self.old, *self.new)] == ["table", "table"]

    def is_same(self, *, strict: bool) -> bool:
        """Whether one unit on either side has the same text; typography counts only where ``strict``."""
        if len(self.old) != 1 or len(self.new) != 1:
            return False
        old, new = self.old[0], self.new[0]
        return old.place.text == new.place.text if strict else old.folded == new.folded


def _pair(group: Group, old: Sequence[Unit], new: Sequence[Unit]) -> Pair:
    return Pair(group, old, new, Joined(tuple([unit.place for unit in old]), tuple([unit.place for unit in new])))


def _passages(pair: Pair, terms: Terms) -> tuple[Passage, ...]:
    """What must be compared with what in a group; nothing where the texts are the same."""
    if pair.is_same(strict=terms.strict):
        return ()
    folded = "\n".join([unit.folded for unit in pair.old]), "\n".join([unit.folded for unit in pair.new])
    several = bool(pair.old and pair.new) and (len(pair.old) > 1 or len(pair.new) > 1)
    return passages(*pair.joined.texts, folded=folded, table=pair.is_table, sentences=several)


def _renumbering(linking: Linking, old: Sequence[Unit], new: Sequence[Unit]) -> dict[str, str]:
    """The new label of every article that has one heir and one label."""
    out: dict[str, str] = {}
    for i, j in linking.heirs.items():
        ours, theirs = old[i].place, new[j].place
        if ours.level == "article" and ours.label and theirs.label:
            out.setdefault(folded_label(ours.label), folded_label(theirs.label))
    return out


def _in_order(linking: Linking, old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Group]:
    """The groups in the order of the new text; what is gone follows what stood before it and has not moved.

    A heading that is gone, and what is gone below it, stands behind the new provisions that follow, up to the next
    heading: a struck heading over new provisions would read as theirs.
    """
    kept = sorted((group for group in linking.groups if group.new), key=lambda group: group.new[0])
    place = {i: n for n, group in enumerate(kept) if not group.moved for i in group.old}
    fresh = {n for n, group in enumerate(kept) if group.moved or not group.old}
    passed = {n for n in fresh if new[kept[n].new[0]].pool != "heading"}
    gone: dict[int, list[Group]] = {}
    after = -1
    deleted = {group.old[0]: group for group in linking.groups if not group.new}
    for i in range(len(old)):
        after = place.get(i, after)
        if i in deleted:
            while old[i].pool == "heading" and after + 1 in passed:
                after += 1
            gone.setdefault(after, []).append(deleted[i])
    yield from gone.get(-1, ())
    for n, group in enumerate(kept):
        yield group
        yield from gone.get(n, ())


def _change(pair: Pair, found: tuple[Passage, ...], terms: Terms) -> Change:
    if len(pair.old) == len(pair.new) == 1:
        return _one_to_one(pair, found, terms)
    before, after = pair.joined.old, pair.joined.new
    edits, shown = _group_edits(before, after, found, terms)
    both = bool(before and after)
    return Change(
        kind=_kind(len(before), len(after)),
        old=before,
        new=after,
        edits=shown,
        facts=_facts(*pair.joined.texts, edits, found),
        score=_score("".join(u.folded for u in pair.old), "".join(u.folded for u in pair.new)) if both else None,
        moved=pair.group.moved,
        evidence=pair.group.why,
        passages=found,
        links=_links(pair.group) if both else (),
    )


def _facts(old: str, new: str, edits: Sequence[Edit], found: Sequence[Passage]) -> tuple[Fact, ...]:
    """The facts of a change, and those of passages that came into it from another and changed on their way."""
    facts = find_facts(old, new, edits, found)
    for passage in found:
        if passage.new and passage.elsewhere:
            before, after = passage.elsewhere.text, new[slice(*passage.new)]
            carried = find_facts(before, after, redline(before, after))
            facts += tuple(replace(fact, at=(None, _shifted(fact.at[1], passage.new[0]))) for fact in carried)
    return facts


def _shifted(at: int | None, by: int) -> int | None:
    return None if at is None else at + by


def _links(group: Group) -> tuple[tuple[int, int], ...]:
    """The links of a group as indexes into its sides."""
    return tuple((group.old.index(i), group.new.index(j)) for i, j in group.links)


def _one_to_one(pair: Pair, found: tuple[Passage, ...], terms: Terms) -> Change:
    (old,), (new,), group = pair.old, pair.new, pair.group
    before, after = old.place.text, new.place.text
    same = pair.is_same(strict=terms.strict)
    edits = redline(before, after, strict=terms.strict)
    editorial = not same and (
        old.folded == new.folded
        or (old.canon == new.canon and _only_labels(before, after, found))
        or is_editorial(before, after, edits, terms.renumbering, terms.aliases)
    )
    kind = _kind_of_pair(old.folded, new.folded, same=same)
    return Change(
        kind=kind,
        old=(old.place,),
        new=(new.place,),
        edits=drawn_by_passage(Sides(before, after, Lines(before), Lines(after)), found, strict=terms.strict),
        facts=() if kind != "modified" or old.place.level in MATTER else _facts(before, after, edits, found),
        score=1.0 if same else _score(old.folded, new.folded),
        renumbered=_renumbered(old.place.label or "", new.place.label or ""),
        moved=group.moved,
        editorial=editorial,
        evidence=group.why or ((_IDENTICAL,) if same else ()),
        passages=found,
    )


def _kind_of_pair(old: str, new: str, *, same: bool) -> ChangeKind:
    """What became of one provision (folded texts); of one whose number alone is kept, that it is gone."""
    if same:
        return "unchanged"
    gone, came = IS_RESERVED.fullmatch(new), IS_RESERVED.fullmatch(old)
    if gone is came:  # neither
        return "modified"
    return "deleted" if gone else "inserted"


def _only_labels(old: str, new: str, found: Sequence[Passage]) -> bool:
    """Whether lines kept their order and words, and only their labels, or the running numbers of rows, differ."""
    for passage in found:
        if passage.old is None or passage.new is None or passage.moved:
            return False
        if passage.kind != "serial" and _unlabelled(old, passage.old) != _unlabelled(new, passage.new):
            return False
    return bool(found)


def _unlabelled(text: str, span: Span) -> str:
    return ENUMERATION.sub("", fold(text[slice(*span)]))


def _renumbered(old: str, new: str) -> bool:
    """Whether a label names another place: 第六条 → 第七条; not 第六条 → 第6条, nor 一、 → （一）."""
    if old == new or folded_label(old) == folded_label(new):
        return False
    before, after = ordinal(old), ordinal(new)
    return before is None or before != after


def _score(old: str, new: str) -> float:
    return round(likeness(old, new), 4)


def _kind(old: int, new: int) -> ChangeKind:
    if not old or not new:
        return "deleted" if old else "inserted"
    if old == 1:
        return "split"
    return "merged" if new == 1 else "restructured"


def _group_edits(
    old: tuple[Place, ...], new: tuple[Place, ...], found: tuple[Passage, ...], terms: Terms
) -> tuple[tuple[Edit, ...], tuple[Edit, ...]]:
    """The fine redline of a group and the one that is shown, with the passages marked that moved within it."""
    texts = "\n".join(place.text for place in old), "\n".join(place.text for place in new)
    if not old or not new:
        whole = Edit(op="delete" if old else "insert", old=texts[0], new=texts[1])
        return ((whole,), (whole,)) if any(texts) else ((), ())
    ours, theirs = (Provisions([p.text for p in side], [p.label or "" for p in side]) for side in (old, new))
    return (
        mark_moves(redline(*texts, strict=terms.strict), ours, theirs, strict=terms.strict),
        drawn_by_passage(Sides(*texts, ours, theirs), found, strict=terms.strict),
    )
