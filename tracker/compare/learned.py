"""The weights of the evidence: what a pair scores. Written by ``tests/benchmarks/train_alignment.py``; do not edit."""

from __future__ import annotations

WORDS: tuple[float, ...] = (
    -1.02,
    2.534,
    -1.896,
    1.163,
    3.804,
    0.6243,
    4.978,
    -4.252,
)
"""Weights of ``evidence.WORDS`` and the constant, before anything is known of the order."""

WORDS_AND_ORDER: tuple[float, ...] = (
    -1.966,
    2.953,
    -1.417,
    1.159,
    3.207,
    0.8627,
    4.548,
    1.509,
    -0.6601,
    0.9693,
    1.55,
    0.9832,
    -5.325,
)
"""Weights of ``evidence.WORDS``, ``evidence.ORDER`` and the constant."""

PARTING: tuple[float, ...] = (
    1.65,
    -2.28,
    1.708,
    -2.35,
    4.077,
    0.3885,
    2.598,
    3.251,
    -1.945,
)
"""Weights of ``partings.PARTING`` and the constant."""
