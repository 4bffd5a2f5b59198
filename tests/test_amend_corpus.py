"""Real decisions: the grader of the corpus on all its cases."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.corpus import corpus
from tracker.amend import amend
from tracker.amend.application.base import Block, Heading, Unit
from tracker.amend.application.printing import printed
from tracker.amend.application.provision_reading import base_of
from tracker.amend.instructions.places import article_label
from tracker.parse import parse_file
from tracker.schema.amendments import consolidation_json

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


def test_a_base_that_lacks_its_first_article_never_succeeds_in_silence() -> None:
    for case in sorted(path for path in (corpus() / "amendments").iterdir() if path.is_dir()):
        if case.name.startswith("skel-"):  # where the wording is missing there is nothing to compare
            continue
        text = base_of(parse_file(case / "old.txt").documents[0])
        blocks = [block for block in text.blocks if not (isinstance(block, Unit) and block.number == (1, 0))]
        older = "\n".join(printed(replace(text, blocks=tuple(map(_one_less, blocks)))).lines)
        result = amend(older, (case / "decision.txt").read_text("utf-8"))
        assert any(one.status != "applied" for one in result.instructions), case.name


def _one_less(block: Block) -> Block:
    if isinstance(block, Heading) or block.number is None:
        return block
    number = (block.number[0] - 1, block.number[1])
    return replace(block, number=number, label=article_label(number))
