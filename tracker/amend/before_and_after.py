"""What a decision did to a text, as a comparison of before and after: each change with the instructions behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.amend.application.provision_reading import text_of
from tracker.amend.instructions.places import ARTICLE
from tracker.compare import compare
from tracker.language.patterns import regex
from tracker.model import Change, ChangeSet, Consolidation, Document, Doubt, Instruction, Instrument, Place, Sentence
from tracker.wording.amendments import STATUSES, summary

_ARTICLE = regex(ARTICLE)
PREAMBLE = "引言"
"""How an instruction names what stands before the first article."""
_QUOTED = regex("“([^”]+)”")
"""The first words that an instruction quotes: those of the old text."""


def marked_changes(old: Document | Instrument, consolidation: Consolidation) -> ChangeSet:
    """The comparison of a text with what a decision made of it.

    The evidence of a change are the instructions on its articles, with their fate; the remarks say first how many
    were carried out, then each that was not, or is in doubt.
    """
    before, after = _sides(old, consolidation)
    found = compare(before, after)
    told = consolidation.instructions
    changes = tuple(replace(change, evidence=_behind(change, told)) for change in found.changes)
    unsure = tuple(_told(one) for one in told if one.status != "applied")
    counted = Sentence(summary(consolidation, "en"), summary(consolidation, "zh"))
    return replace(found, changes=changes, remarks=(counted, *unsure))


def _sides(
    old: Document | Instrument, consolidation: Consolidation
) -> tuple[Document | Instrument, Document | Instrument]:
    """Before and after as values of one kind: with their annexes, without the circular that issued the text."""
    text, *annexes = consolidation.instruments
    if isinstance(old, Instrument):
        return old, text
    measures = [one for one in old.instruments if one.role == "measure" and one.title == text.title]
    was = measures[0] if measures else text_of(old)
    own = tuple(one for one in old.instruments if one.role == "annex" and one is not was)
    before = replace(old, title=was.title or old.title, instruments=(replace(was, role=text.role), *own))
    return before, replace(before, title=consolidation.title, instruments=(text, *annexes))


def _behind(change: Change, told: Sequence[Instruction]) -> tuple[Sentence, ...]:
    """The instructions whose target stands on the old side of a change, or whose result stands on the new one.

    One on the whole text stands behind a change only where the old side has the words that it quotes.
    """
    if change.kind == "unchanged":
        return ()
    old, new = _labels(change.old), _labels(change.new)
    named = [one for one in told if old & _articles(one.target) or new & _articles(one.result)]
    text = "\n".join(place.text for place in change.old)
    general = [one for one in told if one.target == "全文"]
    everywhere = [one for one in general if (words := _QUOTED.search(one.quote)) and words[1] in text]
    return tuple(_told(one) for one in (*named, *everywhere))


def _labels(places: Sequence[Place]) -> set[str]:
    """The labels of articles, and 引言 for what stands before them; an annex numbers its own."""
    own = [place for place in places if not place.path.startswith("附")]
    return {place.label or PREAMBLE for place in own if place.label or (place.level == "paragraph" and not place.path)}


def _articles(place: str | None) -> set[str]:
    """The labels of the articles that a target or a result names: 第三条第二款、第五条 are 第三条 and 第五条."""
    if place == PREAMBLE:
        return {PREAMBLE}
    return set(_ARTICLE.findall(place or "")) if place and not place.startswith("附件") else set()


def _told(one: Instruction) -> Sentence:
    """An instruction in words: its number, what it says, its fate and the reason."""
    reason = f"（{one.reason}）" if one.reason else ""
    zh, en = STATUSES["zh"][one.status], STATUSES["en"][one.status]
    quote = one.quote.replace("\n", "")
    kind = Sentence if one.status == "applied" else Doubt
    return kind(f"{one.n} {quote} [{en}]{reason}", f"{one.n} {quote}〔{zh}〕{reason}")
