"""The weights of the evidence: what a pair scores. Written by ``tests/benchmarks/train_alignment.py``."""

from __future__ import annotations

WORDS: tuple[float, ...] = (
    -1.469,  # likeness
    2.721,  # containment, larger
    -1.109,  # containment, smaller
    1.237,  # margin over the best rival, larger
    3.322,  # margin over the best rival, smaller
    0.658,  # by how much rivals are better
    4.693,  # shared weight
    -4.137,  # constant
)
"""Weights of ``pair_evidence.WORDS`` and the constant, before anything is known of the order."""

WORDS_AND_ORDER: tuple[float, ...] = (
    -1.897,  # likeness
    2.552,  # containment, larger
    -0.7649,  # containment, smaller
    1.205,  # margin over the best rival, larger
    2.822,  # margin over the best rival, smaller
    0.9437,  # by how much rivals are better
    4.417,  # shared weight
    1.569,  # between the neighbours' heirs
    -0.5675,  # distance
    1.01,  # adjacent neighbours
    1.619,  # same container
    0.9148,  # same end of the text
    -5.386,  # constant
)
"""Weights of ``pair_evidence.WORDS``, ``pair_evidence.ORDER`` and the constant."""

PARTING: tuple[float, ...] = (
    1.868,  # weight of the text that neither heir explains
    -1.221,  # its share of what an heir lacks, larger
    2.017,  # its share of what an heir lacks, smaller
    -2.128,  # distance
    3.222,  # containment, larger
    -0.522,  # containment, smaller
    3.328,  # margin over the best rival, larger
    2.404,  # margin over the best rival, smaller
    -1.975,  # constant
)
"""Weights of ``partings.PARTING`` and the constant."""

SENTENCE: tuple[float, ...] = (
    -0.438,  # likeness of the sentences
    1.044,  # containment, larger
    2.725,  # containment, smaller
    5.649,  # shared weight
    0.2952,  # the sentence's share of its provision, larger
    -0.6619,  # the sentence's share of its provision, smaller
    1.644,  # margin over the best rival, larger
    0.449,  # margin over the best rival, smaller
    -1.898,  # distance
    1.185,  # provisions without an heir
    -7.573,  # constant
)
"""Weights of ``sentence_parts.SENTENCE`` and the constant."""
