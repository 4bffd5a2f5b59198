"""An article between the old text and the new one."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.amend.application.base import Unit
from tracker.amend.instructions.places import Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An article on its way to the new text: its number there, its number before, and the step that makes it, if new.

    ``paragraph`` is set where it becomes a paragraph of another article.
    """

    number: Number
    unit: Unit
    old: Number | None = None
    paragraph: int | None = None
    index: int = -1
