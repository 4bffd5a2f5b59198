"""A text page of `tracker serve` over loopback: requests a second, and the time within which 99 of 100 are answered.

The numbers to hold: at least 300 requests a second with p99 of at most 50 ms, the server on one core.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from tests.benchmarks import print_table, verdict
from tests.history_samples import RULE, make_history

CONNECTIONS = 8
SECONDS = 5.0
LEAST_A_SECOND = 300
MOST_MILLISECONDS = 50.0


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def processor_seconds(pid: int) -> float:
    """Seconds of the processor that a process has used: what a busy machine does not change."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def one_connection(port: int, request: bytes, until: float, times: list[float]) -> None:
    """Ask again and again over one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until:
        start = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head[:100]
        length = int(next(line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))[15:])
        await reader.readexactly(length)
        times.append(time.perf_counter() - start)
    writer.close()


async def load(port: int, request: bytes) -> list[float]:
    """The times of all requests of some connections."""
    times: list[float] = []
    until = time.perf_counter() + SECONDS
    await asyncio.gather(*(one_connection(port, request, until, times) for _ in range(CONNECTIONS)))
    return times


async def started(port: int) -> None:
    """Wait until the server listens."""
    for _ in range(300):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = make_history(Path(folder) / "store")
        port = free_port()
        command = [sys.executable, "-m", "tracker", "serve", "--store", str(store), "--port", str(port)]
        server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            cores = sorted(os.sched_getaffinity(0))
            os.sched_setaffinity(server.pid, {cores[0]})
            os.sched_setaffinity(0, {cores[-1]})
            asyncio.run(started(port))
            path = f"/text?ref={quote(RULE)}"
            request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
            before = processor_seconds(server.pid)
            times = sorted(asyncio.run(load(port, request)))
            used = processor_seconds(server.pid) - before
        finally:
            server.terminate()
            server.wait(30)
    rate = len(times) / SECONDS
    cpu = used / len(times)
    slow = times[int(len(times) * 0.99)] * 1000
    rows = [
        ("requests a second of the processor", 1 / cpu, verdict(1 / cpu, LEAST_A_SECOND, at_most=False)),
        ("requests a second of the wall", rate, verdict(rate, LEAST_A_SECOND, at_most=False)),
        ("p50, ms", times[len(times) // 2] * 1000, ""),
        ("p99, ms", slow, verdict(slow, MOST_MILLISECONDS)),
    ]
    print_table("tracker serve: a text page over loopback", ("figure", "value", "goal"), rows)


if __name__ == "__main__":
    main()
