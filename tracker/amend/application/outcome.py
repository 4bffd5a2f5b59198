"""Steps applied to a text: the new text, and what became of every step. Pure: the old text stays as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.amend.application.article_numbers import Numbering, number_articles
from tracker.amend.application.base import Base, Paragraph, Unit
from tracker.amend.application.divisions import articles_under, edit_headings, placed, quoted_headings
from tracker.amend.application.fit import doubts
from tracker.amend.application.new_articles import new_articles
from tracker.amend.application.new_text import paragraphs_of
from tracker.amend.application.own_references import follow
from tracker.amend.application.placed import Placed
from tracker.amend.application.text_edits import Edit, edited, occurrences
from tracker.amend.application.unit_edits import Numbered, edit_unit
from tracker.amend.instructions.doubts import Note, doubtful, failed
from tracker.amend.instructions.places import Number, Place, article_label
from tracker.amend.instructions.steps import Step
from tracker.language.labels import label_like

_WORDS = frozenset({"replace-words", "insert-words", "delete-words"})
_INSIDE = _WORDS | {"replace", "delete", "append", "renumber", "insert"}
_KNOWN = {
    "title": _WORDS | {"replace"},
    "all": _WORDS,
    "division": frozenset({"replace-words", "rename-division", "renumber", "delete"}),
    "preamble": _WORDS | {"replace", "append", "insert"},
    "article": _INSIDE | {"merge", "split"},
    "paragraph": _INSIDE | {"merge"},
    "subitem": _WORDS | {"replace", "delete"},
}
"""What can be done to a place of each level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """The new text, the notes on its steps, and the new number of every kept article."""

    base: Base
    notes: tuple[Note, ...]
    numbers: Mapping[Number, Number]


def apply_steps(base: Base, steps: Sequence[Step], *, reorders: bool, in_place: bool) -> Applied:
    """Apply all steps at once; targets count in the old text, results in the new one."""
    notes = list(_unresolved(base, steps))
    live = _without_failed(list(enumerate(steps)), notes)
    live = [(index, _beside_article(base, step)) for index, step in live]
    gone = _gone_with_division(base, live)
    numbering = number_articles(base.units, live, gone=gone, reorders=reorders, in_place=in_place)
    notes += numbering.notes
    live = [(i, _hosted_now(s, numbering)) for i, s in _without_failed(live, numbering.notes)]
    kept = _kept_articles(base, live, numbering, notes)
    inserted, found = new_articles(live, numbering.found)
    headings = edit_headings(base, live)
    preamble, of_preamble = _preamble(base, live)
    title, of_title = _title(base, live)
    notes += [*found, *headings.notes, *of_preamble, *of_title]
    units = _joined([*kept, *inserted], notes)
    blocks = placed(base, headings, units, steps, numbering.moved)
    after = replace(base, title=title, preamble=preamble, blocks=blocks)
    notes += doubts(base, after, live, numbering)
    return Applied(base=after, notes=tuple(notes), numbers=numbering.final)


def _without_failed(live: Sequence[Numbered], notes: Sequence[Note]) -> list[Numbered]:
    lost = {note.index for note in notes if note.status == "failed"}
    return [(index, step) for index, step in live if index not in lost]


def _unresolved(base: Base, steps: Sequence[Step]) -> Iterator[Note]:
    """Steps that no text can answer: not understood, or on an article that is not there or there twice."""
    numbers = [unit.number for unit in base.units]
    for index, step in enumerate(steps):
        if step.verb == "unknown":
            yield failed(index, "未能识别的修改指令，未执行")
            continue
        if step.remark:
            yield doubtful(index, step.remark)
        if (reason := _beyond(step)) is not None:
            yield failed(index, reason)
        for place in step.places:
            if place.article is None:
                continue
            if place.article not in numbers:
                missing = f"旧文没有{article_label(place.article)}"
                yield doubtful(index, missing) if _is_anchor(step) else failed(index, missing)
            elif numbers.count(place.article) > 1:
                yield doubtful(index, f"旧文有两处{article_label(place.article)}")


def _beyond(step: Step) -> str | None:
    """Why a step cannot be made whatever the text is: it names no article, or we do not know how."""
    place, level = step.place, step.place.level
    if step.verb in {"reorder", "commencement", "republish", "insert-division"} or _is_anchor(step):
        return None
    if place.article is None and level not in {"title", "preamble", "all", "division"} and place.zone != "preamble":
        return "未写明修改的是哪一条"
    known = _KNOWN.get(level, _INSIDE)
    into_item = step.verb == "insert" and place.item is not None
    if step.verb not in known or (step.result is not None and step.result.level == "subitem" and not into_item):
        return "尚不能执行的修改方式"
    return None


def _beside_article(base: Base, step: Step) -> Step:
    """第八条移至第二章: after the last article that the chapter has."""
    if step.beside is None or step.beside.division is None or step.beside.article is not None:
        return step
    inside = [number for number in articles_under(base, step.beside) if number != step.place.article]
    return replace(step, beside=Place(article=inside[-1]) if inside else step.beside)


def _hosted_now(step: Step, numbering: Numbering) -> Step:
    """第四条第三款移至第六条: the article it goes to is named by its old number."""
    host = step.beside.article if step.beside and step.place.level == "paragraph" else None
    if host is None or step.result is None or step.result.article != host or host not in numbering.final:
        return step
    return replace(step, results=(replace(step.result, article=numbering.final[host]),))


def _is_anchor(step: Step) -> bool:
    """Whether the place of a step only says where a new article goes."""
    return step.verb == "insert" and step.result is not None and step.result.level == "article"


def _gone_with_division(base: Base, live: Sequence[Numbered]) -> dict[Number, int]:
    """Articles deleted with their chapter (删去第六章); 删去第六章章名 takes the heading alone."""
    return {
        number: index
        for index, step in live
        if step.verb == "delete" and step.place.level == "division" and step.place.part != "name"
        for number in articles_under(base, step.place)
    }


def _concerns(step: Step, unit: Unit) -> bool:
    """Whether a step edits an article, or gives its whole text."""
    if step.verb in {"insert-division", "rename-division", "reorder", "republish"}:
        return False
    if step.verb == "insert":
        return step.place.article == unit.number and not _is_anchor(step)
    if step.place.article != unit.number:
        return False
    return not (step.verb in {"renumber", "delete"} and step.place.level == "article")


def _kept_articles(base: Base, live: Sequence[Numbered], numbering: Numbering, notes: list[Note]) -> list[Placed]:
    """Every kept article with its steps made on it, and the articles that its paragraphs became."""
    everywhere = [(i, s) for i, s in live if s.place.zone == "all" and s.verb.endswith("words")]
    hit = {i for i, step in everywhere if quoted_headings(base, "".join(step.old))}
    becomes = {
        step.place.article: step.result.paragraph
        for _, step in live
        if step.verb == "renumber" and step.place.level == "article" and step.result is not None
    }
    by_article: dict[Number | None, list[Numbered]] = defaultdict(list)
    for index, step in live:
        by_article[step.place.article].append((index, step))
    out: list[Placed] = []
    for unit in base.units:
        if unit.number in numbering.gone or unit.number is None:
            continue
        own = [(i, step) for i, step in by_article[unit.number] if _concerns(step, unit)]
        followed, found = follow(unit, own, numbering)
        notes += found
        general = [(i, s) for i, s in everywhere if _has_words(unit, s)]
        hit |= {i for i, _ in general}
        out += _article(followed, [*own, *general], numbering.final[unit.number], becomes.get(unit.number), notes)
    has_preamble = {i for i, s in everywhere if base.preamble is not None and _has_words(base.preamble, s)}
    missing = [(i, s) for i, s in everywhere if i not in hit | has_preamble]
    notes += [failed(i, f"全文没有“{''.join(s.old)}”") for i, s in missing]
    return out


def _has_words(unit: Unit, step: Step) -> bool:
    return any(occurrences(line, "".join(step.old)) for line in unit.shown())


def _article(
    unit: Unit, own: Sequence[Numbered], number: Number, becomes: int | None, notes: list[Note]
) -> Iterator[Placed]:
    """One old article in the new text; what it was split into, and the articles that its paragraphs became."""
    whole = [(i, s) for i, s in own if s.verb in {"merge", "split"} and s.place.level == "article"]
    result = edit_unit(unit, [entry for entry in own if entry not in whole])
    notes += result.notes
    paragraphs = result.paragraphs
    for index, step in whole:
        texts = [paragraphs_of(step.new)] if step.verb == "merge" else _divided(step)
        if step.verb == "merge" and not step.new:
            notes.append(doubtful(index, "合并后的条文决定没有写出，只保留第一条原文"))
        if step.verb == "split" and len(texts) != len(step.results):
            notes.append(doubtful(index, "拆分后的新文与所给条号个数不一致"))
        paragraphs = texts[0] if texts and texts[0] else paragraphs
        for place, text in zip(step.results[1:], texts[1:], strict=False):
            if place.article:
                yield Placed(number=place.article, unit=_new_unit(place.article, text), index=index)
    if paragraphs or not result.moved:
        changed = replace(unit, number=number, label=_label(unit, number), paragraphs=paragraphs)
        yield Placed(number=number, unit=changed, old=unit.number, paragraph=becomes)
    for place, moved in result.moved:
        if place.article:
            yield Placed(number=place.article, unit=_new_unit(place.article, moved), paragraph=place.paragraph)


def _label(unit: Unit, number: Number) -> str:
    """The label as it was printed, unless its number changed; outline provisions keep their style."""
    if unit.number == number:
        return unit.label
    label = article_label(number)
    return label if unit.label.startswith("第") else label_like(unit.label, *number)


def _new_unit(number: Number, paragraphs: tuple[Paragraph, ...]) -> Unit:
    return Unit(number=number, label=article_label(number), paragraphs=paragraphs)


def _divided(step: Step) -> list[tuple[Paragraph, ...]]:
    """The new texts of a split, one for each result: by their labels, else a paragraph each."""
    made, _ = new_articles([(0, replace(step, verb="insert"))], {})
    return [entry.unit.paragraphs for entry in made]


def _joined(entries: Sequence[Placed], notes: list[Note]) -> list[Placed]:
    """Articles by number; one that becomes a paragraph of another is put into it."""
    by_number: dict[Number, list[Placed]] = defaultdict(list)
    for entry in entries:
        by_number[entry.number].append(entry)
    out: list[Placed] = []
    for number in sorted(by_number):
        same = by_number[number]
        if len(same) > 1 and any(entry.paragraph for entry in same):
            same = [_hosted(same)]
        if len(same) > 1:
            notes.append(doubtful(max(entry.index for entry in same), f"修改后有两处{article_label(number)}"))
        out += same
    return out


def _hosted(entries: Sequence[Placed]) -> Placed:
    """Articles that became paragraphs of one, put together."""
    ordered = sorted(entries, key=lambda entry: entry.paragraph or 0)
    host = ordered[0]
    paragraphs = list(host.unit.paragraphs)
    for entry in ordered[1:]:
        at = min((entry.paragraph or 1) - 1, len(paragraphs))
        paragraphs[at:at] = entry.unit.paragraphs
    return replace(host, unit=replace(host.unit, paragraphs=tuple(paragraphs)))


def _preamble(base: Base, live: Sequence[Numbered]) -> tuple[Unit | None, list[Note]]:
    """The preamble after the steps on it (将引言修改为, 序言第七自然段)."""
    own = [(i, step) for i, step in live if step.place.zone == "preamble"]
    if base.preamble is None:
        given = [(i, s) for i, s in own if s.verb == "replace" and s.place.paragraph is None]
        notes = [doubtful(i, "旧文没有引言") if (i, s) in given else failed(i, "旧文没有引言") for i, s in own]
        text = paragraphs_of(given[-1][1].new) if given else ()
        return (Unit(number=None, label="", paragraphs=text) if text else None), notes
    preamble = base.preamble
    own += [(i, s) for i, s in live if s.place.zone == "all" and s.verb.endswith("words") and _has_words(preamble, s)]
    if not own:
        return preamble, []
    result = edit_unit(preamble, own)
    return replace(preamble, paragraphs=result.paragraphs), list(result.notes)


def _title(base: Base, live: Sequence[Numbered]) -> tuple[str, list[Note]]:
    """The title after 将名称修改为“…” and changes of its words."""
    title, notes = base.title, []
    for index, step in live:
        if step.place.zone != "title":
            continue
        if step.verb == "replace":
            title = "".join(step.new).removeprefix("《").removesuffix("》")
            continue
        spans = occurrences(title, "".join(step.old))
        if not spans:
            notes.append(failed(index, f"名称中没有“{''.join(step.old)}”"))
        new = "" if step.verb == "delete-words" else "".join(step.new)
        title, _ = edited(title, [Edit(start, end, new) for start, end in spans])
    return title, notes
