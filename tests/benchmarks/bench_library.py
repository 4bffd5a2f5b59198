"""The library of a large store: opened anew, opened again, and opened after one new issue.

The numbers to hold: after one new issue of 15 documents in a store of 10,000 documents at most 0.3 s, and less than
linear: in a store of twice the size at most 1.5 times as long. The issue is parsed when it is added; here its records
are made of the made-up corpus, so that what is measured is the index and the lineage alone.
"""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import print_table, verdict
from tests.benchmarks.lineage_corpus import make_batch
from tracker.library.index import Index, SearchText
from tracker.lineage.decisions import Decisions
from tracker.lineage.digest import records_of
from tracker.lineage.values import Holding, Record
from tracker.model import own_text, walk

DOCUMENTS = 10_000
ISSUE = 15
"""Documents of an issue."""
NEW = 5
"""Issues that are added one by one."""


def corpus(documents: int) -> list[list[Holding]]:
    """Issues of a made-up corpus in order of time, of ``ISSUE`` documents each."""
    found: list[Holding] = []
    batch = 0
    while len(found) < documents:
        found += make_batch(batch).holdings
        batch += 1
    found = sorted(found[:documents], key=lambda one: (one.document.date or "", one.issue))
    groups = [found[start : start + ISSUE] for start in range(0, len(found), ISSUE)]
    return [_issue(number, group) for number, group in enumerate(groups)]


def _issue(number: int, group: list[Holding]) -> list[Holding]:
    ref = f"bench/{number // 100}/{number % 100:03d}"
    return [replace(one, issue=ref, index=place) for place, one in enumerate(group)]


def searched(holding: Holding) -> list[SearchText]:
    """The text of a document as the index keeps it."""
    provisions = walk(part for instrument in holding.document.instruments for part in instrument.body)
    return [SearchText(document=holding.index, instrument=0, place="", text=own_text(one)) for one in provisions]


def measured(documents: int, folder: Path) -> tuple[float, float, float]:
    """CPU seconds for an index of all but the last issues, for the slowest of those, and for opening it again."""
    issues = corpus(documents + NEW * ISSUE)
    held, new = issues[:-NEW], issues[-NEW:]
    place = folder / f"{documents}.sqlite"
    start = time.process_time()
    with Index(place) as index:
        _bring(index, held)
    built = time.process_time() - start
    steps = []
    for issue in new:
        start = time.process_time()
        with Index(place) as index:
            _bring(index, [issue])
        steps.append(time.process_time() - start)
    start = time.process_time()
    Index(place).close()
    return built, max(steps), time.process_time() - start


def _bring(index: Index, issues: list[list[Holding]]) -> None:
    records: dict[str, list[Record]] = {}
    with index.writing():
        for holdings in issues:
            ref = holdings[0].issue
            records[ref] = records_of(holdings, lambda one: [one])
            index.put_issue(ref, "stamp", (text for one in holdings for text in searched(one)))
        index.bring_lineage(records.items(), Decisions())


def main() -> None:
    """Print the times for a store and for one of twice its size."""
    with TemporaryDirectory() as folder:
        small = measured(DOCUMENTS // 2, Path(folder))
        large = measured(DOCUMENTS, Path(folder))
    names = (
        "from scratch, CPU s",
        f"one new issue of {ISSUE} documents (slowest of {NEW}), CPU s",
        "opened again, CPU s",
    )
    goals = ("", verdict(large[1], 0.3), "")
    rows = [
        (name, f"{one:.3f}", f"{two:.3f}", f"{two / one:.2f}", goal)
        for name, one, two, goal in zip(names, small, large, goals, strict=True)
    ]
    heads = ("", f"{DOCUMENTS // 2:,} documents", f"{DOCUMENTS:,} documents", "ratio", "goal")
    print_table("library", heads, rows)


if __name__ == "__main__":
    main()
