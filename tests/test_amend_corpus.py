"""Real decisions: the grader of the corpus on all its cases."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.corpus import corpus
from tracker.amend import amend
from tracker.amend.reports import consolidation_json
from tracker.parse import parse_file

pytestmark = pytest.mark.corpus


def test_real_decisions_meet_their_numbers(tmp_path: Path) -> None:
    cases = corpus() / "amendments"
    for case in sorted(path for path in cases.iterdir() if path.is_dir()):
        old, decision = parse_file(case / "old.txt"), parse_file(case / "decision.txt")
        value = consolidation_json(amend(old, decision.documents[0]))
        (tmp_path / f"{case.name}.json").write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    grader = corpus() / "score" / "score_amend.py"
    command = [sys.executable, str(grader), str(cases), str(tmp_path), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    score = json.loads(done.stdout.splitlines()[-1])
    assert score["changed"] >= 0.95
    assert (score["untouched"], score["warned"], score["honest"]) == (1.0, 1.0, 1.0)


def test_every_instruction_of_the_corpus_is_understood() -> None:
    for case in sorted(path for path in (corpus() / "amendments").iterdir() if path.is_dir()):
        result = amend(parse_file(case / "old.txt"), parse_file(case / "decision.txt").documents[0])
        assert [one for one in result.instructions if one.kind == "unknown"] == [], case.name
