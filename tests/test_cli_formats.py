"""The suffix of -o names the format, or is refused: by every command, before anything is done."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from tests.commands import tracker
from tracker.cli.amend_command import AmendFormat
from tracker.cli.formats import Format, TextFormat, chosen_format
from tracker.cli.lineage_command import LineageFormat


@pytest.mark.parametrize(
    ("given", "output", "offered", "expected"),
    [
        (None, None, TextFormat, TextFormat.TEXT),
        (None, "-", Format, Format.TEXT),
        (None, "redline", Format, Format.TEXT),
        (None, "/dev/stdout", Format, Format.TEXT),
        (None, "out.txt", AmendFormat, AmendFormat.TEXT),
        (None, "out.JSON", TextFormat, TextFormat.JSON),
        (None, "out.htm", Format, Format.HTML),
        (None, "graph.gv", LineageFormat, LineageFormat.DOT),
        (TextFormat.JSON, "out.txt", TextFormat, TextFormat.JSON),
        (Format.TEXT, "out.doc", Format, Format.TEXT),
    ],
)
def test_what_is_said_comes_before_the_suffix_and_the_suffix_before_text(
    given: Format | None, output: str | None, offered: type[Format], expected: Format
) -> None:
    assert chosen_format(given, Path(output) if output else None, offered) is expected


@pytest.mark.parametrize("suffix", [".doc", ".odt", ".png", ".csv", ".sarif", ".2025"])
def test_a_suffix_that_promises_another_format_is_refused_with_the_ones_that_are_written(suffix: str) -> None:
    with pytest.raises(typer.BadParameter, match=rf"no {suffix} is written here; end the name in \.txt.*\.docx"):
        chosen_format(None, Path("redline" + suffix), Format)


@pytest.mark.parametrize(
    "command",
    [
        ["diff", "old.txt", "new.txt"],
        ["demo"],
        ["parse", "none.txt"],
        ["add", "none.txt"],
        ["log"],
        ["show", "none"],
        ["amend", "old.txt", "decision.txt"],
        ["status"],
        ["lineage"],
        ["search", "补偿"],
        ["digest"],
        ["cites", "none.md"],
        ["check"],
        ["verify"],
        ["monitor", "once"],
        ["monitor", "status"],
        ["monitor", "events"],
    ],
    ids=" ".join,
)
def test_a_command_that_refuses_a_suffix_that_it_does_not_write_before_it_does_anything(
    command: list[str], tmp_path: Path
) -> None:
    made = tracker(*command, "-o", "out.odt", cwd=tmp_path)
    assert made.returncode == 2
    assert b"no .odt is written here" in made.stderr
    assert list(tmp_path.iterdir()) == []
