"""The live pages and the API over a store: what they say, what they refuse, and that they only read."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import DatabaseError
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from tests.asgi import HOST, Reply, ask, asked, finished
from tests.commands import tracker
from tests.history_samples import NUMBERS, RULE, issues, make_history
from tests.store_samples import git
from tracker.errors import DamagedIndex, MalformedSource, NotAStore
from tracker.parse import parse
from tracker.read import read_bytes
from tracker.schema.published_schemas import published, schema_of
from tracker.serve import request_guard
from tracker.serve.api_description import BASE
from tracker.serve.dropped_files import compared_page, files_of
from tracker.serve.live_store import QUEUE, Busy, LiveStore
from tracker.serve.questions import QUESTIONS, cites
from tracker.serve.request_guard import allowed_hosts
from tracker.serve.web_app import Site, site_of
from tracker.store import Store

if TYPE_CHECKING:
    from starlette.types import ASGIApp

HOSTS = allowed_hosts({"127.0.0.1", "localhost"}, 8731)
DAY = "2026-01-15"
REGISTRY: Registry[Any] = Registry().with_resources(
    (f"{name}.schema.json", Resource.from_contents(schema_of(name))) for name in published()
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_history(tmp_path_factory.mktemp("serve") / "store")


@pytest.fixture
def app(store: Path) -> Iterator[ASGIApp]:
    live = LiveStore(store)
    yield Site(live, today=lambda: DAY).app(HOSTS)
    live.close()


def form(*files: tuple[str, str, bytes]) -> tuple[dict[str, str], bytes]:
    """Headers and body of a form with files."""
    parts = [
        f'--mark\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'.encode() + data + b"\r\n"
        for field, name, data in files
    ]
    return {"content-type": "multipart/form-data; boundary=mark"}, b"".join([*parts, b"--mark--\r\n"])


# --- pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "query", "words"),
    [
        ("/", {}, [RULE, "90 日内到期", "现行有效"]),
        ("/", {"lang": "en"}, ["Ending within 90 days", "in force"]),
        ("/works", {"q": "单车"}, [RULE, NUMBERS[-1]]),
        ("/works", {"q": "没有"}, ["无"]),
        ("/status", {"as_of": "2019-01-01"}, [NUMBERS[0], "现行有效", "尚未施行"]),
        ("/search", {"q": "盲道"}, ["<mark>盲道</mark>", "个文本"]),
        ("/search", {"q": ""}, ["0 个文本"]),
        ("/work", {"name": NUMBERS[0]}, [*NUMBERS, "修订对照", "依据"]),
        ("/text", {"ref": f"{RULE}@2019-01-01"}, ['id="第七条"', "二千元罚款"]),
        ("/text", {"ref": f"{RULE}#第七条"}, ["五千元罚款"]),
        ("/text", {"ref": NUMBERS[0]}, ["二千元罚款", "现将"]),
        ("/text", {"ref": "柳湾市人民政府公报/2018/003"}, [NUMBERS[0]]),
        ("/diff", {"old": NUMBERS[0], "new": NUMBERS[4]}, ["<del>二千元</del><ins>五千元</ins>"]),
        ("/diff", {"old": f"{RULE}@2019-01-01", "new": RULE, "lang": "en"}, ["Redline"]),
        ("/history", {"work": RULE, "provision": "第七条"}, ["移至第八条（原第七条）"]),
        ("/blame", {"work": RULE}, ["<sup>4</sup>"]),
    ],
)
def test_a_page(app: ASGIApp, path: str, query: dict[str, str], words: list[str]) -> None:
    reply = ask(app, path, query)
    assert reply.status == 200
    assert [word for word in words if word not in reply.text] == []
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<[^>]+ (?:on[a-z]+|style)=", reply.text)


@pytest.mark.parametrize(
    ("path", "query", "status", "words"),
    [
        ("/nowhere", {}, 404, "没有这个页面"),
        ("/static/other.css", {}, 404, "没有这个页面"),
        ("/work", {"name": "没有的规定"}, 404, "没有这个公文"),
        ("/work", {}, 404, ""),
        ("/text", {"ref": "/etc/passwd"}, 404, "passwd"),
        ("/text", {"ref": "pyproject.toml"}, 404, "pyproject.toml"),
        ("/text", {"ref": f"{RULE}@HEAD~1"}, 404, "库的另一个状态"),
        ("/text", {"ref": "<script>alert(1)</script>"}, 404, "&lt;script&gt;"),
        ("/diff", {"old": NUMBERS[0], "new": NUMBERS[0]}, 400, "是同一文本"),
        ("/status", {"as_of": "gestern"}, 400, "不是日期"),
        ("/history", {"work": RULE, "provision": "第九十条"}, 404, "第八条"),
    ],
)
def test_a_page_that_cannot_be(app: ASGIApp, path: str, query: dict[str, str], status: int, words: str) -> None:
    reply = ask(app, path, query)
    assert reply.status == status
    assert words in reply.text
    assert "<script>alert" not in reply.text


def test_a_page_has_a_validator(app: ASGIApp) -> None:
    query = {"ref": NUMBERS[0]}
    mark = ask(app, "/text", query).headers["etag"]
    again = ask(app, "/text", query, headers={"if-none-match": mark})
    assert (again.status, again.body) == (304, b"")
    assert ask(app, "/text", {"ref": NUMBERS[1]}).headers["etag"] != mark
    assert ask(app, "/static/style.css").headers["content-type"].startswith("text/css")
    assert ask(app, "/healthz").text == "ok\n"


# --- the API ----------------------------------------------------------------------------------------------------------

ASKED = [
    ("search", {"q": "盲道"}),
    ("search", {"q": "盲道", "as_of": "2019-01-01", "limit": "1"}),
    ("status", {}),
    ("status", {"work": NUMBERS[0], "as_of": "2019-01-01"}),
    ("status", {"expiring": "90"}),
    ("works", {"q": "盲道"}),
    ("works", {"limit": "1"}),
    ("text", {"ref": f"{RULE}@2019-01-01"}),
    ("text", {"ref": f"{RULE}#第七条"}),
    ("diff", {"old": NUMBERS[0], "new": NUMBERS[4]}),
    ("lineage", {}),
    ("lineage", {"work": RULE}),
    ("history", {"work": RULE}),
    ("blame", {"work": RULE}),
]


@pytest.mark.parametrize(("name", "query"), ASKED)
def test_an_answer_is_what_its_schema_says(app: ASGIApp, name: str, query: dict[str, str]) -> None:
    reply = ask(app, f"{BASE}/{name}", query)
    assert reply.status == 200, reply.text
    value = json.loads(reply.text)
    assert value["schema"] == f"tracker.{QUESTIONS[name].schema}/1"
    validator = Draft202012Validator(schema_of(QUESTIONS[name].schema), registry=REGISTRY)
    assert [error.message[:200] for error in validator.iter_errors(value)] == []


def test_the_works_and_an_issue(app: ASGIApp) -> None:
    value = json.loads(ask(app, f"{BASE}/works").text)
    assert (value["count"], [(one["work"], one["versions"]) for one in value["entries"]]) == (1, [(RULE, 5)])
    issue = json.loads(ask(app, f"{BASE}/text", {"ref": "柳湾市人民政府公报/2018/003"}).text)
    assert issue["schema"] == "tracker.issue/1"


@pytest.mark.parametrize(
    ("name", "query", "status", "where"),
    [
        ("search", {}, 400, "q"),
        ("search", {"q": " "}, 400, "q"),
        ("search", {"q": "盲道", "limit": "0"}, 400, "limit"),
        ("search", {"q": "盲道", "limit": "１"}, 400, "limit"),
        ("status", {"expiring": "bald"}, 400, "expiring"),
        ("text", {"ref": "没有的规定"}, 404, "没有的规定"),
        ("text", {"ref": "../secret"}, 404, "../secret"),
        ("schemas/none", {}, 404, "none"),
    ],
)
def test_an_answer_that_cannot_be(app: ASGIApp, name: str, query: dict[str, str], status: int, where: str) -> None:
    reply = ask(app, f"{BASE}/{name}", query)
    assert reply.status == status
    assert json.loads(reply.text)["where"] == where


def test_the_api_describes_itself(app: ASGIApp) -> None:
    value = json.loads(ask(app, f"{BASE}/openapi.json").text)
    assert value["openapi"].startswith("3.1")
    assert set(value["paths"]) == {f"{BASE}/{name}" for name in QUESTIONS} | {f"{BASE}/schemas/{{name}}"}
    assert all(set(path) == {"get"} for path in value["paths"].values())
    for path in value["paths"].values():
        if schema := path["get"]["responses"]["200"]["content"].get("application/json", {}).get("schema"):
            assert ask(app, schema["$ref"]).status == 200


def test_what_a_text_cites(store: Path) -> None:
    from tracker.library import Library  # noqa: PLC0415 - beside what it is for

    with Library.open(store) as library:
        value = cites(library, {"text": f"依照{NUMBERS[0]}第七条处理。", "today": DAY})
    assert value["files"][0]["citations"][0]["state"] == "superseded"
    assert value["files"][0]["citations"][0]["changed"] is True


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "status"),
    [
        (HOST, 200),
        ("LOCALHOST:8731", 200),
        ("localhost", 200),
        ("evil.example", 421),
        ("evil.example:8731", 421),
        ("127.0.0.1:80", 421),
        ("", 421),
        ("127.0.0.1:8731.evil.example", 421),
    ],
)
def test_only_hosts_that_are_named_are_answered(app: ASGIApp, host: str, status: int) -> None:
    assert ask(app, "/works", headers={"host": host}).status == status


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_nothing_can_be_changed(app: ASGIApp, method: str) -> None:
    assert ask(app, "/", method=method).status == 405


@pytest.mark.parametrize("path", ["/", "/text", f"{BASE}/status", "/static/style.css"])
def test_only_files_to_compare_are_taken(app: ASGIApp, path: str) -> None:
    assert ask(app, path, method="POST", body=b"x").status == 405


def test_what_is_too_much(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(app, "/search", {"q": "盲" * 1000}).status == 414
    assert ask(app, "/compare", method="POST", headers={"content-length": "99999999999"}).status == 413
    assert ask(app, "/compare", method="POST", headers={"content-length": "-1"}).status == 413
    monkeypatch.setattr(request_guard, "LARGEST_BODY", 100)
    headers, body = form(("old", "a.txt", b"x" * 200), ("new", "b.txt", b"y"))
    assert ask(app, "/compare", method="POST", headers={**headers, "content-length": "10"}, body=body).status == 413


def test_a_body_that_does_not_come_is_given_up(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_guard, "BODY_PATIENCE", 0.05)

    async def slow() -> int:
        sent: list[Any] = []

        async def receive() -> Any:  # noqa: ANN401
            await asyncio.sleep(30)

        async def send(message: Any) -> None:  # noqa: ANN401
            sent.append(message)

        scope: dict[str, Any] = {
            "type": "http",
            "method": "POST",
            "path": "/compare",
            "raw_path": b"/compare",
            "root_path": "",
            "query_string": b"",
            "headers": [(b"host", HOST.encode()), (b"content-type", b"multipart/form-data; boundary=mark")],
            "client": None,
            "server": None,
            "scheme": "http",
            "http_version": "1.1",
            "asgi": {},
        }
        await app(scope, receive, send)
        return int(sent[0]["status"])

    assert finished(slow()) == 408


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"origin": "http://evil.example"}, {"origin": "null"}]
)
def test_another_site_s_page_can_send_nothing(app: ASGIApp, headers: dict[str, str]) -> None:
    given, body = form(("old", "a.txt", b"x"), ("new", "b.txt", b"y"))
    assert ask(app, "/compare", method="POST", headers={**given, **headers}, body=body).status == 403


# --- two files --------------------------------------------------------------------------------------------------------


def test_two_files_are_compared_and_not_kept(app: ASGIApp, store: Path) -> None:
    before = git(store, "status", "--porcelain"), git(store, "rev-parse", "HEAD")
    first, _, _, second, _ = issues()
    headers, body = form(("old", r"C:\甲\旧.txt", first), ("new", "新.txt", second))
    own = {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}
    reply = ask(app, "/compare", method="POST", headers={**headers, **own}, body=body)
    assert reply.status == 200
    assert "<del>二千元</del><ins>五千元</ins>" in reply.text
    assert "script-src 'sha256-" in reply.headers["content-security-policy"]
    assert (git(store, "status", "--porcelain"), git(store, "rev-parse", "HEAD")) == before


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([("old", "a.txt", b"x")], "缺少一份"),
        ([("old", "a.txt", b""), ("new", "b.txt", b"y")], "是空的"),
        ([("old", "a.pdf", b"%PDF-1.4 nothing"), ("new", "b.txt", "第一条 甲。".encode())], ""),
    ],
)
def test_files_that_cannot_be_compared(app: ASGIApp, files: list[tuple[str, str, bytes]], words: str) -> None:
    headers, body = form(*files)
    reply = ask(app, "/compare", method="POST", headers=headers, body=body)
    assert reply.status == 422
    assert words in reply.text


def test_a_form_is_taken_apart_byte_by_byte() -> None:
    data = b"\r\n--mar\r\n\x00\xff\n\r--mark-not\r\n"
    headers, body = form(("old", "a\\b.txt", data), ("new", "../../c.txt", b""))
    found = files_of(headers["content-type"], body)
    assert [(one.field, one.name) for one in found] == [("old", "b.txt"), ("new", "c.txt")]
    assert found[0].data == data or found[0].data == data.split(b"\r\n--mark")[0]
    with pytest.raises(MalformedSource, match="no form"):
        files_of("text/plain", b"")
    assert files_of(headers["content-type"], b"nothing") == ()


def test_what_the_box_draws() -> None:
    first, second = issues()[0], issues()[3]
    page = compared_page(first + second, len(first), ["a.txt", "b.txt"], "en")
    assert "<ins>五千元</ins>" in page


# --- a store that moves on --------------------------------------------------------------------------------------------


def test_a_new_issue_is_seen_and_nothing_old_is_shown_after_it(tmp_path: Path) -> None:
    folder = make_history(tmp_path / "store", only=(0,))
    now = [0.0]
    live = LiveStore(folder, clock=lambda: now[0])
    app = Site(live, today=lambda: DAY).app(HOSTS)

    async def seen() -> tuple[Reply, Reply, Reply]:
        first = await asked(app, "/text", {"ref": RULE})
        data = issues()[1]
        with Store.open(folder) as opened:
            opened.add(data, parse(read_bytes(data, "source.txt")))
        still = await asked(app, "/text", {"ref": RULE})
        now[0] += 2.0
        return first, still, await asked(app, "/text", {"ref": RULE})

    first, still, then = finished(seen())
    assert NUMBERS[0] in first.text
    assert still.body == first.body
    assert NUMBERS[1] in then.text
    assert then.headers["etag"] != first.headers["etag"]
    live.close()


def test_a_page_that_was_made_before_the_store_moved_on_is_not_kept(tmp_path: Path) -> None:
    folder = make_history(tmp_path / "store", only=(0,))
    live = LiveStore(folder, clock=lambda: 0.0)

    def before_a_new_issue(_: object) -> bytes:
        data = issues()[1]
        with Store.open(folder) as opened:
            opened.add(data, parse(read_bytes(data, "source.txt")))
        return b"before"

    async def seen() -> bytes:
        await live.ask(lambda library: library.commit)  # open, so that the page is made before what follows is asked
        await asyncio.gather(live.page("key", before_a_new_issue), live.ask(lambda library: library.commit))
        return (await live.page("key", lambda _: b"after")).body

    assert finished(seen()) == b"after"
    live.close()


def test_a_page_that_two_make_at_once_is_counted_once(store: Path) -> None:
    live = LiveStore(store)

    async def both() -> None:
        await asyncio.gather(*(live.page("key", lambda _: b"x" * 10) for _ in range(2)))

    finished(both())
    assert live._size == 10  # noqa: SLF001 - what the test is about
    live.close()


def test_too_many_at_once_are_told_to_come_again(store: Path) -> None:
    live = LiveStore(store)

    async def many() -> list[object]:
        asking = (live.ask(lambda _: time.sleep(0.01)) for _ in range(QUEUE + 5))
        return list(await asyncio.gather(*asking, return_exceptions=True))

    found = finished(many())
    assert sum(isinstance(one, Busy) for one in found) == 5
    live.close()


def test_what_is_kept_stays_small(store: Path) -> None:
    live = LiveStore(store)

    async def fill() -> None:
        for n in range(12):
            await live.page(str(n), lambda _: b"x" * 7_000_000)
        await live.page("large", lambda _: b"x" * 60_000_000)

    finished(fill())
    assert live._size <= 64_000_000  # noqa: SLF001 - what the test is about
    assert "large" not in live._kept  # noqa: SLF001
    live.close()


def test_a_damaged_index_is_put_aside_and_made_anew(store: Path) -> None:
    live = LiveStore(store)

    def damaged(_: object) -> bytes:
        raise DatabaseError("malformed")

    async def twice() -> tuple[int, int]:
        site = Site(live, today=lambda: DAY).app(HOSTS)
        with pytest.raises((DamagedIndex, DatabaseError)):
            await live.page("x", damaged)
        first = await asked(site, "/works")
        return first.status, (await asked(site, f"{BASE}/works")).status

    assert finished(twice()) == (200, 200)
    live.close()


def test_a_store_that_is_gone_is_told(tmp_path: Path) -> None:
    live = LiveStore(tmp_path / "none")
    site = Site(live, today=lambda: DAY).app(HOSTS)
    assert ask(site, "/works").status == 503
    assert ask(site, "/healthz").status == 503
    live.close()


def test_a_bug_is_told_without_its_words(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live = LiveStore(store)
    app = Site(live, today=lambda: DAY).app(HOSTS)

    async def broken(*_: object) -> object:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(live, "page", broken)
    for path in ("/", f"{BASE}/status"):
        reply = ask(app, path)
        assert reply.status == 500
        assert "secret" not in reply.text
    live.close()


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_command_refuses_what_is_not_safe(tmp_path: Path, store: Path) -> None:
    open_to_all = tracker("serve", "--store", store, "--host", "192.0.2.7")
    assert open_to_all.returncode == 2
    assert "--name" in open_to_all.stderr.decode()
    assert tracker("serve", "--store", tmp_path / "none").returncode == 3
    with pytest.raises(NotAStore):
        site_of(tmp_path / "none", today=lambda: DAY)
