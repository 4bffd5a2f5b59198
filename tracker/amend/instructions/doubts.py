"""What is found out about a step while it is made: a doubt, or that it could not be made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Note:
    """Something about the step at ``index`` of the decision (-1: about the whole result)."""

    index: int
    status: Literal["doubtful", "failed"]
    reason: str


def doubtful(index: int, reason: str) -> Note:
    """Made, but the text does not look as the decision assumes."""
    return Note(index, "doubtful", reason)


def failed(index: int, reason: str) -> Note:
    """Not made."""
    return Note(index, "failed", reason)
