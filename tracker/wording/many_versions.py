"""The words of the table that has many versions side by side, in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.wording.both_languages import by_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.model import Lang

_BOTH: Mapping[str, tuple[str, str]] = {
    "table": ("多版本对照表", "Versions side by side"),
    "same": ("（同前）", "(as before)"),
    "absent": ("—", "—"),
    "legend": ("各列的标记均与左侧一列相比", "The marks of each column are against the column to its left"),
    "counted": ("{rows} 个条款，{changed} 个有变化", "{rows} provisions, {changed} changed"),
    "no-changes": ("各版本没有差异。", "The versions do not differ."),
}

LABELS: Mapping[Lang, Mapping[str, str]] = by_language(_BOTH)
"""Every label by language and name."""
