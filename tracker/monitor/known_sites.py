"""What is known of the sites of some gazettes: a place to begin, to be tried before it is trusted."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from tracker.errors import ConfigError
from tracker.messages import said
from tracker.monitor.lengths import length_of_time
from tracker.monitor.settings import SourceKind, SourceSettings

_FILE: Final = Path(__file__).with_name("presets.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A gazette's site; without ``url`` nobody knows the address of its list yet."""

    id: str
    name: str
    kind: SourceKind
    gazette: str
    confidence: str
    note: str
    url: str | None = None
    reread: int = 3
    rhythm: str | None = None
    hosts: tuple[str, ...] = ()


@cache
def presets() -> tuple[Preset, ...]:
    """All presets, in the order of the file."""
    content = tomllib.loads(_FILE.read_text("utf-8"))
    return tuple(Preset(**{**one, "hosts": tuple(one.get("hosts", ()))}) for one in content["preset"])


def preset_named(name: str) -> Preset | None:
    """The preset of an id, or of a gazette's name."""
    return next((preset for preset in presets() if name in (preset.id, preset.name)), None)


def source_of_preset(preset: Preset) -> SourceSettings:
    """A source as the preset knows it.

    Raises:
        ConfigError: nobody knows the list's address.
    """
    if preset.url is None:
        raise ConfigError(
            said("the address of {name}'s list is not known", name=preset.name),
            where=preset.id,
            do="find it and try it with `tracker monitor try URL`",
        )
    return SourceSettings(
        id=preset.id,
        kind=preset.kind,
        url=preset.url,
        gazette=preset.gazette,
        reread=preset.reread,
        hosts=preset.hosts,
        rhythm=length_of_time(preset.rhythm) if preset.rhythm else None,
        preset=preset.id,
    )
