"""The comparison as a Word document with native tracked changes: all accepted, the new text; all rejected, the old.

Nothing else stands in its body: a heading or a note of ours would stay in what the reader files. Both versions and the
legend stand in the header of the first page, which is no part of the text. Side by side, the document is the
comparison table instead.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tracker.compare.align.comparable_text import fold
from tracker.compare.redline.edits import redline
from tracker.compare.redline.typography import characters_side_by_side
from tracker.language.labels import HAN_BRACKET_LABEL
from tracker.language.patterns import regex
from tracker.model import Change, ChangeSet, DiffSet, Version
from tracker.render import comparison_table
from tracker.render.moved_words import move_names
from tracker.render.one_sequence import sequence
from tracker.render.sides import lines_of
from tracker.render.tables import Table, is_table, stretches
from tracker.render.titles import version_name
from tracker.render.tracked import EPOCH, Paragraph, Run, TrackedCell, TrackedRow, TrackedTable, Writer
from tracker.render.versions_above import block_header, title_of
from tracker.render.visible_characters import visible
from tracker.render.word_package import packed
from tracker.wording.reports import LABELS
from tracker.wording.told import in_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tracker.model import Level, Place
    from tracker.render.one_sequence import Block
    from tracker.render.options import RenderOptions
    from tracker.render.sides import Line, Mark, Piece
    from tracker.render.tracked import Block as Content

GAP = "　"
"""Between a label and its text."""

STYLES: Mapping[Level, str] = {
    "part": "Part",
    "subpart": "Subpart",
    "chapter": "Chapter",
    "section": "Section",
    "article": "Article",
    "paragraph": "Paragraph",
    "item": "Item",
    "subitem": "Subitem",
    "table": "TableRow",
    "addressee": "Addressee",
    "signature": "Signature",
    "date": "Signature",
}
"""The paragraph style of each level; what is not named here is ``Outline``."""

_ITEM = regex(HAN_BRACKET_LABEL)
_SUBITEM = regex(r"\d+[.．、]|[（(]\d+[)）]")
_SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="first" r:id="rId7"/>'
    '<w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="first" r:id="rId3"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1134" w:gutter="0"/>'
    "<w:titlePg/></w:sectPr>"
)
"""A4 with the margins of GB/T 9704-2012 §5.2.1."""


def render(comparison: ChangeSet | DiffSet, options: RenderOptions) -> bytes:
    """The document, signed by ``options.author`` at ``options.date``, else at the date of the new version."""
    new = comparison.new
    date = _time(options.date) or _time(new.date if new else None)
    title = title_of(comparison)
    is_redline = options.layout == "inline"
    return packed(
        _redline(comparison, options, date) if is_redline else _table(comparison, options),
        title=title,
        head=f"{title}　{LABELS[options.lang]['redline' if is_redline else 'comparison-table']}",
        author=visible(options.author),
        created=date or EPOCH,
    )


def _table(comparison: ChangeSet | DiffSet, options: RenderOptions) -> Mapping[str, str]:
    """The parts of the comparison table."""
    return {"document.xml": comparison_table.body(comparison, options)}


def _redline(comparison: ChangeSet | DiffSet, options: RenderOptions, date: str | None) -> Mapping[str, str]:
    """The parts of the tracked redline: the text, its first page's header, with ``verbose`` the notes in the margin."""
    blocks = _set(comparison, options) if isinstance(comparison, DiffSet) else _comparison(comparison, options)
    writer = Writer(options.author, date)
    document = _document(writer.blocks(blocks))
    notes = writer.notes
    parts = {"document.xml": document, "header-first.xml": block_header(comparison, options)}
    return {**parts, "comments.xml": _comments(notes)} if notes else parts


def _comments(notes: Iterable[str]) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{"".join(notes)}</w:comments>'
    )


def _time(date: str | None) -> str | None:
    """An ISO date or time as ``xsd:dateTime``; nothing where a source's date is no day of the calendar.

    Word opens no document with a time such as 2025-02-30.
    """
    try:
        found = datetime.fromisoformat(date or "")
    except ValueError:
        return None
    utc = found.astimezone(UTC) if found.tzinfo else found
    return f"{utc:%Y-%m-%dT%H:%M:%SZ}"


def _document(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f"<w:body>{body}{_SECTION}</w:body></w:document>"
    )


def _set(comparison: DiffSet, options: RenderOptions) -> Iterator[Content]:
    """Documents that went first, then each pair, then documents that came."""
    yield from (_title_of(version, "delete") for version in comparison.removed)
    for diff in comparison.diffs:
        yield from _comparison(diff, options)
    yield from (_title_of(version, "insert") for version in comparison.added)


def _title_of(version: Version, mark: Mark) -> Paragraph:
    return Paragraph(style="Title", runs=(Run(mark=mark, text=version.title or version_name(version)),), end=mark)


def _comparison(comparison: ChangeSet, options: RenderOptions) -> Iterator[Content]:
    if comparison.old.title or comparison.new.title:
        yield Paragraph(style="Title", runs=tuple(_title_runs(comparison.old.title, comparison.new.title)))
    blocks = list(sequence(comparison.changes))
    names = move_names(one.change for one in blocks if one.way == "stays" and not is_table(one.change))
    for block in blocks:
        contents = _redlined(block.change, names) if block.way == "stays" else _one_side(block)
        is_noted = options.verbose and (block.way != "leaves" or block.move is None)
        yield from _noted(contents, block.change, options) if is_noted else contents


def _title_runs(old: str, new: str) -> Iterator[Run]:
    """A title with the words that changed in it marked."""
    for edit in redline(old, new, strict=True):
        yield from _replaced(edit.old, edit.new)


def _noted(contents: Iterable[Content], change: Change, options: RenderOptions) -> Iterator[Content]:
    """A change with its evidence noted on its first paragraph, or its table."""
    notes = tuple(in_language(note, options.lang) for note in change.evidence)
    for number, content in enumerate(contents):
        yield content if number else replace(content, notes=notes)


def _redlined(change: Change, names: Mapping[str, str]) -> Iterator[Content]:
    """A change whose two sides stand here: its lines as paragraphs, its tables as tables."""
    found = list(stretches(_ended(lines_of(change)), is_table=is_table(change)))
    index = 0
    if not found or isinstance(found[0], Table):
        yield from _label_above(change)
    for number, stretch in enumerate(found):
        if isinstance(stretch, Table):
            yield _tracked_table(stretch)
            index += len(stretch.rows)
            continue
        after = found[number + 1] if number + 1 < len(found) else None
        lines = _before_table(stretch, after) if isinstance(after, Table) else stretch
        for line in lines:
            runs = [*_labels(change, line, is_first=index == 0), *_piece_runs(line.pieces, names)]
            yield Paragraph(style=_style(change, index, runs), runs=tuple(runs), end=line.end)
            index += 1


def _ended(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a change, the last of which ends as the change does: on both sides."""
    return (*lines[:-1], replace(lines[-1], end="equal")) if lines else ()


def _before_table(lines: Sequence[Line], table: Table) -> tuple[Line, ...]:
    """Lines that a table follows: each row has taken a line feed with its own mark, and the last line has what is left.

    Where a row came at a table's end, the feed before the table is not the one that came.
    """
    left = Counter((lines[-1].end, *table.ends)) - Counter(row.mark for row in table.rows)
    end = next(iter(left)) if left.total() == 1 else "equal"
    return (*lines[:-1], replace(lines[-1], end=end))


def _label_above(change: Change) -> Iterator[Paragraph]:
    """The label of a provision that begins with a table, or has no words; nothing where there is none."""
    runs = tuple(run for run in _labels(change, None, is_first=True) if run.text)
    if runs or not any(place.level == "table" for place in (*change.old, *change.new)):
        yield Paragraph(style=_style(change, 0, runs), runs=runs)


def _tracked_table(table: Table) -> TrackedTable:
    return TrackedTable(
        style=STYLES["table"],
        rows=tuple(
            TrackedRow(
                cells=tuple(
                    TrackedCell(runs=tuple(_piece_runs(cell.pieces, {})), mark=cell.mark) for cell in row.cells
                ),
                mark=row.mark,
            )
            for row in table.rows
        ),
    )


def _labels(change: Change, line: Line | None, *, is_first: bool) -> Iterator[Run]:
    """The labels that begin on a line: of a single provision on its first line, of a group where each begins."""
    begun = line.labels if line else ()
    old = "".join(label.text for label in begun if label.mark == "delete")
    new = "".join(label.text for label in begun if label.mark == "insert")
    if is_first and len(change.old) == 1:
        old = change.old[0].label or ""
    if is_first and len(change.new) == 1:
        new = change.new[0].label or ""
    yield from _replaced(old and f"{old}{GAP}", new and f"{new}{GAP}")


def _replaced(old: str, new: str) -> Iterator[Run]:
    if old == new:
        yield Run(mark="equal", text=new)
        return
    yield Run(mark="delete", text=old)
    yield Run(mark="insert", text=new)


def _piece_runs(pieces: Iterable[Piece], names: Mapping[str, str]) -> Iterator[Run]:
    """Pieces as runs; ``names`` are those of passages that moved (``move_names``)."""
    for piece in pieces:
        if piece.mark == "equal":  # typography that differs is a change in a document, and nothing around it is
            for old, new in characters_side_by_side(piece.old, piece.new):
                yield from _replaced(old, new)
        else:
            name = names.get(fold(piece.text)) if piece.moved else None
            yield Run(mark=piece.mark, text=piece.text, moved=name is not None, move=name)


def _one_side(block: Block) -> Iterator[Content]:
    """The side of a change that left or arrived here; of a moved provision, what did not change has moved."""
    mark: Mark = "delete" if block.way == "leaves" else "insert"
    change = block.change
    places = change.old if mark == "delete" else change.new
    if block.move is None or len(change.old) != 1 or len(change.new) != 1 or is_table(change):
        yield from (content for place in places for content in _whole(place, mark))
        return
    place = places[0]
    has_same_label = change.old[0].label == change.new[0].label
    for index, texts in enumerate(_side_lines(change, mark)):
        label = f"{place.label}{GAP}" if place.label and index == 0 else ""
        runs = (
            Run(mark=mark, text=label, moved=has_same_label),
            *(Run(mark=mark, text=text, moved=is_equal) for text, is_equal in texts),
        )
        yield Paragraph(style=_place_style(place, index, runs), runs=runs, end=mark, move=(mark, block.move))


def _side_lines(change: Change, mark: Mark) -> list[list[tuple[str, bool]]]:
    """The lines of one side as texts, each with whether the other side has it too."""
    lines: list[list[tuple[str, bool]]] = [[]]
    for line in lines_of(change):
        for piece in line.pieces:
            text = piece.old if mark == "delete" else piece.new
            if text:
                lines[-1].append((text, piece.mark == "equal" and piece.old == piece.new))
        if line.end in {"equal", mark}:
            lines.append([])
    return lines[:-1] if not lines[-1] and len(lines) > 1 else lines


def _whole(place: Place, mark: Mark) -> Iterator[Content]:
    """A provision that only one side has here."""
    if place.level == "table" and place.text:
        if place.label:
            yield Paragraph(style=STYLES["table"], runs=(Run(mark=mark, text=place.label),), end=mark)
        yield _whole_table(place.text.split("\n"), mark)
        return
    for index, text in enumerate(place.text.split("\n")):
        label = f"{place.label}{GAP}" if place.label and index == 0 else ""
        runs = (Run(mark=mark, text=label + text),)
        yield Paragraph(style=_place_style(place, index, runs), runs=runs, end=mark)


def _whole_table(lines: Iterable[str], mark: Mark) -> TrackedTable:
    return TrackedTable(
        style=STYLES["table"],
        rows=tuple(
            TrackedRow(
                cells=tuple(TrackedCell(runs=(Run(mark=mark, text=cell),)) for cell in line.split("\t")), mark=mark
            )
            for line in lines
        ),
    )


def _style(change: Change, index: int, runs: Sequence[Run]) -> str:
    return _place_style((change.new or change.old)[0], index, runs)


def _place_style(place: Place, index: int, runs: Iterable[Run]) -> str:
    """The style of one line of a provision: of its level for the first, of a 款, 项 or 目 for those below."""
    if index == 0 or place.level != "article":
        return STYLES.get(place.level, "Outline")
    start = "".join(run.text for run in runs)[:8]
    if _ITEM.match(start):
        return "Item"
    return "Subitem" if _SUBITEM.match(start) else "Paragraph"
