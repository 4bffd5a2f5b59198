"""The two sides of a comparison as a person names them: what is compared, and what is odd about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import BadReference, UnknownReference
from tracker.language.numbers_of_documents import number_key
from tracker.library.file_names import is_file
from tracker.library.narrowing import narrowed
from tracker.library.references import Resolved, parted, resolve, split
from tracker.lineage.naming import title_likeness
from tracker.messages import said
from tracker.model import ChangeSet, DiffSet, Document, Instrument, Issue, Sentence, Version

if TYPE_CHECKING:
    from tracker.lineage.values import Stage, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoTexts:
    """What is compared, and what a reader must know of the choice."""

    old: Resolved
    new: Resolved
    remarks: tuple[Sentence, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        """Whether one provision is meant, not the whole texts with their titles and numbers."""
        return bool(self.old.steps or self.new.steps)


def two_texts(old: str, new: str | None, store: Path) -> TwoTexts:
    """The two texts that two REFs name; of one REF alone its version and the one before it.

    Raises:
        BadReference: both name the same text; an issue is compared with a document; a work has one version only.
        TrackerError: as ``references.resolve``.
    """
    return of_resolved(*(_last_two(old, store) if new is None else (resolve(old, store), resolve(new, store))))


def of_resolved(before: Resolved, after: Resolved) -> TwoTexts:
    """Two texts that were found, as a comparison takes them.

    Raises:
        BadReference: both are the same text; an issue is compared with a document.
    """
    if isinstance(before.value, Issue) != isinstance(after.value, Issue):
        raise _uneven(*((before, after) if isinstance(before.value, Issue) else (after, before)))
    if is_same_text(before, after):
        raise BadReference(
            said("is the same text as {ref}", ref=after.version.ref),
            where=before.version.ref,
            do="name two versions to compare",
        )
    before, after, remarks = _of_one_kind(before, after)
    return TwoTexts(old=before, new=after, remarks=(*remarks, *backwards(before.version, after.version)))


def compared(texts: TwoTexts, *, strict: bool = False) -> ChangeSet | DiffSet:
    """The comparison of two texts, each told as it was named, narrowed where a provision is named."""
    from tracker.compare import compare

    before, after = texts.old, texts.new
    result = compare(before.value, after.value, strict=strict)
    if isinstance(result, DiffSet):
        return replace(result, old=before.version, new=after.version)
    if texts.is_narrowed:
        result = narrowed(result, before.steps, after.steps)
    return replace(
        result,
        old=_named(result.old, before.version),
        new=_named(result.new, after.version),
        remarks=(*texts.remarks, *result.remarks),
    )


def _named(found: Version, resolved: Version) -> Version:
    """What the reference says of a version, completed by what the comparison found in the text."""
    return replace(
        found,
        ref=resolved.ref,
        sha256=resolved.sha256 or found.sha256,
        title=found.title or resolved.title,
        doc_number=found.doc_number or resolved.doc_number,
        date=found.date or resolved.date,
        issuers=found.issuers or resolved.issuers,
        effective=found.effective or resolved.effective,
    )


# --- one REF ----------------------------------------------------------------------------------------------------------


def _last_two(ref: str, store: Path) -> tuple[Resolved, Resolved]:
    """The version that a REF names (of a title the newest) and the one before it."""
    from tracker.library.holdings import Library
    from tracker.library.stored_references import of_stage

    plain, steps = parted(ref)
    name, at = split(plain)
    if is_file(Path(ref)) or is_file(Path(name.split("#", 1)[0])):
        raise BadReference("is a file, and there is nothing to compare it with", where=ref, do="name OLD and NEW")
    with Library.open(store, revision=at.revision) as library:
        work = library.work(name)
        stage = _stage(work, name, at.day)
        place = work.stages.index(stage)
        if not place:
            raise BadReference(
                "is the first version that the store holds of this work" if len(work.stages) > 1 else "has one version",
                where=stage.record.name,
                do="name OLD and NEW",
            )
        older = work.stages[place - 1]
        before = of_stage(older.record.number or older.record.title, work, older, library)
        after = of_stage(ref, work, stage, library, tuple(filter(None, [at.note])))
    return before, replace(after, steps=steps)


def _stage(work: Work, name: str, day: str | None) -> Stage:
    """The version of a work that a name means: on a day, else the one of this number, else the newest."""
    if day is not None:
        from tracker.lineage.state_of_versions import version_on

        stage, _ = version_on(work, day)
        if stage is None:
            raise UnknownReference(said("had no version on {day}", day=day), where=work.name, do="name a later day")
        return stage
    numbered = [stage for stage in work.stages if stage.record.number_key == number_key(name)]
    return (numbered or list(work.stages))[-1]


# --- what is odd ------------------------------------------------------------------------------------------------------


def is_same_text(one: Resolved, other: Resolved) -> bool:
    """Whether two REFs name one text: the same place of the same bytes; a document and its own measure are one text."""
    if one.version.sha256 != other.version.sha256:
        return False
    short, long = sorted((one.place, other.place), key=len)
    return short == long or ("#" in short and long.startswith(f"{short}."))


def _uneven(whole: Resolved, single: Resolved) -> BadReference:
    return BadReference(
        said("is a whole issue, and {ref} is one document", ref=single.version.ref),
        where=whole.version.ref,
        do=said("pick the document to compare with {ref}#文号", ref=whole.version.ref.rstrip("#")),
    )


def _of_one_kind(old: Resolved, new: Resolved) -> tuple[Resolved, Resolved, tuple[Sentence, ...]]:
    """Both sides as documents, or both as the measures alone: a title names a measure, a number a whole document."""
    if isinstance(old.value, Document) and isinstance(new.value, Instrument):
        taken, remarks = measure_of(old, new.value)
        return taken, new, remarks
    if isinstance(new.value, Document) and isinstance(old.value, Instrument):
        taken, remarks = measure_of(new, old.value)
        return old, taken, remarks
    return old, new, ()


def measure_of(whole: Resolved, other: Instrument) -> tuple[Resolved, tuple[Sentence, ...]]:
    """Of a document the measure that is likest by its title to the other side; with a remark that this is compared."""
    document = whole.value
    measures = [one for one in document.instruments if one.role == "measure"] if isinstance(document, Document) else []
    if not measures or not isinstance(document, Document):
        return whole, ()
    measure = max(measures, key=lambda one: title_likeness(one.title, other.title))
    told = document.doc_number or whole.version.ref
    remark = Sentence(
        f"of {told} the measure 《{measure.title}》 alone is compared, without the circular",
        f"{told} 仅比较所附《{measure.title}》，不含印发通知",
    )
    version = replace(whole.version, title=measure.title)
    return replace(whole, value=measure, version=version), (remark,)


def backwards(old: Version, new: Version) -> tuple[Sentence, ...]:
    """A remark where the old text was made after the new one."""
    if not old.date or not new.date or old.date <= new.date:
        return ()
    return (
        Sentence(
            f"OLD is of {old.date}, later than NEW of {new.date}: what is shown is the way back",
            f"旧文本（{old.date}）晚于新文本（{new.date}）：以下为逆向比较",
        ),
    )
