"""What kind of source the bytes are: by their own marks first, then by what they are said to be, then by their name."""

from __future__ import annotations

import re

from tracker.errors import EncryptedSource, ScannedSource, UnreadableSource
from tracker.language.patterns import regex
from tracker.messages import said
from tracker.model import MediaType

__all__ = ["DOCX", "OFD", "RTF", "SOURCE_SUFFIXES", "WORD", "media_type_of", "needs_office", "scan_type"]

DOCX: MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

HTML_MARK = regex(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s|<div[\s>]|<table[\s>]", re.IGNORECASE)
HEAD = 4096
"""Bytes at the beginning in which a format shows its mark."""

_OTHER_PICTURES = (b"GIF8", b"RIFF")
"""Pictures of which no text is recognised."""
ARCHIVES = (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Compound File Binary: what Word wrote before 2007, and what an encrypted .docx is wrapped in."""

OFD: MediaType = "application/ofd"
WORD: MediaType = "application/msword"
RTF: MediaType = "application/rtf"

EXTENSIONS: dict[str, MediaType] = {
    "pdf": "application/pdf",
    "ofd": OFD,
    "doc": WORD,
    "wps": WORD,
    "rtf": RTF,
    "docx": DOCX,
    "html": "text/html",
    "htm": "text/html",
    "shtml": "text/html",
    "xhtml": "text/html",
    "md": "text/markdown",
    "markdown": "text/markdown",
    "txt": "text/plain",
}
SOURCE_SUFFIXES = frozenset(f".{ending}" for ending in EXTENSIONS)
"""Endings of the files that are read; of a folder and an archive these are taken."""
BINARY: dict[MediaType, str] = {
    "application/pdf": "PDF",
    DOCX: "DOCX",
    OFD: "OFD",
    WORD: said("document of Word or WPS"),
    RTF: said("RTF document"),
}
WORD_STREAM = "WordDocument".encode("utf-16-le")
"""The stream of a Compound File that holds a text of Word or WPS; a table's or a presentation's has another."""


def media_type_of(data: bytes, name: str, declared: str | None = None) -> MediaType:
    """The media type of the bytes.

    Raises:
        EncryptedSource: A DOCX with a password.
        ScannedSource: A picture.
        UnreadableSource: A format that is not read, or bytes that are not what their name says.
    """
    named = _said(name, declared)
    head = data[:HEAD]
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    _refuse_foreign(data, name)
    if head.startswith(OLE):
        return WORD
    if head.startswith(b"{\\rtf"):
        return RTF
    if head.startswith(b"PK\x03\x04"):
        return _zipped(data, name)
    if named in BINARY:
        raise UnreadableSource(
            said("it is called a {kind} and its bytes are none", kind=BINARY[named]),
            where=name,
            do="open it: it may be an error page of the server; fetch it again",
        )
    if named == "text/html" or (named != "text/markdown" and _looks_like_html(head)):
        return "text/html"
    return named or "text/plain"


_PICTURES: dict[bytes, MediaType] = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n": "image/png",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}


def _picture(data: bytes) -> MediaType | None:
    """The media type of a picture that can be recognised. Of a BMP four bytes that are reserved are zero."""
    if data.startswith(b"BM") and data[6:10] == bytes(4):
        return "image/bmp"
    return next((kind for mark, kind in _PICTURES.items() if data.startswith(mark)), None)


def scan_type(data: bytes) -> MediaType | None:
    """The media type of bytes that may be a scan: a PDF or a picture that can be recognised; else ``None``."""
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    return _picture(data)


def needs_office(data: bytes) -> bool:
    """Whether bytes are of a format that only LibreOffice reads: of Word before 2007, of WPS, or RTF."""
    return data.startswith((OLE, b"{\\rtf"))


def _said(name: str, declared: str | None) -> MediaType | None:
    """What the declaration or, without one that we know, the name says."""
    base = (declared or "").partition(";")[0].strip().lower()
    if base == "application/xhtml+xml":
        return "text/html"
    for known in EXTENSIONS.values():
        # Servers call everything text/plain that they do not know.
        if base == known != "text/plain":
            return known
    _, dot, extension = name.rpartition(".")
    return EXTENSIONS.get(extension.lower()) if dot else None


def _looks_like_html(head: bytes) -> bool:
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"<") and bool(HTML_MARK.search(start))


def _refuse_foreign(data: bytes, name: str) -> None:
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise EncryptedSource("the document needs a password", where=name, do="remove it in Word and save again")
        if WORD_STREAM not in data:
            raise UnreadableSource("this is an office document, but no text", where=name, do="save it as .docx or PDF")
    if _picture(data) or data.startswith(_OTHER_PICTURES):
        raise ScannedSource(
            "this is a picture, not text", where=name, do="recognise its text: `tracker parse --ocr`, or `ocrmypdf`"
        )
    if data.startswith(ARCHIVES):
        raise UnreadableSource("this is a compressed archive", where=name, do="unpack it and name the files in it")


def _zipped(data: bytes, name: str) -> MediaType:
    if b"word/document" in data:
        return DOCX
    if b"OFD.xml" in data:
        return OFD
    if b"[Content_Types].xml" in data or b"mimetype" in data[:64]:
        raise UnreadableSource("this is an office document, but not of Word", where=name, do="save it as .docx or PDF")
    if b"PK\x05\x06" not in data[-70_000:]:
        raise UnreadableSource("this is a cut-off ZIP archive or DOCX", where=name, do="fetch it again")
    raise UnreadableSource("this is a ZIP archive", where=name, do="unpack it and name the files in it")
