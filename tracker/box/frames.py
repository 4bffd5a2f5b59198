"""What goes through the pipes between a process and its readers: pieces of bytes, each with its length before it."""

from __future__ import annotations

import os
import select
import struct
import time
from typing import Final

__all__ = ["CutOff", "TooLong", "receive", "send"]

_LENGTH: Final = struct.Struct(">Q")
_PIECE: Final = 1 << 20
"""Bytes that are asked of the kernel at once."""


class CutOff(Exception):  # noqa: N818 - as the errors of the project, named for what is wrong
    """The other side has gone in the middle of a piece, or was not there within the time."""


class TooLong(Exception):  # noqa: N818 - the same
    """A piece is longer than was allowed."""


def send(pipe: int, pieces: tuple[bytes, ...], *, end: float | None = None) -> None:
    """Write pieces; ``end`` is a moment of the monotonic clock.

    Raises:
        CutOff: the reader has gone, or it took too long.
    """
    for part in (part for piece in pieces for part in (_LENGTH.pack(len(piece)), piece)):
        view = memoryview(part)
        while view:
            _wait(pipe, select.POLLOUT, end)
            try:
                view = view[os.write(pipe, view[:_PIECE]) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise CutOff from error


def receive(pipe: int, most: int, *, end: float | None = None) -> bytes | None:
    """The next piece; ``None`` where the writer has gone before it.

    Raises:
        CutOff: the writer has gone within a piece, or it took too long.
        TooLong: the piece has more than ``most`` bytes.
    """
    head = _read(pipe, _LENGTH.size, end)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise CutOff
    size = _LENGTH.unpack(head)[0]
    if size > most:
        raise TooLong
    piece = _read(pipe, size, end)
    if len(piece) < size:
        raise CutOff
    return piece


def _read(pipe: int, size: int, end: float | None) -> bytes:
    """So many bytes, or fewer where the writer has gone."""
    parts = bytearray()
    while len(parts) < size:
        _wait(pipe, select.POLLIN, end)
        try:
            part = os.read(pipe, min(_PIECE, size - len(parts)))
        except BlockingIOError:
            continue
        if not part:
            break
        parts += part
    return bytes(parts)


def _wait(pipe: int, what: int, end: float | None) -> None:
    """Wait until a pipe can be written or read; without an end the pipe itself makes us wait."""
    if end is None:
        return
    poll = select.poll()
    poll.register(pipe, what)
    if not poll.poll(max(0.0, end - time.monotonic()) * 1000):
        raise CutOff
