"""Places in front of the names of bodies and rules: 甲省乙市丙区."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from tracker.language.patterns import regex

COUNTRY: Final = "中华人民共和国"

_REGION: Final = regex(
    r"(?:[^省市县区]{1,7}?(?:省|自治区|特别行政区))?"
    r"(?:[^省市县区]{1,8}?(?:(?<!城)市|自治州|地区|盟)|[^省市县区]{1,4}城市)?"
    r"(?:[^省市县区]{1,8}?(?:自治县|自治旗|林区|开发区|园区|示范区|合作区|新区|新城|县|(?<![社小山灾景郊疫])区|旗))?"
    r"(?:[^省市县区]{1,6}?(?:镇|乡|街道))?"
)
"""省 → 市 → 区县 → 乡镇, as far as the name goes; 社区, 小区, 景区 are no districts."""


@lru_cache(maxsize=65536)
def region_of(name: str) -> str:
    """The place in front of an issuer's or a measure's name (甲市乙区); empty where there is none."""
    plain = "".join(unicodedata.normalize("NFKC", name).split()).removeprefix("中共")
    if plain.startswith(COUNTRY):
        return COUNTRY
    match = _REGION.match(plain)
    return match[0] if match else ""


def without_region(title: str) -> str:
    """A title without the place in front of it: what all titles of one office share says nothing."""
    return title.removeprefix(region_of(title)) or title
