"""References to articles of the text itself that were not brought up to date when the articles were renumbered.

第三条 became 第四条, and another article still says 第三条, which names another provision now. A reference is told only
where all its words stand unchanged, in an article that became one: what was written anew is taken to mean what it says,
and of 第三十三条、第三十六条 → 第三十五条、第三十八条 a list may keep a number that its other members grew into.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.compare.align.comparable_text import fold, folded_label
from tracker.compare.facts.reference_reading import references
from tracker.language.labels import ARTICLE_LABEL
from tracker.language.patterns import regex
from tracker.model import Change, Sentence

_ARTICLE = regex(ARTICLE_LABEL)
_NAMED: Final = 3
"""So many provisions with such references are named; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renumbering:
    """What became of the labels of one text's articles (folded): the new label, or that the article is gone."""

    heirs: Mapping[str, str]
    gone: frozenset[str]

    def is_stale(self, label: str) -> bool:
        """Whether a label of the old text names another article, or none, in the new one."""
        return label in self.gone or self.heirs.get(label, label) != label


def renumbering_of(changes: Iterable[Change]) -> Renumbering | None:
    """The renumbering of a text; ``None`` where a label stands twice (several measures), so that it names nothing.

    An article that became several is renumbered where none of them has its label.
    """
    heirs: dict[str, str] = {}
    gone: set[str] = set()
    olds: list[str] = []
    news: list[str] = []
    for change in changes:
        old = [folded_label(p.label) for p in change.old if p.level == "article"]
        new = [folded_label(p.label) for p in change.new if p.level == "article"]
        olds += old
        news += new
        for label in old:
            if change.kind == "deleted" or not new:
                gone.add(label)
            else:
                heirs[label] = label if label in new else new[0]
    if len(set(olds)) < len(olds) or len(set(news)) < len(news):
        return None
    return Renumbering(heirs=heirs, gone=frozenset(gone))


def stale_remarks(changes: Sequence[Change]) -> Iterator[Sentence]:
    """One remark on the references that were left behind, if there are any."""
    renumbering = renumbering_of(changes)
    if renumbering is None or not any(map(renumbering.is_stale, (*renumbering.heirs, *renumbering.gone))):
        return
    found = [(change.new[0].label or "", stale) for change in changes if (stale := _stale(change, renumbering))]
    for where, stale in found[:_NAMED]:
        became = [renumbering.heirs.get(label) for label in stale]
        now = [label for label in became if label]
        en = f"now {', '.join(now)}" if now else "which are gone"
        zh = f"原所指条文现为{'、'.join(now)}" if now else "所指条文已删除"
        yield Sentence(
            f"{where} still refers to {', '.join(stale)}, {en}",
            f"{where}仍引用{'、'.join(stale)}，{zh}，引用未随条号更新",
        )
    if len(found) > _NAMED:
        left = len(found) - _NAMED
        yield Sentence(f"{left} more provisions have such references", f"另有{left}个条款的引用未随条号更新")


def _stale(change: Change, renumbering: Renumbering) -> tuple[str, ...]:
    """The labels that a change's unchanged words refer to and that name other articles now, each once."""
    if len(change.old) != 1 or len(change.new) != 1 or change.kind == "deleted" or "条" not in change.new[0].text:
        return ()
    new = change.new[0].text
    kept = _kept(change, len(new))
    out: list[str] = []
    for reference in references(new):
        if reference.foreign or not any(a <= reference.start and reference.end <= b for a, b in kept):
            continue
        labels = (fold(match[0]) for match in _ARTICLE.finditer(new, reference.start, reference.end))
        out += [label for label in labels if renumbering.is_stale(label)]
    return tuple(dict.fromkeys(out))


def _kept(change: Change, length: int) -> Iterable[tuple[int, int]]:
    """The stretches of the new text that are as they were."""
    if change.kind == "unchanged":
        return [(0, length)]
    spans: list[tuple[int, int]] = []
    at = 0
    for edit in change.edits:
        if edit.op == "equal":
            spans.append((at, at + len(edit.new)))
        at += len(edit.new)
    return spans
