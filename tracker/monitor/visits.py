"""One thing of a source looked at again: whether it is new, altered, gone, or the same whatever its bytes are."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tracker.messages import said, system_reason
from tracker.monitor.answers import Answer, ErrorKind, FetchFailure, Request, Validators
from tracker.monitor.memory import Item, moment
from tracker.monitor.reading.plain_text import digest_of, without_noise

if TYPE_CHECKING:
    from tracker.monitor.list_pages import Asking
    from tracker.monitor.reading.document import Reading
    from tracker.monitor.settings import SourceSettings
    from tracker.monitor.sources.listed import Listed

AGAIN_AFTER_REFUSAL: Final = timedelta(days=1)
_BY_LIMITS: Final[frozenset[ErrorKind]] = frozenset({"forbidden-address", "too-large"})
"""What the next pass would mostly find again, until the configuration is another one."""
_WAITS: Final[Mapping[ErrorKind, timedelta]] = {
    "refused": AGAIN_AFTER_REFUSAL,
    **dict.fromkeys(_BY_LIMITS, timedelta(days=7)),
}
"""How long it is before something is asked for again that failed so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What looking at a thing gave: the answer, the reading, and whether its text is another one."""

    answer: Answer | None = None
    reading: Reading | None = None
    failure: FetchFailure | None = None
    is_gone: bool = False
    is_same: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Looks at the things of one source in one pass."""

    asking: Asking
    now: datetime
    full: timedelta
    stored_lines: Callable[[str], tuple[str, ...] | None]
    list_lines: tuple[str, ...] = ()
    always_whole: bool = False
    homes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def source(self) -> SourceSettings:
        """The settings of the source."""
        return self.asking.source

    def look(self, entry: Listed, item: Item | None) -> Look:
        """Ask for a thing and judge what came; never raises for what a server does."""
        validators = self._validators(item)
        try:
            answer = self._asked(entry, validators)
        except FetchFailure as failure:
            return Look(failure=failure, is_gone=failure.is_gone)
        if answer.not_modified:
            return Look(answer=answer, is_same=True)
        return self._judged(entry, item, answer)

    def _asked(self, entry: Listed, validators: Validators | None = None) -> Answer:
        """The bytes of a thing: from the disk, from the list that brought them, or from its server."""
        if self.source.kind == "directory":
            return _from_disk(entry.url, self.now)
        if entry.text is not None and entry.text_url is None:
            return Answer(url=entry.url, status=200, body=entry.text.encode(), received=self.now)
        return self.asking.get(Request(url=entry.asked_url), validators)

    def _validators(self, item: Item | None) -> Validators | None:
        """What to ask with; nothing where the whole text is due, for a 304 can lie."""
        if item is None or item.digest is None or item.gone_since or item.failure or self.always_whole:
            return None
        whole = moment(item.last_full)
        return item.validators if whole is not None and self.now - whole < self.full else None

    def _judged(self, entry: Listed, item: Item | None, answer: Answer) -> Look:
        sha256 = hashlib.sha256(answer.body).hexdigest()
        if item is not None and item.sha256 == sha256 and item.digest is not None:
            return Look(answer=answer, is_same=True)
        reading = self._read(entry, item, answer)
        if reading.error_kind is None and reading.is_title_missing:
            reading = self._unlike_home(entry, item, answer, reading)
        if reading.error_kind == "content" and not reading.lines and reading.details.attachments:
            reading = replace(reading, is_in_files=True)
        if reading.is_in_files:
            found = self._in_files(entry, item, reading)
            if found is not None:
                answer, reading = found
        if reading.error_kind is not None:
            failure = FetchFailure(reading.error, where=answer.url, kind=reading.error_kind)
            return Look(answer=answer, reading=reading, failure=failure, is_gone=reading.is_withdrawn)
        try:
            return Look(answer=answer, reading=reading, is_same=self._is_same(entry, item, reading))
        except FetchFailure as failure:  # not sure: nothing of this answer is remembered, the next pass asks again
            return Look(answer=answer, reading=reading, failure=failure)

    def _read(self, entry: Listed, item: Item | None, answer: Answer, home: tuple[str, ...] = ()) -> Reading:
        from tracker.monitor.reading.document import Asked

        return self.asking.readers.document(
            answer.body,
            Asked(
                url=answer.url,
                media_type=answer.media_type,
                title=entry.title,
                gazette=self.source.gazette,
                ref=item.ref if item else None,
                text=entry.text if entry.text_url is None else None,
                list_lines=self.list_lines if entry.kind != "issue" else (),
                home_lines=home,
            ),
        )

    def _unlike_home(self, entry: Listed, item: Item | None, answer: Answer, reading: Reading) -> Reading:
        """A page without the listed title may be the home page, which some sites send for what they cannot serve."""
        from urllib.parse import urljoin

        address = urljoin(answer.url, "/")
        if address not in self.homes:
            try:
                self.homes[address] = self.asking.listing(Request(url=address, family="issue"))[1].lines
            except FetchFailure:
                self.homes[address] = ()
        lines = self.homes[address]
        return self._read(entry, item, answer, lines) if lines else reading

    def _in_files(self, entry: Listed, item: Item | None, reading: Reading) -> tuple[Answer, Reading] | None:
        """The text in the first attachment that can be read, where the page has none of its own."""
        for address in reading.details.attachments[:3]:
            if not self.asking.reach.covers(address):
                continue
            try:
                answer = self.asking.get(Request(url=address))
            except FetchFailure:
                continue
            found = self._read(replace(entry, text=None, kind="issue"), item, answer)
            if found.error_kind is None:
                return answer, replace(found, details=reading.details)
        return None

    # --- the same text ------------------------------------------------------------------------------------------------

    def _is_same(self, entry: Listed, item: Item | None, reading: Reading) -> bool:
        """Whether the text is the one that is held: by its digest, by the bytes held read today, or but for noise.

        What differs between two requests in a row changes by itself: a text is another one only without that.

        Raises:
            FetchFailure: the second request brought no document, so that it cannot be told.
        """
        if item is None or item.ref is None:
            return False
        if item.digest is not None and item.digest == reading.digest:
            return True
        held = self.stored_lines(item.ref)
        if held is None:
            return False
        if digest_of(held) == reading.digest:
            return True
        once_more = self._asked(entry)
        again = self._read(entry, item, once_more)
        if again.error_kind is not None:
            raise FetchFailure(again.error, where=once_more.url, kind=again.error_kind)
        if again.digest == reading.digest:
            return False
        return _is_noise(held, reading.lines, again.lines)


def _is_noise(held: tuple[str, ...], new: tuple[str, ...], again: tuple[str, ...]) -> bool:
    """Whether a text differs from the one held only in lines that differ between two requests in a row as well."""
    stable = without_noise(new, again)
    steady = set(stable)
    kept = tuple(line for line in held if line in steady)
    return kept == stable and len(held) - len(kept) == len(new) - len(stable)


def is_due(item: Item, now: datetime, recheck: timedelta, limits: str) -> bool:
    """Whether a known thing is asked for again: while it is young, gone, or failed and its time has come.

    What is too large or leads inside is asked for again after a while, for one answer of a site under attack must not
    lose a document for ever; under other ``limits`` at once.
    """
    not_before = moment(item.not_before)
    is_under_other_limits = item.failed_under is not None and item.failed_under != limits
    if not_before is not None and now < not_before and not is_under_other_limits:
        return False
    if item.is_foreign or item.is_withdrawn:
        return False
    if item.failure or item.gone_since:
        return True
    seen = moment(item.first_seen)
    if seen is not None and now - seen < recheck:
        return True
    return item.date is not None and item.date > (now - recheck).date().isoformat()


def after_failure(item: Item, failure: FetchFailure, now: datetime, limits: str) -> Item:
    """What is remembered of a thing that failed."""
    wait = failure.retry_after or _WAITS.get(failure.kind)
    return replace(
        item,
        failure=failure.kind,
        failure_text=str(failure),
        not_before=(now + wait).isoformat() if wait else None,
        failed_under=limits if failure.kind in _BY_LIMITS else None,
    )


def _from_disk(path: str, now: datetime) -> Answer:
    """A file of a folder, as if a server had sent it.

    Raises:
        FetchFailure: it is gone (status 404), or cannot be read.
    """
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError as error:
        raise FetchFailure("there is no such file", where=path, kind="http", status=404) from error
    except OSError as error:
        raise FetchFailure(
            said("cannot be read: {reason}", reason=system_reason(error)), where=path, kind="connect"
        ) from error
    return Answer(url=path, status=200, body=data, received=now)
