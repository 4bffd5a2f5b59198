"""Which instrument is the next version of which work, and what is in force on a day."""

from __future__ import annotations
