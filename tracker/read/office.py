"""Documents of Word before 2007, of WPS and RTF to text: LibreOffice, where it is there, makes a DOCX of them.

It runs without a window and without macros, with a profile of its own that is thrown away, in a folder of its own, for
a limited time, with limits and without the network (``confined``). Links of the document are not followed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from tracker.errors import UnreadableSource
from tracker.messages import said
from tracker.model import MediaType, SourceText
from tracker.read.docx.body import read_docx

__all__ = ["read_office"]

PROGRAMS: Final = ("soffice", "libreoffice")
SECONDS: Final = 120
"""Time that a conversion may take: the first start of a profile takes ten seconds, a long document two more."""
PROCESSOR, MEMORY, SIZE = 8, 400_000_000, 200_000_000
"""Seconds of the processor, bytes of memory and bytes of one file that it may use, each process of it, for a small
document; a letter takes two seconds and 200 MB."""
_SECONDS_A_MEGABYTE, _MEMORY_A_BYTE = 5, 20
CONFINED: Final = Path(__file__).with_name("confined.py")
SUFFIXES: Final[Mapping[MediaType, str]] = {"application/msword": "doc", "application/rtf": "rtf"}
FILTERS: Final[Mapping[MediaType, str]] = {"application/msword": "MS Word 97", "application/rtf": "Rich Text Format"}
"""What the document is read as: without it LibreOffice takes what it does not know for plain text."""
NAMES: Final[Mapping[MediaType, str]] = {
    "application/msword": said("a document of Word before 2007 or of WPS"),
    "application/rtf": said("an RTF document"),
}

_SETTING = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
    "</item>"
)
_SETTINGS: Final = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
)
"""No macro and no active content runs, no link is updated or followed."""


def read_office(data: bytes, name: str, kind: MediaType) -> SourceText:
    """The text of a .doc, .wps or .rtf, through a DOCX that LibreOffice makes of it.

    Raises:
        UnreadableSource: LibreOffice is not there, cannot read it, or takes too long.
        EmptySource: It has no text.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise UnreadableSource(
            said("this is {kind}, and LibreOffice, which converts it, is not installed", kind=NAMES[kind]),
            where=name,
            do="install LibreOffice, or save it as .docx or PDF",
        )
    source = read_docx(_converted(program, data, name, kind), name)
    return replace(source, sha256=hashlib.sha256(data).hexdigest(), media_type=kind)


def _converted(program: str, data: bytes, name: str, kind: MediaType) -> bytes:
    """The DOCX that LibreOffice makes of the bytes."""
    with tempfile.TemporaryDirectory(prefix="tracker-office-", ignore_cleanup_errors=True) as folder:
        base = Path(folder)
        source, made = base / f"source.{SUFFIXES[kind]}", base / "made" / "source.docx"
        source.write_bytes(data)
        _write_profile(base / "profile")
        _run([*_limits(len(data)), program, *_arguments(base, source, FILTERS[kind])], base, name)
        try:
            return made.read_bytes()
        except OSError as error:
            raise UnreadableSource(
                said("LibreOffice could not read it as {kind}", kind=NAMES[kind]),
                where=name,
                do="open it, and save it as .docx or PDF",
            ) from error


def _limits(size: int) -> list[str]:
    """The words before a command that hold it to the limits of a document of so many bytes."""
    most = (PROCESSOR + _SECONDS_A_MEGABYTE * size // 1_000_000, MEMORY + _MEMORY_A_BYTE * size, SIZE)
    return [sys.executable, "-I", "-S", str(CONFINED), *map(str, most), "--"]


def _arguments(base: Path, source: Path, form: str) -> list[str]:
    return [
        f"-env:UserInstallation={(base / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--nofirststartwizard",
        f"--infilter={form}",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(base / "made"),
        str(source),
    ]


def _write_profile(profile: Path) -> None:
    user = profile / "user"
    user.mkdir(parents=True)
    items = "".join(_SETTING.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        f' xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>',
        "utf-8",
    )


def _run(command: list[str], base: Path, name: str) -> None:
    """Run the program to its end, or end it and all that it started when its time is over."""
    environment = {"HOME": str(base), "TMPDIR": str(base), "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
    try:
        process = subprocess.Popen(  # noqa: S603  # the program is found on the path, all arguments are ours
            command,
            cwd=base,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise UnreadableSource(
            "LibreOffice cannot be started here", where=name, do="save it as .docx or PDF"
        ) from error
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise UnreadableSource(
            said("LibreOffice took more than {seconds} seconds", seconds=SECONDS),
            where=name,
            do="open it, and save it as .docx or PDF",
        ) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program's whole group, which is its own: LibreOffice starts a second process."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
    finally:
        process.wait()
