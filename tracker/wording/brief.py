"""The words of the brief: what stands around the words that its lines quote, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tracker.model import Lang, Matter

MATTERS: Final[Mapping[Matter, tuple[str, str]]] = {
    "money": ("金额、比例和数量", "Money, ratios and numbers"),
    "time": ("期限和日期", "Time limits and dates"),
    "duty": ("义务和权利", "Duties and rights"),
    "penalty": ("法律责任", "Penalties"),
    "rule": ("新增和删除的规定", "New and removed rules"),
    "office": ("主管机关", "Who is competent"),
    "scope": ("适用范围和其他", "Scope and other matters"),
}
"""The matters by which the lines are grouped, in the order in which they are told."""

_NOTES: Final[Mapping[str, tuple[str, str]]] = {
    "raised": ("提高", "raised"),
    "lowered": ("降低", "lowered"),
    "lower-raised": ("下限提高", "lower bound raised"),
    "lower-lowered": ("下限降低", "lower bound lowered"),
    "upper-raised": ("上限提高", "upper bound raised"),
    "upper-lowered": ("上限降低", "upper bound lowered"),
    "longer": ("延长", "longer"),
    "shorter": ("缩短", "shorter"),
    "more-often": ("更频繁", "more often"),
    "less-often": ("更稀疏", "less often"),
    "more": ("增加", "more"),
    "fewer": ("减少", "fewer"),
    "later": ("推迟", "later"),
    "earlier": ("提前", "earlier"),
    "stricter": ("趋严", "stricter"),
    "looser": ("放宽", "looser"),
}
_LEADS: Final[Mapping[str, tuple[str, str]]] = {
    "new": ("新增：", "new: "),
    "gone": ("删除：", "deleted: "),
    "dropped": ("取消：", "dropped: "),
    "new-duty": ("增设义务：", "new duty: "),
    "new-ban": ("增设禁止：", "new ban: "),
    "no-duty": ("取消义务：", "duty dropped: "),
    "no-ban": ("取消禁止：", "ban dropped: "),
    "added": ("增加：", "added: "),
    "struck": ("删去：", "struck: "),
    "order": ("调整顺序，内容未变", "other order, same content"),
    "stale": ("引用未随条号调整：仍引用", "reference not adjusted: still refers to "),
    "stale-now": ("（原{old}现为{new}）", " (the former {old} is now {new})"),
    "stale-gone": ("（原{old}已删除）", " (the former {old} is gone)"),
    "split": ("拆分为", " split into "),
    "merged": ("合并为", " merged into "),
    "restructured": ("重组为", " restructured into "),
    "provisions": ("（{}处条文）", " (in {} provisions)"),
    "everywhere": ("全文", "throughout"),
    "table": ("表格", "table"),
    "and-so": ("等{}条", " and others, {} in all"),
}


def in_words(name: str, lang: Lang) -> str:
    """A word of the brief by its name."""
    return _LEADS[name][lang == "en"]


def note(name: str | None, lang: Lang) -> str:
    """The direction of a change in parentheses, behind what it is about; empty where there is none."""
    if name is None:
        return ""
    return f" ({_NOTES[name][1]})" if lang == "en" else f"（{_NOTES[name][0]}）"


def matter_name(matter: Matter, lang: Lang) -> str:
    """What a group of lines is called."""
    return MATTERS[matter][lang == "en"]
