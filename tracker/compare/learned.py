"""The weights of the evidence: what a pair scores. Written by ``tests/benchmarks/train_alignment.py``; do not edit."""

from __future__ import annotations

WORDS: tuple[float, ...] = (
    -0.7452,
    2.326,
    -1.59,
    3.241,
    1.73,
    1.077,
    1.217,
    4.602,
    -4.352,
)
"""Weights of ``evidence.WORDS`` and the constant, before anything is known of the order."""

WORDS_AND_ORDER: tuple[float, ...] = (
    -1.904,
    2.904,
    -0.9977,
    2.501,
    1.597,
    1.84,
    1.365,
    4.299,
    1.61,
    -0.8699,
    1.116,
    1.128,
    0.7508,
    -5.055,
)
"""Weights of ``evidence.WORDS``, ``evidence.ORDER`` and the constant."""

PARTING: tuple[float, ...] = (
    1.754,
    -1.56,
    -1.01,
    1.678,
    -2.008,
    2.574,
    3.577,
    1.433,
    1.118,
    -3.044,
)
"""Weights of ``partings.PARTING`` and the constant."""
