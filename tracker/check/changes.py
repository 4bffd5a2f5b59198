"""What a change to a store is: the issues and works that are other at one commit than at another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from tracker.compare import compare
from tracker.compare.versions import found_differences
from tracker.language.numbers_of_documents import number_key
from tracker.language.titles import rule_key, title_key
from tracker.library import Library
from tracker.library.picking import version_of
from tracker.lineage.values import Stage, Work
from tracker.model import ChangeSet, Document, Version

IssueChange: TypeAlias = Literal["added", "altered", "re-parsed", "removed"]
WorkChange: TypeAlias = Literal["new", "revised", "repealed", "partly-repealed", "altered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedIssue:
    """An issue that is other at the head than at the base."""

    ref: str
    change: IssueChange
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedWork:
    """A work that changed: its versions, and their comparison where there are two.

    ``issue`` is the ref of the issue whose document did it, ``by`` that document's number (or 《title》).
    """

    work: Work
    change: WorkChange
    old: Stage | None
    new: Stage | None
    issue: str
    by: str = ""
    comparison: ChangeSet | None = None

    def is_called(self, name: str) -> bool:
        """Whether a number (in any brackets) or a title is that of one of its versions."""
        wanted = {number_key(name), title_key(name), rule_key(name)} - {""}
        records = [stage.record for stage in self.work.stages]
        known = {title_key(self.work.name), *(record.number_key for record in records)}
        known |= {key for one in records for key in (title_key(one.title), title_key(one.document_title), one.core)}
        return bool(wanted & known)


Changes: TypeAlias = tuple[tuple[ChangedIssue, ...], tuple[ChangedWork, ...]]


def first_changes(after: Library) -> Changes:
    """What a store holds that has nothing to be compared with: everything is new."""
    refs = sorted(after.issue_refs)
    issues = tuple(ChangedIssue(ref=ref, change="added", title=after.entry(ref).title) for ref in refs)
    return issues, tuple(_happened(after, issues))


def changes_between(before: Library, after: Library) -> Changes:
    """What is other in one state of a store than in another."""
    issues = tuple(_issues(before, after))
    return issues, (*_happened(after, issues), *_altered(before, after, issues))


def _issues(before: Library, after: Library) -> Iterator[ChangedIssue]:
    refs = after.store.refs_between(before.commit or "", after.commit or "")
    for ref in sorted(refs if refs is not None else before.issue_refs | after.issue_refs):
        if ref not in after.issue_refs:
            if ref in before.issue_refs:
                yield ChangedIssue(ref=ref, change="removed", title=before.entry(ref).title)
        elif ref not in before.issue_refs:
            yield ChangedIssue(ref=ref, change="added", title=after.entry(ref).title)
        elif before.store.source(ref, before.commit) != after.store.source(ref, after.commit):
            yield ChangedIssue(ref=ref, change="altered", title=after.entry(ref).title)
        elif _derived(before, ref) != _derived(after, ref):
            yield ChangedIssue(ref=ref, change="re-parsed", title=after.entry(ref).title)


def _derived(library: Library, ref: str) -> tuple[tuple[str, str], ...]:
    """What the parser made of an issue, as paths and objects of git: where it is the same, nothing was re-parsed."""
    return library.store.files(ref, library.commit)


def _happened(after: Library, issues: Iterable[ChangedIssue]) -> Iterator[ChangedWork]:
    """What the documents of added issues did to works."""
    for one in after.happenings(issue.ref for issue in issues if issue.change == "added"):
        changed = ChangedWork(work=one.work, change=one.kind, old=one.old, new=one.new, issue=one.issue, by=one.by)
        if one.kind == "revised" and one.old is not None and one.new is not None:
            changed = replace(changed, comparison=after.compared(one.work, one.old, one.new))
        yield changed


def _altered(before: Library, after: Library, issues: Iterable[ChangedIssue]) -> Iterator[ChangedWork]:
    """The works of altered issues whose text is another one in the same place."""
    for issue in issues:
        documents = after.issue(issue.ref).documents if issue.change == "altered" else ()
        for place in range(len(documents)):
            for work, stage in _versions_at(after, issue.ref, place):
                old = _as_it_was(before, stage)
                if old is None:
                    yield ChangedWork(work=work, change="new", old=None, new=stage, issue=issue.ref)
                    continue
                comparison = _texts(before, after, old, stage)
                if found_differences(comparison):
                    yield ChangedWork(
                        work=work, change="altered", old=old, new=stage, issue=issue.ref, comparison=comparison
                    )


def _versions_at(library: Library, ref: str, place: int) -> Iterator[tuple[Work, Stage]]:
    """The versions that one document carries, in their works."""
    for work in library.works_of(ref, place):
        for stage in work.stages:
            if (stage.record.issue, stage.record.index) == (ref, place):
                yield work, stage


def _as_it_was(before: Library, stage: Stage) -> Stage | None:
    """A version in the issue as it was: by number and title, else by its number, else by its title."""
    record = stage.record
    places = range(len(before.issue(record.issue).documents))
    olds = [old for place in places for _, old in _versions_at(before, record.issue, place)]
    same_number = [one for one in olds if record.number_key and one.record.number_key == record.number_key]
    same_title = [one for one in olds if title_key(one.record.title) == title_key(record.title)]
    both = [one for one in same_number if one in same_title]
    unnumbered = [one for one in same_title if not one.record.number_key or not record.number_key]
    return next(iter([*both, *same_number, *unnumbered]), None)


def _texts(before: Library, after: Library, old: Stage, new: Stage) -> ChangeSet:
    ours, theirs = before.document(old), after.document(new)
    result = compare(ours, theirs)
    return replace(result, old=_version(before, old, ours), new=_version(after, new, theirs))


def _version(library: Library, stage: Stage, document: Document) -> Version:
    return version_of(stage.record.name, document, library.issue(stage.record.issue))
