"""Which centred lines that follow each other are one title, and which stand alone (all formats with layout)."""

from __future__ import annotations

from tracker.language.dates import DATE, HAN_DATE
from tracker.language.labels import LIST_LABEL, ORDINAL_LABEL
from tracker.language.numbers_of_documents import SERIAL
from tracker.language.patterns import regex

__all__ = ["LABEL", "is_number_or_date", "one_title"]

LABEL = regex(rf"{ORDINAL_LABEL}(?=[\s\u3000]|$)|{LIST_LABEL}|附件|附录|【")
"""The label with which a provision begins: 第三条, 一、, （一）, 1., （1）, ①"""

DOCUMENT_NUMBER = regex(rf".{{0,24}}{SERIAL.pattern}[)）]?|.{{0,20}}第\s*\d+\s*号")
"""A document number, or that of a decree, alone on its line."""


def one_title(above: str, below: str) -> bool:
    """Whether two centred lines can belong to one title: neither begins with a label nor is a number or a date."""
    return not any(LABEL.match(line) or is_number_or_date(line) for line in (above, below))


def is_number_or_date(line: str) -> bool:
    """Whether the line is a document number or a date and nothing else."""
    return bool(DOCUMENT_NUMBER.fullmatch(line) or DATE.fullmatch(line) or HAN_DATE.fullmatch(line))
