"""Learn the weights of ``tracker/compare/align/weights.py`` from the judged pairs of the corpus.

usage: python tests/benchmarks/train_alignment.py CORPUS [--write]

CORPUS/revisions/<slug>/ holds old.txt, new.txt and gold.json (links old article → new article, primary or secondary).
The weights are those of four logistic regressions, fitted by Newton's method with a ridge: a pair by its words, a pair
by its words and its surroundings, a further part of a split or merge by whole texts, and one by single sentences.
Surroundings depend on the links that the weights give, so the second regression is fitted a few times over. What is
printed is cross-validated: the links of every law are found with weights learned from all others. No feature knows
which law it looks at.

Links that the judges call weak or ambiguous, and links of a group that they do not list, are left out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tracker.compare.align import weights as learned
from tracker.compare.align.pair_evidence import ORDER, WORDS, Features
from tracker.compare.align.part_evidence import PARTING
from tracker.compare.align.provision_links import (
    Alignment,
    Draft,
    Weights,
    align,
    draft,
    order_features,
    parting_features,
    sentence_features,
    weigh,
)
from tracker.compare.align.same_text_links import identical
from tracker.compare.align.sentence_evidence import SENTENCE
from tracker.compare.align.units import Unit, units_of_document
from tracker.likeness.chain import Link
from tracker.parse import parse_file

ROUNDS = 3
RIDGE = 2.0
RIDGE_PARTING = 3.0
"""Further parts are few: their weights are held closer to nothing."""

TARGETS = ("recall", "judged", "splitmerge", "precision")


@dataclass(frozen=True, slots=True)
class Judged:
    """One judged pair of texts: its provisions, and what the judges say of links between labels."""

    slug: str
    old: Sequence[Unit]
    new: Sequence[Unit]
    links: Mapping[tuple[str, str], Mapping[str, object]]
    neutral: frozenset[tuple[str, str]]

    def labels(self, link: Link) -> tuple[str, str]:
        """The labels of a link's two sides."""
        return self.old[link[0]].place.label or "", self.new[link[1]].place.label or ""

    def is_article(self, link: Link) -> bool:
        """Whether both sides are articles: the judges speak of nothing else."""
        return self.old[link[0]].place.level == self.new[link[1]].place.level == "article"

    def verdict(self, link: Link, *, part: bool) -> bool | None:
        """Whether a link is right; ``None`` where the judges do not say."""
        if not self.is_article(link):
            return None
        labels = self.labels(link)
        judged = self.links.get(labels)
        if judged is None:
            return None if labels in self.neutral else False
        if judged.get("ambiguous") or judged["strength"] == "weak":
            return None
        return True if part or judged["strength"] == "primary" else None


def read_pair(folder: Path) -> Judged:
    """The judged pair in a folder."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    return Judged(
        folder.name,
        _provisions(folder / "old.txt"),
        _provisions(folder / "new.txt"),
        {(link["old"], link["new"]): link for link in gold["links"]},
        frozenset((old, new) for group in gold["pairs"] for old in group["old"] for new in group["new"]),
    )


def _provisions(path: Path) -> list[Unit]:
    units = (unit for document in parse_file(path).documents for unit in units_of_document(document))
    return [unit for unit in units if unit.pool == "provision"]


def learn(pairs: Sequence[Judged]) -> Weights:
    """The weights that judged pairs teach."""
    drafts = [_draft(pair, Weights(words=[0.0] * (len(WORDS) + 1))) for pair in pairs]
    weights = Weights(words=_fit(pairs, [state.words for state in drafts], part=False))
    drafts = [_draft(pair, weights) for pair in pairs]
    for _ in range(ROUNDS):
        features = [order_features(state, state.words) for state in drafts]
        weights = Weights(words=weights.words, words_and_order=_fit(pairs, features, part=False))
        drafts = [weigh(state, weights) for state in drafts]
    partings = _fit(pairs, [parting_features(state) for state in drafts], part=True)
    sentences = _fit(pairs, [sentence_features(state) for state in drafts], part=True)
    return replace(weights, parting=partings, sentence=sentences)


def _draft(pair: Judged, weights: Weights) -> Draft:
    same = identical([unit.identity for unit in pair.old], [unit.identity for unit in pair.new])
    return draft(pair.old, pair.new, same, weights)


def _fit(pairs: Sequence[Judged], found: Sequence[Mapping[Link, Features]], *, part: bool) -> list[float]:
    rows: list[Features] = []
    verdicts: list[float] = []
    for pair, features in zip(pairs, found, strict=True):
        for link, row in features.items():
            verdict = pair.verdict(link, part=part)
            if verdict is not None:
                rows.append(row)
                verdicts.append(float(verdict))
    return _regression(rows, verdicts, RIDGE_PARTING if part else RIDGE)


def _regression(features: Sequence[Features], verdicts: Sequence[float], ridge: float) -> list[float]:
    """Logistic regression on standardised features; the weights given back are for the features as they are."""
    import numpy as np  # noqa: PLC0415 - only learning needs it; grading is used by the tests

    rows = np.array(features)
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    design = np.column_stack([(rows - mean) / spread, np.ones(len(rows))])
    penalty = np.eye(design.shape[1]) * ridge
    penalty[-1, -1] = 0
    beta = np.zeros(design.shape[1])
    for _ in range(50):
        odds = 1 / (1 + np.exp(-design @ beta))
        gradient = design.T @ (odds - np.array(verdicts)) + penalty @ beta
        hessian = (design.T * (odds * (1 - odds))) @ design + penalty
        step = np.linalg.solve(hessian, gradient)
        beta -= step
        if np.abs(step).max() < 1e-8:
            break
    weights = beta[:-1] / spread
    return [float(f"{weight:.4g}") for weight in [*weights, beta[-1] - weights @ mean]]


def grade(pair: Judged, found: Alignment) -> dict[str, tuple[int, int]]:
    """Hits and targets of one alignment, counted as the contract's grader counts them."""
    reported = {pair.labels(link) for link in (*found.main.items(), *found.parts) if pair.is_article(link)}
    strength = {labels: link["strength"] for labels, link in pair.links.items() if not link.get("ambiguous")}
    primary = {labels for labels, kind in strength.items() if kind == "primary"}
    judged = {labels for labels in primary if pair.links[labels]["by"] == "judged"}
    secondary = {labels for labels, kind in strength.items() if kind == "secondary"}
    right = primary | secondary
    counted = reported - ((pair.neutral | set(pair.links)) - right)
    return {
        "recall": (len(reported & primary), len(primary)),
        "judged": (len(reported & judged), len(judged)),
        "splitmerge": (len(reported & secondary), len(secondary)),
        "precision": (len(reported & right), len(counted)),
    }


def _report(name: str, grades: Iterable[Mapping[str, tuple[int, int]]]) -> None:
    grades = list(grades)
    totals = {key: [sum(grade[key][n] for grade in grades) for n in (0, 1)] for key in TARGETS}
    told = "  ".join(f"{key} {hits / (of or 1):.4f} ({hits}/{of})" for key, (hits, of) in totals.items())
    sys.stdout.write(f"{name:32s} {told}\n")


def _write(weights: Weights) -> None:
    """Put the weights in the module that holds them."""
    path = Path(learned.__file__)
    head = (
        '"""The weights of the evidence: what a pair scores. Written by ``tests/benchmarks/train_alignment.py``."""\n'
    )
    told = {
        "WORDS": (
            "``pair_evidence.WORDS`` and the constant, before anything is known of the order.",
            WORDS,
            weights.words,
        ),
        "WORDS_AND_ORDER": (
            "``pair_evidence.WORDS``, ``pair_evidence.ORDER`` and the constant.",
            (*WORDS, *ORDER),
            weights.words_and_order,
        ),
        "PARTING": ("``partings.PARTING`` and the constant.", PARTING, weights.parting),
        "SENTENCE": ("``sentence_parts.SENTENCE`` and the constant.", SENTENCE, weights.sentence),
    }
    parts = [head, "from __future__ import annotations\n"]
    for name, (doc, features, values) in told.items():
        lines = [f"    {value},  # {feature}" for value, feature in zip(values, (*features, "constant"), strict=True)]
        parts.append(f"{name}: tuple[float, ...] = (\n" + "\n".join(lines) + f'\n)\n"""Weights of {doc}"""\n')
    path.write_text("\n".join(parts), encoding="utf-8")


def main() -> None:
    """Learn, cross-validate, print, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true", help="put the weights in tracker/compare/align/weights.py")
    arguments = parser.parse_args()
    pairs = [read_pair(gold.parent) for gold in sorted(arguments.corpus.glob("revisions/*/gold.json"))]
    pairs = [pair for pair in pairs if any(link["by"] == "judged" for link in pair.links.values())]
    held_out = []
    for pair in pairs:
        weights = learn([other for other in pairs if other is not pair])
        held_out.append(grade(pair, align(pair.old, pair.new, weights)))
        _report(pair.slug, held_out[-1:])
    _report("cross-validated", held_out)
    weights = learn(pairs)
    _report("learned from all", (grade(pair, align(pair.old, pair.new, weights)) for pair in pairs))
    if arguments.write:
        _write(weights)


if __name__ == "__main__":
    main()
