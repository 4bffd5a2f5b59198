"""The history of provisions, and who wrote which words, for a terminal or as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from tracker.history.word_writers import share_of
from tracker.model import CONTAINERS
from tracker.render.sides import lines_of
from tracker.render.text import redline_lines, written
from tracker.render.turn_words import (
    edition_name,
    heading_of,
    is_untouched,
    remarks_of,
    turns_told,
    turns_words,
    written_lines,
)
from tracker.render.visible_characters import visible
from tracker.wording.history import LABELS
from tracker.wording.told import in_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tracker.history.compared_texts import Edition, Succession
    from tracker.history.life_turns import Life, Turn
    from tracker.history.word_writers import Written
    from tracker.model import Sentence
    from tracker.render.options import RenderOptions

_STYLES = ("cyan", "yellow", "green", "magenta", "blue", "red")
"""The colours of the second edition and those after it; the first has none."""


def history_text(work: str, told: Succession, lives: Sequence[Life], options: RenderOptions) -> str:
    """Provisions with what each version did to them, and the redline of each step."""
    parts = [*_head(work, told, options), *_remarks(told, options)]
    gone = [life for life in lives if life.is_over]
    for life in lives:
        if life in gone[:1] and len(lives) > 1:
            parts += [Text(LABELS[options.lang]["gone"], style="bold"), Text()]
        parts += _life(life, told, options)
    return written(parts, options)


def blame_text(work: str, told: Succession, text: Sequence[Written], options: RenderOptions) -> str:
    """The text of the last edition; before each line the edition that wrote most of it, others' words in braces."""
    parts = [*_head(work, told, options, text), *_remarks(told, options)]
    wide = len(str(len(told.editions)))
    for one in text:
        parts += _heading(one, told, options)
        parts += [_blamed(line, wide) for line in written_lines(one.stretches)]
        parts.append(Text())
    return written(parts, options)


def _head(work: str, told: Succession, options: RenderOptions, text: Sequence[Written] | None = None) -> Iterator[Text]:
    labels = LABELS[options.lang]
    counted = labels["versions"].format(len(told.editions))
    yield Text(visible(f"{work}  {counted}"), style="bold")
    counts = share_of(text, len(told.editions)) if text is not None else ()
    for n, edition in enumerate(told.editions):
        row = [f"{n + 1}.", edition.version.date or "—", edition_name(edition)]
        row += [labels["from"].format(edition.start)] if edition.start else []
        if counts:
            row += [labels["characters"].format(counts[n]), labels["share"].format(counts[n] / max(1, sum(counts)))]
        yield Text("  " + "  ".join(row), style=_style(n) if text is not None else "")
    if len(told.editions) == 1:
        yield Text("  " + labels["never"])
    yield Text()


def _remarks(told: Succession, options: RenderOptions) -> Iterator[Text]:
    lines = remarks_of(told, options.lang)
    yield from (Text(f"- {LABELS[options.lang]['note']}: {line}") for line in lines)
    if lines:
        yield Text()


def _life(life: Life, told: Succession, options: RenderOptions) -> Iterator[Text]:
    labels = LABELS[options.lang]
    name = heading_of(life.place, options.lang)
    found = list(turns_told(life))
    if is_untouched(life) and len(told.editions) > 1 and not options.verbose:
        first = told.editions[found[0][0]]
        since = labels["since"].format(edition_name(first))
        kind = f"{labels['inserted']}，" if found[0][0] and options.lang == "zh" else ""
        yield Text(name, style="bold") + Text(f"  {kind}{since}", style="dim")
    else:
        yield Text(name, style="bold")
        for edition, turns in found:
            yield from _turns(told.editions[edition], turns, life, options)
    yield Text()


def _turns(edition: Edition, turns: Sequence[Turn], life: Life, options: RenderOptions) -> Iterator[Text]:
    words = turns_words(turns, life, options.lang)
    yield Text("  ".join(("", edition.version.date or "—", edition_name(edition), words)))
    for turn in turns:
        if turn.doubt is not None:
            yield _doubt(turn.doubt, options)
        change = turn.change
        if change is not None and change.kind != "unchanged":
            for line in redline_lines(lines_of(change), change, options):
                yield Text("    ") + line


def _doubt(doubt: Sentence, options: RenderOptions) -> Text:
    return Text(visible(f"      ? {in_language(doubt, options.lang)}"), style="yellow")


# --- who wrote what ---------------------------------------------------------------------------------------------------


def _heading(one: Written, told: Succession, options: RenderOptions) -> Iterator[Text]:
    labels = LABELS[options.lang]
    name = heading_of(one.place, options.lang) if one.place.level not in CONTAINERS else one.place.label or ""
    told_when = one.numbered and one.place.label
    note = f"  {labels['numbered'].format(edition_name(told.editions[one.numbered]))}" if told_when else ""
    yield Text(visible(name), style="bold") + Text(note, style="dim")
    for edition, why in one.doubts:
        told_of = edition_name(told.editions[edition])
        yield Text(visible(f"    ? {told_of}: {in_language(why, options.lang)}"), style="yellow")


def _blamed(line: Sequence[tuple[int, str]], wide: int) -> Text:
    sizes: Mapping[int, int] = {
        edition: sum(len(words) for one, words in line if one == edition) for edition, _ in line
    }
    most = max(sizes, key=lambda edition: (sizes[edition], -edition), default=0)
    text = Text(f"{most + 1:>{wide + 2}}│ ", style=_style(most))
    for edition, words in line:
        shown = visible(words)
        text += Text(shown if edition == most else f"{{{edition + 1}:{shown}}}", style=_style(edition))
    return text


def _style(edition: int) -> str:
    return _STYLES[(edition - 1) % len(_STYLES)] if edition else ""
