"""Real issues against their hand-made labels, by the corpus's own grader."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.corpus import corpus
from tracker.parse import parse_file
from tracker.schema.issues import issue_from_json, issue_to_json

pytestmark = pytest.mark.corpus


def graded(source: Path, stem: str, tmp_path: Path) -> dict[str, float]:
    folder = corpus()
    text = next((folder / "gazettes").glob(f"{stem}_*.txt"))
    parsed = tmp_path / "parsed.json"
    parsed.write_text(json.dumps(issue_to_json(parse_file(source))), encoding="utf-8")
    grader = [sys.executable, folder / "score" / "score_parse.py", text, folder / "gold" / f"{stem}.json", parsed]
    done = subprocess.run([*map(str, grader), "--json"], capture_output=True, text=True, check=False)
    report: dict[str, dict[str, float]] = json.loads(done.stdout)
    return report["metrics"] | {"mean": report["mean"]}  # type: ignore[return-value]


@pytest.mark.parametrize("stem", ["000", "002"])
def test_issues_as_text(stem: str, tmp_path: Path) -> None:
    source = next((corpus() / "gazettes").glob(f"{stem}_*.txt"))
    metrics = graded(source, stem, tmp_path)
    assert metrics["mean"] >= 0.99
    for name in ("documents", "articles", "titles", "repeals", "joins", "numbering"):
        assert metrics.get(name, 1.0) >= 0.995, name
    assert metrics["conserve"] >= 0.999


@pytest.mark.parametrize("stem", ["000", "002"])
def test_issues_as_pdf(stem: str, tmp_path: Path) -> None:
    source = next((corpus() / "gazettes").glob(f"{stem}_*.pdf"))
    metrics = graded(source, stem, tmp_path)
    del metrics["joins"]
    mean = metrics.pop("mean")
    assert mean >= 0.96
    assert sum(metrics.values()) / len(metrics) >= 0.96


def test_the_flattened_compilation(tmp_path: Path) -> None:
    source = next((corpus() / "gazettes").glob("004_*.txt"))
    assert graded(source, "004", tmp_path)["mean"] >= 0.95


def test_a_parsed_issue_survives_json() -> None:
    for source in sorted((corpus() / "gazettes").glob("*.txt")):
        issue = parse_file(source)
        assert issue_from_json(json.loads(json.dumps(issue_to_json(issue)))) == issue
