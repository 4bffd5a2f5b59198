"""What is told of the life of a provision and of who wrote its words, in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.wording.both_languages import by_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.model import Lang

_BOTH: Mapping[str, tuple[str, str]] = {
    # what a version did to a provision
    "first": ("库中首见", "first seen in the store"),
    "unchanged": ("未变", "unchanged"),
    "inserted": ("新增", "inserted"),
    "modified": ("修改", "modified"),
    "editorial": ("编辑性修改", "editorial change"),
    "renumbered": ("移（原{}）", "renumbered (was {})"),
    "renumbered-to": ("移至{}（原{}）", "renumbered {} (was {})"),
    "moved": ("移动", "moved"),
    "split-from": ("拆分自{}", "split from {}"),
    "split-into": ("拆分为{}", "split into {}"),
    "merged": ("合并自{}", "merged from {}"),
    "restructured": ("重组自{}", "made anew from {}"),
    "deleted": ("删除", "deleted"),
    # the report
    "history": ("条文沿革", "History"),
    "blame": ("逐句溯源", "Who wrote what"),
    "versions": ("{} 个版本", "{} versions"),
    "version": ("版本", "Version"),
    "from": ("自 {} 起", "from {}"),
    "since": ("自 {} 起未变", "unchanged since {}"),
    "gone": ("已删除的条款", "Provisions that are gone"),
    "text-of": ("文本：{}", "The text of {}"),
    "never": ("库中没有其他版本，无从比较", "the store has no other version to compare it with"),
    "characters": ("{} 字", "{} characters"),
    "share": ("占 {:.0%}", "{:.0%}"),
    "numbered": ("条号始自 {}", "numbered so by {}"),
    "note": ("注意", "Please note"),
    "doubt": ("存疑", "doubtful"),
    "legend": ("底色与角标为写下该处文字的版本", "The shade and the small number are the version that wrote the words"),
    "written-by": ("{} 写入", "written by {}"),
    "outline": ("目录", "Outline"),
    "skip": ("跳到正文", "Skip to the text"),
    "back-top": ("回到开头", "Back to top"),
    "permalink": ("链接到", "Link to"),
}

LABELS: Mapping[Lang, Mapping[str, str]] = by_language(_BOTH)
"""Every label by language and name."""
