"""The body of an answer, unpacked within limits: what is declared, what is packed although it is not declared."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Final

from tracker.messages import said
from tracker.monitor.answers import FetchFailure

GZIP: Final = b"\x1f\x8b\x08"
_GZIP_WINDOW: Final = 31
_STEP: Final = 65_536


def unpacked(chunks: Iterable[bytes], encoding: str, largest: int, where: str) -> bytes:
    """The bytes of the chunks as they were before they were packed; at most ``largest``, packed and unpacked.

    Servers pack without saying so (CNIPA) and say so without packing: the bytes decide.

    Raises:
        FetchFailure: ``too-large``; ``incomplete`` where the packed stream is cut off; ``content`` for packing that
            was not asked for and cannot be undone.
    """
    unpack = _Unpacker(encoding.strip().lower(), largest, where)
    for chunk in chunks:
        unpack.feed(chunk)
    return unpack.finish()


class _Unpacker:
    def __init__(self, encoding: str, largest: int, where: str) -> None:
        self._encoding = encoding
        self._largest = largest
        self._where = where
        self._head = b""
        self._packed = 0
        self._size = 0
        self._parts: list[bytes] = []
        self._stream: zlib._Decompress | None = None
        self._is_begun = False

    def feed(self, chunk: bytes) -> None:
        self._packed += len(chunk)
        self._refuse(self._packed)
        if not self._is_begun:
            self._head += chunk
            if len(self._head) < len(GZIP):
                return
            chunk, self._head = self._head, b""
            self._begin(chunk)
        self._put(chunk)

    def _begin(self, head: bytes) -> None:
        self._is_begun = True
        if head.startswith(GZIP):
            self._stream = zlib.decompressobj(_GZIP_WINDOW)
        elif self._encoding == "deflate":
            is_wrapped = len(head) > 1 and head[0] & 0x0F == 8 and (head[0] * 256 + head[1]) % 31 == 0  # noqa: PLR2004
            self._stream = zlib.decompressobj() if is_wrapped else zlib.decompressobj(-zlib.MAX_WBITS)
        elif self._encoding in {"br", "zstd", "compress"}:
            raise FetchFailure(
                said("packed as {encoding}, which was not asked for", encoding=self._encoding),
                where=self._where,
                kind="content",
                do="tell us",
            )

    def _put(self, chunk: bytes) -> None:
        if self._stream is None:
            self._keep(chunk)
            return
        try:
            while chunk and not self._stream.eof:
                self._keep(self._stream.decompress(chunk, _STEP))
                chunk = self._stream.unconsumed_tail
        except zlib.error as error:
            raise FetchFailure(
                said("damaged while packed: {error}", error=error), where=self._where, kind="incomplete"
            ) from error

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        self._refuse(self._size)
        self._parts.append(part)

    def _refuse(self, size: int) -> None:
        if size > self._largest:
            raise FetchFailure(
                said("more than {most} MB", most=self._largest // 1_000_000),
                where=self._where,
                kind="too-large",
                do="raise `largest` in [monitor] if it is meant to be",
            )

    def finish(self) -> bytes:
        if self._head:
            self._begin(self._head)
            self._put(self._head)
        if self._stream is not None and not self._stream.eof:
            raise FetchFailure("cut off while packed", where=self._where, kind="incomplete")
        return b"".join(self._parts)
