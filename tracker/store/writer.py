"""Records into commits on the branch that is checked out: batch after batch, begun again when somebody else commits."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Final

from tracker.errors import StoreError, StoreLocked
from tracker.store.batch import Added, Batch
from tracker.store.working_tree import WorkingTree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from tracker.store.git import Git
    from tracker.store.record import Record
    from tracker.store.signatures import Signer

ATTEMPTS: Final = 20
"""How often we begin again when somebody else commits to the branch at the same time."""


class Writer:
    """Writes records to the branch that is checked out, while the lock is held."""

    def __init__(
        self, git: Git, tree: WorkingTree, clock: Callable[[], datetime], signer: Signer | None = None
    ) -> None:
        self._signer = signer
        self._git = git
        self._tree = tree
        self._clock = clock

    def write(self, records: Iterable[tuple[Record, datetime | None]]) -> Iterator[Added]:
        """Add records with the moments they were observed (``None`` for now), and say what became of each, in order.

        Commits appear on the branch batch by batch. The index, what is staged and the files of other people stay as
        they are.

        Raises:
            StoreError: no branch is checked out, the disk is full, or another process holds git's locks.
        """
        batch = self._begin()
        try:
            for record, observed in records:
                if batch.full() or record.ref in batch:
                    yield from self._publish(batch)
                    batch = self._begin()
                batch.add(record, observed or self._clock())
            yield from self._publish(batch)
        finally:
            batch.close()
            self._tree.clear()

    def _begin(self) -> Batch:
        branch = self._git.branch()
        if branch is None:
            raise StoreError(
                "no branch is checked out (HEAD is detached): commits would be lost",
                where=str(self._git.top),
                do="switch to a branch: git switch NAME",
            )
        tip = self._git.head()
        folder = self._git.prefix.rstrip("/")
        in_the_way = self._git.foreign(tip, folder) if tip else None
        if in_the_way:
            raise StoreError("a submodule or a file is where the store should be", where=in_the_way)
        return Batch(self._git, self._tree, branch, tip, self._signer)

    def _publish(self, batch: Batch) -> tuple[Added, ...]:
        for _ in range(ATTEMPTS):
            with closing(batch):
                done = batch.publish()
            if done is not None:
                return done
            again = self._begin()
            for planned in batch.planned:
                again.add(planned.record, planned.observed)
            batch = again
        raise StoreLocked("the branch moves or is locked all the time", where=batch.branch, do="try again later")
