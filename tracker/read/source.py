"""The value that every reader returns, with the hash of the bytes as received."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from tracker.model import Diagnostic, MediaType, Noise, SourceText

__all__ = ["source_text"]


def source_text(  # noqa: PLR0913  # the fields of a source text, all named
    *,
    data: bytes,
    name: str,
    media_type: MediaType,
    text: str,
    furniture: Iterable[Noise] = (),
    reflowed: bool = False,
    diagnostics: Iterable[Diagnostic] = (),
) -> SourceText:
    """A ``SourceText`` whose ``sha256`` is of the bytes as received."""
    return SourceText(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
        text=text,
        furniture=tuple(furniture),
        reflowed=reflowed,
        diagnostics=tuple(diagnostics),
    )
