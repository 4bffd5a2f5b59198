"""What a page of a PDF is made of once it is read: lines of text with their place, and ruled lines.

Coordinates are points; x grows to the right, y grows downwards from the top edge of the page as it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A wide blank inside a line: the text before ``index`` ends at ``start``, the text after it begins at ``end``."""

    index: int
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line: its text, its edges, the height ``y`` of its baseline, and the size ``em`` of its letters.

    ``centres`` holds the middle of every character (x) on pages that have ruled lines, and is empty elsewhere.
    ``column`` is 0 on a page of one column and for what runs over several, else counts from 1.
    ``slanted`` marks writing that runs across the page, such as a watermark.
    """

    text: str
    page: int
    left: float
    right: float
    y: float
    em: float
    gaps: tuple[Gap, ...] = ()
    centres: tuple[float, ...] = ()
    slanted: bool = False
    column: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A straight ruled line, upright or level: ``at`` is its x or y, ``start`` to ``end`` what it covers."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its size, its lines (in any order), its ruled lines, and whether it shows a picture."""

    index: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...] = ()
    pictured: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where the text of a column stands: its left and right edge, the size of its letters, the pitch of its lines."""

    left: float
    right: float
    em: float
    pitch: float

    @property
    def width(self) -> float:
        """The width of the column in points."""
        return self.right - self.left
