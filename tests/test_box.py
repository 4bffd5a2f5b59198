"""The box: whatever a file does to its reader, the program goes on, and says why in words."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.store_samples import record_of, text_of
from tracker.box import guard, serving, sources
from tracker.box.frames import CutOff, TooLong, receive, send
from tracker.box.guard import ARCHITECTURES, filter_program, refusal
from tracker.box.limits import Limits, limits_for, unhurried_limits
from tracker.box.processes import Box
from tracker.errors import ConfigError, EmptySource, UnreadableSource
from tracker.parse import parse_file
from tracker.store.record import record_of_value, value_of_record

NARROW = Limits(seconds=1, memory=60_000_000, answer=100_000)
START = pytest.mark.parametrize("threads", [0, 1], ids=["forked", "started anew"])


@contextmanager
def threads_beside(count: int) -> Iterator[None]:
    """As many threads beside this one; with any, a process is started anew and not forked."""
    end = threading.Event()
    running = [threading.Thread(target=end.wait, daemon=True) for _ in range(count)]
    for thread in running:
        thread.start()
    yield
    end.set()
    for thread in running:
        thread.join()


def narrow() -> Box:
    return Box(limits=lambda _: NARROW)


def asked(job: str, box: Box | None = None, **arguments: object) -> object:
    name = f"tests.box_jobs:{job}"
    if box is not None:
        return box.ask(name, b"bytes", where="a.pdf", **arguments)
    with narrow() as one:
        return one.ask(name, b"bytes", where="a.pdf", **arguments)


@START
def test_bytes_and_arguments_go_in_and_plain_values_come_out(threads: int) -> None:
    with threads_beside(threads):
        assert asked("told", number=3, text="条\ud800") == [5, {"number": 3, "text": "条\ud800"}, "\ud800"]


ENDS = {
    "large": ({"size": 100_000_000}, "needs more than 60 MB of memory", "TRACKER_READER_MEMORY=240"),
    "endless": ({}, "takes more than 1 seconds", "TRACKER_READER_SECONDS=10"),
    "deep": ({}, "is nested too deep", ""),
    "crashes": ({}, "its reader crashed (status -11): it is damaged or a trap", "fetch it again"),
    "aborts": ({}, "needs more than 60 MB of memory, or is damaged", "TRACKER_READER_MEMORY=240"),
    "leaves": ({}, "its reader crashed (status 9)", "fetch it again"),
    "fails": ({}, "its reader failed: KeyError: 'w:body'", "please report it, with the file"),
    "talks": ({"size": 200_000}, "makes more than 0 MB of it", ""),
    "connects": ({}, "PermissionError", "please report it"),
    "runs": ({}, "PermissionError", "please report it"),
    "lies": ({"answer": "[" * 20_000}, "gave no answer that can be read", "fetch it again"),
}


@pytest.mark.parametrize(("job", "arguments", "what", "do"), [(job, *row) for job, row in ENDS.items()], ids=ENDS)
def test_what_a_file_does_to_its_reader_is_told(job: str, arguments: dict[str, Any], what: str, do: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        asked(job, **arguments)
    assert what in caught.value.what
    assert do in caught.value.do
    assert caught.value.where == "a.pdf"
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("answer", ["[]", "nonsense", '{"other": 1}', '{"error": 5}', '{"error": ["TrackerError", 1]}'])
def test_an_answer_of_another_form_is_no_answer(answer: str) -> None:
    with pytest.raises(UnreadableSource):
        asked("lies", answer=answer)


def test_an_error_of_ours_comes_out_as_it_was_raised() -> None:
    with pytest.raises(EmptySource) as caught:
        asked("refuses")
    assert str(caught.value) == "a.txt: the source is empty; fetch it again"


@START
def test_no_file_is_written_or_removed(threads: int, tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("kept")
    with threads_beside(threads), narrow() as box:
        for job, path in (("writes", tmp_path / "new.txt"), ("writes", kept), ("removes", kept)):
            with pytest.raises(UnreadableSource, match="PermissionError"):
                asked(job, box, path=str(path))
    assert kept.read_text() == "kept"
    assert list(tmp_path.iterdir()) == [kept]


@START
def test_nothing_of_this_process_is_in_reach(threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_SECRET", "x")
    held = os.open(os.devnull, os.O_RDONLY)
    try:
        with threads_beside(threads), narrow() as box:
            assert asked("environment", box) == []
            assert asked("open_descriptors", box) in {4, 5}  # three streams, and one pipe or both
    finally:
        os.close(held)


def test_a_process_reads_one_file_after_another() -> None:
    with narrow() as box:
        assert asked("identity", box) == asked("identity", box) != os.getpid()


def test_a_process_that_died_is_replaced() -> None:
    with narrow() as box:
        first = asked("identity", box)
        with pytest.raises(UnreadableSource):
            asked("leaves", box)
        assert asked("identity", box) != first


def test_a_process_that_has_grown_is_not_used_again() -> None:
    with threads_beside(1), narrow() as box:  # started anew: a fork would grow into what the tests before it freed
        first = asked("identity", box)
        asked("keeps", box, size=20_000_000)
        assert asked("identity", box) == first
        asked("keeps", box, size=20_000_000)
        assert asked("identity", box) != first


def test_memory_that_an_earlier_file_took_is_not_charged_to_the_next() -> None:
    with narrow() as box:
        asked("keeps", box, size=25_000_000)
        assert asked("large", box, size=50_000_000) == 50_000_000


def test_threads_wait_for_a_free_process() -> None:
    with Box(processes=2) as box:
        box.start()
        with ThreadPoolExecutor(6) as threads:
            pids = set(threads.map(lambda _: asked("identity", box), range(30)))
    assert len(pids) <= 2


def test_a_reader_that_sleeps_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "patience", property(lambda _: 0.3))
    with pytest.raises(UnreadableSource, match="takes more than 1 seconds"):
        asked("sleepy")


def test_a_reader_ends_with_its_parent() -> None:
    script = (
        "import os\n"
        "from tracker.box.processes import Box\n"
        "box = Box()\n"
        "print(box.ask('tests.box_jobs:identity', b'', where=''), flush=True)\n"
        "os._exit(7)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 7, done.stderr
    reader = int(done.stdout)
    for _ in range(100):
        if not Path(f"/proc/{reader}").exists() or " Z " in Path(f"/proc/{reader}/stat").read_text():
            break
        threading.Event().wait(0.05)
    else:
        pytest.fail("the reader outlives its parent")


# --- limits -----------------------------------------------------------------------------------------------------------


def test_limits_grow_with_the_source_up_to_an_end() -> None:
    small, large = limits_for(3_000, {}), limits_for(90_000_000, {})
    assert small.seconds <= 7
    assert small.memory <= 450_000_000
    assert large.seconds > 100
    assert large.memory == 2_000_000_000


def test_up_to_a_megabyte_nothing_takes_ten_seconds_even_where_nobody_waits() -> None:
    assert unhurried_limits(300_000, {}).seconds < 10
    assert unhurried_limits(1_000_000, {}).seconds < 10
    assert unhurried_limits(5_000_000, {}).seconds > 100


def test_a_person_can_allow_more() -> None:
    found = limits_for(10, {"TRACKER_READER_SECONDS": "100", "TRACKER_READER_MEMORY": "3000"})
    assert (found.seconds, found.memory) == (100, 3_000_000_000)


@pytest.mark.parametrize("wrong", ["much", "-1", "0", "nan", "1e300"])
def test_a_limit_that_is_no_number_is_told(wrong: str) -> None:
    with pytest.raises(ConfigError, match="TRACKER_READER_SECONDS"):
        limits_for(10, {"TRACKER_READER_SECONDS": wrong})


# --- parts ------------------------------------------------------------------------------------------------------------


def test_pieces_go_through_a_pipe_whole_or_not_at_all() -> None:
    out, into = os.pipe()
    send(into, (b"", b"abc"))
    assert (receive(out, 10), receive(out, 10)) == (b"", b"abc")
    os.write(into, (10).to_bytes(8, "big") + b"half")
    os.close(into)
    with pytest.raises(CutOff):
        receive(out, 100)
    os.close(out)


def test_a_piece_that_is_too_long_is_not_read() -> None:
    out, into = os.pipe()
    send(into, (b"four",))
    with pytest.raises(TooLong):
        receive(out, 3)
    os.close(into)
    os.close(out)


def test_a_pipe_that_nobody_reads_or_writes_is_given_up() -> None:
    out, into = os.pipe()
    os.set_blocking(into, False)
    with pytest.raises(CutOff):
        send(into, (bytes(1_000_000),), end=0)
    os.close(into)
    other, _kept = os.pipe()
    with pytest.raises(CutOff):
        receive(other, 10, end=0)
    for pipe in (out, other, _kept):
        os.close(pipe)


def test_writing_to_a_process_that_has_gone_is_cut_off() -> None:
    out, into = os.pipe()
    os.close(out)
    with pytest.raises(CutOff):
        send(into, (b"abc",))
    os.close(into)


@pytest.mark.parametrize("job", ["told", "deep", "fails", "refuses", "talks"])
def test_a_job_is_answered_whatever_it_does(job: str) -> None:
    arguments = {"size": 200_000} if job == "talks" else {}
    answer = serving.answer_of(f"tests.box_jobs:{job}", b"", arguments, NARROW)
    assert (b'"value"' in answer) == (job == "told")


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_the_filter_jumps_to_its_refusal_and_nowhere_else(machine: str) -> None:
    program = filter_program(ARCHITECTURES[machine])
    steps = [program[at : at + 8] for at in range(0, len(program), 8)]
    for place, step in enumerate(steps):
        code, yes, no = int.from_bytes(step[:2], "little"), step[2], step[3]
        assert code == 0x06 or place + 1 + max(yes, no) < len(steps)
        assert yes <= 1 or (code != 0x06 and place + 1 + yes == len(steps) - 1)


def test_where_the_kernel_has_no_filter_python_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    hooks: list[object] = []
    monkeypatch.setattr(platform, "machine", lambda: "vax")
    monkeypatch.setattr(sys, "addaudithook", hooks.append)
    assert guard.give_up_rights() == "python"
    assert len(hooks) == 1
    refuse = refusal()
    refuse("import", ())
    refuse("open", ("a.txt", "r", os.O_RDONLY))
    wanted: tuple[tuple[str, tuple[object, ...]], ...] = (
        ("socket.connect", ()),
        ("subprocess.Popen", ()),
        ("os.remove", ()),
        ("open", ("a.txt", "w", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)),
        ("open", ("a.txt", None, os.O_RDWR)),
    )
    for event, arguments in wanted:
        with pytest.raises(PermissionError):
            refuse(event, arguments)


# --- files ------------------------------------------------------------------------------------------------------------

TEXT = "澜亭市夜市管理办法\n\n第一条　为规范夜市，制定本办法。\n\n第二条　本办法自2026年1月1日起施行。\n"


def test_a_small_text_is_read_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "issue_in_box", lambda *_: pytest.fail("in the box"))
    file = tmp_path / "a.txt"
    file.write_text(TEXT)
    assert sources.parse_guarded(file) == parse_file(file)


def test_a_large_text_is_read_in_the_box_and_says_the_same(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT + "\n".join(f"第{n}项说明。" for n in range(3, 12_000)))
    assert sources.is_risky(file.read_bytes())
    assert sources.parse_guarded(file) == parse_file(file)


@pytest.mark.parametrize("head", [b"%PDF-1.7\n", b"PK\x03\x04"])
def test_what_is_packed_is_read_in_the_box(head: bytes) -> None:
    assert sources.is_risky(head + b"x")


def test_what_a_reader_says_that_is_no_issue_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    box = Box()
    monkeypatch.setattr(box, "ask", lambda *_, **__: {"schema": "tracker.issue/1", "documents": 3})
    with pytest.raises(UnreadableSource, match="gave no issue"):
        sources.issue_in_box(box, b"", "a.pdf")


# --- records ----------------------------------------------------------------------------------------------------------


def test_a_record_goes_out_and_in_as_it_is() -> None:
    data = text_of(7)
    record = record_of(7)
    assert record_of_value(json.loads(json.dumps(value_of_record(record))), data) == record


LIES: dict[str, dict[str, Any]] = {
    "a folder above": {"ref": "../../home/x/y"},
    "git's own folder": {"ref": ".git/hooks/x"},
    "another depth": {"ref": "a/b"},
    "other bytes": {"sha256": "0" * 64},
    "a file elsewhere": {"files": [["source.txt", ""], ["01-x/../../y.md", "text"]]},
    "a file of another kind": {"files": [["source.txt", ""], ["run.sh", "text"]]},
    "one file twice": {"files": [["source.txt", ""], ["issue.json", ""], ["issue.json", ""]]},
    "no file": {"files": []},
    "lines in the message": {"subject": "x\n\nSHA-256: y"},
    "a number for a word": {"gazette": 5},
    "more fields": {"run": "x"},
    "no text": {"files": [["source.txt", 5]]},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_record_of_other_places_is_refused(lie: dict[str, Any]) -> None:
    value = {**value_of_record(record_of(7)), **lie}
    with pytest.raises(UnreadableSource, match="its reader gave"):
        record_of_value(value, text_of(7))
