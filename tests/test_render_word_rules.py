"""Word documents keep Word's own rules: the schemas of the Open XML SDK, and what no schema says."""

from __future__ import annotations

import zipfile
from collections import Counter
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from openxml_audit import OpenXmlValidator

from tests.comparisons import NEW, change, diff_set, hostile, place, random_comparison, sample
from tests.test_render_tables import CHANGES, comparison
from tracker.model import ChangeSet, DiffSet, Doubt, Sentence
from tracker.render import RENDERERS, RenderOptions

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EVIDENCE = (Sentence("why", "缘由"), Doubt("a\nb", "甲\n乙"))
NOTED = replace(sample(), changes=tuple(replace(one, evidence=EVIDENCE) for one in sample().changes))
COMPARISONS: dict[str, ChangeSet | DiffSet] = {
    "every kind": sample(),
    "hostile": hostile(),
    "a set": diff_set(),
    "tables": comparison(*CHANGES.values()),
    "notes": NOTED,
    "no date": replace(random_comparison(5, 60), new=replace(NEW, date=None)),
    "no change": replace(sample(), changes=()),
}
LAYOUTS = ("inline", "side-by-side")


def document(name: str, layout: str) -> bytes:
    options = RenderOptions(layout="inline" if layout == "inline" else "side-by-side", verbose=True, lang="zh")
    data = RENDERERS["docx"](COMPARISONS[name], options)
    assert isinstance(data, bytes)
    return data


def part(data: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return ET.fromstring(archive.read(f"word/{name}"))  # noqa: S314 - made by us


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", COMPARISONS)
def test_the_schemas_have_nothing_to_say(name: str, layout: str, tmp_path: Path) -> None:
    path = tmp_path / "redline.docx"
    path.write_bytes(document(name, layout))
    found = OpenXmlValidator(max_errors=20).validate(path)
    assert [str(error) for error in found.errors] == []


@pytest.mark.parametrize("name", ["every kind", "a set"])
def test_a_workbook_keeps_the_schemas_too(name: str, tmp_path: Path) -> None:
    data = RENDERERS["xlsx"](COMPARISONS[name], RenderOptions())
    assert isinstance(data, bytes)
    path = tmp_path / "table.xlsx"
    path.write_bytes(data)
    assert [str(error) for error in OpenXmlValidator(max_errors=20).validate(path).errors] == []


@pytest.mark.parametrize("name", COMPARISONS)
def test_revisions_have_one_number_each_and_struck_words_are_deleted_text(name: str) -> None:
    root = part(document(name, "inline"), "document.xml")
    marks = [node for node in root.iter() if node.get(f"{W}author") is not None]
    assert [number for number, count in Counter(node.get(f"{W}id") for node in marks).items() if count > 1] == []
    for struck in root.iter(f"{W}del"):
        assert not list(struck.iter(f"{W}t"))
    assert not [node for node in root.iter(f"{W}ins") if list(node.iter(f"{W}delText"))]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", COMPARISONS)
def test_every_cell_ends_with_a_paragraph_and_no_two_tables_touch(name: str, layout: str) -> None:
    root = part(document(name, layout), "document.xml")
    assert {cell[-1].tag for cell in root.iter(f"{W}tc")} <= {f"{W}p"}
    for block in (root[0], *root.iter(f"{W}tc")):
        tags = [child.tag for child in block]
        assert (f"{W}tbl", f"{W}tbl") not in pairwise(tags)


@pytest.mark.parametrize("name", ["every kind", "tables"])
def test_a_move_has_both_of_its_ends(name: str) -> None:
    root = part(document(name, "inline"), "document.xml")
    ends = [
        sorted(node.get(f"{W}name", "") for node in root.iter(f"{W}{way}RangeStart")) for way in ("moveFrom", "moveTo")
    ]
    assert ends[0] == ends[1]


# --- the header of the first page, and notes --------------------------------------------------------------------------


def words(root: ET.Element) -> str:
    return "".join(node.text or "" for node in root.iter(f"{W}t"))


@pytest.mark.parametrize(("lang", "head", "hint"), [("zh", "修订前", "接受全部修订"), ("en", "Before", "All changes")])
def test_both_versions_and_the_legend_stand_above_the_first_page_and_not_in_the_text(
    lang: str, head: str, hint: str
) -> None:
    data = RENDERERS["docx"](sample(), RenderOptions(lang="en" if lang == "en" else "zh"))
    assert isinstance(data, bytes)
    above, body = words(part(data, "header-first.xml")), words(part(data, "document.xml"))
    for told in (head, hint, "云高管发〔2023〕7号", "云高管发〔2025〕11号", "2025-04-15", "云岭高新区管理委员会"):
        assert told in above
    assert head not in body
    assert hint not in body
    assert "云岭高新区小额贷款贴息办法" in words(part(data, "running-head.xml"))


def test_what_must_be_noted_stands_above_a_redline_too() -> None:
    remark = Sentence("the old text is newer", "旧文本较新")
    data = RENDERERS["docx"](replace(sample(), remarks=(remark,)), RenderOptions())
    assert isinstance(data, bytes)
    assert "旧文本较新" in words(part(data, "header-first.xml"))


def test_notes_stand_in_the_margin_where_they_are_asked_for() -> None:
    changes = [change([place("第一条", "每年一次。", index=0)], [place("第一条", "每季一次。", index=0)])]
    noted = replace(
        sample(), changes=tuple(replace(one, evidence=(Sentence("by instruction 3", "依第三项"),)) for one in changes)
    )
    data = RENDERERS["docx"](noted, RenderOptions(verbose=True))
    assert isinstance(data, bytes)
    (note,) = part(data, "comments.xml")
    assert words(note) == "依第三项"
    (reference,) = part(data, "document.xml").iter(f"{W}commentReference")
    assert reference.get(f"{W}id") == note.get(f"{W}id")
    plain = RENDERERS["docx"](noted, RenderOptions())
    assert isinstance(plain, bytes)
    assert "word/comments.xml" not in zipfile.ZipFile(BytesIO(plain)).namelist()


def test_a_table_within_the_comparison_table_is_one() -> None:
    data = RENDERERS["docx"](comparison(CHANGES["in an article"]), RenderOptions(layout="side-by-side"))
    assert isinstance(data, bytes)
    row = part(data, "document.xml")[0].findall(f"{W}tbl")[1].findall(f"{W}tr")[1]
    old, new, _ = row.findall(f"{W}tc")
    assert [words(one) for one in old.findall(f"{W}p")][:2] == ["第三条　补助标准如下：", "标准每年公布。"]
    assert [words(one) for one in old.findall(f"{W}tbl/{W}tr")] == ["片区补助", "东城片区500", "西城片区400"]
    assert [words(one) for one in new.findall(f"{W}tbl/{W}tr")][-1] == "北城片区450"
