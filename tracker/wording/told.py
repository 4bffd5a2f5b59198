"""A message in the language of who reads it: its template looked up in the catalogue of that language.

A catalogue is a file of gettext, ``catalogues/zh_CN.po``, which ``make messages`` brings up to date. It is read as it
is: 1.1 ms more than a compiled one, and there is nothing to compile, to forget or to merge.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from tracker.language.patterns import regex
from tracker.messages import Listing, Message

if TYPE_CHECKING:
    from tracker.model import Lang, Sentence

__all__ = ["catalogue", "in_language"]

_FOLDER: Final = Path(__file__).parent / "catalogues"
_FILES: Final[Mapping[Lang, str]] = {"zh": "zh_CN.po"}
"""English is the language of the messages themselves."""

_QUOTED: Final = r'("[^\n]*"(?:\n"[^\n]*")*)'
_ENTRY: Final = regex(rf"^msgid {_QUOTED}\nmsgstr {_QUOTED}$", re.MULTILINE)
"""An entry as Babel and msgfmt write it: strings of C, a line each. Not what is commented out by ``#~``."""
_ESCAPED: Final = regex(r'"\n"|\\(.)')
_ESCAPES: Final[Mapping[str, str]] = {"n": "\n", "t": "\t"}


def in_language(text: str, lang: Lang) -> str:
    """A text in a language: a message by its template and parts, a sentence as it says itself, else looked up whole.

    What no catalogue has stays English: a wrong language is better than no words.
    """
    if lang not in _FILES:
        return str(text)
    if hasattr(text, "zh"):  # a Sentence; its module has every other value too, and help needs none of them
        return cast("Sentence", text).zh
    words = catalogue(lang)
    if isinstance(text, Listing):
        return words.get(text.template, text.template).join(_part(part, lang) for part in text.parts.values())
    if isinstance(text, Message):
        found = words.get(text.template, text.template)
        return found.format(**{name: _value(part, lang) for name, part in text.parts.items()}) if text.parts else found
    return words.get(text, text)


def _part(part: object, lang: Lang) -> str:
    return str(_value(part, lang))


def _value(part: object, lang: Lang) -> object:
    """A value within a message: a message or sentence is told, what is plain text is a name and stays."""
    if isinstance(part, str) and (isinstance(part, Message) or hasattr(part, "zh")):
        return in_language(part, lang)
    return part


@cache
def catalogue(lang: Lang) -> Mapping[str, str]:
    """The words of a language by the English ones; read once, when they are first needed."""
    text = (_FOLDER / _FILES[lang]).read_text("utf-8")
    return {
        found: words for entry in _ENTRY.finditer(text) if (found := _string(entry[1])) and (words := _string(entry[2]))
    }


def _string(quoted: str) -> str:
    """What the strings of an entry say."""
    inner = quoted[1:-1]
    return (
        _ESCAPED.sub(lambda match: _ESCAPES.get(match[1], match[1] or ""), inner)
        if "\\" in inner or "\n" in inner
        else inner
    )
