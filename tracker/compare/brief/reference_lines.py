"""Lines of references: those that should have followed a renumbered article and did not, and those that changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.compare.align.comparable_text import fold, folded_label
from tracker.compare.brief import weights
from tracker.compare.brief.drafts import Draft
from tracker.compare.facts.reference_reading import ARTICLE, references, renumbered, same
from tracker.language.patterns import regex
from tracker.model import Change, Fact, Lang, Span
from tracker.wording.brief import in_words

_AMENDED_ACT: Final = regex("修改为|修正|增加一条|删去")
"""Words of a text that amends another act: its bare 第三条 is that act's."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What became of the labels of articles: old to new where they live on (``now``), and those that are gone.

    ``moved``: whether any article has another label, or none.
    """

    now: Mapping[str, str]
    gone: frozenset[str]
    moved: bool


def labels_of(changes: Sequence[Change]) -> Labels:
    """The labels of the articles of a comparison that have one heir, or none."""
    now: dict[str, str] = {}
    gone: set[str] = set()
    for change in changes:
        olds = [folded_label(p.label) for p in change.old if p.level == "article" and p.label]
        news = [folded_label(p.label) for p in change.new if p.level == "article" and p.label]
        if change.kind == "deleted":
            gone.update(olds)
        elif len(olds) == len(news) == 1:
            now.setdefault(olds[0], news[0])
    lost = frozenset(gone - now.keys())
    return Labels(now, lost, bool(lost) or any(old != new for old, new in now.items()))


def stale_drafts(change: Change, labels: Labels) -> Iterator[Draft]:
    """References to articles of the same act that stayed as they were while these articles got other numbers."""
    if len(change.old) != 1 or len(change.new) != 1:
        return
    new = change.new[0].text
    if "第" not in new or "条" not in new or _AMENDED_ACT.search(new):
        return
    kept = _kept(change)
    for one in references(new):
        if one.foreign or not any(start <= one.start and one.end <= end for start, end in kept):
            continue
        wrong = [label for label in map(fold, ARTICLE.findall(one.text)) if _is_stale(label, labels)]
        if wrong:
            yield _stale(one.text, wrong[0], labels, one.start)


def _kept(change: Change) -> list[Span]:
    """Where the new text is what the old one was."""
    out: list[Span] = []
    at = 0
    for edit in change.edits:
        if edit.op == "equal":
            out.append((at, at + len(edit.new)))
        at += len(edit.new)
    return out or [(0, len(change.new[0].text))]


def _is_stale(label: str, labels: Labels) -> bool:
    return label in labels.gone or labels.now.get(label, label) != label


def _stale(reference: str, label: str, labels: Labels, at: int) -> Draft:
    def told(lang: Lang) -> str:
        if label in labels.gone:
            return in_words("stale", lang) + reference + in_words("stale-gone", lang).format(old=label)
        return (
            in_words("stale", lang) + reference + in_words("stale-now", lang).format(old=label, new=labels.now[label])
        )

    return Draft(told=told, matter="scope", weight=weights.STALE, at=(None, at), quoted=((), (reference,)))


def reference_drafts(facts: Sequence[Fact], labels: Labels) -> Iterator[Draft]:
    """References that point elsewhere now; one that followed its article is no line."""
    for fact in facts:
        old, new = fact.old, fact.new
        if old and new and not same(renumbered(old, labels.now), new):
            yield _changed(fact, old, new)


def _changed(fact: Fact, old: str, new: str) -> Draft:
    return Draft(
        told=lambda _lang: f"{old} → {new}",
        matter="scope",
        weight=weights.REFERENCE,
        at=fact.at,
        quoted=((old,), (new,)),
    )
