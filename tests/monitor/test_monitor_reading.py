"""The process that reads: jobs in, answers out, whatever the bytes are; and a reading that goes through JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from io import BytesIO
from typing import Any

import pytest

from tests.monitor.sites import document_page, list_page
from tracker.monitor.answers import Request
from tracker.monitor.reading.child import read_frame, write_frame
from tracker.monitor.reading.document import Asked, read_document, reading_from_json, reading_to_json
from tracker.monitor.sources.recognition import Hints

URL = "http://www.lanting.example/wj/a.html"
ARTICLES = ["第一条　本办法适用于本市夜市。", "第二条　夜市每日二十四时收市，次日六时开市。"]
PAGE = document_page("澜亭市夜市办法", "澜政规〔2026〕4号", ARTICLES).encode()
TITLES = [f"澜亭市第{n}类夜市管理办法" for n in range(1, 6)]
LIST = list_page([(f"/wj/{n}.html", title, "2026-05-11") for n, title in enumerate(TITLES)]).encode()
BLOCKED = "<html><head><title>405</title></head><body>很抱歉，您的访问被阻断</body></html>".encode()


def answers(*jobs: tuple[dict[str, Any], bytes]) -> list[dict[str, Any]]:
    """What the reading process says to some jobs, one after another; it ends with its input."""
    asked = BytesIO()
    for job, body in jobs:
        write_frame(asked, json.dumps(job).encode())
        write_frame(asked, body)
    command = [sys.executable, "-m", "tracker.monitor.reading.child"]
    done = subprocess.run(command, input=asked.getvalue(), capture_output=True, check=True, timeout=120)
    said, told = BytesIO(done.stdout), []
    while (frame := read_frame(said)) is not None:
        told.append(json.loads(frame))
    return told


def listing_job(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - a request's own fields
    request = {**asdict(Request(url=URL)), **more}
    return {"job": "listing", "request": request, "hints": asdict(Hints()), "url": URL, "media_type": "text/html"}


def document_job(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - the same, of a document
    return {"job": "document", "asked": asdict(Asked(url=URL, **more))}


def test_every_job_has_its_answer_and_a_bad_one_ends_no_other() -> None:
    listing, blocked, document, lines, nothing, unreadable = answers(
        (listing_job(), LIST),
        (listing_job(), BLOCKED),
        (document_job(title="澜亭市夜市办法"), PAGE),
        ({"job": "lines", "name": "a.html"}, PAGE),
        ({"job": "no such job"}, b""),
        ({"job": "lines", "name": "a.pdf"}, b"%PDF-1.4 and nothing"),
    )
    assert [entry["title"] for entry in listing["done"]["entries"]] == TITLES
    assert not blocked["done"]["entries"]
    assert blocked["done"]["refusal"]["kind"] == "blocked"
    assert document["done"]["number"] == "澜政规〔2026〕4号"
    assert "第二条夜市每日二十四时收市,次日六时开市。" in lines["done"]["lines"]
    assert "KeyError" in nothing["failed"]
    assert "failed" in unreadable


def test_a_job_whose_body_is_cut_off_is_read_as_far_as_it_goes() -> None:
    asked = BytesIO()
    write_frame(asked, json.dumps(document_job()).encode())
    asked.write((1_000).to_bytes(8, "big") + b"<p>")
    command = [sys.executable, "-m", "tracker.monitor.reading.child"]
    done = subprocess.run(command, input=asked.getvalue(), capture_output=True, check=True, timeout=120)
    answer = read_frame(BytesIO(done.stdout))
    assert answer is not None
    assert json.loads(answer)["done"]["error_kind"] is not None


@pytest.mark.parametrize("data", [b"", b"\x00\x00", (9).to_bytes(8, "big") + b"short"], ids=["none", "cut", "short"])
def test_a_frame_that_is_not_whole_is_none(data: bytes) -> None:
    assert read_frame(BytesIO(data)) is None


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (PAGE, {"title": "澜亭市夜市办法"}),
        (PAGE, {"title": "澜亭市夜市办法", "gazette": "lanting", "ref": "夜市"}),
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
