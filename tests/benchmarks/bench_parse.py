"""Parsing: megabytes of UTF-8 a second, beside one pass of a regular expression over the same text; and peak memory.

Needs the corpus (``TRACKER_CORPUS``) for the large files; the samples are measured always.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from tests.benchmarks import ROOT, best_of_each, peak_megabytes, print_table, verdict
from tests.corpus import corpus_folder
from tracker import parse_file

WORDS = re.compile(r"\w+")
LEAST_MEGABYTES_A_SECOND = 3.0
MOST_MEGABYTES_OF_MEMORY = 150.0


def main() -> None:
    samples = sorted((ROOT / "snapshots").glob("*/*/*/source.txt"))
    issues = sorted((corpus_folder() / "gazettes").iterdir()) if corpus_folder().is_dir() else []
    texts = [*samples, *(path for path in issues if path.suffix == ".txt")]
    print_table(
        "text: read and parse",
        ("file", "MB", "ms", "MB/s", "× one regex pass", "goal"),
        [_speed(path) for path in texts],
    )
    large = [path for path in issues if path.suffix == ".pdf" or path.stat().st_size > 100_000]
    print_table("peak memory", ("file", "MB", "goal"), [_memory(None), *map(_memory, large)])


def _speed(path: Path) -> tuple[object, ...]:
    text = path.read_text("utf-8")
    megabytes = len(text.encode()) / 1e6
    took, yardstick = best_of_each([partial(parse_file, path), partial(WORDS.findall, text)])
    rate = megabytes / took
    goal = verdict(rate, LEAST_MEGABYTES_A_SECOND, at_most=False)
    return _name(path), megabytes, took * 1000, rate, took / yardstick, goal


def _memory(path: Path | None) -> tuple[object, ...]:
    """Peak of a process that parses one file; ``None`` for one that only imports the parser."""
    call = f"parse_file({str(path)!r})" if path else "parse_file"
    peak = peak_megabytes(f"from tracker import parse_file\n{call}")
    return _name(path) if path else "(imports only)", peak, verdict(peak, MOST_MEGABYTES_OF_MEMORY)


def _name(path: Path) -> str:
    return "/".join(path.parts[-3:]) if path.stem == "source" else path.name
