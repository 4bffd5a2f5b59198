"""What the page of a document says of it beside its text: the box of labels, the fields for machines, the files.

Norms: 国办发〔2017〕47号 (fields ArticleTitle, PubDate …), GB/T 42147-2022. Their letters' case and order vary, and the
box is a table, a list of ``[发布日期]`` labels, or lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tracker.language.patterns import regex
from tracker.monitor.sources.json_fields import Json, attachments_of, flag_in, moment_of, normal_number
from tracker.monitor.sources.labels import LABELS
from tracker.monitor.sources.markup import Node, ancestors, attribute, squeezed, text_of, tight
from tracker.monitor.sources.row_words import cleaned_title, day_in, number_in
from tracker.monitor.sources.rows import FILE, address_of

_LABEL: Final = regex(rf"[\[【〔]?({'|'.join(sorted(LABELS, key=len, reverse=True))})[\]】〕]?[:：]?(.*)", re.DOTALL)
_LABEL_TAGS: Final = "td, th, li, dt, dd, p, span, div, label, b, strong, em"
_LONGEST_LABEL: Final = 200
_PUBLISHED: Final = ("pubdate", "publishdate", "firstpublishedtime", "others", "publish_time", "article:published_time")
_ASIDE: Final = regex(
    r"(?:^|[-_\s])(?:nav|foot\w*|link\w*|side\w*|menu|xgwj|xgjd|related?|position|head\w*|qr)(?:$|[-_\s])",
    re.IGNORECASE,
)
_RELATED: Final = regex(r"相关(?:文件|解读|阅读|链接|信息)|友情链接|解读|上一篇|下一篇")
MOST_LABELS: Final = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a page says of its document; ``title`` as its field or box has it, days ISO, files as whole addresses."""

    title: str | None = None
    date: str | None = None
    signed: str | None = None
    doc_number: str | None = None
    validity: str | None = None
    issuers: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    heading: str = ""
    has_box: bool = False


def read_details(root: Node, url: str) -> Details:
    """The details of a document's page."""
    box = dict(_box(root))
    fields = _fields(root)
    published = next((day for name in _PUBLISHED if (day := day_in(fields.get(name, "")))), None)
    number = normal_number(box["number"]) if box.get("number") else None
    keyword = fields.get("keywords", "")
    return Details(
        title=cleaned_title(fields.get("articletitle", "") or box.get("title", "")) or None,
        date=day_in(box.get("date", "")) or published,
        signed=day_in(box.get("signed", "")),
        doc_number=number or (number_in(keyword) if len(keyword) < 40 else None),  # noqa: PLR2004 - one number, no list
        validity=flag_in(box["validity"]) if box.get("validity") else None,
        issuers=tuple(re.split(r"[、，,;；\s]+", box["issuer"])) if box.get("issuer") else (),
        attachments=tuple(dict.fromkeys(_files(root, url))),
        heading=_heading(root),
        has_box=len(box) > 2,  # noqa: PLR2004 - a box has several labels
    )


def details_of_record(record: Json, url: str) -> Details:
    """The details in a document's own JSON (NFRA, CSRC, NFCMS)."""
    from tracker.monitor.sources.json_fields import entry_of

    entry = entry_of({**record, "url": url}, url)
    if entry is None:
        return Details(attachments=attachments_of(record, {}, url))
    return Details(
        title=entry.title,
        date=entry.date or moment_of(record.get("publishDate")),
        signed=entry.signed,
        doc_number=entry.doc_number,
        validity=entry.validity,
        attachments=attachments_of(record, {}, url),
        heading=entry.title,
        has_box=True,
    )


def _fields(root: Node) -> dict[str, str]:
    """The fields for machines, by their names in small letters; the first that says something counts."""
    found: dict[str, str] = {}
    for meta in root.css("meta"):
        name = (attribute(meta, "name") or attribute(meta, "property")).strip().lower()
        content = squeezed(attribute(meta, "content"))
        if name and content:
            found.setdefault(name, content)
    return found


def _box(root: Node) -> Iterator[tuple[str, str]]:
    """The labels of the box with their values: in the next cell, in an element inside, or after the colon."""
    seen: set[str] = set()
    for node in root.css(_LABEL_TAGS)[:MOST_LABELS]:
        text = tight(text_of(node))
        found = _LABEL.fullmatch(text) if len(text) < _LONGEST_LABEL else None
        if found is None:
            continue
        meaning = LABELS[found[1]]
        inner = text_of(node)
        value = _rest(inner, found[1]) if found[2] else _neighbour(node)
        if value and meaning not in seen and not _LABEL.fullmatch(tight(value)):
            seen.add(meaning)
            yield meaning, value


def _rest(text: str, label: str) -> str:
    """What follows a label whose characters may stand apart (有 效 性：有效)."""
    pattern = r"\s*".join(map(re.escape, label))
    rest = re.sub(rf"^\s*[\[【〔]?\s*{pattern}\s*[\]】〕]?\s*[:：]?\s*", "", text, count=1)
    following = re.search(rf"\s(?:{'|'.join(LABELS)})\s*[:：]", rest)
    return rest[: following.start()].strip() if following else rest.strip()


def _neighbour(node: Node) -> str:
    after = node.next
    while after is not None and not (after.is_element_node or tight(after.text_content or "")):
        after = after.next
    if after is None:
        return ""
    return text_of(after) if after.is_element_node else squeezed(after.text_content or "")


def _heading(root: Node) -> str:
    for tag in ("h1", "h2"):
        node = root.css_first(tag)
        if node is not None and tight(text_of(node)):
            return text_of(node)
    title = root.css_first("title")
    return re.split(r"_{1,2}|\s[-|—]\s", text_of(title))[0].strip() if title is not None else ""


def _files(root: Node, url: str) -> Iterator[str]:
    """The files that a page offers with its document; not those of side columns and related readings."""
    for link in root.css("a"):
        address = address_of(link, url)
        if address is None or not FILE.search(address) or _is_aside(link):
            continue
        yield address
    for frame in root.css("iframe, embed, object"):
        source = attribute(frame, "src") or attribute(frame, "data")
        found = re.search(r"(?:file=)?([^?=]+\.pdf)", source)
        if found:
            from tracker.monitor.web_addresses import joined

            whole = joined(url, found[1])
            if whole:
                yield whole


def _is_aside(link: Node) -> bool:
    for above in ancestors(link):
        if above.tag in {"nav", "footer", "aside"}:
            return True
        if above.tag in {"div", "ul", "section"} and _ASIDE.search(
            f"{attribute(above, 'class')} {attribute(above, 'id')}"
        ):
            return True
        heading = above.css_first("h3, h4") if above.tag in {"div", "section"} else None
        if heading is not None and _RELATED.search(text_of(heading)) and len(text_of(above)) < 2_000:  # noqa: PLR2004
            return True
    return False
