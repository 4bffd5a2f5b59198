"""What a server sent in place of a document is not added by hand either; a file that kills its reader kills no pass."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.monitor.sites import document_page
from tracker.box.limits import Limits
from tracker.box.processes import Box
from tracker.cli.add_preparation import prepare
from tracker.monitor.answers import Answer, FetchFailure, Request
from tracker.monitor.reading.document import Asked
from tracker.monitor.reading.readers import Readers
from tracker.monitor.sources.recognition import Hints
from tracker.parse import parse
from tracker.read import read_bytes
from tracker.store.record import make_record
from tracker.store.store import Store

BLOCKED = "<html><head><title>405</title></head><body>很抱歉，您的访问被阻断</body></html>"


def test_a_block_page_is_not_added(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text(BLOCKED, "utf-8")
    with Box() as box:
        made = prepare(file, None, None, box)
    assert made.record is None
    assert made.error is not None
    assert "访问被阻断" in made.error
    file.write_text(document_page("澜亭市夜市办法", "澜政规〔2026〕4号", ["第一条　本办法适用于夜市。"]), "utf-8")
    with Box() as box:
        assert prepare(file, None, None, box).record is not None


def test_a_file_that_takes_too_long_is_a_failure_of_that_file_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    page = document_page("澜亭市夜市办法", "澜政规〔2026〕4号", ["第一条　本办法适用于夜市。"]).encode()
    asked = Asked(url="http://www.lanting.example/a.html", title="澜亭市夜市办法")
    with monkeypatch.context() as hurried, Readers(processes=1) as readers:
        hurried.setattr(Limits, "patience", property(lambda _: 0.0))
        assert readers.document(page, asked).error_kind == "unreadable"
    with Readers(processes=1) as readers:
        assert readers.document(page, asked).error_kind is None
        deep = b"<html><body>" + b"<div>" * 60_000 + b"</body></html>"
        assert readers.document(deep, asked).error_kind is not None
        assert readers.document(page, asked).error_kind is None


def test_what_cannot_be_decoded_is_no_list() -> None:
    answer = Answer(url="http://a.example/", status=200, body=bytes(range(256)) * 40, received=datetime.now(UTC))
    with Readers(processes=1) as readers, pytest.raises(FetchFailure) as caught:
        readers.listing(answer, Request(url="http://a.example/"), Hints())
    assert caught.value.kind == "unreadable"


def test_a_page_with_another_counter_is_unchanged_and_one_with_another_text_is_altered(tmp_path: Path) -> None:
    articles = ["第一条　为了保护古树名木，制定本办法。", "第二条　砍伐古树名木的，处5000元罚款。"]
    whole = document_page("澜亭市古树名木保护办法", "澜政规〔2026〕9号", articles)
    counted = "<div>发布时间：2026-05-11 浏览次数：{}</div><div class='zoom'>"
    outcomes = []
    for count, fine in ((15, "5000"), (1999, "5000"), (2003, "9000")):
        page = whole.replace("<div class='zoom'>", counted.format(count)).replace("5000", fine).encode()
        record = make_record(page, parse(read_bytes(page, "a.html")))
        with Store.create(tmp_path / "snapshots") as store:
            outcomes += [added.outcome for added in store.add_many([(record, datetime(2026, 5, 12, tzinfo=UTC))])]
    assert outcomes == ["new", "unchanged", "altered"]
