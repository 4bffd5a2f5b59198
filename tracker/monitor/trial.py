"""A source tried: what it would give, how it was recognised, what each text says of itself. Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from tracker.errors import ConfigError
from tracker.messages import said
from tracker.monitor.answers import ErrorKind, FetchFailure, Request
from tracker.monitor.config import find_config, read_config
from tracker.monitor.known_sites import preset_named, source_of_preset
from tracker.monitor.list_pages import Asking, Walked, walk
from tracker.monitor.passes import fetcher_of
from tracker.monitor.reading.readers import Readers
from tracker.monitor.results import Traffic
from tracker.monitor.settings import Settings, SourceSettings, source_kind
from tracker.monitor.sources.listed import Listed
from tracker.monitor.visits import Visitor
from tracker.monitor.web_addresses import by_origin_of, host_of, port_of
from tracker.monitor.world import World

SCHEMA: Final = "tracker.try/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One entry with what its own page added, and what went wrong with it; ``issue`` is the title of its issue."""

    entry: Listed
    issue: Listed | None = None
    error: str | None = None
    error_kind: ErrorKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a source would give."""

    url: str
    kind: str
    how: str = ""
    pages: int = 0
    items: tuple[Tried, ...] = ()
    issues: tuple[tuple[Listed, str | None], ...] = ()
    error: str | None = None
    error_kind: ErrorKind | None = None


def trial_settings(
    target: str,
    store: Path,
    config: Path | None,
    *,
    kind: str | None = None,
    links: str | None = None,
    allow_private: tuple[str, ...] = (),
) -> tuple[Settings, SourceSettings]:
    """The settings of what is to be tried: a source of the configuration, a preset, or an address alone.

    An address whose host a configured source may reach although it is private may be tried too.

    Raises:
        ConfigError: it is none of these, or the configuration is wrong.
    """
    file = find_config(store, config)
    settings = read_config(file) if file is not None else Settings(file=Path("tracker.toml"))
    known = settings.source(target)
    if known is not None:
        return settings, replace(known, allow_private=(*known.allow_private, *allow_private))
    preset = preset_named(target)
    if preset is not None:
        return settings, source_of_preset(preset)
    parts = urlsplit(target)
    is_web: bool = parts.scheme in {"http", "https"} and bool(parts.hostname)
    if not is_web and not Path(target).is_dir():
        raise ConfigError(
            said("{target!r} is no source, preset or address", target=target),
            where=str(file or ""),
            do="write a whole address, http:// or https://",
        )
    chosen = source_kind(kind) if kind else "index" if is_web else "directory"
    place = f"{host_of(target)}:{port_of(target)}" if is_web else ""
    trusted = tuple(place for source in settings.sources if place in source.allow_private)
    return settings, SourceSettings(
        id="try", kind=chosen, url=target, links=links, allow_private=tuple({*allow_private, *trusted})
    )


def try_source(
    settings: Settings,
    source: SourceSettings,
    *,
    most: int = 60,
    world: World | None = None,
    readers: Readers | None = None,
) -> Trial:
    """What a source gives, with what the pages of its first ``most`` texts say; by ``readers`` if given."""
    world = world or World()
    fetcher = fetcher_of(settings, world)
    own = readers or Readers()
    try:
        asking = Asking(source=source, fetcher=fetcher, readers=own, traffic=Traffic())
        return _tried(asking, most, world.clock())
    finally:
        fetcher.close()
        if readers is None:
            own.close()


def _tried(asking: Asking, most: int, now: datetime) -> Trial:
    source = asking.source
    try:
        if source.kind in {"page", "directory"}:
            from tracker.monitor.sources.single import listed_alone

            walked = listed_alone(source)
        else:
            walked = walk(asking, known=frozenset())
    except FetchFailure as failure:
        do = failure.do
        if failure.kind == "forbidden-address":
            host, port = host_of(source.url), port_of(source.url)
            do = said("if you mean it: --allow-private {host}:{port}", host=host, port=port)
        what = said("{what}; {do}", what=failure.what, do=do) if do else failure.what
        return Trial(url=source.url, kind=source.kind, error=what, error_kind=failure.kind)
    visitor = Visitor(
        asking=asking,
        now=now,
        full=timedelta(),
        stored_lines=lambda _: None,
        list_lines=walked.lines,
        always_whole=True,
    )
    items: list[Tried] = []
    issues: list[tuple[Listed, str | None]] = []
    for entry in walked.entries:
        if entry.kind == "issue" and not entry.attachments and source.follow != 0:
            documents, file = _issue(asking, entry)
            issues.append((entry, file))
            items += [replace(one, issue=entry) for one in documents]
        else:
            items.append(Tried(entry=entry))
    looked = [_looked(visitor, one) if n < most and one.error is None else one for n, one in enumerate(items)]
    return Trial(
        url=source.url,
        kind=walked.family or source.kind,
        how=_how(walked),
        pages=walked.pages,
        items=tuple(looked),
        issues=tuple(issues),
    )


def _how(walked: Walked) -> str:
    count = len(walked.entries)
    told = (
        said("{how}, {pages} pages, {count} entries", how=walked.how, pages=walked.pages, count=count)
        if walked.pages > 1
        else said("{how}, {count} entries", how=walked.how, count=count)
    )
    return said("{what}; {do}", what=told, do=walked.remark) if walked.remark else told


def _issue(asking: Asking, entry: Listed) -> tuple[list[Tried], str | None]:
    try:
        _, listing = asking.listing(Request(url=entry.url, family="issue"))
    except FetchFailure as failure:
        return [Tried(entry=entry, error=failure.what, error_kind=failure.kind)], None
    own = asking.source.url
    documents = [Tried(entry=replace(one, url=by_origin_of(one.url, own))) for one in listing.entries]
    return documents, by_origin_of(listing.issue_file, own) if listing.issue_file else None


def _looked(visitor: Visitor, tried: Tried) -> Tried:
    """An entry with what its own page says: the whole title, its days, its number, its files."""
    entry = tried.entry
    if not visitor.asking.reach.covers(entry.asked_url) and visitor.source.kind != "directory":
        return replace(tried, error="stands on another host: not fetched unless it is listed in hosts")
    if entry.kind != "document" and visitor.source.kind != "directory":
        look = visitor.look(entry, None)
        return replace(tried, error=look.failure.what, error_kind=look.failure.kind) if look.failure else tried
    look = visitor.look(entry, None)
    reading = look.reading
    if reading is None or look.failure is not None:
        failure = look.failure
        return replace(tried, error=failure.what if failure else None, error_kind=failure.kind if failure else None)
    details = reading.details
    files = tuple(by_origin_of(one, visitor.source.url) for one in details.attachments)
    whole = details.title if (entry.is_cut or not entry.title) and details.title else entry.title or reading.title or ""
    return replace(
        tried,
        entry=replace(
            entry,
            title=whole,
            date=details.date or entry.date,
            signed=details.signed or entry.signed,
            doc_number=entry.doc_number or details.doc_number or reading.number,
            validity=details.validity or entry.validity,
            attachments=tuple(dict.fromkeys((*entry.attachments, *files))),
        ),
    )


def trial_to_json(trial: Trial) -> dict[str, Any]:
    """A trial as ``tracker.try/1``."""
    return {
        "schema": SCHEMA,
        "url": trial.url,
        "kind": trial.kind,
        "recognised": trial.how,
        "pages": trial.pages,
        "error": trial.error,
        "error_kind": trial.error_kind,
        "items": [_item_to_json(order, item) for order, item in enumerate(trial.items, 1)],
        "issues": [
            {
                "order": order,
                "title": issue.title,
                "date": issue.date,
                "url": issue.url,
                "year": issue.year,
                "numbers": list(issue.numbers),
                "total_numbers": list(issue.total_numbers),
                "pdf": file,
                "documents": [
                    _item_to_json(place, item)
                    for place, item in enumerate((one for one in trial.items if one.issue == issue), 1)
                ],
            }
            for order, (issue, file) in enumerate(trial.issues, 1)
        ],
    }


def _item_to_json(order: int, item: Tried) -> dict[str, Any]:
    entry = item.entry
    return {
        "order": order,
        "kind": entry.kind,
        "title": entry.title,
        "date": entry.date,
        "signed": entry.signed,
        "url": entry.url,
        "attachments": list(entry.attachments),
        "doc_number": entry.doc_number,
        "validity": entry.validity,
        "category": entry.category,
        "year": entry.year,
        "numbers": list(entry.numbers),
        "pinned": entry.pinned,
        "error": item.error,
        "error_kind": item.error_kind,
    }
