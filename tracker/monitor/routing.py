"""Who is told of what: the watches of a configuration against an event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from tracker.language.numbers_of_documents import number_key
from tracker.language.titles import title_key
from tracker.monitor.events import Event
from tracker.monitor.settings import Settings, WatchSettings


def channels_for(event: Event, settings: Settings) -> Sequence[str]:
    """The channels that an event goes to, each once."""
    told = (name for watch in settings.watches if is_watched(event, watch) for name in watch.notify)
    return tuple(dict.fromkeys(told))


def is_watched(event: Event, watch: WatchSettings) -> bool:
    """Whether a watch lets an event through: every filter that it has must.

    ``works`` means the work through all its versions: an event carries every number and title that it had. ``facts``
    means revisions in which such a value changed, and nothing else.
    """
    if watch.events and not any(fnmatchcase(event.kind, pattern) for pattern in watch.events):
        return False
    if watch.works and not _is_named(event, watch.works):
        return False
    if watch.titles and not _matches((event.title, *event.also), watch.titles):
        return False
    if watch.issuers and not _matches(event.issuers, watch.issuers):
        return False
    return not watch.facts or bool(set(watch.facts) & set(event.facts))


def _is_named(event: Event, names: Sequence[str]) -> bool:
    own = [name for name in (event.doc_number, event.work, event.title, *event.also) if name]
    own += [version.doc_number for version in (event.old, event.new) if version and version.doc_number]
    numbers, titles = {number_key(name) for name in own}, {title_key(name) for name in own}
    return any(number_key(name) in numbers or title_key(name) in titles for name in names)


def _matches(texts: Iterable[str], patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(text, pattern) for text in texts for pattern in patterns)
