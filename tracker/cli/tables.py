"""Tables on a terminal: columns that stay aligned where characters are two cells wide, and fit its width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from rich.cells import cell_len

from tracker.language.patterns import regex
from tracker.render.csv_rows import plain

__all__ = ["aligned", "all_wrapped", "markdown", "padded", "plain", "wrapped"]

_STYLE = regex(r"\x1b\[[0-9;]*m")
_HANGING = 4
"""Cells by which the lines below a row's first are set in."""


def padded(text: str, width: int) -> str:
    """Text filled with blanks to a number of cells."""
    return text + " " * max(0, width - cell_len(text))


def aligned(rows: Sequence[Sequence[str]], *, gap: int = 2, indent: int = 0, width: int | None = None) -> list[str]:
    """Rows with aligned columns, a string each; the last column is as wide as it likes.

    Where a row is wider than ``width``, every row keeps the columns that fit on its first line and goes on below it,
    set in: a table of many columns is then a list that can be read.
    """
    clean = [[plain(cell) for cell in row] for row in rows]
    columns = max(map(len, clean), default=0)
    widths = [max((cell_len(row[n]) for row in clean if n < len(row)), default=0) for n in range(columns)]
    whole = [_line(row, widths, gap, indent) for row in clean]
    if width is None or all(cell_len(line) <= width for line in whole):
        return whole
    kept = _fitting(widths, gap, width - indent)
    return [_stacked(row, widths[:kept], gap, indent, width) for row in clean]


def _line(cells: Sequence[str], widths: Sequence[int], gap: int, indent: int) -> str:
    begun = "".join(padded(cell, widths[n] + gap) for n, cell in enumerate(cells[:-1]))
    return (" " * indent + begun + (cells[-1] if cells else "")).rstrip()


def _fitting(widths: Sequence[int], gap: int, width: int) -> int:
    """How many columns stand beside one another in a width, at least one."""
    used = 0
    for count, one in enumerate(widths):
        used += one
        if used > width:
            return max(1, count)
        used += gap
    return len(widths) - 1


def _stacked(row: Sequence[str], widths: Sequence[int], gap: int, indent: int, width: int) -> str:
    lines = [wrapped(_line(row[: len(widths)], widths, gap, indent), width, indent + _HANGING)]
    inset = " " * (indent + _HANGING)
    below = _packed([cell for cell in row[len(widths) :] if cell], gap, width - len(inset))
    lines += [wrapped(inset + line, width) for line in below]
    return "\n".join(lines)


def _packed(cells: Iterable[str], gap: int, width: int) -> list[str]:
    """Cells as lines of a width: as many on each as fit, none cut in two."""
    lines: list[str] = []
    for cell in cells:
        if lines and cell_len(lines[-1]) + gap + cell_len(cell) <= width:
            lines[-1] += " " * gap + cell
        else:
            lines.append(cell)
    return lines


def wrapped(line: str, width: int | None, hanging: int | None = None) -> str:
    """A line broken into lines of at most ``width`` cells; those after the first are set in by ``hanging`` blanks.

    Without ``hanging`` they stand below the first one's text, behind its blanks and its bullet. Colours come after: a
    coloured line must fit already.
    """
    if width is None or cell_len(_STYLE.sub("", line)) <= width:
        return line
    from tracker.render.wrap import breaks

    begun = re.match(r" *(?:[-*·↳─■] )?", line)
    start = begun.end() if begun else 0
    inset = " " * min(start if hanging is None else hanging, width // 2)
    cuts = [0, *(start + cut for cut in breaks(line[start:], width - max(start, len(inset)))), len(line)]
    parts = [line[a:b] for a, b in pairwise(cuts)]
    return "\n".join([parts[0].rstrip(), *(inset + part.strip() for part in parts[1:])])


def all_wrapped(lines: Iterable[str], width: int | None) -> list[str]:
    """Lines, each broken to a width; what has several lines already keeps them."""
    return [wrapped(part, width) for line in lines for part in line.split("\n")]


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a Markdown table, the first of them its head."""
    shown = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join([shown[0], "|" + " --- |" * len(rows[0]), *shown[1:]]) + "\n"


def _cell(text: str) -> str:
    return re.sub(r"([\\|<>*_`\[\]])", r"\\\1", plain(text))
