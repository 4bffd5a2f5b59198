"""Lineage on real issues, on real laws in two revisions, and on a made-up corpus whose links are known."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.benchmarks.bench_lineage import accuracy, found_links
from tests.benchmarks.lineage_corpus import holdings_of_batch, make_batch
from tests.corpus import corpus
from tests.lineage_samples import work_of
from tracker.language.numbers_of_documents import number_key
from tracker.language.titles import levelled
from tracker.lineage.digest import records_of
from tracker.lineage.state_of_versions import state_on
from tracker.lineage.values import Holding, Lineage, Stage
from tracker.lineage.works import lineage_of
from tracker.parse import parse_file

LOAN_OLD, LOAN_NEW, SIBLING = "京技管发〔2023〕34号", "京技管发〔2025〕12号", "京技管发〔2025〕13号"


def held(path: Path, ref: str) -> Iterator[Holding]:
    issue = parse_file(path)
    for index, document in enumerate(issue.documents):
        yield Holding(
            issue=ref,
            index=index,
            document=document,
            published=issue.date,
            compilation=issue.kind == "compilation",
        )


@cache
def real_lineage(folder: Path) -> Lineage:
    holdings: list[Holding] = []
    for path in sorted((folder / "gazettes").glob("*.txt")):
        holdings += held(path, f"gazettes/2025/{path.stem[:3]}")
    return lineage_of(records_of(holdings, lambda one: [one]))


@pytest.mark.corpus
def test_the_loan_measure_has_two_versions_and_its_sibling_is_another_work() -> None:
    lineage = real_lineage(corpus())
    work, old = work_of(lineage, LOAN_OLD)
    assert [stage.record.number for stage in work.stages] == [LOAN_OLD, LOAN_NEW]
    new = work.stages[1]
    assert (old.term.start, old.ended, old.ended_by, old.superseded) == ("2024-01-01", "2025-06-30", LOAN_NEW, True)
    assert (new.term.start, new.term.start_note, new.term.until) == ("2025-06-30", "印发之日", "2026-12-31")
    assert [state_on(old, day) for day in ("2025-06-29", "2025-06-30")] == ["in-force", "superseded"]
    assert [state_on(new, day) for day in ("2025-06-29", "2025-06-30", "2027-01-01")] == [
        "not-yet",
        "in-force",
        "expired",
    ]
    assert new.link is not None
    assert (new.link.kind, new.link.place) == ("repeal", "第二十八条")
    assert LOAN_OLD in new.link.quote
    assert len(work_of(lineage, SIBLING)[0].stages) == 1


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["000", "002"])
def test_every_labelled_effect_and_repeal_is_resolved(name: str) -> None:
    folder = corpus()
    lineage = real_lineage(folder)
    for label in json.loads((folder / "gold" / f"{name}.json").read_text("utf-8"))["documents"]:
        stage = work_of(lineage, label["doc_number"])[1]
        _effect_resolved(stage, label.get("effective"), label["date"])
        for repeal in label.get("repeals") or ():
            _repeal_resolved(lineage, stage, repeal)


def _effect_resolved(stage: Stage, effect: dict[str, str] | None, signed: str) -> None:
    if effect is None:
        return
    start = effect["from"]
    events = {"印发之日", "发布之日", "公布之日"}
    assert stage.term.start == (signed if start in events else start), stage.record.name
    assert bool(stage.term.until) == bool(effect.get("until")), stage.record.name
    assert stage.term.why


def _repeal_resolved(lineage: Lineage, stage: Stage, repeal: dict[str, str]) -> None:
    number = number_key(repeal["doc_number"])
    (mention,) = [one for one in stage.record.repeals if number_key(one.number or "") == number]
    assert mention.quote
    ended = [one for work in lineage.works for one in work.stages if one.record.number_key == number]
    missing = {number_key(one.name): one for one in lineage.missing}
    assert ended[0].ended_by == stage.record.number if ended else missing[number].relation == "repealed"
    assert levelled(repeal["title"])[:10] in levelled(mention.title)


@pytest.mark.corpus
def test_real_laws_in_two_revisions_are_one_work_each() -> None:
    holdings, pairs = [], set()
    for folder in sorted((corpus() / "revisions").iterdir()):
        if not (folder / "meta.json").is_file() or folder.name.startswith("null-"):
            continue
        meta = json.loads((folder / "meta.json").read_text("utf-8"))
        for side in ("old", "new"):
            for one in held(folder / f"{side}.txt", f"revisions/{folder.name}/{side}"):
                day = one.document.date or meta.get(f"{side}_date")
                holdings.append(replace(one, document=replace(one.document, date=day)))
        pairs.add(meta["title"])
    lineage = lineage_of(records_of(holdings, lambda one: [one]))
    assert all(len(work.stages) >= 2 for work in lineage.works)
    assert len(lineage.works) == len(
        {levelled(stage.record.title) for work in lineage.works for stage in work.stages[-1:]}
    )


# --- the made-up corpus -----------------------------------------------------------------------------------------------


def test_links_of_the_made_up_corpus_are_right() -> None:
    batches = [make_batch(number) for number in range(8)]
    lineage = lineage_of(records_of([one for batch in batches for one in batch.holdings], lambda one: [one]))
    precision, recall = accuracy(found_links(lineage), set().union(*(batch.gold() for batch in batches)))
    assert precision >= 0.99
    assert recall >= 0.95


def test_a_pool_of_processes_gives_the_same() -> None:
    numbers = range(3)
    alone = records_of(numbers, holdings_of_batch)
    with ProcessPoolExecutor(2) as pool:
        pooled = records_of(numbers, holdings_of_batch, executor=pool, chunk=1)
    assert pooled == alone
    assert [one.sketch for one in pooled] == [one.sketch for one in alone]
    assert lineage_of(pooled) == lineage_of(alone)
