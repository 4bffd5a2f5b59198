"""How long reading a PDF takes, against what PDFium alone needs to hand over its characters; run by ``make bench``.

Two baselines, each over all pages of the same bytes, page and text page closed again:

- ``text``: PDFium makes the text page and hands over the text of the page in one call. No places at all.
- ``characters``: the same, then code and box of every character, one call each. This is the least that any reader
  which rebuilds paragraphs from places has to ask for, and the figure that the goal of 1.5 times refers to.

Both and the reader run in turns in one process; the best of the rounds counts, for the machine is shared.

usage: python tests/benchmarks/bench_pdf.py [FILE.pdf ...]     (default: the PDFs of the corpus)
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

from tracker.read.pdf.pages import read_pdf

ROUNDS = 7
GOAL = 1.5
ROOT = Path(__file__).resolve().parents[2]


def text_only(data: bytes) -> int:
    """PDFium's text of all pages in one call a page; the number of characters."""
    return _all_pages(data, _bulk_text)


def characters(data: bytes) -> int:
    """PDFium's code and box of every character of all pages; the number of characters."""
    return _all_pages(data, _code_and_box)


def _all_pages(data: bytes, take: Callable[[pdfium.PdfTextPage], int]) -> int:
    document = pdfium.PdfDocument(data)
    total = 0
    for index in range(len(document)):
        page = document[index]
        text_page = page.get_textpage()
        total += take(text_page)
        text_page.close()
        page.close()
    document.close()
    return total


def _bulk_text(text_page: pdfium.PdfTextPage) -> int:
    count = raw.FPDFText_CountChars(text_page.raw)
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(text_page.raw, 0, count, buffer)
    return len(bytes(buffer).decode("utf-16-le", "replace"))


def _code_and_box(text_page: pdfium.PdfTextPage) -> int:
    count = raw.FPDFText_CountChars(text_page.raw)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(count):
        raw.FPDFText_GetUnicode(text_page.raw, index)
        raw.FPDFText_GetCharBox(text_page.raw, index, left, right, bottom, top)
    return int(count)


def best_of(data: bytes) -> dict[str, float]:
    """The best time of each contender in milliseconds, run in turns."""
    contenders: dict[str, Callable[[], object]] = {
        "text": lambda: text_only(data),
        "characters": lambda: characters(data),
        "read_pdf": lambda: read_pdf(data, "bench.pdf"),
    }
    best = dict.fromkeys(contenders, float("inf"))
    for _ in range(ROUNDS):
        for name, run in contenders.items():
            start = time.perf_counter()
            run()
            best[name] = min(best[name], 1000 * (time.perf_counter() - start))
    return best


def main() -> None:
    """Print one line a file."""
    folder = Path(os.environ.get("TRACKER_CORPUS") or ROOT.parent / "shared") / "gazettes"
    files = [Path(name) for name in sys.argv[1:]] or sorted(folder.glob("*.pdf"))
    if not files:
        sys.exit(f"no PDF in {folder}: set TRACKER_CORPUS, or name files")
    for file in files:
        best = best_of(file.read_bytes())
        ratio = best["read_pdf"] / best["characters"]
        print(  # noqa: T201  # a benchmark prints
            f"{file.name}: PDFium text {best['text']:.0f} ms, with code and box of every character"
            f" {best['characters']:.0f} ms; read_pdf {best['read_pdf']:.0f} ms"
            f" = {ratio:.2f} times (goal {GOAL}), {best['read_pdf'] / best['text']:.2f} times the text alone"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak memory of this process: {peak} MB (goal 150)")  # noqa: T201  # a benchmark prints


if __name__ == "__main__":
    main()
