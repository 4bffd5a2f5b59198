"""Words of the language, read from ``language/data/*.toml``: tables of word → where it comes from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

_FOLDER: Final = Path(__file__).parent / "data"


@cache
def word_list(name: str) -> Mapping[str, Mapping[str, str]]:
    """The tables of one file (``kinds`` is ``language/data/kinds.toml``), in their order; read once, when asked for."""
    text = (_FOLDER / f"{name}.toml").read_text("utf-8")
    return MappingProxyType({table: MappingProxyType(words) for table, words in tomllib.loads(text).items()})


def either(words: Iterable[str]) -> str:
    """The pattern of one of some words, the longest first, so that 法 never takes the beginning of 法典."""
    return "(?:" + "|".join(map(re.escape, sorted(dict.fromkeys(words), key=len, reverse=True))) + ")"
