"""One version printed more than once: in an issue and in a compilation, as text and as PDF."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from tracker.lineage.evidence import is_reprint
from tracker.lineage.values import Record, Remark, Saying

_LOOK_BACK = 24
"""Versions of one title that are looked through for the same text."""


def merged(records: Iterable[Record]) -> tuple[list[Record], dict[str, tuple[Record, ...]]]:
    """The records without their reprints, and the reprints of each by its key.

    The fullest print stands for the version: with a number and a date, not from a compilation, published first. What it
    lacks (number, date, effect) is taken from the others.
    """
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in sorted(records, key=_fullest_first):
        groups[record.core].append(record)
    kept: list[Record] = []
    reprints: dict[str, tuple[Record, ...]] = {}
    for group in groups.values():
        for first, others in _prints(group):
            kept.append(_completed(first, others))
            if others:
                reprints[first.key] = tuple(others)
    return sorted(kept, key=lambda record: record.key), reprints


def _fullest_first(record: Record) -> tuple[bool, bool, bool, str, str]:
    return (record.number is None, record.signed is None, record.compilation, record.published or "9999", record.key)


def _prints(group: list[Record]) -> list[tuple[Record, list[Record]]]:
    found: list[tuple[Record, list[Record]]] = []
    for record in group:
        for first, others in found[-_LOOK_BACK:]:
            if first.issue != record.issue and is_reprint(first, record):
                others.append(record)
                break
        else:
            found.append((record, []))
    return found


def _completed(record: Record, others: list[Record]) -> Record:
    for other in others:
        record = replace(
            record,
            number=record.number or other.number,
            number_key=record.number_key or other.number_key,
            code=record.code or other.code,
            signed=record.signed or other.signed,
            effect=record.effect or other.effect,
            issuers=record.issuers or other.issuers,
            region=record.region or other.region,
            published=min(filter(None, (record.published, other.published)), default=None),
            observed=min(filter(None, (record.observed, other.observed)), default=None),
        )
    return record


def shared_numbers(records: Iterable[Record]) -> list[Remark]:
    """A remark for every document that carries another document's number."""
    carriers: dict[str, dict[str, Record]] = defaultdict(dict)
    for record in records:
        if record.number_key:
            carriers[record.number_key].setdefault(f"{record.issue}#{record.index}", record)
    return [
        Remark(key=record.key, code="number-shared", message=_also_heads(record, found))
        for found in carriers.values()
        if len(found) > 1
        for record in found.values()
    ]


def _also_heads(record: Record, carriers: dict[str, Record]) -> Saying:
    named = islice(((place, one) for place, one in carriers.items() if one is not record), _NAMED)
    others = [f"《{other.document_title}》 ({place})" for place, other in named]
    more = len(carriers) - 1 - len(others)
    return Saying(
        f"{record.number} also heads {', '.join(others)}{f' and {more} more' if more else ''}",
        f"{record.number} 也是{'、'.join(others)}{f'等{more + len(others)}件' if more else ''}的文号",
    )


_NAMED = 20
"""So many other documents of one number are named; the rest are counted."""
