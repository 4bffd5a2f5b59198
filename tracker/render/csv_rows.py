"""Rows as CSV that spreadsheets open as UTF-8, and take no cell of for a formula (CWE-1236)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from tracker.language.patterns import regex

_CONTROL = regex(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


def comma_separated(rows: Sequence[Sequence[str]]) -> str:
    """The rows as CSV with a mark of their encoding; a cell that would be a formula stays text."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_no_formula(plain(cell)) for cell in row] for row in rows)
    return f"\ufeff{out.getvalue()}"


def plain(text: str) -> str:
    """Text for one line: no control character of a title moves a cursor or turns the line around."""
    return _CONTROL.sub(" ", text)


def _no_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell
