# ruff: noqa: INP001 - a script beside the workflows, in no package
"""The licences of all packages of the locks, against a list of those that are allowed.

``python .github/licences.py LOCK...`` reads what is installed, so the locks are to be installed first. A package that
is not, or whose licence is not known or not allowed, is told; the exit status is 1 then. What a package says of itself
is read in this order: its SPDX expression (PEP 639), its classifiers, its word ``License``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Final

ALLOWED: Final = frozenset(
    {
        *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "MIT-CMU", "PSF-2.0"),
        *("Public Domain", "Unicode-3.0", "Zlib"),
        "MPL-2.0",  # of a file, not of the whole: a library that is used as it is asks nothing of its user
        "MPL-1.1",
    }
)
NAMES: Final[Mapping[str, str]] = {
    "3-clause bsd license": "BSD-3-Clause",
    "apache 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 1.1 (mpl 1.1)": "MPL-1.1",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "new bsd license": "BSD-3-Clause",
    "public domain": "Public Domain",
    "python software foundation license": "PSF-2.0",
    "the mit license": "MIT",
}
"""What is no SPDX identifier, by the words of PyPI's classifiers and of packages."""
CHOSEN: Final[Mapping[str, str]] = {
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",  # says so in one sentence; PDFium itself is BSD-3-Clause
    "pyphen": "MPL-1.1",  # offered under GPL 2+, LGPL 2.1+ or MPL 1.1: the last is chosen
}
"""Packages that do not say it in a form that can be read, or leave the choice: what was read by a person."""
_PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)==", re.MULTILINE)
_LONG = 60


def main(locks: Sequence[str]) -> int:
    """Print a line a package; the exit status."""
    names = sorted({name for lock in locks for name in _PINNED.findall(Path(lock).read_text("utf-8"))})
    wrong = 0
    for name in names:
        said, trouble = judged(name)
        wrong += bool(trouble)
        sys.stdout.write(f"{name}: {said}{f'  <- {trouble}' if trouble else ''}\n")
    if wrong:
        told = "read their licence, and add it to .github/licences.py, or take another package"
        sys.stderr.write(f"{wrong} of {len(names)} packages: {told}\n")
    return 1 if wrong or not names else 0


def judged(name: str) -> tuple[str, str]:
    """The licence of an installed package, and what is wrong with it."""
    try:
        said = CHOSEN.get(name.lower()) or licence_of(metadata(name))
    except PackageNotFoundError:
        return "", "is not installed"
    if not said:
        return "", "says no licence"
    return said, "" if is_allowed(said) else "is not allowed"


def licence_of(package: Mapping[str, str]) -> str:
    """What a package says, as an SPDX expression as far as that can be told."""
    if expression := package.get("License-Expression"):
        return expression
    get_all = getattr(package, "get_all", None)
    classifiers: Iterable[str] = (get_all("Classifier") or ()) if get_all else ()
    named = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License :: ")]
    known = [_known(one) for one in named if one != "OSI Approved"]
    if known:
        return " AND ".join(known)
    word = (package.get("License") or "").strip().partition("\n")[0]
    return _known(word) if len(word) <= _LONG else ""


def _known(name: str) -> str:
    return NAMES.get(name.lower(), name)


def is_allowed(expression: str) -> bool:
    """Whether an SPDX expression of AND, OR and brackets can be met with what is allowed."""
    words = re.findall(r"\(|\)|[^\s()]+(?: Domain)?", expression)
    try:
        met, rest = _either(words)
    except IndexError:
        return False
    return met and not rest


def _either(words: list[str]) -> tuple[bool, list[str]]:
    met, words = _both(words)
    while words and words[0].upper() == "OR":
        more, words = _both(words[1:])
        met = met or more
    return met, words


def _both(words: list[str]) -> tuple[bool, list[str]]:
    met, words = _one(words)
    while words and words[0].upper() == "AND":
        more, words = _one(words[1:])
        met = met and more
    return met, words


def _one(words: list[str]) -> tuple[bool, list[str]]:
    if words[0] == "(":
        met, words = _either(words[1:])
        return met and words[0] == ")", words[1:]
    return words[0] in ALLOWED, words[1:]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["requirements.lock", "requirements-dev.lock"]))
