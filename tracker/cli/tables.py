"""Tables on a terminal: columns that stay aligned where characters are two cells wide."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from rich.cells import cell_len

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def plain(text: str) -> str:
    """Text for one line of a terminal: no control character of a title moves the cursor or turns the line around."""
    return _CONTROL.sub(" ", text)


def padded(text: str, width: int) -> str:
    """Text filled with blanks to a number of cells."""
    return text + " " * max(0, width - cell_len(text))


def aligned(rows: Sequence[Sequence[str]], *, gap: int = 2, indent: int = 0) -> list[str]:
    """Rows as lines with aligned columns; the last column is as wide as it likes."""
    clean = [[plain(cell) for cell in row] for row in rows]
    columns = max(map(len, clean), default=0)
    widths = [max((cell_len(row[n]) for row in clean if n < len(row)), default=0) for n in range(columns)]
    lines = []
    for row in clean:
        cells = [padded(cell, widths[n] + gap) for n, cell in enumerate(row[:-1])]
        lines.append((" " * indent + "".join(cells) + (row[-1] if row else "")).rstrip())
    return lines


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a Markdown table, the first of them its head."""
    shown = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join([shown[0], "|" + " --- |" * len(rows[0]), *shown[1:]]) + "\n"


def comma_separated(rows: Sequence[Sequence[str]]) -> str:
    """Rows as CSV that spreadsheets open as UTF-8; a cell that would be a formula there stays text."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_no_formula(plain(cell)) for cell in row] for row in rows)
    return f"\ufeff{out.getvalue()}"


def _no_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell


def _cell(text: str) -> str:
    return re.sub(r"([\\|<>*_`\[\]])", r"\\\1", plain(text))
