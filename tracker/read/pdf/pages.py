"""PDF to text; PDFium is talked to here, in ``pdf_lines`` and ``pdf_rules``, and the layout is undone in ``layout``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from tracker.errors import EmptySource, EncryptedSource, ScannedSource, SourceTooLarge, UnreadableSource
from tracker.language.patterns import regex
from tracker.messages import said
from tracker.model import Diagnostic, SourceText
from tracker.read.pdf.layout import Layout, lay_out
from tracker.read.pdf.letters import read_page
from tracker.read.pdf.page import Page
from tracker.read.source import source_text

__all__ = ["drawn_pages", "read_pdf"]

LARGEST = 3_000
"""Points of the longer side of a page that is drawn: twice that of A2."""

MOST_CHARACTERS = 300_000
"""Characters of a page: a sheet of newspaper has 20,000."""
UNMAPPED = regex("[\ufffd\ufffe\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
"""What stands in the text where a font has no mapping to Unicode: replacement, private use, control characters."""


def read_pdf(data: bytes, name: str) -> SourceText:
    """The text of a PDF: paragraphs rebuilt, running heads and page numbers marked, tables as rows.

    Raises:
        EncryptedSource: It needs a password.
        ScannedSource: Its pages are pictures without text.
        EmptySource: It has no pages, or pages without text.
        UnreadableSource: It is damaged or cut off, or its fonts have no mapping to Unicode.
    """
    _check_whole(data, name)
    with closing(_open(data, name)) as document:
        pages = tuple(_pages(document, name))
    _check_text(pages, name)
    layout = lay_out(pages)
    return source_text(
        data=data,
        name=name,
        media_type="application/pdf",
        text=layout.text,
        furniture=layout.furniture,
        reflowed=True,
        diagnostics=tuple(_picture_pages(pages, layout)),
    )


# --- opening ----------------------------------------------------------------------------------------------------------


def _check_whole(data: bytes, name: str) -> None:
    """A PDF ends with %%EOF (ISO 32000-1, 7.5.5); PDFium would mend a cut one and drop pages without a word."""
    if b"%%EOF" not in data[-4096:]:
        raise UnreadableSource("the PDF is cut off: its end mark %%EOF is missing", where=name, do="fetch it again")


def _open(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise EncryptedSource(
                "the PDF is encrypted", where=name, do="remove the password first, with `qpdf --decrypt` for example"
            ) from error
        raise UnreadableSource(
            "the PDF is damaged: PDFium cannot open it", where=name, do="fetch it again, or mend it with `qpdf`"
        ) from error
    if not len(document):
        document.close()
        raise EmptySource("the PDF has no pages", where=name, do="fetch it again")
    return document


def drawn_pages(data: bytes, name: str, scale: float, most: int) -> Iterator[tuple[Any, float]]:
    """The pages of a PDF as pictures, each an array of pixels (rows, columns, blue-green-red), with ``scale``.

    ``scale`` are the pixels of a point, ``most`` the pages that it may have. It needs NumPy.

    Raises:
        EncryptedSource: It needs a password.
        SourceTooLarge: It has more pages, or one is larger than any paper.
        UnreadableSource: It is damaged or cut off.
    """
    _check_whole(data, name)
    with closing(_open(data, name)) as document:
        sizes = [document.get_page_size(index) for index in range(min(len(document), most + 1))]
        if len(sizes) > most or any(max(size) > LARGEST for size in sizes):
            raise SourceTooLarge(
                said("it has more than {most} pages, or huge ones", most=most), where=name, do="split it"
            )
        for page in document:
            with closing(page):
                yield page.render(scale=scale, rev_byteorder=False).to_numpy()[:, :, :3].copy(), scale


def _pages(document: pdfium.PdfDocument, name: str) -> Iterator[Page]:
    for index in range(len(document)):
        try:
            page = document[index]
            text_page = page.get_textpage()
        except pdfium.PdfiumError as error:
            raise UnreadableSource(
                said("page {number} of the PDF is damaged", number=index + 1),
                where=name,
                do="fetch it again, or mend it with `qpdf`",
            ) from error
        with closing(page), closing(text_page):
            _refuse_crowd(text_page, index, name)
            yield read_page(page, text_page, index)


def _refuse_crowd(text_page: pdfium.PdfTextPage, index: int, name: str) -> None:
    count = text_page.count_chars()
    if count > MOST_CHARACTERS:
        raise SourceTooLarge(
            said("page {number} of the PDF has {count} characters", number=index + 1, count=count),
            where=name,
            do="it is broken or a trap: do not open it",
        )


def _check_text(pages: tuple[Page, ...], name: str) -> None:
    text = "".join(line.text for page in pages for line in page.lines)
    pictures = sum(page.pictured and not page.lines for page in pages)
    if pictures * 2 > len(pages):
        raise ScannedSource(
            said("{pictures} of {count} pages are pictures without text (a scan)", pictures=pictures, count=len(pages)),
            where=name,
            do="recognise the text with `tracker parse --ocr`, or `ocrmypdf -l chi_sim IN.pdf OUT.pdf`",
        )
    if not text.strip():
        raise EmptySource("the PDF has no text", where=name, do="recognise the text first, with `ocrmypdf` for example")
    unmapped = len(UNMAPPED.findall(text))
    if unmapped * 3 > len(text):
        raise UnreadableSource(
            said(
                "{unmapped} of {count} characters have no mapping to Unicode in the fonts of the PDF",
                unmapped=unmapped,
                count=len(text),
            ),
            where=name,
            do="recognise the text from the picture, with `ocrmypdf --force-ocr -l chi_sim IN.pdf OUT.pdf` for example",
        )


def _picture_pages(pages: tuple[Page, ...], layout: Layout) -> Iterator[Diagnostic]:
    """Single pages that are pictures, in a PDF that otherwise has text: what they say is missing here."""
    for page in pages:
        if page.pictured and not page.lines:
            offset = layout.starts[page.index]
            yield Diagnostic(
                severity="warning",
                code="unreadable",
                message=f"PDF第{page.index + 1}页是没有文字的图片：缺少该页文字",
                span=(offset, offset),
            )
