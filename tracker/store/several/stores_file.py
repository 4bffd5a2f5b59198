"""``stores.toml``: the stores of a folder, one a gazette.

::

    [[store]]
    gazette = "beijing"       # the folder beside this file, a git repository of its own; and the gazette it holds

The name is one that the layout gives to gazettes, and nothing else: no path, nothing hidden, no option of a program, no
link. An empty file is a folder of several stores that holds none yet.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import stat
import tomllib
import unicodedata
from typing import TYPE_CHECKING, Any, Final, NoReturn

from tracker.errors import ConfigError
from tracker.messages import said, system_reason
from tracker.store import FILE_OF_SEVERAL
from tracker.store.layout import safe_name

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["is_name", "listed_stores", "with_store"]

_TABLE: Final = "store"
_KEY: Final = "gazette"
_LARGEST: Final = 4_000_000
"""Bytes: a hundred thousand stores."""


def is_name(name: str) -> bool:
    """Whether a gazette can have a store of this name: it is what ``safe_name`` makes of it, so it is only a name."""
    return bool(name) and safe_name(name) == name and not re.search(r"[\s:]", name)


def listed_stores(file: Path) -> tuple[str, ...]:
    """The names that a file lists, in its order.

    Raises:
        ConfigError: it is a link, cannot be read, or a line of it is wrong; ``where`` has file and line.
    """
    text = _text_of(file)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+)", str(error))
        line = found[1] if found else str(text.count("\n") + 1)
        raise ConfigError(
            said("no TOML: {error}", error=error), where=f"{file}:{line}", do="correct the line"
        ) from error
    lines = _lines(text)
    for key, value in tables.items():
        if key != _TABLE or not isinstance(value, list):
            _fail(file, _line_of(text, key), said("unknown key {name!r}", name=key), said("write [[store]]"))
    names: list[str] = []
    folded: set[str] = set()
    for place, entry in enumerate(tables.get(_TABLE, [])):
        line = lines[place] if place < len(lines) else 1
        name = _name_in(entry, file, line)
        if (key := unicodedata.normalize("NFC", name).casefold()) in folded:
            what = said("{name!r} stands twice", name=name)
            _fail(file, line, what, said("some file systems do not tell capitals from small letters"))
        folded.add(key)
        names.append(name)
    return tuple(names)


def _text_of(file: Path) -> str:
    try:
        if not stat.S_ISREG(file.lstat().st_mode):
            raise ConfigError("is a link, or no file", where=str(file), do="write the file itself here")
        with file.open("rb") as content:
            data = content.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise ConfigError("is too long", where=str(file), do="list a store in a few words")
        return data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = system_reason(error) if isinstance(error, OSError) else error
        raise ConfigError(
            said("cannot be read: {error}", error=reason), where=str(file), do="write it in UTF-8"
        ) from error


def _name_in(entry: Any, file: Path, line: int) -> str:  # noqa: ANN401 - a value of a TOML file
    """The name of one entry: its one key, a text, a plain name."""
    if not isinstance(entry, dict):
        _fail(file, line, said("an entry of {kind} is not a table", kind=_TABLE), said("write [[store]]"))
    for key in entry.keys() - {_KEY}:
        _fail(file, line, said("unknown key {key!r}", key=key), said("known are {known}", known=_KEY))
    name = entry.get(_KEY)
    if not isinstance(name, str):
        _fail(file, line, said("[[store]] has no gazette"), said("write {wanted}", wanted='gazette = "beijing"'))
    if not is_name(name):
        what = said("{name!r} is no name of a gazette's folder", name=name[:80])
        _fail(file, line, what, said("write the plain name of a folder beside this file: letters, digits, - and _"))
    return name


def _fail(file: Path, line: int, what: str, do: str) -> NoReturn:
    raise ConfigError(what, where=f"{file}:{line}", do=do)


def _lines(text: str) -> list[int]:
    """The line (from 1) of every ``[[store]]``, in order."""
    header = re.compile(rf"""\s*\[\[\s*["']?{_TABLE}["']?\s*\]\]""")
    return [number for number, line in enumerate(text.split("\n"), 1) if header.match(line)]


def _line_of(text: str, key: str) -> int:
    wanted = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}\b""")
    return next((number for number, line in enumerate(text.split("\n"), 1) if wanted.match(line)), 1)


def with_store(file: Path, name: str) -> None:
    """Add a store at the end of a file, which is made where there is none; what a person wrote stays as it stands.

    The file is replaced whole: whoever reads it meanwhile, or after a kill, has the old one or the new one.

    Raises:
        ConfigError: the file is wrong already.
        OSError: it cannot be written.
    """
    before = ""
    if os.path.lexists(file):
        if name in listed_stores(file):
            return
        before = _text_of(file)
    text = f"{before}{'' if before.endswith(chr(10)) or not before else chr(10)}{chr(10) if before else ''}"
    text += f"[[{_TABLE}]]\n{_KEY} = {json.dumps(name, ensure_ascii=False)}\n"
    beside = file.with_name(f".{FILE_OF_SEVERAL}.{secrets.token_hex(6)}")
    try:
        with beside.open("xb") as content:
            content.write(text.encode())
            content.flush()
            os.fsync(content.fileno())
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
