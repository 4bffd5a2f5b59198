"""The labels by which sites name what they say of a document (发文字号, 成文日期), in boxes, rows and headers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tracker.language.patterns import regex
from tracker.monitor.sources.markup import Node, ancestors, text_of, tight
from tracker.monitor.sources.row_words import days_in

LABELS: Final[Mapping[str, str]] = {
    "索引号": "index",
    "发文字号": "number",
    "文号": "number",
    "文件编号": "number",
    "公文文号": "number",
    "成文日期": "signed",
    "成文时间": "signed",
    "发文日期": "signed",
    "签发日期": "signed",
    "印发日期": "signed",
    "发布日期": "date",
    "发布时间": "date",
    "公开日期": "date",
    "公布日期": "date",
    "有效性": "validity",
    "时效性": "validity",
    "效力状态": "validity",
    "是否有效": "validity",
    "文件状态": "validity",
    "标题": "title",
    "名称": "title",
    "信息名称": "title",
    "文件名称": "title",
    "发文机关": "issuer",
    "发布机构": "issuer",
    "发文单位": "issuer",
    "主题分类": "theme",
}
_BARE_HEADERS: Final = frozenset({"日期", "时间", "序号", "编号"})
"""Headers of columns that are no labels of a box."""
_SIGNED: Final = regex(rf"(?:{'|'.join(name for name, means in LABELS.items() if means == 'signed')})[^\w]*$")
_OTHER_DAY: Final = regex(
    r"(?:施行|实施|生效|执行|失效|废止|截止|截至|有效期|更新|修改)(?:日期|时间|日)?(?:至|到|为|自)?[^\w]*$|[至到~～—][^\w]*$"
)
"""What names a day that is neither that of signing nor that of publication: 施行日期, 有效期至."""


def published_and_signed(words: str) -> tuple[str | None, str | None]:
    """The day of publication and the document's own day in the words of a row, told by the labels before them.

    A day without a label is that of publication; one that a label calls 施行日期 or 有效期 is neither.
    """
    published = signed = None
    for day, start in days_in(words):
        before = tight(words[max(0, start - 16) : start])
        if _SIGNED.search(before):
            signed = signed or day
        elif not _OTHER_DAY.search(before):
            published = published or day
    return published, signed


def words_of_row(element: Node) -> str:
    """The words of a row: the cells of a table each behind its column's header, a term with its definitions."""
    if element.tag == "tr":
        headers = _headers(element)
        cells = [text_of(cell, gap=" ") for cell in _cells(element)]
        if headers and len(headers) == len(cells):
            return " ".join(f"{name}：{cell}" if name else cell for name, cell in zip(headers, cells, strict=True))
    if element.tag == "dt":
        return " ".join(text_of(one, gap=" ") for one in (element, *_definitions(element)))
    return text_of(element, gap=" ")


def _headers(row: Node) -> list[str]:
    """The names of a table's columns, empty for those that are none of ours; nothing where its first row names none."""
    table = next((above for above in ancestors(row) if above.tag == "table"), None)
    first = table.css_first("tr") if table is not None else None
    if first is None or first.mem_id == row.mem_id:
        return []
    names = [tight(text_of(cell)) for cell in _cells(first)]
    known = [name if name in LABELS else "" for name in names]
    return known if any(name in LABELS or name in _BARE_HEADERS for name in names) else []


def _cells(row: Node) -> list[Node]:
    cells = []
    child = row.first_child
    while child is not None:
        if child.tag in {"td", "th"}:
            cells.append(child)
        child = child.next
    return cells


def _definitions(term: Node) -> list[Node]:
    """What stands behind a term, up to the next one."""
    found = []
    after = term.next
    while after is not None and after.tag != "dt":
        if after.tag == "dd":
            found.append(after)
        after = after.next
    return found
