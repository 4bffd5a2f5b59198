"""``lineage.toml``: what a person decided about links, above every inference.

::

    [[same]]                       # these are versions of one work, old before new
    old = "甲发〔2020〕1号"
    new = "甲发〔2024〕9号"

    [[different]]                  # these are not, whatever speaks for it
    old = "《甲市补贴办法》"
    new = "甲发〔2024〕9号"
    note = "another group of firms"

    [[renamed]]                    # one body under two names
    from = "甲市卫生局"
    to = "甲市卫生健康委员会"

A document is named by its number, by its title, or by the key that ``tracker lineage --format json`` prints.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.errors import ConfigError
from tracker.lineage.naming import is_number, title_likeness
from tracker.lineage.values import Link, Record

if TYPE_CHECKING:
    from tracker.lineage.catalogue import Catalogue

FILE = "lineage.toml"
_KEYS = {"same": ("old", "new"), "different": ("old", "new"), "renamed": ("from", "to")}
_OPTIONAL = {"note"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Two documents that a person named as one work, or as not one; ``line`` is where in the file."""

    old: str
    new: str
    line: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All decisions of a person; ``where`` names the file for messages."""

    same: tuple[Decision, ...] = ()
    different: tuple[Decision, ...] = ()
    renames: tuple[tuple[str, str], ...] = ()
    where: str = FILE

    def applied(self, links: dict[tuple[str, str], Link], catalogue: Catalogue) -> dict[tuple[str, str], Link]:
        """The links with those of a person put in and those a person denied taken out.

        Raises:
            ConfigError: a decision names a document that is not held, or more than one.
        """
        denied = {
            frozenset((one.key, other.key))
            for decision in self.different
            for one in self._named(decision.old, decision, catalogue)
            for other in self._named(decision.new, decision, catalogue)
        }
        kept = {pair: link for pair, link in links.items() if frozenset(pair) not in denied}
        for decision in self.same:
            old, new = self._pair(decision, catalogue)
            kept[old.key, new.key] = Link(
                old=old.key,
                new=new.key,
                kind="person",
                score=1.0,
                quote=decision.note,
                place=f"{self.where}:{decision.line}",
            )
        return kept

    def _pair(self, decision: Decision, catalogue: Catalogue) -> tuple[Record, Record]:
        """The two versions that a decision links: of documents with several measures those of the likest titles."""
        olds = self._named(decision.old, decision, catalogue)
        news = self._named(decision.new, decision, catalogue)
        return max(
            ((old, new) for old in olds for new in news), key=lambda pair: title_likeness(pair[0].core, pair[1].core)
        )

    def _named(self, name: str, decision: Decision, catalogue: Catalogue) -> list[Record]:
        if name in catalogue.place:
            return [catalogue.records[catalogue.place[name]]]
        found = catalogue.numbered(name) if is_number(name) else catalogue.titled(name)
        documents = {record.key.split(".")[0] for record in found}
        if len(documents) == 1:
            return found
        problem = "names nothing in the store" if not found else "names more than one document"
        raise ConfigError(
            f"{name} {problem}",
            where=f"{self.where}:{decision.line}",
            do="use a document number of the store" + "".join(f", {key}" for key in sorted(documents)[:5]),
        )


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
        raise ConfigError(f"cannot be read ({error})", where=str(path), do="make it a UTF-8 text file") from error
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
        raise ConfigError(f"not TOML: {error}", where=f"{where}:{at}", do="correct the line") from error
    lines = _header_lines(text)
    found: dict[str, list[Decision]] = {kind: [] for kind in _KEYS}
    for kind, entries in tables.items():
        if kind not in _KEYS or not isinstance(entries, list):
            at = lines.get(kind, [_line_of(text, kind)])[0]
            raise ConfigError(
                f"{kind} is no kind of decision",
                where=f"{where}:{at}",
                do="write [[same]], [[different]] or [[renamed]]",
            )
        for n, entry in enumerate(entries):
            at = lines.get(kind, [])[n] if n < len(lines.get(kind, [])) else _line_of(text, kind)
            found[kind].append(_decision(kind, entry, f"{where}:{at}", at))
    return Decisions(
        same=tuple(found["same"]),
        different=tuple(found["different"]),
        renames=tuple((one.old, one.new) for one in found["renamed"]),
        where=where,
    )


def _decision(kind: str, entry: Any, where: str, line: int) -> Decision:  # noqa: ANN401 - a value of a TOML file
    old, new = _KEYS[kind]
    if not isinstance(entry, dict):
        raise ConfigError(f"an entry of {kind} is not a table", where=where, do=f"write [[{kind}]]")
    for key in (old, new):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise ConfigError(f"[[{kind}]] has no {key}", where=where, do=f'add {key} = "..."')
    for key in entry:
        if key not in {old, new} | _OPTIONAL:
            raise ConfigError(f"[[{kind}]] has no key {key}", where=where, do=f"its keys are {old}, {new} and note")
    if entry[old].strip() == entry[new].strip():
        raise ConfigError(f"{old} and {new} are the same", where=where, do="name two documents")
    return Decision(old=entry[old].strip(), new=entry[new].strip(), line=line, note=str(entry.get("note", "")))


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
