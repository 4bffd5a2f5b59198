"""Many texts as a person names them, for the table that has them side by side: what they are, and what is odd."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import BadReference
from tracker.history.compared_texts import Succession, Text, edition_of, succession
from tracker.history.row_chains import Row, followed_rows, rows_with
from tracker.library.provisions import article_of, is_label_of
from tracker.library.references import Resolved, resolve
from tracker.library.two_sides import backwards, is_same_text, measure_of
from tracker.messages import said
from tracker.model import Document, Instrument, Issue, Place, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyTexts:
    """Versions side by side, and the rows that are asked for; ``notes`` are what the REFs' choice needs told."""

    told: Succession
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def many_texts(refs: Sequence[str], store: Path, *, strict: bool = False) -> ManyTexts:
    """The texts that REFs name, in the order given, each compared with the one before it.

    Raises:
        BadReference: one of them is a whole issue; two neighbours are the same text.
        TrackerError: as ``references.resolve``.
    """
    found = [_single(resolve(ref, store)) for ref in refs]
    for one, other in pairwise(found):
        if is_same_text(one, other):
            raise BadReference(
                said("is the same text as {ref}", ref=other.version.ref), where=one.version.ref, do="leave one out"
            )
    taken, remarks = _of_one_kind(found)
    told = succession(
        [(edition_of(_text(one), one.version), _text(one)) for one in taken], remarks=remarks, strict=strict
    )
    steps = tuple(replace(step, remarks=(*backwards(step.old, step.new), *step.remarks)) for step in told.steps)
    told = replace(told, steps=steps)
    rows = followed_rows(told)
    wanted = [*_wanted(told, taken)]
    return ManyTexts(
        told=told,
        rows=rows_with(rows, wanted) if wanted else rows,
        notes=tuple(dict.fromkeys(note for one in taken for note in one.notes)),
    )


def _single(found: Resolved) -> Resolved:
    """One text: of an issue of one document that document.

    Raises:
        BadReference: the issue has several.
    """
    if not isinstance(found.value, Issue):
        return found
    if len(found.value.documents) != 1:
        raise BadReference(
            said(
                "is an issue of {count} documents, and many versions are compared of one",
                count=len(found.value.documents),
            ),
            where=found.version.ref,
            do=said("pick the document: {ref}#文号", ref=found.version.ref.rstrip("#")),
        )
    document = found.value.documents[0]
    version = replace(found.version, title=document.title, doc_number=document.doc_number, date=document.date)
    return replace(found, value=document, version=version)


def _text(found: Resolved) -> Text:
    assert not isinstance(found.value, Issue)  # noqa: S101 - ``_single`` has seen to it
    return found.value


def _of_one_kind(found: Sequence[Resolved]) -> tuple[list[Resolved], list[Sentence]]:
    """All of them as documents, or where one names a measure alone, all as measures."""
    measure = next((one.value for one in found if isinstance(one.value, Instrument)), None)
    if measure is None:
        return list(found), []
    pairs = [measure_of(one, measure) if isinstance(one.value, Document) else (one, ()) for one in found]
    return [one for one, _ in pairs], [remark for _, remarks in pairs for remark in remarks]


def _wanted(told: Succession, found: Sequence[Resolved]) -> Iterator[tuple[int, Place]]:
    """The provisions that the REFs name, each in its edition."""
    for n, one in enumerate(found):
        step = article_of(one.steps) if one.steps else None
        if step is not None:
            yield from ((n, place) for place in told.editions[n].places if is_label_of(place.label, step))
