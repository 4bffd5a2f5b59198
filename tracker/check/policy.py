"""``[check]`` of ``tracker.toml``: what makes a check fail, and what it watches (contract §7)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Literal, TypeAlias, get_args

from tracker.errors import ConfigError
from tracker.messages import listed, said, template
from tracker.monitor.config import find_config
from tracker.monitor.toml_lines import places_of

Rule: TypeAlias = Literal["damaged", "altered", "revised", "repealed", "watched", "cited", "expiring"]
RULES: tuple[Rule, ...] = get_args(Rule)
_KEYS = ("fail-on", "works", "cites")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What fails a check (``fail_on``), the works that are watched, the files whose citations count (globs).

    ``folder`` is where the globs begin.
    """

    fail_on: tuple[Rule, ...] = ("damaged",)
    works: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    folder: Path = Path()

    def cited_files(self) -> tuple[Path, ...]:
        """The files that ``cites`` names, each once, in order; folders and what is hidden are left out."""
        found = {path for glob in self.cites for path in self.folder.glob(glob)}
        return tuple(sorted(path for path in found if path.is_file() and not _is_hidden(path, self.folder)))


def policy_for(store: Path, config: Path | None) -> Policy:
    """The policy of a store: that of its configuration, or the one that only damage fails.

    Raises:
        ConfigError: the file cannot be read, or a line of [check] is wrong.
    """
    file = find_config(store, config)
    if file is None:
        return Policy(folder=Path.cwd())
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            said("cannot be read: {error}", error=error), where=str(file), do="name another file with --config"
        ) from error
    return policy_of(text, file)


def policy_of(text: str, file: Path) -> Policy:
    """The policy in the text of a configuration.

    Raises:
        ConfigError: a line of [check] is wrong.
    """
    try:
        table = tomllib.loads(text).get("check", {})
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(said("no TOML: {error}", error=error), where=str(file), do="correct the line") from error
    lines = places_of(text)
    if not isinstance(table, dict):
        raise _wrong("check is a table", file, lines, "", "write [check]")
    for key in table:
        if key not in _KEYS:
            raise _wrong(
                said("unknown key {key!r}", key=key), file, lines, key, said("known are {known}", known=listed(_KEYS))
            )
    rules = _strings(table, "fail-on", file, lines)
    unknown = [rule for rule in rules or () if rule not in RULES]
    if unknown:
        raise _wrong(
            said("there is no rule {unknown!r}", unknown=unknown[0]),
            file,
            lines,
            "fail-on",
            said("known are {known}", known=listed(RULES)),
        )
    cites = _strings(table, "cites", file, lines) or ()
    if wrong := [glob for glob in cites if not is_glob(glob)]:
        do = template('write it relative to the folder of this file, such as "policies/**/*.md"')
        raise _wrong(said("{wrong!r} is no path below this folder", wrong=wrong[0]), file, lines, "cites", do)
    return Policy(
        fail_on=("damaged",) if rules is None else tuple(rule for rule in RULES if rule in rules),
        works=_strings(table, "works", file, lines) or (),
        cites=cites,
        folder=file.absolute().parent,
    )


def is_glob(text: str) -> bool:
    """Whether a text can name files below a folder: it is relative, stays inside, and is not empty."""
    path = PurePosixPath(text)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and "\0" not in text


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(one.startswith(".") for one in path.relative_to(folder).parts)


def _strings(
    table: Mapping[str, Any], key: str, file: Path, lines: Mapping[tuple[str, int, str], int]
) -> tuple[str, ...] | None:
    value = table.get(key)
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _wrong(said("{key} is a list of texts", key=key), file, lines, key, said('write {key} = ["…"]', key=key))
    return tuple(value)


def _wrong(what: str, file: Path, lines: Mapping[tuple[str, int, str], int], key: str, do: str) -> ConfigError:
    line = lines.get(("check", 0, key), lines.get(("check", 0, ""), 1))
    return ConfigError(what, where=f"{file}:{line}", do=do)
