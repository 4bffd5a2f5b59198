"""In which units a word stands, as a line of text: the list of the search's index.

Units are numbered from 0. A list is written as the gaps between them, one less than each difference, every gap in
digits of five bits, the lowest first, each but the last with a sixth bit set; or, where that is shorter, behind ``!``
as a map of bits, six units a digit, the first one lowest. The 64 digits are those of base64url. The words stand in
shards by their hash (FNV-1a of 32 bits over code points), so that no list of words has to be loaded to find one.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from operator import sub
from typing import Final

DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
BITMAP: Final = "!"
_BITS = 5
_MORE = 1 << _BITS
_WIDTH = 6


class _Gaps(dict[int, str]):
    """The digits of every difference between two neighbours, made when it is first met."""

    def __missing__(self, difference: int) -> str:
        gap, digits = difference - 1, ""
        while gap >= _MORE:
            digits += DIGITS[_MORE | gap % _MORE]
            gap //= _MORE
        self[difference] = digits = digits + DIGITS[gap]
        return digits


_GAPS = _Gaps()


def written(units: Sequence[int], count: int) -> str:
    """A rising list of units out of ``count``."""
    if len(units) * _WIDTH < count:
        return _gaps(units)
    return min(_gaps(units), _bitmap(units, count), key=len)


def ends_of(counts: Iterable[int]) -> str:
    """Counts, each of one at least, as the list of where each part of them ends."""
    return _gaps([end - 1 for end in accumulate(counts)])


def _gaps(units: Sequence[int]) -> str:
    return "".join(map(_GAPS.__getitem__, map(sub, units, (-1, *units))))


def _bitmap(units: Iterable[int], count: int) -> str:
    bits = array("B", bytes(-(-count // _WIDTH)))
    for unit in units:
        bits[unit // _WIDTH] |= 1 << unit % _WIDTH
    return BITMAP + "".join(map(DIGITS.__getitem__, bits)).rstrip(DIGITS[0])


def hashed(word: str) -> int:
    """The hash that says in which shard a word stands."""
    value = 0x811C9DC5
    for sign in word:
        value = (value ^ ord(sign)) * 0x01000193 & 0xFFFFFFFF
    return value


def shards_of(lines: Mapping[str, str], size: int) -> list[str]:
    """The lines of some words, each beginning with its word, in shards of about ``size`` signs, in order within each.

    Their number is a power of two, so that a word more seldom moves others.
    """
    wanted = sum(map(len, lines.values())) // size
    number = 1 << wanted.bit_length() if wanted else 1
    shards: list[list[str]] = [[] for _ in range(number)]
    for word in sorted(lines):
        shards[hashed(word) % number].append(lines[word])
    return ["".join(shard) for shard in shards]
