"""Sources read and parsed in the box: always where others send them, else where they are packed or large."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tracker.parse import parse
from tracker.read import bytes_of, read_bytes, read_scan
from tracker.read.sniff import needs_office, scan_type

if TYPE_CHECKING:
    from tracker.box.processes import Box
    from tracker.model import Issue
    from tracker.parse.explained import ExplainedLine

__all__ = ["LARGE", "PACKED", "explained_guarded", "is_risky", "issue_in_box", "parse_guarded", "wants_recognition"]

LARGE: Final = 200_000
"""Bytes from which on a file that a person names is read in the box too."""
PACKED: Final = (b"PK\x03\x04", b"%PDF-")
"""Marks of formats whose size says nothing of what they unpack to."""
_HEAD: Final = 1024


def is_risky(data: bytes) -> bool:
    """Whether bytes can cost much more than they look: they are many, or packed."""
    return len(data) >= LARGE or any(mark in data[:_HEAD] for mark in PACKED)


def wants_recognition(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether scans are to be recognised although no option says so: ``TRACKER_OCR=1``."""
    return environment.get("TRACKER_OCR", "") not in ("", "0")


def parse_guarded(path: Path | str, *, ocr: bool | None = None) -> Issue:
    """Read and parse a file, in a process of its own where it is risky; a small text costs nothing more.

    ``ocr`` recognises the text of scans (default: as ``TRACKER_OCR`` says); its engine needs threads, which the box has
    none of, so a scan is read in this process.

    Raises:
        UnreadableSource: the file cannot be turned into text, or took too long or too much.
    """
    data, name = bytes_of(path), Path(path).name
    if _is_to_be_recognised(data, ocr):
        return parse(read_scan(data, name))
    if not is_risky(data) or needs_office(data):  # the box allows no process, and LibreOffice is one
        return parse(read_bytes(data, name))
    from tracker.box.processes import Box  # noqa: PLC0415 - not needed for most files

    with Box() as box:
        return issue_in_box(box, data, name)


def _is_to_be_recognised(data: bytes, ocr: bool | None) -> bool:  # noqa: FBT001 - as the callers have it
    return (wants_recognition() if ocr is None else ocr) and bool(scan_type(data))


def explained_guarded(path: Path | str, *, ocr: bool | None = None) -> tuple[ExplainedLine, ...]:
    """Read and parse a file as ``parse_guarded`` does, and say what became of each of its lines.

    Raises:
        UnreadableSource: the file cannot be turned into text, or took too long or too much.
    """
    from tracker.parse.explained import explain  # noqa: PLC0415 - not needed for most files

    data, name = bytes_of(path), Path(path).name
    if _is_to_be_recognised(data, ocr):
        source = read_scan(data, name)
        return explain(source, parse(source))
    if not is_risky(data) or needs_office(data):
        value = explained_value(data, name)
    else:
        from tracker.box.processes import Box  # noqa: PLC0415 - not needed for most files

        with Box() as box:
            value = box.ask(f"{__name__}:explained_value", data, where=name, name=name)
    return tuple(_explained_line(one) for one in value["lines"])


def explained_value(data: bytes, name: str) -> dict[str, Any]:
    """The job: what became of every line, as plain values."""
    from tracker.parse.explained import explain  # noqa: PLC0415 - not needed for most files

    source = read_bytes(data, name)
    return {"lines": [asdict(line) for line in explain(source, parse(source))]}


def _explained_line(value: Mapping[str, Any]) -> ExplainedLine:
    from tracker.parse.explained import ExplainedLine  # noqa: PLC0415 - as above

    whole: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in value.items()}
    return ExplainedLine(**whole)


def issue_in_box(box: Box, data: bytes, name: str) -> Issue:
    """Read and parse bytes in the box.

    Raises:
        UnreadableSource: they cannot be turned into text, or took too long or too much.
    """
    from tracker.errors import MalformedSource, UnreadableSource  # noqa: PLC0415 - as above
    from tracker.schema.issues import issue_from_json  # noqa: PLC0415 - as above

    value = box.ask(f"{__name__}:issue_value", data, where=name, name=name)
    try:
        return issue_from_json(value)
    except (MalformedSource, KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise UnreadableSource("its reader gave no issue", where=name, do="fetch it again") from error


def issue_value(data: bytes, name: str) -> dict[str, Any]:
    """The job: an issue as JSON."""
    from tracker.schema.issues import issue_to_json  # noqa: PLC0415 - as above

    return issue_to_json(parse(read_bytes(data, name)))
