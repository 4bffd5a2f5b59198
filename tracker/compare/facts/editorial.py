"""Changes of nothing but the form: punctuation, references that followed their article, an issuer's new name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.compare.facts.reference_reading import references, renumbered
from tracker.compare.facts.signs import substance
from tracker.language.patterns import regex
from tracker.model import Edit


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
    if not old or not new:
        return False
    for edit in edits:  # most changes are of substance, and soon seen to be
        if edit.op in {"insert", "delete"} and not aliases and _SUBSTANCE.search(edit.old + edit.new):
            return False
    return substance(_followed(old, renumbering, aliases or {})) == substance(new)


_SUBSTANCE = regex(r"[\w%％‰]")
"""What is never mere punctuation."""


def _followed(old: str, renumbering: Mapping[str, str], aliases: Mapping[str, str]) -> str:
    """The old text as it would read had only labels and names changed. References to other acts stay."""
    out: list[str] = []
    done = 0
    for reference in references(old):
        if not reference.foreign:
            out += [old[done : reference.start], renumbered(reference.text, renumbering)]
            done = reference.end
    followed = "".join([*out, old[done:]])
    for name, alias in aliases.items():
        followed = followed.replace(name, alias)
    return followed
