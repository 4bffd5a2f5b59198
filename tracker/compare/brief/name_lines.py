"""Lines of names: an office or a term that another stands for, once for the whole text where that recurs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.compare.align.comparable_text import fold
from tracker.compare.brief import weights
from tracker.compare.brief.drafts import Draft
from tracker.compare.brief.quoting import clause_span, on_one_line, sentence_span
from tracker.compare.facts.replacements import Replacement
from tracker.language.name_borders import ACTS, GIVES
from tracker.language.patterns import regex
from tracker.model import Change, Fact, Lang
from tracker.wording.brief import in_words

NAMES: Final = frozenset({"organisation", "term"})
_RECURRING: Final = 3
"""A replacement in so many provisions is told once for the whole text."""

_SHORT: Final = 40
"""A clause is told with the name in it up to so many characters."""


@dataclass(frozen=True, slots=True)
class Everywhere:
    """Replacements throughout the text: of names by their endings, of words of duty by themselves."""

    names: tuple[Replacement, ...]
    duties: tuple[Replacement, ...]

    def covering(self, fact: Fact) -> Replacement | None:
        """The replacement that tells a fact: 县级甲机构 → 县级乙部门 is told by 甲机构 → 乙部门."""
        if not fact.old or not fact.new:
            return None
        if fact.type == "modality":
            return next((one for one in self.duties if (one[0], one[1]) == (fact.old, fact.new)), None)
        if fact.type not in NAMES:
            return None
        return next((one for one in self.names if fact.old.endswith(one[0]) and fact.new.endswith(one[1])), None)


def everywhere(changes: Sequence[Change], terms: Sequence[Replacement]) -> Everywhere:
    """What recurs in three provisions at least: names, and words of duty that mean the same (必须 → 应当)."""
    found = Counter(
        (fact.old, fact.new)
        for change in changes
        for fact in change.facts
        if fact.type == "modality" and fact.old and fact.new and fact.direction is None
    )
    duties = tuple((old, new, count) for (old, new), count in found.most_common() if count >= _RECURRING)
    return Everywhere(tuple(term for term in terms if term[2] >= _RECURRING), duties)


def recurring_draft(term: Replacement, fact: Fact, *, throughout: bool) -> Draft:
    """The one line of a replacement ``throughout`` the text, or in many places; ``fact`` is the first of them."""
    old, new, count = term

    def told(lang: Lang) -> str:
        return f"{old} → {new}{in_words('provisions', lang).format(count) if throughout else ''}"

    is_office = fact.type == "organisation" and old not in new and new not in old
    return Draft(
        told=told,
        matter="office" if is_office else "duty" if fact.type == "modality" else "scope",
        weight=(weights.RENAMED_OFFICE if is_office else weights.RENAMED_TERM) + min(count, 20) / 10,
        at=fact.at,
        quoted=((old,), (new,)),
    )


def name_drafts(facts: Sequence[Fact], old: str, new: str) -> Iterator[Draft]:
    """The lines of offices and terms that stand for others in one place."""
    for fact in facts:
        i, j = fact.at
        if fact.old and fact.new and i is not None and j is not None:
            if _reads_as_names(fact.old, fact.new) and not _is_listed(fact, (old, new), (i, j)):
                yield _name(fact, (old, new), (i, j))
            else:
                yield from _clauses(fact, (old, new), (i, j))


def _is_listed(fact: Fact, texts: tuple[str, str], at: tuple[int, int]) -> bool:
    """Whether a term stands in a list: one that grew or shrank is told whole, lest a member seem to be gone."""
    ends = at[0] + len(fact.old or ""), at[1] + len(fact.new or "")
    beside = [text[start - 1 : start] + text[end : end + 1] for text, start, end in zip(texts, at, ends, strict=True)]
    one_of = bool(_ONE_OF.search(fact.old or "")) != bool(_ONE_OF.search(fact.new or ""))
    return fact.type == "term" and (one_of or any("、" in signs for signs in beside))


_ONE_OF: Final = regex("条件之一|情形之一")


def _reads_as_names(old: str, new: str) -> bool:
    """Whether both sides read as names; one with a verb in it is a piece of a rewritten sentence."""
    return not any(_VERBAL.match(name) or _WITHIN.search(name) for name in (old, new))


def _clauses(fact: Fact, texts: tuple[str, str], at: tuple[int, int]) -> Iterator[Draft]:
    """The line of a clause that was rewritten around a name: both versions whole, where they are short."""
    words = (fact.old or "", fact.new or "")
    before, after = (
        text[slice(*clause_span(text, place, place + len(word)))]
        for text, place, word in zip(texts, at, words, strict=True)
    )
    if max(len(before), len(after)) <= _REWRITTEN:
        is_office = fact.type == "organisation"
        yield Draft(
            told=lambda _lang: on_one_line(f"{before} → {after}"),
            matter="scope",
            weight=weights.TURNED
            if bool(_ONE_OF.search(before)) != bool(_ONE_OF.search(after))
            else weights.OFFICE
            if is_office
            else weights.TERM,
            at=at,
            quoted=((before,), (after,)),
        )


_REWRITTEN: Final = 60
"""A clause that was rewritten is told whole up to so many characters."""

_VERBAL: Final = regex(f"人?(?:{ACTS}|{GIVES}|执)(?!人|者|费|书|证|机|部|单|员|法)[\u4e00-\u9fff]{{3}}")
_WITHIN: Final = regex("到(?!期)|分为|实行|报送|提供的|确定(?!的)")


def _name(fact: Fact, texts: tuple[str, str], at: tuple[int, int]) -> Draft:
    """The line of one name, in its clause where that is short and is the same on both sides."""
    new, start, end = texts[1], at[1], at[1] + len(fact.new or "")
    a, b = clause_span(new, start, end)
    lead, tail = new[a:start], new[end:b]
    i, j = clause_span(texts[0], at[0], at[0] + len(fact.old or ""))
    before = texts[0][i:j]
    if b - a > _SHORT or fold(before) != fold(f"{lead}{fact.old}{tail}"):
        lead = tail = ""
    is_office = fact.type == "organisation"
    scope = weights.SCOPE.search(new[slice(*sentence_span(new, start, end))])

    def told(_lang: Lang) -> str:
        return on_one_line(f"{lead}{fact.old} → {fact.new}{tail}")

    return Draft(
        told=told,
        matter="office" if is_office else "scope",
        weight=weights.OFFICE if is_office else weights.TERM_OF_SCOPE if scope else weights.TERM,
        at=fact.at,
        quoted=((fact.old or "",), (f"{lead}{fact.new}{tail}",)),
    )
