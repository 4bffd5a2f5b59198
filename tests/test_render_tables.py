"""Tables are tables in every report that has them: rows and cells carry the marks."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.comparisons import NEW, OLD, change, place
from tests.programs import Office, settled_docx
from tracker.compare.align.change_passages import passages
from tracker.compare.redline.by_passage import Sides, drawn_by_passage
from tracker.compare.redline.moved_passages import Lines
from tracker.model import Change, ChangeSet
from tracker.render import RENDERERS, RenderOptions

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

HEAD = "序号\t片区\t补助（元）\t上限（万元）"
ROWS = ("1\t东城片区\t500\t20", "2\t西城片区\t400\t16", "3\t南城片区\t300\t12")

TABLES = {
    "a row came": (ROWS, (*ROWS[:1], "2\t北城片区\t450\t18", "3\t西城片区\t400\t16", "4\t南城片区\t300\t12")),
    "the last row went": (ROWS, ROWS[:2]),
    "a last row came": (ROWS, (*ROWS, "4\t北城片区\t450\t18")),
    "a value": (ROWS, (ROWS[0], "2\t西城片区\t420\t16", ROWS[2])),
    "rows changed their order": (ROWS, (ROWS[2], ROWS[0], ROWS[1])),
    "a cell was emptied": (ROWS, (ROWS[0], "2\t西城片区\t\t16", ROWS[2])),
    "all new": (ROWS, ("甲类\t泊位\t每年一次\t无", "乙类\t道口\t每季一次\t有")),
}


def redlined(old: str, new: str, level: str = "table", label: str | None = None) -> Change:
    edits = drawn_by_passage(Sides(old, new, Lines(old), Lines(new)), passages(old, new, table=level == "table"))
    one = change([place(label, old, level=level, index=0)], [place(label, new, level=level, index=0)])
    return replace(one, edits=edits)


def table(name: str) -> Change:
    old, new = TABLES[name]
    return redlined("\n".join((HEAD, *old)), "\n".join((HEAD, *new)))


def column_added() -> Change:
    old = "片区\t补助\n东城片区\t500\n西城片区\t400"
    new = "片区\t补助\t期限\n东城片区\t500\t一年\n西城片区\t400\t二年"
    return redlined(old, new)


def inside_article() -> Change:
    old = "补助标准如下：\n片区\t补助\n东城片区\t500\n西城片区\t400\n标准每年公布。"
    new = "补助标准如下：\n片区\t补助\n东城片区\t600\n西城片区\t400\n北城片区\t450\n标准每年公布。"
    return redlined(old, new, level="article", label="第三条")


def comparison(*changes: Change) -> ChangeSet:
    return ChangeSet(old=OLD, new=NEW, changes=changes)


def document(*changes: Change) -> bytes:
    data = RENDERERS["docx"](comparison(*changes), RenderOptions())
    assert isinstance(data, bytes)
    return data


def body(data: bytes) -> ET.Element:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 - made by us


CHANGES = {**{name: table(name) for name in TABLES}, "a column came": column_added(), "in an article": inside_article()}


@pytest.mark.parametrize("name", CHANGES)
def test_a_document_with_a_table_gives_back_both_sides(name: str) -> None:
    one = CHANGES[name]
    data = document(one)
    assert body(data).findall(f".//{W}tbl")
    for side, places in (("old", one.old), ("new", one.new)):
        lines = [f"{p.label}　{p.text}" if p.label else p.text for p in places]
        settled = settled_docx(data, "old" if side == "old" else "new")[1:]
        assert [text for text in settled if text] == "\n".join(lines).split("\n")


@pytest.mark.office
@pytest.mark.parametrize("name", ["a row came", "the last row went", "a value", "in an article"])
def test_a_word_processor_takes_and_refuses_rows(name: str, tmp_path: Path) -> None:
    office = Office(tmp_path / "office")
    one = CHANGES[name]
    path = tmp_path / "table.docx"
    path.write_bytes(document(one))
    for command, places in (("AcceptAllTrackedChanges", one.new), ("RejectAllTrackedChanges", one.old)):
        cells = "\n".join(place.text for place in places).replace("\t", "\n").split("\n")
        told = [text.removeprefix("第三条　") for text in office.settled(path, command)[1:]]
        assert [text for text in told if text] == [text for text in cells if text]


def test_a_row_that_came_is_tracked_as_a_row_and_no_other_is() -> None:
    rows = body(document(CHANGES["a row came"])).findall(f".//{W}tr")
    marked = [row for row in rows if row.find(f"{W}trPr/{W}ins") is not None]
    assert len(rows) == 5
    assert ["".join(text.text or "" for text in row.iter(f"{W}t")) for row in marked] == ["2北城片区45018"]
    assert all(cell.find(f"{W}p/{W}pPr/{W}rPr/{W}ins") is not None for row in marked for cell in row.findall(f"{W}tc"))


def test_a_value_is_tracked_in_its_cell_alone() -> None:
    root = body(document(CHANGES["a value"]))
    assert [text.text for text in root.iter(f"{W}delText")] == ["400"]
    assert [text.text for node in root.iter(f"{W}ins") for text in node.iter(f"{W}t")] == ["420"]


def page(*changes: Change) -> HTMLParser:
    return HTMLParser(str(RENDERERS["html"](comparison(*changes), RenderOptions())))


def test_a_page_has_a_table_with_marks_in_its_cells() -> None:
    tree = page(CHANGES["a value"])
    rows = tree.css(".inline table tr")
    assert [[cell.text() for cell in row.css("td")] for row in rows[:2]] == [
        ["序号", "片区", "补助（元）", "上限（万元）"],
        ["1", "东城片区", "500", "20"],
    ]
    assert [cell.html for cell in rows[2].css("td")][2] == "<td><del>400</del><ins>420</ins></td>"


def test_a_row_that_came_is_marked_as_a_row_on_the_page() -> None:
    tree = page(CHANGES["a row came"])
    assert [row.text(separator=" ", strip=True) for row in tree.css(".inline tr.ins")] == ["2 北城片区 450 18"]
    assert not tree.css(".side .old tr.ins")
    assert [row.text(separator=" ", strip=True) for row in tree.css(".side .new tr.ins")] == ["2 北城片区 450 18"]


def test_an_article_has_its_words_as_paragraphs_and_its_table_as_a_table() -> None:
    tree = page(CHANGES["in an article"])
    assert [node.tag for node in tree.css(".inline > *")] == ["p", "div", "p"]
    assert len(tree.css(".inline > div table tr")) == 4
