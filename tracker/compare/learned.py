"""The weights of the evidence: what a pair scores. Written by ``tests/benchmarks/train_alignment.py``; do not edit."""

from __future__ import annotations

WORDS: tuple[float, ...] = (
    -0.844,
    2.741,
    -1.558,
    3.231,
    1.679,
    0.7254,
    1.244,
    4.518,
    -4.556,
)
"""Weights of ``evidence.WORDS`` and the constant, before anything is known of the order."""

WORDS_AND_ORDER: tuple[float, ...] = (
    -1.969,
    2.972,
    -0.8886,
    2.489,
    1.495,
    1.563,
    1.492,
    4.276,
    1.537,
    -0.8714,
    1.173,
    1.113,
    0.5268,
    -5.077,
)
"""Weights of ``evidence.WORDS``, ``evidence.ORDER`` and the constant."""

PARTING: tuple[float, ...] = (
    1.619,
    -0.7398,
    -2.024,
    2.408,
    3.106,
    3.288,
    2.336,
    -2.659,
)
"""Weights of ``partings.PARTING`` and the constant."""
