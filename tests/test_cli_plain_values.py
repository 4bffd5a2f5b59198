"""Plain values of the command line are read without Pydantic, and as Typer would read them."""

from __future__ import annotations

import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.main import get_command
from typer.testing import CliRunner

from tracker.cli.plain_values import read_plainly


class Fruit(StrEnum):
    PLUM = "plum"
    PEAR = "pear"


def twice(value: str | None) -> str | None:
    return value and value * 2


def shop(  # noqa: PLR0913 - one parameter a kind of value
    name: str,
    path: Annotated[Path | None, typer.Argument()] = None,
    *,
    fruit: Annotated[Fruit, typer.Option("--fruit")] = Fruit.PLUM,
    count: Annotated[int, typer.Option("--count", min=1)] = 1,
    tag: Annotated[list[str] | None, typer.Option("--tag")] = None,
    word: Annotated[str | None, typer.Option("--word", callback=twice)] = None,
    there: Annotated[Path | None, typer.Option("--there", exists=True)] = None,
    parsed: Annotated[str | None, typer.Option("--parsed", parser=str.upper)] = None,
    quick: Annotated[bool, typer.Option("--quick")] = False,
) -> None:
    typer.echo(repr((name, path, fruit, count, tag, word, there, parsed, quick)))


def told(*arguments: str, plainly: bool) -> tuple[int, str]:
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command()(shop)
    with pytest.MonkeyPatch.context() as patched:
        if plainly:
            patched.setattr("typer.testing._get_command", lambda app: read_plainly(get_command(app)))
        result = CliRunner().invoke(app, arguments)
    return result.exit_code, result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("桃",),
        ("桃", "里/外.txt"),
        ("桃", "--fruit", "pear"),
        ("桃", "--fruit", "apple"),
        ("桃", "--count", "3"),
        ("桃", "--count", "0"),
        ("桃", "--count", "three"),
        ("桃", "--tag", "甲", "--tag", "乙"),
        ("桃", "--word", "词"),
        ("桃", "--there", "/"),
        ("桃", "--there", "/no/such/place"),
        ("桃", "--parsed", "abc"),
        ("桃", "--quick"),
        (),
        ("--help",),
        ("桃", "路", "多"),
    ],
    ids=" ".join,
)
def test_a_value_is_read_as_typer_reads_it(arguments: tuple[str, ...]) -> None:
    assert told(*arguments, plainly=True) == told(*arguments, plainly=False)


@pytest.mark.parametrize("plainly", [True, False])
def test_a_callback_is_asked_once(plainly: bool) -> None:  # noqa: FBT001 - a parameter of the table
    assert "'词词'" in told("桃", "--word", "词", plainly=plainly)[1]


@pytest.mark.parametrize("command", [["diff", "old.txt", "new.txt"], ["parse", "old.txt"]])
def test_a_plain_command_line_loads_neither_pydantic_nor_the_lineage(tmp_path: Path, command: list[str]) -> None:
    for name, amount in (("old.txt", "三"), ("new.txt", "五")):
        (tmp_path / name).write_text(f"澜亭市苗木补助办法\n第一条　每亩补助{amount}百元。\n", "utf-8")
    script = (
        "import sys\n"
        "from tracker.cli import main\n"
        f"sys.argv = ['tracker', *{command!r}]\n"
        "try: main()\n"
        "except SystemExit as stop: assert not stop.code, stop.code\n"
        "heavy = {'pydantic', 'concurrent.futures', 'tracker.lineage.values', 'tracker.library.database', 'git'}\n"
        "sys.stderr.write(' '.join(sorted(heavy & sys.modules.keys())))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stderr == ""
