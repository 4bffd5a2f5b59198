"""Records, works and evidence as text that a derived index keeps, and back: JSON arrays in the order of the fields."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TypeVar

from tracker.lineage.linking import Evidence
from tracker.lineage.loose_ends import Claim
from tracker.lineage.values import Link, Record, Remark, Stage, Work
from tracker.schema.codec import packed, unpacked

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A record as linking sees it, with its other prints."""

    record: Record
    reprints: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one document says of others; its links are kept by themselves."""

    evidence: Evidence
    claims: tuple[Claim, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stages:
    stages: tuple[Stage, ...]


def text_of(value: Record | Print | Said | Claim | Link | Remark) -> str:
    """A value as one line of JSON."""
    return _dumps(packed(value))


def value_from(kind: type[T], text: str) -> T:
    """The value of a type that ``text_of`` wrote."""
    return unpacked(kind, json.loads(text))


def stages_text(stages: tuple[Stage, ...]) -> str:
    """The versions of a work as one line of JSON; the sketches of their texts are left out."""
    return _dumps(packed(_Stages(stages=stages), arrays=False))


def work_from(name: str, text: str) -> Work:
    """The work of a name with the versions that ``stages_text`` wrote."""
    return Work(name=name, stages=unpacked(_Stages, json.loads(text)).stages)


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
