"""Whether words that tell of an end are an act: a plan, a wish, a refusal and a draft end nothing."""

from __future__ import annotations

from typing import Literal, TypeAlias

from tracker.language.document_kinds import KIND, kind_of
from tracker.language.patterns import regex
from tracker.language.titles import inner_title
from tracker.parse.clauses.leads import FARTHEST, Leads

Force: TypeAlias = Literal["act", "doubt", "none"]
"""An act of this document; said in a way that leaves doubt; not said at all."""

DRAFT = regex(
    r"(?:征求意见|送审|讨论|公示|审议|修订草案|草案)稿?(?=[)）〕》〉]|$|的(?:说明|报告|议案))|征[求集][^，。]*意见的(?:通知|公告|通告|函|启事)$|征求意见$"
)
"""A title of a draft, or of a paper that asks for opinions on one; not of rules about drafts (公开征求意见办法)."""
_ANSWER = regex(
    r"答复(?:函|意见)?$|的?(?:建议|提案|议案|请示|汇报)$|(?:解读|问答|说明)(?:[(（〔][^()（）〔〕]*[)）〕])?$|"
    r"(?:制定|立法|修订|清理|制修订|立改废释?|规章|法规|规范性文件)[^《》]{0,8}(?:计划|工作要点|工作安排|任务分工|项目表)"
)
"""A title of an answer, a request, an explanation, a plan of rule-making (2024年规范性文件立改废计划)."""
_TELLS = frozenset({"答复", "说明", "报告", "请示", "议案", "纪要"})


def only_tells(title: str) -> bool:
    """Whether a document of this title acts on no other text: a draft, an answer, a report, a plan of rule-making."""
    inner = inner_title(title)
    return bool(DRAFT.search(title) or _ANSWER.search(inner)) or kind_of(title) in _TELLS


_SOFT = r"(?:予以|依法|被|按程序|按照程序|全部|全文|一并|同时|立即|及时|自行|自动)*"
_REFUSED = regex(
    rf"(?:(?<![同一])不(?!再)|不予|未|是否|或者?|不得以|已(?!经[^，。]{{0,12}}(?:同意|批准|决定)$)|曾|业经|需要?|"
    rf"(?:制定|制订|修改|修订|解释|清理|修正|新增|设立|变更|撤销|延续)[、和及或与])(?:{_SOFT}|拟)$|"
    r"(?:不得|不应|不能|不准|不许|不可|不再|严禁|禁止|避免|防止|无权)(?:擅自|随意|自行|单方|提前|以[^，。；《》]{1,16})?$"
)
"""暂不废止, 不予废止, 尚未废止, 是否废止, 已废止, 不得擅自停止执行; 制定、修改、废止 is a list of what may be done."""
_WISHED = regex(
    rf"(?:拟|建议|提请|提议|申请|请求|计划|考虑|研究|适时|逐步|另行|(?<![相响对适])应当?|可以?|必须|视情况?|成熟时|必要时|届时|(?<!的)要求|抓紧|尽快|争取)[^，。；《》]{{0,6}}{_SOFT}$|将{_SOFT}$"
)
"""拟废止, 建议废止, 适时废止, 将予以废止: said of what is to come."""
_NO_ACT_BEHIND = regex(
    r"的(?!$)|为由|前|后(?!果)|之日|之前|之后|以前|日期|情形|手续|程序|或者?|[、和及与](?:修改|修订|制定|解释|失效|宣布|清理)|"
    r"地方性|有关|相关|行政|规章|规范性|文件的|工作|情况|建议|声明"
)
"""废止的, 废止前, 废止、修改, 废止地方性法规: the word is not said of a text that is named."""
_LONGEST_TITLE = 200
"""Characters of a title inside a clause that are looked at."""
_LATER_TEXT = regex(
    rf"(?:新(?:的|修订的|制定的)?(?:{KIND}|《[^《》]{{0,{_LONGEST_TITLE}}}》)|修订后的?{KIND}?|新规|上位法|(?:国家|省|市)[^，。；《》]{{0,8}}规定)[^，。；《》]{{0,12}}"
    r"(?:施行|实施|出台|印发|公布|生效|发布)?(?:之日起|之日|后|之后|以后|时)"
)
"""新办法施行后: when another text has come, which is not this one."""
_LONGEST_LATER = _LONGEST_TITLE + 60
"""Characters that such words have at the most."""
_IN_A_CASE = regex(rf"的[，,]\s*(?:原)?(?:《[^《》]{{0,{_LONGEST_TITLE}}}》\s*)?[^，,。；;《》]{{0,12}}$")
"""另有规定的，: in a case that may come."""


_CONSENTS = regex(rf"^(?!.*经).*同意[^，,。；;《》]{{0,12}}{_SOFT}$")
"""同意废止: a superior's consent to what another will do; 经市政府同意 is what one acts on."""
_DECIDED = regex(rf"^(?!.*(?:拟|建议|提请|提议)).*(?:决定|宣布|现|特此)对?{_SOFT}$")
"""经研究决定废止: decided, whatever stands before."""


_WISHED_OF = regex(r"(?:拟|建议|提请|提议|申请|请求|计划|考虑|是否|暂不|不宜|不予)[^，,。；;《》]{0,16}$")
"""What a plan says before the name: 拟将《甲》废止, 建议对《甲》予以废止."""


class Acts:
    """A sentence without titles, asked how its ending words are meant; those are asked for in printed order."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._leads = Leads(words)
        self._later = False
        self._looked = 0

    def wished_of(self, start: int) -> bool:
        """Whether the clause before a name (at ``start``) makes what is said of it a plan or a wish."""
        lead = self._leads.before(start)
        return _WISHED_OF.search(lead) is not None or ("同意" in lead and "经" not in lead)

    def force(self, start: int, end: int) -> Force:
        """How an ending word, ``words[start:end]``, is meant."""
        clause = self._leads.before(start)
        if _REFUSED.search(clause) or _NO_ACT_BEHIND.match(self._words, end):
            return "none"
        if _DECIDED.search(clause):
            return "act"
        if _WISHED.search(clause) or _CONSENTS.search(clause) or self._of_later(start):
            return "doubt"
        return "act"

    def _of_later(self, start: int) -> bool:
        """Whether what stands before a place speaks of a text or a case that is still to come.

        What was looked through for a word before is not looked through again.
        """
        floor = max(0, self._looked - _LONGEST_LATER)
        self._later = self._later or _LATER_TEXT.search(self._words, floor, start) is not None
        self._looked = start
        return self._later or _IN_A_CASE.search(self._words, max(0, start - FARTHEST), start) is not None


def force(words: str, start: int, end: int) -> Force:
    """How one ending word of a sentence without titles is meant."""
    return Acts(words).force(start, end)
