"""Which versions a person asks for: by issuer, kind, state and time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.language.document_kinds import kind_of
from tracker.lineage.state_of_versions import Entry
from tracker.lineage.values import Record, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What a version must be; an empty field asks for nothing.

    ``issuer`` is a part of an issuer's name, ``kind`` the end of the rule's or the document's title (办法, 通知),
    ``since`` and ``until`` are ISO days between which it was signed, both included; a version without a day of signing
    is dated by its publication.
    """

    issuer: str = ""
    kind: str = ""
    states: frozenset[State] = frozenset()
    since: str | None = None
    until: str | None = None

    def holds(self, record: Record, state: State) -> bool:
        """Whether a version in a state is one of those asked for."""
        return (
            (not self.states or state in self.states)
            and (not self.issuer or any(self.issuer in name for name in record.issuers))
            and (not self.kind or self.kind in {kind_of(record.title), kind_of(record.document_title)})
            and self._is_in_time(record.signed or record.published)
        )

    def _is_in_time(self, day: str | None) -> bool:
        if self.since is None and self.until is None:
            return True
        return day is not None and (self.since or day) <= day <= (self.until or day)


def narrowed(entries: Iterable[Entry], by: Narrowing) -> tuple[Entry, ...]:
    """The entries that are asked for, in their order."""
    return tuple(one for one in entries if by.holds(one.stage.record, one.state))
