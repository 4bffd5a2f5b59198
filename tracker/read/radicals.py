"""Radicals that stand for characters: fonts of PDFs often map 文 (U+6587) to ⽂ (U+2F42, a Kangxi radical).

The two look the same and are different code points, so that searching and comparing would fail. Radicals, CJK
compatibility ideographs and Latin ligatures become the characters they stand for. Source: Unicode Standard, Kangxi
Radicals (compatibility decompositions) and CJK Radicals Supplement (EquivalentUnifiedIdeograph.txt).
"""

from __future__ import annotations

import re
import unicodedata

from tracker.language.patterns import regex

__all__ = ["unify"]

# Radicals of the supplement have no decomposition; these are the ones that simplified fonts produce.
SUPPLEMENT = dict(
    zip(
        "⺁⺇⺌⺍⺎⺏⺐⺑⺒⺓⺝⺟⺠⺢⺣⺤⺥⺦⺨⺩⺪⺬⺭⺮⺯⺰⺱⺶⺷⺸⺹⺺⺼⺽⺾⻀⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻏⻐⻑⻒⻓⻔⻕⻖⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂几小小尢尣尢尣巳幺月母民水灬爫爫丬犭王疋示礻竹糹纟罒羊羊羊耂肀肉臼艹艹衤覀西见角角讠贝足车辶阝钅長镸长门阜阝青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)

FOLDED = regex("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\U0002f800-\U0002fa1f]")


def unify(text: str) -> str:
    """The text with radicals, compatibility ideographs and ligatures as ordinary characters."""
    return FOLDED.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    radical = found.group()
    return SUPPLEMENT.get(radical) or unicodedata.normalize("NFKC", radical)
