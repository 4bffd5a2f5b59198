from __future__ import annotations

from dataclasses import replace

import pytest

from tests.comparisons import change, diff_set, hostile, place, sample
from tracker.model import ChangeSet, DiffSet
from tracker.render import RENDERERS, RenderOptions
from tracker.render.markdown import LIMIT, escaped


def markdown(comparison: ChangeSet | DiffSet, **named: object) -> str:
    rendered = RENDERERS["md"](comparison, RenderOptions(**named))  # type: ignore[arg-type]
    assert isinstance(rendered, str)
    return rendered


def test_marks_and_tables() -> None:
    shown = markdown(sample())
    assert "单户贴息不超过<del>5</del><ins>8</ins>0万元" in shown
    assert "| 第二条 → 第三条 | 金额 | 50万元 | 80万元 | ↑ 提高 +60% |" in shown
    assert "### 第二条 → 第三条　修改 · 条号变动" in shown


def test_side_by_side_is_a_table() -> None:
    assert "| 单户贴息不超过<del>5</del>0万元" in markdown(sample(), layout="side-by-side")


@pytest.mark.parametrize("layout", ["inline", "side-by-side"])
def test_more_than_fits_is_cut_with_a_note(layout: str) -> None:
    many = [change([], [place(f"第{n}条", "甲乙丙丁，" * 60)]) for n in range(900)]
    shown = markdown(replace(sample(), changes=tuple(many)), layout=layout)
    assert len(shown) <= LIMIT
    assert "篇幅所限，共 900 处变更中有" in shown


@pytest.mark.parametrize("comparison", [hostile(), diff_set()], ids=["hostile", "set"])
def test_always_within_the_limit(comparison: ChangeSet | DiffSet) -> None:
    assert len(markdown(comparison, context="all", verbose=True).encode("utf-16-le")) // 2 <= LIMIT


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("[点](javascript:x)", r"\[点\](javascript<!-- -->:x)"),
        ("*强调* _下划_ `码` ~~删~~", r"\*强调\* \_下划\_ \`码\` \~\~删\~\~"),
        ("@某人 #12", "@<!-- -->某人 #<!-- -->12"),
        ("1. 项", r"1\. 项"),
        ("- 项", r"\- 项"),
        ("a|b", r"a\|b"),
        ("https://x.example www.x", "https<!-- -->://x.example www<!-- -->.x"),
    ],
)
def test_text_stays_text(text: str, shown: str) -> None:
    assert escaped(text) == shown
