"""The words in which the monitor tells what happened: one line an event, states of sources, headings of digests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.messages import Message
from tracker.wording.recognition import recognised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.model import Lang

_EVENTS: Mapping[str, tuple[str, str]] = {
    "issue.new": ("收录：{title}", "New: {title}"),
    "issue.altered": ("已发布文本有改动：{title}", "Altered after publication: {title}"),
    "issue.flagged": ("网站标注由“{old}”改为“{new}”：{title}", "The site's flag turned from {old} to {new}: {title}"),
    "issue.withdrawn": ("已撤下：{title}", "Withdrawn: {title}"),
    "work.new": ("新规定：{title}", "New measure: {title}"),
    "work.document": ("新公文：{title}", "New document: {title}"),
    "work.revised": ("修订：{title}（取代{old}）", "Revised: {title} (follows {old})"),
    "work.repealed": ("废止：{title}（依据{by}）", "Repealed: {title} (by {by})"),
    "work.partly-repealed": ("部分废止：{title}（依据{by}）", "Repealed in part: {title} (by {by})"),
    "work.expiring": ("{days}天内到期（{until}）：{title}", "Expires within {days} days, on {until}: {title}"),
    "work.expired": ("已到期（{until}）：{title}", "Expired on {until}: {title}"),
    "source.failed": ("来源{source}读取失败：{error}", "Source {source} failed: {error}"),
    "source.still": (
        "来源{source}仍未恢复（自{since}）：{error}",
        "Source {source} still fails, since {since}: {error}",
    ),
    "source.overdue": (
        "来源{source}逾期：应于{by}前有更新",
        "Source {source} is overdue: something new was expected by {by}",
    ),
    "source.recovered": ("来源{source}已恢复", "Source {source} has recovered"),
}
_WORDS: Mapping[str, tuple[str, str]] = {
    "ok": ("正常", "ok"),
    "failing": ("失败", "failing"),
    "overdue": ("逾期", "overdue"),
    "never": ("未读取", "never"),
    "source": ("来源", "source"),
    "state": ("状态", "state"),
    "last-success": ("上次成功", "last success"),
    "last-change": ("上次更新", "last change"),
    "next-run": ("下次运行", "next run"),
    "zone": ("时间按{zone}", "Times in {zone}"),
    "error": ("说明", "remark"),
    "untried": ("预设尚未经实网验证", "this preset was never tried on the live site"),
    "undelivered": ("{count}条通知待送达", "{count} notices not delivered yet"),
    "digest": ("公报动态", "Gazette digest"),
    "nothing": ("此间没有新的情况。", "Nothing happened in this time."),
    "group-new": ("新规定", "New"),
    "group-revised": ("修订", "Revised"),
    "group-repealed": ("废止", "Repealed"),
    "group-ending": ("即将到期与已到期", "Expiring and expired"),
    "group-altered": ("发布后改动、标注变化与撤下", "Altered, flagged and withdrawn after publication"),
    "group-issues": ("新收录", "Newly recorded"),
    "group-sources": ("来源", "Sources"),
    "new": ("新", "new"),
    "altered": ("改动", "altered"),
    "unchanged": ("未变", "unchanged"),
    "failed": ("失败", "failed"),
    "withdrawn": ("撤下", "withdrawn"),
    "changed": ("有更新", "changed"),
}


def event_words(kind: str, lang: Lang, /, **parts: object) -> str:
    """The line of an event; ``parts`` are what its template names."""
    zh, en = _EVENTS[kind]
    told = {name: recognised(part, lang) if isinstance(part, Message) else part for name, part in parts.items()}
    return (zh if lang == "zh" else en).format(**told)


def monitor_word(name: str, lang: Lang, /, **parts: object) -> str:
    """A word of the monitor's tables and reports."""
    zh, en = _WORDS[name]
    return (zh if lang == "zh" else en).format(**parts)
