"""Which parser this is: what the trailer ``Parser`` says, and what tells cached parses of two parsers apart."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from tracker import __version__
from tracker.parse import PARSER_VERSION

_MADE_OF = ("model.py", "numerals.py", "schema.py", "read", "parse")


def parser_version() -> str:
    """For people and trailers: the program's version and the parser's, ``0.1.0/1``."""
    return f"{__version__}/{PARSER_VERSION}"


@cache
def parser_fingerprint() -> str:
    """A digest of the code that turns bytes into an issue: a cached parse of other code is not used.

    The number above is raised by people, who forget; the code itself does not.
    """
    package = Path(__file__).parent.parent
    digest = hashlib.sha256(parser_version().encode())
    for part in _MADE_OF:
        place = package / part
        for module in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(module.read_bytes() if module.is_file() else b"")
    return digest.hexdigest()[:16]
