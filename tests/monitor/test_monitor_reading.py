"""The process that reads: jobs in, answers out, whatever the bytes are; and a reading that goes through JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest

from tests.monitor.sites import document_page, list_page
from tracker.box.processes import Box
from tracker.errors import UnreadableSource
from tracker.monitor.answers import Request
from tracker.monitor.reading.document import Asked, read_document, reading_from_json, reading_to_json
from tracker.monitor.reading.readers import Readers
from tracker.monitor.sources.recognition import Hints

JOBS = "tracker.monitor.reading.jobs"
URL = "http://www.lanting.example/wj/a.html"
ARTICLES = ["第一条　本办法适用于本市夜市。", "第二条　夜市每日二十四时收市，次日六时开市。"]
PAGE = document_page("澜亭市夜市办法", "澜政规〔2026〕4号", ARTICLES).encode()
TITLES = [f"澜亭市第{n}类夜市管理办法" for n in range(1, 6)]
LIST = list_page([(f"/wj/{n}.html", title, "2026-05-11") for n, title in enumerate(TITLES)]).encode()
BLOCKED = "<html><head><title>405</title></head><body>很抱歉，您的访问被阻断</body></html>".encode()


def listing_job(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - a request's own fields
    request = {**asdict(Request(url=URL)), **more}
    return {"request": request, "hints": asdict(Hints()), "url": URL, "media_type": "text/html"}


def test_every_job_has_its_answer_and_a_bad_one_ends_no_other() -> None:
    with Box() as box:
        found = box.ask(f"{JOBS}:listing", LIST, where=URL, **listing_job())
        blocked = box.ask(f"{JOBS}:listing", BLOCKED, where=URL, **listing_job())
        with pytest.raises(UnreadableSource, match="AttributeError"):
            box.ask(f"{JOBS}:no_such_job", b"", where=URL)
        asked = asdict(Asked(url=URL, title="澜亭市夜市办法"))
        document = box.ask(f"{JOBS}:document", PAGE, where=URL, asked=asked)
        with pytest.raises(UnreadableSource):
            box.ask(f"{JOBS}:lines", b"%PDF-1.4 and nothing", where=URL, name="a.pdf")
        lines = box.ask(f"{JOBS}:lines", PAGE, where=URL, name="a.html")
    assert [entry["title"] for entry in found["entries"]] == TITLES
    assert not blocked["entries"]
    assert blocked["refusal"]["kind"] == "blocked"
    assert document["number"] == "澜政规〔2026〕4号"
    assert "第二条夜市每日二十四时收市,次日六时开市。" in lines["lines"]


@pytest.mark.parametrize("answer", [[], {}, {"source": None}, {"details": 1, "record": 2, "lines": 3, "source": None}])
def test_an_answer_that_is_no_reading_is_a_failure_of_that_file(
    answer: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Box, "ask", lambda *_, **__: answer)
    with Readers(processes=1) as readers:
        assert readers.document(PAGE, Asked(url=URL)).error_kind == "unreadable"


def test_a_record_that_leads_elsewhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    value = reading_to_json(read_document(PAGE, Asked(url=URL, ref="lanting/2026/夜市")))
    value["record"]["ref"] = "../../elsewhere/x"
    monkeypatch.setattr(Box, "ask", lambda *_, **__: value)
    with Readers(processes=1) as readers:
        reading = readers.document(PAGE, Asked(url=URL))
    assert (reading.error_kind, reading.record) == ("unreadable", None)


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (PAGE, {"title": "澜亭市夜市办法"}),
        (PAGE, {"title": "澜亭市夜市办法", "gazette": "lanting", "ref": "lanting/2026/夜市"}),
        (b"", {"text": f"<p>{ARTICLES[0]}</p><p>{ARTICLES[1]}</p>", "title": "澜亭市夜市办法"}),
        (BLOCKED, {}),
        (b"PK\x03\x04 and no end", {"name": "a.docx"}),
    ],
    ids=["page", "named", "text of a list", "blocked", "cut off"],
)
def test_a_reading_goes_through_json(body: bytes, more: dict[str, Any]) -> None:
    reading = read_document(body, Asked(url=URL, **more))
    assert reading_from_json(json.loads(json.dumps(reading_to_json(reading))), body) == reading


JSON_PAGE = {"data": [{"id": 7}, {"title": "澜亭市夜市办法", "content": f"<p>{ARTICLES[0]}</p><p>{ARTICLES[1]}</p>"}]}


@pytest.mark.parametrize(
    ("body", "more", "kind"),
    [
        (json.dumps(JSON_PAGE).encode(), {}, None),
        (json.dumps({"data": [{"id": 7, "content": "short"}]}).encode(), {}, "content"),
        (b"", {}, "soft-404"),
        (b"   \n", {}, "soft-404"),
        (BLOCKED, {"name": "a.pdf"}, "blocked"),
        (b"GIF89a and more", {"name": "a.pdf"}, "soft-404"),
        (b"GIF89a and more", {"url": "http://a.example/down.jsp?file=%E5%8A%9E%E6%B3%95.docx"}, "soft-404"),
        (b"", {"name": "a.xlsx"}, "soft-404"),
        (b"%PDF-1.7 begun", {"name": "a.pdf"}, "incomplete"),
        (b"PK\x03\x04 begun", {"name": "a.docx"}, "incomplete"),
        (b"PK\x03\x04 no document PK\x05\x06" + bytes(18), {"name": "a.docx"}, "unreadable"),
        (PAGE[: PAGE.index(b"</div>", 400)].rstrip() + "<p>第三条　夜".encode(), {}, "incomplete"),
        (PAGE, {"title": "澜亭市河道办法"}, None),
    ],
)  # fmt: skip
def test_what_came_for_a_document_is_told_by_its_bytes(body: bytes, more: dict[str, Any], kind: str | None) -> None:
    reading = read_document(body, Asked(**{"url": URL, **more}))
    assert reading.error_kind == kind
    assert (reading.record is not None) == (kind is None)


def test_a_text_inside_json_is_kept_as_a_page_of_its_own() -> None:
    reading = read_document(json.dumps(JSON_PAGE).encode(), Asked(url=URL))
    assert reading.source is not None
    assert reading.source.startswith("<!DOCTYPE html>")
    assert ARTICLES[1] in reading.source
    assert reading.title == "澜亭市夜市办法"
