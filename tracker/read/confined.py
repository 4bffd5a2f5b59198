"""A program of others, run with limits: ``python -I -S confined.py SECONDS MEMORY BYTES -- PROGRAM ARGUMENT...``.

It is run by its path, alone, and imports nothing of the project: it holds itself to so many seconds of the processor,
bytes of memory and bytes of a file, few descriptors and no cores, gives up the network where the kernel allows that
(Linux: only sockets within this machine, seccomp(2)), and becomes the program, which keeps all of it, as do its own
children. A limit that the system does not know is left out.
"""

import ctypes
import os
import platform
import resource
import struct
import sys

SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""What a machine calls itself in filters (AUDIT_ARCH of linux/audit.h), and the number of socket(2)."""
LOCAL = 1
"""AF_UNIX: LibreOffice talks to itself so."""
DESCRIPTORS = 512


def main(arguments: list[str]) -> None:
    """Take the limits, and become the program."""
    end = arguments.index("--")
    seconds, memory, size = map(int, arguments[:end])
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_FSIZE, size),
        (resource.RLIMIT_NOFILE, DESCRIPTORS),
        (resource.RLIMIT_CORE, 0),
    ):
        hold(what, most)
    give_up_network()
    os.execv(arguments[end + 1], arguments[end + 1 :])  # noqa: S606 - a program that was looked up, no shell


def hold(what: int, most: int) -> None:
    """Lower one limit, and never above what it is."""
    hard = resource.getrlimit(what)[1]
    limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (limit, limit))


def give_up_network() -> bool:
    """Let the kernel refuse sockets that lead out of this machine; whether it does.

    A packet filter over struct seccomp_data: the number of the call stands at 0, the architecture at 4, the first
    argument at 16; 0x7FFF0000 allows, 0x00050001 refuses with EPERM.
    """
    if sys.platform != "linux" or platform.machine() not in SOCKET:
        return False
    mark, number = SOCKET[platform.machine()]
    steps = (
        (0x20, 0, 0, 4),
        (0x15, 0, 5, mark),
        (0x20, 0, 0, 0),
        (0x15, 0, 2, number),
        (0x20, 0, 0, 16),
        (0x15, 0, 1, LOCAL),
        (0x06, 0, 0, 0x7FFF0000),
        (0x06, 0, 0, 0x00050001),
    )
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    head = struct.pack("@HP", len(steps), ctypes.addressof(code))
    control = ctypes.CDLL(None, use_errno=True).prctl
    return bool(control(38, 1, 0, 0, 0) == 0 and control(22, 2, head, 0, 0) == 0)  # no new privileges; the filter


if __name__ == "__main__":
    main(sys.argv[1:])
