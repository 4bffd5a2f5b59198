"""From records to links: candidates from the catalogue, evidence for each, one assignment for all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from tracker.language.titles import rule_key
from tracker.likeness.assignment import matched
from tracker.lineage.catalogue import Catalogue, document_key
from tracker.lineage.decisions import Decisions
from tracker.lineage.evidence import before, by_amendment, by_repeal, by_text, by_title, core_likeness, gap_days
from tracker.lineage.issuers import Renames, learned_renames
from tracker.lineage.values import Ending, Link, Mention, Record, Remark, Saying

_SURE = 0.95
"""A link from which more may be learned: a renaming of issuers, what follows a decision."""
_MISPRINT = 0.2
"""Below this likeness of titles a clause's number names another document than its title does."""


class Linked:
    """What linking found: the links, what each clause of repeal ends, and what was doubtful."""

    def __init__(self, links: Iterable[Link], endings: Iterable[Ending], remarks: Iterable[Remark]) -> None:
        self.links = tuple(sorted(links, key=lambda link: (link.new, link.old)))
        self.endings = tuple(endings)
        self.remarks = tuple(remarks)


def linked(catalogue: Catalogue, decisions: Decisions) -> Linked:
    """All links of a catalogue; what a person decided stands above every evidence."""
    endings, remarks = _endings(catalogue)
    by_document = _repeals_by_document(endings)
    renames = Renames(decisions.renames)
    links, unknown = _best(catalogue, by_document, renames, decisions)
    learned = learned_renames(_issuer_pairs(catalogue, links))
    if learned:
        links, unknown = _best(catalogue, by_document, Renames((*decisions.renames, *learned)), decisions)
    return Linked(links, endings, [*remarks, *unknown])


def _best(
    catalogue: Catalogue, repeals: Mapping[str, list[Ending]], renames: Renames, decisions: Decisions
) -> tuple[list[Link], list[Remark]]:
    strongest: dict[tuple[str, str], Link] = {}
    for record in catalogue.records:
        for link in candidates(catalogue, record, repeals.get(document_key(record.key), ()), renames):
            pair = (link.old, link.new)
            if pair not in strongest or link.score > strongest[pair].score:
                strongest[pair] = link
    strongest, unknown = decisions.applied(strongest | _past_amendments(strongest, catalogue), catalogue)
    weights = {pair: _weight(link, catalogue) for pair, link in strongest.items()}
    links, circles = _without_circles([strongest[pair] for pair in sorted(matched(weights))], catalogue)
    return links, [*unknown, *circles]


def _without_circles(links: list[Link], catalogue: Catalogue) -> tuple[list[Link], list[Remark]]:
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
            remarks.append(_circle(circle, catalogue))
    return [successor[old] for old in sorted(successor)], remarks


def _circle(circle: list[Link], catalogue: Catalogue) -> Remark:
    names = [catalogue.records[catalogue.place[link.old]].name for link in circle]
    message = Saying(f"{', '.join(names)} replace each other in a circle", f"{'、'.join(names)} 互相取代，成为循环")
    return Remark(key=min(link.old for link in circle), code="circle", message=message)


def _past_amendments(links: Mapping[tuple[str, str], Link], catalogue: Catalogue) -> dict[tuple[str, str], Link]:
    """Links from an amending decision to what replaced the rule it changed.

    A new version names the rule, not the decisions that changed it in between; in time it follows the last of them.
    """
    decisions: dict[str, list[Record]] = {}
    for old, new in links:
        if links[old, new].kind == "amendment" and links[old, new].score >= _SURE:
            decisions.setdefault(old, []).append(catalogue.records[catalogue.place[new]])
    found: dict[tuple[str, str], Link] = {}
    for (old, new), link in links.items():
        heir = catalogue.records[catalogue.place[new]]
        for decision in decisions.get(old, ()) if link.kind != "amendment" else ():
            known = links.get((decision.key, new))
            if before(decision, heir) and (known is None or known.score < link.score):
                found[decision.key, new] = replace(link, old=decision.key)
    return found


def _weight(link: Link, catalogue: Catalogue) -> float:
    """The score, a little less for every year between: of two equal predecessors the nearer one counts."""
    if link.kind == "person":
        return 1000.0
    old, new = (catalogue.records[catalogue.place[key]] for key in (link.old, link.new))
    return link.score - min(abs(gap_days(old, new)) / 365, 20) * 0.002


def candidates(catalogue: Catalogue, record: Record, endings: Iterable[Ending], renames: Renames) -> Iterator[Link]:
    """Every link to an older version that some evidence speaks for."""
    for ending in endings:
        if ending.target is not None:
            old = catalogue.records[catalogue.place[ending.target]]
            yield from filter(None, [by_repeal(old, record, ending.mention)])
    for mention in record.amends:
        for old in (*catalogue.meant(mention, record), *catalogue.same_core(record)):
            yield from filter(None, [by_amendment(old, record, mention, renames)])
    for old in catalogue.same_core(record):
        yield from filter(None, [by_title(old, record, renames)])
    if record.rule:
        for old in catalogue.alike(record):
            yield from filter(None, [by_text(old, record, renames)])


def new_links(catalogue: Catalogue, record: Record, renames: Renames | None = None) -> list[Link]:
    """The links of one new record, which the catalogue does not hold yet, to what it holds; the best first."""
    endings = [ending for mention in record.repeals for ending in _resolved(catalogue, record, mention, [])]
    found = candidates(catalogue, record, endings, renames or Renames())
    return sorted(found, key=lambda link: (-link.score, link.old))


def _repeals_by_document(endings: Iterable[Ending]) -> dict[str, list[Ending]]:
    grouped: dict[str, list[Ending]] = {}
    for ending in endings:
        grouped.setdefault(document_key(ending.by), []).append(ending)
    return grouped


def _issuer_pairs(catalogue: Catalogue, links: Iterable[Link]) -> Iterator[tuple[str, str]]:
    for link in links:
        old, new = (catalogue.records[catalogue.place[key]] for key in (link.old, link.new))
        sure = link.kind in {"repeal", "person"} and link.score >= _SURE
        if sure and len(old.issuers) == len(new.issuers) == 1 and old.issuers != new.issuers:
            yield old.issuers[0], new.issuers[0]


def _endings(catalogue: Catalogue) -> tuple[list[Ending], list[Remark]]:
    """Every clause of repeal with the record it ends; each document's clauses are told once."""
    endings: list[Ending] = []
    remarks: list[Remark] = []
    told: set[str] = set()
    for record in catalogue.records:
        if document_key(record.key) in told or not record.repeals:
            continue
        told.add(document_key(record.key))
        for mention in record.repeals:
            endings.extend(_resolved(catalogue, record, mention, remarks))
    return endings, remarks


def _resolved(catalogue: Catalogue, by: Record, mention: Mention, remarks: list[Remark]) -> Iterator[Ending]:
    """What one clause ends: all measures of the document it names; an ending without target where none is held."""
    meant = [one for one in catalogue.meant(mention, by) if _same_name(one, mention, by, remarks)]
    later = [one for one in meant if before(by, one)]
    if later and len(later) == len(meant):
        remarks.append(
            Remark(
                key=by.key,
                code="repeals-later",
                message=Saying(
                    f"{by.name} ({by.day}) repeals {later[0].name}, which is later ({later[0].day})",
                    f"{by.name}（{by.day}）废止了晚于它的 {later[0].name}（{later[0].day}）",
                ),
            )
        )
        return
    earlier = [one for one in meant if one not in later]
    if not mention.number:
        earlier = _from_one_body(earlier, by)
    if not earlier:
        yield Ending(target=None, by=by.key, mention=mention)
    for one in earlier:
        yield Ending(target=one.key, by=by.key, mention=mention)


def _same_name(one: Record, mention: Mention, by: Record, remarks: list[Remark]) -> bool:
    """Whether the title of a clause fits the record that its number names."""
    if not mention.title or not mention.number:
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
                f"{by.name} repeals 《{mention.title}》 under {mention.number}, the number of 《{one.document_title}》",
                f"{by.name} 以 {mention.number} 废止《{mention.title}》，而该文号属于《{one.document_title}》",
            ),
        )
    )
    return False


def _from_one_body(found: list[Record], by: Record) -> list[Record]:
    """Of the records that a title alone names: those of this place, and of them the latest document."""
    near = [one for one in found if not one.region or not by.region or one.region == by.region]
    own = [one for one in near if Renames().kinship(one.issuers, by.issuers)] or near
    last = max((document_key(one.key) for one in own), key=lambda key: _day_of(own, key), default=None)
    return [one for one in own if document_key(one.key) == last]


def _day_of(found: list[Record], key: str) -> tuple[str, str]:
    return max((one.day, one.key) for one in found if document_key(one.key) == key)
