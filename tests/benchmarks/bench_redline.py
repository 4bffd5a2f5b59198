"""Redlines: how readable and how fast, beside what character diffs and diff-match-patch give for the same articles.

Readability is counted as the corpus's own grader counts it: runs of edits per article, characters struck and written
over the least possible, unchanged runs of one character between two edits, edit boundaries inside numbers and words.
Needs the corpus (``TRACKER_CORPUS``); without it there is nothing to measure.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import starmap
from pathlib import Path
from typing import TypeAlias

from rapidfuzz.distance import Indel

from tests.benchmarks import best_of_each, print_table, verdict
from tests.corpus import corpus_folder
from tracker import compare, parse_file
from tracker.compare.facts.fact_changes import find_facts
from tracker.compare.redline.edits import redline
from tracker.model import ChangeSet

try:
    import diff_match_patch
except ImportError:  # the peer comes with the extra "bench"; without it our own figures stand alone
    diff_match_patch = None

Op: TypeAlias = tuple[bool, str, str]
"""Whether it is unchanged, the old text, the new text."""

Pair: TypeAlias = tuple[str, str]
Method: TypeAlias = Callable[[str, str], Iterable[Op]]

MOST_EDITS, MOST_COST, MOST_ISLANDS = 3.0, 1.15, 0.05
MOST_MILLISECONDS = 70.0
TIMED = "gongsifa-2018-2023"

_UNCUT = re.compile(
    r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*[%％]?|[零〇一二三四五六七八九十百千万亿]+(?=[日月年条款项个元倍天人名])|[A-Za-z]+"
)


def main() -> None:
    folder = corpus_folder() / "revisions"
    if not folder.is_dir():
        print_table("redline: no corpus, nothing measured", ("set",), [("TRACKER_CORPUS",)])
        return
    pairs = {path.parent.name: _modified(path.parent) for path in sorted(folder.glob("*/new.txt"))}
    everything = [pair for each in pairs.values() for pair in each]
    methods: dict[str, Method] = {"tracker": _ours, "Indel": _indel, "difflib": _difflib}
    if diff_match_patch is not None:
        methods["diff-match-patch, semantic clean-up"] = _diff_match_patch
    print_table(
        f"redlines of {len(everything)} modified articles",
        ("method", "edits an article", "cost", "islands an article", "splits"),
        [_row(name, _count(method, everything)) for name, method in methods.items()],
    )
    _print_speed(methods, pairs[TIMED])


def _modified(folder: Path) -> list[Pair]:
    """The articles that one version has and the other words differently."""
    comparison = compare(parse_file(folder / "old.txt"), parse_file(folder / "new.txt"))
    if not isinstance(comparison, ChangeSet):
        return []
    changed = [change for change in comparison.changes if change.kind == "modified"]
    return [(change.old[0].text, change.new[0].text) for change in changed]


def _print_speed(methods: dict[str, Method], pairs: Sequence[Pair]) -> None:
    def run(method: Method) -> None:
        for pair in pairs:
            list(method(*pair))

    calls = [partial(run, method) for method in methods.values()]
    *seconds, facts = best_of_each([*calls, partial(_facts, pairs)])
    rows = [(name, took * 1000, took / seconds[1], "") for name, took in zip(methods, seconds, strict=True)]
    rows.append(("tracker, with facts", facts * 1000, facts / seconds[1], verdict(facts * 1000, MOST_MILLISECONDS)))
    print_table(f"{TIMED}: {len(pairs)} modified articles", ("method", "ms", "× Indel", "goal"), rows)


def _facts(pairs: Sequence[Pair]) -> None:
    for old, new in pairs:
        find_facts(old, new, redline(old, new))


# --- the methods ------------------------------------------------------------------------------------------------------


def _ours(old: str, new: str) -> Iterable[Op]:
    return ((edit.op == "equal", edit.old, edit.new) for edit in redline(old, new))


def _indel(old: str, new: str) -> Iterable[Op]:
    return (
        (op.tag == "equal", old[op.src_start : op.src_end], new[op.dest_start : op.dest_end])
        for op in Indel.opcodes(old, new)
    )


def _difflib(old: str, new: str) -> Iterable[Op]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return ((tag == "equal", old[a:b], new[c:d]) for tag, a, b, c, d in matcher.get_opcodes())


def _diff_match_patch(old: str, new: str) -> Iterable[Op]:
    engine = diff_match_patch.diff_match_patch()
    diffs = engine.diff_main(old, new)
    engine.diff_cleanupSemantic(diffs)
    return ((op == 0, "" if op == 1 else text, "" if op == -1 else text) for op, text in diffs)


# --- the counts -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Count:
    articles: int = 0
    edits: int = 0
    islands: int = 0
    splits: int = 0
    spent: int = 0
    least: int = 0


def _count(method: Method, pairs: Sequence[Pair]) -> _Count:
    count = _Count()
    for old, new in pairs:
        ops = list(method(old, new))
        count.articles += 1
        count.least += Indel.distance(old, new)
        count.spent += sum(len(a) + len(b) for equal, a, b in ops if not equal)
        count.edits += sum(not equal and (k == 0 or ops[k - 1][0]) for k, (equal, _, _) in enumerate(ops))
        count.islands += sum(equal and len(a) <= 1 for equal, a, _ in ops[1:-1])
        count.splits += sum(starmap(_splits, ((old, [a for _, a, _ in ops]), (new, [b for _, _, b in ops]))))
    return count


def _splits(text: str, parts: Sequence[str]) -> int:
    cuts: set[int] = set()
    at = 0
    for part in parts:
        cuts.add(at)
        at += len(part)
    return sum(match.start() < cut < match.end() for match in _UNCUT.finditer(text) for cut in cuts)


def _row(name: str, count: _Count) -> tuple[object, ...]:
    edits, islands = count.edits / count.articles, count.islands / count.articles
    cost = count.spent / count.least
    if name != "tracker":
        return name, edits, cost, islands, count.splits
    return (
        name,
        f"{edits:.3f} {verdict(edits, MOST_EDITS)}",
        f"{cost:.3f} {verdict(cost, MOST_COST)}",
        f"{islands:.3f} {verdict(islands, MOST_ISLANDS)}",
        f"{count.splits} {verdict(count.splits, 0)}",
    )
