"""Which parser this is: what the trailer ``Parser`` says, and what tells cached parses of two parsers apart."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tracker import __version__

_MADE_OF = ("model.py", "language", "schema/issues.py", "store/legible_document.py", "read", "parse")
_MADE_WITH = ("charset-normalizer", "pypdfium2", "python-docx", "selectolax")


def parser_version() -> str:
    """For trailers: the program's version and which code exactly, ``0.1.0+5f2b90c1d3a47e68``."""
    return f"{__version__}+{parser_fingerprint()}"


@cache
def parser_fingerprint() -> str:
    """A digest of the code and the words that turn bytes into an issue, and of the versions of its libraries.

    There is no number of the parser beside it: numbers are raised by people, who forget; the code itself does not.
    """
    package = Path(__file__).parent.parent
    libraries = " ".join(f"{name}={_version(name)}" for name in _MADE_WITH)
    digest = hashlib.sha256(f"{__version__} {libraries}".encode())
    for part in _MADE_OF:
        place = package / part
        for file in sorted((*place.rglob("*.py"), *place.rglob("*.toml"))) if place.is_dir() else [place]:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""
