"""Sentences, names and titles that gazettes are written with.

Numerals, labels, dates and numbers of documents are in ``tracker.language``; these words are on their way there.
"""

from __future__ import annotations

import re

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
