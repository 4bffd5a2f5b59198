"""Characters that would deceive or break a document, made visible.

Bidirectional controls reorder what a reader sees (CVE-2021-42574), invisible characters hide a change, and most
control characters may not stand in XML 1.0 at all (XML 1.0 §2.2 Char).
"""

from __future__ import annotations

import re

from tracker.language.patterns import regex

_BREAKING = regex(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1 controls but tab and line feed
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # invisible, and bidirectional controls
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"  # annotation anchors, non-characters, halves of surrogate pairs
)


def visible(text: str) -> str:
    """The text with every control and invisible character written out, as ``⟦U+202E⟧``."""
    return _BREAKING.sub(_name, text)


def _name(match: re.Match[str]) -> str:
    return f"⟦U+{ord(match[0]):04X}⟧"
