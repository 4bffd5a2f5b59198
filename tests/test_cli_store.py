from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.commands import read_terminal
from tests.store_samples import git, repository, text_of
from tracker.cli import add_preparation
from tracker.cli.app import app, run

REF = "yunlan/2025/007"


class Tracker:
    """The command line, with its own folder of files and store."""

    def __init__(self, place: Path, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.place, self.capture, self.patch = place, capture, patch
        self.store = place / "store"

    def file(self, name: str, data: bytes) -> str:
        path = self.place / "files" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return str(path)

    def run(self, *arguments: str, status: int = 0) -> str:
        """Standard output of a command, which must end with ``status``."""
        result = self.result(*arguments)
        assert result.returncode == status, result.stderr
        assert "Traceback" not in result.stderr
        return result.stdout

    def result(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command in this process, as the script does."""
        command = ["tracker", *arguments[:1], "--store", str(self.store), *arguments[1:]]
        self.patch.setattr(sys, "argv", command)
        self.capture.readouterr()
        status = run()
        told = self.capture.readouterr()
        return subprocess.CompletedProcess(command, status, told.out, told.err)

    def add(self, number: int = 7, *options: str, words: str = "一百万元") -> str:
        name = self.file(f"{number}.txt", text_of(number, words=words))
        return self.run("add", name, "--gazette", "yunlan", *options)


@pytest.fixture
def tracker(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Tracker:
    return Tracker(tmp_path, capsys, monkeypatch)


def test_add_says_what_became_of_each_file(tracker: Tracker) -> None:
    assert tracker.add() == f"收录       {REF}  云岚市人民政府公报 2025年第7期\n"
    assert tracker.add().split()[:2] == ["未变", REF]
    assert tracker.add(words="二百万元").split()[:2] == ["有改动", REF]


def test_add_takes_a_folder_and_many_processes(tracker: Tracker) -> None:
    for number in range(1, 10):
        tracker.file(f"{number}.txt", text_of(number))
    tracker.file("notes.log", b"not an issue")
    lines = tracker.run("add", str(tracker.place / "files"), "--gazette", "yunlan").splitlines()
    assert [line.split()[1] for line in lines] == [f"yunlan/2025/{number:03d}" for number in range(1, 10)]
    assert len(git(tracker.store, "log", "--format=%h").splitlines()) == 9


def test_add_opens_archives_of_attachments(tracker: Tracker) -> None:
    packed = tracker.place / "files" / "附件.zip"
    packed.parent.mkdir()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in (7, 8):
            archive.writestr(f"附件/{number}.txt", text_of(number))
        archive.writestr("附件/empty.txt", b"")
        archive.writestr("照片.jpg", b"no document")
    for place in (packed, packed.parent):
        result = tracker.result("add", "--gazette", "yunlan", str(place))
        assert result.returncode == 3
        assert [line.split()[1] for line in result.stdout.splitlines()] == [REF, "yunlan/2025/008"]
        assert f"{packed}/附件/empty.txt" in result.stderr
    (tracker.place / "files" / "pictures.zip").write_bytes(b"PK\x05\x06" + b"\x00" * 18)
    assert "binary" in tracker.result("add", str(tracker.place / "files" / "pictures.zip")).stderr


def test_what_libreoffice_reads_is_read_outside_the_box(tracker: Tracker) -> None:
    tracker.patch.setattr("tracker.read.office.PROGRAMS", ("no-such-program",))
    result = tracker.result("add", tracker.file("a.rtf", b"{\\rtf1 x}"))
    assert "install LibreOffice" in result.stderr


def test_bad_files_do_not_stop_the_good_ones(tracker: Tracker) -> None:
    files = [
        tracker.file("empty.txt", b""),
        tracker.file("7.txt", text_of(7)),
        tracker.file("binary.pdf", b"%PDF-1.7\x00\x01 broken"),
        str(tracker.place / "missing.txt"),
        tracker.file("8.txt", text_of(8)),
        tracker.file("--upload-pack=x.txt", b"\x00\x01\x02"),
    ]
    result = tracker.result("add", "--gazette", "yunlan", *files)
    assert result.returncode == 3
    assert [line.split()[1] for line in result.stdout.splitlines()] == [REF, "yunlan/2025/008"]
    told = result.stderr.splitlines()
    assert len(told) == 5
    for name in ("empty.txt", "binary.pdf", "missing.txt", "--upload-pack=x.txt"):
        assert sum(str(tracker.place) in line and name in line for line in told) == 1
    assert told[-1] == "tracker: 4 of 6 files were not added"


def test_add_writes_json(tracker: Tracker) -> None:
    value = json.loads(tracker.add(7, "--format", "json", "--retrieved-at", "2025-09-01T08:30:00+08:00"))
    assert value["schema"] == "tracker.add/1"
    (one,) = value["added"]
    assert (one["ref"], one["outcome"]) == (REF, "new")
    assert one["commit"] == git(tracker.store, "rev-parse", "HEAD").strip()
    assert git(tracker.store, "log", "--format=%cI").strip() == "2025-09-01T00:30:00+00:00"


@pytest.mark.parametrize(
    "options",
    [
        ("--retrieved-at", "yesterday"),
        ("--retrieved-at", "2025-02-30"),
        ("--retrieved-at", "1901-01-01"),
        ("--retrieved-at", "2025-01-01T00:00:00\nIssue: x"),
        ("--gazette", ".."),
        ("--gazette", ""),
        ("--url", "no address"),
        ("--url", "https://a\nIssue: x/y/z"),
        ("--format", "docx"),
    ],
)
def test_a_wrong_option_is_wrong_usage_and_makes_no_store(tracker: Tracker, options: tuple[str, ...]) -> None:
    tracker.run("add", tracker.file("7.txt", text_of(7)), *options, status=2)
    assert not tracker.store.exists()


def test_a_time_without_an_offset_is_utc(tracker: Tracker) -> None:
    tracker.add(7, "--retrieved-at", "2025-09-01 08:30")
    assert git(tracker.store, "log", "--format=%cI").strip() == "2025-09-01T08:30:00+00:00"


def test_log_lists_the_store_in_aligned_columns(tracker: Tracker) -> None:
    assert tracker.run("log", status=3) == ""
    tracker.add(7)
    tracker.run("add", tracker.file("8.txt", text_of(8)))
    lines = tracker.run("log").splitlines()
    assert lines[0].split() == ["期", "出版", "取得", "提交", "标题"]
    assert [line.split()[0] for line in lines[1:]] == [REF, "云岚市人民政府公报/2025/008"]
    wide = [
        sum(2 if ord(character) > 0x2E80 else 1 for character in line.partition("2025-06-01")[0]) for line in lines[1:]
    ]
    assert len(set(wide)) == 1
    assert "OBSERVED" in tracker.run("log", "--lang", "en")


@pytest.mark.parametrize("what", [REF, "云政发〔2025〕7号", "云岚市人民政府关于第7批夜市摊位的通知", f"{REF}@HEAD"])
def test_log_tells_the_history_of_one_thing(tracker: Tracker, what: str) -> None:
    tracker.add()
    tracker.add(8)
    tracker.add(words="二百万元")
    value = json.loads(tracker.run("log", what, "--format", "json"))
    assert [(event["event"], event["issue"]) for event in value["events"]] == [("altered", REF), ("new", REF)]
    assert [line.split()[2] for line in tracker.run("log", what).splitlines()[1:]] == ["有改动", "收录"]


@pytest.mark.parametrize(
    "what", ["nothing", "x/2025/001", "--all", "HEAD..x", f"{REF}@nowhere", f"{REF}@2001-01-01", "@", ""]
)
def test_log_of_something_else_is_an_error_of_one_line(tracker: Tracker, what: str) -> None:
    tracker.add()
    result = tracker.result("log", "--", what)
    assert (result.returncode, result.stdout) == (3, "")
    assert len(result.stderr.splitlines()) == 1


def test_show_gives_the_text_as_it_stood(tracker: Tracker) -> None:
    tracker.add()
    tracker.add(words="二百万元")
    shown = tracker.run("show", "云政发〔2025〕7号")
    assert shown.startswith("云岚市人民政府关于第7批夜市摊位的通知\n云政发〔2025〕7号 · 云岚市人民政府 · 2025-05-20\n")
    assert "第一条　摊位补助不超过二百万元。\n" in shown
    assert "一百万元" in tracker.run("show", "云政发〔2025〕7号@HEAD~1")
    assert "云政发〔2025〕507号" in tracker.run("show", REF)
    assert json.loads(tracker.run("show", REF, "--format", "json"))["schema"] == "tracker.issue/1"
    assert tracker.run("show", "云政发〔2025〕7号", "--format", "md").startswith("# ")
    tracker.run("show", "云政发〔2025〕7号", "--format", "xlsx", status=2)


def test_show_of_a_text_with_controls_leaves_the_terminal_alone(tracker: Tracker) -> None:
    tracker.add(words="\x1b[2J\u202e一万元")
    shown = tracker.run("show", REF)
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_verify_says_whether_the_store_is_whole(tracker: Tracker) -> None:
    tracker.add()
    assert tracker.run("verify") == "1 期：完好\n"
    (tracker.store / REF / "source.txt").write_text("x")
    result = tracker.result("verify")
    assert result.returncode == 3
    assert f"{REF}/source.txt" in result.stdout
    value = json.loads(tracker.run("verify", "--format", "json", status=3))
    assert (value["whole"], value["findings"][0]["trouble"]) == (False, "changed-on-disk")


def test_a_store_inside_a_repository_needs_nothing_else(tracker: Tracker) -> None:
    tracker.store = repository(tracker.place / "project") / "snapshots"
    tracker.add()
    assert tracker.run("verify") == "1 期：完好\n"
    assert not (tracker.store / ".git").exists()


def test_a_bar_is_drawn_on_a_terminal_only(tracker: Tracker) -> None:
    files = [tracker.file(f"{number}.txt", text_of(number)) for number in (1, 2)]
    assert tracker.result("add", *files).stderr == ""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "tracker", "add", *files, "--store", str(tracker.place / "other")]
    environment = os.environ | {"TERM": "xterm"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=follower, env=environment) as process:
        os.close(follower)
        drawn = b"".join(read_terminal(leader))
        assert process.stdout is not None
        written = process.stdout.read()
    os.close(leader)
    assert process.returncode == 0
    assert b"2/2" in drawn
    assert len(written.splitlines()) == 2


def test_the_commands_are_in_the_help() -> None:
    shown = CliRunner().invoke(app, ["--help"]).output
    assert all(name in shown for name in ("add", "log", "show", "verify"))


def test_a_file_that_kills_its_reader_costs_itself_alone(tracker: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [tracker.file(f"{number}.txt", text_of(number)) for number in range(1, 41)]
    files[20] = tracker.file("deadly.txt", b"x")
    monkeypatch.setattr(add_preparation, "RECORD_JOB", "tests.box_jobs:record_or_die")
    result = tracker.result("add", "--gazette", "yunlan", *files)
    assert result.returncode == 3
    assert "deadly.txt: its reader crashed (status 9): it is damaged or a trap; fetch it again" in result.stderr
    assert len(result.stdout.splitlines()) == 39
    assert "1 of 40 files were not added" in result.stderr
    assert tracker.run("verify").startswith("39 期：完好")
