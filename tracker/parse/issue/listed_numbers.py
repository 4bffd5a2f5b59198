"""The document numbers of a contents list, asked for by a number as the body prints it."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.language.numbers_of_documents import YEAR_NUMBER
from tracker.language.patterns import regex
from tracker.language.titles import title_key
from tracker.model import ContentsEntry

_DECREED = regex("(?:令|公告)[^令告]*$")
"""A decree's number from 令 on: contents lists shorten the issuer before it."""
_ANNOUNCED = regex(r"\d{4}年第\d+号$")
"""An announcement's number without its body: 2024年第3号."""


class ListedNumbers:
    """The entries of a contents list by their numbers, whole or from the end."""

    def __init__(self, entries: Sequence[ContentsEntry]) -> None:
        self._whole = {title_key(entry.doc_number): entry for entry in entries if entry.doc_number}
        self._announced: dict[str, list[ContentsEntry]] = {}
        self._decreed: dict[str, tuple[int, ContentsEntry]] = {}
        for place, (key, entry) in enumerate(self._whole.items()):
            if announced := _ANNOUNCED.search(key):
                self._announced.setdefault(announced[0], []).append(entry)
            if decreed := _DECREED.search(key):
                self._decreed.setdefault(decreed[0], (place, entry))
        self._lengths = sorted({len(end) for end in self._decreed})

    def numbered(self, number: str) -> ContentsEntry | None:
        """The entry with a number; an announcement's may name its body in the list only: 某部公告2024年第3号."""
        key = title_key(number)
        if (entry := self._whole.get(key)) or not YEAR_NUMBER.fullmatch(number):
            return entry
        alike = self._announced.get(key, [])
        return alike[0] if len(alike) == 1 else None

    def keyed(self, key: str) -> ContentsEntry | None:
        """The entry whose number has a key."""
        return self._whole.get(key)

    def decreed(self, key: str) -> ContentsEntry | None:
        """The first entry of a decree with whose number, from 令 or 公告 on, a key ends."""
        ends = (key[-length:] for length in self._lengths if length <= len(key))
        found = [self._decreed[end] for end in ends if end in self._decreed]
        return min(found, key=lambda one: one[0])[1] if found else None
