"""English words of which nobody knows any longer what they were made of, told in another language all the same.

Errors go through ledgers and through processes as plain text, and a library has words of its own: the template that
such a text must have been made of is found again by what it says itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from tracker.language.patterns import regex
from tracker.messages import Message, said, template
from tracker.wording.told import catalogue, in_language

if TYPE_CHECKING:
    from tracker.model import Lang

__all__ = ["parts_of", "recognised"]

_FIELD: Final = regex(r"(?<!\{)\{(\w+)(!r)?(?::[^{}]*)?\}")
_JOINTS: Final = ((template("{what}; {do}"), "; "), (template("{where}: {what}"), ": "))
"""Lines of several parts, and where they are parted."""
_SAYING: Final = frozenset({"error", "reason", "what", "do", "how"})
"""Fields that hold words of ours, not names."""
_LONGEST: Final = 1000
"""Characters of a text up to which it is looked at: what is longer is no message of ours."""
_LEAST: Final = 6
"""Letters of its own by which a template is known; ``{id}: {error}`` would fit anything."""


def recognised(text: str, lang: Lang) -> str:
    """A text that was kept or sent as English alone, in a language; of a message what is plain text in it.

    The template with the most words of its own counts. A line of several parts is told part by part. What nothing fits
    stays as it is.
    """
    if lang == "en" or len(text) > _LONGEST:
        return str(text)
    if not isinstance(text, Message):
        return _recognised(text, lang)
    parts = {name: _again(name, part, lang) for name, part in text.parts.items()}
    return in_language(type(text)(text.template, parts), lang)


def _again(name: str, part: object, lang: Lang) -> object:
    """A value within a text: what is said in it is told too, names stay."""
    return recognised(part, lang) if isinstance(part, str) and (isinstance(part, Message) or name in _SAYING) else part


@lru_cache(maxsize=1024)
def _recognised(text: str, lang: Lang) -> str:
    if (found := _by_template(text, lang)) is not None:
        return found
    for form, joint in _JOINTS:
        first, sign, rest = text.partition(joint)
        told = (recognised(first, lang), recognised(rest, lang)) if sign else (first, rest)
        if told != (first, rest):
            return in_language(
                said(form, **dict(zip((name for name, _ in _FIELD.findall(form)), told, strict=True))), lang
            )
    return text


def parts_of(text: str, form: str) -> Mapping[str, str] | None:
    """What stands in the fields of a template that a text is made of; ``None`` where it is not."""
    found = _pattern(form).fullmatch(text)
    return found and found.groupdict()


def _by_template(text: str, lang: Lang) -> str | None:
    """The words for a text that is one of the catalogue's, or made by one of its templates."""
    words = catalogue(lang)
    if text in words:
        return words[text]
    for form, sign in _telling(lang):
        if sign in text and (parts := parts_of(text, form)) is not None:
            return _filled(words[form], parts, lang)
    return None


def _filled(words: str, parts: Mapping[str, str], lang: Lang) -> str:
    """The words of a language with the values."""
    told = {name: str(_again(name, part, lang)) for name, part in parts.items()}
    return _unescaped(_FIELD.sub(lambda field: told.get(field[1], field[0]), words))


@cache
def _telling(lang: Lang) -> tuple[tuple[str, str], ...]:
    """The templates that say enough by themselves, the most telling first, each with its longest words."""
    own = {form: len(re.findall("[A-Za-z]", _FIELD.sub("", form))) for form in catalogue(lang) if _FIELD.search(form)}
    telling = sorted((form for form, letters in own.items() if letters >= _LEAST), key=lambda form: -own[form])
    return tuple((form, max(map(_unescaped, _FIELD.sub("\0", form).split("\0")), key=len)) for form in telling)


def _unescaped(words: str) -> str:
    """What stands in a text for the words of a template: two braces are one."""
    return words.replace("{{", "{").replace("}}", "}")


@cache
def _pattern(form: str) -> re.Pattern[str]:
    """What a template makes: a field is any text, one that is quoted stands in quotation marks."""
    pattern, end = "", 0
    for field in _FIELD.finditer(form):
        mark = "['\"]" if field[2] else ""
        again = f"(?P<{field[1]}>" in pattern
        pattern += re.escape(_unescaped(form[end : field.start()]))
        pattern += mark + (f"(?P={field[1]})" if again else f"(?P<{field[1]}>.+?)") + mark
        end = field.end()
    return re.compile(pattern + re.escape(_unescaped(form[end:])), re.DOTALL)
