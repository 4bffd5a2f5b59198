"""Where the corpus of real gazettes is: the folder named by ``TRACKER_CORPUS``, by default ``../shared``."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def corpus_folder() -> Path:
    """Where the corpus should be; it need not be there."""
    return Path(os.environ.get("TRACKER_CORPUS") or ROOT.parent / "shared")


def corpus() -> Path:
    """The folder of the corpus; without it the test is skipped, but in CI it fails."""
    folder = corpus_folder()
    if (folder / "gazettes").is_dir():
        return folder
    message = f"no corpus at {folder}: set TRACKER_CORPUS to the folder that holds gazettes/, gold/ and revisions/"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
