"""A Dask cluster as a workplace: one that runs, by its address, or one of this machine that is started and ended here.

Dask sends what it is given by pickle, and whoever can reach its scheduler can run code on it: a cluster is a trusted
network of one's own (SECURITY.md). What we send are bytes and names; the code must be on the workers already.
"""

from __future__ import annotations

import hashlib
import logging
import warnings
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any, Final

from tracker.engine.workplaces import cores
from tracker.errors import EngineError
from tracker.messages import said, template

try:
    from distributed import Client, KilledWorker, LocalCluster
except ImportError as error:
    raise EngineError(
        "--cluster needs Dask, which is not installed", do="pip install 'gazette-tracker[cluster]'"
    ) from error

__all__ = ["LOCAL", "Cluster"]

LOCAL: Final = "local"
_PATIENCE: Final = 30
"""Seconds to wait for a scheduler, and for its first worker."""


class Cluster:
    """The workers of a Dask scheduler; ``address`` is ``tcp://host:8786``, or ``local`` for ``workers`` processes here.

    Raises:
        EngineError: nothing answers there, it has no workers, or their code is not this program's.
    """

    shares_files = False
    lost: tuple[type[BaseException], ...] = (KilledWorker,)

    def __init__(self, address: str, workers: int | None = None) -> None:
        with ExitStack() as stack:
            logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what is wrong is told as ours
            self._client = stack.enter_context(_client(address, workers, stack))
            self.executor = self._client.get_executor()
            self.workers = self._checked(address)
            self._open = stack.pop_all()

    def renew(self) -> None:
        """Dask starts workers again by itself."""

    def close(self) -> None:
        """Leave the cluster; end it, where it is of this machine."""
        self._open.close()

    def _checked(self, address: str) -> int:
        """How many tasks the workers do at a time.

        Raises:
            EngineError: there are none, or their code is not this program's.
        """
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
            codes = self._told(code_digest)
        except (OSError, TimeoutError) as error:
            raise EngineError(
                "has no workers", where=address, do=said("start one: dask worker {address}", address=address)
            ) from error
        except (ImportError, AttributeError) as error:
            raise EngineError(_OTHER_CODE, where=address, do=_SAME_CODE) from error
        other = sorted(worker for worker, code in codes.items() if code != code_digest())
        if other:
            raise EngineError(_OTHER_CODE, where=other[0], do=_SAME_CODE)
        return sum(self._client.nthreads().values())

    def _told(self, question: Callable[[], str]) -> dict[str, Any]:
        answers: dict[str, Any] = self._client.run(question)
        return answers


_OTHER_CODE: Final = template("this worker has another version of the program: its results would not be the same")
_SAME_CODE: Final = template("install the version of this machine there")


def _client(address: str, workers: int | None, stack: ExitStack) -> Client:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the dashboard's port is taken: there is none
            if address == LOCAL:
                local = LocalCluster(
                    n_workers=workers or cores(),
                    threads_per_worker=1,
                    dashboard_address=None,
                    silence_logs=logging.CRITICAL,
                )
                address = stack.enter_context(local).scheduler_address
            return Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise EngineError(
            "no cluster answers there", where=address, do="start one: dask scheduler; or use --cluster local"
        ) from error


@cache
def code_digest() -> str:
    """A digest of this program's code, wherever it is asked for."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for file in sorted((*package.rglob("*.py"), *package.rglob("*.toml"))):
        digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:32]
