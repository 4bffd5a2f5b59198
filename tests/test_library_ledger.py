"""Ledgers from the rows of the index: the same as from the works, whatever is asked, in parts and whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from tests.benchmarks import bench_years
from tests.benchmarks.years_store import one_more, written
from tracker.cli.app import app
from tracker.cli.narrow import told_of_more
from tracker.library import Library
from tracker.library.chosen_versions import Narrowing, narrowed
from tracker.library.listing import ledger_of, listed
from tracker.library.version_rows import Question, spans_of
from tracker.lineage.state_of_versions import expiring, last_day, state_on
from tracker.lineage.values import Pause, Stage, Term


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments])


DAYS = ("2012-05-01", "2019-12-31", "2020-01-01", "2024-02-29", "2026-06-01")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("years")
    written(folder / "snapshots", 30)
    return folder / "snapshots"


@pytest.fixture(scope="module")
def library(store: Path) -> Iterator[Library]:
    with Library.open(store) as one:
        yield one


NARROWED = {
    "all": Narrowing(),
    "issuer": Narrowing(issuer="财政"),
    "kind": Narrowing(kind="办法"),
    "states": Narrowing(states=frozenset({"repealed", "superseded"})),
    "time": Narrowing(since="2015-01-01", until="2018-06-30"),
    "since": Narrowing(since="2020-01-01", kind="决定"),
    "nothing": Narrowing(issuer="没有这个机关"),
}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("by", NARROWED.values(), ids=NARROWED)
def test_a_ledger_of_rows_is_the_ledger_of_works(library: Library, by: Narrowing, day: str) -> None:
    wanted = narrowed(library.status(day), by)
    found = ledger_of(library, Question(day=day, by=by))
    assert found.entries == wanted
    assert found.counts == Counter(one.state for one in wanted)
    part = ledger_of(library, Question(day=day, by=by), most=7)
    assert (part.entries, part.total) == (wanted[:7], len(wanted))


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("days", [0, 90, 2000])
def test_what_ends_soon_is_told_in_the_same_order(library: Library, day: str, days: int) -> None:
    asked = Question(day=day, by=Narrowing(), until=last_day(day, days))
    assert ledger_of(library, asked).entries == expiring(library.status(day), day, days)


def test_the_newest_documents_come_first(library: Library) -> None:
    lines = listed(library, Question(day=DAYS[-1], by=Narrowing())).lines
    keys = [(one.record.signed or one.record.published or "", one.record.key) for one in lines]
    assert keys == sorted(keys, reverse=True)
    assert len(lines) == sum(len(work.stages) for work in library.works)
    works = listed(library, Question(day=DAYS[-1], by=Narrowing(), works=True)).lines
    assert {one.title for one in works} == {work.name for work in library.works}
    assert all(one.versions >= 1 for one in works)


@pytest.mark.parametrize("words", ["厂房改造", "〔2016〕1号"])
def test_words_stand_in_a_title_or_a_number(library: Library, words: str) -> None:
    asked = Question(day=DAYS[-1], by=Narrowing(), words=words)
    for one in listed(library, asked).lines:
        assert words in f"{one.title} {one.work} {one.record.title} {one.record.number}"
    assert listed(library, asked).total == len(listed(library, asked).lines) > 0


days = st.dates().map(lambda one: one.isoformat())
maybe = st.none() | days
terms = st.builds(
    Term,
    start=maybe,
    until=maybe,
    contradictory=st.booleans(),
    pauses=st.lists(st.builds(Pause, start=days, end=maybe, by=st.just("某文件")), max_size=2).map(tuple),
)


@given(term=terms, ended=st.none() | st.tuples(maybe), partial=st.lists(st.tuples(maybe, st.just("某文件"))), day=days)
def test_spans_say_the_state_of_every_day(
    library: Library, term: Term, ended: tuple[str | None] | None, partial: list[tuple[str | None, str]], day: str
) -> None:
    stage = Stage(
        record=library.works[0].stages[0].record,
        link=None,
        term=term,
        ended=ended[0] if ended else None,
        ended_by="某文件" if ended else None,
        partial=tuple(partial),
    )
    spans = list(spans_of(stage))
    for one in (day, term.start, term.until, stage.ended, *(pause.end for pause in term.pauses)):
        if one is not None:
            assert [state for first, after, state in spans if first <= one < after] == [state_on(stage, one)]


def test_a_long_table_is_cut_and_says_so(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.library.listing.MOST_ROWS", 5)
    for command in (["status"], ["list"], ["list", "--works"]):
        short = run(*command, "--store", str(store), "--lang", "en")
        assert " rows more: narrow with --issuer" in short.stdout
        whole = run(*command, "--store", str(store), "--lang", "en", "--all")
        assert " rows more" not in whole.stdout
        assert len(whole.stdout.splitlines()) > len(short.stdout.splitlines()) + 20
    assert told_of_more(0, "zh") == ()


def test_the_lineage_of_many_works_is_told_in_part(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.cli.lineage_command._MANY", 10)
    monkeypatch.setattr("tracker.cli.lineage_command._SHOWN_OF_MANY", 3)
    short = run("lineage", "--store", str(store), "--lang", "en").stdout
    assert "The first 3 of " in short
    assert short.count("\n1.") + short.count("  1. ") == 3
    assert "The first" not in run("lineage", "--store", str(store), "--lang", "en", "--all").stdout


def test_a_new_issue_changes_its_own_rows(store: Path, tmp_path: Path) -> None:
    file = one_more(tmp_path)
    assert run("add", str(file), "--gazette", "gazette-00", "--store", str(store)).exit_code == 0
    with Library.open(store) as one, Library.open(store, cache_folder=tmp_path / "anew") as anew:
        asked = Question(day="2026-06-01", by=Narrowing())
        assert ledger_of(one, asked) == ledger_of(anew, asked)
        assert ledger_of(one, asked).entries == one.status("2026-06-01")


def test_the_benchmark_of_years_asks_what_a_person_types(store: Path) -> None:
    names = bench_years.things_of(store)
    for arguments in bench_years.commands(*names).values():
        assert run(*arguments, "--store", str(store)).exit_code == 0, arguments
    assert bench_years.exponent({100: 1.0, 1000: 10.0}) == pytest.approx(1.0)
    assert bench_years.exponent({100: 1.0, 10_000: 1.0}) == 0
