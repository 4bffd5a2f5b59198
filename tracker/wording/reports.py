"""Labels of reports, in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.model import Lang

_BOTH: Mapping[str, tuple[str, str]] = {
    # kinds and flags of a change
    "unchanged": ("未变", "unchanged"),
    "modified": ("修改", "modified"),
    "inserted": ("新增", "inserted"),
    "deleted": ("删除", "deleted"),
    "split": ("拆分", "split"),
    "merged": ("合并", "merged"),
    "restructured": ("重组", "restructured"),
    "renumbered": ("条号变动", "renumbered"),
    "moved": ("移动", "moved"),
    "editorial": ("编辑性", "editorial"),
    "substantive": ("实质性", "substantive"),
    # their marks in the outline
    "sign-modified": ("改", "M"),
    "sign-inserted": ("增", "+"),
    "sign-deleted": ("删", "−"),
    "sign-split": ("拆", "S"),
    "sign-merged": ("并", "J"),
    "sign-restructured": ("组", "R"),
    "sign-moved": ("移", "⇅"),
    "sign-editorial": ("编", "e"),
    "sign-renumbered": ("号", "№"),
    # facts
    "amount": ("金额", "amount"),
    "percentage": ("比例", "percentage"),
    "duration": ("期限", "duration"),
    "date": ("日期", "date"),
    "count": ("数量", "count"),
    "modality": ("义务", "duty"),
    "reference": ("引用", "reference"),
    "organisation": ("机构", "organisation"),
    "term": ("用语", "term"),
    # directions
    "up": ("提高", "up"),
    "down": ("降低", "down"),
    "stricter": ("趋严", "stricter"),
    "looser": ("放宽", "looser"),
    # levels of provisions without a label
    "part": ("编", "Part"),
    "subpart": ("分编", "Subpart"),
    "chapter": ("章", "Chapter"),
    "section": ("节", "Section"),
    "article": ("条", "Article"),
    "paragraph": ("段落", "Paragraph"),
    "item": ("项", "Item"),
    "subitem": ("目", "Subitem"),
    "outline1": ("段落", "Paragraph"),
    "outline2": ("段落", "Paragraph"),
    "outline3": ("段落", "Paragraph"),
    "outline4": ("段落", "Paragraph"),
    "table": ("表格", "Table"),
    "addressee": ("主送机关", "Addressee"),
    "closing": ("结语", "Closing"),
    "signature": ("署名", "Signature"),
    "date-line": ("成文日期", "Date"),
    "annex-list": ("附件清单", "List of annexes"),
    "note": ("附注", "Note"),
    # the two versions
    "old": ("旧", "Old"),
    "new": ("新", "New"),
    "old-version": ("旧版本", "Old version"),
    "new-version": ("新版本", "New version"),
    "title": ("标题", "Title"),
    "number": ("文号", "Number"),
    "dated": ("日期", "Date"),
    "issuers": ("发布机关", "Issued by"),
    "in-force": ("施行", "In force"),
    "from": ("自{}起", "from {}"),
    "until": ("至{}", "until {}"),
    "for": ("有效期{}", "for {}"),
    "source": ("来源", "Source"),
    "fingerprint": ("原文指纹", "Fingerprint"),
    "unknown": ("未载明", "not stated"),
    # the parts of a report
    "redline": ("修订对照", "Redline"),
    "summary": ("概览", "Summary"),
    "versions": ("版本", "Versions"),
    "key-changes": ("要点", "Key changes"),
    "facts": ("数值与义务的变化", "Values and duties"),
    "terms": ("用语统一替换", "Terms replaced throughout"),
    "points": ("个百分点", " pp"),
    "times": ("处", "times"),
    "text": ("条文", "Text"),
    "remarks": ("注意", "Please note"),
    "outline": ("目录", "Outline"),
    "provision": ("条款", "Provision"),
    "type": ("类别", "Type"),
    "direction": ("变化", "Change"),
    "added": ("新增的文件", "Documents added"),
    "removed": ("不再出现的文件", "Documents removed"),
    "compared": ("两期均有的文件", "Documents in both"),
    "no-changes": ("两个版本没有差异。", "The two versions do not differ."),
    "same-provisions": (
        "条文相同，标题或者文号不同。",
        "The provisions are the same, the title or the number is not.",
    ),
    "nothing": ("无", "none"),
    "elided": ("未变部分从略", "unchanged text left out"),
    "evidence": ("依据", "Evidence"),
    "moved-to": ("移至", "moved to"),
    "moved-from": ("移自", "moved from"),
    # the comparison table
    "old-provision": ("旧条", "Old provision"),
    "old-text": ("旧文", "Old text"),
    "new-provision": ("新条", "New provision"),
    "new-text": ("新文", "New text"),
    "kind": ("变更类型", "Kind of change"),
    "comparison-table": ("新旧对照表", "Comparison table"),
    "cut-cell": (
        "（单元格装不下全文，此处从略；全文见 HTML 或 DOCX）",
        " (cut: a cell holds no more; see HTML or DOCX)",
    ),
    "cut-markdown": (
        "篇幅所限，共 {total} 处变更中有 {left} 处未列出：{names}。完整对照请用 HTML 或 DOCX 格式。",
        "Cut to fit: {left} of {total} changes are not shown: {names}. The HTML and DOCX formats have them all.",
    ),
    "and-more": ("等", " and more"),
    "sheet-overview": ("文件清单", "Documents"),
    "sheet": ("对照", "Changes"),
    "document": ("文件", "Document"),
    "state": ("情况", "State"),
    "in-both": ("两期均有", "in both"),
    "only-new": ("新增", "added"),
    "only-old": ("不再出现", "removed"),
    # the page
    "skip": ("跳到条文", "Skip to the text"),
    "layout": ("版式", "Layout"),
    "inline": ("合并显示", "Inline"),
    "side-by-side": ("左右对照", "Side by side"),
    "context": ("范围", "Show"),
    "changed": ("只看变更", "Changes only"),
    "all": ("全部条文", "Everything"),
    "filter-kind": ("变更类型", "Kinds"),
    "filter-fact": ("涉及", "Concerning"),
    "any-fact": ("不限", "Anything"),
    "filters": ("筛选", "Filters"),
    "previous": ("上一处", "Previous"),
    "next": ("下一处", "Next"),
    "keys": ("按 J 下一处、K 上一处", "J next, K previous"),
    "permalink": ("链接到", "Link to"),
    "views": ("显示方式", "View"),
    "legend": ("图例", "Legend"),
    "deleted-text": ("删除的文字", "deleted text"),
    "inserted-text": ("新增的文字", "inserted text"),
    "moved-text": ("移动的文字", "moved text"),
    "break": ("段落分合", "paragraph break"),
    "position": ("当前位置", "Position"),
    "more": ("其余", "More"),
    "back-top": ("回到开头", "Back to top"),
    "nothing-matches": ("没有符合筛选条件的变更。", "No change matches the filters."),
}

LABELS: Mapping[Lang, Mapping[str, str]] = {
    "zh": {name: chinese for name, (chinese, _) in _BOTH.items()},
    "en": {name: english for name, (_, english) in _BOTH.items()},
}
"""Every label by language and name."""

EVENTS: Mapping[str, str] = {
    "印发之日": "the date of issue",
    "签发之日": "the date of signing",
    "下发之日": "the date of issue",
    "发布之日": "the date of publication",
    "公布之日": "the date of promulgation",
    "颁布之日": "the date of promulgation",
    "公告之日": "the date of announcement",
    "通告之日": "the date of announcement",
}
"""The days that a clause of effect names by what happens on them, in English."""

ARROWS: Mapping[str, str] = {"up": "↑", "down": "↓", "stricter": "▲", "looser": "▽"}
"""Directions as signs that need no colour."""
