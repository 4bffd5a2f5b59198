"""A monitor that watches for several stores: what it finds goes to the store of its gazette, and is told once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.monitor.sites import served
from tests.monitor.test_monitor_passes import TITLES, Watched
from tests.several_samples import LIUWAN, filled, several
from tracker.library import Library
from tracker.monitor.ledger_place import ledger_folder
from tracker.store.several.inspection import verified
from tracker.store.several.several_stores import SeveralStores
from tracker.store.several.stores_file import listed_stores


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    with served() as site:
        found = Watched(site, tmp_path)
        several(found.store)
        yield found


def test_what_is_found_goes_to_its_own_store_and_is_told_once(watched: Watched) -> None:
    first = watched.run()
    assert (first.outcome, first.count("new")) == ("changed", len(TITLES))
    assert listed_stores(watched.store / "stores.toml") == ("documents",)
    assert ledger_folder(watched.store) == watched.store / ".tracker" / "cache" / "monitor"
    kinds = [event.kind for event in watched.events()]
    assert kinds.count("issue.new") == len(TITLES)
    assert kinds.count("work.new") == len(TITLES)
    again = watched.run()
    assert (again.outcome, again.count("new")) == ("unchanged", 0)
    assert [event.kind for event in watched.events()] == kinds
    with SeveralStores.open(watched.store) as stores:
        assert verified(stores).whole
    with Library.open(watched.store) as library:
        assert {library.work(title).name for title, _ in TITLES.values()}


def test_an_alteration_is_told_of_the_store_that_has_it(watched: Watched) -> None:
    watched.run()
    watched.document(
        1, ["第一条　为规范管理，制定本规定。", "第二条　违反规定的，处500元罚款。", "第三条　自2026年6月1日起施行。"]
    )
    changed = watched.run(recheck_all=True)
    assert changed.count("altered") == 1
    assert [event.kind for event in watched.events()].count("issue.altered") == 1


def test_a_ledger_that_is_lost_tells_nothing_again(watched: Watched) -> None:
    watched.run()
    shutil.rmtree(watched.store / ".tracker")
    assert watched.run().count("new") == 0
    assert not [event for event in watched.events() if event.time == watched.now and event.kind == "issue.altered"]


def test_a_store_that_is_locked_or_missing_fails_its_texts_alone(watched: Watched) -> None:
    watched.run()
    shutil.move(watched.store / "documents", watched.store.parent / "away")
    watched.document(1, ["第一条　为规范管理，制定本规定。", "第二条　违反规定的，处900元罚款。"])
    with pytest.warns(UserWarning, match="missing"):
        failed = watched.run(recheck_all=True)
    assert (failed.outcome, "missing" in (failed.error or "")) == ("failed", True)
    assert not (watched.store / "documents").exists()
    shutil.move(watched.store.parent / "away", watched.store / "documents")
    assert watched.run(recheck_all=True).count("altered") == 1


def test_works_are_told_of_the_others_while_a_store_is_missing(watched: Watched) -> None:
    filled(watched.store)
    watched.run()
    shutil.move(watched.store / LIUWAN, watched.store.parent / "away")
    with pytest.warns(UserWarning, match="missing"):
        assert watched.run().outcome == "unchanged"
    shutil.move(watched.store.parent / "away", watched.store / LIUWAN)
    before = [event.id for event in watched.events()]
    assert watched.run().outcome == "unchanged"
    assert [event.id for event in watched.events()] == before
