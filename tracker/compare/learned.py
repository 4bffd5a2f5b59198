"""The weights of the evidence: what a pair scores. Written by ``tests/benchmarks/train_alignment.py``."""

from __future__ import annotations

WORDS: tuple[float, ...] = (
    -1.306,  # likeness
    2.948,  # containment, larger
    -1.522,  # containment, smaller
    1.356,  # margin over the best rival, larger
    3.378,  # margin over the best rival, smaller
    0.7758,  # by how much rivals are better
    4.206,  # shared weight
    -3.823,  # constant
)
"""Weights of ``evidence.WORDS`` and the constant, before anything is known of the order."""

WORDS_AND_ORDER: tuple[float, ...] = (
    -1.821,  # likeness
    2.902,  # containment, larger
    -1.273,  # containment, smaller
    1.291,  # margin over the best rival, larger
    2.909,  # margin over the best rival, smaller
    1.11,  # by how much rivals are better
    4.242,  # shared weight
    1.779,  # between the neighbours' heirs
    -0.7186,  # distance
    0.9831,  # adjacent neighbours
    1.475,  # same container
    0.8636,  # same end of the text
    -5.161,  # constant
)
"""Weights of ``evidence.WORDS``, ``evidence.ORDER`` and the constant."""

PARTING: tuple[float, ...] = (
    1.512,  # weight of the text that neither heir explains
    -1.339,  # its share of what an heir lacks, larger
    1.521,  # its share of what an heir lacks, smaller
    -2.24,  # distance
    2.927,  # containment, larger
    -0.2651,  # containment, smaller
    3.827,  # margin over the best rival, larger
    2.63,  # margin over the best rival, smaller
    -1.955,  # constant
)
"""Weights of ``partings.PARTING`` and the constant."""
