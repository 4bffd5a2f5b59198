"""What files do to their readers, as jobs of the box: each in one line."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from tracker.box.frames import send
from tracker.cli.add_preparation import record_value
from tracker.errors import EmptySource


def told(data: bytes, **arguments: object) -> list[object]:
    return [len(data), arguments, "\ud800"]


def identity(_: bytes) -> int:
    return os.getpid()


def environment(_: bytes) -> list[str]:
    return sorted(os.environ)


def open_descriptors(_: bytes) -> int:
    return len(os.listdir("/proc/self/fd")) - 1  # noqa: PTH208 - no Path inside: it would be in the measure


def large(_: bytes, size: int) -> int:
    return len(bytearray(size))


def keeps(_: bytes, size: int) -> int:
    KEPT.append(bytearray(size))
    return size


KEPT: list[bytearray] = []


def endless(_: bytes) -> None:
    while True:
        pass


def sleepy(_: bytes) -> None:
    time.sleep(60)


def deep(_: bytes) -> int:
    def deeper(level: int) -> int:
        return deeper(level + 1) + 1

    return deeper(0)


def crashes(_: bytes) -> None:
    ctypes.string_at(0)


def aborts(_: bytes) -> None:
    os.abort()


def leaves(_: bytes) -> None:
    os._exit(9)


def fails(_: bytes) -> None:
    raise KeyError("w:body")


def refuses(_: bytes) -> None:
    raise EmptySource("the source is empty", where="a.txt", do="fetch it again")


def talks(_: bytes, size: int) -> str:
    return "x" * size


def lies(_: bytes, answer: str) -> None:
    """What a reader that was taken over could write in place of an answer."""
    pipe = max(int(name) for name in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{name}"))  # noqa: PTH110, PTH208
    send(pipe, (b"more", answer.encode()))
    os._exit(0)


def connects(_: bytes) -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def runs(_: bytes) -> None:
    subprocess.run(["/bin/true"], check=True)


def writes(_: bytes, path: str) -> None:
    Path(path).write_text("x")


def removes(_: bytes, path: str) -> None:
    Path(path).unlink()


def record_or_die(data: bytes, name: str, gazette: str | None, url: str | None) -> dict[str, Any]:
    if name == "deadly.txt":
        os._exit(9)
    return record_value(data, name, gazette, url)
