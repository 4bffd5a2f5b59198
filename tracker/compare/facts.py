"""What changed in substance between two texts: values, duties, references, organisations, terms (contract §4 FACT)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.model import Edit, Fact


def find_facts(old: str, new: str, edits: Sequence[Edit]) -> tuple[Fact, ...]:
    """The facts that the edits between two texts carry, in the order of the new text; none where a side is empty."""
    return ()


def is_editorial(
    old: str,
    new: str,
    edits: Sequence[Edit],
    renumbering: Mapping[str, str],
    aliases: Mapping[str, str] | None = None,
) -> bool:
    """Whether nothing of substance changed: punctuation, or references that followed a renumbered article.

    ``renumbering`` maps the old labels of articles to the new ones (第六条 → 第七条), ``aliases`` an issuer's old name
    to its new one.
    """
    return False
