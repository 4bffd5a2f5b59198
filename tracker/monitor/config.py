"""``tracker.toml`` read into settings; whatever is wrong in it is an error that names file and line (contract §6)."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar, cast, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from tracker.errors import ConfigError
from tracker.language.patterns import regex
from tracker.messages import listed, said
from tracker.model import FactType, Lang
from tracker.monitor.cadence import read_cadence
from tracker.monitor.lengths import length_of_time, size_in_bytes
from tracker.monitor.settings import (
    SOURCE_KINDS,
    ChannelSettings,
    Settings,
    SourceKind,
    SourceSettings,
    WatchSettings,
)
from tracker.monitor.toml_lines import Place, places_of

FILE_NAME: Final = "tracker.toml"
ENVIRONMENT: Final = "TRACKER_CONFIG"
_ID: Final = regex(r"[a-z0-9-]+")
_HOST: Final = regex(r"[A-Za-z0-9.*_-]+|\[[0-9A-Fa-f:.]+\]")
_OTHER_ROOMS: Final = frozenset({"check", "report", "store"})
"""Tables of the same file that other commands read."""

_INDEX: SourceKind = "index"

T = TypeVar("T")


def find_config(store: Path, given: Path | None = None) -> Path | None:
    """The configuration: what is named, else what ``TRACKER_CONFIG`` names, else beside the store's folder or in it."""
    named = given or (Path(os.environ[ENVIRONMENT]) if os.environ.get(ENVIRONMENT) else None)
    if named is not None:
        return named
    places = (store.absolute().parent / FILE_NAME, store / FILE_NAME)
    return next((place for place in places if place.is_file()), None)


def read_config(file: Path) -> Settings:
    """The settings of a file.

    Raises:
        ConfigError: there is no such file, or a line of it is wrong.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigError(
            "there is no such file", where=str(file), do="make one with `tracker monitor init`"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            said("cannot be read: {error}", error=error), where=str(file), do="write it in UTF-8"
        ) from error
    return settings_of(text, file)


def settings_of(text: str, file: Path) -> Settings:
    """The settings in the text of a configuration.

    Raises:
        ConfigError: a line of it is wrong.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+)", str(error))
        raise ConfigError(said("no TOML: {error}", error=error), where=f"{file}:{found[1] if found else 1}") from error
    reader = _Reader(file=file, places=places_of(text))
    for name in values.keys() - {"monitor", "source", "channel", "watch"} - _OTHER_ROOMS:
        reader.fail((name, 0, ""), said("unknown key {name!r}", name=name), ("", 0, name))
    monitor = reader.table(values, "monitor")
    settings = Settings(file=file, **_monitor(monitor))
    channels = tuple(_channel(table) for table in reader.tables(values, "channel"))
    sources = tuple(_source(table, settings) for table in reader.tables(values, "source"))
    watches = tuple(_watch(table, {channel.id for channel in channels}) for table in reader.tables(values, "watch"))
    _refuse_twice(reader, "source", [source.id for source in sources])
    _refuse_twice(reader, "channel", [channel.id for channel in channels])
    return Settings(file=file, **_monitor(monitor), sources=sources, channels=channels, watches=watches)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Where things stand in the file, to say so."""

    file: Path
    places: Mapping[Place, int]

    def line(self, *places: Place) -> int:
        return next((self.places[place] for place in places if place in self.places), 1)

    def fail(self, place: Place, what: str, *other: Place, do: str = "") -> None:
        table = (place[0], place[1], "")
        raise ConfigError(what, where=f"{self.file}:{self.line(place, *other, table)}", do=do)

    def table(self, values: Mapping[str, Any], name: str) -> _Table:
        content = values.get(name, {})
        if not isinstance(content, dict):
            self.fail((name, 0, ""), said("{name} is a table: write [{name}]", name=name), ("", 0, name))
        return _Table(reader=self, name=name, number=0, values=content)

    def tables(self, values: Mapping[str, Any], name: str) -> list[_Table]:
        content = values.get(name, [])
        if not isinstance(content, list) or not all(isinstance(one, dict) for one in content):
            self.fail((name, 0, ""), said("{name} is a list of tables: write [[{name}]]", name=name), ("", 0, name))
        return [_Table(reader=self, name=name, number=n, values=one) for n, one in enumerate(content)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """One table: its values by key, each read once with its type."""

    reader: _Reader
    name: str
    number: int
    values: Mapping[str, Any]

    def only(self, *known: str) -> None:
        for key in self.values:
            if key not in known:
                self.fail(
                    key, said("unknown key {key!r}", key=key), do=said("known are {known}", known=listed(sorted(known)))
                )

    def fail(self, key: str, what: str, *, do: str = "") -> None:
        self.reader.fail((self.name, self.number, key), what, do=do)

    def read(self, key: str, default: T, parse: Callable[[str], T]) -> T:
        """A text made into something else."""
        value = self.values.get(key)
        if value is None:
            return default
        if not isinstance(value, str):
            self.fail(key, said("{key} is a text: write it in quotation marks", key=key))
        try:
            return parse(value)
        except (ValueError, KeyError, OSError) as error:
            reason = error.args[0] if isinstance(error, KeyError) else error
            self.fail(key, said("{key} = {value!r} is wrong", key=key, value=value), do=said("{reason}", reason=reason))
            raise

    def text(self, key: str) -> str | None:
        return self.read(key, None, lambda text: text or None)

    def required(self, key: str) -> str:
        if not self.values.get(key):
            self.fail(key, said("[[{name}]] has no {key}", name=self.name, key=key))
        return self.text(key) or ""

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.fail(key, said('{key} is a list of texts: write ["…", "…"]', key=key))
        return tuple(value)

    def count(self, key: str, default: int | None) -> int | None:
        value = self.values.get(key, default)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100):  # noqa: PLR2004
            self.fail(key, said("{key} is a number from 0 to 100", key=key))
        return cast("int | None", value)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        value = self.values.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(one, str | int | bool) for one in value.values()):
            self.fail(key, said('{key} is a table of texts: write {{ name = "value" }}', key=key))
        return tuple((name, str(one)) for name, one in value.items())


def _monitor(table: _Table) -> dict[str, Any]:
    table.only(
        *("timezone", "schedule", "delay", "contact", "recheck", "full"),
        *("withdrawn-after", "lang", "timeout", "largest"),
    )
    plain = Settings(file=table.reader.file)
    return {
        "timezone": table.read("timezone", plain.timezone, _zone),
        "schedule": table.read("schedule", plain.schedule, read_cadence),
        "delay": table.read("delay", plain.delay, length_of_time),
        "contact": table.read("contact", None, _contact),
        "recheck": table.read("recheck", plain.recheck, length_of_time),
        "full": table.read("full", plain.full, length_of_time),
        "withdrawn_after": table.read("withdrawn-after", plain.withdrawn_after, length_of_time),
        "lang": table.read("lang", plain.lang, _lang),
        "timeout": table.read("timeout", plain.timeout, length_of_time),
        "largest": table.read("largest", plain.largest, size_in_bytes),
    }


def _source(table: _Table, settings: Settings) -> SourceSettings:
    table.only(
        *("id", "kind", "url", "gazette", "schedule", "rhythm", "links", "follow", "reread", "hosts", "preset"),
        *("allow-private", "endpoint", "form", "page-field", "fields", "results"),
    )
    name = table.required("id")
    if not _ID.fullmatch(name):
        table.fail("id", said("id = {name!r} is wrong", name=name), do="write it in small letters, digits and -")
    kind: SourceKind = table.read("kind", _INDEX, _kind)
    return SourceSettings(
        id=name,
        kind=kind,
        url=table.required("url") if kind == "directory" else _checked_url(table, "url"),
        line=table.reader.line(("source", table.number, "")),
        gazette=table.read("gazette", None, _gazette),
        schedule=table.read("schedule", settings.schedule, read_cadence),
        rhythm=table.read("rhythm", None, length_of_time),
        links=table.text("links"),
        follow=table.count("follow", None),
        reread=table.count("reread", 3) or 0,
        hosts=_hosts(table, "hosts"),
        preset=table.read("preset", None, _preset),
        allow_private=_hosts_with_ports(table, "allow-private"),
        endpoint=_checked_url(table, "endpoint") if "endpoint" in table.values else None,
        form=table.pairs("form"),
        page_field=table.text("page-field"),
        fields=table.pairs("fields"),
        results=table.text("results"),
    )


def _channel(table: _Table) -> ChannelSettings:
    table.only("id", "url", "secret", "digest", "allow-private")
    name = table.required("id")
    if not _ID.fullmatch(name):
        table.fail("id", said("id = {name!r} is wrong", name=name), do="write it in small letters, digits and -")
    return ChannelSettings(
        id=name,
        url=table.read("url", "", _secret) or table.required("url"),
        secret=table.read("secret", None, _secret),
        digest=table.read("digest", None, read_cadence),
        allow_private=_hosts_with_ports(table, "allow-private"),
    )


def _watch(table: _Table, channels: set[str]) -> WatchSettings:
    from tracker.monitor.events import KINDS

    table.only("notify", "events", "works", "titles", "issuers", "facts")
    notify = table.texts("notify")
    for name in notify or [""]:
        if name not in channels:
            table.fail("notify", said("there is no channel {name!r}", name=name), do="name the id of a [[channel]]")
    events = table.texts("events")
    for pattern in events:
        if not any(_matches(pattern, kind) for kind in KINDS):
            table.fail(
                "events",
                said("no kind of event is {pattern!r}", pattern=pattern),
                do=said("there are {known}", known=listed(KINDS)),
            )
    facts = table.texts("facts")
    for name in facts:
        if name not in get_args(FactType):
            table.fail(
                "facts",
                said("no kind of value is {name!r}", name=name),
                do=said("there are {known}", known=listed(get_args(FactType))),
            )
    return WatchSettings(
        notify=notify,
        events=events,
        works=table.texts("works"),
        titles=table.texts("titles"),
        issuers=table.texts("issuers"),
        facts=facts,
    )


def _matches(pattern: str, kind: str) -> bool:
    from fnmatch import fnmatchcase

    return fnmatchcase(kind, pattern)


def _refuse_twice(reader: _Reader, table: str, names: list[str]) -> None:
    for number, name in enumerate(names):
        if name in names[:number]:
            reader.fail((table, number, "id"), said("the id {name!r} stands twice", name=name), do="give each its own")


# --- values -----------------------------------------------------------------------------------------------------------


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError("write a time zone as Asia/Shanghai") from error


def _contact(text: str) -> str:
    if not re.fullmatch(r"(?:mailto:|https?://)[^\s()<>]{3,200}", text):
        raise ValueError("write mailto:NAME@EXAMPLE.COM or the address of a page")
    return text


def _lang(text: str) -> Lang:
    if text not in get_args(Lang):
        raise ValueError('write "zh" or "en"')
    return cast("Lang", text)


def _kind(text: str) -> SourceKind:
    for kind in SOURCE_KINDS:
        if kind == text:
            return kind
    raise ValueError(f"write one of {', '.join(SOURCE_KINDS)}")


def _gazette(text: str) -> str:
    if not re.search(r"\w", text):
        raise ValueError("use letters, digits or characters")
    return text


def _preset(text: str) -> str:
    from tracker.monitor.known_sites import preset_named

    if preset_named(text) is None:
        raise ValueError("`tracker monitor init` lists what there is")
    return text


def _checked_url(table: _Table, key: str) -> str:
    text = table.required(key)
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        table.fail(
            key, said("{key} = {text!r} is wrong", key=key, text=text), do="write a whole address, http:// or https://"
        )
    return text


def _hosts(table: _Table, key: str) -> tuple[str, ...]:
    hosts = table.texts(key)
    for host in hosts:
        if not _HOST.fullmatch(host):
            table.fail(key, said("{host!r} is no host", host=host), do="write a name without scheme, port and path")
    return tuple(host.lower() for host in hosts)


def _hosts_with_ports(table: _Table, key: str) -> tuple[str, ...]:
    hosts = table.texts(key)
    for text in hosts:
        host, _, port = text.rpartition(":")
        if not _HOST.fullmatch(host) or not port.isdecimal():
            table.fail(key, said("{text!r} is no host with a port", text=text), do='write it as "127.0.0.1:8080"')
    return tuple(host.lower() for host in hosts)


def _secret(text: str) -> str:
    """A text, or what ``env:NAME`` and ``file:PATH`` hold: secrets do not belong in a file that is committed."""
    if text.startswith("env:"):
        value = os.environ.get(text[4:])
        if not value:
            raise ValueError(f"the environment has no {text[4:]}")
        return value
    if text.startswith("file:"):
        return Path(text[5:]).read_text("utf-8").strip()
    return text
