"""Which document of one issue became which of the other: by number, by repeal clause, by title, by text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from tracker.compare.align.candidates import blocked
from tracker.compare.align.comparable_text import canon, fold
from tracker.language.titles import rule_key
from tracker.likeness.assignment import assign
from tracker.likeness.character_runs import Grams, grams
from tracker.likeness.rare_grams import mass, rarity
from tracker.likeness.subsequence import likeness
from tracker.model import Document, Instrument, shown

_BEGINNING = 3_000
"""So many characters of a document stand for its text when candidates are sought."""

_NUMBER, _REPEAL, _TITLE, _TEXT = 1.0, 1.0, 0.5, 0.6
_ENOUGH = 0.55
"""What a pair must reach: a common number or repeal, or a like title over a like text."""


def pair_documents(old: Sequence[Document | Instrument], new: Sequence[Document | Instrument]) -> dict[int, int]:
    """Old place → new place for documents that are versions of one another."""
    full = [[_grams(document) for document in side] for side in (old, new)]
    rare = rarity([*full[0], *full[1]])
    known = frozenset(rare.weights)
    ours, theirs = ([text & known for text in side] for side in full)
    masses = list(map(rare.mass, full[0], ours)), list(map(rare.mass, full[1], theirs))
    pairs = blocked(*full) | _named(old, new)
    scores = {}
    for i, j in sorted(pairs):
        common = mass(ours[i] & theirs[j], rare.weights)
        words = 2 * common / max(1, masses[0][i] + masses[1][j])
        title = likeness(rule_key(old[i].title), rule_key(new[j].title))
        told = _NUMBER * _same_number(old[i], new[j]) + _REPEAL * _repeals(new[j], old[i])
        scores[i, j] = told + _TITLE * title**2 + _TEXT * words - _ENOUGH
    return dict(sorted(assign(scores).links.items()))


def _grams(document: Document | Instrument) -> Grams:
    instruments = document.instruments if isinstance(document, Document) else (document,)
    parts: list[str] = [document.title]
    length = 0
    for provision in chain.from_iterable(instrument.body for instrument in instruments):
        if length > _BEGINNING:
            break
        parts.append(shown(provision))
        length += len(parts[-1])
    return grams(canon(fold("".join(parts)[: 2 * _BEGINNING])))


def _named(old: Sequence[Document | Instrument], new: Sequence[Document | Instrument]) -> set[tuple[int, int]]:
    """Pairs of one number or one core title, and those that a repeal clause names."""
    places: dict[str, list[int]] = {}
    for i, document in enumerate(old):
        for key in {rule_key(document.title), *_numbers(document)}:
            places.setdefault(key, []).append(i)
    found = set()
    for j, document in enumerate(new):
        repeals = document.repeals if isinstance(document, Document) else ()
        keys = {rule_key(document.title), *_numbers(document)}
        keys |= {rule_key(r.title) for r in repeals} | {r.doc_number for r in repeals if r.doc_number}
        found |= {(i, j) for key in keys for i in places.get(key, ())[:64]}
    return found


def _numbers(document: Document | Instrument) -> tuple[str, ...]:
    number = document.doc_number if isinstance(document, Document) else None
    return (number,) if number else ()


def _same_number(old: Document | Instrument, new: Document | Instrument) -> bool:
    return bool(set(_numbers(old)) & set(_numbers(new)))


def _repeals(new: Document | Instrument, old: Document | Instrument) -> bool:
    """Whether the new document ends the old one as a whole."""
    if not isinstance(new, Document):
        return False
    whole = [repeal for repeal in new.repeals if not repeal.partial]
    if len(whole) > 1 and not any(rule_key(r.title) == rule_key(new.title) for r in whole):
        return False  # a clearing of many documents is the heir of none
    return any(
        r.doc_number in _numbers(old) if r.doc_number else rule_key(r.title) == rule_key(old.title) for r in whole
    )
