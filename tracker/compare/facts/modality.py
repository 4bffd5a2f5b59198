"""Words that oblige, forbid or permit: 应当 必须 不得 禁止, 可以 可 鼓励 有权.

After 全国人大常委会法制工作委员会 立法技术规范（试行）: 应当 states a duty, 不得 and 禁止 a ban, 可以 a permission. The
single characters 应 可 须 需 count as such only where they do not belong to another word (相应, 可靠, 必须, 所需).
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, TypeAlias

from tracker.language.numerals import DIGITS_SIGNS, HAN_SIGNS
from tracker.language.patterns import regex
from tracker.model import Direction

Force: TypeAlias = Literal["bound", "free"]
"""Bound: a duty, a ban or a condition. Free: a permission, a support, an exemption."""

_PARTY: Final = "[一双各对单甲乙丙丁我两多]"
"""What makes 方 a party: 一方可以 and 双方可 are no 方可."""

_BOUNDS_NUMBER: Final = rf"(?:超过|[高低少多大小]于)[^，。；\n]{{0,8}}?[{DIGITS_SIGNS}{HAN_SIGNS}]"
"""What makes 不得 a mere bound: 不得超过三十日 says no more than 不超过三十日."""

_NOUN: Final = r"的|[\u4e00-\u9fff]{1,4}(?:区域?|期|类|目录|名录|清单|标志|标线)"
"""What makes 禁止 part of a name: 禁止燃放区域, 禁止类目录; or an attribute: 法律禁止的."""

BOUND: Final = (
    rf"(?<!认为)(?<!认为不)(?<!是否)不?应当(?!知[道悉晓]|预见)|必须|务必|不得(?!{_BOUNDS_NUMBER})|不准|不可以?(?![抗分撤])|(?<!不予)(?<!解除)(?<!法律)(?<!法规)(?<!规定)(?<!明令)禁止(?!{_NOUN})|严禁|(?<!{_PARTY})方(?:可(?!以)|准|能(?![力源够]))|(?<!负)有(?:义务|责任)(?!的)"
    r"|不?(?<![相供响对适反效答理报回顺])应(?![当急用付诉对缴得税变战邀届答验运]|收(?!取|到|回|集)|聘(?!请))|(?<![必无])须(?!知)"
    r"|(?<![所急必按确无供军内刚特不如])需(?![要求方量])"
)
"""Words of duty, ban and condition."""

FREE: Final = (
    r"可以|(?<![所享])有权(?![利限力益]|机关|部门|[^，。；\n]{1,6}的(?:机关|部门|单位|人))|允许|准许|(?<![为受])鼓励(?!类|性|政策|措施)"
    r"|(?<![策融术受院被为撑力务金])(?<!应予)(?<!不予)支持(?!力度|范围|对象|政策|措施|计划|资金|作用|体系|服务|方式|条件|项目|类)"
    r"|不予禁止|无[须需]|不需要?|免予(?!刑事)|免于(?!刑事)|自主决定"
    rf"|(?:(?<={_PARTY}方)|(?<![许认不方无宁尚]))可"
    r"(?![供能靠持观见控比信燃撤疑溶变预得]|行(?!使)|再生|再利|用(?!于)|视(?!情|为|同)|分(?![批期次])|追[溯踪]|操作|复制|推广|回收|循环|替代|调节)"
)
"""Words of permission, support and exemption; not 支持 as a noun (政策支持, 支持范围), nor of a claim
(应予支持), nor an aim (为鼓励…)."""

BEGINS_MODAL: Final = "应必务不禁严方有须需可允准鼓支无免自"
"""The signs that a word of duty or permission can begin with, for use inside a character class."""

_MODAL = regex(rf"(?=[{BEGINS_MODAL}])(?:(?P<bound>{BOUND})|(?P<free>{FREE}))")


_TITLE = regex(r"《[^《》]*》")
_AIM = regex(
    r"(?:(?<=[。；\n])|^)[ \u3000]*为[^。；\n]{0,160}?"
    r"(?=，?[^，。；\n]{0,30}(?:制定本|制定了|特制定|修订形成|现印发|现将|现就|提出以下))"
)
"""What a text is made for (为支持企业融资，…制定本办法): an aim permits nothing. Not 为企业提供服务的机构可以…."""
_AIMED = regex("支持|鼓励|允许")


class Modal(NamedTuple):
    """A word that obliges or permits, as printed (``text[start:end]``)."""

    start: int
    end: int
    text: str
    force: Force

    @property
    def says(self) -> str:
        """What it says, the same for those that say the same."""
        return self.text


def modals(text: str) -> list[Modal]:
    """The words of duty, ban and permission in a text, in order; those inside a title 《…》 or an aim say nothing."""
    if "为" in text and _AIMED.search(text):
        text = _AIM.sub(lambda aim: _AIMED.sub("  ", aim[0]), text)
    if "《" in text:
        text = _TITLE.sub(lambda title: " " * len(title[0]), text)
    return [
        Modal(m.start(), m.end(), m[0], "bound" if m.lastgroup == "bound" else "free")
        for m in _MODAL.finditer(text)
        if not _IN_CONDITION.match(text, m.end())
    ]


_IN_CONDITION = regex(r"[^，。；：\n,;:]*的[，,]|[^，。；：\n,;:]{1,8}的(?:期限|名单|目录|清单|范围)")
"""The rest of a clause that is a condition (依法应当由其他部门处理的，…), or of a word's attribute (不准入境的期限)."""


def direction(old: Modal | None, new: Modal | None) -> Direction | None:
    """Whether the law became stricter or looser: a duty that comes is stricter, one that goes is looser.

    ``None`` where both bind or both permit.
    """
    before = old.force if old else None
    after = new.force if new else None
    if before == after:
        return None
    return "stricter" if after == "bound" or (before == "free" and after is None) else "looser"
