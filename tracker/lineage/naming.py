"""How gazettes name documents by their numbers, and how alike two titles are."""

from __future__ import annotations

import re

from tracker.language.titles import inner_title, inner_titles, levelled, rule_key
from tracker.likeness.grams import grams, shared

__all__ = [
    "agency_code",
    "core_title",
    "fold",
    "fold_number",
    "inner_title",
    "inner_titles",
    "is_number",
    "same_order",
    "title_likeness",
]
fold, core_title = levelled, rule_key
_NUMBER_ORDER = re.compile(r"(?<=〕)第?0*(?=\d)")
_NUMBER_FORM = re.compile(r"^[^〔〕]{0,20}(?:〔\d{4}〕|\d{4}年|令)?第?\d+号$")
_ORDER = re.compile(r"令第?(\d+)号$")
_CODE = re.compile(r"^([^〔〕\d]{1,20})〔\d{4}〕")


def fold_number(number: str) -> str:
    """A document number as compared: ``京发[2022] 第05号`` and ``京发〔2022〕5号`` are one number."""
    return _NUMBER_ORDER.sub("", _unwrapped(levelled(number)))


def _unwrapped(number: str) -> str:
    """A number without the brackets that a running text puts around it: ``(京发〔2022〕5号)``."""
    while number.startswith("〔") and number.endswith("〕"):
        number = number[1:-1]
    return number


def is_number(text: str) -> bool:
    """Whether a name has the form of a document number: 京发〔2022〕5号, 2020年第20号, 令第277号."""
    return _NUMBER_FORM.match(fold_number(text)) is not None


def same_order(one: str, other: str) -> bool:
    """Whether two numbers are of one order: 甲市人民政府令第12号 and the short 市政府令第12号."""
    left, right = _ORDER.search(fold_number(one)), _ORDER.search(fold_number(other))
    return bool(left and right and left[1] == right[1])


def agency_code(number: str | None) -> str | None:
    """The issuer's code in a document number (机关代字): ``京技管发`` of 京技管发〔2025〕12号."""
    match = _CODE.match(fold_number(number)) if number else None
    return match[1] if match else None


def title_likeness(one: str, other: str) -> float:
    """How much of two folded titles is common, by pairs of characters (Dice), 0 to 1."""
    return 1.0 if one == other else shared(grams(one), grams(other))
