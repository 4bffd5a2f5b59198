"""A change tracker and diff monitor for government gazettes."""

from __future__ import annotations

__version__ = "0.1.0"
