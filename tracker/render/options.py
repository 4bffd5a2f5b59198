"""How a comparison is shown: the options that every renderer takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from tracker.model import Lang

Layout: TypeAlias = Literal["inline", "side-by-side"]
Context: TypeAlias = Literal["changed", "all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOptions:
    """What the reader asked for; a renderer ignores what its format cannot honour.

    ``width`` is the terminal's, in columns; without one, lines are not wrapped. ``author`` and ``date`` (ISO 8601,
    UTC) sign the tracked changes of a DOCX; without a date they carry the new version's date, so that the same input
    gives the same bytes.
    """

    lang: Lang = "zh"
    layout: Layout = "inline"
    context: Context = "changed"
    color: bool = False
    width: int | None = None
    verbose: bool = False
    author: str = "gazette-tracker"
    date: str | None = None
