"""Bytes to ``SourceText``: plain text, Markdown, HTML, PDF, OFD, DOCX and, through LibreOffice, .doc, .wps and RTF.

The module of a format is imported when a source of that format comes: reading plain text loads no PDF library.
"""

from __future__ import annotations

from pathlib import Path

from tracker.errors import EmptySource, ScannedSource, SourceTooLarge, UnreadableSource
from tracker.messages import said, system_reason
from tracker.model import SourceText
from tracker.read.sniff import media_type_of, scan_type

__all__ = ["TOO_LARGE", "bytes_of", "read_bytes", "read_file", "read_scan"]

TOO_LARGE = 100_000_000
"""Bytes from which on a source is refused: a gazette's issue is a hundred times smaller."""


def read_file(path: Path | str) -> SourceText:
    """The text of a file, whatever its format; ``name`` is the file's name without its folders.

    Raises:
        UnreadableSource: The file is missing, is a folder, or its bytes cannot become text (see ``read_bytes``).
    """
    return read_bytes(bytes_of(path), Path(path).name)


def bytes_of(path: Path | str) -> bytes:
    """The bytes of a file, up to ``TOO_LARGE``.

    Raises:
        UnreadableSource: The file is missing, is a folder, or cannot be read.
    """
    try:
        with Path(path).open("rb") as stream:
            return stream.read(TOO_LARGE)
    except IsADirectoryError as error:
        raise UnreadableSource("this is a folder", where=str(path), do="name a file in it") from error
    except FileNotFoundError as error:
        do = said("write /dev/stdin to read standard input") if str(path) == "-" else said("check the path")
        raise UnreadableSource("there is no such file", where=str(path), do=do) from error
    except (OSError, ValueError) as error:
        reason = system_reason(error) if isinstance(error, OSError) else error
        raise UnreadableSource(
            said("the file cannot be read: {reason}", reason=reason), where=str(path), do="check it"
        ) from error


def read_scan(data: bytes, name: str) -> SourceText:
    """The text of the bytes, recognised where they are pictures of pages; as ``read_bytes`` where they are not.

    Raises:
        UnreadableSource: as ``read_bytes``, or the extra for recognising text is not installed.
    """
    try:
        return read_bytes(data, name)
    except ScannedSource:
        kind = scan_type(data)
        if kind is None:
            raise
    from tracker.read.ocr.scans import read_pictures  # noqa: PLC0415  # models are loaded for scans only

    return read_pictures(data, name, kind)


def read_bytes(data: bytes, name: str, media_type: str | None = None) -> SourceText:
    """The text of the bytes; ``media_type`` is what the server or the user says they are, which the bytes may refute.

    Raises:
        EmptySource: There is no text.
        EncryptedSource: A password is needed.
        ScannedSource: Pictures of pages, which need text recognition first.
        SourceTooLarge: ``TOO_LARGE`` bytes or more.
        UnreadableSource: Damaged, cut off, binary, or of a format that is not read.
    """
    if len(data) >= TOO_LARGE:
        raise SourceTooLarge(
            said("the source has {most} MB or more", most=TOO_LARGE // 1_000_000),
            where=name,
            do="split it into single issues",
        )
    if not data:
        raise EmptySource("the source is empty (0 bytes)", where=name, do="fetch it again")
    kind = media_type_of(data, name, media_type)
    if kind == "application/pdf":
        from tracker.read.pdf.pages import read_pdf  # noqa: PLC0415  # PDFium is loaded for PDF only

        return read_pdf(data, name)
    if kind == "text/html":
        from tracker.read.html.pages import read_html  # noqa: PLC0415  # selectolax is loaded for HTML only

        return read_html(data, name, media_type)
    if kind in {"text/plain", "text/markdown"}:
        from tracker.read.text import read_text  # noqa: PLC0415  # the tables of encodings are loaded for text only

        return read_text(data, name, kind, media_type)
    if kind == "application/ofd":
        from tracker.read.ofd.pages import read_ofd  # noqa: PLC0415  # the layout of pages is loaded for PDF and OFD

        return read_ofd(data, name)
    if kind in {"application/msword", "application/rtf"}:
        from tracker.read.office import read_office  # noqa: PLC0415  # LibreOffice is started for these only

        return read_office(data, name, kind)
    from tracker.read.docx.body import read_docx  # noqa: PLC0415  # python-docx is loaded for DOCX only

    return read_docx(data, name)
