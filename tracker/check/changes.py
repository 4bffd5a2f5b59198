"""What a change to a store means: issues, works, and what a policy says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

from tracker.check.cited import Citing
from tracker.check.findings import Finding, Level
from tracker.check.policy import Policy, Rule
from tracker.compare import compare
from tracker.compare.counts import counts
from tracker.compare.versions import found_differences
from tracker.errors import TrackerError, UnknownReference
from tracker.library import Library
from tracker.library.picking import version_of
from tracker.lineage.status import expiring
from tracker.lineage.values import Stage, Work
from tracker.model import ChangeSet
from tracker.read import read_file
from tracker.store.verify import verify_issues

IssueChange: TypeAlias = Literal["added", "altered", "re-parsed", "removed"]
WorkChange: TypeAlias = Literal["new", "revised", "repealed", "altered"]
SOON = 90
"""Days within which a work is about to expire."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedIssue:
    """An issue that is other at the head than at the base."""

    ref: str
    change: IssueChange
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedWork:
    """A work that changed: its versions, and their comparison where there are two."""

    work: Work
    change: WorkChange
    old: Stage | None
    new: Stage | None
    comparison: ChangeSet | None = None

    @property
    def names(self) -> frozenset[str]:
        """Everything the work is called: its name, and number and title of its versions."""
        stages = self.work.stages
        numbers = (stage.record.number for stage in stages if stage.record.number)
        return frozenset((self.work.name, *numbers, *(stage.record.title for stage in stages)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a change means; ``failed`` are the rules of the policy that it breaks."""

    base: str | None
    head: str
    issues: tuple[ChangedIssue, ...]
    works: tuple[ChangedWork, ...]
    findings: tuple[Finding, ...]
    failed: tuple[Rule, ...] = ()

    @property
    def verdict(self) -> Literal["pass", "fail"]:
        """Whether the policy lets it pass."""
        return "fail" if self.failed else "pass"


def checked(folder: Path, base: str | None, head: str, policy: Policy, day: str) -> Check:
    """What the change from one commit of a store to another means, judged by a policy on a day.

    Raises:
        StoreError, UnknownReference, ConfigError: as ``Library.open``.
    """
    with Library.open(folder, revision=head) as after:
        issues, works = _changes(folder, base, after)
        found = [*_of_issues(issues, after), *_of_works(works, policy)]
        found += _of_citations(works, after, policy, day)
        found += _of_terms(works, after, policy, day)
    failing = tuple(rule for rule in policy.fail_on if any(one.rule == rule for one in found))
    graded = (replace(one, level="error") if one.rule in failing else one for one in found)
    return Check(base=base, head=head, issues=issues, works=works, findings=tuple(graded), failed=failing)


# --- what changed -----------------------------------------------------------------------------------------------------


Changes: TypeAlias = tuple[tuple[ChangedIssue, ...], tuple[ChangedWork, ...]]


def _changes(folder: Path, base: str | None, after: Library) -> Changes:
    if base is None:
        issues = tuple(
            ChangedIssue(ref=ref, change="added", title=after.entry(ref).title) for ref in sorted(after.issue_refs)
        )
        return issues, tuple(_happened(after, issues))
    with Library.open(folder, revision=base) as before:
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
        else:
            same = before.store.source(ref, before.commit) == after.store.source(ref, after.commit)
            yield ChangedIssue(ref=ref, change="re-parsed" if same else "altered", title=after.entry(ref).title)


def _happened(after: Library, issues: Iterable[ChangedIssue]) -> Iterator[ChangedWork]:
    """What the documents of added issues did to works."""
    for one in after.happenings(issue.ref for issue in issues if issue.change == "added"):
        if one.kind == "new":
            yield ChangedWork(work=one.work, change="new", old=None, new=one.new)
        elif one.kind == "revised" and one.old is not None and one.new is not None:
            comparison = after.compared(one.work, one.old, one.new)
            yield ChangedWork(work=one.work, change="revised", old=one.old, new=one.new, comparison=comparison)
        else:
            yield ChangedWork(work=one.work, change="repealed", old=one.old, new=None)


def _altered(before: Library, after: Library, issues: Iterable[ChangedIssue]) -> Iterator[ChangedWork]:
    """The works of altered issues whose text is another one in the same place."""
    for issue in issues:
        documents = after.issue(issue.ref).documents if issue.change == "altered" else ()
        for place, document in enumerate(documents):
            old = [one for one in before.numbered(document.doc_number or "") if one.record.issue == issue.ref]
            for work, stage in _versions_at(after, issue.ref, place):
                if not old:
                    yield ChangedWork(work=work, change="new", old=None, new=stage)
                    continue
                comparison = _texts(before, after, old[0], stage)
                if found_differences(comparison):
                    yield ChangedWork(work=work, change="altered", old=old[0], new=stage, comparison=comparison)


def _versions_at(library: Library, ref: str, place: int) -> Iterator[tuple[Work, Stage]]:
    """The versions that one document carries, in their works."""
    for work in library.works_of(ref, place):
        for stage in work.stages:
            if (stage.record.issue, stage.record.index) == (ref, place):
                yield work, stage


def _texts(before: Library, after: Library, old: Stage, new: Stage) -> ChangeSet:
    ours, theirs = before.document(old), after.document(new)
    result = compare(ours, theirs)
    versions = (
        version_of(old.record.name, ours, before.issue(old.record.issue)),
        version_of(new.record.name, theirs, after.issue(new.record.issue)),
    )
    return replace(result, old=versions[0], new=versions[1])


# --- what it means ----------------------------------------------------------------------------------------------------


def _of_issues(issues: Iterable[ChangedIssue], after: Library) -> Iterator[Finding]:
    """What is damaged, and what was altered after publication."""
    present = [one for one in issues if one.change != "removed"]
    for trouble in verify_issues(after.store, [one.ref for one in present], after.commit):
        if trouble.serious:
            yield _damage(after, trouble.where, f"{trouble.where}: {trouble.message}")
    for one in issues:
        if one.change == "removed":
            yield _damage(after, one.ref, f"{one.ref} is gone from the store")
        if one.change == "altered":
            said = f"{one.ref} {one.title}: other bytes than before"
            yield Finding(rule="altered", level="warning", message=said, path=_path(after, one.ref))
            last = after.store.history(one.ref, after.commit)[0]
            if not last.recorded or last.outcome != "altered":
                yield _damage(after, one.ref, f"{one.ref}: its bytes changed, and no commit of the tracker says so")


def _damage(after: Library, ref: str, message: str) -> Finding:
    return Finding(rule="damaged", level="error", message=message, path=_path(after, ref))


def _path(after: Library, ref: str) -> str:
    """The source of an issue as a path in the repository."""
    try:
        name, _ = after.store.source(ref, after.commit)
    except TrackerError:
        name = "source"
    return f"{after.store.git.prefix}{ref}/{name}"


def _of_works(works: Iterable[ChangedWork], policy: Policy) -> Iterator[Finding]:
    """What was revised or repealed, and what of it is watched."""
    for one in works:
        told = _told(one)
        work = one.work.name
        if one.change in {"revised", "repealed"}:
            level: Level = "note" if one.change == "revised" else "warning"
            yield Finding(rule=one.change, level=level, message=told, work=work)
        if one.names & set(policy.works):
            yield Finding(rule="watched", level="warning", message=f"watched: {told}", work=work)


def _told(one: ChangedWork) -> str:
    old = f"{one.old.record.name} 《{one.old.record.title}》" if one.old else ""
    new = f"{one.new.record.name} 《{one.new.record.title}》" if one.new else ""
    if one.change == "revised":
        return f"{new} takes the place of {old}"
    if one.change == "repealed":
        return f"{old} was repealed by {one.old.ended_by if one.old and one.old.ended_by else 'a new document'}"
    return f"{new} was altered" if one.change == "altered" else f"{new} is new"


def _of_citations(works: Iterable[ChangedWork], after: Library, policy: Policy, day: str) -> Iterator[Finding]:
    """Citations of one's own texts whose document or provision this change touches."""
    touched = {one.work.name for one in works if one.change != "new"}
    if not touched or not policy.cites:
        return
    citing = Citing(after, day)
    for path in sorted({path for glob in policy.cites for path in policy.folder.glob(glob) if path.is_file()}):
        try:
            file = citing.file(path.relative_to(policy.folder).as_posix(), read_file(path))
        except TrackerError:
            continue
        for one in file.citations:
            if one.needs_attention and one.work in touched:
                yield Finding(
                    rule="cited",
                    level="warning",
                    message=f"{one.citation.quote}: {one.message}",
                    path=file.path,
                    line=one.citation.line,
                    column=one.citation.column,
                    end_column=one.citation.column + len(one.citation.quote),
                    work=one.work,
                    provision=one.citation.provision,
                )


def _of_terms(works: Iterable[ChangedWork], after: Library, policy: Policy, day: str) -> Iterator[Finding]:
    """What ends soon: of the works that changed or are watched; of all, where the policy fails on it."""
    names = {one.work.name for one in works} | {work.name for name in policy.works for work in _work(after, name)}
    for one in expiring(after.status(day), day, SOON) if names or "expiring" in policy.fail_on else ():
        if one.work in names or "expiring" in policy.fail_on:
            said = f"{one.stage.record.name} 《{one.stage.record.title}》 ends on {one.until}"
            yield Finding(rule="expiring", level="note", message=said, work=one.work)


def _work(after: Library, name: str) -> Iterator[Work]:
    try:
        yield after.work(name)
    except UnknownReference:
        return


def summary_of(one: ChangedWork) -> dict[str, int] | None:
    """The counts of a comparison."""
    return dict(counts(one.comparison.changes)) if one.comparison else None


def key_changes_of(one: ChangedWork) -> list[str]:
    """The lines of the brief that a reader sees first."""
    lines = one.comparison.key_changes if one.comparison else ()
    return [f"{line.label}: {line.text}" if line.label else line.text for line in lines if line.brief]
