"""Numbers before the items of a list, in every form that Word and browsers know."""

from __future__ import annotations

import pytest

from tracker.read.list_numbers import FORMS, counted


@pytest.mark.parametrize(
    ("form", "one", "four", "twelve", "twenty_eight"),
    [
        ("decimal", "1", "4", "12", "28"),
        ("decimalZero", "01", "04", "12", "28"),
        ("decimalFullWidth", "１", "４", "１２", "２８"),
        ("decimalFullWidth2", "１", "４", "１２", "２８"),
        ("decimalEnclosedCircle", "①", "④", "⑫", "28"),
        ("decimalEnclosedCircleChinese", "①", "④", "⑫", "28"),
        ("lowerLetter", "a", "d", "l", "bb"),
        ("upperLetter", "A", "D", "L", "BB"),
        ("lowerRoman", "i", "iv", "xii", "xxviii"),
        ("upperRoman", "I", "IV", "XII", "XXVIII"),
        ("chineseCounting", "一", "四", "十二", "二十八"),
        ("chineseCountingThousand", "一", "四", "十二", "二十八"),
        ("taiwaneseCounting", "一", "四", "十二", "二十八"),
        ("taiwaneseCountingThousand", "一", "四", "十二", "二十八"),
        ("japaneseCounting", "一", "四", "十二", "二十八"),
        ("ideographDigital", "一", "四", "十二", "二十八"),
        ("chineseLegalSimplified", "壹", "肆", "拾贰", "贰拾捌"),
        ("ideographLegalTraditional", "壹", "肆", "拾贰", "贰拾捌"),
        ("ideographTraditional", "甲", "丁", "12", "28"),
        ("no such form", "1", "4", "12", "28"),
    ],
)
def test_a_number_in_every_form(form: str, one: str, four: str, twelve: str, twenty_eight: str) -> None:
    assert [counted(number, form) for number in (1, 4, 12, 28)] == [one, four, twelve, twenty_eight]


@pytest.mark.parametrize(("number", "roman"), [(9, "ix"), (40, "xl"), (90, "xc"), (494, "cdxciv"), (1999, "mcmxcix")])
def test_roman_numbers_take_away(number: int, roman: str) -> None:
    assert counted(number, "lowerRoman") == roman


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", [-3, 0, 10_000])
def test_what_no_list_counts_to_is_written_in_digits(form: str, number: int) -> None:
    assert counted(number, form) == str(number)


@pytest.mark.parametrize(("number", "form", "told"), [(20, "decimalEnclosedCircle", "⑳"), (21, "decimalEnclosedCircle", "21"), (10, "ideographTraditional", "癸"), (11, "ideographTraditional", "11"), (26, "lowerLetter", "z"), (27, "lowerLetter", "aa"), (9_999, "decimal", "9999")])  # fmt: skip  # noqa: E501
def test_where_the_signs_of_a_form_end(number: int, form: str, told: str) -> None:
    assert counted(number, form) == told
