"""How a git process is started: the lower half of ``tracker.store.git``, and imported by nothing else.

Every process runs

- with an environment cleaned of ``GIT_*``, so that a hook or an alias around us cannot redirect it,
- without hooks, pagers, file system monitors, replaced objects or the network, whatever the repository's configuration
  says: neither what stands in it nor in files of attributes lets git start a program,
- with paths ended by NUL and taken literally.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Final

from tracker.errors import DamagedStore, StoreError
from tracker.language.patterns import regex
from tracker.messages import said, system_reason

OID = regex(r"(?:[0-9a-f]{40}|[0-9a-f]{64})\Z")
"""A full object name, SHA-1 or SHA-256."""

_SETTINGS: Final = (
    "core.hooksPath=/dev/null",
    "core.quotePath=false",
    "core.fsmonitor=false",
    "core.splitIndex=false",
    "core.filesRefLockTimeout=1500",
    "core.attributesFile=/dev/null",
    "core.sshCommand=false",
    "core.gitProxy=",
    "core.alternateRefsCommand=",
    "core.askPass=",
    "credential.helper=",
    "protocol.allow=never",
    "gc.auto=0",
    "maintenance.auto=false",
    "advice.detachedHead=false",
    "log.showSignature=false",
)
OPTIONS: Final = tuple(part for setting in _SETTINGS for part in ("-c", setting))
_FIXED: Final = {
    "LC_ALL": "C.UTF-8",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "none",  # beats protocol.<name>.allow of a configuration, which beats protocol.allow
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,  # a file that gives commits other parents
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
}


_FSCK: Final = said("see what `git fsck` says there")
_RESTORE: Final = said("restore it from another clone, or add the source again")
_NO_PROGRAM: Final = {
    b"filter": (("clean", ""), ("smudge", ""), ("process", ""), ("required", "false")),
    b"hook": (("enabled", "false"),),
}


def clean_environment() -> dict[str, str]:
    """Our environment without ``GIT_*``, and with the settings that have no option."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | _FIXED


def run(arguments: Sequence[str], *, cwd: Path, stdin: bytes = b"", env: dict[str, str] | None = None) -> bytes:
    """The standard output of one git command run in ``cwd``.

    Raises:
        StoreError: git is not installed, or said no; the message has git's last line.
    """
    done = execute(arguments, cwd=cwd, stdin=stdin, env=env)
    if done.returncode:
        raise _failed(arguments, done, cwd)
    return done.stdout


def answered(arguments: Sequence[str], *, cwd: Path) -> bytes | None:
    """The standard output of a git command that says no with the status 1: ``None`` then.

    Raises:
        StoreError: it gave no answer.
    """
    done = execute(arguments, cwd=cwd)
    if done.returncode not in {0, 1}:
        raise _failed(arguments, done, cwd)
    return None if done.returncode else done.stdout


def _failed(arguments: Sequence[str], done: subprocess.CompletedProcess[bytes], cwd: Path) -> StoreError:
    return StoreError(
        said("git {command} failed: {reason}", command=arguments[0], reason=last_line(done.stderr)),
        where=str(cwd),
        do="see what `git fsck` says there",
    )


def execute(
    arguments: Sequence[str], *, cwd: Path, stdin: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """One git command run to its end, whatever it says.

    Raises:
        StoreError: git is not installed, or cannot be started there.
    """
    try:
        return subprocess.run(  # noqa: S603 - a fixed program, no shell, arguments of our own
            [program(), *OPTIONS, *map(_as_git_reads_it, arguments)],
            cwd=cwd,
            input=stdin,
            env=clean_environment() | (env or {}),
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise StoreError(
            said("git cannot be started: {reason}", reason=system_reason(error)),
            where=str(cwd)[:200],
            do="check the path",
        ) from error


def without_programs(cwd: Path) -> dict[str, str]:
    """Variables under which git starts no program that the configuration names by a name of its choice.

    ``filter.NAME.clean``, ``smudge`` and ``process`` run when a file is compared with the index, ``hook.NAME.command``
    (git 2.53) beside other commands. A program that is empty is none. Names can hold anything, so that they go through
    the environment and not into options.
    """
    listed = answered(["config", "--name-only", "--null", "--get-regexp", r"^(filter|hook)\."], cwd=cwd) or b""
    names = dict.fromkeys(key.rpartition(b".")[0] for key in listed.split(b"\0") if key.count(b".") > 1)
    settings = [
        (f"{os.fsdecode(name)}.{key}", value) for name in names for key, value in _NO_PROGRAM[name.partition(b".")[0]]
    ]
    numbered = {f"GIT_CONFIG_KEY_{place}": name for place, (name, _) in enumerate(settings)}
    values = {f"GIT_CONFIG_VALUE_{place}": value for place, (_, value) in enumerate(settings)}
    return {"GIT_CONFIG_COUNT": str(len(settings)), **numbered, **values}


def _as_git_reads_it(argument: str) -> bytes:
    """An argument in UTF-8, whatever the locale is: a path in Chinese is one under LC_ALL=C too."""
    return argument.encode("utf-8", "surrogateescape")


def program() -> str:
    """Where git is.

    Raises:
        StoreError: it is not installed.
    """
    found = shutil.which("git")
    if found is None:
        raise StoreError("git is not installed", do="install git 2.35 or newer")
    return found


def last_line(message: bytes) -> str:
    """What git said last, which is the reason; a line without its frills."""
    lines = [line for line in message.decode("utf-8", "replace").splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no reason given"


class ObjectReader:
    """``git cat-file --batch``: objects by name, over one process."""

    WINDOW = 64
    """Names asked for ahead of the answers; 64 lines of 41 bytes never fill a pipe."""

    def __init__(self, cwd: Path) -> None:
        self._process = start(["cat-file", "--batch"], cwd=cwd)
        self._cwd = cwd
        self.is_dead = False
        """Whether git ended at a damaged object, or answers are still to come; a new reader goes on behind it."""

    def read(self, oid: str) -> bytes:
        """The content of one object.

        Raises:
            DamagedStore: it is missing.
        """
        return next(iter(self.read_all((oid,))))

    def read_all(self, oids: Sequence[str]) -> Iterator[bytes]:
        """The contents of objects, in order."""
        for start in range(0, len(oids), self.WINDOW):
            window = oids[start : start + self.WINDOW]
            yield from self._window(window)

    def _window(self, oids: Sequence[str]) -> Iterator[bytes]:
        # Read whole windows at once, so that a caller who stops half-way does not leave answers in the pipe.
        write, read = pipe_of(self._process.stdin), pipe_of(self._process.stdout)
        try:
            write.write("".join(f"{checked(oid)}\n" for oid in oids).encode())
            write.flush()
        except BrokenPipeError as error:
            self.is_dead = True
            raise DamagedStore("git cannot read objects", where=str(self._cwd), do=_FSCK) from error
        return iter([self._answer(read, oid) for oid in oids])

    def _answer(self, read: IO[bytes], oid: str) -> bytes:
        header = read.readline().split()
        is_there = len(header) == 3 and header[0] == oid.encode()  # noqa: PLR2004 - name, kind, size; not "NAME missing"
        content = read.read(int(header[2])) if is_there else b""
        if not is_there or len(content) != int(header[2]) or not read.read(1):
            self.is_dead = True  # the answers to what was asked behind it would be taken for those to other questions
            raise DamagedStore(said("object {oid} is missing or damaged", oid=oid), where=str(self._cwd), do=_RESTORE)
        return content

    def close(self) -> None:
        """End the process."""
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(BrokenPipeError):
                pipe_of(stream).close()
        self._process.wait()


class RefTransaction:
    """``git update-ref --stdin``: one ref moved, or not, as a whole.

    The last word is said only when git has taken the lock and found the old value: if this process is killed before,
    git sees the end of its input and takes everything back.
    """

    def __init__(self, cwd: Path) -> None:
        self._cwd = cwd

    def commit(self, order: str) -> bool | None:
        """Carry out ``update REF NUL NEW NUL OLD NUL`` or ``verify REF NUL OLD NUL``; whether the old value held.

        ``None`` where git was killed at it: the locks that it had taken are left.
        """
        process = start(["update-ref", "--stdin", "-z"], cwd=self._cwd)
        write, read = pipe_of(process.stdin), pipe_of(process.stdout)
        try:
            write.write(f"start\0{order}prepare\0".encode())
            write.flush()
            prepared = [read.readline(), read.readline()][1] == b"prepare: ok\n"
            write.write(b"commit\0" if prepared else b"")
            write.close()
        except BrokenPipeError:
            prepared = False
        read.read()  # to the end: git must not find the pipe closed when it says that it is done
        read.close()
        status = process.wait()
        return None if status < 0 else status == 0 and prepared


class Importer:
    """``git fast-import``: many commits with their files in one stream."""

    def __init__(self, cwd: Path, ref: str) -> None:
        """Begin a stream that writes to ``ref``, a name of our own."""
        self._ref = ref
        self._commits = 0
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `finish` or `abandon`
        self._process = start(
            ["fast-import", "--quiet", "--done", "--date-format=raw", "--force"], cwd=cwd, stderr=self._errors
        )
        self._stdin = pipe_of(self._process.stdin)
        # At once, so that a report of git about a crash of ours names the ref, and is known for one.
        self._stdin.write(f"reset {ref}\n\n".encode())
        self._stdin.flush()

    def commit(self, header: bytes, parent: str | None, steps: Iterable[bytes]) -> None:
        """Add a commit: author, committer and message as fast-import wants them, then the steps on its files.

        Raises:
            StoreError: git has ended (a full disk, say).
        """
        self._commits += 1
        begin = f"commit {self._ref}\nmark :{self._commits}\n".encode()
        base = f"from {parent}\n".encode() if self._commits == 1 and parent else b""
        try:
            self._stdin.writelines((begin, header, base, *steps, b"\n"))
        except BrokenPipeError as error:
            raise self._failure() from error

    def finish(self) -> tuple[str, ...]:
        """End the stream and give the commits, in order.

        Raises:
            StoreError: git could not write them.
        """
        asked = "".join(f"get-mark :{mark}\n" for mark in range(1, self._commits + 1))
        try:
            self._stdin.write(f"{asked}done\n".encode())
            self._stdin.close()
        except BrokenPipeError as error:
            raise self._failure() from error
        answers = pipe_of(self._process.stdout).read().decode().split()
        if self._process.wait() or len(answers) != self._commits:
            raise self._failure()
        self._errors.close()
        return tuple(answers)

    def abandon(self) -> None:
        """Stop without a result; what was written so far is garbage that git collects."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(BrokenPipeError):
                pipe_of(stream).close()
        self._process.wait()
        self._errors.close()

    def _failure(self) -> StoreError:
        self._process.wait()
        self._errors.seek(0)
        reason = next(
            (line for line in self._errors.read().splitlines() if line.startswith((b"fatal:", b"error:"))), b""
        )
        return StoreError(
            said("git could not write the snapshots: {reason}", reason=last_line(reason)), do="is the disk full?"
        )


def quoted(path: str) -> bytes:
    """A path as fast-import reads any path: in quotation marks, with escapes."""
    raw = path.encode("utf-8", "surrogateescape")
    return b'"' + raw.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n") + b'"'


def start(
    arguments: Sequence[str], *, cwd: Path, stderr: int | IO[bytes] = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """A git process with pipes for its input and output."""
    return subprocess.Popen(  # noqa: S603 - a fixed program, no shell, arguments of our own
        [program(), *OPTIONS, *map(_as_git_reads_it, arguments)],
        cwd=cwd,
        env=clean_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        # Ctrl-C goes to the whole foreground group: git must outlive it until we have cleaned up after ourselves.
        start_new_session=True,
    )


def pipe_of(stream: IO[bytes] | None) -> IO[bytes]:
    """The pipe that was asked for."""
    if stream is None:  # pragma: no cover - every process here is started with pipes
        raise StoreError("git was started without a pipe")
    return stream


def checked(oid: str) -> str:
    """The name of an object, after a last look that it is nothing else."""
    if not OID.match(oid):
        raise StoreError(said("not the name of a git object: {oid!r}", oid=oid))
    return oid
