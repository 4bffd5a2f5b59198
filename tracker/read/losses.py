"""What a reader leaves out or cannot keep, marked at its place while the text is made, and told when it is whole.

A mark is a private stretch inside the text (``⟨U+FDD0⟩struck:30日⟨U+FDD1⟩``, noncharacters that no text has): it goes
through all joining of lines and blocks, and ``told`` takes it out and makes a diagnostic of it.
"""

from __future__ import annotations

from collections.abc import Mapping

from tracker.language.patterns import regex
from tracker.model import Diagnostic

__all__ = ["UNKNOWN", "loss", "plain", "told", "without_marks"]

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_MARK = regex(f"{_OPEN}([a-z-]+):([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_NONCHARACTERS = regex("[\ufdd0-\ufdef\ufffe\uffff]")

UNKNOWN = "〓"
"""Stands where a character is printed that has no code here: the geta mark of Chinese and Japanese typesetting."""

_MOST = 30
"""Characters of what was left out that a message quotes."""

_MESSAGES: Mapping[str, str] = {
    "struck-text": "划去的文字“{}”未读入正文",
    "unknown-symbol": "字体符号{}没有对应的字符，以〓代替",
    "formula": "公式中的“{}”按线性文字读入，请核对原文",
    "picture": "此处是图片，其中的文字未读入{}",
    "hidden-text": "页面隐藏的文字“{}”未读入正文",
}


def loss(code: str, what: str) -> str:
    """A mark for what stands here and is not read: its ``code`` (a key of the messages) and what it is."""
    short = what if len(what) <= _MOST else f"{what[:_MOST]}…"
    return f"{_OPEN}{code}:{plain(short)}{_CLOSE}"


def plain(text: str) -> str:
    """Text of a source without noncharacters, which would be taken for marks."""
    return _NONCHARACTERS.sub("", text)


def without_marks(text: str) -> str:
    """The text without its marks."""
    return _MARK.sub("", text) if _OPEN in text else text


def told(text: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text without its marks, and a warning for each of them at its place."""
    if _OPEN not in text:
        return text, ()
    parts: list[str] = []
    found: list[Diagnostic] = []
    length = before = 0
    for mark in _MARK.finditer(text):
        parts.append(text[before : mark.start()])
        length += mark.start() - before
        before = mark.end()
        message = _MESSAGES[mark[1]].format(mark[2])
        found.append(Diagnostic(severity="warning", code=mark[1], message=message, span=(length, length)))
    parts.append(text[before:])
    return "".join(parts), tuple(found)
