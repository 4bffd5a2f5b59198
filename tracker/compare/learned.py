"""The weights of the evidence: what a pair scores. Written by ``tests/benchmarks/train_alignment.py``; do not edit."""

from __future__ import annotations

WORDS: tuple[float, ...] = (
    -0.8761,
    2.632,
    -1.547,
    3.229,
    1.692,
    0.8004,
    1.273,
    4.635,
    -4.561,
)
"""Weights of ``evidence.WORDS`` and the constant, before anything is known of the order."""

WORDS_AND_ORDER: tuple[float, ...] = (
    -2.036,
    2.895,
    -0.918,
    2.48,
    1.562,
    1.639,
    1.463,
    4.387,
    1.549,
    -0.8848,
    1.149,
    1.126,
    0.5455,
    -5.082,
)
"""Weights of ``evidence.WORDS``, ``evidence.ORDER`` and the constant."""

PARTING: tuple[float, ...] = (
    1.648,
    -0.8598,
    -2.068,
    2.393,
    2.978,
    3.349,
    2.434,
    -2.624,
)
"""Weights of ``partings.PARTING`` and the constant."""
