"""The HTML page as a PDF, through the print style sheet: by Chromium where it is present, else by WeasyPrint."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import RenderError
from tracker.messages import said
from tracker.render import html
from tracker.render.template_environment import asset

if TYPE_CHECKING:
    from tracker.model import ChangeSet, DiffSet
    from tracker.render.options import RenderOptions

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
"""Names under which Chromium is found; ``TRACKER_CHROMIUM`` names another one."""

SECONDS = 180

_SIDE_BY_SIDE = (
    ":not(.heading.k-unchanged)>.inline{display:none!important}"
    ":not(.heading.k-unchanged)>.side{display:block!important}"
)


def render(comparison: ChangeSet | DiffSet, options: RenderOptions) -> bytes:
    """The page as a PDF.

    Raises:
        RenderError: neither Chromium nor WeasyPrint is here, or it did not print.
    """
    browser = find_browser()
    page = html.render(comparison, options)
    return _by_browser(page, browser) if browser else _by_weasyprint(page, options)


def _by_browser(page: str, browser: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="tracker-pdf-") as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(page, encoding="utf-8")
        _print(browser, source, target)
        return _undated(target.read_bytes())


def _by_weasyprint(page: str, options: RenderOptions) -> bytes:
    """WeasyPrint knows neither ``:has()`` nor ``@supports``: a style sheet of its own stands for the switches."""
    try:
        import weasyprint  # noqa: PLC0415 - an extra, which most people do without
    except OSError as error:  # the Python package is here, the libraries it draws with are not
        raise RenderError(
            said("WeasyPrint does not start: {error}", error=str(error).partition("\n")[0]),
            do="install its libraries (Debian: apt install libpangoft2-1.0-0 libharfbuzz-subset0) or Chromium",
        ) from error

    switches = [asset("weasyprint.css")]
    if options.context == "changed":
        switches.append(".k-unchanged:not(.leads){display:none!important}")
    if options.layout == "side-by-side":
        switches.append(_SIDE_BY_SIDE)
    styles = [weasyprint.CSS(string=style) for style in switches]
    fetches_nothing = weasyprint.urls.URLFetcher(allowed_protocols=())  # a report is complete in itself
    document = weasyprint.HTML(string=page, url_fetcher=fetches_nothing)
    return bytes(document.write_pdf(stylesheets=styles))


def find_browser() -> str | None:
    """The program that prints; nothing where WeasyPrint has to.

    Raises:
        RenderError: there is neither, or not the program that was named; the message says what to install.
    """
    named = os.environ.get("TRACKER_CHROMIUM")
    found = next((path for name in ((named,) if named else BROWSERS) if name and (path := shutil.which(name))), None)
    if found is None and (named or find_spec("weasyprint") is None):
        raise RenderError(
            said("PDF needs Chromium or WeasyPrint, and {program} was not found", program=named)
            if named
            else "PDF needs Chromium or WeasyPrint, and neither was found",
            do="install one (Debian: apt install chromium; or pip install 'gazette-tracker[pdf]'), "
            "name Chromium in TRACKER_CHROMIUM, or print the HTML page",
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
        "--export-tagged-pdf",  # the reading order, for whoever listens to it
        "--generate-pdf-document-outline",  # bookmarks of the headings
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
            said("Chromium did not print: {error}", error=error), where=browser, do="print the HTML page instead"
        ) from error
    if result.returncode or not target.is_file():
        lines = result.stderr.decode(errors="replace").strip().splitlines() or ["no message"]
        raise _not_printed(browser, lines[-1])


def _not_printed(browser: str, reason: str) -> RenderError:
    return RenderError(
        said("Chromium did not print: {reason}", reason=reason), where=browser, do="print the HTML page instead"
    )


def _undated(pdf: bytes) -> bytes:
    """The PDF with fixed times in its information dictionary; of the same length, so that no offset moves."""
    return re.sub(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}", rb"\g<1>20000101000000", pdf)
