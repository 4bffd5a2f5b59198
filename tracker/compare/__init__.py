"""Comparing two texts: which provision became which, redlines, facts, and a summary (``tracker.diff/1``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.model import ChangeSet, DiffSet, Document, Instrument, Issue

__all__ = ["compare"]


@overload
def compare(
    old: Instrument | Document,
    new: Instrument | Document,
    *,
    strict: bool = False,
    aliases: Mapping[str, str] | None = None,
) -> ChangeSet: ...
@overload
def compare(
    old: Instrument | Document | Issue,
    new: Instrument | Document | Issue,
    *,
    strict: bool = False,
    aliases: Mapping[str, str] | None = None,
) -> ChangeSet | DiffSet: ...
def compare(
    old: Instrument | Document | Issue,
    new: Instrument | Document | Issue,
    *,
    strict: bool = False,
    aliases: Mapping[str, str] | None = None,
) -> ChangeSet | DiffSet:
    """What changed from ``old`` to ``new``.

    Two issues or compilations give a ``DiffSet`` with their documents paired; everything else a ``ChangeSet``, where
    an issue of one document stands for that document; the ``diffs`` of either are its comparisons, document by
    document. ``strict`` counts typographic differences as changes;
    ``aliases`` maps an issuer's old name to its new one, so
    that nothing but the new name is editorial.
    """
    from tracker.compare.comparison import compare_any  # noqa: PLC0415 - rapidfuzz loads when something is compared

    return compare_any(old, new, strict=strict, aliases=aliases or {})
