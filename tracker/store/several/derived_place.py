"""Where several stores keep what is derived of all of them; found without asking git."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.errors import ConfigError
from tracker.messages import template

if TYPE_CHECKING:
    from pathlib import Path

_ROOM: Final = ".tracker"


def room_of(folder: Path) -> Path:
    """The folder of what is derived; it may be deleted at any time.

    Raises:
        ConfigError: a link stands in its place, or in it: what is written there would be written somewhere else.
    """
    place = folder / _ROOM
    for one in (place, *place.glob("*"), *place.glob("cache/*")):
        if one.is_symlink():
            what = template("is a link, and what is derived would be written elsewhere")
            raise ConfigError(what, where=str(one), do="remove it")
    return place
