"""What is not a provision: addressees before a text; closing, annex list, signatures, date and notes after it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.language.bodies import ANY, is_office
from tracker.language.dates import DATE, HAN_DATE, date_line, printed_day
from tracker.language.labels import label_of
from tracker.language.marks import BLANK, BLANK_SIGNS
from tracker.language.numbers_of_documents import number_line
from tracker.language.numerals import DIGITS_SIGNS, HAN_SIGNS
from tracker.language.patterns import regex
from tracker.language.posts import SIGNING_POSTS
from tracker.language.sentence_ends import complete
from tracker.model import Level, Provision
from tracker.parse.issue.joined_title import join_title
from tracker.parse.lines import Line, spread, tidy

ANNEX_LIST = regex(rf"附{BLANK}*[件表图录]?{BLANK}*[{DIGITS_SIGNS}{HAN_SIGNS}]*{BLANK}*[:：.．、]{BLANK}*(?=\S)")
NOTE = regex(
    r"[(（](?:此件|此文|本文|本件|联系|注|说明|本页|盖章|公章|以上|信息公开|有删[减节])[^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*[)）]"
)
FOOTNOTE = regex(r"(?:[\[［]\d{1,3}[\]］]|[⁰¹²³⁴-⁹]+).+")
"""A footnote below the text, after its mark: [1]不含立体车库。 ¹不含…. Not the [2023] of a number."""
_ADDRESSED = regex(rf"各|有关|街道|高校|代表|同志|企业|{ANY}")
"""Whom a circular addresses: bodies, by their names or in general (各有关单位), and persons."""
_CLOSING = regex(
    r"以上(?:说明|报告|意见|议案|请示)?[^。]{0,10}请予?(?:审[议查]|批[转准示复])[^。]{0,4}。|(?:特此|此[通复令告]|现予)[^。]{0,12}[。.]?"
)
_PASSED = "(?:通过|公布|发布|批准|修正|修订|施行|印发|公告)"
_DAY = f"(?:{DATE.pattern}|{HAN_DATE.pattern})"
_ENACTED = regex(rf"[(（](?=.{{0,400}}[日号]|.{{0,400}}会议).{{0,400}}{_PASSED}.{{0,400}}[)）]", re.DOTALL)
_ENACTED_BARE = regex(rf"(?:根据)?{_DAY}[^。；：:]{{2,120}}{_PASSED}[)）]?")
_BYLINE = regex(rf"({_DAY})[，,、]?(.+)")
_SPOKEN = regex(rf"[—–－-]{{1,3}}{BLANK}*{_DAY}[在于]?.{{0,60}}[上中]")
"""Below the title of a report: when and where it was given (——2024年1月9日在某市第十六届人民代表大会第二次会议上)."""


IMPRINT = regex(
    r"(?:信息)?公开(?:方式|类别|属性|类型|选项)[:：]|(?:抄送|抄报|主送|分送|分发|主题词|联系人|联系方式|联系电话|校对|打字)[:：]|"
    r"解读(?:机关|机构|单位|部门|人员?)[:：]|[(（]?共印\d+份|"
    r"[\u4e00-\u9fff]{4,30}(?:\d{4}年\d{1,2}月\d{1,2}日)印发$"
)
"""The foot of a printed official paper (版记): 公开方式：主动公开, 抄送：…, …办公室2024年5月6日印发 (GB/T 9704)."""


def node(level: Level, lines: Sequence[Line], label: str | None = None) -> Provision:
    """A node of a level that is no provision, from its lines; ``label`` instead of text where it is one."""
    if level == "signature":  # blanks part the names of several bodies, or only letters
        text = " ".join(join_title(line.raw) for line in lines)
    else:
        text = "" if label else "".join(line.text for line in lines)
    return Provision(level=level, span=spread(lines), label=label, text=text)


FIELD_LINE = regex(
    r"(?:信息|文章)?来\s*源\s*[:：]|(?:发布|发文|成文|公开|生成|更新|印发)(?:时间|日期|机[构关]|单位)\s*[:：]|"
    r"(?:作者|签发人|索\s*引\s*号|责任编辑|主题(?:分类|词)|信息分类|公文种类|文\s*种|时间|日期|浏览(?:次数|量)?|点击(?:数|率|量)?|阅读(?:次数|量)?|"
    r"访问量|编辑|审核|字体|字号|有效性|标题|名称)\s*[:：]|"
    r"(?:上|下|前|后)一?[篇条页个]\s*[:：]|相关(?:附件|链接|文件下载|阅读|解读|信息)\s*[:：]?$|分享(?:到|至)\s*[:：]|"
    r"(?:下载|附件下载|点击此处下载|文件下载)(?:地址)?\s*[:：]|(?:您|你)?(?:当前|现在|现)?(?:的|所在)?(?:所在)?位置\s*[:：]|首页\s*[»>＞›/|｜]|"
    r"【(?:发布(?:单位|文号|日期|机[构关])|生效日期|失效日期|所属类别|文件来源|颁布(?:单位|日期)|实施日期|时效性|效力级别|"
    r"法规(?:类别|标题)|文\s*号|题\s*注)】|"
    rf"[\u4e00-\u9fff]{{2,12}}(?:{BLANK}*[>＞»›→]{BLANK}*[\u4e00-\u9fff]{{2,14}}){{2,}}$|"
    rf"[\u4e00-\u9fff]{{2,12}}{BLANK}*[>＞»›→]{BLANK}*(?:正文|内容|详情)$"
)
"""A field that a content system prints around a text: 来源：某市财政局 发布时间：2024-05-20, 您的位置：首页 » 政策.

Not 附件：, and not a field of a form, which stands below the text.
"""

_BUTTONS = regex(
    r"(?:[【\[]?(?:打印|关闭|收藏|分享(?:到)?|返回(?:顶部|首页|列表|上一页)?|纠错|下载|微信|微博|大|中|小|[大中小]号|字体|字号|上一[篇条页]|下一[篇条页]|"
    r"点击(?:此处)?下载|扫一扫[^。]{0,16}|朗读|无障碍(?:浏览)?|查看(?:原文|全文))(?:本页|窗口|本文)?[】\]]?[\s|｜/·:：]*)+"
)
"""Words of buttons and nothing else: 【打印】【关闭】, 返回顶部."""

_LONGEST_BUTTONS = 300
_MOST_SCANS = 2
"""Times that a line of buttons says 扫一扫, behind which words of any kind stand."""

CARD_NUMBER = regex(rf"【?(?:发文字号|公文字号|发布文号|文{BLANK}*号)(?:\s*[:：]|】)\s*(?=\S)")
"""What stands before the document's number in a card of data above a text: 发文字号：某政发〔2010〕15号."""


def is_shell(text: str) -> bool:
    """Whether a line is what a page prints around a text: a field, a trail of links, buttons."""
    buttons = len(text) <= _LONGEST_BUTTONS and text.count("扫一扫") <= _MOST_SCANS and _BUTTONS.fullmatch(text)
    return bool(FIELD_LINE.match(text) or CARD_NUMBER.match(text) or buttons)


_NOTE_LINES = 8
LONGEST_ADDRESSEE = 240


def enacted_note(lines: Sequence[Line], start: int) -> int:
    """The index past a note on the enactment (…公布 …修正) that begins at ``start``; 0 where none does.

    It stands in brackets, over one line or several, or each of its dates on a line of its own without them. What only
    tells the state of a draft （修订草案） names neither a day nor a meeting and is part of the title.
    """
    text = lines[start].text
    if text[0] not in "(（":
        return start + 1 if _is_bare_enactment(text) else 0
    if label_of(lines[start].raw):
        return 0
    end = start + 1
    while (
        end < len(lines)
        and end - start < _NOTE_LINES
        and text.count("(") + text.count("（") > text.count(")") + text.count("）")
    ):
        text += lines[end].text
        end += 1
    return end if _ENACTED.fullmatch(text) else 0


def is_matter(text: str) -> bool:
    """Whether a line behind a text is a list of annexes, a note, the foot of the paper, a date or a signature."""
    return bool(
        ANNEX_LIST.match(text) or NOTE.fullmatch(text) or IMPRINT.match(text) or date_line(text) or is_office(text)
    )


def enacts(text: str) -> bool:
    """Whether one line is a whole note on the enactment of a text."""
    return _ENACTED.fullmatch(text) is not None or _is_bare_enactment(text)


def note_above(lines: Sequence[Line], end: int, floor: int) -> int:
    """The first line of a note on the enactment that ends before line ``end``; ``end`` where none does."""
    if end <= floor:
        return end
    if enacts(lines[end - 1].text) or is_bracketed_day(lines[end - 1].text):
        return end - 1
    if lines[end - 1].text[-1] in ")）":
        for k in range(end - 2, max(floor, end - _NOTE_LINES) - 1, -1):
            if lines[k].text[0] in "(（":
                return k if enacted_note(lines, k) == end else end
    return end


def is_bracketed_day(text: str) -> bool:
    """Whether a line is a day in brackets, as it stands between a title and the number: （1993年8月12日）."""
    return text[0] in "(（" and text[-1] in ")）" and date_line(text) is not None


def _is_bare_enactment(text: str) -> bool:
    """1999年6月1日某市…第十次会议通过, or a day and the body that issued the text."""
    if _ENACTED_BARE.fullmatch(text):
        return True
    dated = _BYLINE.fullmatch(text)
    return dated is not None and is_office(dated[dated.lastindex or 0])


def is_spoken(text: str) -> bool:
    """Whether a line says where and when a report was given: ——2024年1月9日在某会议上."""
    return _SPOKEN.fullmatch(text) is not None


_NAMES_PARTED = regex(f"[{BLANK_SIGNS}、]+")


def is_byline(lines: Sequence[Line], i: int) -> bool:
    """A line under the title that says who drew the text up, or where and by whom it was spoken."""
    raw = lines[i].raw.strip("()（） \u3000")
    names = [name for name in _NAMES_PARTED.split(raw) if name and printed_day(name) is None]
    if names and all(is_office(name) for name in names):
        return True
    return is_spoken(lines[i].text) or _signs(lines[i].raw)


def lead(lines: Sequence[Line], start: int) -> tuple[list[Provision], int]:
    """What stands before the text: notes on its enactment and its authors, the addressees."""
    nodes: list[Provision] = []
    while start < len(lines):
        end = start + 1
        if enacted := enacted_note(lines, start):
            end = enacted
            nodes.append(node("note", lines[start:end]))
        elif is_byline(lines, start) or number_line(lines[start].text) or is_shell(lines[start].text):
            nodes.append(node("note", lines[start:end]))
        elif date_line(lines[start].text):
            nodes.append(node("date", lines[start:end]))
        elif is_addressee(lines, start):
            while not lines[end - 1].text.endswith((":", "：")):
                end += 1
            nodes.append(node("addressee", lines[start:end]))
        else:
            break
        start = end
    return nodes, start


def is_addressee(lines: Sequence[Line], i: int) -> bool:
    """各区人民政府，各有关单位： — bodies and a colon, over one line or several, before the text."""
    text = ""
    for line in lines[i : i + 4]:
        text += line.text
        if label_of(line.raw) or "。" in text or "\t" in line.raw or date_line(line.text):
            return False
        if text.endswith((":", "：")):
            return (
                len(text) <= LONGEST_ADDRESSEE
                and _ADDRESSED.search(text) is not None
                and not re.search(r"如下|下列|以下|为了?|根据|决定|任命|免去|任免|同意", text)
            )
    return False


def tail(lines: Sequence[Line], start: int, end: int) -> tuple[list[Provision], int]:
    """What stands after the text, from the end: notes, date, signatures, annex list, closing words."""
    nodes: list[Provision] = []
    signed = False
    while end > start:
        text = lines[end - 1].text
        if NOTE.fullmatch(text) or IMPRINT.match(text) or FOOTNOTE.fullmatch(text):
            nodes.append(node("note", lines[end - 1 : end]))
        elif date_line(text):
            nodes.append(node("date", lines[end - 1 : end]))
            signed = True
        elif signed and SEAL.fullmatch(text):
            nodes.append(node("note", lines[end - 1 : end]))
        elif (signed or nodes) and _is_signature(lines[end - 1]):
            nodes.append(node("signature", lines[end - 1 : end]))
        elif text.startswith("附") and (k := _annex_list(lines, start, end)) is not None:
            nodes.append(node("annex-list", lines[k:end]))
            end = k + 1
        elif (k := _annex_list(lines, start, end)) is not None:
            nodes += [node("annex-list", [line]) for line in reversed(lines[k:end])]
            end = k + 1
        elif _CLOSING.fullmatch(text) and not label_of(lines[end - 1].raw):
            nodes.append(node("closing", lines[end - 1 : end]))
        else:
            break
        end -= 1
    return nodes[::-1], end


SEAL = regex(r"[(（][^()（）]*(?:代章|盖章|章)[)）]$")
"""A remark on the seal behind a signatory: （代章）."""


def _is_signature(line: Line) -> bool:
    """A signatory: a body (a remark such as 代章 aside), several on a line, or a person below a decree."""
    raw = SEAL.sub("", line.raw).rstrip("、")
    if is_office(tidy(raw)) or _signs(raw):
        return True
    names = [name for name in _NAMES_PARTED.split(raw) if name]
    return len(names) > 1 and all(is_office(name) for name in names)


_OFFICE = regex(
    rf"[\u4e00-\u9fff]{{0,20}}?代?(?:{'|'.join(f'{BLANK}*'.join(office) for office in SIGNING_POSTS)})"
    rf"(?:{BLANK}+|[:：]{BLANK}*|(?!会议|办公|负责|牵头|签)(?=[\u4e00-\u9fff×X*]{{2,4}}$))"
    rf"[\u4e00-\u9fff×X*·]{{1,4}}(?:{BLANK}+[\u4e00-\u9fff×X*]{{1,3}})?"
)
"""Who signs a decree: 市长 李某某, 总　理　李某某, 代市长 王某, 中华人民共和国主席 江某某."""


def _signs(raw: str) -> bool:
    """Whether a line is a person's office and name, as below a decree or under the title of a report."""
    return _OFFICE.fullmatch(raw.strip()) is not None


def _annex_list(lines: Sequence[Line], start: int, end: int) -> int | None:
    """The first line of an annex list that ends before ``end`` (附件：1.…（略） 2.…)."""
    for k in range(end - 1, max(start - 1, end - 41), -1):
        text = lines[k].text
        if "\t" in lines[k].raw and k + 1 < len(lines) and "\t" in lines[k + 1].raw:
            return None  # a table
        if ANNEX_LIST.match(text):
            if k > start and ANNEX_LIST.match(lines[k - 1].text):
                continue
            return k
        label = label_of(lines[k].raw)
        if label and label.level != "outline3":
            return None
        if "。" in text[:-1] or (complete(text) and text[-1] in "。：:"):
            return None
    return None
