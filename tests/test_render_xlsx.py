from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.comparisons import change, diff_set, hostile, place, sample
from tests.programs import Office
from tracker.model import Change, ChangeSet, DiffSet, Edit
from tracker.render import RENDERERS, RenderOptions
from tracker.wording.reports import LABELS

X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LONGEST = 32_767
CUT = LABELS["zh"]["cut-cell"]


def workbook(comparison: ChangeSet | DiffSet, **named: object) -> dict[str, ET.Element]:
    rendered = RENDERERS["xlsx"](comparison, RenderOptions(**named))  # type: ignore[arg-type]
    assert isinstance(rendered, bytes)
    with zipfile.ZipFile(BytesIO(rendered)) as archive:
        return {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}  # noqa: S314 - made by us


def cells(parts: dict[str, ET.Element], sheet: str = "xl/worksheets/sheet1.xml") -> list[list[str]]:
    strings = ["".join(t.text or "" for t in item.iter(f"{X}t")) for item in parts["xl/sharedStrings.xml"]]
    rows = []
    for row in parts[sheet].iter(f"{X}row"):
        values = {re.sub(r"\d", "", str(cell.get("r"))): cell.find(f"{X}v") for cell in row}
        rows.append([strings[int(v.text or 0)] if (v := values.get(letter)) is not None else "" for letter in "ABCDEF"])
    return rows


def test_one_row_a_provision() -> None:
    rows = cells(workbook(sample()))
    assert rows[3] == ["旧条", "旧文", "新条", "新文", "变更类型", "要点"]
    assert len(rows) == 4 + len(sample().changes)
    assert rows[7][:4] == [
        "第二条",
        "单户贴息不超过50万元，企业可以按季申请。",
        "第三条",
        "单户贴息不超过80万元，企业应当按季申请。",
    ]
    assert rows[7][5] == "金额: 50万元 → 80万元 ↑ 提高 +60%\n义务: 可以 → 应当 ▲ 趋严"


def test_marks_stand_inside_the_cells() -> None:
    runs = [
        ("strike" if run.find(f"{X}rPr/{X}strike") is not None else "u" if run.find(f"{X}rPr/{X}u") is not None else "")
        + "".join(t.text or "" for t in run.iter(f"{X}t"))
        for run in workbook(sample())["xl/sharedStrings.xml"].iter(f"{X}r")
    ]
    assert {"strike5", "u8", "strike可以", "u应当"} <= set(runs)


@pytest.mark.parametrize("comparison", [hostile(), diff_set()], ids=["hostile", "set"])
def test_no_formula_and_no_link(comparison: ChangeSet | DiffSet) -> None:
    parts = workbook(comparison)
    for name, root in parts.items():
        assert not list(root.iter(f"{X}f")), name
        assert not list(root.iter(f"{X}hyperlink")), name
    assert '=HYPERLINK("http://evil.example","点")' in "".join(str(row) for row in cells(workbook(hostile())))


def test_no_cell_is_longer_than_a_cell_can_be() -> None:
    rows = cells(workbook(hostile()))
    assert max(len(cell) for row in rows for cell in row) <= LONGEST
    assert rows[-1][3].endswith(CUT)


def test_many_marks_in_one_cell_are_cut_with_the_note() -> None:
    steps = (Edit(op="equal", old="甲", new="甲"), Edit(op="replace", old="乙", new="丙")) * 3000
    busy = Change(
        kind="modified", old=(place("第一条", "甲乙" * 3000),), new=(place("第一条", "甲丙" * 3000),), edits=steps
    )
    row = cells(workbook(replace(sample(), changes=(busy,))))[-1]
    assert row[3].startswith("甲丙甲丙")
    assert row[3].endswith(CUT)


@pytest.mark.parametrize(
    "text", ["<r><t>乙</t></r>", "<r>]", "_x0041_", "+1+1", "-1", "@SUM(A1)", "'=1", "\t=1", "{=1}", "1e5"]
)
def test_text_stays_the_text_it_is(text: str) -> None:
    one = change([place(text, text)], [place(text, text)])
    root = workbook(replace(sample(), changes=(one,)), context="all")["xl/sharedStrings.xml"]
    assert text.replace("_x0041_", "_x005F_x0041_") in ["".join(node.itertext()) for node in root]


def test_header_is_frozen_filtered_and_repeated_on_a4() -> None:
    sheet = workbook(sample())["xl/worksheets/sheet1.xml"]
    pane = sheet.find(f".//{X}pane")
    assert pane is not None
    assert pane.get("ySplit") == "4"
    found = sheet.find(f"{X}autoFilter")
    assert found is not None
    assert found.get("ref") == "A4:F15"
    page = sheet.find(f"{X}pageSetup")
    assert page is not None
    assert (page.get("paperSize"), page.get("orientation")) == ("9", "landscape")


def test_unchanged_rows_are_filtered_out_on_request_only() -> None:
    def hidden(context: str) -> int:
        sheet = workbook(sample(), context=context)["xl/worksheets/sheet1.xml"]
        return sum(row.get("hidden") == "1" for row in sheet.iter(f"{X}row"))

    assert hidden("changed") == 3
    assert hidden("all") == 0


def test_a_set_has_a_list_and_a_sheet_a_comparison() -> None:
    parts = workbook(diff_set())
    names = [str(sheet.get("name")) for sheet in parts["xl/workbook.xml"].iter(f"{X}sheet")]
    assert names == ["文件清单", "1 云高管发〔2025〕11号", "2 云高管发〔2025〕11号"]


@pytest.mark.office
def test_libreoffice_reads_every_text(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    rendered = RENDERERS["xlsx"](sample(), RenderOptions(context="all"))
    assert isinstance(rendered, bytes)
    path.write_bytes(rendered)
    shown = Office(tmp_path).convert(path, "csv:Text - txt - csv (StarCalc):44,34,76").read_text("utf-8")
    for one in sample().changes:
        for side in (*one.old, *one.new):
            assert side.text in shown


def test_the_numbers_of_a_group_are_bold_and_no_more() -> None:
    runs = workbook(sample())["xl/sharedStrings.xml"].iter(f"{X}r")
    numbers = [run for run in runs if re.fullmatch("第.条　", "".join(text.text or "" for text in run.iter(f"{X}t")))]
    assert numbers
    for run in numbers:
        assert run.find(f"{X}rPr/{X}b") is not None
        assert run.find(f"{X}rPr/{X}strike") is None
