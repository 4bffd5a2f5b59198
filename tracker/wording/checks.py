"""The words of checks: what a finding says, the headings of a report, what was cut from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tracker.model import Lang, Sentence
from tracker.wording.told import in_language

_FINDINGS: Final[Mapping[str, tuple[str, str]]] = {
    "revised": ("{new} takes the place of {old}", "{new} 取代 {old}"),
    "repealed": ("{old} was repealed by {by}", "{old} 已被 {by} 废止"),
    "repealed-plainly": ("{old} was repealed", "{old} 已被废止"),
    "partly-repealed": ("{old} was repealed in part by {by}", "{old} 部分条款已被 {by} 废止"),
    "partly-repealed-plainly": ("{old} was repealed in part", "{old} 部分条款已被废止"),
    "altered": ("{new} reads otherwise than it was first published", "{new} 的文字与首次发布时不同"),
    "new": ("{new} is new", "{new} 为新规定"),
    "watched": ("watched: {told}", "关注：{told}"),
    "expiring": ("{title} ends on {until}", "{title} 将于 {until} 到期"),
    "other-bytes": ("{ref} {title}: other bytes than before", "{ref} {title}：内容与原先收录的不同"),
    "gone": ("{ref} is gone from the store", "{ref} 已从库中消失"),
    "unsaid": (
        "{ref}: its bytes changed, and no commit of the tracker says so",
        "{ref}：内容有改动，而没有 tracker 的提交说明此事",
    ),
    "not-whole": ("{ref}: {message}", "{ref}：{message}"),
    "unreadable": ("cannot be read, its citations were not looked up: {why}", "无法读取，其中的引用未核对：{why}"),
    "cited": ("{quote}: {told}", "{quote}：{told}"),
}

WORDS: Final[Mapping[Lang, Mapping[str, str]]] = {
    "zh": {
        "pass": "通过",
        "fail": "未通过",
        "all-new": "没有可比较的提交，全部视为新增",
        "issues": "期",
        "works": "规范",
        "findings": "发现",
        "citations": "引用",
        "redlines": "花脸稿",
        "added": "新增",
        "altered": "有改动",
        "re-parsed": "重新解析",
        "removed": "删除",
        "new": "新规范",
        "revised": "修订",
        "repealed": "废止",
        "partly-repealed": "部分废止",
        "error": "错误",
        "warning": "警告",
        "note": "提示",
        "more-lines": "另有 {n} 条变更",
        "nothing": "没有变化",
        "cut": "篇幅所限，从略：{what}。完整内容见检查的产物（报告、花脸稿）。",
        "cut-provision": "{n} 处条款变更",
        "cut-entry": "{n} 项内容",
        "joint": "、",
        "artifact": "花脸稿（网页）见本次运行的产物 {name}",
    },
    "en": {
        "pass": "passed",
        "fail": "failed",
        "all-new": "there is no commit to compare with: everything counts as new",
        "issues": "Issues",
        "works": "Works",
        "findings": "Findings",
        "citations": "Citations",
        "redlines": "Redlines",
        "added": "added",
        "altered": "altered",
        "re-parsed": "re-parsed",
        "removed": "removed",
        "new": "new",
        "revised": "revised",
        "repealed": "repealed",
        "partly-repealed": "repealed in part",
        "error": "error",
        "warning": "warning",
        "note": "note",
        "more-lines": "{n} other changes",
        "nothing": "nothing changed",
        "cut": "Left out, for there is no more room: {what}. The report and the redlines of this run have all of it.",
        "cut-provision": "changes of {n} provisions",
        "cut-entry": "{n} entries",
        "joint": ", ",
        "artifact": "The redlines as pages are in this run's artifact {name}",
    },
}
"""Headings and names of a report."""

RULES: Final[Mapping[str, str]] = {
    "damaged": "A snapshot is not whole: its hash, or what the parser makes of it, is not what is recorded.",
    "altered": "An issue changed after it was published.",
    "revised": "A work has a new version.",
    "repealed": "A work, or a part of it, was repealed.",
    "watched": "A work that is watched changed.",
    "cited": "A text cites what this change touches.",
    "expiring": "A work is about to expire.",
    "cited-dead": "A text cites a document that is no law on this day.",
    "cited-changed": "A text cites a provision that reads otherwise by now.",
    "cited-unknown-provision": "A text cites a provision that the document does not have.",
    "cited-partly-repealed": "A text cites a document that was repealed in part.",
}
"""What each rule of a finding means: the rules of ``tracker check``, then those of ``tracker cites``."""


def finding(name: str, **parts: str) -> Sentence:
    """What a finding says, in both languages; a part may itself be a sentence or a message."""
    en, zh = _FINDINGS[name]
    said_in_chinese = {name: in_language(part, "zh") if type(part) is not str else part for name, part in parts.items()}
    return Sentence(en.format(**parts), zh.format(**said_in_chinese))
