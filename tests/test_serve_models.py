"""The tools for language models: over the protocol's own client, and as a process over standard input and output."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from mcp import Client

from tests.asgi import finished
from tests.history_samples import NUMBERS, RULE, make_history
from tracker.serve import tools_for_models
from tracker.serve.live_store import LiveStore
from tracker.serve.tools_for_models import server_of

DAY = "2026-01-15"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_history(tmp_path_factory.mktemp("mcp") / "store")


def called(store: Path, name: str, **arguments: Any) -> tuple[bool, str]:  # noqa: ANN401 - as the protocol has them
    """Whether a tool failed, and what it said."""

    async def call() -> tuple[bool, str]:
        live = LiveStore(store)
        try:
            async with Client(server_of(live, lambda: DAY)) as client:
                result = await client.call_tool(name, arguments)
        finally:
            live.close()
        return bool(result.is_error), "".join(getattr(part, "text", "") for part in result.content)

    return finished(call())


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("search", {"words": "盲道"}, ["盲道", RULE]),
        ("search", {"words": "盲道", "as_of": "2019-01-01", "limit": 1}, [NUMBERS[0]]),
        ("text", {"ref": f"{RULE}#第七条"}, ["五千元"]),
        ("text", {"ref": RULE, "day": "2019-01-01"}, ["第七条　", "二千元"]),
        ("text", {"ref": RULE, "day": "2021-12-01"}, ["二十分钟", "注意：", "consolidated"]),
        ("text", {"ref": NUMBERS[0]}, ["现将", "二千元"]),
        ("text", {"ref": "柳湾市人民政府公报/2018/003"}, [NUMBERS[0]]),
        ("diff", {"old": NUMBERS[0], "new": NUMBERS[4]}, ["[-二千元-]{+五千元+}"]),
        ("status", {"work": RULE}, ["in-force", "superseded"]),
        ("status", {"expiring": "90"}, ["entries"]),
        ("cites", {"text": f"依照{NUMBERS[0]}第七条办理。"}, ["superseded", NUMBERS[4]]),
    ],
)
def test_a_tool_answers(store: Path, name: str, arguments: dict[str, Any], words: list[str]) -> None:
    failed, told = called(store, name, **arguments)
    assert not failed, told
    assert [word for word in words if word not in told] == []


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("text", {"ref": "没有的规定"}, "names no file"),
        ("text", {"ref": "/etc/passwd"}, "passwd"),
        ("text", {"ref": f"{RULE}@2019-01-01", "day": "2020-01-01"}, "names a day already"),
        ("diff", {"old": NUMBERS[0], "new": NUMBERS[0]}, "same text"),
        ("search", {"words": " "}, "no word"),
        ("search", {"words": "盲道", "limit": 0}, "number from 1"),
    ],
)
def test_a_tool_says_what_is_wrong(store: Path, name: str, arguments: dict[str, Any], words: str) -> None:
    failed, told = called(store, name, **arguments)
    assert failed
    assert words in told
    assert "root:" not in told


def test_every_tool_says_that_it_only_reads(store: Path) -> None:
    async def listed() -> list[tuple[str, bool]]:
        live = LiveStore(store)
        try:
            async with Client(server_of(live, lambda: DAY)) as client:
                tools = (await client.list_tools()).tools
        finally:
            live.close()
        return [(one.name, bool(one.annotations and one.annotations.read_only_hint)) for one in tools]

    assert finished(listed()) == [(name, True) for name in ("search", "text", "diff", "status", "cites")]


def test_a_long_answer_is_cut_and_says_so(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools_for_models, "LONGEST", 20)
    _, told = called(store, "text", ref=RULE)
    assert len(told) < 120
    assert "more characters" in told


def test_the_command_speaks_the_protocol_and_nothing_else(store: Path) -> None:
    first = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "test", "version": "0"},
        },
    }
    said = [
        first,
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "text", "arguments": {"ref": RULE}}},
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "tracker", "mcp", "--store", str(store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    for message in said:
        process.stdin.write(json.dumps(message) + "\n")
    process.stdin.flush()
    replies = [json.loads(process.stdout.readline()) for _ in range(2)]
    process.stdin.close()
    assert process.wait(60) == 0
    process.stdout.close()
    assert process.stderr is not None
    process.stderr.close()
    assert [one["id"] for one in replies] == [1, 2]
    assert "五千元" in replies[1]["result"]["content"][0]["text"]


@pytest.mark.parametrize(("command", "library"), [("mcp", "mcp"), ("serve", "starlette"), ("serve", "uvicorn")])
def test_without_its_extra_a_command_says_what_to_install(store: Path, command: str, library: str) -> None:
    script = (
        f"import sys; sys.modules[{library!r}] = None\n"
        f"sys.argv = ['tracker', {command!r}, '--store', {str(store)!r}]\n"
        "from tracker.cli import main\nsys.exit(main())"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 3
    assert f"pip install 'gazette-tracker[{command}]'" in done.stderr
