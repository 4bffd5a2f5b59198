"""What the corpus gives is recorded: a change of what is told about a real text is seen, by name of text and matter.

The graders say how good the answers are; here it is held that they are the same as before, for the texts as they are
and for variants with the slips of a copyist (``tests/variants.py``). ``tests/recorded.json`` has a digest for every
matter of every text, and nothing of the texts. Where one differs on purpose, look at the answers before and after, then
write the file anew: ``pytest tests/test_recorded.py --rewrite-cases``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from tests.corpus import ROOT, corpus, corpus_folder
from tests.variants import LONGEST, variants
from tracker.amend import amend
from tracker.compare import compare
from tracker.errors import TrackerError
from tracker.lineage.digest import records_of
from tracker.lineage.state_of_versions import state_on
from tracker.lineage.values import Holding, Stage, Work
from tracker.lineage.works import lineage_of
from tracker.model import Change, ChangeSet, DiffSet, Issue, SourceText
from tracker.parse import parse, parse_file
from tracker.read import read_file
from tracker.schema.codec import named

RECORDED = ROOT / "tests" / "recorded.json"
SOURCES = ("gazettes/*.txt", "gazettes/*.pdf", "wild/*/input.*", "faults/*/*.txt", "faults/*/*.html", "faults/*/*.docx")
KINDS = ("revisions", "pairs", "amendments", "sources", "stores")
VARIANTS = {"revisions": 8, "pairs": 4, "amendments": 20, "sources": 12}
SHORT = 15_000
DAYS = ("2019-12-31", "2024-06-30", "2027-01-01")


def of_comparison(old: Issue, new: Issue) -> dict[str, object]:
    """What a comparison tells, matter by matter."""
    told = compare(old, new)
    sets = told.diffs if isinstance(told, DiffSet) else (told,)
    versions = (told.added, told.removed) if isinstance(told, DiffSet) else ()
    return {
        "texts": [*([_all([one.old, one.new]) for one in sets]), *map(_all, versions)],
        "changes": [_all(map(_bare, one.changes)) for one in sets],
        **{
            matter: [[_all(getattr(change, matter)) for change in one.changes] for one in sets]
            for matter in ("edits", "passages", "facts")
        },
        "evidence": [[change.evidence for change in one.changes] for one in sets],
        "brief": [_all(one.key_changes) for one in sets],
        "remarks": [[_remarks(one), one.terms] for one in sets],
    }


def of_amendment(law: SourceText, decision: SourceText) -> dict[str, object]:
    """What a decision does to a law; the error where it is none."""
    try:
        result = amend(law, decision)
    except TrackerError as error:
        return {"error": type(error).__name__}
    return {"instructions": _all(result.instructions), "text": result.lines, "articles": _all(result.articles)}


def of_issue(issue: Issue) -> dict[str, object]:
    """What is read in a source."""
    return {
        "head": named(replace(issue, documents=(), noise=(), diagnostics=())),
        "documents": _all(replace(one, instruments=()) for one in issue.documents),
        "texts": [_all(one.instruments) for one in issue.documents],
        "noise": _all(issue.noise),
        "diagnostics": _all(issue.diagnostics),
    }


def of_store(folder: Path) -> dict[str, object]:
    """The works that the texts of a folder make, and how they stand on some days."""
    issues = [parse_file(path) for path in sorted(folder.glob("*.txt"))]
    holdings = [
        Holding(issue=f"a/2025/{n:03}", index=index, document=one, published=issue.date, compilation=False)
        for n, issue in enumerate(issues)
        for index, one in enumerate(issue.documents)
    ]
    told = lineage_of(records_of(holdings, lambda one: [one]))
    stages = [[_stage(stage) for stage in work.stages] for work in told.works]
    return {"works": [stages, _all(told.missing)], "states": [[_states(work) for work in told.works]]}


def _stage(stage: Stage) -> list[Any]:
    return [stage.record.name, *_all([stage.term, stage.link]), stage.ended, stage.ended_by, stage.superseded]


def _states(work: Work) -> list[list[str]]:
    return [[state_on(stage, day) for day in DAYS] for stage in work.stages]


def _bare(change: Change) -> Change:
    return replace(change, edits=(), facts=(), passages=(), evidence=())


def _all(values: Iterable[Any]) -> list[Any]:
    return [None if value is None else named(value) for value in values]


def _remarks(one: ChangeSet) -> list[list[str]]:
    return [[str(remark), getattr(remark, "zh", "")] for remark in one.remarks]


def digests(matters: Mapping[str, object]) -> dict[str, str]:
    """Twelve hexadecimal digits for every matter."""
    texts = {name: json.dumps(value, sort_keys=True).encode() for name, value in matters.items()}
    return {name: hashlib.sha256(text).hexdigest()[:12] for name, text in texts.items()}


def names(kind: str) -> list[str]:
    """The texts of a kind, named by their place in the corpus; a pair by its older side."""
    folder = corpus_folder()
    found: Iterator[Path]
    if kind == "sources":
        found = chain.from_iterable(map(folder.glob, SOURCES))
    elif kind == "stores":
        found = (path for path in folder.glob("faults/*") if any(path.glob("*.txt")))
    elif kind == "pairs":
        found = (old for old in folder.glob("faults/*/*old.txt") if _newer(old).exists())
    else:
        found = (path.parent for path in folder.glob(f"{kind}/*/old.txt"))
    return sorted(path.relative_to(folder).as_posix() for path in found)


def _newer(old: Path) -> Path:
    return old.with_name(old.name.replace("old", "new"))


def told(kind: str, name: str) -> dict[str, str]:
    """The digests of what is told now."""
    place = corpus() / name
    if kind == "stores":
        return digests(of_store(place))
    if kind == "sources":
        return _of_source(place, name)
    other = place / "decision.txt" if kind == "amendments" else _newer(place) if kind == "pairs" else place / "new.txt"
    first = read_file(place if kind == "pairs" else place / "old.txt")
    second = read_file(other)
    is_long = len(first.text) > SHORT
    if kind == "amendments":
        count = VARIANTS[kind] // 4 if is_long else VARIANTS[kind]
        several = [of_amendment(first, one) for one in _variants(second, name, count)]
        return digests({**of_amendment(first, second), "variants": several})
    old, new = parse(first), parse(second)
    begun = replace(second, text="\n".join(second.text.splitlines()[:LONGEST]))
    base, other_text = (parse(begun), begun) if is_long else (old, second)  # of a long law: its own beginning, copied
    several = [of_comparison(base, parse(one)) for one in _variants(other_text, name, VARIANTS[kind])]
    return digests({**of_comparison(old, new), "variants": several})


def _variants(source: SourceText, name: str, count: int) -> list[SourceText]:
    return [replace(source, text=text) for text in variants(source.text, name, count)]


def _of_source(place: Path, name: str) -> dict[str, str]:
    try:
        source = read_file(place)
    except TrackerError as error:
        return digests({"error": type(error).__name__})
    several = [of_issue(parse(one)) for one in _variants(source, name, VARIANTS["sources"])]
    return digests({**of_issue(parse(source)), "variants": several})


@cache
def recorded() -> dict[str, dict[str, dict[str, str]]]:
    """What was recorded, by kind and name."""
    value: dict[str, dict[str, dict[str, str]]] = json.loads(RECORDED.read_text("utf-8"))
    return value


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in KINDS for name in names(kind)])
def test_what_is_told_of_a_text_is_what_was_recorded(kind: str, name: str, *, rewrite_cases: bool) -> None:
    now = told(kind, name)
    if rewrite_cases:
        record(kind, name, now)
    before = recorded()[kind].get(name)
    assert before is not None, "not recorded yet: read what is told of it, then record it"
    assert [matter for matter in {**before, **now} if before.get(matter) != now.get(matter)] == []


def record(kind: str, name: str, now: Mapping[str, str]) -> None:
    """Write one text's digests into the file."""
    value = json.loads(RECORDED.read_text("utf-8"))
    value.setdefault(kind, {})[name] = dict(now)
    RECORDED.write_text(json.dumps(value, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    recorded.cache_clear()


def test_nothing_recorded_is_gone() -> None:
    corpus()
    assert {kind: sorted(recorded()[kind]) for kind in KINDS} == {kind: names(kind) for kind in KINDS}
