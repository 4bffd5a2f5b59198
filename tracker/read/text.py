"""Plain text and Markdown: the characters exactly as decoded, but for line ends and radicals.

Line ends become a single line feed (CR LF and CR are the same line end on other systems), a byte order mark goes, and
radicals that stand for characters in texts copied from PDFs become these (``radicals``); offsets count code points of
that text.
"""

from __future__ import annotations

from tracker.errors import EmptySource
from tracker.language.patterns import regex
from tracker.model import MediaType, SourceText
from tracker.read.decoding import decode
from tracker.read.radicals import unify
from tracker.read.source import source_text

__all__ = ["line_feeds", "read_text"]

LINE_END = regex("\r\n?|[\x85\u2028\u2029]")
"""Source: Unicode Standard, 5.8 Newline Guidelines."""


def read_text(data: bytes, name: str, media_type: MediaType, declared: str | None = None) -> SourceText:
    """The decoded text.

    Raises:
        EmptySource: There are only blanks.
        UnreadableSource: The bytes are not text.
    """
    decoded = decode(data, name, declared)
    text = unify(line_feeds(decoded.text))
    if not text.strip():
        raise EmptySource("there is nothing but blanks", where=name, do="fetch it again")
    return source_text(data=data, name=name, media_type=media_type, text=text, diagnostics=decoded.diagnostics(text))


def line_feeds(text: str) -> str:
    """The text with every line end a line feed: CR LF, CR, NEL, and Unicode's separators of lines and paragraphs."""
    return LINE_END.sub("\n", text) if any(sign in text for sign in "\r\x85\u2028\u2029") else text
