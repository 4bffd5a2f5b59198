"""A year of a site in minutes: documents are published and altered day by day, and some answers are hostile.

The clock is the simulation's own. What must be at the end is known exactly: every document that was published is in the
store in its last words, each was told once, each alteration once, and nothing was told that did not happen.
"""

from __future__ import annotations

import gzip
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from tests.monitor import hostile
from tests.monitor.sites import Asked, Reply, Site, document_page, list_page, served
from tracker.monitor.events import Event
from tracker.monitor.ledger import Ledger
from tracker.monitor.ledger_place import ledger_folder
from tracker.monitor.passes import fetcher_of, run_pass
from tracker.monitor.reading.readers import Readers
from tracker.monitor.settings import Settings, SourceSettings
from tracker.monitor.world import World
from tracker.store import Store

HOSTILE_SHARE = 0.02
NEW_A_DAY, ALTERED_A_DAY = 0.4, 0.02
LISTED = 20
"""Documents that the list shows, the newest first."""
CALM = 9
"""Days without a hostile answer at the end: what leads inside is asked for again after a week."""
YOUNG = 25
"""Days in which a document may still be altered: within the time that it is asked for again."""
_START = datetime(2026, 1, 1, 1, tzinfo=UTC)
_WORDS = "夜市 河道 绿线 餐厨 养犬 停车 供水 供热 燃气 广告 物业 档案 消防 快递 公厕 路灯 湿地 古树 集市 渡口".split()  # noqa: SIM905 - words
_HAPPENINGS = frozenset({"issue.new", "issue.altered", "issue.withdrawn", "issue.flagged"})
FOREIGN = tuple(reply for reply, said in hostile.ANSWERS.values() if None not in said)
"""Answers that are not the document, whatever was asked for."""
_HTML = "text/html; charset=utf-8"
_WAIT = timedelta(seconds=2)
"""How long an answer is waited for."""
BROKEN = {
    "endless": Reply(endless=b"<p>0</p>", headers={"Content-Type": _HTML}),
    "a bomb": Reply(body=gzip.compress(bytes(90_000_000)), headers={"Content-Type": _HTML, "Content-Encoding": "gzip"}),
    "slower than waited for": Reply(body=b"<p>0</p>", delay=_WAIT.total_seconds() + 0.5),
    "closed": Reply(reset=True),
    "cut in a chunk": Reply(body=b"<p>" + b"0" * 4_000, chunked_cut=True),
    "not modified, unasked": Reply(status=304),
    "a wall of cookies": Reply(status=302, headers={"Location": "?cookie=1", "Set-Cookie": "seen=1"}),
    "for people only": Reply(status=403, body="请完成人机验证".encode(), headers={"Content-Type": _HTML}),
}
"""Answers by which a connection is abused, or that promise what they do not hold."""
Rows = list[tuple[str, str, str]]
LISTS: dict[str, Callable[[Rows], Rows]] = {
    "empty": lambda _: [],
    "one row of it": lambda rows: rows[-1:],
    "the older half": lambda rows: rows[len(rows) // 2 :],
    "all at another host": lambda rows: [(f"http://127.0.0.1:1{path}", title, day) for path, title, day in rows],
    "all of one old day": lambda rows: [(path, title, "2019-01-01") for path, title, _ in rows],
    "each at two addresses": lambda rows: [row for one in rows for row in (one, (f"{one[0]}?from=list", *one[1:]))],
    "the oldest first": lambda rows: rows[::-1],
    "all to come": lambda rows: [(path, title, "2039-01-01") for path, title, _ in rows],
}
"""What a list can show that is not what was published: rows that are gone, moved, doubled, of other days."""
_NOBODY = Reply(body=b"User-agent: *\nDisallow: /\n", headers={"Content-Type": "text/plain"})


@dataclass(slots=True)
class Published:
    """A document of the site, as it reads now."""

    number: int
    day: str
    alterations: int = 0
    altered_on: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return f"澜亭市{_WORDS[self.number % len(_WORDS)]}{_WORDS[self.number // len(_WORDS) % len(_WORDS)]}管理办法"

    @property
    def ref(self) -> str:
        return f"documents/{self.day[:4]}/澜政规〔{self.day[:4]}〕{self.number}号"

    @property
    def path(self) -> str:
        return f"/wj/{self.day[:4]}{self.day[5:7]}/t{self.day.replace('-', '')}_{self.number}.html"

    def page(self) -> str:
        articles = [
            f"第一条　为了规范第{self.number}类场所，制定本办法。",
            f"第二条　违反规定的，处{100 * (self.number + 1) + 7 * self.alterations}元罚款。",
            "第三条　本办法自公布之日起施行。",
        ]
        return document_page(self.title, f"澜政规〔{self.day[:4]}〕{self.number}号", articles, day=self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What the process holds after a pass: megabytes of memory in use, open descriptors."""

    megabytes: float
    descriptors: int


@dataclass(slots=True)
class Soak:
    """What was published, what was told, and what the process used from day to day."""

    published: list[Published]
    events: list[Event]
    held: dict[str, bytes]
    usage: list[Usage]
    hostile_answers: int
    answers: int

    def faults(self) -> list[str]:
        """Whatever is not as it must be, in words."""
        wanted = {one.ref: one.page().encode() for one in self.published}
        found = [f"missed: {ref}" for ref in sorted(wanted.keys() - self.held.keys())]
        found += [f"recorded although nobody published it: {ref}" for ref in sorted(self.held.keys() - wanted.keys())]
        found += [f"not in its last words: {ref}" for ref, page in wanted.items() if self.held.get(ref, page) != page]
        told = Counter[tuple[str, str | None]]((one.kind, one.issue) for one in self.events if one.kind in _HAPPENINGS)
        happened = Counter[tuple[str, str | None]]({("issue.new", one.ref): 1 for one in self.published})
        happened.update({("issue.altered", one.ref): n for one in self.published if (n := self._seen(one))})
        found += [f"told and did not happen: {kind} {ref}" for kind, ref in (told - happened)]
        return found + [f"happened and was not told: {kind} {ref}" for kind, ref in (happened - told)]

    def _seen(self, one: Published) -> int:
        """How often a document was altered since it was recorded: what was altered before was never held otherwise."""
        new = (event.time for event in self.events if event.kind == "issue.new" and event.issue == one.ref)
        recorded = min((time.date().isoformat() for time in new), default="")
        return one.alterations - sum(day <= recorded for day in one.altered_on)


def _html(page: str) -> Reply:
    return Reply(body=page.encode(), headers={"Content-Type": _HTML})


@dataclass(slots=True)
class _Year:
    """The site on its way through the days."""

    site: Site
    random: Random
    seed: int
    published: list[Published] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    hostile_answers: int = 0
    is_calm: bool = False

    def pass_day(self, day: str) -> None:
        if self.random.random() < NEW_A_DAY or not self.published:
            self.published.append(Published(number=len(self.published) + 1, day=day))
        young = [one for one in self.published[-LISTED:] if _days(one.day, day) in range(2, YOUNG)]
        if young and self.random.random() < ALTERED_A_DAY:
            altered = self.random.choice(young)
            altered.alterations += 1
            altered.altered_on.append(day)
        for one in self.published[-LISTED:]:
            self._serve(one.path, one.page())
        rows = [(one.path, one.title, one.day) for one in reversed(self.published[-LISTED:])]
        others = [_html(list_page(other(rows))) for other in LISTS.values()]
        self._serve("/wj/index.html", list_page(rows), tuple(others) * 3)  # there are more answers of other kinds
        self.site.pages["/robots.txt"] = self._answering(Reply(status=404), (_NOBODY,))

    def _serve(self, path: str, page: str, more: tuple[Reply, ...] = ()) -> None:
        mislabelled = Reply(body=page.encode(), headers={"Content-Type": "text/html; charset=iso-8859-1"})
        self.site.pages[path] = self._answering(_html(page), (*FOREIGN, *BROKEN.values(), mislabelled, *more))

    def _answering(self, honest: Reply, others: Sequence[Reply]) -> Callable[[Asked], Reply]:
        def answer(asked: Asked) -> Reply:
            self.asked[asked.path] += 1  # of each address by itself: several are asked at a time
            chance = Random(f"{self.seed} {asked.path} {self.asked[asked.path]}")
            if self.is_calm or chance.random() >= HOSTILE_SHARE:
                return honest
            self.hostile_answers += 1
            return chance.choice(others)

        return answer


def soaked(folder: Path, days: int, seed: int = 1) -> Soak:
    """So many days with a pass each, and then a few without a hostile answer."""
    with served() as site:
        year = _Year(site=site, random=Random(seed), seed=seed)
        site.pages.update(hostile.PAGES)
        now = [_START]
        source = SourceSettings(
            id="lanting", kind="index", url=f"{site.origin}/wj/index.html", allow_private=site.private
        )
        settings = Settings(file=Path("tracker.toml"), delay=timedelta(0), timeout=_WAIT, sources=(source,))
        world = World(clock=lambda: now[0], sleep=lambda _: None, cache=folder / "cache")
        usage = []
        with Readers(processes=1) as readers, closing(fetcher_of(settings, world)) as fetcher:
            for day in range(days + CALM):
                year.is_calm = day >= days
                if not year.is_calm:
                    year.pass_day(now[0].date().isoformat())
                run_pass(
                    settings, folder / "snapshots", settings.sources, world=world, fetcher=fetcher, readers=readers
                )
                usage.append(_usage())
                site.asked.clear()
                now[0] += timedelta(days=1)
        with Store.open(folder / "snapshots") as store:
            held = {one.ref: store.source(one.ref)[1] for one in store.issues()}
        return Soak(
            published=year.published,
            events=[*_events(folder / "snapshots", folder / "cache")],
            held=held,
            usage=usage,
            hostile_answers=year.hostile_answers,
            answers=year.asked.total(),
        )


def _events(store: Path, cache: Path) -> Iterator[Event]:
    place = ledger_folder(store, cache)
    assert place is not None
    with Ledger(place) as ledger:
        yield from ledger.events()


def _days(first: str, last: str) -> int:
    return (datetime.fromisoformat(last) - datetime.fromisoformat(first)).days


def _usage() -> Usage:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return Usage(
        megabytes=pages * os.sysconf("SC_PAGE_SIZE") / 1e6, descriptors=len(list(Path("/proc/self/fd").iterdir()))
    )
