"""Entries in JSON: which field is the title, the address, the day, the number, in the words that APIs use.

Names are those of gkmlpt, NFCMS, Kaipu's search, CSRC, NFRA and gov.cn (field notes of their crawlers); other APIs use
the same or a configuration names them (``fields``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

from tracker.language.dates import BEIJING
from tracker.monitor.sources.listed import Listed
from tracker.monitor.sources.markup import plain
from tracker.monitor.sources.row_words import as_issue, cleaned_title, day_in, day_in_address, issue_in, number_in
from tracker.monitor.sources.rows import FILE
from tracker.monitor.web_addresses import joined

Json: TypeAlias = Mapping[str, Any]

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title", "docTitle", "TITLE", "subject", "name", "articleTitle", "infoTitle", "bt", "maintitle"),
    "url": ("url", "URL", "link", "href", "pubUrl", "docpuburl", "detailUrl", "gname", "linkUrl", "post_url", "path"),
    "date": (
        *(
            "display_publish_time",
            "first_publish_time",
            "publishedTimeStr",
            "publishTime",
            "publishDate",
            "DOCRELPUBTIME",
        ),
        *(
            "docrelpubtime",
            "publishedTime",
            "pubtime",
            "pubDate",
            "PubDate",
            "releaseDate",
            "created_at",
            "create_time",
        ),
        *("savedate", "fbrq", "date"),
    ),
    "signed": ("signed", "cwrq", "writeDate", "date"),
    "number": ("document_number", "documentNo", "pcode", "EXT_zh", "wh", "fwzh", "fileNum", "docNo", "WH"),
    "attachments": ("attachment", "attachments", "resList", "files", "fileList", "pdfFileUrl", "docFileUrl"),
    "text": ("docClob", "contentHtml", "htmlContent"),
    "validity": ("validity", "EXT_sx", "yxx", "effectiveness"),
    "id": ("docId", "manuscriptId", "id"),
}
EXPIRED: Final = "失效"
ABOLISHED: Final = "废止"
IN_FORCE: Final = "有效"
_MILLISECONDS: Final = 100_000_000_000
_LEAST: Final = 1
_DEEPEST: Final = 40


def json_of(text: str) -> Any | None:  # noqa: ANN401 - anything may come
    """The value of a JSON text, also inside a callback; ``None`` where it is none."""
    bare = text.strip().lstrip("\ufeff")
    call = re.match(r"[\w.$]{1,60}\(", bare)
    if call and bare.rstrip(";").endswith(")"):
        bare = bare[call.end() : bare.rindex(")")]
    if not bare.startswith(("{", "[")):
        return None
    try:
        return json.loads(bare)
    except (ValueError, RecursionError):
        return None


def records_in(value: Any, path: str | None = None) -> Sequence[Json]:  # noqa: ANN401
    """The records of a list: at ``path`` (``data.results``) where one is named, else the largest list of records."""
    if path:
        return _records_at(value, path)
    lists = ([one for one in records if _is_entry(one)] for records in _lists(value))
    return max(lists, key=len, default=())


def _records_at(value: Any, path: str) -> Sequence[Json]:  # noqa: ANN401
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else ()


def _is_entry(record: Any) -> bool:  # noqa: ANN401
    return isinstance(record, dict) and _says(record, "title") and _is_linked(record)


def _lists(value: Any) -> Iterator[list[Any]]:  # noqa: ANN401
    stack = [(value, 0)]
    while stack:
        one, depth = stack.pop()
        if depth > _DEEPEST:
            continue
        if isinstance(one, list):
            yield one
            stack.extend((child, depth + 1) for child in one)
        elif isinstance(one, dict):
            stack.extend((child, depth + 1) for child in one.values())


def named_issues(value: Any) -> Iterator[tuple[tuple[str, ...], Json]]:  # noqa: ANN401
    """Records that have an address and no title, with the names on their way: {"2025年": {"第1号": {"gname": …}}}."""
    stack: list[tuple[Any, tuple[str, ...]]] = [(value, ())]
    while stack:
        one, way = stack.pop()
        if isinstance(one, dict):
            if way and isinstance(one.get("gname"), str):
                yield way, one
                continue
            stack.extend((child, (*way, key)) for key, child in reversed(one.items()))
        elif isinstance(one, list) and len(way) < _DEEPEST:
            stack.extend((child, way) for child in reversed(one))


def _is_linked(record: Json) -> bool:
    return _says(record, "url") or _says(record, "id")


def _says(record: Json, meaning: str) -> bool:
    return any(isinstance(record.get(name), str | int) and str(record.get(name)).strip() for name in NAMES[meaning])


def entry_of(record: Json, base: str, fields: Mapping[str, str] | None = None) -> Listed | None:
    """The entry that a record is; ``None`` where it has no title or leads nowhere. ``fields`` name what is where."""
    own = dict(fields or {})
    raw_title = _field(record, "title", own)
    address = _address(record, own, base)
    title = cleaned_title(plain(str(raw_title or "")))
    if not title or address is None:
        return None
    published = moment_of(_field(record, "date", own)) or day_in_address(address)
    signed = moment_of(_field(record, "signed", own))
    number = _field(record, "number", own) or _nested(record, NAMES["number"])
    is_file = bool(FILE.search(address))
    files = ((address,) if is_file else ()) + attachments_of(record, own, base)
    entry = Listed(
        url=address,
        title=title,
        date=published,
        signed=signed if signed != published else None,
        doc_number=normal_number(str(number)) if number else None,
        validity=validity_of(record, own),
        attachments=tuple(dict.fromkeys(files)),
        kind="file" if is_file else "document",
        text=_whole_text(_field(record, "text", own)),
    )
    return as_issue(entry, issue_in(title))


def _whole_text(value: Any) -> str | None:  # noqa: ANN401
    """The text of a document, where a record carries it; what is short is an abstract."""
    return value if isinstance(value, str) and len(value) > 40 else None  # noqa: PLR2004


def _address(record: Json, own: Mapping[str, str], base: str) -> str | None:
    """Where an entry leads: its address, or the pattern that the configuration makes of its fields ({docId})."""
    pattern = own.get("url", "")
    if "{" in pattern:
        made = re.sub(r"\{(\w+)\}", lambda found: str(record.get(found[1], "")), pattern)
        return joined(base, made)
    address = _field(record, "url", own)
    return joined(base, str(address)) if address else None


def _field(record: Json, meaning: str, own: Mapping[str, str]) -> Any | None:  # noqa: ANN401
    names = (own[meaning],) if meaning in own else NAMES[meaning]
    return next((record[name] for name in names if record.get(name) not in (None, "", 0, [])), None)


def _nested(record: Json, names: Sequence[str]) -> str | None:
    """The value of {"key": "wh", "value": …} somewhere in a record (Kaipu's domainMetaList)."""
    for one in _lists(record):
        for pair in one:
            if isinstance(pair, dict) and pair.get("key") in names and isinstance(pair.get("value"), str):
                return pair["value"] or None
    return None


def attachments_of(record: Json, own: Mapping[str, str], base: str) -> tuple[str, ...]:
    """The addresses of attached files: a text, a list of texts, a list of records, also as JSON in a text."""
    names = (own["attachments"],) if "attachments" in own else NAMES["attachments"]
    found: list[str] = []
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value.strip().startswith(("[", "{")):
            value = json_of(value)
        for one in value if isinstance(value, list) else [value]:
            address = _file_address(one)
            whole = joined(base, address) if isinstance(address, str) and address.strip() else None
            found += [whole] if whole else []
    return tuple(dict.fromkeys(found))


def _file_address(value: Any) -> Any:  # noqa: ANN401
    """The address in the record of a file; anything else is one itself, or nothing."""
    if not isinstance(value, dict):
        return value
    return next((value[key] for key in ("url", "filePath", "path", "fileUrl", "href") if value.get(key)), None)


def validity_of(record: Json, own: Mapping[str, str] | None = None) -> str | None:
    """The site's own flag: gkmlpt's is_abolished and is_expired, or a word (有效, 失效, 废止); 无效 is 失效."""
    if "is_abolished" in record or "is_expired" in record:
        if _is_set(record.get("is_abolished")):
            return ABOLISHED
        return EXPIRED if _is_set(record.get("is_expired")) else IN_FORCE
    value = _field(record, "validity", own or {})
    return flag_in(value) if isinstance(value, str) else None


def flag_in(text: str) -> str | None:
    """The flag that words of a site mean."""
    for word, flag in (
        *(("废止", ABOLISHED), ("无效", EXPIRED), ("失效", EXPIRED), ("过期", EXPIRED), ("部分", None)),
        *(("有效", IN_FORCE), ("现行", IN_FORCE), ("尚未", "尚未生效")),
    ):
        if word in text:
            return flag or text.strip()[:20]
    return None


def _is_set(value: Any) -> bool:  # noqa: ANN401
    return value in (1, "1", True, "true", "是")


def moment_of(value: Any) -> str | None:  # noqa: ANN401
    """The day in Beijing of seconds or milliseconds since 1970, or of a text with a day."""
    if isinstance(value, str) and not value.strip().isdecimal():
        return day_in(value)
    try:
        seconds = float(value)
    except (TypeError, ValueError):
        return None
    if seconds >= _MILLISECONDS:
        seconds /= 1000
    if not 86_400 < seconds < 4_102_444_800:  # noqa: PLR2004 - 1970 to 2100
        return day_in(str(value))
    return datetime.fromtimestamp(seconds, UTC).astimezone(BEIJING).date().isoformat()


def normal_number(text: str) -> str | None:
    """A document number in its standard form; as it is where it has another."""
    words = plain(text)
    return number_in(words) or ("".join(words.split()) or None)
