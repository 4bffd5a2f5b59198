"""Plain text and Markdown: the characters exactly as decoded, but for the line ends.

Line ends become a single line feed (CR LF and CR are the same line end on other systems), and a byte order mark goes;
offsets count code points of that text.
"""

from __future__ import annotations

from tracker.errors import EmptySource
from tracker.model import MediaType, SourceText
from tracker.read.decoding import decode
from tracker.read.source import source_text

__all__ = ["line_feeds", "read_text"]


def read_text(data: bytes, name: str, media_type: MediaType, declared: str | None = None) -> SourceText:
    """The decoded text.

    Raises:
        EmptySource: There are only blanks.
        UnreadableSource: The bytes are not text.
    """
    decoded = decode(data, name, declared)
    text = line_feeds(decoded.text)
    if not text.strip():
        raise EmptySource("there is nothing but blanks", where=name, do="fetch it again")
    return source_text(data=data, name=name, media_type=media_type, text=text, diagnostics=decoded.diagnostics(text))


def line_feeds(text: str) -> str:
    """The text with every line end a line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
