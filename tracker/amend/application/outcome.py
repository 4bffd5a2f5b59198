"""Steps applied to a text: the new text, and what became of every step. Pure: the old text stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.amend.application.annexes import edit_annexes
from tracker.amend.application.article_numbers import Numbering, number_articles
from tracker.amend.application.articles_from_text import new_articles
from tracker.amend.application.base import Base, Unit
from tracker.amend.application.divisions import articles_under, edit_headings
from tracker.amend.application.feasible import concerns_annex, unresolved
from tracker.amend.application.fit import doubts
from tracker.amend.application.heading_places import parted
from tracker.amend.application.new_text import paragraphs_of
from tracker.amend.application.old_articles import has_words, joined, kept_articles
from tracker.amend.application.printing import printed
from tracker.amend.application.provision_reading import base_of
from tracker.amend.application.text_edits import Edit, edited, occurrences
from tracker.amend.application.unit_edits import Numbered, edit_unit
from tracker.amend.instructions.doubts import Note, doubtful, failed
from tracker.amend.instructions.places import Number, Place
from tracker.amend.instructions.steps import Step
from tracker.model import Instrument


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """The new text, the notes on its steps, and the new number of every kept article."""

    base: Base
    notes: tuple[Note, ...]
    numbers: Mapping[Number, Number]


def apply_steps(
    base: Base, steps: Sequence[Step], *, reorders: bool, in_place: bool, own_annexes: Sequence[Instrument] = ()
) -> Applied:
    """Apply all steps at once; targets count in the old text, results in the new one.

    ``own_annexes`` are those of the decision, which may take the place of the text's.
    """
    notes = list(unresolved(base, steps))
    feasible = _without_failed(list(enumerate(steps)), notes)
    annexes = edit_annexes(base.annexes, feasible, own_annexes, _in_annex)
    live = [(index, _beside_article(base, step)) for index, step in feasible if not concerns_annex(step)]
    gone = _gone_with_division(base, live)
    numbering = number_articles(base.units, live, gone=gone, reorders=reorders, in_place=in_place)
    live = [(i, _hosted_now(s, numbering)) for i, s in _without_failed(live, numbering.notes)]
    kept = kept_articles(base, live, numbering)
    inserted, found = new_articles(live, numbering.found)
    headings = edit_headings(base, live)
    preamble, of_preamble = _preamble(base, live)
    title, of_title = _title(base, live)
    units = joined([*kept.placed, *inserted])
    text = parted(base, headings, units.placed, steps, numbering.moved)
    after = replace(base, title=title, preamble=preamble, blocks=text.blocks, annexes=annexes.annexes)
    notes += [*annexes.notes, *numbering.notes, *kept.notes, *found, *headings.notes, *of_preamble, *of_title]
    notes += [*units.notes, *text.notes, *doubts(base, after, live, numbering)]
    return Applied(base=after, notes=tuple(notes), numbers=numbering.final)


def _in_annex(annex: Instrument, steps: Sequence[Numbered]) -> tuple[Instrument, Sequence[Note]]:
    """Steps on the provisions of an annex, made as on a text of its own; they order no new numbers."""
    applied = apply_steps(base_of(annex), [step for _, step in steps], reorders=False, in_place=False)
    after = printed(applied.base).instruments[0]
    notes = [replace(note, index=steps[max(note.index, 0)][0]) for note in applied.notes]
    return replace(after, role=annex.role), notes


def _without_failed(live: Sequence[Numbered], notes: Sequence[Note]) -> list[Numbered]:
    lost = {note.index for note in notes if note.status == "failed"}
    return [(index, step) for index, step in live if index not in lost]


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


def _gone_with_division(base: Base, live: Sequence[Numbered]) -> dict[Number, int]:
    """Articles deleted with their chapter (删去第六章); 删去第六章章名 takes the heading alone."""
    return {
        number: index
        for index, step in live
        if step.verb == "delete" and step.place.level == "division" and step.place.part != "name"
        for number in articles_under(base, step.place)
    }


def _preamble(base: Base, live: Sequence[Numbered]) -> tuple[Unit | None, list[Note]]:
    """The preamble after the steps on it (将引言修改为, 序言第七自然段)."""
    own = [(i, step) for i, step in live if step.place.zone == "preamble"]
    if base.preamble is None:
        given = [(i, s) for i, s in own if s.verb == "replace" and s.place.paragraph is None]
        notes = [doubtful(i, "旧文没有引言") if (i, s) in given else failed(i, "旧文没有引言") for i, s in own]
        text = paragraphs_of(given[-1][1].new) if given else ()
        return (Unit(number=None, label="", paragraphs=text) if text else None), notes
    preamble = base.preamble
    own += [(i, s) for i, s in live if s.place.zone == "all" and s.verb.endswith("words") and has_words(preamble, s)]
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
            was, title = title, "".join(step.new).removeprefix("《").removesuffix("》")
            notes += [doubtful(index, "名称没有变化")] if title == was else []
            continue
        spans = occurrences(title, "".join(step.old))
        if not spans:
            notes.append(failed(index, f"名称中没有“{''.join(step.old)}”"))
        new = "" if step.verb == "delete-words" else "".join(step.new)
        title, _ = edited(title, [Edit(start, end, new) for start, end in spans])
    return title, notes
