"""Which centred lines that follow each other are one title, and which stand alone (all formats with layout)."""

from __future__ import annotations

import re

__all__ = ["LABEL", "is_number_or_date", "one_title"]

LABEL = re.compile(
    r"第[一二三四五六七八九十百千零〇\d]{1,9}[编章节条](?:之[一二三四五六七八九十]+)?(?=[\s　]|$)"
    r"|[一二三四五六七八九十百]{1,4}、|[（(][一二三四五六七八九十百]{1,4}[)）]|\d{1,3}[.．、](?!\d)|[（(]\d{1,3}[)）]"
    r"|[①-⑳]|附件|附录|【"
)
"""The label with which a provision begins: 第三条, 一、, （一）, 1., （1）, ①"""

DOCUMENT_NUMBER = re.compile(r".{0,24}[〔\[［(（﹝]\s*\d{4}\s*[〕\]］)）﹞].{0,8}号[)）]?$|.{0,20}第\s*\d+\s*号$")
DATE = re.compile(
    r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日$|[二〇一三四五六七八九十○]+年[一二三四五六七八九十]+月[一二三四五六七八九十]+日$"
)


def one_title(above: str, below: str) -> bool:
    """Whether two centred lines can belong to one title: neither begins with a label nor is a number or a date."""
    return not any(LABEL.match(line) or is_number_or_date(line) for line in (above, below))


def is_number_or_date(line: str) -> bool:
    """Whether the line is a document number or a date and nothing else."""
    return bool(DOCUMENT_NUMBER.fullmatch(line) or DATE.fullmatch(line))
