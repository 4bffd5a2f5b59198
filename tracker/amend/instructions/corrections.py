"""Correction notices (更正, 勘误): what they say is wrong in a published text, put as instructions to change its words.

A notice tells an error in other words than a decision: “A”应为“B”, “A”有误，应为“B”, 误将“B”印为“A”, “A”后漏“B”.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from tracker.amend.instructions.quotation import CLOSE, OPEN
from tracker.language.dates import date_line
from tracker.language.labels import LIST_LABEL
from tracker.language.numerals import NUMERAL
from tracker.language.patterns import regex

_HEAD = regex(r"更正|勘误|刊误|订正")
"""What a notice of errors calls itself in its title."""
_TITLE = regex(r"《(?:[^《》]|《[^《》]*》)*》")
"""A title in its marks, one inside it too."""
_PUBLISHES = regex(r"(?:特此|现予|予以|现作|现将)?(?:更正|勘误|说明)(?:如下|公告|说明)?[：:。]?$")
"""The end of a sentence that only says that it is a notice: …，特此更正."""
_PERIODICAL = regex("(?:公报|日报|晚报|政报)》$")
"""Where an error was printed, which is no law: 《某市人民政府公报》."""
_PART = r"(?:的)?(?:表述|内容|文字|数据|数字|日期|条款|一[词句])?"
"""What of the quoted words is wrong: “…”的表述, “…”一词."""
_ERROR = r"(?:有误|错误|存在(?:错误|笔误)|[系为属是](?:笔误|误植|错误|(?:排版|印刷|录入|打印|校对)(?:有误|错误|失误)))"
"""That it is wrong: 有误, 系笔误, 为排版错误."""
_WRITTEN = r"误?(?:写|印|刊|登|排|录|打|植|录入|印刷|刊登|排印)?(?:成|为|作)"
"""How the error came: 误印为, 写成."""
_WHERE_PRINTED = regex(rf"(?:倒数)?第{NUMERAL}[页版栏行](?:[左右上下]栏?)?[，,、]?|原文(?:为|是|中的?)?(?=⟦)")
"""Where a page shows the error, and 原文 before its words: they say nothing of the place in the text."""
_SAID: tuple[tuple[re.Pattern[str], str], ...] = (
    (regex(rf"误将(⟦\d+⟧){_WRITTEN}(⟦\d+⟧)"), r"\2修改为\1"),
    (regex(r"(⟦\d+⟧)误(?:写|印|刊|登|排|录|打|植|录入|印刷|刊登|排印)?(?:成|为|作)(⟦\d+⟧)"), r"\2修改为\1"),
    (regex(rf"(⟦\d+⟧){_PART}{_ERROR}[，,]?(?:现|正确的?(?:表述|内容)?)?(?=应|更|改|订|为|是)"), r"\1"),
    (
        regex(r"(⟦\d+⟧)[，,]?(?:现)?(?:正确的?(?:表述|内容|文字)?)?(?:应当?|应该)?(?:为|是|作)[：:]?(⟦\d+⟧)"),
        r"\1修改为\2",
    ),
    (regex(r"(?<=[条款项目句])(?:现|应当?|予以)+(?=更正|改正|订正|修改|改|删)"), ""),
    (
        regex(r"(?:更正后的?)?((?:第|附件)[^，。；：⟦]{0,16}?)(?<![改正订换作成])(?:应当?)?为[：:]?(?=⟦)"),
        r"\1修改为：",
    ),
    (regex(r"(⟦\d+⟧)[，,]?(?:现|应当?|予以)+(?=更正|改正|订正|修改|改|删)"), r"\1"),
    (regex(r"(?:应当?)?(?:漏|遗漏|脱漏|缺|脱)(?:掉|印|排|登|写|了|字)?(?=⟦)"), "增加"),
    (regex(rf"(⟦\d+⟧){_PART}(?:[系为属是])?(?:衍文|多余|重复)(?:[，,](?:应当?|予以)?删[去除])?"), r"\1删去"),
)
"""How a notice tells an error, and the instruction that it is. Must not match 应为 outside quotations."""


def corrects(head: str) -> bool:
    """Whether a text with this head is a correction notice: 关于《某办法》的更正; not 修改《更正登记办法》的决定."""
    bare = _TITLE.sub("", head)
    return _HEAD.search(bare) is not None and "修改" not in bare and "修正" not in bare


def notice_lines(lines: Sequence[str], names_law: Callable[[str], bool]) -> Iterator[str]:
    """The lines of a notice that tell errors of one law, without what leads to its title and what only publishes."""
    for line in lines:
        head, mark, rest = line.partition(OPEN)
        titles = [title for title in _TITLE.finditer(head) if not _PERIODICAL.search(title[0])]
        if not mark or date_line(line):
            continue
        ours = [title for title in titles if names_law(title[0][1:-1])]
        if titles and not ours:
            continue
        told = _without_lead(head, ours[-1]) if ours else head
        yield _PUBLISHES.sub("", told + mark + _to_last_sentence(rest)).rstrip("，, ")


def _to_last_sentence(rest: str) -> str:
    """What follows a first quotation mark, to the end of the sentence of the last quotation."""
    quoted, mark, after = rest.rpartition(CLOSE)
    if quoted.endswith("。") and after[:1] not in "，；":
        return quoted + mark
    return f"{quoted}{mark}{re.split('(?<=。)', after, maxsplit=1)[0]}"


def _without_lead(head: str, title: re.Match[str]) -> str:
    """The words before the first quotation, from the law's title on; remarks in brackets behind it go too."""
    label = re.match(LIST_LABEL, head)
    after = re.sub(r"^(?:[（(][^（）()]*[）)])*(?:一文|全文)?(?:中|里|内)?[，,：:的]*", "", head[title.end() :])
    return (label[0] if label else "") + after


def as_instruction(text: str) -> str:
    """A notice's text, its quotations taken out, in the words of an amending decision."""
    text = _WHERE_PRINTED.sub("", text)
    for pattern, said in _SAID:
        text = pattern.sub(said, text)
    return text
