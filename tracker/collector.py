"""The collector of cycles, at rest while many small values are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """A block without collections of cycles.

    Parsing and comparing make hundreds of thousands of small values and not one cycle; the collector would walk over
    them again and again, for a tenth of the time on a law and a third on a code of thousands of articles.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
