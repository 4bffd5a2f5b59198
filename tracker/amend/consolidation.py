"""An old text and an amending decision in, the consolidated text and the fate of every instruction out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from tracker.amend.application.base import Base, Heading, Unit
from tracker.amend.application.outcome import apply_steps
from tracker.amend.application.printing import node_lines, printed
from tracker.amend.application.provision_reading import base_of
from tracker.amend.instructions.decision import Frame, read_frame, republishes_many
from tracker.amend.instructions.doubts import Note
from tracker.amend.instructions.grammar import read_instructions
from tracker.amend.instructions.numbered import reorders
from tracker.amend.instructions.places import DIVISION_NAMES, Number, Place
from tracker.amend.instructions.steps import Step
from tracker.errors import MalformedSource
from tracker.messages import said
from tracker.model import (
    CONTAINERS,
    Consolidation,
    Document,
    Instruction,
    InstructionStatus,
    Instrument,
    Issue,
    SourceText,
    own_text,
    walk,
)
from tracker.model import Place as ShownPlace
from tracker.parse import parse

Text: TypeAlias = Issue | Document | Instrument | SourceText | str
"""What can be amended: something parsed, or a text with one paragraph a line."""

Decision: TypeAlias = SourceText | Document | Instrument | str
"""An amending decision: its paragraphs count, since what it quotes looks like articles."""

_LEVELS = tuple(DIVISION_NAMES.values())


def amend(old: Text, decision: Decision) -> Consolidation:
    """Apply the part of ``decision`` that concerns ``old``.

    Raises:
        MalformedSource: the old text has no provisions, the decision has no amending instruction, or amends other laws.
    """
    order = _lines(decision)
    base = _base(old, order)
    if not base.units and base.preamble is None:
        raise MalformedSource("the text to be amended has no provisions", do="give the text of one law or measure")
    frame = read_frame(order, base.title)
    if frame.others:
        named = "、".join(f"《{title.strip('《》')}》" for title in frame.others[:5])
        raise MalformedSource(
            said("the decision amends {named}, not 《{title}》", named=named, title=base.title),
            do="give the text of a law that it amends",
        )
    if not frame.blocks:
        raise MalformedSource(
            "this is not an amending decision: it has no instruction", do="check the order: OLD DECISION"
        )
    steps = [*read_instructions(frame.blocks, corrects=frame.corrects), *_closing(frame)]
    if frame.target is None and all(step.verb in {"unknown", "commencement"} for step in steps):
        raise MalformedSource(
            "this is not an amending decision: none of it reads as an instruction", do="check the order: OLD DECISION"
        )
    steps = steps if base.units else [_of_bare_text(step) for step in steps]
    ordered = any(step.verb == "reorder" for step in steps)
    annexes = _annexes(decision)
    applied = apply_steps(base, steps, reorders=ordered, in_place=frame.in_place, own_annexes=annexes)
    instructions = _instructions(steps, applied.notes, applied.numbers)
    return _consolidation(applied.base, instructions)


def _consolidation(base: Base, instructions: tuple[Instruction, ...]) -> Consolidation:
    text = printed(base)
    return Consolidation(
        title=base.title,
        articles=tuple(_articles(base)),
        instructions=instructions,
        lines=text.lines,
        instruments=text.instruments,
    )


def _base(old: Text, decision: Sequence[str]) -> Base:
    """The text to be amended; of several measures in one document the one that the decision names."""
    source = _parsed(old) if isinstance(old, str | SourceText) else old
    if isinstance(source, Issue):
        if len(source.documents) != 1:
            raise MalformedSource(
                said("the text to be amended holds {count} documents", count=len(source.documents)),
                where=source.source.name,
                do="name one of them: FILE#文号",
            )
        source = source.documents[0]
    if isinstance(source, Instrument):
        return base_of(source)
    measures = [one for one in source.instruments if one.role == "measure"]
    named = (one for one in measures if len(measures) > 1 and not read_frame(decision, one.title).others)
    return base_of(source, next(named, None))


def _parsed(text: str | SourceText) -> Issue:
    """A plain text with one paragraph a line, parsed."""
    if isinstance(text, str):
        text = SourceText(name="text", sha256="", media_type="text/plain", text=text, reflowed=True)
    return parse(text)


def _lines(text: SourceText | Document | Instrument | str) -> list[str]:
    """The paragraphs of a decision or of a plain text."""
    if isinstance(text, Document | Instrument):
        return list(decision_lines(text))
    return (text if isinstance(text, str) else text.text).splitlines()


def _annexes(decision: Decision) -> tuple[Instrument, ...]:
    """The annexes of a decision itself, which may take the place of the text's."""
    if not isinstance(decision, Document):
        return ()
    return tuple(one for one in decision.instruments if one.role == "annex")


def decision_lines(document: Document | Instrument) -> Iterator[str]:
    """The paragraphs of a parsed decision in the order of its source, each with its label.

    A quoted article parses as an article and may swallow what follows it: the order of the source is what counts.
    """
    instruments = [document] if isinstance(document, Instrument) else document.instruments
    yield document.title
    signed = {"signature", "date"}
    every = (node for node in walk(p for i in instruments for p in i.body) if node.level not in signed)
    nodes = sorted(every, key=lambda node: (node.span[0], -node.span[1]))
    held = ""
    for node in nodes:
        label, text = node.label or "", own_text(node)
        if label and not text and node.children:
            held += f"{label} "
            continue
        apart = " " if node.level == "article" or node.level in CONTAINERS else ""
        yield f"{held}{label}{apart}{text}"
        held = ""
        yield from ("\t".join(row) for row in node.rows)


def _of_bare_text(step: Step) -> Step:
    """A step on a text without articles (a 批复): its paragraphs are counted from the first."""

    def bare(place: Place) -> Place:
        return replace(place, zone="preamble") if place.paragraph and place.article is None else place

    return replace(step, places=tuple(map(bare, step.places)), results=tuple(map(bare, step.results)))


def _closing(frame: Frame) -> Iterator[Step]:
    """…并对条文顺序作相应调整，重新公布 after the instructions is an order to renumber.

    A decision that has many laws republished often leaves unsaid what follows from it in each (a code's new name, the
    short form of a cited law): that is in doubt, and the republished text decides.
    """
    for sentence in frame.closing:
        if reorders(sentence):
            remark = "个别文字的调整决定未列明，正式文本可能另有改动" if "文字" in sentence else None
            yield Step(n="结尾", quote=sentence, verb="reorder", places=(Place(zone="all"),), remark=remark)
        if republishes_many(sentence):
            remark = "决定把多件一并修改后重新公布，重新公布的文本可能有决定没有列明的相应改动，以其为准"
            yield Step(n="结尾", quote=sentence, verb="republish", places=(Place(zone="all"),), remark=remark)


def _instructions(
    steps: Sequence[Step], notes: Sequence[Note], numbers: Mapping[Number, Number]
) -> tuple[Instruction, ...]:
    """Every step with its status: failed, else doubtful, else applied, and all reasons."""
    by_step: dict[int, list[Note]] = defaultdict(list)
    general = next((i for i, step in enumerate(steps) if step.verb == "reorder"), len(steps) - 1)
    for note in notes:
        by_step[note.index if note.index >= 0 else general].append(note)
    return tuple(_instruction(step, by_step[i], numbers) for i, step in enumerate(steps))


def _instruction(step: Step, notes: Sequence[Note], numbers: Mapping[Number, Number]) -> Instruction:
    status: InstructionStatus = "applied"
    if notes:
        status = "failed" if any(note.status == "failed" for note in notes) else "doubtful"
    target = "、".join(str(place) for place in step.places if place != Place() and not _nowhere(place)) or None
    return Instruction(
        n=step.n,
        kind=step.kind,
        target=target,
        result=None if status == "failed" else _result(step, numbers),
        status=status,
        reason="；".join(dict.fromkeys(note.reason for note in notes)) or None,
        quote=step.quote,
    )


def _nowhere(place: Place) -> bool:
    """Whether a place only says that a chapter is meant (增加一章), not which."""
    return place.division is not None and place.division[1] == 0 and place.article is None


def _named(place: Place) -> Place:
    """A result as far as the decision names it: an insertion without a number has none."""
    return replace(
        place,
        article=None if place.article == (0, 0) else place.article,
        paragraph=place.paragraph or None,
        item=None if place.item == (0, 0) else place.item,
    )


def _result(step: Step, numbers: Mapping[Number, Number]) -> str | None:
    """Where the step's text stands in the new text; ``None`` for what is deleted."""
    if step.verb in {"delete", "reorder", "commencement", "republish", "unknown"}:
        return None
    places = [_named(place) for place in step.results or step.places[:1]]
    shown = []
    for place in places:
        own = place.article is not None and place.article == step.place.article
        renumbered = own and place.article in numbers and not (step.results and place.level == "article")
        shown.append(str(replace(place, article=numbers[place.article]) if renumbered and place.article else place))
    return "、".join(text for text in shown if text) or None


def _articles(base: Base) -> Iterator[ShownPlace]:
    """The articles with their path; a line between articles that heads no 编章节 stands with the article before it."""
    path: list[Heading] = []
    current: tuple[Unit, str, list[str]] | None = None
    for block in base.blocks:
        if isinstance(block, Heading):
            path = [h for h in path if _LEVELS.index(h.kind) < _LEVELS.index(block.kind)]
            path.append(block)
            if (block.kind == "group" or not block.label) and current is not None:
                current[2].append(block.line)
            elif current is not None:
                yield _shown(*current)
                current = None
        else:
            if current is not None:
                yield _shown(*current)
            steps = [h.label.rstrip("、") or h.name for h in path]
            current = (
                block,
                "/".join([*steps, block.label]),
                [*block.shown(), *_lines_after(block)],
            )
    if current is not None:
        yield _shown(*current)


def _lines_after(unit: Unit) -> Iterator[str]:
    return (line for node in unit.after for line in node_lines(node))


def _shown(unit: Unit, path: str, lines: list[str]) -> ShownPlace:
    return ShownPlace(level="article", label=unit.label, path=path, text="\n".join(lines))
