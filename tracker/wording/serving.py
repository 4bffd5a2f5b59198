"""The words of the live pages, in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.wording.both_languages import by_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.model import Lang

_BOTH: Mapping[str, tuple[str, str]] = {
    "home": ("首页", "Home"),
    "works": ("规范", "Works"),
    "status": ("效力状态", "Status"),
    "search": ("检索", "Search"),
    "search-hint": ("词语、文号或“第十条 补偿”", "words, a number, or 第十条 补偿"),
    "compare": ("比较", "Compare"),
    "compare-texts": ("比较库中两个文本", "Compare two texts of the store"),
    "compare-files": ("比较两份文件", "Compare two files"),
    "files-note": (
        "文件只在内存里读取和比较，不保存；每份不超过 20 MB。也可以把两份文件一起拖到这里。",
        "The files are read and compared in memory and never kept; 20 MB each at most. Or drop both here.",
    ),
    "old": ("旧文本", "Old text"),
    "new": ("新文本", "New text"),
    "ref-hint": ("文号、标题，可加 @2024-06-01", "a number or a title, with @2024-06-01 if you like"),
    "expiring": ("90 日内到期", "Ending within 90 days"),
    "newest": ("最近的规范", "The newest works"),
    "nothing": ("无", "none"),
    "day": ("日期", "Day"),
    "state": ("状态", "State"),
    "number": ("文号", "Number"),
    "title": ("标题", "Title"),
    "signed": ("成文日期", "Signed"),
    "from": ("施行", "From"),
    "until": ("截止", "Until"),
    "versions": ("版本", "Versions"),
    "evidence": ("依据", "Evidence"),
    "text": ("文本", "Text"),
    "redline": ("修订对照", "Redline"),
    "history": ("条文沿革", "History"),
    "blame": ("逐句溯源", "Who wrote what"),
    "ledger": ("全部条目", "All entries"),
    "found": ("“{}”：{} 个文本", "“{}”: {} texts"),
    "cut": (
        "含有这些词的条文太多，只看了最近收入的一部分，实际更多；请再加一个词",
        "Very many passages have these words: a part of those that came in last was looked at; add a word",
    ),
    "shown-first": ("，显示前 {} 个", ", the first {} shown"),
    "issue": ("来源", "Source"),
    "note": ("注意", "Please note"),
    "outline": ("目录", "Outline"),
    "skip": ("跳到正文", "Skip to the text"),
    "error": ("无法显示", "This cannot be shown"),
    "busy": ("现在请求太多，请稍后再试", "too much is asked for now; try again later"),
    "bug": ("程序出错，请报告", "this is a bug; please report it"),
    "no-page": ("没有这个页面", "there is no such page"),
    "api": ("接口", "API"),
    "as-of": ("截至 {}", "as of {}"),
}

LABELS: Mapping[Lang, Mapping[str, str]] = by_language(_BOTH)
"""Every label by language and name."""
