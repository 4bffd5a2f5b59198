"""The weights of the evidence: what a pair scores. Written by ``tests/benchmarks/train_alignment.py``."""

from __future__ import annotations

WORDS: tuple[float, ...] = (
    -1.368,  # likeness
    2.771,  # containment, larger
    -1.223,  # containment, smaller
    1.247,  # margin over the best rival, larger
    3.339,  # margin over the best rival, smaller
    0.6412,  # by how much rivals are better
    4.356,  # shared weight
    -3.991,  # constant
)
"""Weights of ``pair_evidence.WORDS`` and the constant, before anything is known of the order."""

WORDS_AND_ORDER: tuple[float, ...] = (
    -1.905,  # likeness
    2.503,  # containment, larger
    -0.8921,  # containment, smaller
    1.224,  # margin over the best rival, larger
    2.856,  # margin over the best rival, smaller
    0.9349,  # by how much rivals are better
    4.471,  # shared weight
    1.525,  # between the neighbours' heirs
    -0.663,  # distance
    0.9976,  # adjacent neighbours
    1.598,  # same container
    1.008,  # same end of the text
    -5.363,  # constant
)
"""Weights of ``pair_evidence.WORDS``, ``pair_evidence.ORDER`` and the constant."""

PARTING: tuple[float, ...] = (
    1.54,  # weight of the text that neither heir explains
    -1.209,  # its share of what an heir lacks, larger
    2.196,  # its share of what an heir lacks, smaller
    -2.24,  # distance
    3.161,  # containment, larger
    -0.3804,  # containment, smaller
    3.656,  # margin over the best rival, larger
    2.3,  # margin over the best rival, smaller
    -2.032,  # constant
)
"""Weights of ``partings.PARTING`` and the constant."""

SENTENCE: tuple[float, ...] = (
    0.1476,  # likeness of the sentences
    0.7733,  # containment, larger
    3.198,  # containment, smaller
    5.627,  # shared weight
    0.2714,  # the sentence's share of its provision, larger
    -0.4659,  # the sentence's share of its provision, smaller
    1.517,  # margin over the best rival, larger
    0.356,  # margin over the best rival, smaller
    -2.213,  # distance
    1.112,  # provisions without an heir
    -7.807,  # constant
)
"""Weights of ``sentence_parts.SENTENCE`` and the constant."""
