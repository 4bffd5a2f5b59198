"""On which line of a TOML file a table or a key of it stands: the parser of the standard library does not say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final, TypeAlias

from tracker.language.patterns import regex

Place: TypeAlias = tuple[str, int, str]
"""Name of a table, its number among those of its name (from 0), a key (empty: the table itself)."""

_HEADER: Final = regex(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY: Final = regex(r"\s*([A-Za-z0-9_-]+|\"[^\"]+\")\s*=")


def places_of(text: str) -> Mapping[Place, int]:
    """The line (from 1) of every table and key; of what stands twice the first."""
    places: dict[Place, int] = {}
    seen: Counter[str] = Counter()
    table, number = "", 0
    for line, content in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(content):
            table = header[2].strip('"')
            number = seen[table]
            seen[table] += 1
            places.setdefault((table, number, ""), line)
        elif key := _KEY.match(content):
            places.setdefault((table, number, key[1].strip('"')), line)
    return places
