"""Scanned PDFs and pictures of pages to text: recognised lines, laid out as the lines of a PDF are.

What was recognised is never as sure as what was typed: the confidence of every line that is low, and every number that
was read in two ways, becomes a diagnostic at its place, and the whole text says that it was recognised.
"""

from __future__ import annotations

import importlib
import io
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any, Final

from tracker.errors import EmptySource, SourceTooLarge, UnreadableSource
from tracker.messages import said
from tracker.model import Diagnostic, MediaType, SourceText
from tracker.read.ocr.recognition import Recognised, recognised
from tracker.read.pdf.layout import Layout, lay_out
from tracker.read.pdf.page import Line, Page
from tracker.read.source import source_text

__all__ = ["read_pictures"]

DOTS: Final = 200
"""Dots an inch at which pages of a PDF are drawn."""
POINTS: Final = 72
A4_WIDTH: Final = 595.0
"""Points of the width that a picture is taken to have: it does not say how large the page was."""
MOST_PAGES: Final = 300
MOST_PIXELS: Final = 60_000_000
"""Pixels of a picture; a page of A4 at 600 dots an inch has 35 million."""
SURE: Final = 0.9
"""Confidence (0 to 1) below which a line is told."""


def read_pictures(data: bytes, name: str, kind: MediaType) -> SourceText:
    """The text of a scanned PDF or of a picture, as it was recognised.

    Raises:
        UnreadableSource: the extra for it is not installed, or the file is damaged.
        SourceTooLarge: it has too many pages or pixels.
        EmptySource: nothing was recognised.
    """
    pages: list[Page] = []
    lines: list[tuple[Line, Recognised]] = []
    for index, (picture, scale) in enumerate(_pictures(data, name, kind)):
        found = _placed(recognised(picture), index, scale)
        height, width = picture.shape[:2]
        own = tuple(line for line, _ in found)
        pages.append(Page(index=index, width=width / scale, height=height / scale, lines=own))
        lines += found
    if not lines:
        raise EmptySource("no text was recognised on it", where=name, do="look at it: it may be blank or a photograph")
    layout = lay_out(pages)
    return source_text(
        data=data,
        name=name,
        media_type=kind,
        text=layout.text,
        furniture=layout.furniture,
        reflowed=True,
        diagnostics=tuple(_told(lines, layout, len(pages))),
    )


def _pictures(data: bytes, name: str, kind: MediaType) -> Iterator[tuple[Any, float]]:
    """The pages as arrays of pixels, each with how many pixels make a point."""
    if kind == "application/pdf":
        from tracker.read.pdf.pages import drawn_pages  # noqa: PLC0415 - PDFium is loaded for PDF only

        yield from drawn_pages(data, name, DOTS / POINTS, MOST_PAGES)
        return
    try:
        image, numpy = importlib.import_module("PIL.Image"), importlib.import_module("numpy")
    except ImportError as error:
        do = said("pip install 'gazette-tracker[ocr]', or recognise the text first, with `ocrmypdf` for example")
        raise UnreadableSource("recognising text needs an extra that is not installed", where=name, do=do) from error
    try:
        opened = image.open(io.BytesIO(data))
        if getattr(opened, "n_frames", 1) > MOST_PAGES or opened.width * opened.height > MOST_PIXELS:
            raise SourceTooLarge(
                "the picture has too many pages or pixels", where=name, do="split it, or scale it down"
            )
        for number in range(getattr(opened, "n_frames", 1)):
            opened.seek(number)
            yield numpy.asarray(opened.convert("RGB"))[:, :, ::-1].copy(), opened.width / A4_WIDTH
    except (OSError, ValueError, SyntaxError, image.DecompressionBombError) as error:
        raise UnreadableSource("the picture is damaged", where=name, do="fetch it again") from error


def _placed(found: Sequence[Recognised], page: int, scale: float) -> list[tuple[Line, Recognised]]:
    """Recognised lines as the layout of pages knows lines; letters of about the usual size have just that.

    Boxes of lines differ by some pixels, sizes of print do not.
    """
    sizes = [_size(one) for one in found]
    usual = median(sizes) if sizes else 0.0
    near = [usual if abs(size - usual) <= NEAR * usual else size for size in sizes]
    return [(_line(one, page, size, scale), one) for one, size in zip(found, near, strict=True)]


def _size(one: Recognised) -> float:
    """The size of a line's letters in pixels: their width where there are enough of them, else their height."""
    width = sum(0.5 if letter.isascii() else 1.0 for letter in one.text)
    height = (one.bottom - one.top) * 0.85
    return min(height, (one.right - one.left) / width) if width > _FEW else height


def _line(one: Recognised, page: int, em: float, scale: float) -> Line:
    return Line(
        text=one.text,
        page=page,
        left=one.left / scale,
        right=one.right / scale,
        y=((one.top + one.bottom) / 2 + 0.35 * em) / scale,
        em=em / scale,
    )


NEAR: Final = 0.12
"""Ratio by which the letters of a line may differ from the usual size and still have it."""
_FEW: Final = 4
"""Letters from which the width of a line tells their size."""


def _told(lines: Sequence[tuple[Line, Recognised]], layout: Layout, pages: int) -> Iterator[Diagnostic]:
    """That the text was recognised and how surely; every doubtful line and number at its place."""
    scores = [one.confidence for _, one in lines]
    extent = f"{pages}页{len(lines)}行，最低{min(scores):.2f}"
    whole = f"文字由识别得来，置信度{sum(scores) / len(scores):.2f}（{extent}），请核对原件"
    yield Diagnostic(severity="warning", code="recognised", message=whole, span=(0, 0))
    at = 0
    for line, one in lines:
        start = max(layout.starts[line.page], 0)
        place = next((found for low in (at, start, 0) if (found := layout.text.find(one.text, low)) >= 0), start)
        span = (place, place + len(one.text)) if layout.text.startswith(one.text, place) else (place, place)
        at = span[1]
        if one.confidence < SURE:
            message = f"文字由识别得来，置信度{one.confidence:.2f}：“{one.text}”"
            yield Diagnostic(severity="warning", code="recognised-doubtful", message=message, span=span)
        for first, again in one.doubts:
            message = f"数字两次识别不同：“{first}”与“{again}”，请核对原件"
            yield Diagnostic(severity="warning", code="digits-doubtful", message=message, span=span)
