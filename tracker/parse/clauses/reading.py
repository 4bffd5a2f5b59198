"""What one document says of itself and of others, from its instruments: all clauses, each in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.language.patterns import regex
from tracker.language.titles import inner_titles, rule_key, title_key
from tracker.model import AmendedText, Effect, Instrument, Repeal, TermChange
from tracker.parse.clauses.acts import only_tells
from tracker.parse.clauses.amending import amended_texts
from tracker.parse.clauses.commencement import Names, decided, find_effect
from tracker.parse.clauses.repeal import Ended, ended_in
from tracker.parse.clauses.repeal_lists import day_of_lists, ended_in_lists, ended_in_tables
from tracker.parse.clauses.term_changes import term_changes_in
from tracker.parse.clauses.voice import Said, said_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Clauses:
    """The clauses of one document; ``instruments`` are those given, each with its own clause of effect."""

    instruments: tuple[Instrument, ...]
    effective: Effect | None
    repeals: tuple[Repeal, ...]
    doubtful_repeals: tuple[Repeal, ...]
    amends: tuple[AmendedText, ...]
    term_changes: tuple[TermChange, ...]


_ISO = regex(r"\d{4}-\d{2}-\d{2}")


def read_clauses(instruments: Sequence[Instrument], title: str, kind: str) -> Clauses:
    """The clauses of a document of this title and kind."""
    texts = [said_in(instrument) for instrument in instruments]
    tells = only_tells(title)
    named = _names(instruments, title)
    dated = tuple(
        replace(one, effective=None if tells else find_effect(said, named, kind))
        for one, said in zip(instruments, texts, strict=True)
    )
    ended = list(_all_ended(dated, texts, title))
    acts = _distinct(one.repeal for one in ended if one.force == "act" and not tells)
    doubts = _distinct(one.repeal for one in ended if one.force == "doubt" or tells)
    return Clauses(
        instruments=dated,
        effective=_own_decision(texts, named, kind) or _effect(dated),
        repeals=acts,
        doubtful_repeals=_not_among(doubts, acts),
        amends=amended_texts(instruments, [one for said in texts for one in said], title),
        term_changes=() if tells else _term_changes([one for said in texts for one in said], title, named),
    )


def _all_ended(dated: Sequence[Instrument], texts: Sequence[Sequence[Said]], title: str) -> Iterator[Ended]:
    """The repeals of all instruments, in printed order, each with its day where one is named for it."""
    day = day_of_lists([one for said in texts for one in said])
    several = sum(one.role == "measure" for one in dated) > 1
    for instrument, said in zip(dated, texts, strict=True):
        listed = [*ended_in_lists(instrument, said), *ended_in_tables(instrument, title)]
        own = [*ended_in(said), *(_on_the_day(one, day) for one in listed)]
        yield from (_with_its_measure(one, instrument.effective) for one in own) if several else own


def _on_the_day(one: Ended, day: str | None) -> Ended:
    """An entry of a list with the day that the document names for all of them, where it has none of its own."""
    return one if day is None or one.repeal.day else replace(one, repeal=replace(one.repeal, day=day))


def _with_its_measure(one: Ended, effect: Effect | None) -> Ended:
    """A repeal of one measure among several: 同时 is the day of that measure, not of the first in the document."""
    if effect is None or one.repeal.day is not None or not _ISO.fullmatch(effect.start or ""):
        return one
    return replace(one, repeal=replace(one.repeal, day=effect.start))


def _term_changes(texts: Sequence[Said], title: str, names: Names) -> tuple[TermChange, ...]:
    """The changes of other texts' terms; what a document says of its own stands in its clause of effect."""
    return tuple(one for one in term_changes_in(texts, title) if not names.own(one.title))


def _names(instruments: Sequence[Instrument], title: str) -> Names:
    own = [title, *inner_titles(title), *(instrument.title for instrument in instruments)]
    return Names(keys=frozenset(rule_key(one) for one in own if one))


_ORDER = {"measure": 0, "circular": 1, "annex": 2}


def _effect(instruments: Sequence[Instrument]) -> Effect | None:
    """The document's own effect: the measure's before the circular's; an annex's only where there is nothing else.

    One with a beginning counts before one with a term alone.
    """
    alone = all(one.role == "annex" for one in instruments)
    ranked = sorted(instruments, key=lambda one: _ORDER[one.role])
    effects = [one.effective for one in ranked if one.effective and (alone or one.role != "annex")]
    return next((one for one in effects if one.start is not None), effects[0] if effects else None)


def _own_decision(texts: Sequence[Sequence[Said]], names: Names, kind: str) -> Effect | None:
    """When a decision itself holds, whatever the text behind it says of its own."""
    if kind != "决定":
        return None
    found = (decided(said, names) for said in texts if said and said[0].role != "annex")
    return next((effect for effect in found if effect), None)


def _distinct(repeals: Iterable[Repeal]) -> tuple[Repeal, ...]:
    """Each repeal once; one named by title alone goes where the same title stands with a number."""
    found: dict[tuple[str, str | None, bool], Repeal] = {}
    for one in repeals:
        key = (title_key(one.title), one.doc_number, one.partial)
        if key not in found or (found[key].day is None and one.day):
            found[key] = one
    numbered = {title_key(one.title) for one in found.values() if one.doc_number}
    return tuple(one for one in found.values() if one.doc_number or title_key(one.title) not in numbered)


def _not_among(doubts: Sequence[Repeal], acts: Sequence[Repeal]) -> tuple[Repeal, ...]:
    """The doubtful repeals of texts that nothing repeals without doubt: of one title, and of one number if any."""
    sure: dict[str, set[str | None]] = {}
    for one in acts:
        sure.setdefault(title_key(one.title), set()).add(one.doc_number)
    held = ((one, sure.get(title_key(one.title), set())) for one in doubts)
    return tuple(one for one, numbers in held if not (numbers if one.doc_number is None else one.doc_number in numbers))
