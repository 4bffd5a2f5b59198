# ruff: noqa: INP001 - a script beside the workflows, in no package
"""The pages of the project: ``tracker report`` where that command is there, else the redlines of a store with a list.

``python -I .github/site.py STORE FOLDER``; the tracker is installed in the Python that runs this.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from tracker.cli.app import COMMANDS
from tracker.library import Library
from tracker.model import ChangeSet
from tracker.render import RenderOptions, render

_PAGE = """<!doctype html>
<html lang="zh">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>gazette-tracker: samples</title>
<style>body {{ font-family: sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1em; line-height: 1.6 }}</style>
</head>
<body><h1>gazette-tracker</h1>
<p>The redlines of the sample store: measures of a city that does not exist. 样例库的花脸稿，所涉城市均为虚构。</p>
<ul>
{rows}
</ul></body></html>
"""


def main(arguments: Sequence[str]) -> int:
    """Make the site; the exit status."""
    store, folder = map(Path, arguments)
    if "report" in COMMANDS:
        command = [sys.executable, "-I", "-m", "tracker", "report", "--store", str(store), "-o", str(folder)]
        return subprocess.run(command, check=False).returncode  # noqa: S603 - our own program
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for number, comparison in enumerate(redlines(store), 1):
        name = f"redline-{number:02d}.html"
        page = render(comparison, "html", RenderOptions(lang="zh"))
        (folder / name).write_text(str(page), "utf-8")
        title = f"{comparison.old.title} → {comparison.new.title}"
        rows.append(f'<li><a href="{name}">{escape(title)}</a></li>')
    (folder / "index.html").write_text(_PAGE.format(rows="\n".join(rows)), "utf-8")
    return 0 if rows else 1


def redlines(store: Path) -> Iterator[ChangeSet]:
    """The comparison of every two neighbouring versions of every work."""
    with Library.open(store) as library:
        for work in library.works:
            for old, new in zip(work.stages, work.stages[1:], strict=False):
                yield library.compared(work, old, new)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
