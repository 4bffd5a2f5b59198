"""What a change to a store means: the findings of a policy, and its verdict (contract §7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from tracker.check.changes import ChangedIssue, ChangedWork, changes_between, first_changes
from tracker.check.cited import Citing
from tracker.check.findings import Finding, Level
from tracker.check.policy import Policy, Rule
from tracker.compare.change_counts import counts
from tracker.errors import TrackerError, UnknownReference
from tracker.language.patterns import regex
from tracker.library import Library
from tracker.lineage.state_of_versions import entry, expiring
from tracker.lineage.values import Stage, Work
from tracker.model import Sentence
from tracker.store.verification import Finding as Trouble
from tracker.store.verification import verify_issues
from tracker.wording.checks import finding

SOON = 90
"""Days within which a work is about to expire."""
_PLACE = regex(r"(\d{2,})-")
"""The place of a document in its issue, from 1, at the head of its file's name."""


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
    with library_at(folder, head) as after:
        if base is None:
            issues, works = first_changes(after)
        else:
            with Library.open(folder, revision=base) as before:
                issues, works = changes_between(before, after)
        found = [*_of_issues(issues, after), *_of_works(works, after, policy)]
        found += _of_citations(works, after, policy, day)
        found += _of_terms(works, after, policy, day)
    failing = tuple(rule for rule in policy.fail_on if any(one.rule == rule for one in found))
    graded = (replace(one, level="error") if one.rule in failing else one for one in found)
    return Check(base=base, head=head, issues=issues, works=works, findings=tuple(graded), failed=failing)


def summary_of(one: ChangedWork) -> dict[str, int] | None:
    """The counts of a comparison."""
    return dict(counts(one.comparison.changes)) if one.comparison else None


def library_at(folder: Path, commit: str) -> Library:
    """The library at a commit; with the index that is kept, where that is the one checked out."""
    library = Library.open(folder)
    if library.commit == commit:
        return library
    library.close()
    return Library.open(folder, revision=commit)


# --- issues and works -------------------------------------------------------------------------------------------------


def _of_issues(issues: Iterable[ChangedIssue], after: Library) -> Iterator[Finding]:
    """What is damaged, and what was altered after publication."""
    present = [one.ref for one in issues if one.change != "removed"]
    for trouble in _troubles(after, present):
        yield _damage(after, trouble.where, finding("not-whole", ref=trouble.where, message=trouble.message))
    for one in issues:
        if one.change == "removed":
            yield _damage(after, one.ref, finding("gone", ref=one.ref))
        if one.change == "altered":
            said = finding("other-bytes", ref=one.ref, title=one.title)
            yield Finding(rule="altered", level="warning", message=said, path=_source_path(after, one.ref))
            last = after.store.history(one.ref, after.commit)[0]
            if not last.recorded or last.outcome != "altered":
                yield _damage(after, one.ref, finding("unsaid", ref=one.ref))


def _troubles(after: Library, refs: Iterable[str]) -> Iterator[Trouble]:
    """What is not whole in some issues."""
    for store, own, commit in after.store.apart(refs, after.commit):
        yield from (trouble for trouble in verify_issues(store, own, commit) if trouble.serious)


def _damage(after: Library, ref: str, message: Sentence) -> Finding:
    return Finding(rule="damaged", level="error", message=message, path=_source_path(after, ref))


def _source_path(after: Library, ref: str) -> str:
    """The source of an issue as a path in the repository."""
    try:
        name, _ = after.store.source(ref, after.commit)
    except TrackerError:
        name = "source"
    return f"{after.store.path_of(ref)}/{name}"


def _document_path(after: Library, stage: Stage) -> str:
    """The file of the document that carries a version, as a path in the repository; the names of files tell it."""
    ref = stage.record.issue
    for path, _ in after.store.files(ref, after.commit):
        place = _PLACE.match(path.rpartition("/")[2])
        if place and int(place[1]) == stage.record.index + 1:
            return path
    return _source_path(after, ref)


def _of_works(works: Iterable[ChangedWork], after: Library, policy: Policy) -> Iterator[Finding]:
    """What was revised or repealed, and what of it is watched."""
    for one in works:
        told = told_of(one)
        path = _place_of(after, one)
        if one.change in {"revised", "repealed", "partly-repealed"}:
            rule = "revised" if one.change == "revised" else "repealed"
            level: Level = "note" if one.change == "revised" else "warning"
            yield Finding(rule=rule, level=level, message=told, path=path, work=one.work.name)
        if any(map(one.is_called, policy.works)):
            said = finding("watched", told=told)
            yield Finding(rule="watched", level="warning", message=said, path=path, work=one.work.name)


def _place_of(after: Library, one: ChangedWork) -> str | None:
    """The file where a reader sees it: that of the new version, else that of the document that did it."""
    if one.new is not None:
        return _document_path(after, one.new)
    return _source_path(after, one.issue)


def told_of(one: ChangedWork) -> Sentence:
    """What happened to a work, in a line."""
    parts = {"old": _version_name(one.old), "new": _version_name(one.new), "by": one.by}
    needs_author = one.change in {"repealed", "partly-repealed"} and not one.by
    return finding(f"{one.change}-plainly" if needs_author else one.change, **parts)


def _version_name(stage: Stage | None) -> str:
    """A version by number and title, where it has a number."""
    if stage is None:
        return ""
    record = stage.record
    return f"{record.number}《{record.title}》" if record.number else f"《{record.title}》"


# --- citations and terms ----------------------------------------------------------------------------------------------


def _of_citations(works: Sequence[ChangedWork], after: Library, policy: Policy, day: str) -> Iterator[Finding]:
    """Citations of one's own texts whose document or provision this change touches."""
    touched = {one.work.name for one in works if one.change != "new"}
    if not policy.cites:
        return
    citing = Citing(after, day)
    for path in policy.cited_files():
        name = in_repository(path, after.store.top, policy.folder)
        try:
            file = citing.at(name, path)
        except TrackerError as error:
            said = finding("unreadable", why=error.what)
            yield Finding(rule="cited", level="warning", message=said, path=name)
            continue
        for one in file.citations:
            if one.needs_attention and one.work in touched:
                yield Finding(
                    rule="cited",
                    level="warning",
                    message=finding("cited", quote=one.citation.quote, told=one.message),
                    path=file.path,
                    line=one.citation.line,
                    column=one.citation.column,
                    end_line=one.citation.end[0],
                    end_column=one.citation.end[1],
                    work=one.work,
                    provision=one.citation.provision,
                )


def in_repository(path: Path, top: Path, folder: Path) -> str:
    """A file as CI names it: from the top of the repository that it is in, else from the configuration's folder."""
    resolved = path.resolve()
    inside = resolved.is_relative_to(top)
    return (resolved.relative_to(top) if inside else path.relative_to(folder)).as_posix()


def _of_terms(works: Iterable[ChangedWork], after: Library, policy: Policy, day: str) -> Iterator[Finding]:
    """What ends soon: of the works that changed or are watched; of all, where the policy fails on it."""
    watched = [work for name in policy.works for work in _work(after, name)]
    looked_at = {work.name: work for work in (*(one.work for one in works), *watched)}
    every = after.works if "expiring" in policy.fail_on else tuple(looked_at.values())
    entries = tuple(entry(work, stage, day) for work in every for stage in work.stages)
    for one in expiring(entries, day, SOON):
        said = finding("expiring", title=_version_name(one.stage), until=str(one.until))
        path = _document_path(after, one.stage)
        yield Finding(rule="expiring", level="note", message=said, path=path, work=one.work)


def _work(after: Library, name: str) -> Iterator[Work]:
    try:
        yield after.work(name)
    except UnknownReference:
        return
