"""Signed snapshots: git's own SSH signatures, made and checked with ``ssh-keygen`` alone.

The key is named by the person who runs the program: an option, or ``TRACKER_SIGNING_KEY``. What a repository's
configuration says of signing (``gpg.program``, ``gpg.ssh.program``, ``user.signingkey``) is neither read nor run: git
itself is not asked to sign or to check. ``git verify-commit`` finds the signatures good all the same (git's
gpg-interface.c: the namespace ``git``, over the commit without its ``gpgsig`` header).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tracker.errors import ConfigError, StoreError
from tracker.messages import said, template
from tracker.store.record import parse_commit

if TYPE_CHECKING:
    from tracker.store.git import Git

__all__ = ["KEY", "Signer", "Unsigned", "signed", "signer_of", "unsigned", "written"]

KEY: Final = "TRACKER_SIGNING_KEY"
"""The variable that names the file of a key: a private one, or the public one of a key that an agent holds."""
_HEADER: Final = b"gpgsig"
_HEADERS: Final = (b"gpgsig ", b"gpgsig-sha256 ")
_PATIENCE: Final = 60
"""Seconds for one signature: a key of hardware waits for a touch."""
_THREADS: Final = 4
_NAME: Final = "ssh-keygen"
_INSTALL: Final = template("install it (Debian: apt-get install openssh-client)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs: the file of an SSH key."""

    key: Path

    def signature(self, payload: bytes) -> bytes:
        """The armoured signature of some bytes.

        Raises:
            StoreError: ``ssh-keygen`` is not installed, or cannot sign with this key.
        """
        done = _ssh_keygen("-Y", "sign", "-q", "-n", "git", "-f", str(self.key.absolute()), stdin=payload)
        if done.returncode or b"BEGIN SSH SIGNATURE" not in done.stdout:
            told = (done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no signature"])[-1]
            raise StoreError(
                said("cannot sign: {reason}", reason=told),
                where=str(self.key),
                do="name the file of an SSH key, or start its agent",
            )
        return done.stdout


def signer_of(key: Path | str | None, environment: Mapping[str, str] = os.environ) -> Signer | None:
    """Who signs: the key that is named, else the one of the environment; ``None`` where none is.

    Raises:
        ConfigError: there is no such file.
    """
    named = str(key or environment.get(KEY, "")).strip()
    if not named:
        return None
    if not Path(named).is_file():
        raise ConfigError("there is no such key", where=named, do="name the file of an SSH key, or none")
    return Signer(key=Path(named))


def signed(git: Git, commits: Sequence[str], signer: Signer) -> tuple[str, ...]:
    """The same commits, one after the other, each signed; they replace those that were not."""
    made: dict[str, str] = {}
    for oid in commits:
        head, _, message = git.read(oid).partition(b"\n\n")
        lines = [_with_parent(line, made) for line in head.split(b"\n")]
        payload = b"\n".join(lines) + b"\n\n" + message
        signature = signer.signature(payload).rstrip(b"\n").replace(b"\n", b"\n ")
        content = b"\n".join([*lines, _HEADER + b" " + signature]) + b"\n\n" + message
        made[oid] = written(git, content)
    return tuple(made.values())


def written(git: Git, commit: bytes) -> str:
    """Let git keep a commit, given as git keeps it; its name."""
    return git.run("hash-object", "-t", "commit", "-w", "--stdin", stdin=commit).decode().strip()


def _with_parent(line: bytes, made: Mapping[str, str]) -> bytes:
    word, _, oid = line.partition(b" ")
    return b"parent " + made.get(oid.decode(), oid.decode()).encode() if word == b"parent" else line


# --- checking ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsigned:
    """A commit that no known key signed, and what is wrong with its signature."""

    commit: str
    what: str


def unsigned(git: Git, tip: str, allowed: Path) -> tuple[Unsigned, ...]:
    """The commits of a store's history that none of the allowed signers signed; the last one first.

    ``allowed`` is a file of allowed signers (ssh-keygen(1)): a name, a key, perhaps times between which it is good.

    Raises:
        ConfigError: there is no such file.
        StoreError: ``ssh-keygen`` is not installed.
        DamagedStore: a commit is missing.
    """
    if not allowed.is_file():
        raise ConfigError(
            "there is no such file", where=str(allowed), do="a line a signer: NAME ssh-ed25519 AAAA… (ssh-keygen(1))"
        )
    _program()
    commits = git.commits(tip, git.prefix.rstrip("/"))
    contents = zip(commits, git.read_all(commits), strict=True)
    with ThreadPoolExecutor(_THREADS) as threads:  # each waits for a process
        found = threads.map(lambda one: _fault(one[0], one[1], allowed.absolute()), contents)
        return tuple(one for one in found if one is not None)


def _fault(oid: str, content: bytes, allowed: Path) -> Unsigned | None:
    payload, signature = _parted(content)
    if not signature:
        return Unsigned(commit=oid, what="has no signature")
    if b"BEGIN SSH SIGNATURE" not in signature:
        return Unsigned(commit=oid, what="is signed otherwise than by an SSH key")
    moment = f"verify-time={parse_commit(oid, content).committed:%Y%m%d%H%M%SZ}"
    with tempfile.TemporaryDirectory(prefix="tracker-signature-") as folder:
        file = Path(folder) / "signature"
        file.write_bytes(signature)
        named = _ssh_keygen("-Y", "find-principals", "-f", str(allowed), "-s", str(file), "-O", moment, stdin=payload)
        if named.returncode or not (names := named.stdout.decode("utf-8", "replace").splitlines()):
            return Unsigned(commit=oid, what="is signed by a key that is not allowed, or was not then")
        check = ("-Y", "verify", "-n", "git", "-f", str(allowed), "-I", names[0], "-s", str(file), "-O", moment)
        if _ssh_keygen(*check, stdin=payload).returncode:
            return Unsigned(commit=oid, what="is not what was signed: it was changed")
    return None


def _parted(content: bytes) -> tuple[bytes, bytes]:
    """A commit without its signature, and the signature."""
    head, _, message = content.partition(b"\n\n")
    kept: list[bytes] = []
    signature: list[bytes] = []
    for line, is_signature in _marked(head.split(b"\n")):
        (signature if is_signature else kept).append(line)
    text = b"\n".join(
        line.partition(b" ")[2] for line in signature
    )  # a header's word, or the blank of its further lines
    return b"\n".join(kept) + b"\n\n" + message, text + b"\n" if text else b""


def _marked(lines: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The lines of a header, each with whether it belongs to the signature."""
    inside = False
    for line in lines:
        inside = line.startswith(_HEADERS) or (inside and line.startswith(b" "))
        yield line, inside


def _program() -> str:
    found = shutil.which(_NAME)
    if found is None:
        raise StoreError("ssh-keygen is not installed, and signatures need it", do=_INSTALL)
    return found


def _ssh_keygen(*arguments: str, stdin: bytes) -> subprocess.CompletedProcess[bytes]:
    """One run of the program, somewhere where no file of a repository is found by a short name.

    Raises:
        StoreError: it is not installed, or did not end.
    """
    try:
        return subprocess.run(  # noqa: S603 - a fixed program, no shell, arguments of our own
            [_program(), *arguments],
            input=stdin,
            cwd="/",
            env={name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise StoreError(
            said("ssh-keygen did not answer: {reason}", reason=str(error)[:200]), do="unlock the key, or use its agent"
        ) from error
