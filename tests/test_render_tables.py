"""Tables are tables in every report that has them: rows and cells carry the marks."""

from __future__ import annotations

import re
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


# --- the formats of plain text, and the workbook ----------------------------------------------------------------------


def told(name: str, to: str, **named: object) -> str:
    return str(RENDERERS[to](comparison(CHANGES[name]), RenderOptions(**named)))  # type: ignore[arg-type]


def test_a_terminal_has_columns_under_one_another_and_marks_in_the_cells() -> None:
    lines = told("a row came", "text").split("\n")
    (start,) = [number for number, line in enumerate(lines) if "序号" in line]
    assert lines[start : start + 5] == [
        "  序号       │ 片区         │ 补助（元） │ 上限（万元）",
        "  …… 未变部分从略",
        "  {+2+}      │ {+北城片区+} │ {+450+}    │ {+18+}",
        "  [-2-]{+3+} │ 西城片区     │ 400        │ 16",
        "  [-3-]{+4+} │ 南城片区     │ 300        │ 12",
    ]


def test_beside_one_another_the_cells_of_a_row_stay_apart() -> None:
    assert "1 │ 东城片区 │ 500 │ 20" in told("a value", "text", layout="side-by-side", context="all")


def test_markdown_has_a_table_whose_first_row_is_its_heading() -> None:
    text = told("in an article", "md")
    assert (
        "……\n\n| 片区 | 补助 |\n|---|---|\n| 东城片区 | <del>500</del><ins>600</ins> |\n| …… |  |\n"
        "| <ins>北城片区</ins> | <ins>450</ins> |\n\n……"
    ) in text


def test_a_cell_of_markdown_s_comparison_table_keeps_the_cells_of_a_row_apart() -> None:
    assert "东城片区 │ <del>500</del>" in told("in an article", "md", layout="side-by-side")


def test_a_workbook_has_a_sheet_a_table_that_says_what_became_of_each_row() -> None:
    data = RENDERERS["xlsx"](comparison(CHANGES["a row came"], CHANGES["in an article"]), RenderOptions())
    assert isinstance(data, bytes)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = re.findall(r'<sheet name="([^"]+)"', archive.read("xl/workbook.xml").decode())
        strings = [
            re.sub("<[^>]+>", "", item) for item in archive.read("xl/sharedStrings.xml").decode().split("<si>")[1:]
        ]
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
    assert names == ["新旧对照表", "表格 1 表格", "表格 2 第三条"]
    rows = [
        [strings[int(v)] for v in re.findall(r"<v>(\d+)</v>", row)]
        for row in re.findall(r"<row .*?</row>", sheet, re.DOTALL)
    ]
    assert rows[1:] == [
        ["变更类型", "序号", "片区", "补助（元）", "上限（万元）"],
        ["", "1", "东城片区", "500", "20"],
        ["新增", "2", "北城片区", "450", "18"],
        ["修改", "23", "西城片区", "400", "16"],
        ["修改", "34", "南城片区", "300", "12"],
    ]


def test_a_table_whose_heading_changed_has_no_heads_in_its_sheet() -> None:
    data = RENDERERS["xlsx"](comparison(CHANGES["a column came"]), RenderOptions())
    assert isinstance(data, bytes)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.read("xl/worksheets/sheet2.xml").decode().count("<row ") == 5
