"""Lists that a script draws, by the address that it asks: searches by channel, static JSON named by its arguments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

from tracker.language.patterns import regex
from tracker.messages import said
from tracker.monitor.answers import Request
from tracker.monitor.sources.json_fields import entry_of, named_issues, records_in
from tracker.monitor.sources.listed import Listed, Listing, Refusal
from tracker.monitor.sources.markup import plain
from tracker.monitor.sources.row_words import issue_in
from tracker.monitor.web_addresses import identity, joined

_SEARCH: Final = regex(r"/common/search/\w+")
_STATIC: Final = regex(r"/data_(?=.*pageIndex=)[^/]*\.json")
_INDEX: Final = regex(r"(pageIndex=)(\d{1,5})")
_SIZE: Final = regex(r"pageSize=(\d{1,5})")
_CHANNEL: Final = regex(r"""channel(?:Id|Code|ID)['"]?\s*[:=]\s*['"]?(\w{2,40})""")
_SEARCH_HOST: Final = regex(r"""['"]((?:https?:)?//[\w.-]+(?::\d+)?)?(/search/common/search/)""")
PAGE_SIZE: Final = 50
MOST_PAGES: Final = 200


def first_request(url: str, form: tuple[tuple[str, str], ...], page_field: str | None) -> Request:
    """What an endpoint is asked first: a search by channel wants a form, others only their address."""
    if form:
        return Request(url=url, form=_turned(form, page_field, 1), family="json")
    if _SEARCH.search(url):
        fields = (
            *(("datas[0][key]", "status"), ("datas[0][value]", "4"), ("_isAgg", "true"), ("_isJson", "true")),
            *(("_pageSize", str(PAGE_SIZE)), ("page", "1"), ("order", "publishedTime desc")),
        )
        return Request(url=url, form=fields, family="json", context=(("page-field", "page"),))
    return Request(url=url, family="json")


def _turned(form: tuple[tuple[str, str], ...], field: str | None, page: int) -> tuple[tuple[str, str], ...]:
    if not field:
        return form
    return (*((name, value) for name, value in form if name != field), (field, str(page)))


def read_json_list(
    value: Any,  # noqa: ANN401 - JSON
    request: Request,
    url: str,
    *,
    fields: Mapping[str, str] | None = None,
    results: str | None = None,
    page_field: str | None = None,
) -> Listing:
    """The entries of a JSON answer, and the request for the next page where its form or address can be turned."""
    channels = tuple(_channels(value, url))
    if channels:
        return Listing(family="json", how=said("{count} channels", count=len(channels)), instead=channels)
    records = records_in(value, results)
    entries = tuple(entry for record in records if (entry := _entry(record, url, fields)) is not None)
    if not entries:
        entries = tuple(_issues(value, url))
    if not records and not entries and not _is_empty_list(value):
        return Listing(
            family="json",
            how="",
            refusal=Refusal(
                kind="content",
                what="no list of titles and addresses in this JSON",
                do='name the list in results = "data.rows", its fields in fields = { title = "…", url = "…" }',
            ),
        )
    follow = _follow(request, url, value, len(records), page_field) if entries else None
    distinct = {entry.key or identity(entry.url): entry for entry in reversed(entries)}
    return Listing(
        family="json",
        how=said("JSON list: {count} entries", count=len(distinct)),
        entries=tuple(reversed(distinct.values())),
        follow=(follow,) if follow else (),
    )


def _channels(value: Any, url: str) -> Iterator[Request]:  # noqa: ANN401
    """The requests for the lists of the channels that an answer names (CSRC: results.channelLevel[].channelId)."""
    level = value.get("results") if isinstance(value, dict) and "channelCode" in url else None
    for one in level.get("channelLevel", ()) if isinstance(level, dict) else ():
        if isinstance(one, dict) and one.get("channelId"):
            address = joined(
                url, f"/searchList/{one['channelId']}?_isAgg=true&_isJson=true&_pageSize={PAGE_SIZE}&page=1"
            )
            if address:
                yield Request(url=address, family="json")


def _is_empty_list(value: Any) -> bool:  # noqa: ANN401
    """Whether an answer is a list without entries: the end of one."""
    if isinstance(value, dict):
        return any(_is_empty_list(one) for one in value.values())
    return isinstance(value, list) and not value


def _entry(record: Mapping[str, Any], url: str, fields: Mapping[str, str] | None) -> Listed | None:
    """An entry; of a static list without addresses it leads to the detail page, and its text is the detail's JSON."""
    found = entry_of(record, url, fields)
    if found is None and "/searchList/" in url and record.get("manuscriptId") and record.get("channelCodeName"):
        place = f"/csrc/{record['channelCodeName']}/c{record['manuscriptId']}/content.shtml"  # the one site known of it
        return entry_of({**record, "url": place}, url, fields)
    if found is not None or "docId" not in record:
        return found
    number = str(record["docId"])
    page, detail = detail_addresses(url, number)
    made = entry_of({**record, "url": page}, url, fields) if page else None
    return replace(made, text_url=detail) if made else None


def detail_addresses(url: str, number: str) -> tuple[str | None, str | None]:
    """Where a person reads a document of a static list, and where its text is kept (NFRA)."""
    return (
        joined(url, f"/cn/view/pages/ItemDetail.html?docId={number}"),
        joined(url, f"/cn/static/data/DocInfo/SelectByDocId/data_docId={number}.json"),
    )


def _issues(value: Any, url: str) -> list[Listed]:  # noqa: ANN401
    """Issues by year and number: {"values": {"2025年": {"第1号": {"gname": …}}}} (gov.cn), newest first."""
    found = []
    for way, record in named_issues(value):
        title = plain("".join(part for part in way[-2:]))
        issue = issue_in(f"公报{title}") or issue_in(title)
        address = joined(url, record["gname"])
        if address and issue and issue.numbers:
            found.append(Listed(url=address, title=title, kind="issue", year=issue.year, numbers=issue.numbers))
    return sorted(found, key=lambda entry: (entry.year or 0, entry.numbers), reverse=True)


def _follow(request: Request, url: str, value: Any, count: int, page_field: str | None) -> Request | None:  # noqa: ANN401
    """The request for the next page; ``None`` where there is none."""
    if request.page >= MOST_PAGES:
        return None
    page = request.page + 1
    field = page_field or dict(request.context).get("page-field")
    if request.form is not None and field:
        return replace(request, form=_turned(request.form, field, page), page=page)
    if _STATIC.search(url):
        return (
            replace(request, url=_turned_index(url), page=page) if count and not _is_last(request, url, value) else None
        )
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    name = field or next((one for one in _PAGE_FIELDS if query.get(one, "").isdecimal()), None)
    if name is None and "searchList" in parts.path and (_total(value) or 0) > request.page * count:
        name = "page"
    if name is None:
        return None
    turned = {**query, name: str(int(query.get(name, "1") or 1) + 1)}
    return replace(request, url=urlunsplit((*parts[:3], urlencode(turned), "")), page=page)


_PAGE_FIELDS: Final = ("page", "pageNo", "pageIndex", "pageNum", "p")


def _turned_index(url: str) -> str:
    return _INDEX.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", url)


def _is_last(request: Request, url: str, value: Any) -> bool:  # noqa: ANN401
    """Whether a page of a static list is the last one, by the size in its address and the total that it says."""
    size, total = _SIZE.search(url), _total(value)
    return size is not None and total is not None and request.page * int(size[1]) >= total


def _total(value: Any) -> int | None:  # noqa: ANN401
    stack = [value]
    for _ in range(50):
        if not stack:
            break
        one = stack.pop(0)
        if isinstance(one, dict):
            for name in ("total", "totalCount", "totalRecord", "count"):
                if isinstance(one.get(name), int):
                    return int(one[name])
            stack += [child for child in one.values() if isinstance(child, dict)]
    return None


def suggested_endpoint(text: str, url: str) -> str | None:
    """The endpoint that a page of a known family asks, for a person to try; it is a suggestion, never a guess taken."""
    item = parse_qs(urlsplit(url).query).get("itemId")
    if item and item[0].isdecimal() and "ItemList" in url:
        return joined(
            url,
            f"/cn/static/data/DocInfo/SelectDocByItemIdAndChild/data_itemId={item[0]},pageIndex=1,pageSize=18.json",
        )
    channel = _CHANNEL.search(text)
    host = _SEARCH_HOST.search(text)
    if channel and host:
        return joined(url, f"{host[1] or ''}{host[2]}{channel[1]}")
    if channel and channel[1][:1] == "c":
        return joined(url, f"/getLocalList?channelCode={channel[1]}")
    return None
