"""Sources without a list: one page, and a folder of files."""

from __future__ import annotations

from pathlib import Path

from tracker.messages import said, system_reason
from tracker.monitor.answers import FetchFailure
from tracker.monitor.list_pages import Walked
from tracker.monitor.settings import SourceSettings
from tracker.monitor.sources.listed import Listed
from tracker.monitor.sources.row_words import as_issue, issue_in
from tracker.read.sniff import SOURCE_SUFFIXES


def listed_alone(source: SourceSettings) -> Walked:
    """The one entry of a page, or the files of a folder in the order of their names.

    Raises:
        FetchFailure: the folder is not there, or is empty.
    """
    if source.kind == "page":
        entry = Listed(url=source.url, title="")
        return Walked(entries=(entry,), how="one page", family="page", first_page=1, pages=1)
    folder = Path(source.url.removeprefix("file://")).expanduser()
    try:
        files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SOURCE_SUFFIXES and path.is_file())
    except OSError as error:
        raise FetchFailure(
            said("cannot be read: {reason}", reason=system_reason(error)), where=str(folder), kind="connect"
        ) from error
    if not folder.is_dir():
        raise FetchFailure("there is no such folder", where=str(folder), kind="connect", do="check the path")
    if not files:
        raise FetchFailure("the folder holds no file that is read", where=str(folder), kind="empty-list")
    return Walked(
        entries=tuple(_entry(path) for path in files), how="folder", family="directory", first_page=len(files), pages=1
    )


def _entry(path: Path) -> Listed:
    entry = Listed(url=str(path), title=path.stem, kind="file", attachments=(str(path),), key=str(path))
    return as_issue(entry, issue_in(path.stem))
