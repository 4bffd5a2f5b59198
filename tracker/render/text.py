"""The comparison for a terminal: in colour, at its width; or, where it is piped, as readable plain text.

Without colour, deletions and insertions carry the marks of ``git diff --word-diff``: ``[-旧-]{+新+}``.
"""

from __future__ import annotations

from io import StringIO
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from tracker.compare.change_counts import KINDS, counts, is_visible
from tracker.compare.versions import found_differences
from tracker.language.patterns import regex
from tracker.model import ChangeSet, DiffSet
from tracker.render.highlights import brief, key_changes, other_terms, told_once, value_facts
from tracker.render.sides import lines_of, rows_of, side_of, text_of
from tracker.render.tables import Table, is_table, stretches
from tracker.render.text_tables import RULE, drawn_rows, shown_rows
from tracker.render.titles import (
    change_name,
    force_name,
    kind_names,
    source_name,
    value_words,
    version_name,
)
from tracker.render.visible_characters import visible
from tracker.render.wrap import breaks
from tracker.wording.reports import LABELS
from tracker.wording.told import in_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tracker.model import Change, Version
    from tracker.render.options import RenderOptions
    from tracker.render.sides import Line, Mark, Piece, Row, Side

STYLES: Mapping[Mark, str] = {"equal": "", "delete": "strike red", "insert": "underline cyan"}
"""Red and cyan differ for every kind of colour vision, and the strike and the underline without any colour."""

KIND_STYLES: Mapping[str, str] = {
    "inserted": "bold cyan",
    "deleted": "bold red",
    "unchanged": "dim",
}
COLUMN_GAP = " │ "
DEFAULT_WIDTH = 80
_BULLET = regex(r" *(?:[-*] )?")
"""What the lines below a long line's first are set in by: its blanks and its bullet."""


def render(comparison: ChangeSet | DiffSet, options: RenderOptions) -> str:
    """The comparison as text; with ANSI sequences where ``options.color``, wrapped where ``options.width`` is set."""
    parts = _set(comparison, options) if isinstance(comparison, DiffSet) else _report(comparison, options, "#")
    return written(parts, options)


def written(parts: Iterable[Text], options: RenderOptions) -> str:
    """The paragraphs as one string, each at most as wide as the terminal."""
    lines = [line.copy() for part in parts for line in _fitted(part, options.width)]
    if not options.color:
        return "".join(f"{line.plain.rstrip()}\n" for line in lines)
    out = StringIO()
    console = Console(file=out, force_terminal=True, color_system="standard", width=10_000, legacy_windows=False)
    for line in lines:
        console.print(line, soft_wrap=True)
    return out.getvalue()


def _fitted(part: Text, width: int | None) -> Iterable[Text]:
    if width is None or cell_len(part.plain) <= width:
        return (part,)
    begun = _BULLET.match(part.plain)
    indent = begun.end() if begun else 0
    first, *rest = part.divide([cut + indent for cut in breaks(part.plain[indent:], width - indent)])
    return (first, *(Text(" " * indent) + line for line in rest))


def _set(comparison: DiffSet, options: RenderOptions) -> Iterator[Text]:
    labels = LABELS[options.lang]
    if comparison.old and comparison.new:
        yield Text(visible(f"# {_set_name(comparison.old)} → {_set_name(comparison.new)}"), style="bold")
        yield Text()
    for name, versions in (("added", comparison.added), ("removed", comparison.removed)):
        if versions:
            yield Text(f"{labels[name]}:")
            yield from (_version_item(version) for version in versions)
            yield Text()
    shown = [diff for diff in comparison.diffs if options.context == "all" or found_differences(diff)]
    for diff in shown:
        yield from _report(diff, options, "##")
    if not shown and not comparison.added and not comparison.removed:
        yield Text(labels["no-changes"])


def _set_name(version: Version) -> str:
    return version.title or source_name(version)


def _version_item(version: Version) -> Text:
    number = f"{version.doc_number}  " if version.doc_number else ""
    return Text(visible(f"- {number}{version.title}"))


def _report(comparison: ChangeSet, options: RenderOptions, level: str) -> Iterator[Text]:
    yield Text(visible(f"{level} {comparison.new.title or version_name(comparison.new)}"), style="bold")
    yield Text()
    yield from _versions(comparison, options)
    yield Text()
    yield _counted(comparison, options)
    yield Text()
    yield from _summary(comparison, options)
    for change in comparison.changes:
        if options.context == "all" or is_visible(change):
            yield from _change(change, options, f"{level}#")


def _versions(comparison: ChangeSet, options: RenderOptions) -> Iterator[Text]:
    labels = LABELS[options.lang]
    for side, version in (("old", comparison.old), ("new", comparison.new)):
        facts = [
            version_name(version),
            version.title if version.title != comparison.new.title else "",
            version.date if version.date and version.doc_number else "",
            "、".join(version.issuers),
            force_name(version.effective, options.lang) if version.effective else "",
        ]
        yield Text(visible(f"- {labels[side]}: {'  '.join(fact for fact in facts if fact)}"))


def _counted(comparison: ChangeSet, options: RenderOptions) -> Text:
    found, labels = counts(comparison.changes), LABELS[options.lang]
    if not any(map(is_visible, comparison.changes)) and not found["renumbered"]:
        return Text(labels["same-provisions" if found_differences(comparison) else "no-changes"])
    names = (*(kind for kind in KINDS if kind != "unchanged"), "moved", "renumbered", "editorial")
    return Text("  ".join(f"{labels[name]} {found[name]}" for name in names if found[name]))


def _summary(comparison: ChangeSet, options: RenderOptions) -> Iterator[Text]:
    labels = LABELS[options.lang]
    items = [f"**{labels['remarks']}**: {in_language(remark, options.lang)}" for remark in comparison.remarks]
    yield from (Text(visible(f"- {item}")) for item in items)
    yield from _brief(comparison, options)
    terms = [f"“{old}” → “{new}” ({count} {labels['times']})" for old, new, count in other_terms(comparison)]
    yield from (Text(visible(f"- {item}")) for item in terms)
    if items or comparison.key_changes or terms:
        yield Text()


def _brief(comparison: ChangeSet, options: RenderOptions) -> Iterator[Text]:
    """The few lines to read first, by matter, and how many others there are; with ``verbose`` these too."""
    labels = LABELS[options.lang]
    groups, others = brief(comparison, options.lang)
    for matter, lines in groups:
        yield Text(visible(matter), style="bold")
        yield from (Text(visible(f"- {line.label}: {line.text}")) for line in lines)
    if others and not options.verbose:
        yield Text(labels["others"].format(others), style="dim")
    elif others:
        yield Text(labels["others-listed"].format(others), style="bold")
        rest = (line for line in key_changes(comparison, options.lang) if not line.brief)
        yield from (Text(visible(f"- {line.label}: {line.text}")) for line in rest)


def _change(change: Change, options: RenderOptions, level: str) -> Iterator[Text]:
    kinds = " · ".join(kind_names(change, options.lang))
    name = visible(change_name(change, options.lang))
    yield Text(f"{name}  " if options.color else f"{level} {name}  ", style="bold") + Text(
        kinds, style=KIND_STYLES.get(change.kind, "bold yellow")
    )
    if options.layout == "side-by-side":
        yield from _columns(change, options)
    else:
        yield from redline_lines(lines_of(change), change, options)
    for fact in told_once(change, change.facts) if options.verbose else value_facts(change):
        yield Text(f"  * {value_words(change, fact, options.lang)}", style="dim")
    if options.verbose and change.evidence:
        evidence = ("；" if options.lang == "zh" else "; ").join(
            in_language(line, options.lang) for line in change.evidence
        )
        yield Text(visible(f"  * {LABELS[options.lang]['evidence']}: {evidence}"), style="dim")
    yield Text()


def redline_lines(lines: Sequence[Line], change: Change, options: RenderOptions) -> Iterator[Text]:
    """Lines with marks; unchanged lines of a changed provision are left out where only changes are asked for."""
    elide = _elides(change, options)
    for stretch in stretches(lines, is_table=is_table(change)):
        if isinstance(stretch, Table):
            rows = list(shown_rows(stretch, elide=elide))
            drawn = drawn_rows(rows, lambda piece: _piece(piece, piece.text, options))
            yield from (Text("  ") + (line or _elision(options)) for line in drawn)
            continue
        for row in _elided(((line,) for line in stretch), elide=elide):
            yield Text("  ") + (_marked(row[0], options) if row else _elision(options))


def _elides(change: Change, options: RenderOptions) -> bool:
    """Whether the unchanged lines of a change are left out."""
    return options.context == "changed" and change.kind != "unchanged"


def _elided(rows: Iterable[Row], *, elide: bool) -> Iterator[Row]:
    """The rows to show, an empty one for each run of those left out."""
    was_elided = False
    for row in rows:
        is_elided = elide and all(line.is_unchanged for line in row)
        if not is_elided or not was_elided:
            yield () if is_elided else row
        was_elided = is_elided


def _elision(options: RenderOptions) -> Text:
    return Text(f"…… {LABELS[options.lang]['elided']}", style="dim")


def _marked(line: Line, options: RenderOptions) -> Text:
    text = Text()
    for label in line.labels:
        text.append(_piece(label, label.text, options)).append(" ")
    for piece in line.pieces:
        text.append(_piece(piece, piece.text, options))
    if not line.pieces and line.end != "equal":
        text.append(" ")
    return text


def _piece(piece: Piece, words: str, options: RenderOptions) -> Text:
    words = visible(words)
    if piece.moved:
        way = LABELS[options.lang]["moved-to" if piece.mark == "delete" else "moved-from"]
        words = f"{words}〔{way}{visible(piece.moved)}〕"
    if options.color:
        return Text(words, style=STYLES[piece.mark])
    return Text({"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}[piece.mark].format(words))


def _columns(change: Change, options: RenderOptions) -> Iterator[Text]:
    """Old and new beside one another, row by row."""
    half = ((options.width or DEFAULT_WIDTH) - len(COLUMN_GAP)) // 2
    for row in _elided(rows_of(change), elide=_elides(change, options)):
        if not row:
            yield _elision(options)
            continue
        left, right = (_column(side_of(row, side), side, half, options) for side in ("old", "new"))
        for one, other in zip_longest(left, right, fillvalue=Text()):
            yield one + Text(" " * (half - cell_len(one.plain))) + Text(COLUMN_GAP, style="dim") + other


def _column(lines: Sequence[Line], side: Side, width: int, options: RenderOptions) -> list[Text]:
    found: list[Text] = []
    for line in lines:
        text = Text()
        for piece in (*line.labels, *line.pieces):
            text.append(_piece(piece, text_of(piece, side).replace("\t", RULE), options))
        found.extend(text.divide(list(breaks(text.plain, width))))
    return found
