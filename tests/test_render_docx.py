from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import docx
import pytest

from tests.comparisons import HOSTILE, change, diff_set, hostile, place, random_comparison, sample
from tests.programs import Office
from tracker.model import ChangeSet, DiffSet, Edit, Place
from tracker.render import RENDERERS, RenderOptions
from tracker.render.visible_characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))


def document(comparison: ChangeSet | DiffSet, **named: object) -> bytes:
    rendered = RENDERERS["docx"](comparison, RenderOptions(**named))  # type: ignore[arg-type]
    assert isinstance(rendered, bytes)
    return rendered


def body(data: bytes) -> ET.Element:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 - made by us


def lines(title: str, places: Iterable[Place]) -> list[str]:
    shown = [f"{place.label}　{place.text}" if place.label else place.text for place in places]
    return [title, *"\n".join(shown).split("\n")]


def in_order(places: Iterable[Place]) -> list[Place]:
    return sorted(places, key=lambda place: place.index or 0)


@pytest.mark.office
@pytest.mark.parametrize("comparison", [sample(), *(random_comparison(seed, 150) for seed in (1, 2, 3))])
def test_accepted_it_is_the_new_text_and_rejected_the_old(
    comparison: ChangeSet, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "redline.docx"
    path.write_bytes(document(comparison))
    old = in_order(place for one in comparison.changes for place in one.old)
    new = in_order(place for one in comparison.changes for place in one.new)
    assert office.settled(path, "AcceptAllTrackedChanges") == lines(comparison.new.title, new)
    assert office.settled(path, "RejectAllTrackedChanges") == lines(comparison.old.title, old)


@pytest.mark.office
def test_hostile_text_survives_the_round_trip(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "redline.docx"
    short = replace(hostile(), changes=hostile().changes[:-1])  # a line of 1 MB takes LibreOffice a minute to lay out
    path.write_bytes(document(short))
    shown = "\n".join(office.settled(path, "AcceptAllTrackedChanges"))
    for text in HOSTILE:
        assert visible(text) in shown


def test_moved_articles_are_moves() -> None:
    root = body(document(sample()))
    names = [node.get(f"{W}name") for tag in ("moveFromRangeStart", "moveToRangeStart") for node in root.iter(W + tag)]
    assert sorted(map(str, names)) == ["move1", "move1", "passage1", "passage1"]
    moved = "".join(text.text or "" for node in root.iter(f"{W}moveTo") for text in node.iter(f"{W}t"))
    assert "申请材料齐全的" in moved


def test_author_and_date_sign_every_change() -> None:
    root = body(document(sample(), author="立法科 <审>", date="2025-06-01"))
    signed = [node for tag in ("ins", "del", "moveFrom", "moveTo") for node in root.iter(W + tag)]
    assert {node.get(f"{W}author") for node in signed} == {"立法科 <审>"}
    assert {node.get(f"{W}date") for node in signed} == {"2025-06-01T00:00:00Z"}
    numbers = [node.get(f"{W}id") for node in root.iter() if node.get(f"{W}id")]
    ends = [node.get(f"{W}id") for tag in ("moveFromRangeEnd", "moveToRangeEnd") for node in root.iter(W + tag)]
    assert len(set(numbers)) == len(numbers) - len(ends)


def test_without_a_date_the_new_version_s_date_counts() -> None:
    dates = {node.get(f"{W}date") for node in body(document(sample())).iter(f"{W}ins")}
    assert dates == {"2025-04-15T00:00:00Z"}
    undated = replace(sample(), new=replace(sample().new, date="二〇二五年"))
    assert {node.get(f"{W}date") for node in body(document(undated)).iter(f"{W}ins")} == {None}


def test_paragraphs_have_the_styles_of_their_levels() -> None:
    opened = docx.Document(BytesIO(document(sample())))
    styles = [paragraph.style.style_id for paragraph in opened.paragraphs if paragraph.style]
    assert styles[:3] == ["Title", "Chapter", "Article"]
    assert {"Item", "Signature"} <= set(styles)


@pytest.mark.parametrize("comparison", [hostile(), diff_set()], ids=["hostile", "set"])
def test_word_s_xml_is_well_formed(comparison: ChangeSet | DiffSet) -> None:
    with zipfile.ZipFile(BytesIO(document(comparison, author=HOSTILE[1]))) as archive:
        for name in archive.namelist():
            ET.fromstring(archive.read(name))  # noqa: S314 - made by us


def test_a_set_shows_what_came_and_went() -> None:
    root = body(document(diff_set()))
    deleted = "".join(node.text or "" for node in root.iter(f"{W}delText"))
    assert "云岭高新区停车收费规则" in deleted


# --- the comparison table --------------------------------------------------------------------------------------------


def table(comparison: ChangeSet | DiffSet, **named: object) -> ET.Element:
    return body(document(comparison, layout="side-by-side", **named))


def cells(row: ET.Element) -> list[str]:
    return ["".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in row.findall(f"{W}tc")]


def test_side_by_side_is_the_comparison_table_in_landscape() -> None:
    root = table(sample())
    page = root.find(f".//{W}pgSz")
    assert page is not None
    assert page.get(f"{W}orient") == "landscape"
    versions, rows = (found.findall(f"{W}tr") for found in root.findall(f".//{W}tbl"))
    assert cells(versions[0])[1:] == ["修订前", "修订后"]
    assert [sample().old.doc_number, sample().new.doc_number] in [cells(row)[1:] for row in versions]
    assert cells(rows[0]) == ["修订前", "修订后", "说明"]
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None


def test_a_row_of_the_comparison_table_has_both_labels_the_marks_and_the_facts() -> None:
    rows = table(sample()).findall(f".//{W}tbl")[1].findall(f"{W}tr")
    row = next(row for row in rows if cells(row)[0].startswith("第二条"))
    old, new, notes = cells(row)
    assert old == "第二条　单户贴息不超过50万元，企业可以按季申请。"
    assert new == "第三条　单户贴息不超过80万元，企业应当按季申请。"
    assert "50万元 → 80万元" in notes
    struck = [
        "".join(t.text or "" for t in run.iter(f"{W}t"))
        for run in row.iter(f"{W}r")
        if run.find(f".//{W}strike") is not None
    ]
    assert "可以" in struck
    assert "单户贴息不超过" not in "".join(struck)


def test_the_comparison_table_speaks_english_and_has_every_provision_if_asked() -> None:
    root = table(sample(), lang="en", context="all")
    rows = root.findall(f".//{W}tbl")[1].findall(f"{W}tr")
    assert cells(rows[0]) == ["Before", "After", "Notes"]
    assert len(rows) == 1 + len(sample().changes)


@pytest.mark.parametrize("comparison", [hostile(), diff_set()], ids=["hostile", "set"])
def test_the_comparison_table_is_well_formed(comparison: ChangeSet | DiffSet) -> None:
    assert table(comparison).findall(f".//{W}tbl")


@pytest.mark.office
def test_a_word_processor_opens_the_comparison_table(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "table.docx"
    path.write_bytes(document(sample(), layout="side-by-side"))
    text = office.convert(path, "txt:Text (encoded):UTF8").read_text("utf-8-sig")
    assert "修订前" in text
    assert "单户贴息不超过80万元，企业应当按季申请。" in text


# --- passages that moved within what stays ---------------------------------------------------------------------------


def with_moved_clause() -> ChangeSet:
    clause = "定期公布收支账目"
    old = f"中心应当遵守章程，{clause}，接受业主监督，并建立回访制度听取意见。"
    new = f"中心应当遵守章程，接受业主监督，并建立回访制度听取意见，{clause}。"
    edits = (
        Edit(op="equal", old="中心应当遵守章程，", new="中心应当遵守章程，"),
        Edit(op="delete", old=clause, new="", moved="本款"),
        Edit(op="delete", old="，", new=""),
        Edit(op="equal", old="接受业主监督，并建立回访制度听取意见", new="接受业主监督，并建立回访制度听取意见"),
        Edit(op="insert", old="", new="，"),
        Edit(op="insert", old="", new=clause, moved="本款"),
        Edit(op="equal", old="。", new="。"),
    )
    one = change([place("第二条", old, index=0)], [place("第二条", new, index=0)])
    return replace(sample(), changes=(replace(one, edits=edits),))


def test_a_clause_that_moved_is_a_move_whose_ends_have_one_name() -> None:
    root = body(document(with_moved_clause()))
    for tag, mark in (("moveFrom", "t"), ("moveTo", "t")):
        (moved,) = root.findall(f".//{W}{tag}")
        assert "".join(text.text or "" for text in moved.iter(f"{W}{mark}")) == "定期公布收支账目"
    starts = [root.find(f".//{W}{tag}RangeStart") for tag in ("moveFrom", "moveTo")]
    assert [start.get(f"{W}name") for start in starts if start is not None] == ["passage1", "passage1"]


@pytest.mark.office
def test_a_clause_that_moved_is_taken_or_refused_like_any_other(office: Office, tmp_path: Path) -> None:
    comparison = with_moved_clause()
    path = tmp_path / "moved.docx"
    path.write_bytes(document(comparison))
    (one,) = comparison.changes
    assert office.settled(path, "AcceptAllTrackedChanges") == lines(comparison.new.title, one.new)
    assert office.settled(path, "RejectAllTrackedChanges") == lines(comparison.old.title, one.old)
