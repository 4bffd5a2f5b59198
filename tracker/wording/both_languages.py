"""Words that are written in Chinese and English side by side, by language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.model import Lang

__all__ = ["by_language"]


def by_language(both: Mapping[str, tuple[str, str]]) -> Mapping[Lang, Mapping[str, str]]:
    """Pairs of Chinese and English words by name, as the words of each language by name."""
    return {
        "zh": {name: chinese for name, (chinese, _) in both.items()},
        "en": {name: english for name, (_, english) in both.items()},
    }
