"""The composite action as GitHub would run it: outputs, summary, annotations, on a real repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.lineage_samples import make_store
from tests.store_samples import git

ROOT = Path(__file__).resolve().parent.parent


def test_a_push_is_checked_and_told(tmp_path: Path) -> None:
    store = make_store(tmp_path / "$(touch pwned)")
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"before": git(store, "rev-parse", "HEAD~1").strip()}), "utf-8")
    (tmp_path / "a.md").write_text("依据柳商规〔2023〕4号第三条。\n", "utf-8")
    summary, output = tmp_path / "summary", tmp_path / "output"
    environment = os.environ | {
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_STEP_SUMMARY": str(summary),
        "GITHUB_OUTPUT": str(output),
        "STORE": str(store),
        "CITES": "*.md\n",
    }
    script = str(ROOT / ".github" / "check_action.py")
    command = [sys.executable, script]
    environment["PYTHONPATH"] = str(ROOT)
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = dict(line.split("=", 1) for line in output.read_text("utf-8").splitlines())
    assert (told["verdict"], told["any-changes"]) == ("pass", "true")
    assert json.loads(Path(told["json"]).read_text("utf-8"))["schema"] == "tracker.check/1"
    assert json.loads(Path(told["sarif"]).read_text("utf-8"))["version"] == "2.1.0"
    assert "柳商规〔2025〕11号" in summary.read_text("utf-8")
    assert "::warning file=a.md,line=1,col=3" in done.stdout
    assert not list(tmp_path.glob("pwned"))
