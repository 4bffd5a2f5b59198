"""Signs that carry meaning: ± ≥ × ℃ ¥ anywhere, and - : . / ~ where they belong to a number, a ratio or a formula.

The same characters part words elsewhere, as punctuation does: —— before an explanation, ： before a list.
"""

from __future__ import annotations

import re
from typing import Final

from tracker.compare.align.comparable_text import fold
from tracker.language.numerals import HAN_NUMBER
from tracker.language.patterns import regex

_ALWAYS: Final = "±×÷=≠≈≤≥≦≧<>√∑∫∞∝%‰℃℉°′″¥$€£+^"
"""Signs of calculation, of comparison, of units and of currencies."""

_ALIKE: Final = str.maketrans({"−": "-", "~": "-", "￥": "¥", "≦": "≤", "≧": "≥", "∕": "/", "⁄": "/", "＊": "*"})
"""Signs that are written in several ways; a range is joined by a dash or a wave."""

_SAYS_NOTHING: Final = regex(
    rf"[^\w{re.escape(_ALWAYS)}:.*/-]+"
    r"|(?<!\d)[:.*]|[:.*](?!\d)"
    rf"|(?<=-)-|-(?!\d|{HAN_NUMBER})"
    r"|(?<!\w)/|/(?!\w)"
)
"""Characters that only part words; 1:2 and 1.2, 3-9月 and 3、9月, -10 and 10 are not the same."""

_NO_PART_OF_FORMULA: Final = regex(rf"[^\w{re.escape(_ALWAYS)}*/:().-]+")
_FORMULA: Final = regex(r"[^,。;\n]*[=×÷√][^,。;\n]*")
_CALCULATES: Final = regex("[=×÷√]")


def substance(text: str) -> str:
    """The words, numbers and meaningful signs of a text, without its punctuation."""
    plain = fold(text).translate(_ALIKE)
    out: list[str] = []
    done = 0
    for formula in _FORMULA.finditer(plain) if _CALCULATES.search(plain) else ():
        out += [_SAYS_NOTHING.sub("", plain[done : formula.start()]), _NO_PART_OF_FORMULA.sub("", formula[0])]
        done = formula.end()
    return "".join([*out, _SAYS_NOTHING.sub("", plain[done:])])
