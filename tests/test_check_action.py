"""The composite action, run step by step as GitHub would, on real repositories and for every event."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from tests.github_stand_in import ROOT, Api, Expressions, Machine, Run, api, commands_of
from tests.lineage_samples import FIRST, SECOND, TEXT, gazette
from tests.store_samples import git
from tracker import Store
from tracker.check.github.history import git_command
from tracker.parse import parse
from tracker.read import read_bytes

A, B = "柳商规〔2023〕4号", "柳商规〔2025〕11号"
NIGHT, MARKET = "柳湾市夜市管理办法", "柳湾市集市开放规定"
BRANCH = "$(touch${IFS}pwned)"
TOKEN = "t0ken"  # noqa: S105 - for the stand-in
HOSTILE = "%0A::error::pwned ::set-output name=verdict::pass ##[error]pwned $(touch pwned) `touch pwned`"
OLD_ISSUE, NEW_ISSUE, OTHER_ISSUE = (f"柳湾市人民政府公报/{name}" for name in ("2023/003", "2025/009", "2024/005"))


def add(folder: Path, data: bytes) -> None:
    with Store.create(folder) as store:
        store.add(data, parse(read_bytes(data, "source.txt")))


def revision(words: str = "") -> bytes:
    repeal = f"本办法自印发之日起施行。《{FIRST}》（{A}）同时废止。"
    texts = (*(text.replace("五十万元", "八十万元") for text in TEXT), words or "街道应当公示。", repeal)
    return gazette(9, (2025, 6, 25), SECOND, B, texts)


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a store in ``snapshots``: main, which went on, and a branch that revises a measure."""
    folder = tmp_path_factory.mktemp("origin") / "project"
    folder.mkdir()
    git(folder, "init", "-q", "--initial-branch=main")
    git(folder, "config", "user.name", "Person")
    git(folder, "config", "user.email", "person@example.org")
    (folder / "policies").mkdir()
    (folder / "policies" / f"a {HOSTILE.partition(' ')[0].replace('/', '')}.md").write_text(
        f"# 规程\n\n依据{A}第三条办理。{HOSTILE}\n依据{A}第二条。\n", "utf-8"
    )
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "Begin")
    add(folder / "snapshots", gazette(3, (2023, 3, 20), FIRST, A, (*TEXT, "本办法自2023年5月1日起施行。")))
    git(folder, "checkout", "-q", "-b", BRANCH)
    add(folder / "snapshots", revision(f"摊位不得写{HOSTILE}字样，<img src=x onerror=pwn()>，@someone。"))
    git(folder, "checkout", "-q", "main")
    add(folder / "snapshots", gazette(5, (2024, 5, 20), MARKET, "柳商规〔2024〕5号", ("集市在日出后开放。",)))
    return folder


@pytest.fixture
def hub() -> Iterator[Api]:
    with api() as told:
        yield told


def cloned(origin: Path, folder: Path, *options: str) -> Path:
    subprocess.run(
        ["git", "clone", "-q", *options, origin.as_uri(), str(folder)], check=True, capture_output=True, timeout=60
    )
    git(folder, "config", "user.name", "Person")
    git(folder, "config", "user.email", "person@example.org")
    return folder


def sha(folder: Path, name: str) -> str:
    return git(folder, "rev-parse", name).strip()


def pull_request(origin: Path, folder: Path) -> tuple[Path, dict[str, Any]]:
    """What checkout gives on a pull request: a merge of its head into main as it is by now."""
    clone = cloned(origin, folder)
    head, old_base = sha(origin, BRANCH), sha(origin, f"{BRANCH}~1")
    git(clone, "checkout", "-q", "--detach", "origin/main")
    git(clone, "merge", "-q", "--no-edit", head)
    named = {"number": 5, "title": HOSTILE, "head": {"sha": head, "ref": "$(touch pwned)"}, "base": {"sha": old_base}}
    return clone, {"pull_request": named, "before": "1" * 40, "repository": {"default_branch": "main"}}


def machine(workspace: Path, tmp_path: Path, event: Mapping[str, Any], hub: Api | None = None) -> Machine:
    urls = {"GITHUB_API_URL": hub.url} if hub else {}
    return Machine(workspace=workspace, folder=tmp_path / "runner", event=event, token=TOKEN, environment=urls)


def real(runner: Machine) -> Machine:
    """A runner that starts a shell and a Python for every step, as GitHub's does."""
    runner.in_process = False
    return runner


def refs(run: Run) -> dict[str, str]:
    told = json.loads(Path(run.outputs["json"]).read_text("utf-8"))
    return {one["ref"]: one["change"] for one in told["issues"]}


# --- events -----------------------------------------------------------------------------------------------------------


def test_a_pull_request_is_told_in_every_way(origin: Path, tmp_path: Path, hub: Api) -> None:
    clone, event = pull_request(origin, tmp_path / "clone")
    for n in range(250):
        hub.say(f"comment {n}", bot=False)
    run = machine(clone, tmp_path, event, hub).run(cites="policies/*.md", comment="true", fail_on="cited", lang="en")
    assert run.failed, run.log
    assert run.ran[-1] == "Verdict"
    assert [one for one in run.annotations if one[0] == "Verdict"] == [("Verdict", "error", "", "tracker check: cited")]
    assert refs(run) == {NEW_ISSUE: "added"}, "what main got since is not the request's own"
    assert (run.outputs["verdict"], run.outputs["any-changes"]) == ("fail", "true")
    log = json.loads(Path(run.outputs["sarif"]).read_text("utf-8"))
    assert int(run.outputs["count"]) == len(log["runs"][0]["results"]) == 3
    assert run.outputs["citations"] == "2"
    (files,) = run.artifacts.values()
    assert [name for name in files if "/" in name] == [f"redlines/01-{B}.html"]
    page = (Path(run.outputs["json"]).parent / "redlines" / f"01-{B}.html").read_text("utf-8")
    assert "八十万元" in page
    assert "八十万元" in run.summary, "the brief"
    assert "<ins>八</ins>" in run.summary or "<ins>八十万元</ins>" in run.summary, "the redline"
    assert len(hub.comments) == 251
    assert hub.comments[-1]["body"].startswith("<!-- gazette-tracker:check:")
    assert "(https://github.invalid/o/r/actions/runs/7/artifacts/1)" in hub.comments[-1]["body"]
    again = machine(clone, tmp_path, event, hub).run(cites="policies/*.md", comment="true", lang="en")
    assert not again.failed, again.log
    assert again.outputs["verdict"] == "pass"
    assert len(hub.comments) == 251, "updated, not repeated"
    assert "passed" in hub.comments[-1]["body"]
    assert hub.tokens == {"Bearer t0ken"}


def test_nothing_in_names_or_texts_is_a_command(origin: Path, tmp_path: Path) -> None:
    clone, event = pull_request(origin, tmp_path / "clone")
    run = real(machine(clone, tmp_path, event)).run(cites="policies/*.md", fail_on="cited, revised")
    assert {command for _, command, _, _ in run.annotations} <= {"error", "warning", "notice"}
    assert not [message for message in run.told("error") if message.startswith("pwned")]
    assert run.outputs["verdict"] == "fail"
    assert not list(tmp_path.rglob("pwned"))
    assert not list(Path.cwd().glob("pwned"))
    assert "<img" not in run.summary
    assert "@someone" not in run.summary
    assert [one for _, _, one, _ in run.annotations if "line=3" in one and "col=3" in one]


def test_a_workspace_cannot_lend_modules(origin: Path, tmp_path: Path) -> None:
    clone, event = pull_request(origin, tmp_path / "clone")
    for name in ("json", "tracker", "pip", "hashlib", "sitecustomize"):
        (clone / f"{name}.py").write_text("raise SystemExit('pwned')\n")
    run = real(machine(clone, tmp_path, event)).run()
    assert not run.failed, run.log
    assert "pwned" not in run.log


@pytest.mark.parametrize("remote", [True, False], ids=["fetched", "cut-off"])
def test_a_shallow_clone(origin: Path, tmp_path: Path, remote: bool) -> None:  # noqa: FBT001 - a case
    clone = cloned(origin, tmp_path / "clone", "--depth=1", "--branch", BRANCH)
    if not remote:
        git(clone, "remote", "set-url", "origin", str(tmp_path / "gone"))
    base = {"sha": sha(origin, f"{BRANCH}~1")}
    event = {"pull_request": {"number": 5, "head": {"sha": sha(clone, "HEAD")}, "base": base}}
    run = machine(clone, tmp_path, event).run()
    if remote:
        assert not run.failed, run.log
        assert refs(run) == {NEW_ISSUE: "added"}
    else:
        assert run.failed
        assert run.outputs["verdict"] == ""
        assert ["fetch-depth: 0" in message for message in run.told("error")] == [True]
        assert "fetch-depth: 0" in run.summary
        assert run.ran[-1] == "Check"


def test_pushes(origin: Path, tmp_path: Path) -> None:
    clone = cloned(origin, tmp_path / "clone")
    git(clone, "checkout", "-q", "-b", "side", f"origin/{BRANCH}")
    before, first = sha(clone, "HEAD~1"), sha(clone, "origin/main~1")
    assert before == first
    named = {"ref": "refs/heads/side", "repository": {"default_branch": "main"}}
    gone = "f" * 40
    for event in (
        {**named, "before": before},
        {**named, "before": "0" * 40},  # a first push: from where it left main
        {**named, "before": gone, "forced": True},
    ):
        run = machine(clone, tmp_path, event).run()
        assert refs(run) == {NEW_ISSUE: "added"}, event
    git(clone, "checkout", "-q", "main")
    forced: dict[str, Any] = {"ref": "refs/heads/main", "before": sha(clone, f"origin/{BRANCH}")}
    forced |= {"repository": {"default_branch": "main"}}
    run = machine(clone, tmp_path, forced).run()
    assert refs(run) == {OTHER_ISSUE: "added", NEW_ISSUE: "removed"}
    assert run.failed, "what a forced push takes away is damage"
    run = machine(clone, tmp_path, {**forced, "before": "0" * 40}).run()
    assert refs(run) == {OLD_ISSUE: "added", OTHER_ISSUE: "added"}
    assert "没有可比较的提交" in run.summary


def test_a_forced_push_whose_old_commit_is_fetched(origin: Path, tmp_path: Path) -> None:
    clone = cloned(origin, tmp_path / "clone", "--single-branch", "--branch", "main")
    git(origin, "config", "uploadpack.allowAnySHA1InWant", "true")
    event = {"ref": "refs/heads/main", "before": sha(origin, BRANCH), "repository": {"default_branch": "main"}}
    run = machine(clone, tmp_path, event).run()
    assert refs(run) == {OTHER_ISSUE: "added", NEW_ISSUE: "removed"}


def test_merge_queue_schedule_and_named_commits(origin: Path, tmp_path: Path) -> None:
    clone, _ = pull_request(origin, tmp_path / "clone")
    run = machine(clone, tmp_path, {"merge_group": {"base_sha": sha(clone, "origin/main")}}).run()
    assert refs(run) == {NEW_ISSUE: "added"}
    run = machine(clone, tmp_path, {"schedule": "0 1 * * *"}).run()
    assert refs(run) == {NEW_ISSUE: "added"}
    run = machine(clone, tmp_path, {}).run(base="origin/main~1", head="origin/main", formats="none")
    assert refs(run) == {OTHER_ISSUE: "added"}


def test_nothing_changed(origin: Path, tmp_path: Path, hub: Api) -> None:
    clone, event = pull_request(origin, tmp_path / "clone")
    (clone / "code.py").write_text("print(1)\n")
    git(clone, "checkout", "-q", "--detach", "origin/main")
    git(clone, "add", "code.py")
    git(clone, "commit", "-q", "-m", "Code")
    event["pull_request"]["base"]["sha"] = sha(clone, "HEAD~1")
    run = machine(clone, tmp_path, event, hub).run(comment="true")
    assert (run.outputs["verdict"], run.outputs["any-changes"], run.outputs["count"]) == ("pass", "false", "0")
    assert (run.artifacts, hub.comments) == ({}, [])
    assert "没有变化" in run.summary


# --- comments ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["fork", "no token", "down", "redirect", "nobody there"])
def test_a_comment_that_cannot_be_written_costs_nothing_else(origin: Path, tmp_path: Path, hub: Api, way: str) -> None:
    clone, event = pull_request(origin, tmp_path / "clone")
    runner = machine(clone, tmp_path, event, hub)
    hub.may_write = way != "fork"
    hub.status = {"down": 502, "redirect": 307}.get(way)
    if way == "no token":
        runner.token = ""
    if way == "nobody there":
        runner.environment = {"GITHUB_API_URL": "http://127.0.0.1:1"}
    run = runner.run(comment="true")
    assert not run.failed, run.log
    assert ["the summary has the report" in message for message in run.told("notice")][-1:] == [True]
    assert "修订" in run.summary
    assert hub.comments == []
    assert all(path.startswith("/repos/o/r/") for _, path in hub.asked)


def test_a_bait_with_our_mark_is_not_written_over(origin: Path, tmp_path: Path, hub: Api) -> None:
    clone, event = pull_request(origin, tmp_path / "clone")
    machine(clone, tmp_path, event, hub).run(comment="true")
    mark = hub.comments[0]["body"].partition("\n")[0]
    hub.comments.clear()
    hub.say(f"{mark}\nbait", bot=False)
    machine(clone, tmp_path, event, hub).run(comment="true")
    assert [one["user"]["type"] for one in hub.comments] == ["User", "Bot"]
    assert hub.comments[0]["body"].endswith("bait")


# --- wrong inputs, and the steps around -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"fail_on": "everything"}, "there is no 'everything'"),
        ({"formats": "html pdf"}, "there is no 'pdf'"),
        ({"lang": "fr"}, "there is no language 'fr'"),
        ({"cites": "/etc/*"}, "is no path inside the repository"),
        ({"cites": "../*.md"}, "is no path inside the repository"),
        ({"store": "nowhere"}, "nowhere"),
        ({"base": "no-such-branch"}, "'no-such-branch' is not a commit of the store"),
        ({"base": "--output=x"}, "is not a commit of the store"),
        ({"config": "none.toml"}, "none.toml"),
    ],
)
def test_wrong_inputs_are_told_where_a_person_looks(
    origin: Path, tmp_path: Path, inputs: dict[str, str], said: str
) -> None:
    clone = cloned(origin, tmp_path / "clone")
    run = machine(clone, tmp_path, {}).run(**inputs)
    assert run.failed
    assert said in run.told("error")[0]
    assert said in run.summary
    assert "Traceback" not in run.log
    assert "bug" not in run.log


def test_the_token_reaches_git_in_no_argument_and_once(tmp_path: Path) -> None:
    fake = tmp_path / "git"
    fake.write_text('#!/bin/bash\nenv -0 | grep -z ^GIT_ | tr "\\0" "\\n"; echo "$*"\n')
    fake.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "GITHUB_TOKEN": TOKEN, "GIT_DIR": "elsewhere"}
    with patch.dict(os.environ, {"PATH": environment["PATH"]}):
        told = git_command(tmp_path, ("fetch", "origin"), environment).stdout.splitlines()
    assert told[-1] == "fetch origin"
    assert not any(TOKEN in line or "elsewhere" in line for line in told)
    keys = [line.partition("=")[0].removeprefix("GIT_CONFIG_KEY_") for line in told if "extraheader" in line]
    values = [
        line.partition("=")[2] for n in sorted(keys, key=int) for line in told if f"GIT_CONFIG_VALUE_{n}=" in line
    ]
    assert values[0] == "", "what a checkout left is taken back"
    assert values[1].startswith("AUTHORIZATION: basic ")
    assert len(values) == 2


def test_what_is_installed_is_locked_and_hashed_and_isolated(tmp_path: Path) -> None:
    """The step runs a Python that only writes down how it was called."""
    bin_folder, record = tmp_path / "bin", tmp_path / "record"
    bin_folder.mkdir()
    fake = f'#!/bin/bash\nprintf "%s\\n" "$*" >>"{record}"\n'
    (bin_folder / "python3").write_text(f'{fake}mkdir -p "$4/bin" && cp "$0" "$4/bin/python"\n')
    (bin_folder / "python3").chmod(0o755)
    text = (ROOT / "action.yml").read_text("utf-8")
    script = text.partition("Install the tracker")[2].partition("run: |\n")[2].partition("    - name")[0]
    environment = {"PATH": f"{bin_folder}:/usr/bin:/bin", "RUNNER_TEMP": str(tmp_path / "a b"), "ACTION": "/the action"}
    subprocess.run(["bash", "-eo", "pipefail", "-c", script], env=environment, check=True, cwd=tmp_path)
    venv, locked, ours = record.read_text().splitlines()
    assert venv == f"-I -m venv {tmp_path}/a b/tracker"
    assert locked.startswith("-I -m pip install")
    assert "--require-hashes --only-binary :all: --requirement /the action/requirements.lock" in locked
    assert ours.startswith("-I -m pip install")
    assert ours.endswith("--no-deps --no-build-isolation /the action")


def test_every_step_is_one_that_a_runner_knows() -> None:
    text = (ROOT / "action.yml").read_text("utf-8")
    uses = re.findall(r"uses: (\S+)@(\S+) # (v[\d.]+)$", text, re.MULTILINE)
    assert len(uses) == text.count("uses:")
    assert all(re.fullmatch(r"[0-9a-f]{40}", commit) for _, commit, _ in uses)
    for name in re.findall(r"tracker\.check\.github (\w+)", text):
        assert name in {"check", "comment", "verdict"}


def test_a_step_that_is_none_and_a_place_that_is_no_runner(tmp_path: Path) -> None:
    for arguments in ([], ["dance"], ["check", "comment"]):
        done = step(tmp_path, *arguments)
        assert done.returncode == 2
        assert done.stderr.startswith("usage: ")
    done = step(tmp_path, "check")
    assert done.returncode == 3
    assert done.stdout.startswith("::error::tracker: RUNNER_TEMP: is not set")


def step(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """One step without a runner around it."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tracker.check.github", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_stand_in_reads_expressions_as_github_does() -> None:
    contexts = {"inputs": {"a": "true", "b": ""}, "steps": {"x": {"outputs": {"y": "1"}}}}
    read = Expressions(contexts, failed=True)
    assert read.text("${{ steps.x.outputs.y }}-${{ steps.none.outputs.y }}") == "1-"
    assert read.condition("${{ !cancelled() && inputs.a == 'true' && inputs.b != 'x' }}")
    assert not read.condition("inputs.a == 'true'")
    assert not read.condition(None)
    assert list(commands_of("  ::error file=a::b%0Ac")) == [("error", "file=a", "b\nc")]
    assert next(commands_of("said ##[error]x"))[0] == "##error"
