"""Which parser this is: what the trailer ``Parser`` says, and what tells cached parses of two parsers apart."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tracker import __version__
from tracker.parse import PARSER_VERSION

_MADE_OF = ("model.py", "numerals.py", "schema.py", "store/document_text.py", "read", "parse")
_MADE_WITH = ("charset-normalizer", "pypdfium2", "python-docx", "selectolax")


def parser_version() -> str:
    """For trailers: the program's version, the parser's, and which code exactly, ``0.1.0/1+5f2b90c1d3a47e68``."""
    return f"{__version__}/{PARSER_VERSION}+{parser_fingerprint()}"


@cache
def parser_fingerprint() -> str:
    """A digest of the code that turns bytes into an issue, and of the versions of its libraries.

    Numbers of versions are raised by people, who forget; the code itself does not.
    """
    package = Path(__file__).parent.parent
    libraries = " ".join(f"{name}={_version(name)}" for name in _MADE_WITH)
    digest = hashlib.sha256(f"{__version__}/{PARSER_VERSION} {libraries}".encode())
    for part in _MADE_OF:
        place = package / part
        for module in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(module.read_bytes() if module.is_file() else b"")
    return digest.hexdigest()[:16]


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""
