"""Records and works as text that a derived index keeps, and back: JSON arrays in the order of the fields."""

from __future__ import annotations

import json
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterable
from typing import Any

from tracker.lineage.values import Link, Mention, Missing, Record, Remark, Saying, Stage, Term, Work
from tracker.model import Effect


def records_text(records: Iterable[Record]) -> str:
    """Records as one line of JSON."""
    return _dumps([_record(record) for record in records])


def records_from(text: str) -> list[Record]:
    """The records that ``records_text`` wrote."""
    return [_record_from(row) for row in json.loads(text)]


def work_text(work: Work) -> str:
    """A work as one line of JSON; the sketches of its texts are left out."""
    return _dumps([work.name, [_stage(stage) for stage in work.stages]])


def work_from(text: str) -> Work:
    """The work that ``work_text`` wrote."""
    name, stages = json.loads(text)
    return Work(name=name, stages=tuple(_stage_from(row) for row in stages))


def loose_ends_text(missing: Iterable[Missing], remarks: Iterable[Remark]) -> str:
    """What is missing and what is doubtful, as one line of JSON."""
    return _dumps(
        [
            [[one.name, one.title, one.relation, one.by] for one in missing],
            [[one.key, one.code, one.message.en, one.message.zh] for one in remarks],
        ]
    )


def loose_ends_from(text: str) -> tuple[tuple[Missing, ...], tuple[Remark, ...]]:
    """What ``loose_ends_text`` wrote."""
    missing, remarks = json.loads(text)
    return (
        tuple(Missing(name=row[0], title=row[1], relation=row[2], by=tuple(row[3])) for row in missing),
        tuple(Remark(key=row[0], code=row[1], message=Saying(row[2], row[3])) for row in remarks),
    )


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_PLAIN = [
    "key",
    "issue",
    "index",
    "instrument",
    "title",
    "document_title",
    "core",
    "number",
    "number_key",
    "code",
    "region",
    "signed",
    "published",
    "observed",
    "rule",
    "notice",
    "compilation",
    "size",
]


def _record(record: Record, *, sketched: bool = True) -> list[Any]:
    return [
        *(getattr(record, name) for name in _PLAIN),
        record.issuers,
        record.effect and [record.effect.start, record.effect.until, record.effect.quote],
        [_mention(one) for one in record.repeals],
        [_mention(one) for one in record.amends],
        record.cites,
        [_saying(one) for one in record.remarks],
        b64encode(record.sketch.tobytes()).decode() if sketched else "",
    ]


def _record_from(row: list[Any]) -> Record:
    issuers, effect, repeals, amends, cites, remarks, sketch = row[len(_PLAIN) :]
    return Record(
        **dict(zip(_PLAIN, row, strict=False)),
        issuers=tuple(issuers),
        effect=effect and Effect(start=effect[0], until=effect[1], quote=effect[2]),
        repeals=tuple(_mention_from(one) for one in repeals),
        amends=tuple(_mention_from(one) for one in amends),
        cites=tuple(cites),
        remarks=tuple(Saying(*one) for one in remarks),
        sketch=array("Q", b64decode(sketch)),
    )


def _mention(mention: Mention) -> list[Any]:
    return [mention.title, mention.number, mention.quote, mention.place, mention.partial]


def _mention_from(row: list[Any]) -> Mention:
    return Mention(title=row[0], number=row[1], quote=row[2], place=row[3], partial=row[4])


def _saying(saying: Saying) -> list[str]:
    return [saying.en, saying.zh]


def _stage(stage: Stage) -> list[Any]:
    link, term = stage.link, stage.term
    return [
        _record(stage.record, sketched=False),
        [
            term.start,
            term.until,
            term.start_note,
            term.until_note,
            [_saying(one) for one in term.why],
            [_saying(one) for one in term.remarks],
        ],
        link and [link.old, link.new, link.kind, link.score, link.quote, link.place],
        stage.ended,
        stage.ended_by,
        stage.ended_key,
        stage.superseded,
        stage.partial,
        stage.partial_keys,
        [_record(one, sketched=False) for one in stage.reprints],
        _saying(stage.ended_why),
    ]


def _stage_from(row: list[Any]) -> Stage:
    record, term, link, ended, ended_by, ended_key, superseded, partial, partial_keys, reprints, ended_why = row
    start, until, start_note, until_note, why, remarks = term
    return Stage(
        record=_record_from(record),
        term=Term(
            start=start,
            until=until,
            start_note=start_note,
            until_note=until_note,
            why=tuple(Saying(*one) for one in why),
            remarks=tuple(Saying(*one) for one in remarks),
        ),
        link=link and Link(old=link[0], new=link[1], kind=link[2], score=link[3], quote=link[4], place=link[5]),
        ended=ended,
        ended_by=ended_by,
        ended_key=ended_key,
        superseded=superseded,
        partial=tuple((day, by) for day, by in partial),
        partial_keys=tuple(partial_keys),
        reprints=tuple(_record_from(one) for one in reprints),
        ended_why=Saying(*ended_why),
    )
