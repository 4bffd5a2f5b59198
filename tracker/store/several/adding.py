"""Records on their way to several stores: gathered into batches, and parted by the gazette that they are of."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.store.batch import BATCH_BYTES, BATCH_RECORDS, BATCH_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from tracker.errors import TrackerError
    from tracker.store.batch import Added
    from tracker.store.record import Record

__all__ = ["Refused", "by_store", "in_batches", "places_by_store", "taken"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A record that its store did not take, and why; others have been added all the same."""

    ref: str
    error: TrackerError


def taken(one: Added | Refused) -> Added:
    """What became of a record that was added.

    Raises:
        TrackerError: it was refused.
    """
    if isinstance(one, Refused):
        raise one.error
    return one


def in_batches(
    records: Iterable[tuple[Record, datetime | None]],
) -> Iterator[list[tuple[Record, datetime | None]]]:
    """The records, as many at a time as one store would publish together."""
    batch: list[tuple[Record, datetime | None]] = []
    size, began = 0, time.monotonic()
    for record, observed in records:
        batch.append((record, observed))
        size += record.size
        if len(batch) >= BATCH_RECORDS or size >= BATCH_BYTES or time.monotonic() - began >= BATCH_SECONDS:
            yield batch
            batch, size, began = [], 0, time.monotonic()
    if batch:
        yield batch


def by_store(refs: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Issues by the store that they lie in: that of their gazette."""
    found: dict[str, list[str]] = {}
    for ref in refs:
        found.setdefault(ref.split("/", 1)[0], []).append(ref)
    return {name: tuple(own) for name, own in found.items()}


def places_by_store(refs: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The places (from 0) of issues in a line, by the store that they lie in."""
    found: dict[str, list[int]] = {}
    for place, ref in enumerate(refs):
        found.setdefault(ref.split("/", 1)[0], []).append(place)
    return {name: tuple(own) for name, own in found.items()}
