"""Where the words of a text begin: a table of readings, and laws of every reading."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.language.lexicon import LONGEST, is_inside_word, word_costs, word_starts


@pytest.mark.parametrize(
    "read",
    [
        "县级以上|水务|部门|负责",
        "股东会|或者|股东大会|作出|决议",
        "中华人民共和国|有|管辖权",
        "书面|告知|当事人",
        "告知|申请人|和|被申请人",
        "经营者|应当|公示|收费|标准",
        "由|登记员|当场|核对",
    ],
)
def test_a_text_is_read_in_words(read: str) -> None:
    text = read.replace("|", "")
    starts = sorted(word_starts(text))
    assert "|".join(text[a:b] for a, b in itertools.pairwise(starts)) == read


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("水行政主管部门", 1, True),
        ("中国境内", 1, True),
        ("股东大会决议", 3, True),
        ("决定书送达", 2, True),
        ("股份有限公司", 4, False),  # a compound comes apart into its words
        ("人民政府", 2, False),
        ("小区内停车", 2, False),  # a word of place behind a noun of its own
        ("医院内禁止吸烟", 2, False),
        ("院内禁止吸烟", 1, True),
        ("国内企业", 1, True),
        ("由市财政局负责", 1, False),
        ("处二万元", 1, False),
        ("第三条规定", 3, False),
        ("，应当", 1, False),
        ("甲", 0, False),
        ("甲", 1, False),
    ],
)
def test_an_offset_lies_inside_a_word_or_not(text: str, at: int, expected: bool) -> None:  # noqa: FBT001 - a table
    assert is_inside_word(text, at) is expected


@given(st.text(alphabet="应当可以人民政府的和股东大会甲乙", max_size=30))
def test_a_reading_covers_the_text_in_words_of_the_list_or_single_characters(text: str) -> None:
    starts = sorted(word_starts(text))
    assert starts[0] == 0
    assert starts[-1] == len(text)
    words = [text[a:b] for a, b in itertools.pairwise(starts)]
    assert all(len(word) == 1 or (word in word_costs() and len(word) <= LONGEST) for word in words)


def test_the_list_has_no_numerals_and_every_cost_is_positive() -> None:
    costs = word_costs()
    assert {"应当", "人民法院", "股东会"} <= costs.keys()
    assert not {"三个", "十五日", "二十", "第三条"} & costs.keys()
    assert min(costs.values()) > 0
