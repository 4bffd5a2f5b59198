"""``tracker.status/1`` and ``tracker.lineage/1`` (contract §4) as JSON objects.

``effective_until`` is the last day by the version's own clause; where another document ended it before, the day of that
end. ``stated_until`` keeps what the clause says.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from tracker.language.numbers_of_documents import number_key
from tracker.language.titles import rule_key
from tracker.lineage.state_of_versions import Entry, entry
from tracker.lineage.values import Link, Missing, Record, Remark, Stage, Work

JsonObject: TypeAlias = dict[str, Any]

STATUS_SCHEMA = "tracker.status/1"
LINEAGE_SCHEMA = "tracker.lineage/1"


def status_json(entries: Iterable[Entry], as_of: str) -> JsonObject:
    """A ``tracker.status/1`` object."""
    return {"schema": STATUS_SCHEMA, "as_of": as_of, "entries": [_entry(one) for one in entries]}


def _entry(one: Entry) -> JsonObject:
    stage = one.stage
    return {
        "work": one.work,
        "title": stage.record.title,
        "doc_number": stage.record.number,
        "state": one.state,
        **_days(one),
        "presumed": one.stage.term.presumed,
        "ended_by": one.ended_by,
        "why": [line.en for line in one.why],
        "issue": stage.record.issue,
    }


def _days(one: Entry) -> JsonObject:
    """Both time lines of a version: when it holds, and when it was made, printed and seen."""
    term, record = one.stage.term, one.stage.record
    return {
        "effective_from": one.start,
        "effective_until": one.until,
        "effective_from_note": term.start_note or None,
        "effective_until_note": term.until_note or None,
        "stated_until": term.until,
        "signed": record.signed,
        "published": record.published,
        "observed": record.observed,
    }


def lineage_json(work: Work, works: Iterable[Work], missing: Iterable[Missing], as_of: str) -> JsonObject:
    """A ``tracker.lineage/1`` object of one work; ``dangling`` is what its versions name and the store lacks."""
    records = {stage.record.key: stage.record for one in works for stage in one.stages}
    records |= {stage.record.key: stage.record for stage in work.stages}
    return {
        "schema": LINEAGE_SCHEMA,
        **_work(work, records, as_of),
        "dangling": [one.name for one in missing_of(work, missing)],
    }


def store_lineage_json(
    works: Iterable[Work], missing: Iterable[Missing], remarks: Iterable[Remark], as_of: str
) -> JsonObject:
    """A ``tracker.lineage/1`` object of a whole store: ``works`` in place of one ``work``."""
    works = tuple(works)
    missing = tuple(missing)
    records = {stage.record.key: stage.record for one in works for stage in one.stages}
    return {
        "schema": LINEAGE_SCHEMA,
        "works": [_work(work, records, as_of) for work in works],
        "dangling": [one.name for one in missing],
        "missing": [
            {"name": one.name, "title": one.title or None, "relation": one.relation, "by": list(one.by)}
            for one in missing
        ],
        "remarks": [{"at": one.key, "code": one.code, "message": one.message.en} for one in remarks],
    }


def _work(work: Work, records: dict[str, Record], as_of: str) -> JsonObject:
    return {"work": work.name, "versions": [_version(work, stage, records, as_of) for stage in work.stages]}


def _version(work: Work, stage: Stage, records: dict[str, Record], as_of: str) -> JsonObject:
    one = entry(work, stage, as_of)
    record = stage.record
    return {
        "title": record.title,
        "doc_number": record.number,
        "issue": record.issue,
        **_days(one),
        "state": one.state,
        "ended_by": one.ended_by,
        "link": _link(stage.link, records),
        "also_in": [reprint.issue for reprint in stage.reprints],
        "key": record.key,
    }


def _link(link: Link | None, records: dict[str, Record]) -> JsonObject | None:
    if link is None:
        return None
    old = records.get(link.old)
    return {
        "kind": link.kind,
        "score": link.score,
        "quote": link.quote,
        "place": link.place or None,
        "from": (old.number or old.title) if old else link.old,
    }


def missing_of(work: Work, missing: Iterable[Missing]) -> tuple[Missing, ...]:
    """What the versions of one work repeal, amend or cite and the store does not hold."""
    named = set()
    for stage in work.stages:
        mentions = (*stage.record.repeals, *stage.record.amends, *stage.record.touches)
        named |= {number_key(number) for number in stage.record.cites}
        named |= {number_key(mention.number) if mention.number else rule_key(mention.title) for mention in mentions}
    return tuple(
        one for one in missing if (rule_key(one.title) if one.name.startswith("《") else number_key(one.name)) in named
    )
