"""What a person at a terminal sees of the commands: widths, colours, pipes, names and messages."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.amend_samples import HEAD, LAW
from tests.commands import read_terminal
from tests.lineage_samples import FIRST, OFFICE, SECOND, gazette, make_store
from tests.measures import GRANTS, document
from tracker.cli import _as_utf8
from tracker.cli.app import COMMANDS
from tracker.cli.issue_outline import outline
from tracker.cli.look import Look
from tracker.cli.output import has_colour, tell
from tracker.cli.tables import aligned, all_wrapped, plain, wrapped
from tracker.compare import compare
from tracker.library.file_names import short
from tracker.model import Issue, Source
from tracker.parse import parse
from tracker.read import read_bytes
from tracker.render import RENDERERS, RenderOptions
from tracker.render.titles import note_name

A, B = "柳商规〔2023〕4号", "柳商规〔2025〕11号"
ESCAPE = "\x1b["


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("terminal") / "store")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("files")
    for name, amount in (("old.txt", "三十万元"), ("new.txt", "五十万元")):
        text = gazette(3, (2023, 3, 20), FIRST, A, (f"每家首店奖励{amount}。", "本办法自印发之日起施行。"))
        (folder / name).write_bytes(text)
    return folder / "old.txt", folder / "new.txt"


def tracker(*arguments: str | Path, words: bytes | None = None, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """A command whose output goes to a pipe."""
    command = [sys.executable, "-m", "tracker", *map(str, arguments)]
    return subprocess.run(command, input=words, capture_output=True, check=False, env=os.environ | variables)


def on_terminal(*arguments: str | Path, columns: int = 80, variables: dict[str, str] | None = None) -> str:
    """What a command writes to a terminal of a width, which it must leave with success."""
    leader, follower = pty.openpty()
    clean = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "TERM"}}
    clean |= {"COLUMNS": str(columns), "TERM": "xterm-256color", "PAGER": "cat"} | (variables or {})
    command = [sys.executable, "-m", "tracker", *map(str, arguments)]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=follower, env=clean) as process:
        os.close(follower)
        shown = b"".join(read_terminal(leader))
    os.close(leader)
    assert process.returncode == 0, shown
    return shown.decode("utf-8").replace("\r\n", "\n")


def widest(shown: str) -> int:
    return max(cell_len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in shown.splitlines())


# --- tables and lines -------------------------------------------------------------------------------------------------

ROWS = [
    ("状态", "截止", "文号", "标题"),
    ("现行有效", "2028-06-19（有效期3年）", "柳商规〔2025〕11号", "柳湾市首店奖励办法"),
    ("已被取代", "2025-06-20", "柳商规〔2023〕4号", "柳湾市首店奖励暂行办法"),
]


def test_a_table_that_fits_keeps_its_columns() -> None:
    lines = aligned(ROWS, width=90)
    assert lines == aligned(ROWS)
    places = {cell_len(line.partition("柳商规")[0]) for line in lines[1:]}
    assert len(places) == 1


@pytest.mark.parametrize("width", [40, 50, 60, 70])
def test_a_table_that_does_not_fit_is_stacked_and_cuts_no_cell_that_fits(width: int) -> None:
    rows = aligned(ROWS, width=width)
    assert len(rows) == len(ROWS)
    assert widest("\n".join(rows)) <= width
    for row, cells in zip(rows, ROWS, strict=True):
        assert all(any(cell in line for line in row.split("\n")) for cell in cells)
        assert all(line.startswith("    ") for line in row.split("\n")[1:])


def test_a_cell_wider_than_the_terminal_is_broken() -> None:
    (row,) = aligned([("1.", "奖" * 60)], width=40)
    assert row.count("奖") == 60
    assert widest(row) <= 40


@pytest.mark.parametrize(
    ("line", "width", "expected"),
    [
        ("甲乙丙丁", 8, "甲乙丙丁"),
        ("甲乙丙丁", 6, "甲乙丙\n丁"),
        ("甲乙丙丁", None, "甲乙丙丁"),
        ("  - 甲乙丙丁", 10, "  - 甲乙丙\n    丁"),
        ("    · 甲乙丙丁", 12, "    · 甲乙丙\n      丁"),
        ("按规定补助5个月", 14, "按规定补助\n5个月"),
        ("按规定补助200万元", 16, "按规定补助\n200万元"),
        ("柳商规〔2025〕11号", 15, "柳商规\n〔2025〕11号"),
    ],
)
def test_lines_are_broken_below_their_text(line: str, width: int | None, expected: str) -> None:
    assert wrapped(line, width) == expected


def test_lines_that_were_broken_stay_so() -> None:
    once = all_wrapped(["  - 甲乙丙丁戊己庚辛"], 12)
    assert all_wrapped(once, 12) == "\n".join(once).split("\n")
    assert wrapped("甲乙丙丁戊", 6, 2) == "甲乙\n  丙丁\n  戊"


@pytest.mark.parametrize("columns", [60, 80])
@pytest.mark.parametrize(
    "command",
    [
        ("status", "--as-of", "2026-01-01", "-v"),
        ("status", "--lang", "en"),
        ("lineage",),
        ("lineage", A),
        ("log",),
        ("log", A),
        ("search", "首店"),
        ("diff", A, B),
        ("demo",),
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_no_command_writes_past_the_edge(store: Path, tmp_path: Path, command: tuple[str, ...], columns: int) -> None:
    place = tmp_path / "s" if command == ("demo",) else store
    shown = on_terminal(*command, "--store", place, columns=columns)
    told = [line for line in shown.splitlines() if not line.startswith("$ ") and str(tmp_path) not in line]
    assert widest("\n".join(told)) <= columns


def test_an_outline_fits_the_terminal(files: tuple[Path, Path]) -> None:
    issue = parse(read_bytes(files[0].read_bytes(), "old.txt"))
    assert widest(outline(issue, Look(width=40))) <= 40
    assert "施行：自印发之日" in outline(issue)
    english = outline(issue, Look(lang="en"))
    assert "in force: from the date of issue" in english
    assert "Gazette 柳湾市人民政府公报 2023 no. 3" in english
    assert english == tracker("parse", files[0], "--lang", "en").stdout.decode()


# --- colours ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variables", "options", "coloured"),
    [
        ({}, (), True),
        ({"NO_COLOR": "1"}, (), False),
        ({"NO_COLOR": ""}, (), True),
        ({"TERM": "dumb"}, (), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ({}, ("--color", "never"), False),
        ({}, ("-o", "-"), True),
    ],
)
def test_colours_are_for_terminals_that_want_them(
    store: Path,
    variables: dict[str, str],
    options: tuple[str, ...],
    coloured: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    shown = on_terminal("search", "首店", "--store", store, *options, variables=variables)
    assert (ESCAPE in shown) is coloured


def test_a_file_or_a_pipe_gets_no_colours_unless_told(store: Path, tmp_path: Path) -> None:
    assert not has_colour("auto", tmp_path / "out.txt")
    assert has_colour("always", tmp_path / "out.txt")
    assert ESCAPE.encode() not in tracker("diff", A, B, "--store", store).stdout
    assert ESCAPE.encode() in tracker("diff", A, B, "--store", store, "--color", "always").stdout


# --- the options of every command -------------------------------------------------------------------------------------


MONITORING = frozenset({"monitor", "digest"})
"""Commands that need a configuration; their own tests drive them."""
OF_ONE_FORM = frozenset({"report", "serve", "mcp"})
"""They write a folder, or answer."""


def _arguments(command: str, store: Path, files: tuple[Path, Path]) -> tuple[str | Path, ...]:
    old, new = files
    given: dict[str, tuple[str | Path, ...]] = {
        "parse": (old,),
        "add": (old,),
        "show": (A,),
        "diff": (A, B),
        "amend": (old, new),
        "search": ("首店",),
        "cites": (old,),
        "history": (SECOND,),
        "blame": (SECOND,),
    }
    if command == "split":
        given[command] = (store.parent / "several",)
    place = store.parent / f"{command}-store" if command in {"add", "demo"} else store
    return (command, *given.get(command, ()), "--store", place)


@pytest.mark.parametrize("command", [command for command in COMMANDS if command not in MONITORING | OF_ONE_FORM])
def test_every_command_takes_the_common_options(
    command: str, store: Path, files: tuple[Path, Path], tmp_path: Path
) -> None:
    if command == "amend":
        (tmp_path / "law.txt").write_text(LAW, encoding="utf-8")
        (tmp_path / "decision.txt").write_text(
            f"{HEAD}一、将第五条修改为：“禁止在绿地内停放车辆。”\n", encoding="utf-8"
        )
        files = (tmp_path / "law.txt", tmp_path / "decision.txt")
    out = tmp_path / ("out.html" if command == "demo" else "out.txt")
    common = ("--lang", "en", "--color", "always", "-v", "-o", out)
    chosen = "html" if command == "demo" else "text"
    done = tracker(*_arguments(command, store, files), *common, "--format", chosen)
    assert done.returncode == 0, done.stderr.decode()
    assert out.stat().st_size > 10
    if command != "demo":
        assert done.stdout == b""
        assert ESCAPE in out.read_text("utf-8")


@pytest.mark.parametrize(
    "command", [command for command in COMMANDS if command not in {"demo", "diff", "amend", *MONITORING, *OF_ONE_FORM}]
)
def test_a_format_that_a_command_has_not_is_wrong_usage(
    command: str, store: Path, files: tuple[Path, Path], tmp_path: Path
) -> None:
    done = tracker(*_arguments(command, store, files), "--format", "plain", "-o", tmp_path / "x")
    assert done.returncode == 2
    assert b"plain" in done.stderr
    assert not (tmp_path / "x").exists()


def test_what_is_told_on_request(store: Path, files: tuple[Path, Path]) -> None:
    for command in ("parse", "add", "log", "show", "status", "search", "verify"):
        arguments = _arguments(command, store, files)
        assert len(tracker(*arguments, "-v").stdout) > len(tracker(*arguments).stdout), command
    assert "来源：柳湾市人民政府公报/2023/003" in tracker("show", A, "--store", store, "-v").stdout.decode()


def test_states_and_outcomes_have_colours(store: Path, files: tuple[Path, Path], tmp_path: Path) -> None:
    shown = tracker("status", "--store", store, "--as-of", "2026-01-01", "--color", "always").stdout.decode()
    assert "\x1b[32m现行有效\x1b[0m" in shown
    added = [tracker("add", files[0], "--store", tmp_path / "s", "--color", "always").stdout.decode() for _ in range(2)]
    assert added[0].startswith("\x1b[32m收录\x1b[0m")
    assert added[1].startswith("\x1b[2m未变\x1b[0m")


def test_the_demo_writes_the_format_that_the_name_says(tmp_path: Path) -> None:
    assert tracker("demo", "--store", tmp_path / "s", "-o", tmp_path / "redline.docx").returncode == 0
    assert (tmp_path / "redline.docx").read_bytes().startswith(b"PK")
    assert tracker("demo", "--store", tmp_path / "s", "--format", "md").returncode == 0
    assert (tmp_path / "s" / "redline.md").read_text("utf-8").startswith("## ")


# --- files, pipes, names ----------------------------------------------------------------------------------------------


def test_a_dash_is_standard_output(store: Path, tmp_path: Path) -> None:
    command = ("diff", A, B, "--store", store.resolve())
    done = subprocess.run(
        [sys.executable, "-m", "tracker", *map(str, command), "-o", "-"], capture_output=True, check=True, cwd=tmp_path
    )
    assert done.stdout == tracker(*command).stdout
    assert list(tmp_path.iterdir()) == []
    pressed = tracker(*command, "--format", "docx", "-o", "-").stdout
    assert pressed.startswith(b"PK")


def test_standard_input_is_a_file(files: tuple[Path, Path]) -> None:
    old, new = files
    done = tracker("diff", old, "/dev/stdin", words=new.read_bytes())
    assert (done.returncode, done.stderr) == (0, b"")
    assert "三".encode() in done.stdout
    assert (
        tracker("parse", "/dev/stdin", words=old.read_bytes()).stdout.decode() == tracker("parse", old).stdout.decode()
    )


def test_pipes_of_a_shell_are_files(files: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = files
    program = f"{sys.executable} -m tracker"
    told = subprocess.run(
        ["bash", "-c", f"{program} diff <(cat {old}) <(cat {new}) && {program} add <(cat {old}) --store {tmp_path}/s"],
        capture_output=True,
        check=False,
    )
    assert (told.returncode, told.stderr) == (0, b"")
    shown = told.stdout.decode()
    assert "{+五+}十万元" in shown or "{+五十万元+}" in shown
    assert f"{OFFICE[:3]}人民政府公报" in shown


def test_the_dash_as_a_name_says_how_standard_input_is_named(files: tuple[Path, Path], store: Path) -> None:
    for command in (("diff", files[0], "-", "--store", store), ("parse", "-"), ("show", "-", "--store", store)):
        done = tracker(*command)
        assert done.returncode == 3
        assert b"/dev/stdin" in done.stderr


@pytest.mark.parametrize("name", [".", "..", "/"])
def test_a_folder_where_a_file_is_wanted_is_said_to_be_one(name: str, store: Path) -> None:
    for command in (("show", name, "--store", store), ("parse", name)):
        done = tracker(*command)
        assert done.returncode == 3
        assert b"folder" in done.stderr


@pytest.mark.parametrize("name", ["out.doc", "out.XLS", "out.odt", "out.csv", "out.rtf"])
def test_a_name_that_promises_another_format_is_refused(files: tuple[Path, Path], tmp_path: Path, name: str) -> None:
    done = tracker("diff", *files, "-o", tmp_path / name)
    assert done.returncode == 2
    assert b"--format" in done.stderr
    assert not (tmp_path / name).exists()
    assert tracker("diff", *files, "-o", tmp_path / name, "--format", "md").returncode == 0


def test_a_very_long_name_is_repeated_in_part(store: Path) -> None:
    assert short("甲" * 200) == "甲" * 120 + "…"
    assert short("甲乙") == "甲乙"
    done = tracker("show", "x" * 5000, "--store", store)
    assert done.returncode == 3
    assert len(done.stderr) < 400


def test_arguments_in_a_locale_without_chinese(store: Path) -> None:
    done = tracker("show", SECOND, "--store", store, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode("utf-8").startswith(SECOND)
    assert _as_utf8("首店".encode().decode("ascii", "surrogateescape")) == "首店"
    assert _as_utf8("\udcff") == "\udcff"


# --- messages ---------------------------------------------------------------------------------------------------------


def test_no_name_controls_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    tell("tracker: a\x1b[2Jb\u202ec\rd")
    assert capsys.readouterr().err == "tracker: a?[2Jb?c?d\n"
    assert plain("a\x1b[31mb\u202ec") == "a [31mb c"
    done = tracker("show", "./a\x1b[2Jb.txt")
    assert done.returncode == 3
    assert b"\x1b" not in done.stderr


@pytest.mark.parametrize("command", ["-h", "diff -h"])
def test_a_reader_of_the_help_may_leave(command: str) -> None:
    script = f"{sys.executable} -m tracker {command} | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_there_must_be_a_word_to_search_for(store: Path) -> None:
    done = tracker("search", " ", "", "--store", store)
    assert done.returncode == 2
    assert b"no word" in done.stderr


def test_days_and_states_in_english(store: Path) -> None:
    shown = tracker("status", "--store", store, "--as-of", "2026-01-01", "--lang", "en").stdout.decode()
    assert "2025-06-20 (the date of issue)" in shown
    assert "2028-06-19 (for 3 years)" in shown
    line = tracker("lineage", A, "--store", store, "--as-of", "2026-01-01", "--lang", "en").stdout.decode()
    assert "2025-06-20 (the date of issue) → 2028-06-19 (for 3 years)" in line


@pytest.mark.parametrize(
    ("note", "english"),
    [
        ("印发之日", "the date of issue"),
        ("公布之日起30日后", "30 days after the date of promulgation"),
        ("有效期3年", "for 3 years"),
        ("有效期合计3年", "for 3 years in all"),
    ],
)
def test_how_a_day_was_found_in_english(note: str, english: str) -> None:
    assert note_name(note) == english


def test_two_issues_without_a_change_say_so() -> None:
    source = Source(name="made.txt", sha256="0" * 64, media_type="text/plain", chars=0)
    both = (document("甲办法", "云高管发〔2023〕1号", GRANTS), document("乙办法", "云高管发〔2023〕2号", GRANTS[:5]))
    same = Issue(kind="gazette", title="云岭公报", source=source, documents=both)
    for lang, words in (("zh", "没有差异"), ("en", "do not differ")):
        shown = RENDERERS["text"](compare(same, same), RenderOptions(lang=lang))  # type: ignore[arg-type]
        assert isinstance(shown, str)
        assert words in shown, shown
