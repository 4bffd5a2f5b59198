"""The layer itself: a small library in C that is compiled here, and the page of memory through which it is told."""

from __future__ import annotations

import errno
import mmap
import os
import shutil
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).with_name("layer.c")
PAGE: Final = "FAULT_PAGE"
_NUMBERS: Final = struct.Struct("=6i4q")
_TEXTS: Final = struct.Struct("=32s512s512s")
_SIZE: Final = _NUMBERS.size + _TEXTS.size
_READS, _WRITES = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """How a call fails: as ``struct page`` of ``layer.c`` says it."""

    kind: int
    error: int = 0
    goes_on: bool = False
    what: int = _WRITES

    @property
    def is_death(self) -> bool:
        """Whether a process dies of it."""
        return self.kind >= FAULTS["killed"].kind


FAULTS: Final = {
    "unreadable": Fault(kind=0, error=errno.EIO, what=_READS),
    "unwritable": Fault(kind=0, error=errno.EIO),
    "full": Fault(kind=0, error=errno.ENOSPC, goes_on=True),
    "cut short": Fault(kind=1, error=errno.ENOSPC, goes_on=True),
    "read-only": Fault(kind=0, error=errno.EROFS, goes_on=True),
    "killed": Fault(kind=2),
    "halted": Fault(kind=3),
}
"""One read or write that fails; a disk that is full (after half a write) or read-only from there on; the process that
makes the call killed, or all of them at once, as when a machine stops."""


def compiled(folder: Path) -> Path:
    """The library, compiled into a folder.

    Raises:
        RuntimeError: there is no C compiler.
    """
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise RuntimeError("a C compiler is missing: apt-get install gcc libc6-dev")
    made = folder / "layer.so"
    command = [compiler, "-O1", "-Wall", "-shared", "-fPIC", "-o", str(made), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    return made


class Layer:
    """The page that all processes with the library share; made before they are started."""

    def __init__(self, file: Path) -> None:
        if not file.exists():  # a page that processes look at must not be cut
            file.write_bytes(bytes(_SIZE))
        with file.open("r+b") as opened:
            self._page = mmap.mmap(opened.fileno(), _SIZE)

    def arm(self, fault: Fault, at: int, under: Path) -> None:
        """Let the call with the number ``at`` (from 1; with 0 they are only counted) fail below a folder."""
        head = (1, fault.kind, fault.error, fault.goes_on, fault.what, 0, at, 0, 0, 0)
        self._page[:] = _NUMBERS.pack(*head) + _TEXTS.pack(b"", b"", os.fsencode(under))

    def disarm(self) -> None:
        """Let everything through again; what was counted stays."""
        self._page[:4] = bytes(4)

    def turn_clock(self, seconds: int) -> None:
        """Let the time of day be so much later (or earlier) than it is, and nothing fail."""
        self._page[:] = _NUMBERS.pack(*[0] * 9, seconds) + _TEXTS.pack(b"", b"", b"")

    @property
    def count(self) -> int:
        """Calls since it was armed."""
        return int(_NUMBERS.unpack_from(self._page)[7])

    @property
    def struck(self) -> str:
        """The call that failed and its file; empty where none did."""
        call, path, _ = _TEXTS.unpack_from(self._page, _NUMBERS.size)
        return " ".join(os.fsdecode(text.rstrip(b"\0")) for text in (call, path)).strip()
