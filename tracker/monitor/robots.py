"""What a site's robots.txt allows (RFC 9309)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from protego import Protego

from tracker.language.patterns import regex

AGENT: Final = "gazette-tracker"
"""The name by which rules are looked up, and which stands first in the User-Agent."""
LARGEST: Final = 512_000
"""Bytes of a robots.txt that are read (RFC 9309 §2.5 asks for 500 KiB at least)."""

_RULE: Final = regex(r"^\s*(?:user-agent|disallow|allow|sitemap|crawl-delay)\s*:", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The rules of one host; without any everything is allowed."""

    rules: Protego | None = None

    def allows(self, url: str) -> bool:
        """Whether a page may be asked for."""
        return self.rules is None or self.rules.can_fetch(url, AGENT)

    @property
    def pause(self) -> float:
        """Seconds between two requests that the site asks for; 0 where it asks for none."""
        return float((self.rules.crawl_delay(AGENT) if self.rules else None) or 0.0)


def read_robots(body: bytes) -> Robots:
    """The rules in a robots.txt; a home page or an error page under that name is none."""
    text = body[:LARGEST].decode("utf-8", "replace").lstrip("\ufeff")
    if "<" in text[:200] or not _RULE.search(text):
        return Robots()
    return Robots(rules=Protego.parse(text))
