"""What ``tracker.toml`` says, as values (contract §6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from tracker.errors import ConfigError
from tracker.messages import listed, said
from tracker.model import Lang
from tracker.monitor.cadence import DAILY, Cadence

SourceKind: TypeAlias = Literal["index", "api", "feed", "page", "directory"]
SOURCE_KINDS: tuple[SourceKind, ...] = ("index", "api", "feed", "page", "directory")


def source_kind(text: str) -> SourceKind:
    """The kind of a source by its name.

    Raises:
        ConfigError: there is none.
    """
    for kind in SOURCE_KINDS:
        if kind == text:
            return kind
    raise ConfigError(
        said("there is no kind {text!r}", text=text),
        do=said("there are {known}", known=listed(SOURCE_KINDS)),
    )


BEIJING = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSettings:
    """One ``[[source]]``: where it is and how it is read.

    ``line`` is where it stands in the configuration; ``hosts`` and ``allow_private`` are hosts, these with ports.
    ``endpoint`` and ``fields`` say what a list drawn by a script asks for and where its answer keeps what.
    """

    id: str
    kind: SourceKind
    url: str
    line: int = 0
    gazette: str | None = None
    schedule: Cadence = DAILY
    rhythm: timedelta | None = None
    links: str | None = None
    follow: int | None = None
    reread: int = 3
    hosts: tuple[str, ...] = ()
    preset: str | None = None
    allow_private: tuple[str, ...] = ()
    endpoint: str | None = None
    form: tuple[tuple[str, str], ...] = ()
    page_field: str | None = None
    fields: tuple[tuple[str, str], ...] = ()
    results: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSettings:
    """One ``[[channel]]``: an address that events are sent to, and when (``digest``; without it at once)."""

    id: str
    url: str
    secret: str | None = None
    digest: Cadence | None = None
    allow_private: tuple[str, ...] = ()

    @property
    def is_webhook(self) -> bool:
        """Whether it is a signed webhook; any other scheme is an address for Apprise."""
        return self.url.split(":", 1)[0].lower() in {"http", "https"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchSettings:
    """One ``[[watch]]``: the channels that are told, and the filters; an empty filter lets everything through."""

    notify: tuple[str, ...]
    events: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The whole configuration; ``file`` is where it was read."""

    file: Path
    timezone: ZoneInfo = BEIJING
    schedule: Cadence = DAILY
    delay: timedelta = timedelta(seconds=2)
    contact: str | None = None
    recheck: timedelta = timedelta(days=30)
    full: timedelta = timedelta(days=7)
    withdrawn_after: timedelta = timedelta(days=3)
    lang: Lang = "zh"
    timeout: timedelta = timedelta(seconds=60)
    largest: int = 64_000_000
    sources: tuple[SourceSettings, ...] = ()
    channels: tuple[ChannelSettings, ...] = ()
    watches: tuple[WatchSettings, ...] = ()

    def source(self, name: str) -> SourceSettings | None:
        """The source of this id, if there is one."""
        return next((source for source in self.sources if source.id == name), None)
