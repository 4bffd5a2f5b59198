"""Passes over a site: what is new, the same, altered, flagged, withdrawn; and what a failing source does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.monitor.sites import Reply, Site, document_page, list_page, page_of, served
from tracker.monitor.events import Event
from tracker.monitor.ledger import Ledger
from tracker.monitor.ledger_place import ledger_folder
from tracker.monitor.passes import run_pass
from tracker.monitor.results import PassResult, SourceResult
from tracker.monitor.settings import Settings, SourceSettings
from tracker.monitor.source_pass import Wanted
from tracker.monitor.world import World
from tracker.store.store import Store

START = datetime(2026, 5, 12, 1, tzinfo=UTC)
TITLES = {
    1: ("澜亭市夜间经济促进办法", "澜政规〔2026〕4号"),
    2: ("澜亭市河道采砂管理规定", "澜政规〔2026〕3号"),
    3: ("澜亭市城市绿线管理实施细则", "澜政规〔2026〕2号"),
    4: ("澜亭市餐厨垃圾处理办法", "澜政规〔2026〕1号"),
}
ARTICLES = ["第一条　为规范管理，制定本规定。", "第二条　违反规定的，处200元罚款。", "第三条　自2026年6月1日起施行。"]


class Watched:
    """A site with a list, and passes over it at times that a test sets."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site = site
        self.store = folder / "snapshots"
        self.now = START
        self.more: dict[str, Any] = {}
        self.settings: dict[str, Any] = {}
        for number in TITLES:
            self.document(number)
        self.listed()

    def address(self, number: int) -> str:
        return f"/wj/202605/t2026051{number}_{number}.html"

    def document(self, number: int, articles: list[str] | None = None, **more: str) -> None:
        title, own = TITLES[number]
        self.site.page(self.address(number), document_page(more.pop("title", title), own, articles or ARTICLES, **more))

    def listed(self, *numbers: int) -> None:
        rows = [(self.address(n), TITLES[n][0], f"2026-05-1{n}") for n in numbers or TITLES]
        self.site.page("/wj/index.html", list_page(rows))

    @property
    def source(self) -> SourceSettings:
        plain = SourceSettings(
            id="lanting", kind="index", url=f"{self.site.origin}/wj/index.html", allow_private=self.site.private
        )
        return replace(plain, **self.more)

    def run(self, *, days: float = 1, **wanted: object) -> SourceResult:
        self.now += timedelta(days=days)
        return self.whole(**wanted).sources[0]

    def whole(self, **wanted: object) -> PassResult:
        settings = Settings(file=Path("tracker.toml"), delay=timedelta(0), sources=(self.source,), **self.settings)
        world = World(clock=lambda: self.now)
        return run_pass(settings, self.store, settings.sources, wanted=Wanted(**wanted), world=world)  # type: ignore[arg-type]

    def events(self) -> list[Event]:
        folder = ledger_folder(self.store)
        assert folder is not None
        with Ledger(folder) as ledger:
            return ledger.events()

    def kinds(self) -> list[str]:
        return [event.kind for event in self.events()]


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    with served() as site:
        yield Watched(site, tmp_path)


def outcomes(result: SourceResult) -> list[str]:
    return [item.outcome for item in result.items]


def test_what_is_listed_is_stored_once_and_told_once(watched: Watched) -> None:
    first = watched.run()
    assert (first.outcome, outcomes(first)) == ("changed", ["new"] * 4)
    assert [item.ref for item in first.items] == [f"documents/2026/{own}" for _, own in TITLES.values()]
    told = watched.kinds()
    assert told.count("issue.new") == told.count("work.new") == 4
    second = watched.run()
    assert (second.outcome, outcomes(second)) == ("unchanged", ["unchanged"] * 4)
    assert watched.kinds() == told


def test_the_events_of_a_new_document_say_which_it_is(watched: Watched) -> None:
    watched.run()
    event = next(event for event in watched.events() if event.kind == "issue.new")
    assert event.doc_number == "澜政规〔2026〕1号"  # the oldest first
    assert event.issuers == ("澜亭市人民政府",)
    assert event.url == f"{watched.site.origin}{watched.address(4)}"
    assert "澜亭市餐厨垃圾处理办法" in event.text


def test_one_new_document_is_one_request_more_and_one_event(watched: Watched) -> None:
    watched.listed(2, 3, 4)
    watched.run()
    watched.listed(1, 2, 3, 4)
    assert outcomes(watched.run()) == ["new", "unchanged", "unchanged", "unchanged"]


def test_an_altered_text_is_loud_whatever_the_server_says(watched: Watched) -> None:
    watched.run()
    watched.document(2, [ARTICLES[0], ARTICLES[1].replace("200", "500"), ARTICLES[2]])
    assert outcomes(watched.run()) == ["unchanged", "altered", "unchanged", "unchanged"]
    assert watched.kinds()[-1] == "issue.altered"
    assert outcomes(watched.run()) == ["unchanged"] * 4


def test_a_304_that_lies_is_found_out_when_the_whole_text_is_due(watched: Watched) -> None:
    title, own = TITLES[2]
    for articles in (ARTICLES, [ARTICLES[0], "第二条　处900元罚款。", ARTICLES[2]]):
        page = document_page(title, own, articles)
        watched.site.pages[watched.address(2)] = Reply(
            body=page.encode(), headers={"Content-Type": "text/html", "ETag": '"same"'}
        )
        result = watched.run()
    assert outcomes(result) == ["unchanged"] * 4
    assert "altered" in outcomes(watched.run(days=8))


def test_what_changes_at_every_request_is_no_alteration(watched: Watched) -> None:
    counter = iter(range(1000, 9000, 7))
    title, own = TITLES[3]

    def counted(_: object) -> Reply:
        token = f"<p>会话标识 {next(counter)}{next(counter)}</p><p>第四条　附则。</p>"
        return Reply(body=document_page(title, own, ARTICLES).replace("<p>澜亭市人民政府</p>", token).encode())

    watched.site.pages[watched.address(3)] = counted
    watched.run()
    for _ in range(2):
        assert outcomes(watched.run(recheck_all=True)) == ["unchanged"] * 4


def test_a_flag_that_turns_is_an_event_and_no_alteration(watched: Watched) -> None:
    watched.run()
    watched.document(4, flag="废止")
    assert outcomes(watched.run()) == ["unchanged"] * 4
    flagged = [event for event in watched.events() if event.kind == "issue.flagged"]
    assert [event.key_changes for event in flagged] == [("有效 → 废止",)]
    watched.document(4)
    watched.run()
    assert len({event.id for event in watched.events() if event.kind == "issue.flagged"}) == 2


def test_withdrawn_is_what_is_gone_twice_far_enough_apart_while_the_list_is_healthy(watched: Watched) -> None:
    watched.run()
    del watched.site.pages[watched.address(3)]
    watched.listed(1, 2, 4)
    assert "withdrawn" not in outcomes(watched.run())
    assert "withdrawn" not in outcomes(watched.run(days=1))
    assert "withdrawn" in outcomes(watched.run(days=3))
    assert watched.kinds().count("issue.withdrawn") == 1
    watched.run()
    assert watched.kinds().count("issue.withdrawn") == 1


def test_a_commit_has_the_day_and_title_of_the_list_where_the_text_says_none(watched: Watched) -> None:
    page = page_of("通告", "<div><p>各有关单位：</p><p>请于本周内报送材料。</p><p>特此通告。</p></div>")
    watched.site.page(watched.address(1), page)
    watched.listed(1)
    item = watched.run().items[0]
    assert item.outcome == "new"
    with Store.open(watched.store) as store:
        entry = store.last(item.ref or "")
        assert entry is not None
        assert entry.published == "2026-05-11"
        assert "untitled" not in entry.subject


def test_what_came_back_was_not_withdrawn(watched: Watched) -> None:
    watched.run()
    page = watched.site.pages.pop(watched.address(3))
    watched.run()
    watched.site.pages[watched.address(3)] = page
    watched.run(days=4)
    del watched.site.pages[watched.address(3)]
    assert "withdrawn" not in outcomes(watched.run())


def test_a_document_that_left_a_full_list_is_not_withdrawn(watched: Watched) -> None:
    watched.run()
    watched.listed(1, 2, 3)
    for _ in range(3):
        watched.run(days=5)
    assert "issue.withdrawn" not in watched.kinds()


@pytest.mark.parametrize(
    "reply",
    [
        Reply(body="<html><title>405</title><body>您的访问被阻断</body></html>".encode()),
        Reply(body="<html><body>系统升级维护中，暂停服务</body></html>".encode()),
        Reply(body=b""),
        Reply(status=403),
        Reply(status=503),
        Reply(body=b"<html><body>x", cut=4),
    ],
)
def test_an_answer_that_is_no_document_is_neither_stored_nor_told(watched: Watched, reply: Reply) -> None:
    watched.run()
    before = watched.kinds()
    watched.site.pages[watched.address(1)] = reply
    for _ in range(3):
        assert outcomes(watched.run(days=4, recheck_all=True))[0] == "failed"
    assert watched.kinds() == before
    with Store.open(watched.store) as store:
        assert len(store.history(f"documents/2026/{TITLES[1][1]}")) == 1


def test_a_list_that_shrank_or_is_empty_is_a_fault_of_the_source(watched: Watched) -> None:
    watched.run()
    watched.listed(1)
    assert watched.run().error_kind == "empty-list"
    watched.site.page("/wj/index.html", list_page([]))
    assert watched.run().error_kind == "empty-list"
    assert "issue.withdrawn" not in watched.kinds()


def test_a_failing_source_tells_when_it_fails_each_week_and_when_it_recovers(watched: Watched) -> None:
    watched.run()
    watched.site.pages["/wj/index.html"] = Reply(status=412, body=b"<script>$_ts=1</script>")
    for _ in range(10):
        assert watched.run().error_kind == "blocked"
    watched.listed()
    watched.run()
    told = [kind for kind in watched.kinds() if kind.startswith("source.")]
    assert told == ["source.failed", "source.failed", "source.recovered"]


def test_a_source_without_news_beyond_its_rhythm_is_overdue_once(watched: Watched) -> None:
    watched.more = {"rhythm": timedelta(days=10)}
    watched.run()
    for _ in range(6):
        watched.run(days=4)
    assert watched.kinds().count("source.overdue") == 1


def test_a_refusal_is_not_asked_again_on_the_same_day(watched: Watched) -> None:
    watched.site.pages[watched.address(1)] = Reply(status=403)
    watched.run()
    asked = watched.site.paths().count(watched.address(1))
    watched.run(days=0.3)
    assert watched.site.paths().count(watched.address(1)) == asked
    watched.document(1)
    assert outcomes(watched.run(days=1))[0] == "new"


def test_a_document_on_another_host_is_known_and_not_fetched(watched: Watched) -> None:
    rows = [("http://www.nanhe.example/wj/t20260501_9.html", "南河省商业发展意见", "2026-05-01")]
    rows += [(watched.address(n), TITLES[n][0], "2026-05-11") for n in TITLES]
    watched.site.page("/wj/index.html", list_page(rows))
    result = watched.run()
    assert result.items[0].error is not None
    assert "another host" in result.items[0].error
    assert (result.outcome, result.items[0].outcome, result.items[0].error_kind) == ("changed", "unchanged", None)


def test_a_backfill_takes_what_was_published_since_a_day(watched: Watched) -> None:
    assert outcomes(watched.run(since=date(2026, 5, 13))) == ["new", "new"]


def test_a_ledger_that_was_deleted_is_made_again_and_tells_nothing_twice(watched: Watched) -> None:
    watched.run()
    ids = {event.id for event in watched.events() if event.kind == "issue.new"}
    folder = ledger_folder(watched.store)
    assert folder is not None
    for file in folder.glob("ledger.sqlite*"):
        file.unlink()
    assert outcomes(watched.run()) == ["unchanged"] * 4
    assert {event.id for event in watched.events() if event.kind == "issue.new"} == ids


def test_the_same_document_on_two_pages_is_one(watched: Watched) -> None:
    title, own = TITLES[1]
    watched.site.page("/zc/t20260511_77.html", document_page(title, own, ARTICLES))
    rows = [(watched.address(1), title, "2026-05-11"), ("/zc/t20260511_77.html", title, "2026-05-11")]
    watched.site.page("/wj/index.html", list_page([*rows, (watched.address(2), TITLES[2][0], "2026-05-11")]))
    assert sorted(outcomes(watched.run())) == ["new", "new", "unchanged"]


def test_a_folder_is_watched_like_a_site(watched: Watched, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    page = document_page(*TITLES[1], ARTICLES)
    (folder / "a.html").write_text(page, "utf-8")
    watched.more = {"kind": "directory", "url": str(folder)}
    assert outcomes(watched.run()) == ["new"]
    (folder / "a.html").write_text(page.replace("200元", "300元"), "utf-8")
    assert outcomes(watched.run()) == ["altered"]


def test_sources_are_read_side_by_side(watched: Watched) -> None:
    sources = [replace(watched.source, id=f"s{n}", gazette=f"g{n}") for n in range(4)]
    settings = Settings(file=Path("x"), delay=timedelta(0), sources=tuple(sources))
    result = run_pass(settings, watched.store, sources, world=World(clock=lambda: START))
    assert [one.count("new") for one in result.sources] == [4] * 4
    assert watched.kinds().count("issue.new") == 16


def test_who_makes_a_store_at_the_same_time_gets_the_same_one(tmp_path: Path) -> None:
    """The sources of a job that begins on an empty folder are read side by side."""

    def make(_: int) -> Path:
        with Store.create(tmp_path / "snapshots") as store:
            return store.folder

    for _ in range(3):
        with ThreadPoolExecutor(6) as pool:
            assert set(pool.map(make, range(6))) == {tmp_path / "snapshots"}
        assert [path.name for path in (tmp_path / "snapshots").iterdir()] == [".git"]
        shutil.rmtree(tmp_path / "snapshots")


def test_a_single_page_is_watched(watched: Watched) -> None:
    watched.more = {"kind": "page", "url": f"{watched.site.origin}{watched.address(1)}"}
    assert outcomes(watched.run()) == ["new"]
    assert outcomes(watched.run()) == ["unchanged"]


@pytest.mark.parametrize(
    "trouble", [Reply(status=503), Reply(status=302, headers={"Location": "http://localhost:6379/"})]
)
def test_an_alteration_whose_second_look_fails_is_found_later(watched: Watched, trouble: Reply) -> None:
    watched.run()
    watched.document(2, ["第一条　为规范管理，制定本规定。", "第二条　违反规定的，处九千元罚款。"])
    altered = watched.site.pages[watched.address(2)]
    assert isinstance(altered, Reply)
    answers = iter([altered, *[trouble] * 9])
    watched.site.pages[watched.address(2)] = lambda _: next(answers)
    assert "altered" not in outcomes(watched.run())
    watched.site.pages[watched.address(2)] = altered
    assert "altered" in outcomes(watched.run(days=8))
    assert watched.kinds().count("issue.altered") == 1


def test_what_once_led_inside_is_asked_for_again_after_a_week(watched: Watched) -> None:
    page = watched.site.pages[watched.address(3)]
    watched.site.pages[watched.address(3)] = Reply(status=302, headers={"Location": "http://localhost:6379/"})
    assert outcomes(watched.run()).count("failed") == 1
    watched.site.pages[watched.address(3)] = page
    watched.site.asked.clear()
    assert outcomes(watched.run(days=3)).count("failed") == 1
    assert watched.address(3) not in watched.site.paths()
    assert outcomes(watched.run(days=5)).count("new") == 1
