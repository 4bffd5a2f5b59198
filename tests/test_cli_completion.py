"""How the words of a command line go on, as bash, zsh and fish ask for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = f"exec {sys.executable} -m tracker"
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "LANG" and not name.startswith("LC_")}


def completed(shell: str, line: str, **more: str) -> list[str]:
    """The lines that the program answers to a shell that stands at the end of a line."""
    words = line.split(" ")
    asked = {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1), "_TYPER_COMPLETE_ARGS": line}
    done = subprocess.run(
        [sys.executable, "-m", "tracker"],
        env=ENVIRONMENT | asked | more | {"_TRACKER_COMPLETE": f"complete_{shell}"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert not done.stderr
    return done.stdout.decode().splitlines()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("tracker di", ["diff", "digest"]),
        ("tracker diff --la", ["--layout", "--lang"]),
        ("tracker diff --format m", ["md"]),
        ("tracker monitor t", ["try"]),
        ("tracker diff file-", []),
    ],
)
def test_bash_is_told_the_words(line: str, found: list[str]) -> None:
    assert [one for one in completed("bash", line) if one] == found


def test_zsh_and_fish_are_told_what_they_mean_in_the_persons_language() -> None:
    assert '"digest":"Tell what happened' in completed("zsh", "tracker dig")[0]
    assert '"digest":"把一段时间的动态' in completed("zsh", "tracker dig", LANG="zh_CN.UTF-8")[0]
    fish = {"_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    assert completed("fish", "tracker diff --str", **fish) == ["--strict\tCount typographic differences too."]
    assert completed("fish", "tracker diff --str", **fish, LANG="zh_CN.UTF-8") == ["--strict\t排印上的差异也算改动。"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell_asks_the_program(shell: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tracker"],
        env=ENVIRONMENT | {"_TRACKER_COMPLETE": f"source_{shell}"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert f"_TRACKER_COMPLETE=complete_{shell}" in done.stdout.decode()


def test_bash_itself_completes_with_the_script(tmp_path: Path) -> None:
    (tmp_path / "tracker").write_text(f'#!/bin/sh\n{SCRIPT} "$@"\n', "utf-8")
    (tmp_path / "tracker").chmod(0o755)
    typed = """
eval "$(_TRACKER_COMPLETE=source_bash tracker)"
COMP_WORDS=(tracker status --exp) COMP_CWORD=2
_tracker_completion tracker
echo "${COMPREPLY[@]}"
"""
    environment = ENVIRONMENT | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", typed], env=environment, capture_output=True, check=True, timeout=60)
    assert done.stdout.decode().split() == ["--expiring"]
