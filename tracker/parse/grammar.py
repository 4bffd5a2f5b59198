"""The words and signs that gazettes are written with: labels, document numbers, dates, titles, names of bodies.

Rules follow 党政机关公文格式 (GB/T 9704—2012) and 立法技术规范; each pattern has its rule beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tracker.language.numerals import DIGITS, han_to_int
from tracker.model import Level

B = r"[ \t\u00a0\u2002\u2003\u3000]"
HAN = "[零〇○一二三四五六七八九十百千]"

# --- labels of provisions -------------------------------------------------------------------------

_ORDINAL = re.compile(
    rf"第{B}*({HAN}+|\d+){B}*(分编|编|章|节|条)(?:{B}*之{B}*([一二三四五六七八九十]+))?({B}+|$|(?=[(（【［〔:：]))?"
)
"""第二章, 第六条, 第二十条之一; the last group is empty where text follows without a blank."""

_OUTLINE1 = re.compile(rf"([一二三四五六七八九十百]+){B}*[、．]{B}*")
_OUTLINE2 = re.compile(rf"[(（]{B}*([一二三四五六七八九十百]+){B}*[)）]{B}*")
_OUTLINE3 = re.compile(rf"([0-9０-９]{{1,3}}){B}*(?:[.．、](?![0-9])|[.．](?=(?:19|20)\d\d{B}*年)){B}*")
_OUTLINE4 = re.compile(rf"[(（]{B}*([0-9０-９]{{1,3}}){B}*[)）]{B}*")

_ORDINAL_LEVELS: dict[str, Level] = {
    "分编": "subpart",
    "编": "part",
    "章": "chapter",
    "节": "section",
    "条": "article",
}
_REFERS = re.compile(
    r"以及|[和与或至到、及]第|第[零一二三四五六七八九十百\d]+[款项]|[，,；;。]|[—~～-]|的?规定|的|之规定|所[列称述规]|中的|情形"
)
"""What follows the number of an article that is referred to, not begun."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a line: its level, as printed without blanks, its number, and where the text begins."""

    level: Level
    text: str
    number: int
    branch: int
    end: int
    sure: bool = True
    """False where no blank parts an article's label from what follows: it may be a reference that begins a line."""


def label_of(raw: str) -> Label | None:
    """The label that a line begins with, or ``None``.

    第X编/章/节/条, 一、, (一), 1. and (1); whether it is one in its context is for the caller to say.
    """
    first = raw[0]
    if first == "第":
        return _ordinal_label(raw)
    if first in "(（":
        if match := _OUTLINE2.match(raw):
            return _outline_label("outline2", match)
        return _outline_label("outline4", match) if (match := _OUTLINE4.match(raw)) else None
    if first in "一二三四五六七八九十百":
        return _outline_label("outline1", match) if (match := _OUTLINE1.match(raw)) else None
    if first in "0123456789０１２３４５６７８９":
        return _outline_label("outline3", match) if (match := _OUTLINE3.match(raw)) else None
    return None


def _ordinal_label(raw: str) -> Label | None:
    match = _ORDINAL.match(raw)
    if match is None:
        return None
    number = int(match[1]) if match[1].isdigit() else han_to_int(match[1])
    if number is None:
        return None
    level = _ORDINAL_LEVELS[match[2]]
    sure = match[4] is not None
    if not sure and level == "article" and _REFERS.match(raw, match.end()):
        return None
    if sure and level == "article" and match[4] and _REFERS_AFTER_BLANK.match(raw, match.end()):
        return None
    text = "".join(raw[: match.end() - len(match[4] or "")].split())
    return Label(level, text, number, han_to_int(match[3]) or 0 if match[3] else 0, match.end(), sure)


_REFERS_AFTER_BLANK = re.compile(r"以及|、|，|,|[和与或至到及]第|的规定|规定的|款|第[一二三四五六七八九十]+[款项]")


def _outline_label(level: Level, match: re.Match[str]) -> Label | None:
    digits = match[1]
    number = han_to_int(digits) if digits[0] in DIGITS or digits[0] in "十百" else int(digits)
    if number is None:
        return None
    return Label(level, "".join(match[0].split()), number, 0, match.end())


# --- document numbers -----------------------------------------------------------------------------

_SERIAL = rf"{B}*[〔\[【﹝［(（]{B}*((?:19|20)\d\d){B}*[〕\]】﹞］)）]{B}*第?{B}*(\d{{1,5}}){B}*号"
SERIAL = re.compile(_SERIAL)
"""〔年〕序号, the end of a document number: 京技管发〔2025〕12号; brackets vary, blanks creep in."""

_CODE = re.compile(rf"[\u4e00-\u9fff][\u4e00-\u9fff{B[1:-1]}]{{0,24}}$")
"""机关代字, what stands before 〔年〕序号."""

YEAR_NUMBER = re.compile(rf"((?:19|20)\d\d){B}*年{B}*第{B}*(\d{{1,4}}){B}*号")
"""An announcement's number: 2020年第20号."""

_BEFORE_CODE = re.compile(
    r".*(?:根据|按照|依据|依照|遵照|执行|参照|印发了|印发|转发|下发|发布|制定|制发|废止|文件|通知|意见|办法|规定|决定|方案|精神|贯彻|落实|现将|文号|以及|符合|详见|参见|会同|对照|号)"
)
_BODY_BEFORE_CODE = re.compile(r"原(?=.{2})|.*(?:办公厅|办公室|委员会|人民政府|管理局)(?=[\u4e00-\u9fff]{2})")
"""A body named right before its code (市政府办公厅京政办字), and 原 before the number of an old document."""
_CODE_END = "发字函办规文通令公告知电税监环建管审复决批示呈报议会研财农医教民计综法外体安质贸企科人社险"


LONGEST_CODE = 16
LONGEST_NUMBER = 48
LONGEST_DATE = 24
"""Characters that the code of a body, a document number and a date have at the most."""


def fold_number(code: str, year: str, number: str) -> str:
    """A document number in its standard form, with 〔〕 and without blanks."""
    return f"{''.join(code.split())}〔{year}〕{int(number)}号"


def doc_numbers(text: str) -> list[tuple[str, int, int]]:
    """All document numbers of the 机关代字〔年〕序号 kind in a text: (standard form, start, end)."""
    found: list[tuple[str, int, int]] = []
    if "号" not in text:
        return found
    for match in SERIAL.finditer(text):
        before = _CODE.search(text, max(0, match.start() - 26), match.start())
        if before is None:
            continue
        code = before[0]
        for before_code in (_BEFORE_CODE, _BODY_BEFORE_CODE):
            if stripped := before_code.match(code):
                code = code[stripped.end() :]
        start = match.start() - len(code)
        if code[:1] in "和与及" and text[start - 1 : start] in "》)）号”":
            code, start = code[1:], start + 1
        if code[:1] == "日" and text[start - 1 : start].isdigit():
            code, start = code[1:], start + 1  # the day before the number
        code = "".join(code.split())
        if not code or len(code) > LONGEST_CODE or (match[0].strip()[0] in "(（" and code[-1] not in _CODE_END):
            continue
        found.append((fold_number(code, match[1], match[2]), start, match.end()))
    return found


_NUMBER_LINE = re.compile(
    rf"[(（]?{B}*(?:[\u4e00-\u9fff]{{1,16}}{_SERIAL}|{YEAR_NUMBER.pattern}){B}*[)）]?(?:{B}*签{B}*发{B}*人{B}*[:：].{{2,16}})?"
)


def number_line(text: str) -> str | None:
    """The document number, where a line holds nothing else."""
    if ("号" not in text[-3:] and "签发人" not in text) or len(text) > LONGEST_NUMBER:
        return None
    if _NUMBER_LINE.fullmatch(text):
        numbers = doc_numbers(text)
        return numbers[0][0] if numbers else "".join(text.strip("()（）").split())
    return None


CODE_LINE = re.compile(
    r"(?:统一编号|备案编号|登记号|登记编号|备案号|编号|发文编号)?[:：]?[A-Z]{2,}[A-Z0-9\-—]*\d{6,}[A-Z0-9\-—]*"
)
"""A registration code on a line of its own, above the title of a 规范性文件: GZ0320240012."""


# --- dates ----------------------------------------------------------------------------------------

DATE = re.compile(rf"((?:19|20)\d\d){B}*年{B}*(\d{{1,2}}){B}*月{B}*(\d{{1,2}}){B}*日")
HAN_DATE = re.compile(
    r"([一二][零〇○◯OoＯ0０一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)


_ZEROS = str.maketrans(dict.fromkeys("○◯OoＯ0０", "〇"))
"""What is printed for 〇: 二O二四年."""


def iso_date(text: str) -> str | None:
    """The first date in a text, as ISO; ``None`` where there is none or the calendar has no such day."""
    if match := DATE.search(text):
        return _iso(int(match[1]), int(match[2]), int(match[3]))
    if match := HAN_DATE.search(text):
        return _iso(*(han_to_int(group.translate(_ZEROS)) or 0 for group in match.groups()))
    return None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def date_line(text: str) -> str | None:
    """The date, where a line holds nothing else (but for brackets)."""
    if "日" not in text[-2:] or len(text) > LONGEST_DATE:
        return None
    bare = text.strip("()（）")
    return iso_date(bare) if DATE.fullmatch(bare) or HAN_DATE.fullmatch(bare) else None


# --- sentences, names, titles ---------------------------------------------------------------------

_COMPLETE = re.compile(r"[。！？!?；;：:…][”’\"')）》〉」』\]］】]*$|[。；;：:][(（][^()（）]*[)）]$")


def complete(text: str) -> bool:
    """Whether a paragraph ends as a sentence or clause of a list does: with 。！？；：, brackets and quotes aside."""
    return _COMPLETE.search(text) is not None


KINDS = (
    "通知|通告|公告|通报|决定|决议|意见|批复|公报|命令|令|函|议案|报告|请示|纪要|办法|规定|条例|细则|规则|规程|规范|"
    "法典|法|修正案|公约|协定|方案|措施|规划|计划|目录|标准|指南|指引|导则|名单|清单|准则|章程|要点|纲要|制度|预案|通则|准入条件|说明|解释|答复"
)
_KIND = re.compile(rf"({KINDS})(?:[(（][^()（）]*[)）])*$")


def kind_of(title: str) -> str:
    """The kind of document that a title ends with (通知, 办法, 条例 …), else 文件."""
    bare = title.rstrip("》〉")
    match = _KIND.search(bare)
    return match[1] if match else "文件"


BODY_NAME = (
    r"(?:人民政府办公厅|人民政府办公室|人民政府|管理委员会|委员会|委办公厅|委办公室|办公厅|办公室|管委会|指挥部|领导小组|联席会议|"
    r"人民法院|检察院|检察院|中心|总局|分局|总队|支队|大队|公司|协会|学会|联合会|总会|总工会|工会|银行|营业管理部|"
    r"监管局|管理局|监督局|电视台|台|馆|大学|学院|学校|小学|中学|医院|集团|研究所|研究院|交易所|海关|军区|警备区|军分区|分行|支行|分公司|基金会|商会|团|法院|局|委|厅|部|院|署|处|办|社|会|省政府|市政府|区政府|县政府|政府|党委|市委|区委|县委)"
)
_BODY = re.compile(rf"[\u4e00-\u9fff·—/]{{2,40}}{BODY_NAME}(?:[(（][^()（）]{{2,30}}[)）])?")
_NOT_IN_BODY = re.compile(r"关于|印发|[。；：:，,;《》“”0-9]")


def body_name(text: str) -> bool:
    """Whether a text is the name of an issuing body (某市财政局), and nothing else."""
    return _BODY.fullmatch(text) is not None and _NOT_IN_BODY.search(text) is None


_FOLD = re.compile(r"[\W_]+")
_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3007: 0x96F6}


def fold(text: str) -> str:
    """A text without blanks, punctuation and width: what titles are compared by."""
    return _FOLD.sub("", text.translate(_WIDTH)).lower()


def title_key(title: str) -> str:
    """A title as contents lists may word it: folded, and without 的, which they leave out or put in."""
    return fold(title).replace("的", "")
