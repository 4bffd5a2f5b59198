"""Telling: signed, routed, in order, each channel on its own, until it is taken."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.monitor.sites import Asked, Reply, Site, served
from tracker.monitor.cadence import read_cadence
from tracker.monitor.digest import digest_of, events_between
from tracker.monitor.events import Event, EventKind, Version, event_from_json, event_id, event_to_json
from tracker.monitor.ledger import Ledger
from tracker.monitor.notify.delivery import BATCH, deliver_all
from tracker.monitor.notify.webhook import signature
from tracker.monitor.recall import atom_of
from tracker.monitor.routing import channels_for, is_watched
from tracker.monitor.settings import BEIJING, ChannelSettings, Settings, WatchSettings
from tracker.monitor.world import World
from tracker.render.digest import digest_html, digest_markdown, digest_text
from tracker.render.docx_digest import digest_docx

NOW = datetime(2026, 5, 12, 8, tzinfo=UTC)


def event(number: int = 1, kind: EventKind = "work.revised", **more: object) -> Event:
    plain = Event(
        id=event_id(kind, str(number)),
        kind=kind,
        time=NOW,
        title="澜亭市小微企业贷款贴息办法",
        text=f"修订：澜亭市小微企业贷款贴息办法 {number}",
        source="lanting",
        work="澜亭市小微企业贷款贴息办法",
        doc_number="澜政规〔2026〕4号",
        old=Version(doc_number="澜政规〔2023〕9号", title="澜亭市小微企业贷款贴息办法", date="2023-05-01"),
        key_changes=("第六条：贴息比例由30%提高到50%",),
        facts=("percentage",),
        issuers=("澜亭市金融工作局",),
        also=("澜政规〔2026〕4号", "澜政规〔2023〕9号"),
    )
    return replace(plain, **more)  # type: ignore[arg-type]


class Desk:
    """A ledger, channels and a clock."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site = site
        self.folder = folder
        self.now = NOW
        self.channels = [self.channel("desk", "/hook")]

    def channel(self, name: str, path: str, **more: object) -> ChannelSettings:
        plain = ChannelSettings(
            id=name,
            url=f"{self.site.origin}{path}",
            secret="s3",  # noqa: S106 - of a test
            allow_private=self.site.private,
        )
        return replace(plain, **more)  # type: ignore[arg-type]

    @property
    def settings(self) -> Settings:
        names = tuple(channel.id for channel in self.channels)
        return Settings(file=Path("x"), channels=tuple(self.channels), watches=(WatchSettings(notify=names),))

    def tell(self, *events: Event) -> None:
        with Ledger(self.folder / "monitor") as ledger:
            ledger.add_events(events, lambda one: channels_for(one, self.settings))

    def deliver(self, **more: bool) -> dict[str, str | None]:
        world = World(clock=lambda: self.now, cache=self.folder, sleep=lambda _: None)
        return {told.channel: told.error for told in deliver_all(self.settings, self.folder, world=world, **more)}

    def undelivered(self) -> int:
        with Ledger(self.folder / "monitor") as ledger:
            return ledger.undelivered()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with served() as site:
        yield Desk(site, tmp_path)


def receiver(seen: list[tuple[Asked, list[str]]], status: int = 204) -> Callable[[Asked], Reply]:
    def take(asked: Asked) -> Reply:
        ids = [one["id"] for one in json.loads(asked.body)["events"]]
        seen.append((asked, ids))
        return Reply(status=status)

    return take


def test_a_delivery_is_signed_so_that_a_receiver_can_check_it(desk: Desk) -> None:
    seen: list[tuple[Asked, list[str]]] = []
    desk.site.pages["/hook"] = receiver(seen)
    desk.tell(event(1), event(2))
    assert desk.deliver() == {"desk": None}
    asked, ids = seen[0]
    assert json.loads(asked.body)["schema"] == "tracker.events/1"
    seconds, sent = (part.partition("=")[2] for part in asked.headers["tracker-signature"].split(","))
    wanted = hmac.new(b"s3", f"{seconds}.".encode() + asked.body, hashlib.sha256).hexdigest()
    assert sent == wanted
    assert signature("s3", asked.body, int(seconds)) == asked.headers["tracker-signature"]
    assert asked.headers["tracker-delivery"] == hashlib.sha256("\n".join(ids).encode()).hexdigest()
    assert desk.undelivered() == 0
    desk.deliver()
    assert len(seen) == 1


def test_a_channel_that_fails_is_tried_again_with_growing_pauses_and_holds_up_no_other(desk: Desk) -> None:
    good: list[tuple[Asked, list[str]]] = []
    bad: list[tuple[Asked, list[str]]] = []
    desk.channels = [desk.channel("bad", "/bad"), desk.channel("good", "/good")]
    desk.site.pages |= {"/good": receiver(good), "/bad": receiver(bad, status=500)}
    desk.tell(event(1))
    for minutes in (0, 0.5, 0.6, 1, 1.1, 3):
        desk.now += timedelta(minutes=minutes)
        desk.deliver()
    assert len(good) == 1
    assert [len(bad), desk.undelivered()] == [3, 1]
    desk.site.pages["/bad"] = receiver(bad)
    desk.deliver(is_forced=True)
    assert desk.undelivered() == 0
    assert {tuple(ids) for _, ids in bad} == {(event(1).id,)}


def test_410_switches_a_channel_off_and_says_so(desk: Desk) -> None:
    seen: list[tuple[Asked, list[str]]] = []
    desk.site.pages["/hook"] = receiver(seen, status=410)
    desk.tell(event(1))
    assert "410" in (desk.deliver()["desk"] or "")
    desk.now += timedelta(days=3)
    assert "switched off" in (desk.deliver()["desk"] or "")
    assert len(seen) == 1


def test_order_is_kept_and_many_events_go_in_several_requests(desk: Desk) -> None:
    seen: list[tuple[Asked, list[str]]] = []
    desk.site.pages["/hook"] = receiver(seen)
    events = [event(n) for n in range(2 * BATCH + 5)]
    desk.tell(*events)
    desk.deliver()
    assert [len(ids) for _, ids in seen] == [BATCH, BATCH, 5]
    assert [one for _, ids in seen for one in ids] == [one.id for one in events]


def test_the_same_event_twice_is_told_once(desk: Desk) -> None:
    seen: list[tuple[Asked, list[str]]] = []
    desk.site.pages["/hook"] = receiver(seen)
    desk.tell(event(1))
    desk.tell(event(1), event(2))
    desk.deliver()
    assert [ids for _, ids in seen] == [[event(1).id, event(2).id]]


def test_a_digest_waits_for_its_time(desk: Desk) -> None:
    seen: list[tuple[Asked, list[str]]] = []
    desk.site.pages["/hook"] = receiver(seen)
    desk.channels = [desk.channel("desk", "/hook", digest=read_cadence("daily 09:00"))]
    desk.tell(event(1))  # at 16:00 in Beijing
    desk.now += timedelta(hours=3)
    desk.tell(event(2))
    desk.deliver()
    assert seen == []
    desk.now += timedelta(hours=14)
    desk.deliver()
    assert [ids for _, ids in seen] == [[event(1).id, event(2).id]]


def test_a_receiver_inside_the_network_is_reached_only_where_it_is_allowed(desk: Desk) -> None:
    desk.channels = [desk.channel("desk", "/hook", allow_private=())]
    desk.tell(event(1))
    assert "no public address" in (desk.deliver()["desk"] or "")
    assert desk.site.asked == []


def test_an_address_of_apprise_is_told_in_its_way(desk: Desk) -> None:
    seen: list[Asked] = []

    def take(asked: Asked) -> Reply:
        seen.append(asked)
        return Reply(status=200)

    desk.site.pages["/notify"] = take
    desk.channels = [ChannelSettings(id="app", url=f"json://127.0.0.1:{desk.site.port}/notify")]
    desk.tell(event(1))
    assert desk.deliver() == {"app": None}
    message = json.loads(seen[0].body)["message"]
    assert "修订：澜亭市小微企业贷款贴息办法 1" in message
    assert "第六条：贴息比例由30%提高到50%" in message
    desk.channels = [ChannelSettings(id="app", url="nosuchscheme://x")]
    desk.tell(event(2))
    assert "Apprise" in (desk.deliver()["app"] or "")


@pytest.mark.parametrize(
    ("watch", "through"),
    [
        ({}, True),
        ({"events": ("work.*",)}, True),
        ({"events": ("issue.altered", "source.*")}, False),
        ({"works": ("澜政规〔2023〕9号",)}, True),
        ({"works": ("澜政规[2026]4号",)}, True),
        ({"works": ("澜亭市小微企业贷款贴息办法",)}, True),
        ({"works": ("澜政规〔2026〕14号",)}, False),
        ({"titles": ("*贷款*",)}, True),
        ({"titles": ("*环保*",)}, False),
        ({"issuers": ("*金融*",)}, True),
        ({"issuers": ("*教育*",)}, False),
        ({"facts": ("amount", "percentage")}, True),
        ({"facts": ("date",)}, False),
        ({"events": ("work.*",), "titles": ("*环保*",)}, False),
    ],
)
def test_a_watch_lets_through_what_all_its_filters_let(watch: dict[str, tuple[str, ...]], through: bool) -> None:  # noqa: FBT001
    assert is_watched(event(), WatchSettings(notify=("desk",), **watch)) is through


def test_an_event_goes_to_json_and_back() -> None:
    assert event_from_json(json.loads(json.dumps(event_to_json(event())))) == event()


def test_an_id_is_made_of_what_happened_and_not_of_when() -> None:
    assert event_id("issue.new", "lanting/2026/003", "ab") == event_id("issue.new", "lanting/2026/003", "ab")
    assert event_id("issue.new", "a", "bc") != event_id("issue.new", "ab", "c")


def test_a_digest_groups_what_happened_and_escapes_what_it_quotes(tmp_path: Path) -> None:
    trap = event(2, "work.new", text="新规定：<b>*澜亭*</b>", url="javascript:alert(1)", key_changes=())
    with Ledger(tmp_path / "monitor") as ledger:
        ledger.add_events([trap, event(1), event(3, "issue.new", issue="a/2026/001", text="收录：公报")], lambda _: ())
    events = events_between(tmp_path, None, None, BEIJING, cache=tmp_path)
    report = digest_of(events, None, None, "zh", BEIJING)
    assert [section.title for section in report.sections] == ["修订", "新规定", "新收录"]
    assert "贴息比例由30%提高到50%" in digest_text(report)
    assert "<b>" not in digest_html(report)
    assert "javascript" not in digest_html(report) + digest_markdown(report)
    assert r"\*澜亭\*" in digest_markdown(report)
    assert digest_docx(report) == digest_docx(report)
    assert digest_docx(report).startswith(b"PK")


def test_an_empty_digest_says_that_nothing_happened(tmp_path: Path) -> None:
    assert "没有新的情况" in digest_text(
        digest_of(events_between(tmp_path, None, None, BEIJING), None, None, "zh", BEIJING)
    )


def test_events_are_a_feed_too() -> None:
    feed = atom_of([event(1), event(2, text="修订：<甲> & 乙")])
    assert feed.index(event(2).id) < feed.index(event(1).id)
    assert "&lt;甲&gt; &amp; 乙" in feed
