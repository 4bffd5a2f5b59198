"""``Engine``: tasks carried out by some workers, answered in their order whatever the order of the work."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from tracker.engine.tasks import Outcome, Task, carried_out, encoded, outcome_of
from tracker.engine.workplaces import Here, Processes
from tracker.errors import EngineError, TaskLost
from tracker.messages import said, template

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from tracker.engine.workplaces import Workplace

__all__ = ["Engine"]

_AHEAD: Final = 4
"""Tasks a worker that are handed out before the first is answered."""
_ALONE: Final = 2
"""How often a task that may have killed its worker is tried by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Handed:
    task: Task
    future: Future[bytes]


class Engine:
    """Workers that carry out jobs; a context manager.

    ::

        with Engine.opened(jobs=4) as engine:                   # or cluster="tcp://10.0.0.5:8786", or cluster="local"
            tasks = (Task(body=data, arguments={"name": name}) for name, data in sources)
            for value in engine.map("tracker.box.sources:issue_value", tasks):
                ...                                             # plain values, in the order of the tasks

    A job is a function of this program under its name; it takes the bytes of a task and its arguments, and gives what
    JSON can hold. So results are the same with every engine. A worker that is killed is replaced, and its task is done
    again; a task that kills its worker again and again is the only one that is lost, and its outcome says so.
    """

    def __init__(self, workplace: Workplace) -> None:
        """Use ``opened``."""
        self._workplace = workplace

    @classmethod
    def opened(cls, *, jobs: int = 1, cluster: str = "") -> Self:
        """An engine of ``jobs`` processes, or on a cluster: an address, or ``local`` for one of ``jobs`` workers here.

        Raises:
            EngineError: Dask is not installed, nothing answers at the address, or the workers are not of this version.
        """
        if cluster:
            from tracker.engine.dask_cluster import Cluster  # noqa: PLC0415 - a library of an extra

            return cls(Cluster(cluster, jobs))
        return cls(Processes(jobs) if jobs > 1 else Here())

    @property
    def workers(self) -> int:
        """How many tasks are done at a time."""
        return self._workplace.workers

    @property
    def shares_files(self) -> bool:
        """Whether a job can open what this process can, by its path; a cluster's workers may be other machines."""
        return self._workplace.shares_files

    @property
    def executor(self) -> Executor:
        """The executor itself, for those who bring their own functions and values; lost workers are their affair."""
        return self._workplace.executor

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._workplace.close()

    def map(self, job: str, tasks: Iterable[Task]) -> Iterator[Any]:
        """What a job gives for every task, in their order.

        Raises:
            TrackerError: the job raised it for the task whose turn it is.
            TaskLost: the task whose turn it is killed its workers.
            EngineError: the cluster has gone.
        """
        for outcome in self.outcomes(job, tasks):
            yield outcome.result()

    def outcomes(self, job: str, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """The same with the errors in their places: one task that fails does not stop the others.

        Raises:
            EngineError: the cluster has gone.
        """
        following = iter(tasks)
        handed: deque[_Handed] = deque()
        try:
            while True:
                more = _AHEAD * self.workers - len(handed)
                handed.extend(self._handed(job, task) for task in islice(following, more))
                if not handed:
                    return
                first = handed.popleft()
                if self._was_lost(first.future):
                    suspects = [first, *handed]
                    handed.clear()
                    self._workplace.renew()
                    yield from (self._alone(job, one) for one in suspects)
                else:
                    yield outcome_of(first.future.result())
        finally:
            for one in handed:
                one.future.cancel()

    def ask(self, job: str, body: bytes, arguments: Mapping[str, Any]) -> Any:  # noqa: ANN401 - what the job gives
        """What a job gives for one task; several threads may ask at a time.

        Raises:
            TrackerError: the job raised it.
        """
        return next(self.outcomes(job, [Task(body=body, arguments=arguments)])).result()

    def _handed(self, job: str, task: Task) -> _Handed:
        arguments = encoded(dict(task.arguments))
        try:
            future = self.executor.submit(carried_out, job, arguments, task.body)
        except self._workplace.lost as error:  # the pool broke a moment ago
            future = Future()
            future.set_exception(error)
        return _Handed(task=task, future=future)

    def _was_lost(self, future: Future[bytes]) -> bool:
        """Wait for an answer; whether its worker was lost.

        Raises:
            EngineError: the cluster has gone.
        """
        try:
            error = future.exception()
        except CancelledError as gone:
            raise EngineError(_GONE, do=_AGAIN) from gone
        if error is None or isinstance(error, self._workplace.lost):
            return error is not None
        raise EngineError(said("the workers have gone: {reason}", reason=type(error).__name__), do=_AGAIN) from error

    def _alone(self, job: str, suspect: _Handed) -> Outcome:
        """The outcome of a task that was under way when a worker was lost: its answer, or it is done by itself."""
        if suspect.future.done() and not suspect.future.cancelled() and suspect.future.exception() is None:
            return outcome_of(suspect.future.result())
        for _ in range(_ALONE):
            again = self._handed(job, suspect.task)
            if not self._was_lost(again.future):
                return outcome_of(again.future.result())
            self._workplace.renew()
        return Outcome(error=TaskLost("killed the processes that worked on it", do="look at the machine's memory"))


_GONE: Final = template("the workers have gone")
_AGAIN: Final = template("start them, and ask again: nothing that was done is lost")
