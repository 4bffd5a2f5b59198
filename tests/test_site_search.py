"""The index of the search in the browser: its words, its lists, its files. The answers are judged in tests/browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.site_search import made_texts, sample_texts
from tracker.report.search_index import (
    OVERLAP,
    SHARD,
    SMALLEST,
    UNIT,
    SearchedPassage,
    SearchedText,
    search_files,
    segments,
)
from tracker.report.search_postings import BITMAP, DIGITS, ends_of, hashed, shards_of, written
from tracker.report.search_words import name_of_number, plain, words_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("补偿", {"补", "偿", "补偿"}),
        ("税", {"税"}),
        ("不超过1000万元", {"不", "超", "过", "万", "元", "不超", "超过", "万元", "1000"}),
        ("PM2.5、ＰＭ１０", {"pm2.5", "pm10"}),
        ("2.5倍", {"2.5", "倍"}),
        ("第3.章", {"第", "3", "章"}),
        ("甲，乙", {"甲", "乙"}),
        ("𠮷田", {"𠮷", "田", "𠮷田"}),
        ("㎡①Ⅱ", {"m21ii"}),
        ("，。 \n\t", set()),
        ("", set()),
    ],
)
def test_words_of_a_text(text: str, expected: set[str]) -> None:
    assert words_of(text) == expected


def test_a_number_has_one_name_however_it_is_printed() -> None:
    names = {name_of_number(one) for one in ("澜财金规〔2025〕6号", "澜财金规[2025] 6 号", "澜财金规（２０２５）６号")}
    assert names == {"#澜财金规20256号"}


@given(st.text())
def test_the_plain_form_of_a_text_is_that_of_its_signs(text: str) -> None:
    assert plain(text) == "".join(plain(sign) for sign in text)
    assert all(word and not re.search(r"[\s\t\n^#@]", word) for word in words_of(text))


def read(line: str) -> list[int]:
    """What a list says, read as the script reads it."""
    if line.startswith(BITMAP):
        return [
            place * 6 + bit
            for place, digit in enumerate(line[1:])
            for bit in range(6)
            if DIGITS.index(digit) >> bit & 1
        ]
    found, number, gap, weight = [], -1, 0, 1
    for digit in line:
        value = DIGITS.index(digit)
        gap += value % 32 * weight
        weight *= 32
        if value < 32:
            number += gap + 1
            found.append(number)
            gap, weight = 0, 1
    return found


@given(st.sets(st.integers(0, 40_000)), st.integers(0, 3))
def test_a_list_of_units_is_read_as_it_was_written(units: set[int], more: int) -> None:
    rising = sorted(units)
    assert read(written(rising, max(units, default=0) + 1 + more)) == rising


@pytest.mark.parametrize("units", [range(6000), range(0, 6000, 2), range(0, 6000, 600), ()])
def test_a_list_takes_the_shorter_form(units: range) -> None:
    line = written(units, 6000)
    assert read(line) == list(units)
    assert len(line) <= min(6000 // 6 + 1, 3 * len(units))


def test_counts_are_kept_as_ends() -> None:
    assert read(ends_of([1, 3, 1])) == [0, 3, 4]
    assert ends_of([]) == ""


def test_the_hash_is_that_of_the_standard() -> None:
    assert [hashed(word) for word in ("", "a", "foobar")] == [0x811C9DC5, 0xE40C292C, 0xBF9CF968]


def test_shards_hold_every_line_once_and_are_about_as_long_as_wanted() -> None:
    lines = {f"词{number}": f"词{number}\tA\n" for number in range(5000)}
    shards = shards_of(lines, 1000)
    assert sorted(line for shard in shards for line in shard.splitlines(keepends=True)) == sorted(lines.values())
    assert max(map(len, shards)) < 2 * 1000
    assert all(f"\n{word}\t" in "\n" + shards[hashed(word) % len(shards)] for word in lines)
    assert shards_of({}, 1000) == [""]


@pytest.mark.parametrize("count", [0, 1, SMALLEST - 1, SMALLEST, 2000, 20_000, 70_000])
def test_segments_cover_all_texts_and_only_the_last_grows(count: int) -> None:
    parts = list(segments(count))
    assert [number for start, end in parts for number in range(start, end)] == list(range(count))
    assert len(parts) <= 9 + count // 16_384
    if count % SMALLEST != SMALLEST - 1:
        assert list(segments(count + 1))[: len(parts) - 1] == parts[:-1] or count % SMALLEST == 0


def files(texts: list[SearchedText]) -> dict[str, bytes]:
    found = list(search_files(texts))
    assert len({name for name, _ in found}) == len(found)
    return dict(found)


def test_the_same_texts_give_the_same_bytes() -> None:
    assert files(sample_texts()) == files(sample_texts())


def test_a_new_text_leaves_the_other_segments_alone() -> None:
    texts = made_texts(SMALLEST + 3)
    before, after = files(texts[:-1]), files(texts)
    changed = {name for name in before if before[name] != after[name]}
    assert changed
    assert all(name == "search/index.js" or name.startswith(f"search/s{SMALLEST}/") for name in changed)


def calls(made: dict[str, bytes]) -> Iterator[tuple[str, str, list[object]]]:
    """Every file as the name of the function that it calls, and the values."""
    for name, data in made.items():
        match = re.fullmatch(r"trackerSearch\.(\w+)\((.*)\);\n", data.decode(), re.DOTALL)
        assert match
        yield name, match[1], json.loads(f"[{match[2]}]")


def test_hostile_texts_are_data() -> None:
    evil = "</script><script>ran=1</script>\"\\'\u2028\ud800\x00__proto__ constructor"
    text = SearchedText(
        title=evil, url=evil, number=evil, issuer=evil, state=evil, passages=(SearchedPassage(text=evil, label=evil),)
    )
    told = {name: values for name, _, values in calls(files([text]))}
    assert json.dumps(evil) in json.dumps(told["search/s0/0.js"])
    assert set(told) >= {"search/index.js", "search/s0/units.js", "search/s0/w0.js"}


def test_no_unit_and_no_shard_is_much_longer_than_wanted() -> None:
    long = "".join(chr(0x4E00 + number % 5000) for number in range(10 * UNIT))
    texts = [*made_texts(40), SearchedText(title="长", url="x", passages=(SearchedPassage(text=long, anchor="a"),))]
    for name, kind, values in calls(files(texts)):
        if kind == "words":
            assert len(str(values[2])) < 4 * SHARD, name
        if kind == "unit":
            assert isinstance(values[2], dict)
            said = [text for *_, text in values[2]["passages"]]
            assert len(said) == 1 or sum(map(len, said)) <= UNIT


def test_a_word_across_the_cut_of_a_long_passage_stands_whole_in_one_piece() -> None:
    long = "".join(chr(0x4E00 + number) for number in range(3 * UNIT))
    made = files([SearchedText(title="长", url="x", passages=(SearchedPassage(text=long),))])
    pieces = [values[2]["passages"][0][3] for _, kind, values in calls(made) if kind == "unit"]  # type: ignore[index]
    for start in range(len(long) - OVERLAP):
        assert any(long[start : start + OVERLAP] in piece for piece in pieces)


def test_a_text_without_words_is_found_by_its_title() -> None:
    made = {kind: values for _, kind, values in calls(files([SearchedText(title="渡口", url="x")]))}
    assert "\n渡口\tA\tA\n" in str(made["words"][2])
    assert files([])["search/index.js"].startswith(b"trackerSearch.open(")
