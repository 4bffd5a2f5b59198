"""``--explain``: every line of a source has what became of it and a rule; as text and as a page."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from tests.corpus import corpus
from tests.gazettes import ISSUE, source
from tests.ofd_samples import ofd
from tests.test_parse_forms import FORWARDED
from tests.test_read_ofd import gazette
from tracker.box.sources import explained_guarded
from tracker.cli.formats import PageFormat
from tracker.cli.parse_command import _explanation
from tracker.parse import parse
from tracker.parse.explained import ExplainedLine, explain
from tracker.read import read_file
from tracker.render.explanation import explanation_page, explanation_text
from tracker.wording.explaining import RULES, became_name, rule_words

TEXT = """# 澜亭市清淤规程

:::tip

（2023年5月1日澜亭市人民代表大会常务委员会第四次会议通过）

## 第一章 总则

- **第一条** 为了清淤，
制定本规程：

（一）清淤；

① 河道；

② 湖泊。

A.甲级；

B.乙级。

第二条 <b>本规程</b>自2024年1月1日起施行。

附件

设备表

序号\t设备
1\t泵
"""


def explained(text: str) -> tuple[ExplainedLine, ...]:
    value = source(text)
    return explain(value, parse(value))


def test_what_became_of_every_line() -> None:
    assert [(line.became, line.rule, line.path) for line in explained(TEXT)] == [
        ("title", "title", ()),
        ("markup", "markup", ()),
        ("note", "note", ()),
        ("chapter", "label-chapter", ("第一章",)),
        ("article", "label-article", ("第一章", "第一条")),
        ("article", "goes-on", ("第一章", "第一条")),
        ("item", "label-item", ("第一章", "第一条", "（一）")),
        ("subitem", "label-sign", ("第一章", "第一条", "（一）", "①")),
        ("subitem", "label-sign", ("第一章", "第一条", "（一）", "②")),
        ("subitem", "label-letter", ("第一章", "第一条", "（一）", "②", "A.")),
        ("subitem", "label-letter", ("第一章", "第一条", "（一）", "②", "B.")),
        ("article", "label-article", ("第一章", "第二条")),
        ("note", "note-labelled", ("附件",)),
        ("heading", "heading-annex", ()),
        ("table", "table", ()),
        ("table", "table", ()),
    ]


@pytest.mark.parametrize(
    "text", [ISSUE, FORWARDED, TEXT, "1 总则\n\n1.1 目的\n\n清淤。\n\n1.2 原则\n\n2 附则\n\n2.1 施行\n"]
)
def test_no_line_is_lost_and_every_rule_has_words(text: str) -> None:
    lines = explained(text)
    assert [line.number for line in lines] == [n for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    for line in lines:
        assert line.became != "lost"
        for lang in ("zh", "en"):
            assert rule_words(line.rule, lang)
            assert became_name(line.became, lang)


def test_every_rule_names_a_place_of_the_house() -> None:
    root = Path(__file__).resolve().parents[1] / "tracker"
    places = [root / rule.place for key, rule in RULES.items() if key != "lost"]
    assert [place for place in places if not (place.is_dir() or place.with_suffix(".py").is_file())] == []


def test_the_explanation_as_text_and_as_a_page() -> None:
    lines = explained(TEXT)
    shown = explanation_text(lines, "zh")
    assert (
        "   10  ↳ 条 [第一章 / 第一条]  ← 接上一行：断行或断页（parse/document/line_breaks）\n       制定本规程：\n"
        in shown
    )
    page = explanation_page(lines, "a<b>.txt", "en")
    assert "a&lt;b&gt;.txt" in page
    assert "16 lines; 1 in no document; 0 without a place" in page
    assert '<tr class="goes-on"><td class="number">10</td><td class="source">制定本规程：</td>' in page


def test_diagnostics_stand_on_their_lines() -> None:
    lines = explained("南河市规定\n\n第一条 为了清淤，制定本规定。\n\n第一条 本规定自2024年1月1日起施行。\n")
    assert [line.told for line in lines] == [(), (), ("numbering-duplicate",)]


def test_the_command_explains(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, "utf-8")
    assert _explanation(file, PageFormat.TEXT, "zh", ocr=False).startswith("    1  标题")
    assert _explanation(file, PageFormat.HTML, "en", ocr=False).startswith("<!DOCTYPE html>")
    with pytest.raises(typer.BadParameter, match="json"):
        _explanation(file, PageFormat.JSON, "zh", ocr=False)


def test_a_packed_source_is_explained_in_the_box(tmp_path: Path) -> None:
    file = tmp_path / "a.ofd"
    file.write_bytes(ofd(gazette().sheets))
    value = read_file(file)
    assert explained_guarded(file) == explain(value, parse(value))


@pytest.mark.corpus
def test_no_line_of_a_real_text_is_lost() -> None:
    for path in sorted((corpus() / "wild").glob("*/input.*")):
        value = read_file(path)
        assert [line for line in explain(value, parse(value)) if line.became == "lost"] == [], path
