"""Contents lists of titles alone, without pages and numbers, as web pages of an issue have them."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.language.document_kinds import NO_KIND, kind_of
from tracker.language.labels import LIST_LABEL, ORDINAL_LABEL
from tracker.language.patterns import regex
from tracker.language.titles import title_key
from tracker.model import ContentsEntry
from tracker.parse.issue.contents_sections import section_name
from tracker.parse.issue.joined_title import join_title
from tracker.parse.issue.title_lines import title_end, title_piece
from tracker.parse.lines import Line

_LONGEST_LIST = 200
_FEWEST = 2
"""Titles that make a list."""


_SENTENCE = regex(r"[。；！？]|[:：]$")
"""The end of a sentence, or of an addressee: what no cover and no contents list has."""
_PROVISION = regex(rf"{ORDINAL_LABEL}|{LIST_LABEL}")
_LONGEST_BARE = 4_000


def holds_only_contents(lines: Sequence[Line]) -> bool:
    """Whether what was printed of an issue is its cover and a list of titles alone, without any text of a document.

    Some sites give such a file for an issue whose documents stand on pages of their own. Not a text that has one
    sentence, an addressee or a provision.
    """
    if sum(len(line.text) for line in lines) > _LONGEST_BARE:
        return False
    return not any(_SENTENCE.search(line.text) or _PROVISION.match(line.text) for line in lines)


def plain_entries(lines: Sequence[Line], start: int) -> tuple[list[ContentsEntry], list[str], int] | None:
    """The entries from ``start``, section names, and the index past the last; ``None`` for a list of another form.

    Each entry is a title that ends with a word of kind. The list is over where the first title (or the first section)
    stands again: there the body begins.
    """
    entries: list[ContentsEntry] = []
    sections: list[str] = []
    i = start
    while i < min(len(lines), start + _LONGEST_LIST):
        section = section_name(lines, i)
        if section and section in sections:
            break
        if section:
            sections.append(section)
            i += 1
            continue
        end = title_end(lines, i)
        title = join_title("\n".join(line.raw for line in lines[i:end]))
        if entries and title and title_key(title) == title_key(entries[0].title):
            break
        if end == i or kind_of(title) == NO_KIND or not title_piece(lines[i]):
            return None
        entries.append(
            ContentsEntry(title=title, doc_number=None, page=None, section=sections[-1] if sections else None)
        )
        i = end
    else:
        return None
    return (entries, sections, i) if len(entries) >= _FEWEST else None
