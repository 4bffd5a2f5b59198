"""Whatever a store calls a thing, the site's pages show it as text: a thousand titles made to break out of it."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar
from lxml import etree

from tests.lineage_samples import make_store
from tests.sites import built, page_of, settings
from tracker.library import Library
from tracker.report.ledger_page import LedgerPage
from tracker.report.page import Page
from tracker.report.site_pages import pages_of
from tracker.report.text_page import TextPage
from tracker.report.work_page import WorkPage

TITLES = 1_000
PIECES = (
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7*7 }}",
    "{% raw %}",
    "<!--",
    "]]>",
    "</script>",
    "javascript:alert(1)",
    "../../../etc/passwd",
    "..\\..\\",
    "\u202e夹带\u202c",
    "\u200b",
    "\x00",
    "\x1b[31m",
    "\ud800",
    "&lt;b&gt;",
    "=HYPERLINK()",
    "\n\nBEGIN:VEVENT",
    "澜汀市规定",
    "〔2025〕",
)
WIDE_OPEN = re.compile("[\x00-\x08\x0b-\x1f\u200b\u202a-\u202e\ud800-\udfff]")


def titles() -> list[str]:
    chance = random.Random(20251201)
    return ["".join(chance.choices(PIECES, k=chance.randint(1, 4))) for _ in range(TITLES)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("hostile") / "store")


@pytest.fixture(scope="module")
def pages(store: Path) -> list[Page]:
    with Library.open(store) as library:
        return list(pages_of(library, settings()))


def the(pages: list[Page], kind: type) -> object:
    return next(one for one in pages if isinstance(one, kind))


def test_a_thousand_titles_stay_text_on_the_page_of_a_work(store: Path, pages: list[Page]) -> None:
    plain = the(pages, WorkPage)
    assert isinstance(plain, WorkPage)
    with Library.open(store) as library:
        files = dict(plain.files(library, settings()))
        expected = page_of(files[plain.address + "index.html"].decode())
        for title in titles():
            entries = tuple(replace(one, title=title, summary=title) for one in plain.entries)
            rows = tuple(replace(row, name=title, title=title, issuers=(title,)) for row in plain.rows)
            page = replace(plain, name=title, rows=rows, entries=entries, remarks=(title,))
            made = dict(page.files(library, settings(title=title)))
            text = made[plain.address + "index.html"].decode()
            found = page_of(text)
            assert found.handlers == []
            assert "<script" not in text
            assert found.links == expected.links
            assert not WIDE_OPEN.search(text)
            ET.fromstring(made[plain.address + "changes.atom"].decode())  # noqa: S314 - made by this very test


def test_hostile_words_stay_text_beside_a_text_and_in_the_ledger(store: Path, pages: list[Page]) -> None:
    text, ledger = the(pages, TextPage), the(pages, LedgerPage)
    assert isinstance(text, TextPage)
    assert isinstance(ledger, LedgerPage)
    with Library.open(store) as library:
        for title in titles()[:60]:
            page = replace(text, title=title, document_title=title, number=title, issuers=(title,))
            made = dict(page.files(library, settings()))[text.address + "index.html"].decode()
            assert page_of(made).handlers == []
            assert made.count("<script") == 1
            assert made.count("</script") == 1
            (metadata,) = re.findall(r'<script type="application/ld\+json">(.*)</script>', made)
            assert json.loads(metadata)["@type"] == "Legislation"
            rows = tuple(replace(row, cells=(title,) * 9) for row in ledger.rows)
            files = dict(replace(ledger, rows=rows).files(library, settings()))
            assert page_of(files["status/index.html"].decode()).handlers == []
            cells = files["status/ledger.csv"].decode("utf-8-sig").replace('"', "")
            assert not re.search(r"(?:^|,)[=+@-]", cells.partition("\n")[2], re.MULTILINE)


def test_the_calendar_is_read_back_by_a_library_of_others(store: Path, tmp_path: Path) -> None:
    built(store, tmp_path)
    calendar = Calendar.from_ical((tmp_path / "calendar.ics").read_bytes())
    events = list(calendar.walk("VEVENT"))
    assert [one["DTSTART"].to_ical() for one in events] == [b"20230501", b"20250430", b"20250620", b"20280619"]
    assert len({str(one["UID"]) for one in events}) == len(events)
    assert all(len(line) <= 75 for line in (tmp_path / "calendar.ics").read_bytes().split(b"\r\n"))


def test_texts_as_xml_are_valid_by_the_standards_own_schema(store: Path, tmp_path: Path) -> None:
    schema = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "akomantoso30.xsd"))
    built(store, tmp_path)
    files = list(tmp_path.rglob("akn.xml"))
    assert len(files) == 2
    for one in files:
        schema.assertValid(etree.parse(one))
