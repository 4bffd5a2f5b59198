"""A store of years: invented gazettes of the made-up corpus of lineage, any number of issues of ten documents each.

The issues are written as the store writes them, and what the parser would find is put into the cache of parsed issues:
a parse takes the same time in every store, so it is measured by itself, with one new issue that is parsed for true.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from tests.benchmarks.lineage_corpus import make_batch
from tracker.model import Document, Instrument, Issue, Provision, Source
from tracker.schema.issues import issue_to_json
from tracker.store import Store
from tracker.store.record import Record, make_record

DOCUMENTS = 10
"""Documents of an issue."""
GAZETTES = 20
_PER_BATCH = 100
"""Documents that a batch has at least."""
TITLE = "云桑市人民政府公报"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeIssue:
    """One issue of years: the bytes of its source, what is in them, its gazette and the day it was published."""

    data: bytes
    issue: Issue
    gazette: str
    day: str


def issues_of_years(count: int) -> Iterator[MadeIssue]:
    """So many issues in order of time."""
    documents = [
        (f"gazette-{number % GAZETTES:02d}", holding.document)
        for number in range(-(-count * DOCUMENTS // _PER_BATCH) + GAZETTES)
        for holding in make_batch(number).holdings
        if holding.document.date
    ]
    # A smaller store is not one of fewer years: every gazette gets thinner.
    documents = sorted(documents[: count * DOCUMENTS], key=lambda one: (one[0], one[1].date or ""))
    groups = [documents[start : start + DOCUMENTS] for start in range(0, len(documents), DOCUMENTS)]
    made: Counter[tuple[str, int]] = Counter()
    for group in sorted(groups, key=lambda one: (one[-1][1].date or "", one[0][0])):
        gazette, last = group[-1]
        year = int((last.date or "2000")[:4])
        made[gazette, year] += 1
        yield made_issue(gazette, year, made[gazette, year], [document for _, document in group])


def made_issue(gazette: str, year: int, number: int, documents: list[Document]) -> MadeIssue:
    """An issue of these documents, published on the day of the last."""
    day = documents[-1].date or f"{year}-01-01"
    data = text_of_issue(year, number, day, documents).encode()
    source = Source(
        name="source.txt", sha256=hashlib.sha256(data).hexdigest(), media_type="text/plain", chars=len(data.decode())
    )
    issue = Issue(
        kind="gazette", title=TITLE, year=year, number=number, date=day, source=source, documents=tuple(documents)
    )
    return MadeIssue(data=data, issue=issue, gazette=gazette, day=day)


def text_of_issue(year: int, number: int, day: str, documents: list[Document]) -> str:
    """The issue as it is printed."""
    cover = f"{TITLE}\n\n{year}\n\n第{number}期\n\n{_printed(day)}\n\n目 录\n\n"
    contents = "\n".join(f"{one.title}\n({one.doc_number}) ({page})" for page, one in enumerate(documents, 1))
    return cover + contents + "\n\n" + "\n\n".join(map(_text, documents)) + "\n"


def _text(document: Document) -> str:
    parts = [document.title, document.doc_number or "", "各区人民政府,各有关单位:"]
    for instrument in document.instruments:
        parts += _lines(instrument)
    return "\n\n".join([*parts, document.issuers[0], _printed(document.date or "")])


def _lines(instrument: Instrument) -> list[str]:
    named = [instrument.title] if instrument.role == "measure" else [] if instrument.body else ["现予印发,请遵照执行。"]
    return [*named, *(f"{one.label}　{one.text}" for one in instrument.body)]


def _printed(day: str) -> str:
    year, month, date = day.split("-")
    return f"{year}年{int(month)}月{int(date)}日"


def written(folder: Path, count: int) -> None:
    """A store of so many issues in a folder; its cache of parsed issues is full, and it has no index."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="surrogatepass") as parsed:
        with Store.create(folder) as store:
            added = store.add_many(_recorded(issues_of_years(count), parsed))
            assert sum(one.outcome == "new" for one in added) == count
        parsed.seek(0)
        with Store.open(folder) as store:
            for line in parsed:
                ref, issue = json.loads(line)
                store.keep_parsed(ref, issue)


def _recorded(made: Iterable[MadeIssue], parsed: TextIO) -> Iterator[tuple[Record, datetime]]:
    """The records of issues with the days on which they are kept; what the parser would find goes into a file."""
    for one in made:
        record = make_record(one.data, one.issue, gazette=one.gazette)
        parsed.write(json.dumps([record.ref, issue_to_json(one.issue)]) + "\n")
        yield record, datetime.fromisoformat(one.day).replace(tzinfo=UTC)


def one_more(folder: Path, number: int = 40) -> Path:
    """A file with an issue that no store of years has: new versions of works and new works, to be parsed for true.

    ``number`` is that of the issue in its year, 40 to 99; each has documents of its own.
    """
    documents = [
        replace(holding.document, date="2026-03-02", instruments=tuple(map(_renewed, holding.document.instruments)))
        for holding in make_batch(number - 40).holdings
        if len(holding.document.instruments) > 1
    ][:DOCUMENTS]
    numbered = [
        replace(one, doc_number=f"云桑政发〔2026〕{number * 100 + place}号") for place, one in enumerate(documents, 1)
    ]
    file = folder / f"new-{number}.txt"
    file.write_bytes(made_issue("gazette-00", 2026, number, numbered).data)
    return file


def _renewed(instrument: Instrument) -> Instrument:
    more = Provision(level="article", span=(0, 0), label=f"第{len(instrument.body) + 1}条", text="另行公布的从其规定。")
    return replace(instrument, body=(*instrument.body, more)) if instrument.body else instrument
