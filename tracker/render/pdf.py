"""The HTML page as a PDF, through the print style sheet and Chromium."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import RenderError
from tracker.render import html

if TYPE_CHECKING:
    from tracker.model import ChangeSet, DiffSet
    from tracker.render.options import RenderOptions

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
"""Names under which Chromium is found; ``TRACKER_CHROMIUM`` names another one."""

SECONDS = 180


def render(comparison: ChangeSet | DiffSet, options: RenderOptions) -> bytes:
    """The page as a PDF.

    Raises:
        RenderError: no Chromium is here, or it did not print.
    """
    browser = find_browser()
    page = html.render(comparison, options)
    with tempfile.TemporaryDirectory(prefix="tracker-pdf-") as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(page, encoding="utf-8")
        _print(browser, source, target)
        return _undated(target.read_bytes())


def find_browser() -> str:
    """The program that prints.

    Raises:
        RenderError: there is none; the message says what to install.
    """
    named = os.environ.get("TRACKER_CHROMIUM")
    found = next((path for name in ((named,) if named else BROWSERS) if name and (path := shutil.which(name))), None)
    if found is None:
        raise RenderError(
            "PDF needs Chromium, and none was found",
            do="install it (Debian: apt install chromium), name it in TRACKER_CHROMIUM, or print the HTML page",
        )
    return found


def _print(browser: str, source: Path, target: Path) -> None:
    command = [
        browser,
        "--headless",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-javascript",
        "--no-first-run",
        "--no-pdf-header-footer",
        f"--user-data-dir={source.parent / 'profile'}",
        f"--print-to-pdf={target}",
        source.as_uri(),
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.insert(1, "--no-sandbox")  # Chromium's sandbox refuses to run for root (containers, CI)
    try:
        result = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 - no shell
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RenderError(
            f"Chromium did not print: {error}", where=browser, do="print the HTML page instead"
        ) from error
    if result.returncode or not target.is_file():
        lines = result.stderr.decode(errors="replace").strip().splitlines() or ["no message"]
        raise _not_printed(browser, lines[-1])


def _not_printed(browser: str, reason: str) -> RenderError:
    return RenderError(f"Chromium did not print: {reason}", where=browser, do="print the HTML page instead")


def _undated(pdf: bytes) -> bytes:
    """The PDF with fixed times in its information dictionary; of the same length, so that no offset moves."""
    return re.sub(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}", rb"\g<1>20000101000000", pdf)
