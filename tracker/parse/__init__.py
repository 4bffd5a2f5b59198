"""SourceText → Issue: issues of a gazette, compilations, and single documents (``tracker.issue/1``).

The grammar is loaded when something is parsed, so that the package's public names cost nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.model import Issue, SourceText

__all__ = ["parse", "parse_file"]


def parse_file(path: Path | str) -> Issue:
    """Read and parse a file.

    Raises:
        UnreadableSource: the file cannot be turned into text.
    """
    from tracker.read import read_file  # noqa: PLC0415 - reading pulls in the formats

    return parse(read_file(path))


def parse(source: SourceText) -> Issue:
    """The issue, compilation or document that a source holds.

    Never raises on odd text: what cannot be understood becomes paragraphs and diagnostics.
    """
    from tracker.collector import collector_at_rest  # noqa: PLC0415 - see above
    from tracker.parse.whole_source import issue_of  # noqa: PLC0415 - see above

    with collector_at_rest():
        return issue_of(source)
