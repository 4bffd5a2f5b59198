from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from tracker.language.dates import CALENDAR_DAY, date_line, days, iso_date, printed_day
from tracker.language.numerals import int_to_han

FORMS = (
    "{y}年{m}月{d}日",
    "{y} 年 {m} 月 {d} 日",
    "{y}.{m}.{d}",
    "{y}-{m:02}-{d:02}",
    "{y}/{m}/{d}",
    "{hy}年{hm}月{hd}日",
)
FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")


@pytest.mark.parametrize("form", FORMS)
def test_every_day_of_a_leap_year_in_every_form(form: str) -> None:
    for after in range(366):
        day = date(2024, 1, 1) + timedelta(after)
        year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
        printed = form.format(
            y=day.year, m=day.month, d=day.day, hy=year, hm=int_to_han(day.month), hd=int_to_han(day.day)
        )
        for text in (printed, printed.translate(FULL_WIDTH), f"（{printed}）"):
            assert iso_date(text) == date_line(text) == printed_day(text) == day.isoformat()
        assert iso_date(f"本办法自{printed}起施行") == day.isoformat()


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("二〇二三年五月一日", "2023-05-01"),
        ("二○二三年五月一日", "2023-05-01"),
        ("二零二三年五月一日", "2023-05-01"),
        ("二O二三年五月一日", "2023-05-01"),
        ("二０二三年五月一日", "2023-05-01"),
        ("二〇〇九年十二月三十一日", "2009-12-31"),
        ("一九九八年元月廿三日", "1998-01-23"),
        ("二〇二三年5月1日", "2023-05-01"),
        ("２０２３年５月１日", "2023-05-01"),
        ("2024.5.1", "2024-05-01"),
        ("2024．05．01", "2024-05-01"),
        ("2025年5月1号", "2025-05-01"),
        ("2025年2月30日", None),
        ("2025.13.1", None),
    ],
)
def test_the_forms_that_gazettes_print(printed: str, iso: str | None) -> None:
    assert iso_date(printed) == iso


@pytest.mark.parametrize(
    "text", ["2025年6月", "1.2024.5.1", "2024.5.1.2", "GB2024.5.1", "20251201", "第2024-5-1", "13.5.1"]
)
def test_what_is_no_day_inside_a_text(text: str) -> None:
    assert iso_date(text) is None


def test_eight_digits_are_a_day_only_where_nothing_else_stands() -> None:
    assert printed_day("20251201") == "2025-12-01"
    assert printed_day("20251301") is None
    assert printed_day("编号20251201") is None
    assert date_line("20251201") is None


def test_a_line_that_says_more_is_no_date_line() -> None:
    assert date_line("自2024年5月1日") is None
    assert date_line("") is None
    assert date_line("2024年5月1日发布") is None


def test_days_stand_in_order_with_their_places() -> None:
    text = "自2024年5月1日至二〇二五年六月三十日，2023.1.2发布，2025年2月30日无此日"
    found = list(days(text))
    assert [day.iso for day in found] == ["2024-05-01", "2025-06-30", "2023-01-02", None]
    assert [text[day.start : day.end] for day in found][:2] == ["2024年5月1日", "二〇二五年六月三十日"]


def test_a_calendar_day_can_stand_inside_other_patterns() -> None:
    between = re.compile(rf"自({CALENDAR_DAY})至({CALENDAR_DAY})")
    match = between.search("自2024年5月1日至二〇二五年六月三十日")
    assert match is not None
    assert [iso_date(day) for day in match.groups()] == ["2024-05-01", "2025-06-30"]
