from __future__ import annotations

from decimal import Decimal

import pytest

from tracker.language.numerals import LARGEST, han_to_int, int_to_han, number_value, ordinal_value


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("一百零五", 105),
        ("一百〇五", 105),
        ("一百○五", 105),
        ("一〇五", 105),
        ("一百一十", 110),
        ("一百十", 110),  # as laws before 1949 count
        ("一千零一十", 1010),
        ("十", 10),
        ("二十", 20),
        ("二〇", 20),
        ("二〇二三", 2023),
        ("二○二四", 2024),
        ("一九九八", 1998),
        ("两千", 2000),
        ("三百万", 3_000_000),
        ("千万", 10_000_000),
        ("一亿二千万", 120_000_000),
        ("三万二千亿", 3_200_000_000_000),
        ("十二亿零五百万零三", 1_205_000_003),
        ("壹仟", 1000),
    ],
)
def test_values_of_numerals(printed: str, value: int) -> None:
    assert han_to_int(printed) == value


@pytest.mark.parametrize("printed", ["", "三五", "二三十", "十百", "百千", "零万", "一般", "第一"])
def test_what_is_no_number(printed: str) -> None:
    assert han_to_int(printed) is None


def test_every_place_in_a_numbering_comes_back_with_either_zero() -> None:
    for number in range(1, LARGEST + 1):
        for zero in "零〇○":
            assert ordinal_value(int_to_han(number, zero=zero)) == number
        assert han_to_int(int_to_han(number)) == number


@pytest.mark.parametrize("counted", ["两", "百", "千", "万", "零", "〇", "一万", "0", "10000", "二三", "十十", ""])
def test_what_counts_things_but_numbers_no_provision(counted: str) -> None:
    assert ordinal_value(counted) is None


def test_there_is_no_numbering_below_zero_or_above_the_largest() -> None:
    for value in (-1, LARGEST + 1):
        with pytest.raises(ValueError, match="numbering"):
            int_to_han(value)
    assert int_to_han(0) == "零"


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,000万", "10000000"),
        ("１，０００", "1000"),
        ("0.5亿", "50000000.0"),
        ("０.５亿", "50000000.0"),
        ("1亿2000万", "120000000"),
        ("3千万", "30000000"),
        ("一千万", "10000000"),
        ("50 万", "500000"),
    ],
)
def test_values_of_amounts(printed: str, value: str) -> None:
    assert number_value(printed) == Decimal(value)


@pytest.mark.parametrize("printed", ["2000万1亿", "若干", "1.2.3", "三五"])
def test_what_has_no_value(printed: str) -> None:
    assert number_value(printed) is None
