"""What crosses processes: the name of a job, bytes and plain values there, plain values back; no code, no objects."""

from __future__ import annotations

import importlib
import json
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tracker import errors
from tracker.errors import EngineError, TrackerError

__all__ = ["Outcome", "Task", "carried_out", "outcome_of"]

_PARTS: Final = 4
"""Of an error: its name, what is wrong, where, what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One piece of work: some bytes, and arguments that JSON can hold."""

    body: bytes = b""
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a job gave for a task: a plain value, or the error of ours that it raised."""

    value: Any = None
    error: TrackerError | None = None

    def result(self) -> Any:  # noqa: ANN401 - what the job gives
        """The value.

        Raises:
            TrackerError: the job raised it.
        """
        if self.error is not None:
            raise self.error
        return self.value


def carried_out(job: str, arguments: bytes, body: bytes) -> bytes:
    """Do a job, in whatever process: ``job`` is ``module:function``, called with the bytes and the arguments (JSON).

    A failure is an answer too: an error of ours, or the traceback of a bug.
    """
    module, _, name = job.partition(":")
    try:
        answer: dict[str, Any] = {
            "value": getattr(importlib.import_module(module), name)(body, **json.loads(arguments))
        }
    except TrackerError as error:
        answer = {"error": [type(error).__name__, error.what, error.where, error.do]}
    except Exception:  # noqa: BLE001 - it is raised again, as a bug, where the work was asked for
        answer = {"bug": traceback.format_exc(limit=-20)}
    return encoded(answer)


def encoded(value: object) -> bytes:
    """A plain value as JSON; half a surrogate pair passes, for texts can hold it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def outcome_of(answer: bytes) -> Outcome:
    """What an answer says.

    Raises:
        RuntimeError: the job has a bug; the message is its traceback.
    """
    value: dict[str, Any] = json.loads(answer.decode("utf-8", "surrogatepass"))
    if "bug" in value:
        raise RuntimeError(value["bug"])
    if "error" not in value:
        return Outcome(value=value["value"])
    name, what, where, do = (str(part) for part in value["error"][:_PARTS])
    kind = getattr(errors, name) if name in errors.__all__ else EngineError
    return Outcome(error=kind(what, where=where, do=do))
