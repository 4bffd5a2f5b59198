"""No network, no programs, no changes to files: what a process gives up for ever before it reads a stranger's bytes.

Linux refuses the system calls (seccomp filters, https://docs.kernel.org/userspace-api/seccomp_filter.html); elsewhere
Python refuses the events of its own audit (PEP 578), which native code could go round.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["give_up_rights"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Architecture:
    """What a machine calls itself in filters (AUDIT_ARCH of linux/audit.h), and the numbers of its system calls.

    ``refused`` calls fail; ``opening`` ones, by number with the place of their flags, fail where they could write.
    """

    mark: int
    refused: tuple[int, ...]
    opening: tuple[tuple[int, int], ...]


ARCHITECTURES: Final[Mapping[str, Architecture]] = {
    "x86_64": Architecture(
        mark=0xC000003E,
        refused=(
            *(41, 42, 43, 44, 46, 49, 50, 53, 288, 425),  # socket connect accept sendto … io_uring_setup
            *(59, 322, 101, 62, 311),  # execve execveat ptrace kill process_vm_writev
            *(
                76,
                82,
                83,
                84,
                85,
                86,
                87,
                88,
                90,
                92,
                94,
            ),  # truncate rename mkdir rmdir creat link unlink symlink chmod …
            *(258, 259, 260, 263, 264, 265, 266, 268, 316, 437),  # the same with …at; openat2
            *(165, 272, 308),  # mount unshare setns
        ),
        opening=((2, 1), (257, 2)),  # open openat
    ),
    "aarch64": Architecture(
        mark=0xC00000B7,
        refused=(
            *(198, 203, 202, 206, 211, 200, 201, 199, 242, 425),
            *(221, 281, 117, 129, 271),
            *(45, 33, 34, 35, 36, 37, 38, 53, 54, 276, 437),
            *(40, 97, 268),
        ),
        opening=((56, 2),),
    ),
}
"""By the machine's name. Numbers: asm/unistd_64.h and asm-generic/unistd.h."""

_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2
_PR_SET_NO_NEW_PRIVS = 38
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001
"""SECCOMP_RET_ALLOW; SECCOMP_RET_ERRNO with EPERM."""
_LOAD, _IF_EQUAL, _IF_ABOVE, _IF_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
"""Instructions of the packet filter (linux/bpf_common.h)."""
_NUMBER, _MARK, _ARGUMENTS = 0, 4, 16
"""Where struct seccomp_data has the number of the call, the architecture and the arguments (eight bytes each)."""
_FOREIGN = 0x40000000
"""The bit of the x32 calls, the same calls under other numbers."""
_TO_REFUSAL = 255
"""A jump to the last instruction, whose distance is known when all stand."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_EVENTS: Final = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.system",
    "os.spawn",
    "os.kill",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "shutil.",
    "ftplib.",
    "urllib.",
)


def give_up_rights() -> str:
    """Give them up; what refuses from now on: ``kernel`` or ``python``."""
    if sys.platform == "linux" and _filter_calls(platform.machine()):
        return "kernel"
    sys.addaudithook(refusal())
    return "python"


def refusal() -> Callable[[str, tuple[object, ...]], None]:
    """A hook that refuses the events that would reach the network, other programs or files."""

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        flags = arguments[2] if event == "open" and len(arguments) > 2 else 0  # noqa: PLR2004 - path, mode, flags
        if event.startswith(_EVENTS) or (isinstance(flags, int) and flags & _WRITING):
            raise PermissionError(1, f"a reader may not do this: {event}")

    return refuse


def _filter_calls(machine: str) -> bool:
    """Let the kernel refuse the calls; whether it does."""
    if machine not in ARCHITECTURES:
        return False
    program = filter_program(ARCHITECTURES[machine])
    code = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))  # struct sock_fprog
    control = ctypes.CDLL(None, use_errno=True).prctl
    is_bound = control(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
    return bool(is_bound and control(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, head, 0, 0) == 0)


def filter_program(machine: Architecture) -> bytes:
    """A filter that refuses some calls, and those of another architecture, and allows the rest.

    An instruction is a code, how many to jump over where it holds and where it does not, and an operand.
    """
    opened = [
        step
        for call, place in machine.opening
        for step in (
            (_IF_EQUAL, 0, 3, call),
            (_LOAD, 0, 0, _ARGUMENTS + 8 * place),
            (_IF_SET, _TO_REFUSAL, 0, _WRITING),
            (_RETURN, 0, 0, _ALLOW),
        )
    ]
    steps = [
        (_LOAD, 0, 0, _MARK),
        (_IF_EQUAL, 1, 0, machine.mark),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD, 0, 0, _NUMBER),
        (_IF_ABOVE, _TO_REFUSAL, 0, _FOREIGN),
        *((_IF_EQUAL, _TO_REFUSAL, 0, call) for call in machine.refused),
        *opened,
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    last = len(steps) - 1
    return b"".join(
        struct.pack("=HBBI", code, last - place - 1 if yes == _TO_REFUSAL else yes, no, operand)
        for place, (code, yes, no, operand) in enumerate(steps)
    )
