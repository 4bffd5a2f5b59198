"""What a line of a source became and by which rule, in words: for ``tracker parse --explain``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from tracker.model import Lang

__all__ = ["HEADINGS", "RULES", "Rule", "became_name", "rule_words"]


class Rule(NamedTuple):
    """A rule of the parser: in Chinese, in English, and the module that holds it."""

    zh: str
    en: str
    place: str


RULES: Final[Mapping[str, Rule]] = {
    "title": Rule(
        "文件标题：以文种结尾，后接文号、主送机关或正文", "a title: it ends with a kind of document", "parse/issue"
    ),
    "number": Rule("发文字号独占一行", "a document number on a line of its own", "language/numbers_of_documents"),
    "heading-circular": Rule("公文的标题部分", "the head of the circular", "parse/document/instrument_parts"),
    "heading-measure": Rule("所发文本的标题", "the title of the measure", "parse/document/instrument_parts"),
    "heading-annex": Rule("附件的标题", "the title of the annex", "parse/document/instrument_parts"),
    "page-number": Rule("页码独占一行", "a page number on a line of its own", "parse/issue/printed_lines"),
    "running-head": Rule(
        "页眉页脚，或网页在正文外所印", "a running head, or what a page prints", "parse/issue/printed_lines"
    ),
    "contents": Rule(
        "目录：其后正文重现所列标题", "a contents list: its titles stand again below", "parse/issue/contents_list"
    ),
    "front-matter": Rule("首个文件之前，无正文", "before the first document, no text", "parse/issue/masthead"),
    "back-matter": Rule(
        "末个文件之后：版权页、按钮", "behind the last document: imprint, buttons", "parse/issue/masthead"
    ),
    "bullet": Rule("列表符号", "a bullet", "parse/lines"),
    "markup": Rule("标记语言的符号", "markup", "parse/markup"),
    "label-part": Rule("“第X编”", "第X编", "language/labels"),
    "label-subpart": Rule("“第X分编”", "第X分编", "language/labels"),
    "label-chapter": Rule("“第X章”", "第X章", "language/labels"),
    "label-section": Rule("“第X节”", "第X节", "language/labels"),
    "label-article": Rule("“第X条”，不是引用", "第X条, and no reference", "language/labels"),
    "label-item": Rule(
        "条内的“（一）”或无（一）时的“1.”", "(一) in an article, or 1. without (一)", "parse/document/tree"
    ),
    "label-subitem": Rule("条内的“1.”“（1）”“①”", "1., (1) or ① in an article", "parse/document/tree"),
    "label-outline1": Rule("“一、”", "一、", "language/labels"),
    "label-outline2": Rule("“（一）”", "(一)", "language/labels"),
    "label-outline3": Rule("“1.”", "1.", "language/labels"),
    "label-outline4": Rule("“（1）”", "(1)", "language/labels"),
    "label-letter": Rule("“A.”“a)”，至少连续两个", "A. or a), two in a row", "parse/document/deep_labels"),
    "label-sign": Rule("“①”“1)”，至少连续两个", "① or 1), two in a row", "parse/document/deep_labels"),
    "decimal": Rule("“1”“1.1”，依次递进", "1, 1.1: each goes on with the last", "parse/document/decimal_numbering"),
    "paragraph": Rule("无标签的段落", "a paragraph without a label", "parse/document/tree"),
    "table": Rule("制表符分开的行，相邻成表", "rows of cells parted by tabs", "parse/document/blocks"),
    "part": Rule("无编号的编名", "a part without a number", "parse/document/tree"),
    "chapter": Rule("无编号的章名：总则、附则、序言", "a chapter without a number: 总则, 附则", "parse/document/tree"),
    "addressee": Rule("正文前以冒号结尾的机关名称", "bodies and a colon, before the text", "parse/document/matter"),
    "closing": Rule("正文末的“特此通知”等", "特此通知 and the like at the end", "parse/document/matter"),
    "signature": Rule("落款：日期上方的机关或职务姓名", "a signatory above the date", "parse/document/matter"),
    "date": Rule("独占一行的日期", "a day on a line of its own", "parse/document/matter"),
    "annex-list": Rule("“附件：”开头的清单", "a list that begins with 附件：", "parse/document/matter"),
    "note": Rule(
        "附注：通过公布情况、此件公开、版记", "a note: enactment, publication, imprint", "parse/document/matter"
    ),
    "note-labelled": Rule(
        "附件标志，或标题上方的文号", "the label of an annex, or a number", "parse/document/instrument_parts"
    ),
    "goes-on": Rule("接上一行：断行或断页", "goes on with the line above it", "parse/document/line_breaks"),
    "lost": Rule("没有归处（请报告此错误）", "it has no place: please report it", "—"),
}
"""Every rule by its key in ``tracker.parse.explained``."""

_BECAME: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("标题", "title"),
    "number": ("文号", "number"),
    "heading": ("标题", "heading"),
    "page-number": ("页码", "page number"),
    "running-head": ("页眉页脚", "running head"),
    "contents": ("目录", "contents"),
    "front-matter": ("封面", "front matter"),
    "back-matter": ("封底", "back matter"),
    "bullet": ("符号", "bullet"),
    "markup": ("标记", "markup"),
    "part": ("编", "part"),
    "subpart": ("分编", "subpart"),
    "chapter": ("章", "chapter"),
    "section": ("节", "section"),
    "article": ("条", "article"),
    "paragraph": ("段", "paragraph"),
    "item": ("项", "item"),
    "subitem": ("目", "subitem"),
    "table": ("表", "table"),
    "addressee": ("主送", "addressee"),
    "closing": ("结语", "closing"),
    "signature": ("署名", "signature"),
    "date": ("日期", "date"),
    "annex-list": ("附件清单", "list of annexes"),
    "note": ("附注", "note"),
    "lost": ("遗失", "lost"),
}

HEADINGS: Final[Mapping[Lang, tuple[str, ...]]] = {
    "zh": ("行", "原文", "成为", "位置", "依据", "提示"),
    "en": ("line", "source", "became", "place", "rule", "told"),
}


def became_name(became: str, lang: Lang) -> str:
    """What a line became, in a language; levels of outlines are one kind with their depth."""
    if became.startswith(("outline", "decimal")):
        return f"{'层' if lang == 'zh' else 'level '}{became[-1]}"
    zh, en = _BECAME[became]
    return zh if lang == "zh" else en


def rule_words(rule: str, lang: Lang) -> str:
    """A rule in words, and the module that holds it."""
    one = RULES[rule]
    return f"{one.zh if lang == 'zh' else one.en}（{one.place}）" if lang == "zh" else f"{one.en} ({one.place})"
