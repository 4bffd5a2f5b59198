"""Processes that read: as many as asked for, each ended and replaced when a file takes too long or kills it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from tracker.box.limits import unhurried_limits
from tracker.box.processes import Box
from tracker.errors import UnreadableSource
from tracker.monitor.answers import Answer, FetchFailure, Request

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from tracker.monitor.reading.document import Asked, Reading
    from tracker.monitor.sources.listed import Listing
    from tracker.monitor.sources.recognition import Hints

_JOBS: Final = "tracker.monitor.reading.jobs"
_NO_VALUES: Final = (KeyError, TypeError, ValueError, AttributeError)
"""What the values of a reader that was taken over can raise."""


class Readers:
    """A few reading processes, started when they are needed; a context manager."""

    def __init__(self, *, processes: int = 2) -> None:
        self._box = Box(processes=processes, limits=unhurried_limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the processes; those that are at work finish it first."""
        self._box.close()

    def listing(self, answer: Answer, request: Request, hints: Hints) -> Listing:
        """The list in an answer.

        Raises:
            FetchFailure: ``unreadable``.
        """
        from tracker.monitor.sources.listed import listing_from_json

        found = self._ask(
            "listing",
            answer.body,
            answer.url,
            request=asdict(request),
            hints={**asdict(hints), "fields": dict(hints.fields)},
            url=answer.url,
            media_type=answer.media_type,
        )
        return listing_from_json(found)

    def document(self, body: bytes, asked: Asked) -> Reading:
        """What the bytes of a document say; a file that cannot be read is a reading too."""
        from tracker.monitor.reading.document import Reading, reading_from_json

        try:
            return reading_from_json(self._ask("document", body, asked.url, asked=asdict(asked)), body)
        except FetchFailure as failure:
            return Reading(error_kind=failure.kind, error=failure.what)
        except (UnreadableSource, *_NO_VALUES):
            return Reading(error_kind="unreadable", error="its reader gave no reading")

    def lines(self, name: str, body: bytes) -> tuple[str, ...]:
        """The folded text of bytes that the store holds.

        Raises:
            FetchFailure: ``unreadable``.
        """
        return tuple(self._ask("lines", body, name, name=name)["lines"])

    def _ask(self, job: str, body: bytes, where: str, **arguments: object) -> dict[str, Any]:
        try:
            answer = self._box.ask(f"{_JOBS}:{job}", body, where=where, **arguments)
        except UnreadableSource as error:
            raise FetchFailure(error.what, where=where, do=error.do, kind="unreadable") from error
        if not isinstance(answer, dict):
            raise FetchFailure("its reader gave no answer", where=where, kind="unreadable")
        return answer
