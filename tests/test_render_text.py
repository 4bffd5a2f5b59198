from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from rich.cells import cell_len

from tests.comparisons import diff_set, hostile, random_comparison, sample
from tracker.model import ChangeSet, DiffSet, Fact, Sentence
from tracker.render import RENDERERS, RenderOptions
from tracker.render.titles import direction_name
from tracker.render.wrap import breaks


def text(comparison: ChangeSet | DiffSet, **named: object) -> str:
    rendered = RENDERERS["text"](comparison, RenderOptions(**named))  # type: ignore[arg-type]
    assert isinstance(rendered, str)
    return rendered


def test_marks_without_colour_are_those_of_a_word_diff() -> None:
    shown = text(sample())
    assert "单户贴息不超过[-5-]{+8+}0万元" in shown
    assert "## 第二条 → 第三条  修改 · 条号变动" in shown
    assert "\x1b" not in shown


def test_colour_takes_the_place_of_marks() -> None:
    shown = text(sample(), color=True)
    assert "\x1b[" in shown
    assert "[-" not in re.sub(r"\x1b\[[0-9;]*m", "", shown)


@pytest.mark.parametrize("layout", ["inline", "side-by-side"])
@pytest.mark.parametrize("width", [40, 80, 133])
@pytest.mark.parametrize("comparison", [sample(), diff_set(), random_comparison(5)], ids=["sample", "set", "random"])
def test_no_line_is_wider_than_the_terminal(comparison: ChangeSet | DiffSet, width: int, layout: str) -> None:
    shown = text(comparison, width=width, layout=layout, context="all", verbose=True)
    assert max(cell_len(line) for line in shown.splitlines()) <= width


def test_changes_only_leaves_unchanged_provisions_out() -> None:
    assert "第一章" not in text(sample())
    assert "第一章" in text(sample(), context="all")


def test_key_changes_stand_before_the_text() -> None:
    shown = text(sample())
    assert shown.index("单户贴息不超过50万元 → 80万元") < shown.index("## ")
    assert "“经办行” → “合作银行” (3 处)" in shown


def test_words_that_moved_say_where() -> None:
    assert "〔移至第五条〕" in text(sample())
    assert "〔移自第三条〕" in text(sample())


def test_labels_in_english() -> None:
    shown = text(sample(), lang="en")
    assert "modified 3" in shown
    assert "from the date of issue for 2 years" in shown


def test_remarks_and_evidence_are_in_the_language_of_the_report() -> None:
    sentence = Sentence("nothing else fits", "别无其他对应")
    changes = tuple(replace(change, evidence=(sentence,)) for change in sample().changes)
    comparison = replace(sample(), remarks=(sentence,), changes=changes)
    for renderer in ("text", "md", "html"):
        for lang, shown, hidden in (("zh", sentence.zh, str(sentence)), ("en", str(sentence), sentence.zh)):
            report = RENDERERS[renderer](comparison, RenderOptions(lang=lang, verbose=True))  # type: ignore[arg-type]
            assert shown in report
            assert hidden not in report


def test_nothing_controls_the_terminal() -> None:
    shown = text(hostile())
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]", shown)
    assert "⟦U+202E⟧" in shown


def test_evidence_is_shown_on_request() -> None:
    assert "文字相近" not in text(sample())
    assert "文字相近" in text(sample(), verbose=True)


@pytest.mark.parametrize(
    ("words", "width", "parts"),
    [
        ("一二三四五", 4, ["一二", "三四", "五"]),
        ("一二三，四五", 6, ["一二", "三，四", "五"]),
        ("不超过1000万元", 8, ["不超过", "1000万元"]),
        ("甲乙（一）", 7, ["甲乙", "（一）"]),
        ("自发布[-三-]。", 10, ["自发布", "[-三-]。"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("", 3, [""]),
    ],
)
def test_breaks_by_columns(words: str, width: int, parts: list[str]) -> None:
    cuts = [0, *breaks(words, width), len(words)]
    assert [words[a:b] for a, b in pairwise(cuts)] == parts


@pytest.mark.parametrize(
    ("kind", "direction", "zh", "en"),
    [
        ("amount", "up", "↑ 提高", "↑ up"),
        ("percentage", "down", "↓ 降低", "↓ down"),
        ("duration", "up", "↑ 延长", "↑ longer"),
        ("duration", "down", "↓ 缩短", "↓ shorter"),
        ("count", "down", "↓ 减少", "↓ fewer"),
        ("date", "up", "↑ 推迟", "↑ later"),
        ("modality", "stricter", "▲ 趋严", "▲ stricter"),
    ],
)
def test_a_direction_has_the_word_of_its_kind(kind: str, direction: str, zh: str, en: str) -> None:
    fact = Fact(type=kind, old="甲", new="乙", direction=direction)  # type: ignore[arg-type]
    assert (direction_name(fact, "zh"), direction_name(fact, "en")) == (zh, en)
