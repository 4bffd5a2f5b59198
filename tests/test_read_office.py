"""Documents of Word before 2007, of WPS and RTF, through LibreOffice; a stand-in where a test needs its faults."""

from __future__ import annotations

import io
import os
import stat
import subprocess
from pathlib import Path

import docx
import pytest

from tests.programs import program
from tracker.errors import EncryptedSource, UnreadableSource
from tracker.read import read_bytes, read_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "WordDocument".encode("utf-16-le")


def word() -> bytes:
    document = docx.Document()
    for paragraph in ("澜亭市人民政府关于修桥的通知", "澜政发〔2023〕7号", "一、修桥。"):
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program called soffice that runs a script; ``$made`` is the folder of results, ``$source`` the document."""
    program = folder / "soffice"
    head = '#!/bin/sh\nfor source; do :; done\nwhile [ "$1" != --outdir ]; do shift; done\nmade=$2\n'
    program.write_text(head + script, "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_the_text_of_what_libreoffice_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.docx").write_bytes(word())
    safe = "grep -q DisableMacrosExecution profile/user/*.xcu"
    stand_in(tmp_path, f'mkdir -p "$made"; {safe} && cp "{tmp_path}/made.docx" "$made/source.docx"\n', monkeypatch)
    for data, name, kind in ((OLE, "a.wps", "application/msword"), (b"{\\rtf1 x}", "a.rtf", "application/rtf")):
        source = read_bytes(data, name)
        assert source.text.startswith("澜亭市人民政府关于修桥的通知")
        assert (source.name, source.media_type) == (name, kind)
        assert source.sha256 != read_bytes(word(), "b.docx").sha256


def test_what_libreoffice_cannot_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, "exit 1\n", monkeypatch)
    with pytest.raises(UnreadableSource, match="could not read"):
        read_bytes(OLE, "a.doc")


def test_a_conversion_without_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, "sleep 60 & sleep 60\n", monkeypatch)
    monkeypatch.setattr("tracker.read.office.SECONDS", 0.2)
    with pytest.raises(UnreadableSource, match="seconds"):
        read_bytes(OLE, "a.doc")


def test_without_libreoffice_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.read.office.PROGRAMS", ("no-such-program",))
    with pytest.raises(UnreadableSource, match="install LibreOffice"):
        read_bytes(OLE, "a.doc")
    with pytest.raises(UnreadableSource, match="RTF"):
        read_bytes(b"{\\rtf1 x}", "a.rtf")


def test_tables_slides_and_locked_documents_are_no_texts() -> None:
    with pytest.raises(UnreadableSource, match="no text"):
        read_bytes(OLE[:500] + "Workbook".encode("utf-16-le"), "a.xls")
    with pytest.raises(EncryptedSource):
        read_bytes(OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx")
    with pytest.raises(UnreadableSource, match="no text"):
        read_bytes(OLE[:500], "a.doc")
    with pytest.raises(UnreadableSource, match="its bytes are none"):
        read_bytes("文字".encode(), "a.doc")


@pytest.mark.parametrize("suffix", ["doc", "rtf"])
def test_a_document_that_libreoffice_itself_wrote(suffix: str, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        program("soffice", "libreoffice", package="libreoffice-writer"),
        profile,
        "--headless",
        "--convert-to",
        suffix,
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    source = read_file(tmp_path / f"a.{suffix}")
    (tmp_path / "b.doc").write_bytes(OLE)
    with pytest.raises(UnreadableSource, match="could not read"):
        read_file(tmp_path / "b.doc")
    assert source.text.split() == ["澜亭市人民政府关于修桥的通知", "澜政发〔2023〕7号", "一、修桥。"]


LIMITED = {
    "memory": 'exec python3 -c "bytearray(2_000_000_000)"',
    "a file": 'mkdir -p "$made" && head -c 300000000 /dev/zero > "$made/source.docx" && exit 0; rm "$made/source.docx"',
    "the network": 'python3 -c "import socket; socket.socket()" && cp "$PWD/../whole" "$made/source.docx"',
    "descriptors": """python3 -c '
import os
for n in range(600): os.dup(1)' && cp "$PWD/../whole" "$made/source.docx"
""",
}


@pytest.mark.parametrize("script", LIMITED.values(), ids=LIMITED)
def test_a_conversion_has_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """What goes beyond one fails, and makes no document."""
    (tmp_path / "whole").write_bytes(word())
    stand_in(tmp_path, f"{script}\n".replace("$PWD/..", str(tmp_path)), monkeypatch)
    with pytest.raises(UnreadableSource, match="could not read"):
        read_bytes(OLE, "a.doc")


def test_within_its_limits_a_conversion_may_talk_to_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "whole").write_bytes(word())
    talk = 'python3 -c "import socket; socket.socketpair(socket.AF_UNIX)"'
    stand_in(tmp_path, f'mkdir -p "$made"; {talk} && cp "{tmp_path}/whole" "$made/source.docx"\n', monkeypatch)
    assert read_bytes(OLE, "a.doc").text.startswith("澜亭市")


def test_a_conversion_has_seconds_of_the_processor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.read.office.PROCESSOR", 1)
    stand_in(tmp_path, "while :; do :; done\n", monkeypatch)
    with pytest.raises(UnreadableSource, match="could not read"):
        read_bytes(OLE, "a.doc")
