"""The library's logger, ``tracker``: silent until a program that uses it, or ``--log-level``, gives it a voice.

It tells what was done and how long it took, never what the person must know: that stands in results and errors.
"""

from __future__ import annotations

import logging

logging.getLogger("tracker").addHandler(logging.NullHandler())


def logger(module: str) -> logging.Logger:
    """The logger of a module, below ``tracker``."""
    return logging.getLogger(module)
