"""Which script and language a text is in: traditional characters as simplified ones, texts that are not Chinese."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tracker.language.patterns import regex
from tracker.language.word_lists import word_list


@cache
def _table() -> dict[int, str]:
    pairs = word_list("traditional")["signs"]
    return {ord(a): b for traditional, plain in pairs.items() for a, b in zip(traditional, plain, strict=True)}


def simplified(text: str) -> str:
    """A text with its traditional characters as simplified ones, sign for sign: its length stays, 條 → 条."""
    return text.translate(_table())


_TELLING: Final = regex(
    "[條號關於規辦縣區廳處務業產經濟國發現將實應當為與標準違責機構單據見請報監財稅員長運農設計費證許執環導進過還這個們來時學會議開問題點體對動變電車門間節編則廢]"
)
"""Traditional characters that official texts are full of."""

_LEAST_SHARE: Final = 0.1
_FEWEST: Final = 8
"""How many of a text's characters, and what share (0–1), are telling ones at the least in a traditional text."""


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters, and not only a few of its signs, as copying errors are."""
    count = _count(_TELLING, text)
    return count >= _FEWEST and count >= _LEAST_SHARE * _count(_HAN, text)


def _count(signs: re.Pattern[str], text: str) -> int:
    """How many signs of a class a text has; ``signs`` matches runs of them, which are fewer than the signs."""
    return len(text) - len(signs.sub("", text))


_HAN: Final = regex("[\u4e00-\u9fff]+")
_LATIN: Final = regex("[A-Za-z][A-Za-z]*")
_MAINLAND: Final = regex(
    r"人民政府|人民代表大会|人民法院|人民检察院|国务院|中华人民共和国|[〔\[［【﹝]\d{4}[〕\]］】﹞]\d+号"
)
_MOST_LATIN: Final = 0.8
"""Share of letters (0–1) above which a text with hardly any Chinese character is in another language."""


def is_foreign(text: str) -> bool:
    """Whether a text is in a language of Latin letters: fewer than one in five of its letters are Chinese."""
    latin, han = _count(_LATIN, text), _count(_HAN, text)
    return latin + han >= _FEWEST and latin >= _MOST_LATIN * (latin + han)


_ELSEWHERE: Final = regex(
    r"中华民国\d*年?|行政院|立法院|司法院|立法会|宪报|[香澳][港门]特别行政区(?:政府|公报|行政长官|终审法院)|第\d+[A-Z]?章"
)
"""What texts of Taiwan, Hong Kong and Macau name, in simplified characters."""
_SURELY: Final = regex(r"人民政府|人民代表大会|[〔\[［【﹝]\d{4}[〕\]］】﹞]\d+号")


def is_of_the_mainland(text: str) -> bool:
    """Whether a text in simplified characters names a body or a number of the mainland.

    A text of Hong Kong names the country; only local bodies and numbers in 〔〕 tell then.
    """
    if _ELSEWHERE.search(text):
        return _SURELY.search(text) is not None
    return _MAINLAND.search(text) is not None
