from __future__ import annotations

import pytest

from tracker.language.labels import label_like, label_of, ordinal
from tracker.language.numerals import LARGEST

STYLES = (
    "第一编", "第一分编", "第一章", "第一节", "第一条", "第一百〇一条", "第1条", "第１条",
    "一、", "（一）", "(一)", "1.", "１．", "1、", "（1）", "(1)", "（１）",
)  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_a_label_is_its_number_and_the_number_its_label(style: str) -> None:
    for number in range(1, LARGEST + 1):
        label = label_like(style, number)
        assert ordinal(label) == (number, 0)
        assert label_like(label, 1) == label_like(style, 1)
        if style[0] == "第" or not 1900 <= number < 2100 or not number_is_in_digits(style):
            found = label_of(f"{label} 正文")
            assert found is not None, label
            assert (found.text, found.number, found.branch, found.sure) == (label, number, 0, True)


def number_is_in_digits(style: str) -> bool:
    return any(c in "1１" for c in style)


@pytest.mark.parametrize("style", ["第一条之一", "第1条之一", "第一百〇一条之一"])
def test_a_branch_is_read_and_written(style: str) -> None:
    for number in (1, 10, 20, 105, 110, 210, 1052):
        for branch in (1, 2, 10, 11, 20, 105):
            label = label_like(style, number, branch)
            assert ordinal(label) == (number, branch)
            found = label_of(f"{label}　正文")
            assert found is not None
            assert (found.text, found.number, found.branch) == (label, number, branch)


@pytest.mark.parametrize(
    ("line", "text", "number"),
    [
        ("第一百零五条 经营者应当", "第一百零五条", 105),
        ("第 一 百 零 五 条　经营者", "第一百零五条", 105),
        ("第一〇五条 经营者", "第一〇五条", 105),
        ("第二十条之十一 经营者", "第二十条之十一", 20),
        ("一百零一、项目", "一百零一、", 101),
        ("一百〇九、项目", "一百〇九、", 109),
        ("（一百零五）项目", "（一百零五）", 105),
        ("１２．项目", "１２．", 12),
        ("（１２）项目", "（１２）", 12),
        ("3.2019年以来", "3.", 3),
    ],
)
def test_labels_that_were_spelled_in_several_ways(line: str, text: str, number: int) -> None:
    found = label_of(line)
    assert found is not None
    assert (found.text, found.number) == (text, number)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "1.5亿元以上",
        "第五条以及第六条的规定",
        "第一百零五条第二款规定的",
        "第三条 的规定",
        "一般情况",
        "百、千级单位",
        "万、李两位同志",
        "二三、",
        "2024年",
        "2024、2025年两年",
        "(2024)12号",
        "第二三条",
        "第两条",
        "零、",
    ],
)
def test_what_is_no_label(line: str) -> None:
    assert label_of(line) is None


@pytest.mark.parametrize(
    ("label", "place"),
    [
        ("③", (3, 0)),
        ("㉑", (21, 0)),
        ("⑵", (2, 0)),
        ("⒊", (3, 0)),
        ("㈣", (4, 0)),
        ("B.", (2, 0)),
        ("c）", (3, 0)),
        ("1.2", (2, 0)),
        ("2.1.3", (3, 0)),
        ("第零章", (0, 0)),
        ("附则", None),
        ("", None),
    ],
)
def test_places_that_other_labels_state(label: str, place: tuple[int, int] | None) -> None:
    assert ordinal(label) == place


@pytest.mark.parametrize(
    ("example", "number", "label"),
    [
        ("①", 20, "⑳"),
        ("①", 21, "㉑"),
        ("①", 50, "㊿"),
        ("⑴", 3, "⑶"),
        ("⒈", 12, "⒓"),
        ("㈠", 10, "㈩"),
        ("A.", 26, "Z."),
        ("b)", 4, "d)"),
        ("2.1.3", 4, "2.1.4"),
        ("1.2.", 10, "1.10."),
    ],
)
def test_labels_in_the_style_of_others(example: str, number: int, label: str) -> None:
    assert label_like(example, number) == label
    assert ordinal(label) == (number, 0)


@pytest.mark.parametrize(("example", "number"), [("①", 51), ("⑴", 21), ("㈠", 11), ("A.", 27), ("附则", 1)])
def test_a_style_ends_where_its_signs_end(example: str, number: int) -> None:
    with pytest.raises(ValueError, match=r"label|signs"):
        label_like(example, number)
