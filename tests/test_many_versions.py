"""Many versions side by side: the rows, and what a person sees of them in every format."""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from hypothesis import given, settings

from tests.commands import tracker
from tests.history_samples import NUMBERS, RULE, bare, instrument, make_history, texts, versions
from tests.lineage_samples import OFFICE
from tracker.errors import BadReference
from tracker.history.row_chains import followed_rows, rows_with
from tracker.library.many_sides import many_texts
from tracker.model import Instrument
from tracker.render import RenderOptions
from tracker.render.many_columns import RowView, many_table
from tracker.render.many_versions import MANY_RENDERERS
from tracker.render.markdown import LIMIT

WHOLE = tuple(number for number in NUMBERS if number != NUMBERS[2])
X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_history(tmp_path_factory.mktemp("many") / "store")


def shown(row: RowView, column: int, *, old: bool = False) -> str:
    """The words of a cell that are its version's own (or those of the version before), without marks."""
    out = {"insert", "moved-insert"} if old else {"delete", "moved-delete"}
    return "".join(text for line in row.cells[column].lines for look, text in line if look not in out)


def parts(data: str | bytes) -> dict[str, str]:
    """The parts of a workbook or a document."""
    assert isinstance(data, bytes)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@settings(max_examples=40, deadline=None)
@given(versions())
def test_every_column_is_its_version_and_every_mark_leads_from_the_one_before(found: list[Instrument]) -> None:
    told = texts(*found)
    rows = followed_rows(told)
    for n, edition in enumerate(told.editions):
        assert sorted(one.index or 0 for row in rows for one in row.cells[n].places) == [*range(len(edition.places))]
    table = many_table(told, rows, RenderOptions(context="all"))
    for row, view in zip(rows, table.rows, strict=True):
        for n, cell in enumerate(row.cells):
            own = "".join(f"{one.label or ''}{one.text}" for one in cell.places)
            assert Counter(bare(shown(view, n))) == Counter(bare(own))
            if n and cell.changes:
                before = "".join(f"{one.label or ''}{one.text}" for one in row.cells[n - 1].places)
                assert Counter(bare(shown(view, n, old=True))) == Counter(bare(before))


def test_a_row_is_a_provision_followed_through_the_versions(store: Path) -> None:
    rows = many_texts([RULE + "@2019-01-01", RULE + "@2020-12-31", RULE + "@2024-01-01", RULE], store).rows
    labels = [[[place.label for place in cell.places] for cell in row.cells] for row in rows]
    assert labels[:5] == [
        [["第一条"], ["第一条"], ["第一条"], ["第一条"]],
        [[], [], ["第六条"], ["第二条"]],
        [["第二条"], ["第二条"], ["第二条"], ["第三条"]],
        [["第三条"], ["第三条", "第四条"], ["第三条", "第四条"], ["第四条", "第五条"]],
        [["第四条"], ["第五条"], [], []],
    ]
    assert [row.is_changed for row in rows[:5]] == [False, True, True, True, True]


def test_what_is_gone_stands_behind_what_it_followed() -> None:
    keep = "摊主应当保持摊位整洁，收摊后清扫场地。", "夜市应当在二十三点前结束营业。", "违反本办法的，处五百元罚款。"
    gone = "食品摊主应当持有健康证明，并在摊前公示。"
    told = texts(instrument(keep[0], gone, *keep[1:]), instrument(*keep), instrument(keep[0], keep[2]))
    names = [[one.text for one in row.name_places] for row in followed_rows(told)]
    assert names == [[keep[0]], [gone], [keep[1]], [keep[2]]]
    assert len(rows_with(followed_rows(told), [(0, told.editions[0].places[1])])) == 1


def test_the_table_as_text_and_markdown(store: Path) -> None:
    text = tracker("diff", *WHOLE, "--store", store).stdout.decode()
    assert "多版本对照表" in text
    assert "3│ ［修改 · 条号变动］[-第八条-]{+第七条+}　运营企业未及时清理的，处[-二千元-]{+五千元+}罚款。" in text
    assert "4│ （同前）" in text
    assert "2│ ［拆分］第三条　运营企业" in text
    assert "### 第一条" not in text
    assert "### 第一条" in tracker("diff", *WHOLE, "--store", store, "--context", "all").stdout.decode()
    english = tracker("diff", *WHOLE, "--store", store, "--lang", "en", "--color", "always").stdout.decode()
    assert "(as before)" in english
    table = tracker("diff", *WHOLE, "--store", store, "-f", "md").stdout.decode()
    head = next(line for line in table.splitlines() if line.startswith("| 条款"))
    assert all(number in head for number in WHOLE)
    assert "处<del>二千元</del><ins>五千元</ins>罚款" in table


def test_the_table_as_a_page(store: Path, tmp_path: Path) -> None:
    page = tmp_path / "many.html"
    assert tracker("diff", *WHOLE, "--store", store, "-o", page).returncode == 0
    html = page.read_text("utf-8")
    assert "处<del>二千元</del><ins>五千元</ins>罚款" in html
    assert len(re.findall(r"<th scope=\"col\">", html)) == len(WHOLE) + 1
    assert html.count('<tr class="same') + html.count('<tr class="changed') == html.count("<tr class=")
    assert page.read_bytes() == tracker("diff", *WHOLE, "--store", store, "-f", "html").stdout


def test_the_table_as_a_workbook_and_a_document(store: Path, tmp_path: Path) -> None:
    book, paper = tmp_path / "many.xlsx", tmp_path / "many.docx"
    for file in (book, paper):
        assert tracker("diff", *WHOLE, "--store", store, "-o", file).returncode == 0
    strings = ET.fromstring(parts(book.read_bytes())["xl/sharedStrings.xml"])  # noqa: S314 - made by us
    struck = {
        "".join(t.text or "" for t in run.iter(f"{X}t"))
        for run in strings.iter(f"{X}r")
        if run.find(f"{X}rPr/{X}strike") is not None
    }
    assert "二千元" in struck
    table = docx.Document(str(paper)).tables[0]
    heads = [cell.text.split("\n")[0] for cell in table.rows[0].cells]
    assert heads == ["条款", *WHOLE]
    row = next(row for row in table.rows if row.cells[0].text == "第七条")
    assert "二千元五千元罚款" in row.cells[3].text


def test_what_a_format_cannot_do_is_refused(store: Path, tmp_path: Path) -> None:
    refused = tracker("diff", *WHOLE, "--store", store, "-f", "pdf")
    assert refused.returncode == 3
    assert "not written as PDF" in refused.stderr.decode()
    many = (*WHOLE, *WHOLE)
    done = tracker("diff", *many, "--store", store, "-o", tmp_path / "x.docx")
    assert "do not fit on a page" in done.stderr.decode()
    back = tracker("diff", *many, "--store", store).stdout.decode()
    assert "逆向比较" in back


def test_a_workbook_s_and_a_text_s_limits() -> None:
    long = "摊主应当保持摊位整洁，收摊后清扫场地。" * 1750
    told = texts(instrument(long, "夜"), instrument(long + "完", "夜"), instrument(long, "市"))
    rows = followed_rows(told)
    table = MANY_RENDERERS["md"](told, rows, RenderOptions())
    assert isinstance(table, str)
    assert "篇幅所限" in table
    assert "单元格装不下全文" in parts(MANY_RENDERERS["xlsx"](told, rows, RenderOptions()))["xl/sharedStrings.xml"]


def test_markdown_is_no_longer_than_github_takes_as_a_browser_counts() -> None:
    def version(word: str) -> Instrument:
        return instrument(*("𠮷𠮶𠮵" * 150 + f"第{n}号仓库每月{word}前报告。" for n in range(60)))

    told = texts(version("三日"), version("四日"), version("五日"))
    table = MANY_RENDERERS["md"](told, followed_rows(told), RenderOptions())
    assert isinstance(table, str)
    assert 50_000 < len(table.encode("utf-16-le")) // 2 <= LIMIT
    assert "篇幅所限" in table


def test_hostile_words_stay_words() -> None:
    evil = "甲<script>alert(1)</script>|`乙\u202e"
    told = texts(instrument(evil), instrument(evil + "丙"), instrument("=1+1" + evil))
    rows = followed_rows(told)
    for to in ("html", "md"):
        page = MANY_RENDERERS[to](told, rows, RenderOptions())
        assert isinstance(page, str)
        assert "<script" not in page
        assert "\u202e" not in page
    for to, where in (("xlsx", "xl/sharedStrings.xml"), ("docx", "word/document.xml")):
        made = parts(MANY_RENDERERS[to](told, rows, RenderOptions(author="甲\u202e")))
        assert "=1+1" in re.sub("<[^>]+>", "", made[where])
        assert not [name for name, content in made.items() if "\u202e" in content or "<script" in content]
        assert [name for name, content in made.items() if "<f>" in content] == []


def test_which_texts_may_stand_side_by_side(store: Path, tmp_path: Path) -> None:
    first = "柳湾市人民政府公报/2018/003"
    assert many_texts([first, NUMBERS[1], NUMBERS[3]], store).told.editions[0].version.doc_number == NUMBERS[0]
    with pytest.raises(BadReference, match="same text"):
        many_texts([NUMBERS[0], NUMBERS[0], NUMBERS[1]], store)
    whole = Path("snapshots/lantingshi/2023/021/source.txt")
    with pytest.raises(BadReference, match="issue of 4 documents"):
        many_texts([str(whole), NUMBERS[0], NUMBERS[1]], store)
    mixed = many_texts([RULE + "@2019-01-01", NUMBERS[1], NUMBERS[4]], store)
    assert any("alone is compared" in remark for remark in mixed.told.remarks)
    assert OFFICE  # the circulars are of one office
    files = []
    for n in (0, 1, 3):
        path = tmp_path / f"{n}.txt"
        path.write_bytes(next(store.glob(f"*/{(2018, 2020, 0, 2023)[n]}/*/source.txt")).read_bytes())
        files.append(path)
    found = json.loads(tracker("diff", *files, "-f", "json").stdout)
    assert len(found["versions"]) == 3


def test_one_provision_and_the_exit_status(store: Path) -> None:
    one = tracker("diff", f"{WHOLE[0]}#第七条", *WHOLE[1:], "--store", store).stdout.decode()
    assert "1 个条款，1 个有变化" in one
    assert one.rstrip().split("\n")[-5:] == [
        "### 第七条",
        "  1│ 第七条　运营企业未及时清理的，处二千元罚款。",
        "  2│ ［条号变动］[-第七条-]{+第八条+}　运营企业未及时清理的，处二千元罚款。",
        "  3│ ［修改 · 条号变动］[-第八条-]{+第七条+}　运营企业未及时清理的，处[-二千元-]{+五千元+}罚款。",
        "  4│ （同前）",
    ]
    assert tracker("diff", *WHOLE, "--store", store, "--exit-code").returncode == 1
    same = tracker("diff", f"{WHOLE[0]}#第一条", *WHOLE[1:], "--store", store, "--exit-code")
    assert same.returncode == 0
    assert "各版本没有差异" in same.stdout.decode()
