"""Pairs of texts made for the alignment, with the links that a lawyer would draw: outlines, annexes, splits, merges."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tracker import parse_file
from tracker.compare import compare
from tracker.model import ChangeSet

FOLDER = Path(__file__).parent / "alignments"
PAIRS = sorted(folder for folder in FOLDER.iterdir() if folder.is_dir())

Link = tuple[str, str]


def found(folder: Path) -> set[Link]:
    """The links that the comparison reports between provisions, by their paths without chapters."""
    comparison = compare(parse_file(folder / "old.txt"), parse_file(folder / "new.txt"))
    assert isinstance(comparison, ChangeSet)
    out: set[Link] = set()
    for change in comparison.changes:
        links = change.links or [(i, j) for i in range(len(change.old)) for j in range(len(change.new))]
        out |= {(short(change.old[i].path), short(change.new[j].path)) for i, j in links}
    return {link for link in out if all(link)}


def short(path: str) -> str:
    """A path without chapters; nothing for a chapter."""
    return "/".join(step for step in path.split("/") if not step.endswith("章")) if "章" in path else path


def gold(folder: Path) -> dict[Link, str]:
    links = json.loads((folder / "gold.json").read_text("utf-8"))["links"]
    return {(old, new): strength for old, new, strength in links}


def test_the_links_of_made_pairs_are_found() -> None:
    hits: Counter[str] = Counter()
    total: Counter[str] = Counter()
    missed, wrong = [], []
    for folder in PAIRS:
        reported, expected = found(folder), gold(folder)
        total.update(expected.values())
        hits.update(expected[link] for link in reported & expected.keys())
        missed += [(folder.name, *link) for link in expected.keys() - reported]
        wrong += [(folder.name, *link) for link in reported - expected.keys()]
    assert hits["primary"] >= 0.99 * total["primary"], sorted(missed)
    assert hits["secondary"] >= 0.85 * total["secondary"], sorted(missed)
    assert len(wrong) <= 0.03 * (hits.total() + len(wrong)), sorted(wrong)


@pytest.mark.parametrize("folder", PAIRS, ids=lambda folder: folder.name)
def test_gold_speaks_of_provisions_that_there_are(folder: Path) -> None:
    for side, name in enumerate(("old", "new")):
        comparison = compare(parse_file(folder / f"{name}.txt"), parse_file(folder / f"{name}.txt"))
        assert isinstance(comparison, ChangeSet)
        paths = {short(place.path) for change in comparison.changes for place in change.old}
        assert {link[side] for link in gold(folder)} <= paths
