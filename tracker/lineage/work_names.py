"""What a work is called: by its newest whole version, and so that no two works of a store share a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tracker.lineage.evidence import is_decision
from tracker.lineage.values import Record


def title_of(chain: Sequence[Record]) -> str:
    """The title of a work: that of its newest version that is no amending decision."""
    whole = [record for record in chain if not is_decision(record)]
    return (whole or chain)[-1].title


def told_apart(title: str, chain: Sequence[Record], *, shared: bool) -> str:
    """The title; where other works have the same one, with the number (or the issue) of the newest version."""
    if not shared:
        return title
    last = chain[-1]
    return f"{title}（{last.number or last.issue}）"


def by_key(name: str, first: str, *, shared: bool) -> str:
    """A name; where other works still have the same one, with the key of the first version."""
    return f"{name}（{first}）" if shared else name


def names_of(chains: Sequence[Sequence[Record]]) -> list[str]:
    """The names of all works of a store, in the order given."""
    titles = [title_of(chain) for chain in chains]
    counts = Counter(titles)
    names = [told_apart(title, chain, shared=counts[title] > 1) for title, chain in zip(titles, chains, strict=True)]
    again = Counter(names)
    return [by_key(name, chain[0].key, shared=again[name] > 1) for name, chain in zip(names, chains, strict=True)]
