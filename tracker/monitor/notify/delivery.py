"""Telling."""

from __future__ import annotations

from pathlib import Path

from tracker.monitor.settings import Settings


def deliver_all(settings: Settings, store: Path) -> None:
    """Nothing yet."""
    del settings, store
