"""Lengths of time and sizes as a configuration writes them: ``2s``, ``6h``, ``30d``, ``64MB``."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from tracker.language.patterns import regex

_LENGTH: Final = regex(r"\s*(\d{1,7})(?:\.(\d{1,3}))?\s*(ms|s|m|h|d|w)\s*")
_SECONDS: Final = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_SIZE: Final = regex(r"\s*(\d{1,9})\s*([KMG]?)B?\s*", re.IGNORECASE)
_FACTORS: Final = {"": 1, "K": 1_000, "M": 1_000_000, "G": 1_000_000_000}


def length_of_time(text: str) -> timedelta:
    """A length of time: a number and ``ms``, ``s``, ``m`` (minutes), ``h``, ``d`` or ``w``.

    Raises:
        ValueError: it is none.
    """
    found = _LENGTH.fullmatch(text)
    if found is None:
        raise ValueError("write a length of time as 2s, 15m, 6h, 30d or 2w")
    return timedelta(seconds=float(f"{found[1]}.{found[2] or 0}") * _SECONDS[found[3]])


def size_in_bytes(text: str) -> int:
    """A size: a number and ``KB``, ``MB`` or ``GB``.

    Raises:
        ValueError: it is none.
    """
    found = _SIZE.fullmatch(text)
    if found is None or not int(found[1]):
        raise ValueError("write a size as 500KB or 64MB")
    return int(found[1]) * _FACTORS[found[2].upper()]
