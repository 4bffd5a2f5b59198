"""From records to links: evidence document by document, then one assignment for all that hangs together."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.language.numbers_of_documents import doc_numbers
from tracker.language.titles import rule_key
from tracker.likeness.assignment import matched
from tracker.lineage.catalogue import Held, document_key
from tracker.lineage.decisions import Decided, Decisions
from tracker.lineage.evidence import before, by_amendment, by_repeal, by_text, by_title, core_likeness, gap_days
from tracker.lineage.issuers import Renames, learned_renames
from tracker.lineage.values import Ending, Link, Mention, Record, Remark, Saying

_SURE = 0.95
"""A link from which more may be learned: a renaming of issuers, what follows a decision."""
_MISPRINT = 0.2
"""Below this likeness of titles a clause's number names another document than its title does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one document says of others: what it ends, what it may follow, what is doubtful.

    ``links`` has the strongest link of every pair, ``handovers`` the issuers (old, new) of versions that it surely
    replaced: where a body hands over again and again, it was renamed.
    """

    endings: tuple[Ending, ...] = ()
    links: tuple[Link, ...] = ()
    handovers: tuple[tuple[str, str], ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The links that hold, and a remark for every circle that was cut."""

    links: tuple[Link, ...]
    circles: tuple[Remark, ...]


def endings_of(held: Held, records: Sequence[Record]) -> Evidence:
    """What the clauses of one document end, or do to the term of; ``records`` are its versions in order of time.

    Such clauses are told with one of the versions. Nothing here depends on which bodies are one.
    """
    by = next((record for record in records if record.repeals or record.touches), None)
    if by is None:
        return Evidence()
    remarks: list[Remark] = []
    mentions = (*by.repeals, *by.touches)
    endings = tuple(ending for mention in mentions for ending in _resolved(held, by, mention, remarks))
    handovers = dict.fromkeys(pair for record in records for pair in _handovers(held, record, endings))
    return Evidence(endings=endings, handovers=tuple(one for *_, one in handovers), remarks=tuple(remarks))


def _handovers(held: Held, record: Record, endings: Iterable[Ending]) -> Iterator[tuple[str, str, tuple[str, str]]]:
    for ending in endings:
        if ending.target is None:
            continue
        old = held.record(ending.target)
        link = by_repeal(old, record, ending.mention)
        if link is not None and link.score >= _SURE:
            for pair in _renamed(old, record):
                yield old.key, record.key, pair


def _renamed(old: Record, new: Record) -> Iterator[tuple[str, str]]:
    """The issuers of two versions, where each has one and it is another."""
    if len(old.issuers) == len(new.issuers) == 1 and old.issuers != new.issuers:
        yield old.issuers[0], new.issuers[0]


def links_of(held: Held, records: Iterable[Record], endings: Iterable[Ending], renames: Renames) -> tuple[Link, ...]:
    """The strongest link of every pair that the versions of one document may be the newer one of."""
    strongest: dict[tuple[str, str], Link] = {}
    endings = tuple(endings)
    for record in records:
        for link in candidates(held, record, endings, renames):
            pair = (link.old, link.new)
            if pair not in strongest or link.score > strongest[pair].score:
                strongest[pair] = link
    return tuple(strongest.values())


def known_renames(held: Held, handovers: Iterable[tuple[str, str]], decisions: Decisions, decided: Decided) -> Renames:
    """Which bodies are one: what a person says, and what documents show that replace those of another body."""
    joined = (pair for link in decided.links for pair in _renamed(held.record(link.old), held.record(link.new)))
    return Renames((*decisions.renames, *learned_renames((*handovers, *joined))))


def settled(links: Iterable[Link], keys: Container[str], held: Held, decided: Decided) -> Settled:
    """Of all links of some records (``keys``), which no link leaves, the best set with one old and one new for each.

    What a person decided stands above every evidence.
    """
    strongest = {(link.old, link.new): link for link in sorted(links, key=lambda link: (link.new, link.old))}
    strongest = decided.applied(strongest | _past_amendments(strongest, held), keys)
    weights = {pair: _weight(link, held) for pair, link in strongest.items()}
    chosen, circles = _without_circles([strongest[pair] for pair in sorted(matched(weights))], held)
    return Settled(links=tuple(sorted(chosen, key=lambda link: (link.new, link.old))), circles=tuple(circles))


def _without_circles(links: list[Link], held: Held) -> tuple[list[Link], list[Remark]]:
    """The links without the weakest of every circle: undated documents may each say that they replaced the other.

    Every version has one successor at most, so a circle is found by walking on until a version comes back.
    """
    successor = {link.old: link for link in links}
    done: set[str] = set()
    remarks: list[Remark] = []
    for start in sorted(successor):
        walk: list[Link] = []
        key = start
        while key in successor and key not in done:
            done.add(key)
            walk.append(successor[key])
            key = walk[-1].new
        circle = walk[next((n for n, link in enumerate(walk) if link.old == key), len(walk)) :]
        if circle:
            weakest = min(circle, key=lambda link: (link.score, link.old))
            del successor[weakest.old]
            remarks.append(_circle(circle, held))
    return [successor[old] for old in sorted(successor)], remarks


def _circle(circle: list[Link], held: Held) -> Remark:
    names = [held.record(link.old).name for link in circle]
    message = Saying(f"{', '.join(names)} replace each other in a circle", f"{'、'.join(names)} 互相取代，成为循环")
    return Remark(key=min(link.old for link in circle), code="circle", message=message)


def _past_amendments(links: Mapping[tuple[str, str], Link], held: Held) -> dict[tuple[str, str], Link]:
    """Links from an amending decision to what replaced the rule it changed.

    A new version names the rule, not the decisions that changed it in between; in time it follows the last of them.
    """
    decisions: dict[str, list[Record]] = {}
    for old, new in links:
        if links[old, new].kind == "amendment" and links[old, new].score >= _SURE:
            decisions.setdefault(old, []).append(held.record(new))
    found: dict[tuple[str, str], Link] = {}
    for (old, new), link in links.items():
        heir = held.record(new)
        for decision in decisions.get(old, ()) if link.kind != "amendment" else ():
            known = links.get((decision.key, new))
            if before(decision, heir) and (known is None or known.score < link.score):
                found[decision.key, new] = replace(link, old=decision.key)
    return found


def _weight(link: Link, held: Held) -> float:
    """The score, a little less for every year between: of two equal predecessors the nearer one counts."""
    if link.kind == "person":
        return 1000.0
    old, new = (held.record(key) for key in (link.old, link.new))
    return link.score - min(abs(gap_days(old, new)) / 365, 20) * 0.002


_MOST_MEANT = 60
"""Of more records that one clause may mean only so many are weighed."""


def _nearest(meant: list[Record], by: Record) -> list[Record]:
    """What a clause may mean; of very many the oldest, which is the rule itself, and the last that are older."""
    if len(meant) <= _MOST_MEANT:
        return meant
    older = sorted((one for one in meant if before(one, by)), key=lambda one: (one.day, one.key))
    return [*older[:1], *older[max(1, len(older) - _MOST_MEANT) :]]


def candidates(held: Held, record: Record, endings: Iterable[Ending], renames: Renames) -> Iterator[Link]:
    """Every link to an older version that some evidence speaks for."""
    for ending in endings:
        if ending.target is not None:
            old = held.record(ending.target)
            yield from filter(None, [by_repeal(old, record, ending.mention)])
    for mention in record.amends:
        for old in (*_nearest(held.meant(mention, record), record), *held.same_core(record)):
            yield from filter(None, [by_amendment(old, record, mention, renames)])
    for old in held.same_core(record):
        yield from filter(None, [by_title(old, record, renames)])
    if record.rule:
        for old in held.alike(record):
            yield from filter(None, [by_text(old, record, renames)])


def new_links(held: Held, record: Record, renames: Renames | None = None) -> list[Link]:
    """The links of one new record, which the catalogue does not hold yet, to what it holds; the best first."""
    endings = [ending for mention in record.repeals for ending in _resolved(held, record, mention, [])]
    found = candidates(held, record, endings, renames or Renames())
    return sorted(found, key=lambda link: (-link.score, link.old))


def _resolved(held: Held, by: Record, mention: Mention, remarks: list[Remark]) -> Iterator[Ending]:
    """What one clause ends: all measures of the document it names; an ending without target where none is held."""
    named = _alone([one for one in held.meant(mention, by) if _same_name(one, mention, by, remarks)], mention)
    earlier = [one for one in named if not before(by, one)]
    if named and not earlier:
        if mention.kind == "repeal":
            remarks.append(_repeals_later(by, named[0]))
        return
    if not mention.number:
        earlier = _from_one_body(earlier, by)
    targets: list[str | None] = [one.key for one in earlier]
    for target in targets or [None]:
        yield Ending(target=target, by=by.key, mention=mention)


def _alone(meant: list[Record], mention: Mention) -> list[Record]:
    """Of several measures under one number the one that the clause names by its title, else all of them."""
    named = [one for one in meant if mention.title and one.core == rule_key(mention.title, one.issuers)]
    return named or meant


def _repeals_later(by: Record, later: Record) -> Remark:
    return Remark(
        key=by.key,
        code="repeals-later",
        message=Saying(
            f"{by.name} ({by.day}) repeals {later.name}, which is later ({later.day})",
            f"{by.name}（{by.day}）废止了晚于它的 {later.name}（{later.day}）",
        ),
    )


def _same_name(one: Record, mention: Mention, by: Record, remarks: list[Remark]) -> bool:
    """Whether the title of a clause fits the record that its number names; of a number alone there is no title."""
    if not mention.title or not mention.number or doc_numbers(mention.title):
        return True
    core = rule_key(mention.title, one.issuers)
    likeness = max(core_likeness(core, one.core), core_likeness(core, rule_key(one.document_title, one.issuers)))
    if likeness >= _MISPRINT:
        return True
    remarks.append(
        Remark(
            key=by.key,
            code="number-title",
            message=Saying(
                f"{by.name} names 《{mention.title}》 under {mention.number}, the number of 《{one.document_title}》",
                f"{by.name} 以 {mention.number} 废止《{mention.title}》，而该文号属于《{one.document_title}》",
            ),
        )
    )
    return False


def _from_one_body(found: list[Record], by: Record) -> list[Record]:
    """Of the records that a title alone names: those of this place, and of them the latest document."""
    near = [one for one in found if not one.region or not by.region or one.region == by.region]
    own = [one for one in near if Renames().kinship(one.issuers, by.issuers)] or near
    last = max(own, key=lambda one: (one.day, one.key), default=None)
    return [one for one in own if last is not None and document_key(one.key) == document_key(last.key)]
