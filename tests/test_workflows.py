"""The workflows, the hook, the templates: pinned, least rights, no expression in a script; the scripts beside them."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from typer.testing import CliRunner

from tests.store_samples import git
from tracker.cli.app import app

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
_USES = re.compile(r"uses: (\S+)(.*)")


def script(name: str) -> ModuleType:
    """A script beside the workflows, as a module."""
    place = ROOT / ".github" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def steps(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - YAML
    jobs = value["jobs"].values() if "jobs" in value else [value["runs"]]
    return [step for job in jobs for step in job["steps"]]


def test_the_workflows_are_there() -> None:
    assert [path.stem for path in WORKFLOWS] == ["ci", "monitor", "pages", "redline", "release"]


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda path: path.stem)
def test_every_action_is_pinned_and_no_script_has_an_expression(path: Path) -> None:
    text = path.read_text("utf-8")
    for action, comment in _USES.findall(text):
        if action != "./":
            assert re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", action)
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment)
    value = yaml.safe_load(text)
    for step in steps(value):
        assert "${{" not in step.get("run", "")
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
    for job in value.get("jobs", {}).values():
        assert isinstance(job["permissions"], dict)
        assert job["timeout-minutes"] <= 60
    if "jobs" in value:
        assert value["permissions"] == {}
        assert value["concurrency"]["group"]


def test_one_commit_of_an_action_everywhere() -> None:
    pins: dict[str, set[str]] = {}
    for path in [*WORKFLOWS, ROOT / "action.yml"]:
        for action, _ in _USES.findall(path.read_text("utf-8")):
            name, _, commit = action.partition("@")
            pins.setdefault(name, set()).add(commit)
    assert {name: commits for name, commits in pins.items() if len(commits) > 1} == {}


def test_tests_run_on_every_python_that_the_project_names() -> None:
    matrix = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))["jobs"]["test"]["strategy"][
        "matrix"
    ]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]


def test_the_hook_takes_what_cites_reads() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["entry"] == "tracker cites --exit-code"
    taken = [
        name
        for name in ("a.md", "b/c.docx", "d.pdf", "e.htm", "f.txt", "g.py", "h.md.bak")
        if re.search(hook["files"], name)
    ]
    assert taken == ["a.md", "b/c.docx", "d.pdf", "e.htm", "f.txt"]


def test_the_gitlab_template_runs_our_commands() -> None:
    value = yaml.safe_load((ROOT / "docs/gitlab-ci.yml").read_text("utf-8"))
    lines = [line for job in value.values() if isinstance(job, dict) for line in job.get("script", [])]
    assert lines
    assert all(line.startswith("tracker ") for line in lines)
    for line in lines:
        words = line.partition("||")[0].split()
        done = subprocess.run(
            [sys.executable, "-m", "tracker", words[1], "--help"], capture_output=True, text=True, check=True
        )
        assert all(word in done.stdout for word in words if word.startswith("--"))


def test_the_list_of_parts_has_the_whole_lock(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sbom = script("sbom")
    version = __import__("tracker").__version__
    files = [tmp_path / "a.json", tmp_path / "b.json"]
    for file in files:
        assert sbom.main(["--tag", f"v{version}", "--output", str(file)]) == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    made = json.loads(files[0].read_text("utf-8"))
    locked = re.findall(r"^([a-z][\w.-]*)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    assert [one["name"] for one in made["components"]] == locked
    assert made["metadata"]["component"]["version"] == version
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    assert made["serialNumber"].startswith("urn:uuid:")
    assert sbom.main(["--tag", "v9.9.9", "--output", str(tmp_path / "c.json")]) == 1
    assert "v9.9.9" in capsys.readouterr().err
    assert not (tmp_path / "c.json").exists()


def test_the_pages_are_the_site_of_the_samples(tmp_path: Path) -> None:
    workflow = (ROOT / ".github" / "workflows" / "pages.yml").read_text("utf-8")
    command = re.search(r'bin/tracker" (report [^"]*)"\$RUNNER_TEMP/site"', workflow)
    assert command is not None
    site = tmp_path / "site"
    made = CliRunner().invoke(app, [*command[1].split(), str(site)])
    assert made.exit_code == 0, made.output
    redlines = [page.read_text("utf-8") for page in site.glob("works/*/*..*/index.html")]
    assert len(redlines) >= 2
    assert all("<ins" in page for page in redlines)


@pytest.mark.parametrize("store", ["snapshots", "nowhere"])
def test_what_the_action_keeps(tmp_path: Path, store: str) -> None:
    here = script("here")
    (tmp_path / "snapshots").mkdir()
    git(tmp_path, "init", "-q")
    output = tmp_path / "output"
    environment = {
        "ACTION": str(ROOT),
        "GITHUB_OUTPUT": str(output),
        "GITHUB_WORKSPACE": str(tmp_path),
        "INPUT_STORE": store,
        "PATH": os.environ["PATH"],
        "RUNNER_TEMP": str(tmp_path / "temp"),
    }
    assert here.main(environment) == 0
    told = dict(line.split("=", 1) for line in output.read_text("utf-8").splitlines())
    assert told["downloads"].startswith(str(tmp_path / "temp"))
    assert (told["index"] != "") is (store == "snapshots")
    assert told["index"] == "" or Path(told["index"]).parts[-4:] == (".git", "tracker", "cache", "index.sqlite")
    assert here.main({**environment, "RUNNER_TEMP": "a\nb=c"}) == 1


def test_an_old_python_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    here = script("here")
    monkeypatch.setattr(here, "OLDEST", (9, 0))
    assert here.main({}) == 1
    assert capsys.readouterr().out.startswith("::error::Python 9.0 or newer is needed")


# --- licences ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("Apache-2.0 OR GPL-3.0-only", True),
        ("Apache-2.0 AND GPL-3.0-only", False),
        ("BSD-3-Clause AND (GPL-2.0-only OR MIT) AND Zlib", True),
        ("Public Domain", True),
        ("AGPL-3.0-or-later", False),
        ("Proprietary", False),
        ("", False),
        ("(MIT", False),
    ],
)
def test_an_expression_is_allowed_when_it_can_be_met(expression: str, allowed: bool) -> None:  # noqa: FBT001 - a row
    assert script("licences").is_allowed(expression) is allowed


@pytest.mark.parametrize(
    ("said", "licence"),
    [
        ({"License-Expression": "MIT AND Zlib"}, "MIT AND Zlib"),
        ({"License": "BSD License"}, "BSD-3-Clause"),
        ({"License": "Copyright (c) 2001 of many people who wrote a long text of a licence into the field\n"}, ""),
        ({}, ""),
    ],
)
def test_what_a_package_says_of_its_licence(said: dict[str, str], licence: str) -> None:
    assert script("licences").licence_of(said) == licence


def test_every_package_of_the_locks_has_a_licence_that_is_allowed(capsys: pytest.CaptureFixture[str]) -> None:
    assert script("licences").main([str(ROOT / "requirements.lock")]) == 0
    assert "  <- " not in capsys.readouterr().out


def test_a_package_that_is_not_there_or_not_allowed_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock = tmp_path / "x.lock"
    lock.write_text("no-such-package==1.0\npytest==9.0\n")
    assert script("licences").main([str(lock)]) == 1
    told = capsys.readouterr()
    assert "no-such-package:   <- is not installed" in told.out
    assert "1 of 2 packages" in told.err
