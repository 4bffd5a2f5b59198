"""The comparison as Markdown for pull requests and mails, within what GitHub takes for one text.

Marks are ``<del>`` and ``<ins>``, which GitHub shows: ``~~`` and ``**`` are not recognised beside Chinese punctuation
(CommonMark §6.2, left-flanking delimiter runs).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.compare.change_counts import KINDS, counts, is_visible
from tracker.compare.versions import found_differences
from tracker.language.patterns import regex
from tracker.model import ChangeSet, DiffSet, Doubt
from tracker.render.highlights import brief, other_terms, value_facts
from tracker.render.sides import lines_of, rows_of, side_of, text_of
from tracker.render.tables import Table, is_table, stretches
from tracker.render.text_tables import shown_rows
from tracker.render.titles import (
    cell_of,
    change_name,
    direction_name,
    force_name,
    kind_names,
    source_name,
    version_name,
)
from tracker.render.visible_characters import visible
from tracker.wording.reports import LABELS
from tracker.wording.told import in_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tracker.model import Change, Fact, Version
    from tracker.render.options import RenderOptions
    from tracker.render.sides import Line, Piece, Side

LIMIT = 65_535
"""Characters of the longest comment or description that GitHub takes."""

MANY = 30
"""Rows of a table, and names in a list, before the rest is left out of the summary."""

LONG = 300
"""Characters of a title or value in the summary."""

RESERVED = 2_000
"""Characters kept for the note on what was cut."""

_SPECIAL = regex(r"[\\`*_\[\]{}|~!^$]")
_LINE_START = regex(r"^(\s*)([-+=:]|\d+[.)]|#)")
_LINKS = regex(r"(https?|ftp)://|www\.|(?:javascript|data|vbscript):", re.IGNORECASE)
_MENTIONS = regex(r"@(?=\w)|#(?=\d)|\bGH-(?=\d)", re.IGNORECASE)


def render(comparison: ChangeSet | DiffSet, options: RenderOptions) -> str:
    """The comparison as Markdown of at most ``LIMIT`` characters, with a note where changes did not fit."""
    diffs = comparison.diffs if isinstance(comparison, DiffSet) else (comparison,)
    head = _set_head(comparison, options) if isinstance(comparison, DiffSet) else ""
    budget = LIMIT - RESERVED - size(head)
    total, left = 0, []
    parts = [head]
    for diff in diffs:
        changes = [change for change in diff.changes if options.context == "all" or is_visible(change)]
        if isinstance(comparison, DiffSet) and not changes:
            continue
        sections = [_head(diff, options), *(_change(change, options) for change in changes)]
        names = ["", *(change_name(change, options.lang) for change in changes)]
        total += len(changes)
        for section, name in zip(sections, names, strict=True):
            if size(section) > budget:
                left.append(name)
                continue
            budget -= size(section)
            parts.append(section)
    return "".join([*parts, cut_note(total, [name for name in left if name], options)])


def changed_provisions(comparison: ChangeSet, options: RenderOptions) -> Iterator[str]:
    """The redline of each change that a reader sees, as a piece of Markdown of its own, heading included."""
    return (_change(change, options) for change in comparison.changes if is_visible(change))


def size(text: str) -> int:
    """Length in UTF-16 code units, as a browser's text field counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut_note(total: int, left: Sequence[str], options: RenderOptions) -> str:
    """The note on what did not fit, by name; nothing where all of it did."""
    if not left:
        return ""
    labels = LABELS[options.lang]
    names = escaped(("、" if options.lang == "zh" else ", ").join(name[:40] for name in left[:MANY]))
    more = labels["and-more"] if len(left) > MANY else ""
    return (
        f"> **{labels['remarks']}** {labels['cut-markdown'].format(left=len(left), total=total, names=names + more)}\n"
    )


def _set_head(comparison: DiffSet, options: RenderOptions) -> str:
    labels = LABELS[options.lang]
    names = [_short(version.title or source_name(version)) for version in (comparison.old, comparison.new) if version]
    lists = ((labels["added"], comparison.added), (labels["removed"], comparison.removed))
    parts = [f"# {' → '.join(names)}\n\n"]
    for label, versions in lists:
        if versions:
            items = "".join(f"- {_short(f'{v.doc_number or str()} {v.title}'.strip())}\n" for v in versions[:MANY])
            parts.append(f"**{label}** ({len(versions)})\n\n{items}\n")
    return "".join(parts)


def _head(comparison: ChangeSet, options: RenderOptions) -> str:
    return "".join(f"{part}\n\n" for part in _head_parts(comparison, options) if part)


def _head_parts(comparison: ChangeSet, options: RenderOptions) -> Iterator[str]:
    labels = LABELS[options.lang]
    yield f"## {_short(comparison.new.title or version_name(comparison.new))}"
    yield from (
        f"> **{labels['remarks']}** {_short(in_language(remark, options.lang))}" for remark in comparison.remarks
    )
    yield _versions(comparison.old, comparison.new, options)
    found = counts(comparison.changes)
    names = (*KINDS[1:], "moved", "renumbered", "editorial", "unchanged")
    yield (
        " · ".join(f"{labels[name]} {found[name]}" for name in names if found[name])
        or labels["same-provisions" if found_differences(comparison) else "no-changes"]
    )
    yield _brief(comparison, options)
    terms = [f"- {_short(old)} → {_short(new)} ({n} {labels['times']})" for old, new, n in other_terms(comparison)]
    yield "\n".join(terms[:MANY])
    yield _facts(comparison, options)


def _brief(comparison: ChangeSet, options: RenderOptions) -> str:
    """The few lines to read first, by matter, and how many others there are."""
    groups, others = brief(comparison, options.lang)
    lines = [f"- _{matter}_ **{_short(line.label)}** {_short(line.text)}" for matter, group in groups for line in group]
    more = [f"- …… {LABELS[options.lang]['more-lines'].format(others)}"] if others else []
    return "\n".join(lines + more)


def _versions(old: Version, new: Version, options: RenderOptions) -> str:
    labels = LABELS[options.lang]
    rows = (
        ("title", old.title, new.title),
        ("number", old.doc_number, new.doc_number),
        ("dated", old.date, new.date),
        ("issuers", "、".join(old.issuers), "、".join(new.issuers)),
        ("in-force", force_name(old.effective, options.lang), force_name(new.effective, options.lang)),
    )
    lines = [f"| | {labels['old']} | {labels['new']} |", "|---|---|---|"]
    lines += [f"| {labels[name]} | {_short(a or '')} | {_short(b or '')} |" for name, a, b in rows if a or b]
    return "\n".join(lines)


def _facts(comparison: ChangeSet, options: RenderOptions) -> str:
    labels = LABELS[options.lang]
    rows = [_fact_row(change, fact, options) for change in comparison.changes for fact in value_facts(change)]
    if not rows:
        return ""
    names = (labels[name] for name in ("provision", "type", "old", "new", "direction"))
    more = [f"| …… | | | | {len(rows) - MANY} |"] if len(rows) > MANY else []
    return "\n".join([f"| {' | '.join(names)} |", "|---|---|---|---|---|", *rows[:MANY], *more])


def _fact_row(change: Change, fact: Fact, options: RenderOptions) -> str:
    cells = (
        _short(" ".join((change_name(change, options.lang), cell_of(change, fact))).rstrip()),
        LABELS[options.lang][fact.type],
        _short(fact.old or "—"),
        _short(fact.new or "—"),
        direction_name(fact, options.lang),
    )
    return f"| {' | '.join(cells)} |"


def _change(change: Change, options: RenderOptions) -> str:
    kinds = " · ".join(kind_names(change, options.lang))
    heading = f"### {_one_line(change_name(change, options.lang))}　{kinds}\n\n"
    notes = "".join(f"{note}\n\n" for note in _notes(change, options))
    if options.layout == "side-by-side":
        return f"{heading}{_table(change, options)}\n\n{notes}"
    return heading + "".join(f"{paragraph}\n\n" for paragraph in _inline(change, options)) + notes


def _notes(change: Change, options: RenderOptions) -> Iterator[str]:
    """Why the change is what it is, where that is asked for; what is in doubt says so first."""
    labels = LABELS[options.lang]
    for note in change.evidence if options.verbose else ():
        label = labels["doubt" if isinstance(note, Doubt) else "evidence"]
        yield f"> **{label}** {_short(in_language(note, options.lang))}"


def _inline(change: Change, options: RenderOptions) -> Iterator[str]:
    elide = options.context == "changed" and change.kind != "unchanged"
    for stretch in stretches(lines_of(change), is_table=is_table(change)):
        if isinstance(stretch, Table):
            yield _pipe_table(stretch, elide=elide)
        else:
            yield from _paragraphs(stretch, elide=elide)


def _pipe_table(table: Table, *, elide: bool) -> str:
    """A table of GitHub's, the first row of which is its heading; marks stand in the cells."""
    found: list[str] = []
    for row in shown_rows(table, elide=elide):
        cells = ["……"] if row is None else ["".join(_piece(p, p.text) for p in cell.pieces) for cell in row.cells]
        found.append(f"| {' | '.join([*cells, *[''] * (table.width - len(cells))])} |")
    return "\n".join([found[0], "|" + "---|" * table.width, *found[1:]])


def _paragraphs(lines: Sequence[Line], *, elide: bool) -> Iterator[str]:
    was_elided = False
    for line in lines:
        is_elided = elide and line.is_unchanged
        if not is_elided:
            yield _line(line, [piece.text for piece in line.pieces])
        elif not was_elided:
            yield "……"
        was_elided = is_elided


def _table(change: Change, options: RenderOptions) -> str:
    labels = LABELS[options.lang]
    rows = [f"| {_cell(side_of(row, 'old'), 'old')} | {_cell(side_of(row, 'new'), 'new')} |" for row in rows_of(change)]
    return "\n".join([f"| {labels['old']} | {labels['new']} |", "|---|---|", *rows])


def _cell(lines: Iterable[Line], side: Side) -> str:
    return "<br>".join(_line(line, [text_of(piece, side) for piece in line.pieces]) for line in lines)


def _line(line: Line, texts: Sequence[str]) -> str:
    labels = "".join(f"{_piece(label, label.text)}　" for label in line.labels)
    return labels + "".join(_piece(piece, text) for piece, text in zip(line.pieces, texts, strict=True)) or "¶"


def _piece(piece: Piece, text: str) -> str:
    words = escaped(text)
    tag = {"delete": "del", "insert": "ins"}.get(piece.mark)
    return f"<{tag}>{words}</{tag}>" if tag else words


def _short(text: str) -> str:
    return _one_line(text if len(text) <= LONG else f"{text[:LONG]}……")


def _one_line(text: str) -> str:
    return escaped(" ".join(text.split("\n")))


def escaped(text: str) -> str:
    """Text that Markdown, and GitHub's links, mentions and references, leave as it is."""
    text = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\t", " │ ")
    text = _SPECIAL.sub(r"\\\g<0>", text)
    text = _LINKS.sub(lambda match: match[0].replace(":", "<!-- -->:").replace("www.", "www<!-- -->."), text)
    text = _MENTIONS.sub(r"\g<0><!-- -->", text)
    return _LINE_START.sub(r"\1\\\2", text) if not text[:1].isdigit() else _LINE_START.sub(_escaped_number, text)


def _escaped_number(match: re.Match[str]) -> str:
    r"""``1.`` at the start of a line as ``1\.``, so that it begins no list."""
    return f"{match[1]}{match[2][:-1]}\\{match[2][-1]}"
