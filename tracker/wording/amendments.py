"""What became of the instructions of a decision, in the words of both languages."""

from __future__ import annotations

from collections import Counter

from tracker.model import Consolidation, Instruction

STATUSES = {
    "zh": {"applied": "已执行", "doubtful": "存疑", "failed": "未执行"},
    "en": {"applied": "applied", "doubtful": "doubtful", "failed": "failed"},
}
_VERBS = {
    "replace": "修改",
    "insert": "增加",
    "delete": "删去",
    "renumber": "改条号",
    "merge": "合并",
    "split": "拆分",
    "reorder": "条文顺序调整",
    "commencement": "施行日期",
    "republish": "重新公布",
    "unknown": "未识别",
}
_OBJECTS = {
    "article": "条",
    "paragraph": "款",
    "item": "项",
    "subitem": "目",
    "words": "文字",
    "preamble": "引言",
    "title": "名称",
    "chapter": "章节",
    "chapter-title": "章节名",
    "lead": "条首",
    "text": "全文",
    "annex": "附件",
    "articles": "条",
    "paragraphs": "款",
    "items": "项",
}


def kind_in_words(kind: str, lang: str) -> str:
    """replace-paragraph is 修改款; English keeps the kind as it is."""
    verb, _, level = kind.partition("-")
    return kind if lang == "en" else _VERBS.get(verb, verb) + _OBJECTS.get(level, "")


def movement(one: Instruction) -> str:
    """第三条 → 第六条, or the one place where nothing moved, or the place of what is new."""
    if one.kind.startswith("insert") and one.result:
        return one.result
    if one.target and one.result and one.target != one.result:
        return f"{one.target} → {one.result}"
    return one.target or (f"→ {one.result}" if one.result else "")


def summary(consolidation: Consolidation, lang: str) -> str:
    """How many instructions were applied, are in doubt, and failed."""
    counts = Counter(one.status for one in consolidation.instructions)
    words = STATUSES[lang]
    total = len(consolidation.instructions)
    parts = [f"{words[status]} {counts[status]}" for status in ("applied", "doubtful", "failed") if counts[status]]
    if lang == "en":
        return f"{total} instructions: {', '.join(parts)}"
    return f"修改指令 {total} 项：{'，'.join(parts)}"
