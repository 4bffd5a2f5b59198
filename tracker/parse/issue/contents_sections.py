"""Names of sections of a contents list: 【省政府文件】, ◆部门文件◆, 人事任免 on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.language.bodies import is_office
from tracker.language.dates import YEAR
from tracker.language.document_kinds import NO_KIND, kind_of
from tracker.language.marks import BLANK
from tracker.language.patterns import regex
from tracker.parse.lines import Line

_MARKS = "◆◇■●▲★☆※▍▎"
SECTION = regex(
    rf"[【\[〖][^】\]〗]{{2,80}}[】\]〗]|[{_MARKS}]{{1,2}}\s*\S{{2,20}}\s*[{_MARKS}]{{0,2}}|([·•・—－-])\s*[^\d\s]{{2,16}}\s*\1"
)


def section_name(lines: Sequence[Line], i: int) -> str | None:
    """The name of the section that line ``i`` of a contents list opens, without its marks; ``None`` for other lines."""
    if SECTION.fullmatch(lines[i].text) or _bare_section(lines, i):
        return lines[i].text.strip(f"【】[]〖〗·•・—－- {_MARKS}")
    return None


def _bare_section(lines: Sequence[Line], i: int) -> bool:
    """A section's name without brackets: a short line of its own, without page, that names a kind of documents."""
    text = lines[i].text
    apart = lines[i].after_blank and i + 1 < len(lines) and lines[i + 1].after_blank
    if len(text) > _LONGEST_SECTION or not re.fullmatch(r"[\u4e00-\u9fff、·•]+", text):
        return False
    if text[-1] == "令" and (i + 1 == len(lines) or _DECREES.match(lines[i + 1].text)):
        return False  # a decree, its number below it
    return SECTION_WORD.search(text) is not None or (apart and not is_office(text) and kind_of(text) == NO_KIND)


_DECREES = regex(rf"[(（〔\[]?{BLANK}*(?:第|{YEAR})")
_LONGEST_SECTION = 14
SECTION_WORD = regex(
    r"(?:文件|规章|法规|人事(?:任免)?|任免|解读|机构编制|其[他它]|大事记|统计(?:数据|资料)|选登|专栏|政务要闻|领导讲话|决定事项|常务会议|人事信息|要闻|动态|司法解释|案例|政府令|国务院令)$|^(?:公告|通告|通知|公示|附录)$"
)
"""What the name of a section ends with that holds one kind of documents."""
