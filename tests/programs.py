"""Programs that some tests drive. Where one is missing the test is skipped and says so, but in CI it fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET

import pytest

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
SECONDS = 180


def program(*names: str, package: str) -> str:
    """The path of the first of some programs that is here."""
    for name in names:
        if path := shutil.which(name):
            return path
    message = f"{names[0]} is missing: apt install {package}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


class Office:
    """LibreOffice without a screen, with a profile of its own."""

    def __init__(self, folder: Path) -> None:
        self._command = [program("soffice", "libreoffice", package="libreoffice-writer libreoffice-calc")]
        self._command += [f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
        self._basic = folder / "profile" / "user" / "basic" / "Standard"
        self._has_macro = False

    def convert(self, source: Path, suffix: str) -> Path:
        """The file in another format, beside itself."""
        self._run("--convert-to", suffix, "--outdir", str(source.parent), str(source))
        return source.with_suffix(f".{suffix.partition(':')[0]}")

    def settled(self, document: Path, command: str) -> list[str]:
        """The paragraphs of a DOCX after AcceptAllTrackedChanges or RejectAllTrackedChanges."""
        if not self._has_macro:
            self._run("--terminate_after_init")  # makes the profile, whose library the macro goes into
            (self._basic / "Module1.xba").write_text(_MODULE, encoding="utf-8")
            (self._basic / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
            self._has_macro = True
        target = document.with_suffix(f".{command}.txt")
        names = f'"{document.as_uri()}","{target.as_uri()}",".uno:{command}"'
        self._run(f"macro:///Standard.Module1.Settle({names})")
        assert target.is_file(), "LibreOffice wrote nothing"
        return target.read_text("utf-8-sig").rstrip("\n").split("\n")

    def _run(self, *arguments: str) -> None:
        subprocess.run([*self._command, *arguments], check=True, capture_output=True, timeout=SECONDS)


_DTD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}">\n'
)
_LIBRARY = _DTD.format("library:library", "library.dtd") + (
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" '
    'library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/>'
    "</library:library>"
)
_MODULE = (
    _DTD.format("script:module", "module.dtd")
    + """<script:module xmlns:script="http://openoffice.org/2000/script"
  script:name="Module1" script:language="StarBasic">
Sub Settle(source, target, command)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, Array())
  Dim text(1) As New com.sun.star.beans.PropertyValue
  text(0).Name = "FilterName"
  text(0).Value = "Text (encoded)"
  text(1).Name = "FilterOptions"
  text(1).Value = "UTF8,LF,,,"
  document.storeToURL(target, text())
  document.close(True)
End Sub
</script:module>"""
)


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = {"new": {f"{_W}del", f"{_W}moveFrom"}, "old": {f"{_W}ins", f"{_W}moveTo"}}


def settled_docx(data: bytes, side: Literal["old", "new"]) -> list[str]:
    """The paragraphs of a tracked document with all accepted (``new``) or all rejected (``old``), rows as one line.

    As ECMA-376 Part 1 §17.13.5 reads: marked text goes with its side, a paragraph whose mark goes runs into the next
    one, a row whose mark goes is gone.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        body = ET.fromstring(archive.read("word/document.xml"))[0]  # noqa: S314 - made by us
    gone, lines, held = _GONE[side], [], ""
    for block in body:
        if block.tag == f"{_W}tbl":
            for row in block.iter(f"{_W}tr"):
                marks = row.find(f"{_W}trPr")
                if marks is None or not any(mark.tag in gone for mark in marks):
                    kept = [cell for cell in row.iter(f"{_W}tc") if not _is_gone(cell, side)]
                    cells = [["".join(_kept(p, gone)) for p in cell.iter(f"{_W}p")] for cell in kept]
                    lines.append("\t".join("\n".join(cell) for cell in cells))
        if block.tag == f"{_W}p":
            held += "".join(_kept(block, gone))
            marks = block.find(f"{_W}pPr/{_W}rPr")
            if marks is None or not any(mark.tag in gone for mark in marks):
                lines.append(held)
                held = ""
    return [*lines, held] if held else lines


def _is_gone(cell: ET.Element, side: Literal["old", "new"]) -> bool:
    return cell.find(f"{_W}tcPr/{_W}{'cellIns' if side == 'old' else 'cellDel'}") is not None


def _kept(node: ET.Element, gone: set[str]) -> Iterator[str]:
    for child in node:
        if child.tag in {f"{_W}t", f"{_W}delText"}:
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield "\t"
        elif child.tag not in gone and child.tag != f"{_W}pPr":
            yield from _kept(child, gone)
