"""A line of the brief before it is weighed against the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tracker.model import Lang, Matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a line says (``told`` in each language), of which matter, and how much it weighs.

    ``at`` is where it stands in the joined old and new texts of its change (``None``: not there); ``quoted`` the words
    of each that it quotes.
    """

    told: Callable[[Lang], str]
    matter: Matter
    weight: float
    at: tuple[int | None, int | None]
    quoted: tuple[tuple[str, ...], tuple[str, ...]]
