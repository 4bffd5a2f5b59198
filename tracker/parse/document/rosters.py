"""Rosters: lines of names and posts in columns, whose wide blanks are real ones: 主　任：甲某某　　副市长."""

from __future__ import annotations

import re
from itertools import pairwise

from tracker.language.marks import BLANK
from tracker.language.patterns import regex
from tracker.language.posts import POST
from tracker.parse.lines import tidy

_POST = regex(rf"[\u4e00-\u9fff、（）()]*{POST}")
_NAME = regex(r"[\u4e00-\u9fff·×]{2,4}")
_SPREAD = regex(r"[\u4e00-\u9fff]{1,3}")
_SPREAD_END = regex(r"[\u4e00-\u9fff][：:]")
"""A spread word before a colon: 主 任 委 员：甲某某."""
_FEWEST_NAMES = 3
"""Names in a row from which a line without posts is a roster."""


def roster_text(raw: str) -> str | None:
    """The words of a line of a roster, a blank between a name and a post and between names; ``None`` for other lines.

    Blanks inside a word that layout spread (主　任) or inside a name of two signs (丁　某) are layout.
    """
    if "\u3000" not in raw and " " not in raw:
        return None
    if not re.search(rf"[\u4e00-\u9fff：:]{BLANK}+[\u4e00-\u9fff]", raw) or re.search("[。；]", raw):
        return None
    words = _words(raw)
    if len(words) > 1 and any(_POST.fullmatch(word) and _NAME.fullmatch(_last(above)) for above, word in _pairs(words)):
        return _joined(words)
    names = [_last(word) for word in words]
    return " ".join(words) if len(words) >= _FEWEST_NAMES and all(map(_NAME.fullmatch, names)) else None


def _pairs(words: list[str]) -> list[tuple[str, str]]:
    return list(pairwise(words))


def _last(word: str) -> str:
    """What stands behind the colon of a word: 甲某某 of 主任：甲某某."""
    return re.split("[：:]", word)[-1]


def _words(raw: str) -> list[str]:
    """The words of a line parted by blanks, single signs joined to what follows or precedes them."""
    words: list[str] = []
    spread = False
    for piece in re.split(rf"{BLANK}+", raw.strip()):
        spread_out = bool(words) and bool(_SPREAD_END.match(piece)) and all(map(_SPREAD.fullmatch, words))
        if spread_out or (words and words[-1].endswith(("：", ":"))):
            if spread_out:
                words = ["".join(words) + piece]
            else:
                words[-1] += piece
            spread = False
            continue
        single = len(piece) == 1 or re.match(r"[\u4e00-\u9fff][：:]", piece) is not None
        if words and (spread or (single and len(_last(words[-1])) <= 1)):
            words[-1] += piece
            spread = False
        else:
            words.append(piece)
            spread = len(piece) == 1
    return [tidy(word) for word in words]


def _joined(words: list[str]) -> str:
    """Words with a blank before every post and every name behind a post."""
    text = words[0]
    for above, word in _pairs(words):
        parted = _POST.fullmatch(word) or _POST.fullmatch(above) or _NAME.fullmatch(_last(above))
        text += (" " if parted and not above.endswith(("：", ":")) else "") + word
    return text
