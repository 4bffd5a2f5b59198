"""The tours of the documentation: every command runs on the demo's files, every quoted line is printed."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOURS = ("tours.md", "tours.zh-CN.md")
CUT = "…"


def steps(name: str) -> Iterator[tuple[str, list[str]]]:
    """The commands of a tour in order, each with the lines that are quoted of what it prints."""
    text = (ROOT / "docs" / name).read_text("utf-8")
    for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for step in block.split("$ ")[1:]:
            command, *quoted = step.rstrip("\n").split("\n")
            yield command, [line for line in quoted if line != CUT]


@pytest.mark.parametrize("name", TOURS)
def test_every_command_of_a_tour_runs_and_prints_what_is_quoted(name: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs/policies", tmp_path / "docs/policies")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for command, quoted in steps(name):
        first, *arguments = shlex.split(command)
        if first == "export":
            environment |= dict(argument.split("=", 1) for argument in arguments)
            continue
        assert first == "tracker", command
        done = subprocess.run(
            [sys.executable, "-m", "tracker", *arguments],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}: {done.stderr}"
        printed = done.stdout.lstrip("\ufeff").splitlines()
        assert [line for line in quoted if line not in printed] == [], command
        written = arguments[arguments.index("-o") + 1] if "-o" in arguments else None
        assert written is None or (tmp_path / written).stat().st_size > 0, command


def test_both_tours_have_the_same_steps() -> None:
    def plain(name: str) -> list[str]:
        return [re.sub(r" -o \S+\.|export .*", "", command) for command, _ in steps(name)]

    assert plain(TOURS[0]) == plain(TOURS[1])
    assert len(plain(TOURS[0])) > 5
