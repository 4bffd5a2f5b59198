"""Markup that text files hold: front matter of Markdown, fences, tags of HTML between the words, links, entities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.language.patterns import regex
from tracker.model import Span

_FRONT_MATTER = regex(r"\ufeff?(---|\+\+\+)[ \t\u3000]*\r?\n(?:[^\n]*\n){0,60}?\1[ \t\u3000]*(?=\r?\n|\Z)")
"""The front matter of a Markdown file (YAML between dashes, TOML between plusses); only where it has a field."""
_FIELD = regex(r"^[A-Za-z][\w-]*\s*[:=]", re.MULTILINE)

_FENCE = regex(r"^[ \t]*:{3,}[^\n]*$", re.MULTILINE)
"""A line that opens or closes a container: ::: tip 修订信息."""

_TAG = regex(
    r"</?(?:p|b|i|u|br|strong|em|span|div|font|center|a|sup|sub|img|hr|h[1-6]|li|ul|ol|section|article|blockquote|details|summary)"
    r"(?:\s[^<>\n]{0,400})?/?>",
    re.IGNORECASE,
)
"""A tag of HTML by its name; not those of tables, which make rows, and not <目录> in angle brackets."""

BLANK_ENTITY = regex(r"&(?:emsp|ensp|nbsp|thinsp|#(?:8195|8194|160|12288|x3000|x2003|x2002|xa0));", re.IGNORECASE)
"""A blank written as an entity of HTML."""

LINK = regex(r"\[([^\[\]\n]+)\]\((?:#|https?:|mailto:|\.{0,2}/|[^()\s]{1,300}\.(?:html?|md|pdf|docx?))[^()\s]{0,500}\)")
"""A link of Markdown: its words, its target. Not 〔2023〕 in square brackets before a remark in round ones."""


def markup_spans(text: str) -> Iterator[Span]:
    """The stretches of a text that are markup and no words, in order of their kinds; they do not overlap."""
    start = 0
    if (
        text[:4].lstrip("\ufeff")[:3] in ("---", "+++")
        and (match := _FRONT_MATTER.match(text))
        and _FIELD.search(match[0])
    ):
        start = match.end()
        yield from _without_title(text, match)
    if ":::" in text:
        yield from (match.span() for match in _FENCE.finditer(text, start))
    if "<" in text:
        yield from (match.span() for match in _TAG.finditer(text, start))


_TITLE = regex(r"^title\s*[:=][ \t]*[\"'“]?([^\n\"'”]+?)[\"'”]?[ \t]*$", re.MULTILINE | re.IGNORECASE)


def _without_title(text: str, front: re.Match[str]) -> Iterator[Span]:
    """The front matter but for the title in it, where the text below does not print that title again."""
    title = _TITLE.search(text, front.start(), front.end())
    if title is None or title[1] in text[front.end() :]:
        yield front.span()
    else:
        yield front.start(), title.start(1)
        yield title.end(1), front.end()
