"""Facts of made pairs of measures, held against what was changed in them.

Each file of ``facts`` holds two versions of a measure and what was planted in the second one: a fact a line, with a ?
where a comparison may tell it or not. Values that are told must be among them; so must nearly all words of duty, names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.corpus import ROOT
from tracker.compare import compare
from tracker.model import ChangeSet, Fact
from tracker.parse import parse
from tracker.read import read_bytes

PAIRS = sorted((ROOT / "tests" / "facts").glob("*.txt"))
VALUES = frozenset({"amount", "percentage", "duration", "date", "count"})
LINE = re.compile(
    r"(?P<label>\S+) (?P<type>[a-z]+) (?P<old>\S+) → (?P<new>\S+)"
    r"(?: \|(?: (?P<before>\S+) → (?P<after>\S+)(?: (?!up|down)(?P<unit>[^\s?]+))?)?"
    r"(?: (?P<way>up|down|stricter|looser))?)?(?P<free> \?)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A change that was planted in an article: what it says on both sides; ``free``: whether it need not be told."""

    label: str
    type: str
    old: str | None
    new: str | None
    values: tuple[float | str | None, float | str | None]
    way: str | None
    free: bool


def planted(lines: str) -> Iterator[Planted]:
    for line in lines.strip().splitlines():
        found = LINE.fullmatch(line.strip())
        assert found, line
        yield Planted(
            label=found["label"],
            type=found["type"],
            old=printed(found["old"]),
            new=printed(found["new"]),
            values=(value(found["before"]), value(found["after"])),
            way=found["way"],
            free=found["free"] is not None,
        )


def printed(word: str) -> str | None:
    return None if word == "—" else word


def value(word: str | None) -> float | str | None:
    if word is None or word == "-":
        return None
    return float(word) if re.fullmatch(r"[0-9.]+", word) else word


@cache
def told(pair: Path) -> tuple[tuple[Planted, ...], tuple[tuple[frozenset[str], Fact], ...]]:
    """What was planted in a pair, and what the comparison tells, with the labels of its places."""
    _, old, new, facts = re.split(r"^=== (?:old|new|facts)\n", pair.read_text("utf-8"), flags=re.MULTILINE)
    sides = (parse(read_bytes(text.encode(), "样本.txt")) for text in (old, new))
    comparison = compare(*sides)
    assert isinstance(comparison, ChangeSet)
    found = tuple(
        (frozenset(name for place in change.new for name in names(place.label, place.level, place.path)), fact)
        for change in comparison.changes
        for fact in change.facts
    )
    return tuple(planted(facts)), found


def names(label: str | None, level: str, path: str) -> Iterator[str]:
    yield label or level
    yield "/".join(re.sub("[、.]$", "", step) for step in path.split("/"))
    if level == "table":
        yield "表"


def is_told(one: Planted, labels: frozenset[str], fact: Fact) -> bool:
    return (
        one.label in labels
        and one.type == fact.type
        and alike(one.old, fact.old)
        and alike(one.new, fact.new)
        and (one.values[0] is None or one.values[0] == fact.old_value)
        and (one.values[1] is None or one.values[1] == fact.new_value)
    )


def alike(planted_word: str | None, word: str | None) -> bool:
    if planted_word is None or word is None:
        return planted_word is word
    return planted_word in word or word in planted_word


@pytest.mark.parametrize("pair", PAIRS, ids=lambda path: path.stem)
def test_what_was_planted_is_told(pair: Path) -> None:
    known, found = told(pair)
    missed = [one for one in known if not one.free and not any(is_told(one, *entry) for entry in found)]
    assert missed == []


@pytest.mark.parametrize("pair", PAIRS, ids=lambda path: path.stem)
def test_no_other_value_is_told(pair: Path) -> None:
    known, found = told(pair)
    extra = [
        (sorted(labels), fact.old, fact.new)
        for labels, fact in found
        if fact.type in VALUES and not any(is_told(one, labels, fact) for one in known)
    ]
    assert extra == []


@pytest.mark.parametrize("pair", PAIRS, ids=lambda path: path.stem)
def test_a_change_goes_the_way_that_was_planted(pair: Path) -> None:
    known, found = told(pair)
    for one in known:
        ways = [fact.direction for labels, fact in found if is_told(one, labels, fact)]
        assert one.way is None or not ways or one.way in ways, one


def test_hardly_any_other_word_is_told_as_changed() -> None:
    """Of names, duties and references more is told than was planted, but little."""
    pairs = [told(pair) for pair in PAIRS]
    words = [(known, labels, fact) for known, found in pairs for labels, fact in found if fact.type not in VALUES]
    extra = [
        (sorted(labels), fact.type, fact.old, fact.new)
        for known, labels, fact in words
        if not any(is_told(one, labels, fact) for one in known)
    ]
    assert len(extra) <= len(words) // 20, extra
