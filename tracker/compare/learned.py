"""The weights of the evidence: what a pair scores. Written by ``tests/benchmarks/train_alignment.py``."""

from __future__ import annotations

WORDS: tuple[float, ...] = (
    -1.426,  # likeness
    2.81,  # containment, larger
    -1.313,  # containment, smaller
    1.326,  # margin over the best rival, larger
    3.372,  # margin over the best rival, smaller
    0.6381,  # by how much rivals are better
    4.382,  # shared weight
    -3.964,  # constant
)
"""Weights of ``evidence.WORDS`` and the constant, before anything is known of the order."""

WORDS_AND_ORDER: tuple[float, ...] = (
    -1.974,  # likeness
    2.673,  # containment, larger
    -1.007,  # containment, smaller
    1.22,  # margin over the best rival, larger
    2.911,  # margin over the best rival, smaller
    0.9685,  # by how much rivals are better
    4.298,  # shared weight
    1.471,  # between the neighbours' heirs
    -0.715,  # distance
    0.9626,  # adjacent neighbours
    1.633,  # same container
    0.9763,  # same end of the text
    -5.121,  # constant
)
"""Weights of ``evidence.WORDS``, ``evidence.ORDER`` and the constant."""

PARTING: tuple[float, ...] = (
    1.661,  # weight of the text that neither heir explains
    -1.225,  # its share of what an heir lacks, larger
    1.905,  # its share of what an heir lacks, smaller
    -2.291,  # distance
    2.763,  # containment, larger
    -0.1591,  # containment, smaller
    3.301,  # margin over the best rival, larger
    2.451,  # margin over the best rival, smaller
    -1.911,  # constant
)
"""Weights of ``partings.PARTING`` and the constant."""
