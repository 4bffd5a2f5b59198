"""The fetcher: where it connects to, what it follows, how long it waits, how much it takes."""

from __future__ import annotations

import gzip
import ipaddress
import itertools
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.monitor.sites import Asked, Reply, Site, served
from tracker.monitor.addresses import is_public, literal
from tracker.monitor.answers import Answer, FetchFailure, Request, Validators
from tracker.monitor.fetch import Fetcher, Reach
from tracker.monitor.judge import retry_after_of
from tracker.monitor.robots import read_robots
from tracker.monitor.web_addresses import by_origin_of, identity, joined


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as running:
        yield running


def fetcher(**more: object) -> Fetcher:
    return Fetcher(delay=timedelta(0), **more)  # type: ignore[arg-type]


def ask(site: Site, path: str, validators: Validators | None = None, **more: Any) -> Answer:  # noqa: ANN401 - options of the fetcher
    client = fetcher(**more)
    try:
        return client.get(
            Request(url=site.origin + path), Reach(url=site.origin, allow_private=site.private), validators
        )
    finally:
        client.close()


def failure(site: Site, path: str, **more: Any) -> FetchFailure:  # noqa: ANN401 - options of the fetcher
    with pytest.raises(FetchFailure) as caught:
        ask(site, path, **more)
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.100.100.200",
            "0.0.0.0",  # noqa: S104 - an address that is refused
        ),
        *(
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
        ),
        *(
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "::127.0.0.1",
            "64:ff9b:1::1",
            "ff02::1",
        ),
    ],
)
def test_no_address_of_an_inner_network_is_public(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", ["1.1.1.1", "223.5.5.5", "2400:3200::1", "::ffff:223.5.5.5"])
def test_addresses_of_the_internet_are_public(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]", "127.0.0.1"])
def test_every_notation_of_an_address_is_seen_through(text: str) -> None:
    found = literal(text)
    assert found is not None
    assert not is_public(found)


def test_a_private_address_is_reached_only_where_it_is_allowed(site: Site) -> None:
    site.page("/a.html", "ok")
    with pytest.raises(FetchFailure) as caught:
        fetcher().get(Request(url=f"{site.origin}/a.html"), Reach(url=site.origin))
    assert caught.value.kind == "forbidden-address"
    assert site.asked == []
    assert ask(site, "/a.html").body == b"ok"


def test_a_name_that_resolves_differently_the_second_time_gains_nothing(site: Site) -> None:
    answers = iter([("203.0.113.9",), ("127.0.0.1",)])

    def rebinding(host: str, port: int) -> tuple[str, ...]:
        del host, port
        return next(answers, ("127.0.0.1",))

    with pytest.raises(FetchFailure) as caught:
        fetcher(resolver=rebinding).get(
            Request(url=f"http://www.nanhe.example:{site.port}/a"), Reach(url=f"http://www.nanhe.example:{site.port}/")
        )
    assert caught.value.kind == "forbidden-address"
    assert site.asked == []


def test_one_inner_address_among_outer_ones_is_enough_to_refuse() -> None:
    with pytest.raises(FetchFailure) as caught:
        fetcher(resolver=lambda *_: ("223.5.5.5", "10.0.0.1")).get(
            Request(url="http://www.nanhe.example/"), Reach(url="http://www.nanhe.example/")
        )
    assert caught.value.kind == "forbidden-address"


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("http://169.254.169.254/latest/", "forbidden-address"),
        ("http://127.0.0.1:6379/", "forbidden-address"),
        ("http://2130706433/", "forbidden-address"),
        ("http://[::ffff:10.0.0.1]/", "forbidden-address"),
        ("http://0x7f.1/", "forbidden-address"),
        ("file://localhost/etc/passwd", "forbidden-address"),
        ("gopher://223.5.5.5/", "forbidden-address"),
        ("http://www.nanhe.example/", "redirect"),
        ("/turn", "http"),
    ],
)
def test_redirects_lead_nowhere_they_must_not(site: Site, location: str, kind: str) -> None:
    def unknown(host: str, port: int) -> tuple[str, ...]:
        raise OSError(-2, f"{host}:{port}: no such name")

    site.pages["/turn"] = Reply(status=302, headers={"Location": location})
    assert failure(site, "/turn", resolver=unknown).kind == kind


def test_a_redirect_to_itself_with_a_cookie_is_followed_within_its_chain_alone(site: Site) -> None:
    def guarded(asked: Asked) -> Reply:
        if "seen=1" in asked.headers.get("cookie", ""):
            return Reply(body=b"the text")
        return Reply(status=302, headers={"Location": "/a", "Set-Cookie": "seen=1; Path=/"})

    site.pages["/a"] = guarded
    client, reach = fetcher(), Reach(url=site.origin, allow_private=site.private)
    for _ in range(2):
        assert client.get(Request(url=f"{site.origin}/a"), reach).body == b"the text"
    assert [bool(one.headers.get("cookie")) for one in site.asked if one.path == "/a"] == [False, True] * 2


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply(status=404), "http"),
        (Reply(status=410), "http"),
        (Reply(status=403), "refused"),
        (Reply(status=412, body=b"<script>$_ts={}</script>"), "blocked"),
        (Reply(status=521), "blocked"),
        (Reply(status=405), "blocked"),
        (Reply(status=429, headers={"Retry-After": "3600"}), "throttled"),
        (Reply(status=503, body="网站升级维护，暂停服务".encode()), "maintenance"),
        (Reply(body=b"<html><body>half", cut=5), "incomplete"),
        (Reply(body=b"x" * 100, chunked_cut=True), "incomplete"),
        (Reply(reset=True), "connect"),
        (Reply(headers={"X-Long": "a" * 40_000}), "http"),
        (Reply(body=gzip.compress(b"text " * 500)[:-40], headers={"Content-Encoding": "gzip"}), "incomplete"),
    ],
)
def test_what_is_no_answer_is_a_failure_of_its_kind(site: Site, reply: Reply, kind: str) -> None:
    site.pages["/a"] = reply
    assert failure(site, "/a").kind == kind


def test_a_server_that_stumbles_once_is_asked_again(site: Site) -> None:
    replies = iter([Reply(status=500), Reply(body=b"ok")])
    site.pages["/a"] = lambda _: next(replies)
    assert ask(site, "/a").body == b"ok"


def test_a_short_retry_after_is_waited_for(site: Site) -> None:
    replies = iter([Reply(status=429, headers={"Retry-After": "1"}), Reply(body=b"ok")])
    site.pages["/a"] = lambda _: next(replies)
    assert ask(site, "/a").body == b"ok"
    first, second = (one.time for one in site.asked if one.path == "/a")
    assert second - first >= 0.9


def test_a_long_retry_after_is_left_to_the_next_pass(site: Site) -> None:
    site.pages["/a"] = Reply(status=429, headers={"Retry-After": "7200"})
    assert failure(site, "/a").retry_after == timedelta(hours=2)
    assert site.paths() == ["/a"]


def test_a_retry_after_may_be_a_date() -> None:
    now = datetime(2026, 5, 1, 12, tzinfo=UTC)
    assert retry_after_of("Fri, 01 May 2026 13:00:00 GMT", now) == timedelta(hours=1)
    assert retry_after_of("Fri, 01 May 2026 11:00:00 GMT", now) == timedelta(0)
    assert retry_after_of("soon", now) is None


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"the text")),
        ("", gzip.compress(b"the text")),
        ("gzip", b"the text"),
        ("deflate", zlib.compress(b"the text")),
        ("deflate", zlib.compress(b"the text")[2:-4]),
        ("", b"the text"),
    ],
    ids=["gzip", "gzip undeclared", "gzip declared wrongly", "deflate", "deflate without its frame", "plain"],
)
def test_what_is_packed_is_told_by_its_bytes(site: Site, encoding: str, packed: bytes) -> None:
    site.pages["/a"] = Reply(body=packed, headers={"Content-Encoding": encoding} if encoding else {})
    assert ask(site, "/a").body == b"the text"


@pytest.mark.parametrize("reply", [Reply(endless=b"<p>x</p>"), Reply(body=gzip.compress(b" " * 5_000_000))])
def test_more_than_the_limit_is_not_taken(site: Site, reply: Reply) -> None:
    site.pages["/a"] = reply
    assert failure(site, "/a", largest=1_000_000).kind == "too-large"


def test_a_server_that_does_not_finish_is_given_up(site: Site) -> None:
    site.pages["/a"] = Reply(body=b"late", delay=5)
    assert failure(site, "/a", timeout=timedelta(seconds=0.5)).kind == "timeout"


def test_what_did_not_change_is_not_sent_again(site: Site) -> None:
    site.pages["/a"] = Reply(body=b"ok", headers={"ETag": '"1"'})
    first = ask(site, "/a")
    assert ask(site, "/a", first.validators).not_modified


def test_the_sites_rules_are_kept_and_a_home_page_under_their_name_is_none(site: Site) -> None:
    site.page("/open/a", "ok")
    site.page("/shut/a", "ok")
    site.pages["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /shut/\nCrawl-delay: 0")
    assert ask(site, "/open/a").body == b"ok"
    assert failure(site, "/shut/a").kind == "robots"
    assert "/shut/a" not in site.paths()
    assert read_robots("<html>首页</html>".encode()).allows("http://a.example/")


def test_one_host_is_asked_at_the_pace_that_is_set(site: Site) -> None:
    for name in "abc":
        site.page(f"/{name}", name)
    client = Fetcher(delay=timedelta(seconds=0.2))
    reach = Reach(url=site.origin, allow_private=site.private)
    for name in "abc":
        client.get(Request(url=f"{site.origin}/{name}"), reach)
    times = [one.time for one in site.asked]
    assert all(b - a >= 0.19 for a, b in itertools.pairwise(times))


def test_who_asks_says_so(site: Site) -> None:
    site.page("/a", "ok")
    ask(site, "/a", contact="mailto:desk@lanting.example")
    agent = site.asked[-1].headers["user-agent"]
    assert agent.startswith("gazette-tracker/")
    assert "mailto:desk@lanting.example" in agent


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("http://www.lanting.example/a/1.html", "https://www.lanting.example/a/1.html"),
        ("http://www.lanting.example/a?x=1#505", "http://www.lanting.example:80/a?x=1"),
        ("https://WWW.lanting.example", "http://www.lanting.example/"),
    ],
)
def test_scheme_and_fragment_make_no_other_document(a: str, b: str) -> None:
    assert identity(a) == identity(b)


def test_references_become_whole_addresses_as_browsers_make_them() -> None:
    assert joined("http://a.example/x/y.html", "./202605/t1.html") == "http://a.example/x/202605/t1.html"
    assert joined("http://a.example/x/", "附件 1.pdf") == "http://a.example/x/%E9%99%84%E4%BB%B6%201.pdf"
    assert joined("http://a.example/", "javascript:void(0)") is None
    assert joined("http://a.example/", "//b.example\\c\\d") == "http://b.example/c/d"


def test_a_site_is_reached_as_its_source_is_reached() -> None:
    source = "http://www.lanting.example:8080/list/"
    assert by_origin_of("https://www.lanting.example/a.html", source) == "http://www.lanting.example:8080/a.html"
    assert by_origin_of("https://files.lanting.example/a.pdf", source) == "https://files.lanting.example/a.pdf"
