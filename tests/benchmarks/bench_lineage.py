"""Lineage: 20,000 made-up works with 1 to 6 versions, linked; then one new document against 100,000 held ones.

The numbers to hold: precision of links at least 0.99, recall at least 0.95; all of it at most 5 minutes on two cores
and below 1 GB; a new document at most 50 ms. The workers that digest the texts make them first; the time has that too.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

from tests.benchmarks import best_of, peak_megabytes, print_table
from tests.benchmarks.lineage_corpus import batches, holdings_of_batch, make_batch
from tracker.lineage.catalogue import Catalogue, document_key
from tracker.lineage.digest import records_of
from tracker.lineage.linking import new_links
from tracker.lineage.values import Lineage, Record
from tracker.lineage.works import lineage_of

WORKS = 20_000
HELD = 100_000
CORES = 2


def found_links(lineage: Lineage) -> dict[tuple[str, str], str]:
    """The links found, as pairs of document keys, with their kinds."""
    links = (stage.link for work in lineage.works for stage in work.stages if stage.link)
    return {(document_key(link.old), document_key(link.new)): link.kind for link in links}


def accuracy(found: Iterable[tuple[str, str]], gold: set[tuple[str, str]]) -> tuple[float, float]:
    """Precision and recall of links."""
    pairs = set(found)
    right = len(pairs & gold)
    return right / max(1, len(pairs)), right / max(1, len(gold))


def build(works: int = WORKS, cores: int = CORES) -> tuple[list[Record], Lineage]:
    """Digest and link the corpus."""
    with ProcessPoolExecutor(cores) as pool:
        records = records_of(batches(works), holdings_of_batch, executor=pool, chunk=4)
    return records, lineage_of(records)


def main() -> None:
    """Print accuracy, time, memory and the time of one new document."""
    start = time.perf_counter()
    records, lineage = build()
    seconds = time.perf_counter() - start
    links = found_links(lineage)
    gold = set().union(*(make_batch(number).gold() for number in batches(WORKS)))
    precision, recall = accuracy(links, gold)
    script = "from tests.benchmarks.bench_lineage import build; build()"
    rows: list[tuple[str, object, str]] = [
        ("documents", len(records), ""),
        ("works found", len(lineage.works), ""),
        ("links, true", len(gold), ""),
        ("precision", f"{precision:.4f}", "≥ 0.99"),
        ("recall", f"{recall:.4f}", "≥ 0.95"),
        (f"seconds on {CORES} cores, texts made too", f"{seconds:.0f}", "≤ 300"),
        ("peak memory, MB", f"{peak_megabytes(script):.0f}", "< 1000"),
        (f"one new document against {HELD:,}, ms", f"{_one_new(records) * 1000:.1f}", "≤ 50"),
        ("a pool gives the same as one process", _same_alone(), "yes"),
    ]
    print_table(f"Lineage of {WORKS:,} made-up works", ("", "measured", "wanted"), rows)


def _one_new(records: list[Record]) -> float:
    """Seconds for the links of the slowest of some new documents against a full catalogue."""
    copies = [replace(record, key=f"b/{record.key}", region=f"乙{record.region}") for record in records]
    held = (records + copies)[:HELD]
    new = [replace(record, key=f"new/{record.key}") for record in held[:: HELD // 50]]
    catalogue = Catalogue(held)
    return max(best_of(lambda one=record: new_links(catalogue, one), times=3) for record in new)  # type: ignore[misc]


def _same_alone(works: int = 400) -> str:
    alone = lineage_of(records_of(batches(works), holdings_of_batch))
    return "yes" if build(works)[1] == alone else "NO"


if __name__ == "__main__":
    main()
