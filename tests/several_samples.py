"""The same issues of two invented gazettes in one store, and in several: one a gazette."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.history_samples import issues
from tests.store_samples import issue_of
from tracker.store import create_store
from tracker.store.record import Record, make_record
from tracker.store.several.adding import taken

LIUWAN, HARBOUR = "liuwan", "柳湾港区公报"
GAZETTES = (LIUWAN, HARBOUR, LIUWAN, HARBOUR, LIUWAN)
"""Where each of the five issues came out: what one gazette printed, another one ended."""
BEGAN = datetime(2025, 9, 2, 4, 0, tzinfo=UTC)


def records() -> list[tuple[Record, datetime | None]]:
    """The five issues with the hours at which they were observed."""
    return [
        (make_record(data, issue_of(data), gazette=gazette), BEGAN + timedelta(hours=n))
        for n, (data, gazette) in enumerate(zip(issues(), GAZETTES, strict=True))
    ]


def several(folder: Path) -> Path:
    """A folder for several stores, that holds none yet."""
    folder.mkdir(parents=True)
    (folder / "stores.toml").touch()
    return folder


def filled(folder: Path, *only: int) -> Path:
    """A store, or several, with the five issues (or some, by their places)."""
    wanted = records()
    with create_store(folder) as store:
        for one in store.add_many(wanted[n] for n in only or range(len(wanted))):
            taken(one)
    return folder
