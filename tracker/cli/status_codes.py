"""Exit statuses (contract §2)."""

from __future__ import annotations

DONE = 0
CHANGES_FOUND = 1
USAGE = 2
FAILED = 3
SOURCES_FAILED = 4
BUG = 70
INTERRUPTED = 130
