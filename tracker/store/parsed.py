"""Sources parsed with today's parser, kept in a folder that can be deleted at any time."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from tracker.box.limits import unhurried_limits
from tracker.box.processes import Box
from tracker.box.sources import is_risky, issue_in_box
from tracker.errors import MalformedSource
from tracker.parse import parse
from tracker.read import read_bytes
from tracker.schema.issues import issue_from_json, issue_to_json
from tracker.store.parser_identity import parser_fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tracker.model import Issue


def parse_source(name: str, data: bytes) -> Issue:
    """The issue in the bytes of a source of the store.

    Raises:
        UnreadableSource: today's reader cannot read them.
    """
    if is_risky(data):  # a store can be a stranger's: a clone, a pull request
        return issue_in_box(_box(os.getpid()), data, name)
    return parse(read_bytes(name=name, data=data))


@cache
def _box(_: int) -> Box:
    """The reading process of this process (by its number: a copy of it must not share its pipes); ends with it."""
    return Box(limits=unhurried_limits)


class ParsedIssues:
    """Parsed issues by the name of their source's object; a parser of other code finds nothing here."""

    def __init__(self, folder: Path) -> None:
        self._all = folder / "parsed"

    def get(self, oid: str, name: str) -> Issue | None:
        """The issue of a source, if it was parsed before with this parser."""
        try:
            return issue_from_json(json.loads(self._file(oid, name).read_bytes()))
        except (OSError, ValueError, MalformedSource, RecursionError):
            return None

    def put(self, oid: str, name: str, issue: Issue) -> None:
        """Keep an issue; a folder that cannot be written only costs time."""
        with suppress(RecursionError):
            self.put_json(oid, name, issue_to_json(issue))

    def put_json(self, oid: str, name: str, parsed: Mapping[str, Any]) -> None:
        """Keep an issue that stands as JSON already."""
        file = self._file(oid, name)
        beside = file.with_suffix(f".{os.getpid()}.part")
        with suppress(OSError, RecursionError):
            if not file.parent.is_dir():
                shutil.rmtree(self._all, ignore_errors=True)  # of another parser
                file.parent.mkdir(parents=True)
            text = json.dumps(parsed, ensure_ascii=False, separators=(",", ":"))
            beside.write_bytes(text.encode("utf-8", "surrogatepass"))
            beside.replace(file)

    def _file(self, oid: str, name: str) -> Path:
        return self._all / parser_fingerprint() / f"{oid}-{name}.json"
