"""Which issuers are one body, through renaming and reorganisation.

A body's name is its region, its field and its form: 甲市 + 地方金融 + 管理局. A reorganisation often changes
the form only (委员会 becomes 局); a change of the field is known from a person, or from documents that repeal those of
the body before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from tracker.language.bodies import FORM
from tracker.language.patterns import regex
from tracker.language.regions import region_of
from tracker.language.titles import levelled

_FORM = regex(rf"{FORM}$")
_GOVERNMENT = regex(r"人民政府(?:办公厅|办公室|办)?$")


@lru_cache(maxsize=65536)
def body_of(name: str) -> tuple[str, str]:
    """Region and field of a body, its form taken off: 甲市民政局 → (甲市, 民政)."""
    plain = re.sub(r"〔[^〔〕]*〕", "", levelled(name))
    region = region_of(plain)
    field = plain.removeprefix(region)
    if _GOVERNMENT.search(field):
        return region, "人民政府"
    return region, _FORM.sub("", field) or field


class Renames:
    """Names that stand for one body. Built once and then only read: what a person decided, and what repeals show."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._leader: dict[str, str] = {}
        for one, other in pairs:
            self._join(levelled(one), levelled(other))

    def _join(self, one: str, other: str) -> None:
        first, second = sorted((self.canonical(one), self.canonical(other)))
        if first != second:
            self._leader[second] = first

    def canonical(self, folded: str) -> str:
        """The one name (folded) that stands for all names of a body."""
        while folded in self._leader:
            folded = self._leader[folded]
        return folded

    def differing(self, other: Renames) -> set[str]:
        """The names (folded) that stand for a body here and for another one, or for themselves, there."""
        names = {*self.names(), *other.names()}
        ours, theirs = self._bodies(names), other._bodies(names)
        return {name for name in names if ours[name] != theirs[name]}

    def names(self) -> set[str]:
        """The names (folded) that another name stands for, or that stand for another one."""
        return {name for pair in self._leader.items() for name in pair}

    def _bodies(self, names: Iterable[str]) -> dict[str, frozenset[str]]:
        """Each name with all of the names that stand for one body with it."""
        bodies: dict[str, set[str]] = {}
        for name in names:
            bodies.setdefault(self.canonical(name), set()).add(name)
        return {name: frozenset(body) for body in bodies.values() for name in body}

    def kinship(self, one: Iterable[str], other: Iterable[str]) -> float:
        """How surely two sets of issuers share a body: 1 the same name, 0.9 a known or plain renaming, 0 none."""
        left, right = [levelled(name) for name in one], [levelled(name) for name in other]
        if set(left) & set(right):
            return 1.0
        if {self.canonical(name) for name in left} & {self.canonical(name) for name in right}:
            return 0.95
        if {body_of(name) for name in left} & {body_of(name) for name in right}:
            return 0.9
        return 0.0


def learned_renames(pairs: Iterable[tuple[str, str]], least: int = 2) -> list[tuple[str, str]]:
    """Renamings that sure links show: an issuer of one region whose documents another one replaces again and again.

    ``pairs`` are (issuer of the old version, issuer of the new one), one a link; joint documents are left out by the
    caller. A body that hands over to two different ones was split, and is not renamed.
    """
    counts: Counter[tuple[str, str]] = Counter(pairs)
    heirs: Mapping[str, int] = Counter(old for (old, _), n in counts.items() if n >= least)
    return sorted(
        (old, new)
        for (old, new), n in counts.items()
        if n >= least and heirs[old] == 1 and region_of(old) == region_of(new)
    )
