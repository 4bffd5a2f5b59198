"""Which provision became which: links between the provisions of two texts.

1. Identical texts are linked (``anchors``). 2. For the rest, candidates that share rare words (``candidates``) are
weighed by their words, then by their words and their surroundings (``evidence``), and assigned for the greatest total
score (``assignment``). 3. Text that the links leave unexplained shows splits and merges (``partings``).
Scores are log-odds by weights learned from judged pairs (``learned``); only a positive score makes a link.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import mul

from tracker.compare.align import weights as learned
from tracker.compare.align.candidates import proposed
from tracker.compare.align.carried import in_place, stay_apart
from tracker.compare.align.pair_evidence import Around, Features, Overlaps, around, order, overlaps, reasons, words
from tracker.compare.align.part_evidence import accepted, partings
from tracker.compare.align.readings import Readings, read
from tracker.compare.align.same_text_links import identical
from tracker.compare.align.sanctions import other_offences
from tracker.compare.align.sentence_evidence import sentence_parts
from tracker.compare.align.unclaimed import leftovers, reserved
from tracker.compare.align.units import Unit
from tracker.likeness.assignment import assign
from tracker.likeness.chain import Link, heaviest_chain
from tracker.model import Sentence

ROUNDS = 1
"""How often the links are weighed anew by the surroundings that the links before gave."""

_HOPELESS = -5.0
"""Below these log-odds by its words, no surroundings make a pair a link."""

_TIE = 1e-4
"""What place alone can add to a score, beside anything else nothing."""

_ALONE = Sentence("reads almost the same, and nothing else claims either", "文字几乎相同，且别无其他对应")

_SENTENCE = Sentence("a sentence of its text went there", "部分语句移入此处")

_KEPT = Sentence("keeps its number and its first sentence", "条号与首句均相同")

_SILENT = -4.0
"""The log-odds of a pair of which one kind of evidence knows nothing; it says no less."""

_ENOUGH = -1.5
"""What the mean of both kinds of evidence must exceed, cross-validated: either is often silent of a true part."""

_SURE = 4.0
"""The log-odds from which on a link counts in full for its surroundings; identical texts have it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights that score pairs; each ends with the constant."""

    words: Sequence[float] = learned.WORDS
    words_and_order: Sequence[float] = learned.WORDS_AND_ORDER
    parting: Sequence[float] = learned.PARTING
    sentence: Sequence[float] = learned.SENTENCE


@dataclass(frozen=True, slots=True)
class Draft:
    """The state of an alignment between its steps: readings of the texts not yet linked by identity, and links."""

    readings: Readings
    found: Overlaps
    words: Mapping[Link, Features]
    same: Mapping[int, int]
    links: Mapping[int, int]
    scores: Mapping[Link, float]
    features: Mapping[Link, Features]
    entangled: int = 0


@dataclass(frozen=True, slots=True)
class Alignment:
    """Links by place in the two lists: the main heir of each old unit, and further parts of splits and merges.

    ``same`` are the links of identical texts, ``why`` says in words what the other links rest on. ``entangled`` counts
    candidate pairs that were too many to be weighed against one another exactly.
    """

    main: Mapping[int, int]
    parts: tuple[Link, ...]
    same: Mapping[int, int]
    why: Mapping[Link, tuple[str, ...]]
    entangled: int = 0


def align(old: Sequence[Unit], new: Sequence[Unit], weights: Weights | None = None) -> Alignment:
    """Link two lists of units."""
    weights = weights or Weights()
    same = identical([unit.identity for unit in old], [unit.identity for unit in new])
    if len(same) == min(len(old), len(new)):
        return Alignment(same, (), same, {})
    state = draft(old, new, same, weights)
    for _ in range(ROUNDS):
        state = weigh(state, weights)
    state = replace(state, links=in_place(old, new, state.links, same))
    scored = part_scores(state, weights)
    parts = [part for part in accepted(state.readings, state.links, scored) if not _moved_in(state, part)]
    sole = _sole(state.links, parts)
    rest = leftovers(old, new, [*state.links.items(), *parts], state.found)
    why = _why(state, parts) | dict.fromkeys(rest.items(), (_ALONE,))
    rest |= reserved(old, new, [*state.links.items(), *parts, *rest.items()])
    further = tuple(sorted(part for part in parts if sole.get(part[0]) != part[1]))
    return Alignment({**state.links, **sole, **rest}, further, same, why, state.entangled)


def part_scores(state: Draft, weights: Weights) -> dict[Link, float]:
    """How much speaks for each pair that is no link: the mean of what whole texts and what single sentences say.

    Either may be silent. A pair that has no heir on either side was weighed by its whole texts before.
    """
    held = set(state.links.values())
    whole = {pair: odds for pair, odds in state.scores.items() if pair[0] not in state.links and pair[1] not in held}
    where = _around(state)
    whole |= {pair: score(f, weights.parting) for pair, f in parting_features(state, where).items()}
    sentence = {pair: score(f, weights.sentence) for pair, f in sentence_features(state, where).items()}
    are_other = _other_offences(state)
    return {
        pair: (max(_SILENT, whole.get(pair, _SILENT)) + max(_SILENT, sentence.get(pair, _SILENT))) / 2 - _ENOUGH
        for pair in whole.keys() | sentence.keys()
        if not are_other(pair)
    }


def _sole(links: Mapping[int, int], parts: Sequence[Link]) -> dict[int, int]:
    """Of the accepted parts (the surest first) those whose two sides have no other main link: they are main links."""
    held = set(links.values())
    out: dict[int, int] = {}
    for i, j in parts:
        if i not in links and i not in out and j not in held:
            out[i] = j
            held.add(j)
    return out


def _moved_in(state: Draft, part: Link) -> bool:
    """Whether a part is a 款 that moved between two provisions that both live on as they were."""
    i, j = part
    heir = state.links.get(i)
    holder = next((k for k, b in state.links.items() if b == j), None)
    if heir is None or holder is None:
        return False
    old, new = state.readings.old.units, state.readings.new.units
    return stay_apart((old[i].place.text, new[heir].place.text), (old[holder].place.text, new[j].place.text))


def _why(state: Draft, parts: Sequence[Link]) -> dict[Link, tuple[Sentence, ...]]:
    """What each link that is not of identical texts rests on, in words."""
    linked = (link for link in state.links.items() if link[0] not in state.same)
    plain = {**dict.fromkeys(linked, (_KEPT,)), **dict.fromkeys(parts, (_SENTENCE,))}
    seen = [link for link in plain if link in state.found]
    features = {**state.features, **order_features(state, [one for one in seen if one not in state.features])}
    further = set(parts)
    return plain | {link: reasons(state.found[link], features[link], part=link in further) for link in seen}


def draft(old: Sequence[Unit], new: Sequence[Unit], same: Mapping[int, int], weights: Weights) -> Draft:
    """Candidates for all that is not identical, weighed by their words alone."""
    readings = read(old, new)
    found = overlaps(readings, sorted(_candidates(readings, same)))
    features = words(found)
    scores = {pair: score(f, weights.words) for pair, f in features.items()}
    assigned = assign(_untied(scores, len(old), len(new)))
    return Draft(readings, found, features, same, {**same, **assigned.links}, scores, features, assigned.entangled)


def weigh(state: Draft, weights: Weights) -> Draft:
    """The draft with its links weighed anew, by the words and by where the neighbours went."""
    are_other = _other_offences(state)
    hopeful = [pair for pair, odds in state.scores.items() if odds > _HOPELESS and not are_other(pair)]
    features = order_features(state, hopeful)
    scores = {pair: score(f, weights.words_and_order) for pair, f in features.items()}
    assigned = assign(_untied(scores, len(state.readings.old.units), len(state.readings.new.units)))
    links = {**state.same, **assigned.links}
    return replace(state, links=links, scores=scores, features=features, entangled=assigned.entangled)


def _other_offences(state: Draft) -> Callable[[Link], bool]:
    """Whether a pair punishes other conduct, by the links of a draft."""
    return other_offences(state.readings.old.units, state.readings.new.units, state.links)


def order_features(state: Draft, pairs: Iterable[Link]) -> dict[Link, Features]:
    """Words and order of candidates, given the links of the draft."""
    placed = order(state.readings, _around(state), pairs)
    return {pair: state.words[pair] + features for pair, features in placed.items()}


def parting_features(state: Draft, where: Around | None = None) -> dict[Link, Features]:
    """The evidence for further parts, given the links of the draft."""
    return partings(state.readings, state.found, state.links, where or _around(state))


def sentence_features(state: Draft, where: Around | None = None) -> dict[Link, Features]:
    """The evidence of single sentences for further parts, given the links of the draft."""
    return sentence_parts(state.readings, state.found, state.links, where or _around(state))


def _untied(scores: Mapping[Link, float], old: int, new: int) -> dict[Link, float]:
    """The scores with what breaks ties between copies of one text: the same place in both texts, the earlier one."""
    ours, theirs = _TIE / max(1, old), _TIE / max(1, new)
    return {
        (i, j): odds - abs(i * ours - j * theirs) - _TIE * (i * ours + j * theirs)
        for (i, j), odds in scores.items()
        if odds > 0
    }


def score(features: Features, weights: Sequence[float]) -> float:
    """The log-odds of features under weights that end with the constant."""
    return sum(map(mul, features, weights), weights[-1])


def _around(state: Draft) -> Around:
    """The surroundings that the links make; of links as sure as one another, those of more text hold the chain."""
    sizes = [[len(unit.canon) for unit in side.units] for side in (state.readings.old, state.readings.new)]
    total = 1 + sum(map(sum, sizes))
    chain = heaviest_chain(
        (i, j, _sureness(state, i, j) + (sizes[0][i] + sizes[1][j]) / total) for i, j in state.links.items()
    )
    return around(state.readings, state.links, chain)


def _sureness(state: Draft, i: int, j: int) -> float:
    return _SURE if i in state.same else max(0.05, min(_SURE, state.scores.get((i, j), 0.0)))


def _candidates(readings: Readings, same: Mapping[int, int]) -> set[Link]:
    """Pairs of units that are not identical to any: by shared rare grams, by label, and the two ends."""
    taken = set(same.values())
    ours = [i for i in range(len(readings.old.units)) if i not in same]
    theirs = [j for j in range(len(readings.new.units)) if j not in taken]
    pairs = proposed(
        ([readings.old.units[i].canon for i in ours], [readings.new.units[j].canon for j in theirs]),
        ([readings.old.grams[i] for i in ours], [readings.new.grams[j] for j in theirs]),
        readings.rare,
        readings.names,
    )
    found = {(ours[a], theirs[b]) for a, b in pairs}
    return found | _by_label(readings, ours, theirs) | _by_end(readings, ours, theirs)


def _by_label(readings: Readings, ours: Sequence[int], theirs: Sequence[int]) -> set[Link]:
    """Units that stand at the same path: the only candidates where a template leaves no rare words."""
    places = {readings.new.units[j].place.path: j for j in theirs}
    paths = ((i, readings.old.units[i].place.path) for i in ours)
    return {(i, places[path]) for i, path in paths if path in places}


def _by_end(readings: Readings, ours: Sequence[int], theirs: Sequence[int]) -> set[Link]:
    """The first units, and those that say when the texts begin to hold."""
    left = readings.old.commencements & set(ours), readings.new.commencements & set(theirs)
    ends = {(i, j) for i in sorted(left[0])[-1:] for j in sorted(left[1])[-1:]}
    return ends | ({(0, 0)} if ours and theirs and ours[0] == theirs[0] == 0 else set())
