"""What a person sees who types little: the five things, the examples of each help, days in any usual form."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tests.commands import tracker
from tracker.cli.app import COMMANDS, app, command
from tracker.cli.days import day
from tracker.cli.first_steps import EXAMPLES, FIVE


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"TRACKER_LANG": "zh", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "C"}, "zh"),
        ({"LANG": "zh_CN"}, "zh"),
        ({"TRACKER_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_tracker_alone_shows_the_five_things_one_can_do(environment: dict[str, str], lang: str) -> None:
    plain = {name: value for name, value in os.environ.items() if name != "LANG" and not name.startswith("LC_")}
    plain.pop("TRACKER_LANG", None)
    done = subprocess.run(
        [sys.executable, "-m", "tracker"], env=plain | environment, capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, FIVE[lang], b"")


@pytest.mark.parametrize("lang", FIVE)
def test_the_five_things_are_commands_that_there_are(lang: str) -> None:
    named = re.findall(r"^  tracker (\w+) ", FIVE[lang], re.MULTILINE)
    assert len(named) == 5
    assert set(named) <= set(COMMANDS)


def _all_commands() -> list[str]:
    """Every command, those of a group behind its name."""
    inner = {name: getattr(command(name), "commands", {}) for name in COMMANDS}
    return [one for name, more in inner.items() for one in (name, *(f"{name} {each}" for each in more))]


@pytest.mark.parametrize("command", _all_commands())
def test_every_help_ends_with_examples_of_options_that_it_lists(command: str) -> None:
    shown = CliRunner().invoke(app, [*command.split(), "--help"], terminal_width=200).output
    lines = EXAMPLES[command]
    assert shown.rstrip().splitlines()[-len(lines) :] == [f"    {line}" for line in lines]
    for line in lines:
        assert line.startswith(f"tracker {command}")
        if command == "monitor":  # whose examples are of its commands
            continue
        for option in re.findall(r"(?<= )-{1,2}[a-z][a-z-]*", line):
            assert re.search(rf"(?:^| ){option}[ ,]", shown.partition("Examples:")[0], re.MULTILINE), option


def test_the_examples_of_diff_run(tmp_path: Path) -> None:
    for side, share in (("old", "三成"), ("new", "四成")):
        (tmp_path / f"{side}.txt").write_text(f"澜亭市首店奖励办法\n第一条 按租金的{share}给予奖励。\n", "utf-8")
    done = tracker("diff", "old.txt", "new.txt", "-o", "redline.html", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "四成" in (tmp_path / "redline.html").read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "2025-09-01",
        "2025年9月1日",
        "20250901",
        "2025/9/1",
        "2025.9.1",
        "2025-9-1",
        "二〇二五年九月一日",
        " 2025年09月01日 ",
    ],
)
def test_a_day_in_any_usual_form(text: str) -> None:
    assert day(text, "--as-of") == "2025-09-01"


@pytest.mark.parametrize("text", ["2025-02-30", "soon", "", "2025-09", "自2025年9月1日起", "250901"])
def test_what_is_no_day_is_refused_with_the_form_to_write(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="write it as 2025-09-01"):
        day(text, "--as-of")


def test_a_missing_folder_is_refused_and_a_file_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("澜亭市首店奖励办法\n第一条 按租金的三成给予奖励。\n", "utf-8")
    refused = tracker("parse", "old.txt", "-o", "reports/out.json", cwd=tmp_path)
    assert refused.returncode == 3
    assert refused.stderr.decode() == "tracker: reports: there is no such folder; make it first, or name another file\n"
    assert not (tmp_path / "reports").exists()
    kept = tmp_path / "out.json"
    kept.write_text("before")
    kept.chmod(0o640)
    assert tracker("parse", "old.txt", "-o", "out.json", cwd=tmp_path).returncode == 0
    assert kept.stat().st_mode & 0o777 == 0o640
    assert kept.read_text("utf-8").startswith("{")
