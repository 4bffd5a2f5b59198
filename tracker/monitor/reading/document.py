"""One document out of the bytes that came for it: whether they count, what they say, and its record for the store."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from tracker.errors import EmptySource, SourceTooLarge, UnreadableSource
from tracker.messages import said
from tracker.monitor.answers import ErrorKind
from tracker.monitor.judge import Verdict, holds_title, judge_page, judge_untitled
from tracker.monitor.reading.plain_text import digest_of, folded_lines
from tracker.monitor.sources.document_page import Details, details_of_record, read_details
from tracker.monitor.sources.gkmlpt import embedded_text
from tracker.monitor.sources.index import line_digests
from tracker.monitor.sources.json_fields import NAMES, Json, json_of
from tracker.monitor.sources.markup import tree_of
from tracker.parse import parse
from tracker.read import read_bytes
from tracker.read.decoding import decode
from tracker.store.record import Record, make_record, record_of_value

_FILE_MARKS: Final = {
    "pdf": (b"%PDF-",),
    "docx": (b"PK\x03\x04",),
    "doc": (b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"{\\rtf"),
    "wps": (b"\xd0\xcf\x11\xe0", b"PK\x03\x04"),
    "xls": (b"\xd0\xcf\x11\xe0", b"PK\x03\x04"),
    "xlsx": (b"PK\x03\x04",),
    "ofd": (b"PK\x03\x04",),
    "zip": (b"PK\x03\x04",),
}
SAME: Final = 0.9
"""The ratio of a page's lines that it shares with another one that it is taken for."""
FEWEST_LINES: Final = 3
LITTLE: Final = 30
"""Characters beside its title that a page with files has at most when the text is in the files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is known of a document before it is read: what the list said, and pages that may come in its place."""

    url: str
    media_type: str | None = None
    title: str | None = None
    name: str = ""
    gazette: str | None = None
    ref: str | None = None
    text: str | None = None
    list_lines: tuple[str, ...] = ()
    home_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What became of the bytes: a failure, or the details of the document with its text and its record.

    ``lines`` is the folded text, ``digest`` a digest of it. ``source`` are the bytes for the store where they are not
    those that came (a text inside JSON, as a page of its own); ``in_files`` says that the text is in the attachments.
    """

    error_kind: ErrorKind | None = None
    error: str = ""
    is_withdrawn: bool = False
    is_title_missing: bool = False
    is_in_files: bool = False
    details: Details = field(default_factory=Details)
    lines: tuple[str, ...] = ()
    digest: str = ""
    issue_kind: str = "document"
    number: str | None = None
    title: str | None = None
    source: str | None = None
    record: Record | None = None


def read_document(body: bytes, asked: Asked) -> Reading:
    """Read the bytes that came for a document."""
    wrong = _wrong_type(body, asked)
    if wrong is not None:
        return wrong
    if asked.text is not None:
        return _read_text(asked.text, Details(title=asked.title), asked)
    if body[:5] == b"%PDF-" or b"%PDF-" in body[:1024] or body[:4] == b"PK\x03\x04":
        return _recorded(body, Details(), asked)
    try:
        page = decode(body, asked.url, asked.media_type).text if body else ""
    except UnreadableSource as error:
        return Reading(error_kind="unreadable", error=error.what)
    value = json_of(page)
    if value is not None:
        return _read_json(value, asked)
    return _read_page(body, page, asked)


def _wrong_type(body: bytes, asked: Asked) -> Reading | None:
    """Bytes of another type than their name says, or cut off before the end of their format."""
    suffix = _suffix(asked)
    marks = _FILE_MARKS.get(suffix)
    head = body[:1024]
    if marks and not any(mark in head if mark == b"%PDF-" else head.startswith(mark) for mark in marks):
        return _failure_of(_verdict_of_page(body, asked, f"no {suffix.upper()}: its bytes are another type"))
    if b"%PDF-" in head and b"%%EOF" not in body[-8192:]:
        return Reading(error_kind="incomplete", error="the PDF is cut off: its end is missing")
    if head.startswith(b"PK\x03\x04") and b"PK\x05\x06" not in body[-70_000:]:
        return Reading(error_kind="incomplete", error="the archive is cut off: its end is missing")
    return None


def _suffix(asked: Asked) -> str:
    """The suffix of what is asked for, also where it stands in a query (downfile.jsp?filename=…docx)."""
    name = asked.name or unquote(urlsplit(asked.url).path.rpartition("/")[2])
    last = name.rpartition(".")[2].lower() if "." in name else ""
    if last in _FILE_MARKS:
        return last
    query = unquote(urlsplit(asked.url).query).rpartition(".")[2].lower()
    return query if query in _FILE_MARKS else ""


def _verdict_of_page(body: bytes, asked: Asked, otherwise: str) -> Verdict:
    try:
        page = decode(body, asked.url, asked.media_type).text if body.strip() else ""
    except UnreadableSource:
        return Verdict(kind="content", what=otherwise)
    found = judge_page(page, title=None) if len(page) < 200_000 else None  # noqa: PLR2004 - error pages are short
    return found if found is not None else Verdict(kind="content", what=otherwise)


def _failure_of(verdict: Verdict) -> Reading:
    return Reading(error_kind=verdict.kind, error=verdict.what, is_withdrawn=verdict.is_withdrawn)


def _read_json(value: object, asked: Asked) -> Reading:
    """A document's own JSON: the record that holds a text."""
    record = _record_with_text(value)
    if record is None:
        return Reading(error_kind="content", error="the JSON holds no text of a document")
    content = next(str(record[name]) for name in (*NAMES["text"], "content") if record.get(name))
    return _read_text(content, details_of_record(record, asked.url), asked)


def _record_with_text(value: object) -> Json | None:
    stack = [value]
    for _ in range(10_000):
        if not stack:
            break
        one = stack.pop()
        if isinstance(one, dict):
            if any(isinstance(one.get(name), str) and len(one[name]) > 20 for name in (*NAMES["text"], "content")):  # noqa: PLR2004
                return one
            stack.extend(one.values())
        elif isinstance(one, list):
            stack.extend(one)
    return None


def _read_text(content: str, details: Details, asked: Asked) -> Reading:
    """A text that came inside something else, kept as a page of its own."""
    title = html.escape(details.title or asked.title or "")
    number = html.escape(details.doc_number or "")
    page = (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head><body>\n'
        f'<h1>{title}</h1>\n<div data-number="{number}">{content}</div>\n</body></html>\n'
    )
    return replace(
        _recorded(
            page.encode("utf-8", "replace"),
            details,
            replace(asked, name="text.html", media_type="text/html; charset=utf-8"),
        ),
        source=page,
    )


def _read_page(body: bytes, page: str, asked: Asked) -> Reading:
    root = tree_of(page)
    if root is None or not body.strip():
        return _failure_of(Verdict(kind="soft-404", what="an empty page under status 200"))
    wrong = _cut_off(page) or _taken_for(line_digests(root), asked)
    if wrong is not None:
        return _failure_of(wrong)
    embedded = embedded_text(page)
    if embedded:
        return _read_text(embedded, read_details(root, asked.url), asked)
    details = read_details(root, asked.url)
    reading = _recorded(body, details, asked)
    text = "\n".join(reading.lines)
    missing = bool(asked.title) and not holds_title(text + page, asked.title or "")
    verdict = judge_page(page, title=asked.title or None, text=text)
    if verdict is None and missing and not details.has_box:
        verdict = judge_untitled(page, text, has_files=bool(details.attachments))
    if verdict is not None:
        return _failure_of(verdict)
    return replace(
        reading, is_title_missing=missing, is_in_files=bool(details.attachments) and not _has_text(reading, details)
    )


def _cut_off(page: str) -> Verdict | None:
    return Verdict(kind="incomplete", what="the page is cut off in mid-text") if _is_cut(page) else None


def _is_cut(page: str) -> bool:
    """Whether a page ends in mid-text: inside a tag, or without any end of body and page where it had begun both."""
    end = page.rstrip()[-300:].lower()
    low = page[:2_000].lower()
    begun = "<html" in low and ("<body" in page.lower())
    is_inside_tag = end.rfind("<") > end.rfind(">")
    return (
        begun
        and "</html" not in end
        and "</body" not in page.lower()[-2_000:]
        and (is_inside_tag or not end.endswith(">"))
    )


def _taken_for(lines: Sequence[str], asked: Asked) -> Verdict | None:
    """The list or the home page in place of the document: what a site under load answers, status 200."""
    for other, verdict in (
        (asked.list_lines, Verdict(kind="blocked", what="the site sends its list in place of the document")),
        (asked.home_lines, Verdict(kind="soft-404", what="the site sends its home page in place of the document")),
    ):
        if len(lines) >= FEWEST_LINES and other:
            mine, theirs = set(lines), set(other)
            if len(mine & theirs) >= SAME * max(len(mine), len(theirs)):
                return verdict
    return None


def _has_text(reading: Reading, details: Details) -> bool:
    title = len("".join(folded_lines(details.title or details.heading)))
    return sum(map(len, reading.lines)) - title > LITTLE


def _recorded(data: bytes, details: Details, asked: Asked) -> Reading:
    """The text and the record of bytes that a reader of ours can read."""
    name = asked.name or unquote(urlsplit(asked.url).path.rpartition("/")[2]) or "page.html"
    try:
        text = read_bytes(data, name, asked.media_type if not data.startswith((b"%PDF-", b"PK")) else None)
        issue = parse(text)
        record = make_record(data, issue, gazette=asked.gazette, url=asked.url if "://" in asked.url else None)
    except EmptySource as error:
        return Reading(error_kind="content", error=error.what, details=details)
    except (UnreadableSource, SourceTooLarge) as error:
        told = said("{what}; {do}", what=error.what, do=error.do) if error.do else error.what
        return Reading(error_kind="unreadable", error=told, details=details)
    lines = folded_lines(text.text)
    first = issue.documents[0] if issue.documents else None
    return Reading(
        details=details,
        lines=lines,
        digest=digest_of(lines),
        issue_kind=issue.kind,
        number=first.doc_number if first and issue.kind == "document" else None,
        title=issue.title or (first.title if first else None),
        record=replace(record, ref=asked.ref) if asked.ref else record,
    )


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """A reading as plain values; of the record the files that are derived, as texts."""
    value = asdict(replace(reading, record=None))
    if reading.record is not None:
        own = asdict(replace(reading.record, files=()))
        names = [(name, data.decode("utf-8", "surrogatepass")) for name, data in reading.record.files[1:]]
        value["record"] = {**own, "source_name": reading.record.files[0][0], "derived": names}
    return value


def reading_from_json(value: dict[str, Any], body: bytes) -> Reading:
    """The reading of plain values, with the bytes that were read."""
    details = value.pop("details")
    made = value.pop("record")
    lines = tuple(value.pop("lines"))
    data = value["source"].encode("utf-8", "replace") if value["source"] is not None else body
    record = None
    if made is not None:
        source, derived = made.pop("source_name"), made.pop("derived")
        record = record_of_value({**made, "files": [[source, ""], *derived]}, data)
    return Reading(
        **value,
        lines=lines,
        details=Details(**{**details, **{name: tuple(details[name]) for name in ("attachments", "issuers")}}),
        record=record,
    )
