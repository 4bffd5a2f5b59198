"""The index that a page searches by itself, from a disk as well as from a host: pairs of signs, in small scripts.

A page opened from a disk may load scripts and nothing else, so each file of the index is a script that hands its data
to ``trackerSearch`` (``templates/site/search.js``); why there is an index of our own is told in
``docs/decisions/0008-search-in-the-browser.md``. Texts are cut into *units* of about ``UNIT`` signs; the lists of words
name units, and a text that was found is read from its units, so that what is shown is what was searched.

The texts come in an order to which new ones are added at the end, by their day of publication. They are indexed in
*segments* of a power of two: 5,000 texts are 4,096, 512, 256, and the 136 that are left. A new text changes the last
segment alone, but for once in so many. What changes with the day, the states, stands in the first file only.

======================  ==============================================================================================
``search/index.js``     the segments, the state of every text, how signs are told apart
``search/s0/units.js``  where the units of each text end in the segment that begins with text 0; how many shards it has
``search/s0/w3.js``     a shard of words, each with the list of its units and of the texts that have it in their title
``search/s0/12.js``     a unit: what is shown of its text, and the passages with their anchors
======================  ==============================================================================================
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.report.search_postings import DIGITS, ends_of, shards_of, written
from tracker.report.search_words import ARTICLE, NARROW, WIDE, name_of_number, plain, words_of

UNIT: Final = 2_000
"""Signs of a unit: what is read to show one text that was found (6 KB); in units of 1,000 the lists are longer."""
OVERLAP: Final = 32
"""Signs that a piece of a passage too long for a unit has in common with the one before: longer words may be missed."""
SHARD: Final = 6_000
"""Signs of a shard: three or four are read for a word, from each segment."""
LARGEST: Final = 16_384
SMALLEST: Final = 256
"""Texts of the largest segment, and of the smallest that is not the last."""
FOLDER: Final = "search/"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedPassage:
    """A provision as it is found: where it stands as a person cites it, its article, its anchor on the page, its words.

    ``articles`` are the article's label as printed and in digits (第七条, 第7条); none where it stands in none.
    """

    text: str
    label: str = ""
    articles: tuple[str, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedText:
    """One version of a work as it is found; ``url`` leads to its page from the root of the site.

    ``state`` says in words how it stands, ``live`` whether it comes before others; ``day`` tells versions apart.
    """

    title: str
    url: str
    number: str = ""
    issuer: str = ""
    day: str = ""
    state: str = ""
    live: bool = True
    passages: tuple[SearchedPassage, ...] = ()


def search_files(texts: Iterable[SearchedText]) -> Iterator[tuple[str, bytes]]:
    """All files of the index of some texts, the oldest first: paths from the site's root, with their bytes."""
    known = tuple(texts)
    yield first_file([(one.state, one.live) for one in known])
    for start, end in segments(len(known)):
        yield from segment_files(start, known[start:end])


def segments(count: int) -> Iterator[tuple[int, int]]:
    """The segments of so many texts, as first and end: the largest powers of two first, then the rest."""
    start = 0
    while start < count:
        rest = count - start
        size = min(LARGEST, 1 << rest.bit_length() - 1) if rest >= SMALLEST else rest
        yield start, start + size
        start += size


def first_file(states: Sequence[tuple[str, bool]]) -> tuple[str, bytes]:
    """The file that is loaded first: of every text the words for its state, and whether it comes before others.

    Of the states each text has one digit; there are fewer than 64.
    """
    names = sorted(set(states), key=lambda one: (not one[1], one[0]))
    value = {
        "segments": list(segments(len(states))),
        "names": [[name, live] for name, live in names],
        "states": "".join(DIGITS[names.index(one)] for one in states),
        "wide": WIDE,
        "narrow": NARROW,
    }
    return f"{FOLDER}index.js", _script("open", value)


def segment_files(start: int, texts: Sequence[SearchedText]) -> Iterator[tuple[str, bytes]]:
    """The files of one segment, which begins with the text ``start``."""
    folder = f"{FOLDER}s{start}/"
    lists: dict[str, array[int]] = defaultdict(lambda: array("I"))
    titles: dict[str, array[int]] = defaultdict(lambda: array("I"))
    counts = []
    number = 0
    for place, text in enumerate(texts):
        units = list(_units(text))
        counts.append(len(units))
        for word in words_of(text.title):
            titles[word].append(place)
        for unit in units:
            for word in _words(text, unit, first=unit is units[0]):
                lists[word].append(number)
            yield f"{folder}{number}.js", _script("unit", start, number, _shown(text, unit))
            number += 1
    shards = shards_of(dict(_lines(lists, number, titles, len(texts))), SHARD)
    yield f"{folder}units.js", _script("units", start, ends_of(counts), len(shards))
    for place, lines in enumerate(shards):
        yield f"{folder}w{place}.js", _script("words", start, place, "\n" + lines)


def _lines(
    lists: Mapping[str, Sequence[int]], units: int, titles: Mapping[str, Sequence[int]], texts: int
) -> Iterator[tuple[str, str]]:
    """A line a word: in which units it stands, and in the titles of which texts, where it is in one."""
    for word, found in lists.items():
        title = "\t" + written(titles[word], texts) if word in titles else ""
        yield word, f"{word}\t{written(found, units)}{title}\n"


def _units(text: SearchedText) -> Iterator[tuple[SearchedPassage, ...]]:
    """The passages of a text in units, each of one passage at least; a text without passages has one unit."""
    unit: list[SearchedPassage] = []
    room = UNIT
    for passage in (piece for one in text.passages for piece in _pieces(one)):
        if unit and len(passage.text) > room:
            yield tuple(unit)
            unit, room = [], UNIT
        unit.append(passage)
        room -= len(passage.text)
    if unit or not text.passages:
        yield tuple(unit)


def _pieces(passage: SearchedPassage) -> Iterator[SearchedPassage]:
    """A passage that is too long for a unit in several, each with the last signs of the one before."""
    if len(passage.text) <= UNIT:
        yield passage
        return
    for start in range(0, len(passage.text) - OVERLAP, UNIT - OVERLAP):
        yield SearchedPassage(
            text=passage.text[start : start + UNIT],
            label=passage.label,
            articles=passage.articles,
            anchor=passage.anchor,
        )


def _words(text: SearchedText, unit: Iterable[SearchedPassage], *, first: bool) -> set[str]:
    """The words under which a unit is found; the first one of a text also under what its head says."""
    found: set[str] = set()
    for passage in unit:
        found.update(words_of(passage.text))
        found.update(ARTICLE + plain(label) for label in passage.articles)
    if first:
        for said in (text.title, text.number, text.issuer):
            found.update(words_of(said))
        if text.number:
            found.add(name_of_number(text.number))
    return found


def _shown(text: SearchedText, unit: Iterable[SearchedPassage]) -> dict[str, object]:
    return {
        "title": text.title,
        "number": text.number,
        "issuer": text.issuer,
        "day": text.day,
        "url": text.url,
        "passages": [[one.label, [plain(label) for label in one.articles], one.anchor, one.text] for one in unit],
    }


def _script(name: str, *values: object) -> bytes:
    """A call of the script of the page; a sign that has no bytes of its own is written as an escape."""
    told = ",".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values)
    return f"trackerSearch.{name}({told});\n".encode("utf-8", "backslashreplace")
