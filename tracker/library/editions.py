"""The texts of a work in order, for its history: as printed, or consolidated where an amending decision made them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import AmbiguousReference, BadReference, MalformedSource, UnknownReference
from tracker.history.compared_texts import Edition, Succession, edition_of, succession
from tracker.history.life_turns import Life, life, lives
from tracker.language.marks import solid
from tracker.language.numbers_of_documents import number_key
from tracker.library.consolidated import Issues, document_of, printed_text, with_decision
from tracker.library.file_names import is_file
from tracker.library.holdings import Library
from tracker.library.picking import version_of
from tracker.library.provisions import Step, article_of, is_label_of, label_text, path_text, steps_of
from tracker.library.references import parted, split
from tracker.lineage.evidence import is_decision
from tracker.lineage.state_of_versions import begins, version_on
from tracker.messages import said
from tracker.model import Document, Instrument, Place, Sentence, Version

if TYPE_CHECKING:
    from tracker.lineage.values import Stage, Work

_UNSURE = ("doubtful", "failed")
_DID = {"doubtful": "存疑", "failed": "未能执行"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked about a work: its editions, the one that the REF names, and the provision of it that is named.

    ``work`` is the name of the work, ``commit`` the state of the store that was read (40 hex digits), ``stages`` the
    version that each edition is.
    """

    work: str
    commit: str
    told: Succession
    stages: tuple[Stage, ...]
    edition: int
    place: Place | None = None

    @property
    def lives(self) -> tuple[Life, ...]:
        """The life of the provision that is named, or of every one."""
        return lives(self.told) if self.place is None else (life(self.told, self.edition, self.place),)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A version's text, or why there is none."""

    stage: Stage
    value: Document | Instrument | None
    remark: Sentence | None = None
    is_doubtful: bool = False


def asked(ref: str, provision: str | None, store: Path) -> Asked:
    """What a REF and a provision beside it ask about a work of a store.

    Behind a title ``@DATE`` leaves out the versions after that day; a document number names the version in which labels
    are counted.

    Raises:
        BadReference: it names a file, or a work of which the store holds no whole text.
        UnknownReference: there is no such work, or its version has no such provision.
        AmbiguousReference: it names several works, or several provisions.
    """
    name, at = split(parted(ref)[0])
    if is_file(Path(ref)) or is_file(Path(name.split("#", 1)[0])):
        raise BadReference("is a file, which has no history", where=ref, do="add it to a store and name the work")
    with Library.open(store, revision=at.revision) as library:
        return asked_of(library, ref, provision)


def asked_of(library: Library, ref: str, provision: str | None) -> Asked:
    """What a REF and a provision beside it ask about a work of an open library; an ``@REV`` must be the library's.

    Raises:
        TrackerError: as ``asked``.
    """
    plain, steps = parted(ref)
    name, at = split(plain)
    if at.revision is not None and library.store.resolve(at.revision) != library.commit:
        what = said("@{revision} is another state of the store", revision=at.revision)
        raise UnknownReference(what, where=name, do="open it at that commit")
    if provision is not None:
        steps = _of_one(ref, steps, provision)
    work = library.work(name)
    told, stages = succession_of(library, work, at.day)
    version = _numbered(stages, name) if library.numbered(name) else len(stages) - 1
    place = _place(told.editions[version], steps) if steps else None
    return Asked(work=work.name, commit=library.commit or "", told=told, stages=stages, edition=version, place=place)


def succession_of(library: Issues, work: Work, day: str | None = None) -> tuple[Succession, tuple[Stage, ...]]:
    """The editions of a work until a day, and the version that each of them is.

    A version whose text cannot be had is left out, and a remark says what that means.

    Raises:
        UnknownReference: it had no version by that day.
        BadReference: the store holds no whole text of it.
    """
    stages = work.stages if day is None else _until(work, day)
    rules = tuple(stage for stage in stages if not stage.record.draft) or stages  # a work may be a draft yet
    made = list(_texts(library, rules))
    whole = [one for one in made if one.value is not None]
    if not whole:
        raise BadReference(
            "of this work the store holds amending decisions only, and no whole text",
            where=work.name,
            do="add the issue that prints the rule itself",
        )
    texts = [(_edition(library, one), one.value) for one in whole if one.value is not None]
    told = succession(texts, remarks=(*_drafts(stages, rules), *_left_out(made)))
    return told, tuple(one.stage for one in whole)


def _until(work: Work, day: str) -> tuple[Stage, ...]:
    stage, _ = version_on(work, day)
    if stage is None:
        raise UnknownReference(said("had no version on {day}", day=day), where=work.name, do="name a later day")
    return work.stages[: work.stages.index(stage) + 1]


def _texts(library: Issues, stages: tuple[Stage, ...]) -> Iterator[_Made]:
    """The text of each version: printed, or the text before it with the decision applied."""
    before: Document | Instrument | None = None
    for stage in stages:
        if not is_decision(stage.record):
            before = printed_text(library, stage)
            yield _Made(stage=stage, value=before)
            continue
        made = _decided(library, stage, before)
        before = made.value
        yield made


def _decided(library: Issues, stage: Stage, before: Document | Instrument | None) -> _Made:
    name = stage.record.name
    if before is None:
        why = Sentence("the text before it is not in the store", "库中没有其之前的文本")
        return _Made(stage=stage, value=None, remark=why)
    try:
        value, counts = with_decision(before, document_of(library, stage))
    except MalformedSource as error:
        return _Made(stage=stage, value=None, remark=Sentence(error.what, error.what))
    doubts = [status for status in _UNSURE if counts[status]]
    en = ", ".join(f"{counts[status]} {status}" for status in doubts)
    zh = "、".join(f"{counts[status]} 条{_DID[status]}" for status in doubts)
    remark = Sentence(
        f"the text of {name} was consolidated by this program" + (f"; of its instructions {en}" if en else ""),
        f"{name}的文本由本程序合并而成" + (f"；修改指令中 {zh}" if zh else ""),
    )
    return _Made(stage=stage, value=value, remark=remark, is_doubtful=bool(doubts))


def _drafts(stages: tuple[Stage, ...], rules: tuple[Stage, ...]) -> Iterator[Sentence]:
    """What a reader must know of drafts: they are no versions, or there is nothing else yet."""
    for stage in stages:
        name = stage.record.name
        if stage not in rules:
            yield Sentence(f"{name} is a draft, and is left out", f"{name}是征求意见稿或草案，未列入沿革")
        elif stage.record.draft:
            yield Sentence(f"{name} is a draft, and no rule yet", f"{name}是征求意见稿或草案，尚未成为文件")


def _left_out(made: list[_Made]) -> Iterator[Sentence]:
    """What a reader must know where the text of a version is not to be had."""
    for one in made:
        if one.value is None and one.remark is not None:
            name = one.stage.record.name
            yield Sentence(
                f"{name} is left out: {one.remark}; what it changed is told of the next version",
                f"{name}未列入：{one.remark.zh}；其所作的修改记在下一版本名下",
            )


def _edition(library: Issues, made: _Made) -> Edition:
    assert made.value is not None  # noqa: S101 - only versions that have a text come here
    return edition_of(
        made.value,
        _version(library, made.stage, made.value),
        start=begins(made.stage),
        remarks=(made.remark,) if made.remark else (),
        is_doubtful=made.is_doubtful,
    )


def _version(library: Issues, stage: Stage, value: Document | Instrument) -> Version:
    issue = library.issue(stage.record.issue)
    ref = stage.record.number or stage.record.title
    version = version_of(ref, value, issue, issue.documents[stage.record.index])
    return replace(version, date=version.date or stage.record.signed or stage.record.published)


def _numbered(stages: tuple[Stage, ...], number: str) -> int:
    """Which edition a document number names."""
    found = [n for n, stage in enumerate(stages) if stage.record.number_key == number_key(number)]
    if not found:
        raise UnknownReference("the text of this version cannot be had", where=number, do="name the work by its title")
    return found[-1]


# --- one provision ----------------------------------------------------------------------------------------------------


def _of_one(ref: str, steps: tuple[Step, ...], provision: str) -> tuple[Step, ...]:
    """The provision that stands beside a REF; one inside it must be the same."""
    named = steps_of(provision)
    if named is None:
        raise UnknownReference(
            said("{provision!r} is no label of a provision", provision=provision),
            where=ref,
            do="write 第七条 or 一、（二）",
        )
    if steps and [replace(one, text="") for one in steps] != [replace(one, text="") for one in named]:
        raise UnknownReference(
            said("names {steps}, and {named} stands beside it", steps=path_text(steps), named=path_text(named)),
            where=ref,
            do="name one",
        )
    return named


def _place(edition: Edition, steps: tuple[Step, ...]) -> Place:
    """The provision of an edition that a path names; what is finer than an article is told by its article."""
    step = article_of(steps)
    if step is None:
        raise UnknownReference(
            said("{steps} names no article", steps=path_text(steps)), where=edition.version.ref, do="write 第七条"
        )
    found = _at_label(edition, step, [solid(label_text(one)) for one in steps if one is not step])
    if not found:
        has = f"it has {_labels_told(edition)}"
        raise UnknownReference(said("has no {step}", step=label_text(step)), where=edition.version.ref, do=has)
    if len(found) > 1:
        listed = "; ".join(one.path for one in found[:8])
        what = f"{label_text(step)} stands there {len(found)} times: {listed}"
        raise AmbiguousReference(what, where=edition.version.ref, do="name the chapter or the annex before it")
    return found[0]


def _at_label(edition: Edition, step: Step, above: list[str]) -> list[Place]:
    """The provisions with a label; where some of them stand below the labels ``above``, those."""
    found = [one for one in edition.places if is_label_of(one.label, step)]
    return [one for one in found if all(label in solid(one.path) for label in above)] or found


def _labels_told(edition: Edition) -> str:
    """What an edition has, for an error: 第一条 to 第四十条."""
    articles = [one.label for one in edition.places if one.level == "article" and one.label]
    labels = articles or [one.label for one in edition.places if one.label]
    if not labels:
        return "no numbered provision"
    return labels[0] if len(labels) == 1 else f"{labels[0]} to {labels[-1]}"
