"""Does the decision fit its base? A wrong base must never succeed in silence, whole articles replaced included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from tracker.amend.application.article_numbers import Numbering
from tracker.amend.application.base import MISSING, Base, Heading, Unit
from tracker.amend.application.new_text import without_label
from tracker.amend.application.own_references import OWN
from tracker.amend.application.text_edits import folded
from tracker.amend.instructions.doubts import Note, doubtful
from tracker.amend.instructions.places import ARTICLE, Number, article_label, number_of
from tracker.amend.instructions.steps import Step
from tracker.language.document_kinds import OWN as ITSELF
from tracker.language.numerals import NUMERAL
from tracker.language.patterns import regex
from tracker.likeness.character_runs import Grams, grams, shared

ALIKE = 0.9
"""Likeness from which on a replaced article is beyond question its replacement's predecessor."""
NEARER = 0.02
"""How much likelier another article must be for the target to be in question: a true predecessor is the nearest."""
ALIEN = 0.15
"""Likeness below which a replaced article shares too little with its replacement."""

_MOST_LIKENED = 400_000
"""Pairs of a new text and an old article that are likened in all (a count, so that the result is the same anywhere).
The longest code with all its articles replaced would have 1.6 million; of such a decision each new text is likened to
the articles around its own alone, which is where a base of another version has it."""

SAYS_SOMETHING = 8
"""Characters from which on an added text is not found in the old one by chance."""

Numbered = tuple[int, Step]
_CITED = regex(rf"(?P<law>《[^》]{{2,40}}》|[一-鿿]{{2,10}}?(?:法典|宪法|法|条例))(?:的)?(?P<article>{ARTICLE})")
_LABELLED = regex(rf"^(?:{ARTICLE}[\s\u3000：:]*|第{NUMERAL}款[\s\u3000：:]+|[（(]{NUMERAL}[）)])")
_LEADING = regex(r"^.*(?:依照|根据|按照|依据|违反|适用|参照|符合|规定的|以及|[的和与及由据照])")
_COMMENCES = regex(rf"{ITSELF}自.{{2,24}}?(?:起)?(?:施行|生效)")
_NAMED = regex(rf"({ARTICLE})(?:第({NUMERAL})款)?")


def doubts(base: Base, after: Base, live: Sequence[Numbered], numbering: Numbering) -> Iterator[Note]:
    """What does not fit between a decision and the text it was applied to."""
    units = {unit.number: unit for unit in base.units if unit.number is not None}
    shapes: dict[Number, Grams] = {}
    order = list(units)
    places = {number: n for n, number in enumerate(order)}
    reach = _MOST_LIKENED // max(1, sum(step.verb == "replace" for _, step in live))
    for index, step in live:
        if step.verb == "replace" and step.place.article in units:
            at = places[step.place.article]
            near = order if reach >= len(order) else order[max(0, at - reach // 2) : at + reach // 2 + 1]
            yield from _likeness(index, step, {number: units[number] for number in near}, shapes)
        yield from _labelled_otherwise(index, step, numbering)
    yield from _there_already(base, live)
    yield from _shifted_citations(live, units, numbering)
    yield from _dangling(live, after)
    yield from _commencement(live, after)
    yield from _not_there(base, after, live)


def _labelled_otherwise(index: int, step: Step, numbering: Numbering) -> Iterator[Note]:
    """A new text for one article that bears the label of another: 将第五条修改为：“第六条 …”."""
    if step.verb != "replace" or step.place.level != "article":
        return
    number, _ = without_label(step.new)
    if number is not None and number not in {step.place.article, numbering.final.get(step.place.article or (0, 0))}:
        yield doubtful(index, f"新文自带的条号是{article_label(number)}，与所修改的条文不同")


def _there_already(base: Base, live: Sequence[Numbered]) -> Iterator[Note]:
    """What is to be added or put in place of the preamble stands in the old text: it may be the amended one."""
    texts: dict[Number | None, str] = {}
    whole = ""
    for index, step in live:
        new = folded("".join(_bare(step)))
        if step.verb not in {"insert", "append", "replace"} or len(new) < SAYS_SOMETHING:
            continue
        if step.verb == "replace":
            if step.place.zone == "preamble" and base.preamble is not None and folded(base.preamble.text) == new:
                yield doubtful(index, "旧文引言与修改后的文字相同，旧文可能已是修改后的文本")
            continue
        if not texts:
            texts = {unit.number: folded(unit.text) for unit in base.units}
            texts[None] = folded(base.preamble.text) if base.preamble else ""
            whole = "\n".join(texts.values())
        is_article = step.result is not None and step.result.level == "article"
        if new in (whole if is_article else texts.get(step.place.article, "")):
            yield doubtful(index, "旧文已有所增加的文字，旧文可能已是修改后的文本")


def _bare(step: Step) -> Sequence[str]:
    """The new lines of a step without the labels of articles and items, whose numbers may differ."""
    return [_LABELLED.sub("", line) for line in step.new]


def _target_text(step: Step, unit: Unit) -> str:
    """The old wording that a replacement takes the place of; empty where the text does not have it."""
    if step.place.level == "article":
        return unit.text
    number = step.place.paragraph
    if step.place.level == "paragraph" and number and number <= len(unit.paragraphs):
        return "\n".join(unit.paragraphs[number - 1].shown())
    return ""


def _likeness(index: int, step: Step, units: dict[Number, Unit], shapes: dict[Number, Grams]) -> Iterator[Note]:
    """A replacement looks like what it replaces, more than like any other article, and is not the same."""
    article = step.place.article
    if article is None or step.restates or step.place.part:
        return
    old, new = _target_text(step, units[article]), "\n".join(step.new)
    if not old or MISSING.search(old):
        return
    if folded(old) == folded(new):
        yield doubtful(index, "旧文与修改后的文字相同，旧文可能已是修改后的文本")
        return
    shape = _grams(new)
    own = shared(_grams(old), shape)
    if own >= ALIKE:
        return
    others = [(shared(_shape(unit, shapes), shape), number) for number, unit in units.items() if number != article]
    best, number = max(others, default=(0.0, article))
    if best > own + NEARER:
        yield doubtful(
            index,
            f"新文与旧文{article_label(article)}相似度{own:.2f}，与{article_label(number)}相似度{best:.2f}，"
            "旧文的条号可能不是决定所依据的",
        )
    elif own < ALIEN:
        yield doubtful(index, f"新文与所替换的旧文几乎没有共同之处（相似度{own:.2f}）")


def _grams(text: str) -> Grams:
    """The grams of the words of a text, whatever its marks and blanks."""
    return grams(folded(text))


def _shape(unit: Unit, shapes: dict[Number, Grams]) -> Grams:
    number = unit.number or (0, 0)
    if number not in shapes:
        shapes[number] = _grams(unit.text)
    return shapes[number]


def _shifted_citations(live: Sequence[Numbered], units: dict[Number, Unit], numbering: Numbering) -> Iterator[Note]:
    """A replacement cites another article of the same law, but articles left alone still cite by the old numbers.

    When a cited law is renumbered, a decision brings up to date every article that cites it; where some are left, the
    base is older than the text that the decision was made for.
    """
    replaced = {step.place.article for _, step in live if step.verb in {"replace", "merge", "split"}}
    untouched: dict[tuple[str, Number], Number] = {}
    for number, unit in units.items():
        if number not in replaced and number not in numbering.gone:
            for cited in citations(unit.text):
                untouched.setdefault(cited, number)
    for index, step in live:
        if step.verb != "replace" or step.place.article not in units:
            continue
        old = _target_text(step, units[step.place.article])
        for law, was, now in _shifts(old, "\n".join(step.new)):
            stale = untouched.get((law, was)) or untouched.get((law, now))
            if stale is not None:
                yield doubtful(
                    index,
                    f"新文把所引{law}{article_label(was)}改为{article_label(now)}，而旧文未修改的{article_label(stale)}"
                    f"仍按旧条号引用{law}，旧文可能不是决定所依据的文本",
                )


def citations(text: str) -> set[tuple[str, Number]]:
    """Articles of other laws that a text cites: (公司法, (183, 0))."""
    found = set()
    for match in _CITED.finditer(text):
        number = number_of(match["article"])
        law = match["law"].strip("《》")
        law = law if match["law"].startswith("《") else _LEADING.sub("", law)
        if number is not None and len(law) > 1 and not law.startswith("本"):
            found.add((law, number))
    return found


def _shifts(old: str, new: str) -> Iterator[tuple[str, Number, Number]]:
    """Citations of a law that differ in number alone: as many gone as come."""
    before, after = _by_law(citations(old)), _by_law(citations(new))
    for law in before.keys() & after.keys():
        gone, come = sorted(before[law] - after[law]), sorted(after[law] - before[law])
        if len(gone) == len(come):
            yield from ((law, was, now) for was, now in zip(gone, come, strict=True))


def _by_law(cited: set[tuple[str, Number]]) -> dict[str, set[Number]]:
    out: dict[str, set[Number]] = defaultdict(set)
    for law, number in cited:
        out[law].add(number)
    return out


def _dangling(live: Sequence[Numbered], after: Base) -> Iterator[Note]:
    """New text that refers to an article or paragraph of its own law which the result does not have."""
    units = {unit.number: unit for unit in after.units}
    if not units:
        return
    for index, step in live:
        for reference in OWN.finditer("\n".join(step.new)):
            for match in _NAMED.finditer(reference[0]):
                unit = units.get(number_of(match[1]))
                paragraph = number_of(match[2]) if match[2] else None
                if unit is None:
                    yield doubtful(index, f"新文引用本法规{match[1]}，修改后没有这一条")
                elif paragraph and paragraph[0] > len(unit.paragraphs) and not MISSING.search(unit.text):
                    yield doubtful(index, f"新文引用{match[0]}，修改后该条只有{len(unit.paragraphs)}款")


def _commencement(live: Sequence[Numbered], after: Base) -> Iterator[Note]:
    """A numbered commencement point beside the law's own commencement article.

    The decision does not say how the consolidated text shows the two dates; official texts often add a note.
    """
    own = next((unit for unit in reversed(after.units) if _COMMENCES.search(unit.text)), None)
    for index, step in live:
        if step.verb == "commencement" and own is not None:
            where = article_label(own.number) if own.number else ""
            yield doubtful(
                index, f"{where}仍载原施行日期；修正内容的施行日期决定没有要求写入正文，正式文本可能另加注释"
            )


def _not_there(base: Base, after: Base, live: Sequence[Numbered]) -> Iterator[Note]:
    """New text that is not in the result: two instructions on one place undid each other."""
    before = {unit.text for unit in base.units}
    changed = [unit.text for unit in after.units if unit.text not in before]
    others = [after.title, after.preamble.text if after.preamble else ""]
    others += [block.line for block in after.blocks if isinstance(block, Heading)]
    text = folded("".join([*changed, *others]))
    whole = ""
    for index, step in live:
        for line in _bare(step):
            words = folded(line)
            if words in text:
                continue
            whole = whole or folded("".join(unit.text for unit in after.units))
            if words not in whole:
                yield doubtful(index, "新文没有全部进入修改结果，可能与对同一处的其他修改冲突")
                break
