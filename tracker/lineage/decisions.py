"""``lineage.toml``: what a person decided about links, above every inference.

::

    [[same]]                       # these are versions of one work, the oldest first
    documents = ["甲发〔2020〕1号", "甲发〔2024〕9号"]

    [[different]]                  # these are not, whatever speaks for it
    documents = ["甲市补贴办法", "甲发〔2024〕9号"]
    note = "another group of firms"

    [[issuer]]                     # one body under two names
    old = "甲市卫生局"
    new = "甲市卫生健康委员会"

A document is named by its number, by its title, or by the ``key`` that ``tracker lineage --format json`` prints.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, TypeAlias

from tracker.errors import ConfigError
from tracker.lineage.catalogue import Held, document_key
from tracker.lineage.naming import title_likeness
from tracker.lineage.values import Link, Record, Remark, Saying
from tracker.messages import said

Pair: TypeAlias = tuple[str, str]

FILE = "lineage.toml"
_KEYS = {"same": ("documents",), "different": ("documents",), "issuer": ("old", "new")}
_OPTIONAL = {"note"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Two documents that a person named as one work, or as not one; ``line`` is where in the file."""

    old: str
    new: str
    line: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What decisions come to among the records held: pairs that are no versions of each other, links, remarks."""

    denied: frozenset[frozenset[str]] = frozenset()
    links: tuple[Link, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def applied(self, links: Mapping[Pair, Link], keys: Container[str]) -> dict[Pair, Link]:
        """Links of some records (``keys``) with those of a person put in and those a person denied taken out."""
        kept = {pair: link for pair, link in links.items() if frozenset(pair) not in self.denied}
        return kept | {(link.old, link.new): link for link in self.links if link.old in keys and link.new in keys}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All decisions of a person; ``where`` names the file for messages."""

    same: tuple[Decision, ...] = ()
    different: tuple[Decision, ...] = ()
    renames: tuple[tuple[str, str], ...] = ()
    where: str = FILE

    def decided(self, held: Held) -> Decided:
        """What the decisions say of the records that are held.

        A decision that names what is not held, or several documents, decides nothing and is remarked: the store may
        be looked at as it was before the document came.
        """
        remarks: list[Remark] = []
        denied = {
            frozenset((one.key, other.key))
            for decision in self.different
            for one in self._named(decision.old, decision, held, remarks)
            for other in self._named(decision.new, decision, held, remarks)
        }
        links: list[Link] = []
        for decision in self.same:
            olds = self._named(decision.old, decision, held, remarks)
            news = self._named(decision.new, decision, held, remarks)
            if olds and news:
                links.append(self._link(decision, olds, news))
        return Decided(denied=frozenset(denied), links=tuple(links), remarks=tuple(remarks))

    def _link(self, decision: Decision, olds: list[Record], news: list[Record]) -> Link:
        """The link of two documents; where they carry several measures, of those with the likest titles."""
        pairs = ((old, new) for old in olds for new in news)
        old, new = max(pairs, key=lambda pair: title_likeness(pair[0].core, pair[1].core))
        place = f"{self.where}:{decision.line}"
        return Link(old=old.key, new=new.key, kind="person", score=1.0, quote=decision.note, place=place)

    def _named(self, name: str, decision: Decision, held: Held, remarks: list[Remark]) -> list[Record]:
        """The records of the one document that a decision names; none, with a remark, where there is not one."""
        if held.holds(name):
            return [held.record(name)]
        found = held.numbered(name) or held.titled(name)
        documents = sorted({document_key(record.key) for record in found})
        if len(documents) == 1:
            return found
        place = f"{self.where}:{decision.line}"
        said = Saying(f"{name} names no document of the store", f"{name} 不是库中的文件")
        if documents:
            listed = ", ".join(documents)
            said = Saying(f"{name} names several documents: {listed}", f"{name} 对应多个文件：{listed}")
        message = Saying(f"{place}: {said.en}", f"{place}：{said.zh}")
        remarks.append(Remark(key=place, code="decision-unknown", message=message))
        return []


def read_decisions(path: Path) -> Decisions:
    """The decisions in a ``lineage.toml``; none where the file is missing.

    Raises:
        ConfigError: the file is not TOML, or an entry is not one of ours; ``where`` has the line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Decisions(where=path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            said("cannot be read ({error})", error=error), where=str(path), do="make it a UTF-8 text file"
        ) from error
    return parse_decisions(text, where=path.name)


def parse_decisions(text: str, *, where: str = FILE) -> Decisions:
    """The decisions in the text of a ``lineage.toml``.

    Raises:
        ConfigError: as ``read_decisions``.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        at = line[1] if line else str(text.count("\n") + 1)
        raise ConfigError(
            said("not TOML: {error}", error=error), where=f"{where}:{at}", do="correct the line"
        ) from error
    lines = _header_lines(text)
    found: dict[str, list[Decision]] = {kind: [] for kind in _KEYS}
    for kind, entries in tables.items():
        if kind not in _KEYS or not isinstance(entries, list):
            at = lines.get(kind, [_line_of(text, kind)])[0]
            raise ConfigError(
                said("{kind} is no kind of decision", kind=kind),
                where=f"{where}:{at}",
                do="write [[same]], [[different]] or [[issuer]]",
            )
        for n, entry in enumerate(entries):
            at = lines.get(kind, [])[n] if n < len(lines.get(kind, [])) else _line_of(text, kind)
            found[kind] += _decisions(kind, entry, f"{where}:{at}", at)
    return Decisions(
        same=tuple(found["same"]),
        different=tuple(found["different"]),
        renames=tuple((one.old, one.new) for one in found["issuer"]),
        where=where,
    )


def _decisions(kind: str, entry: Any, where: str, line: int) -> list[Decision]:  # noqa: ANN401 - a value of a TOML file
    """The pairs that one entry decides: neighbours for one work, every pair for different ones."""
    if not isinstance(entry, dict):
        raise ConfigError(
            said("an entry of {kind} is not a table", kind=kind), where=where, do=said("write [[{kind}]]", kind=kind)
        )
    for key in entry:
        if key not in {*_KEYS[kind], *_OPTIONAL}:
            keys = ", ".join(_KEYS[kind])
            raise ConfigError(
                said("[[{kind}]] has no key {key}", kind=kind, key=key),
                where=where,
                do=said("its keys are {keys} and note", keys=keys),
            )
    names = _names(kind, entry, where)
    pairs = combinations(names, 2) if kind == "different" else pairwise(names)
    note = str(entry.get("note", ""))
    return [Decision(old=old, new=new, line=line, note=note) for old, new in pairs]


def _names(kind: str, entry: dict[str, Any], where: str) -> list[str]:
    """The names of an entry, two or more, each another one."""
    found = [entry.get(key) for key in _KEYS[kind]]
    if kind != "issuer":
        found = found[0] if isinstance(found[0], list) else []
    names = [name.strip() for name in found if isinstance(name, str) and name.strip()]
    if len(names) < max(2, len(found)):
        wanted = 'documents = ["...", "..."]' if kind != "issuer" else 'old = "..." and new = "..."'
        raise ConfigError(
            said("[[{kind}]] does not name two things", kind=kind),
            where=where,
            do=said("write {wanted}", wanted=wanted),
        )
    if len(set(names)) < len(names):
        raise ConfigError(
            said("[[{kind}]] names {name} twice", kind=kind, name=names[0]), where=where, do="name different things"
        )
    return names


def _header_lines(text: str) -> dict[str, list[int]]:
    """The line (from 1) of every ``[[table]]`` header, by its name, in order."""
    found: dict[str, list[int]] = {}
    for n, line in enumerate(text.splitlines(), 1):
        match = re.match(r"\s*\[\[?\s*([\w.\"'-]+)\s*\]", line)
        if match:
            found.setdefault(match[1].strip("\"'"), []).append(n)
    return found


def _line_of(text: str, key: str) -> int:
    return next(
        (n for n, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*\[*\s*{re.escape(key)}\b", line)), 1
    )
