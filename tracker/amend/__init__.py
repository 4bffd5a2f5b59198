"""Amending decisions: their instructions read, applied to the old text, and every one of them accounted for."""

from __future__ import annotations

from tracker.amend.consolidation import amend

__all__ = ["amend"]
