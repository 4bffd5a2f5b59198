"""The table of many versions for a terminal and as Markdown: what fits no wide column stands below one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from tracker.render.many_columns import many_table
from tracker.render.markdown import LIMIT, RESERVED, cut_note, escaped, size
from tracker.render.text import written
from tracker.wording.many_versions import LABELS
from tracker.wording.reports import LABELS as REPORTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tracker.history.compared_texts import Succession
    from tracker.history.row_chains import Row
    from tracker.render.many_columns import CellView, ManyTable, RowView, Words
    from tracker.render.options import RenderOptions

_STYLES: Mapping[str, str] = {
    "plain": "",
    "bold": "bold",
    "delete": "strike red",
    "insert": "underline cyan",
    "moved-delete": "strike magenta",
    "moved-insert": "underline magenta",
}


def as_text(told: Succession, rows: Sequence[Row], options: RenderOptions) -> str:
    """A block a provision, in it the versions one below the other."""
    return written(_paragraphs(many_table(told, rows, options), options), options)


def _paragraphs(table: ManyTable, options: RenderOptions) -> Iterator[Text]:
    labels = LABELS[options.lang]
    yield Text(f"# {table.title}  {labels['table']}", style="bold")
    yield Text()
    for n, (name, title, date) in enumerate(table.versions, 1):
        yield Text(f"  {n}. " + "  ".join(part for part in (name, date, title) if part))
    yield from (Text(f"- {REPORTS[options.lang]['remarks']}: {remark}") for remark in table.remarks)
    yield Text()
    yield Text(table.counted if table.rows else labels["no-changes"])
    yield Text()
    for row in table.rows:
        yield Text(f"### {row.name}" if not options.color else row.name, style="bold")
        for n, cell in enumerate(row.cells, 1):
            yield from _cell(n, cell, options)
        yield Text()


def _cell(number: int, cell: CellView, options: RenderOptions) -> Iterator[Text]:
    labels = LABELS[options.lang]
    if cell.is_same or not cell.lines:
        yield Text(f"  {number}│ {labels['same' if cell.is_same else 'absent']}", style="dim")
        return
    kinds = Text(f"［{cell.kinds}］" if options.lang == "zh" else f"[{cell.kinds}] ") if cell.kinds else Text()
    for n, line in enumerate(cell.lines):
        yield Text(f"  {number}│ ") + (kinds if n == 0 else Text()) + _words(line, options)


def _words(line: Words, options: RenderOptions) -> Text:
    text = Text()
    for look, words in line:
        mark = look.removeprefix("moved-")
        plain = {"delete": "[-{}-]", "insert": "{{+{}+}}"}.get(mark, "{}").format(words)
        text += Text(words, style=_STYLES[look]) if options.color else Text(plain)
    return text


def as_markdown(told: Succession, rows: Sequence[Row], options: RenderOptions) -> str:
    """A Markdown table of at most ``LIMIT`` characters, with a note where rows did not fit."""
    table = many_table(told, rows, options)
    head = "".join(f"{part}\n\n" for part in _markdown_head(table, options))
    names = " | ".join([REPORTS[options.lang]["provision"], *(escaped(name) for name, _, _ in table.versions)])
    lines = [f"| {names} |", "|" + "---|" * (len(table.versions) + 1)]
    room = LIMIT - RESERVED - size(head) - sum(map(size, lines))
    left: list[str] = []
    for row in table.rows:
        line = _markdown_row(row, options)
        room -= size(line) + 1
        if room > 0:
            lines.append(line)
        else:
            left.append(row.name)
    note = cut_note(len(table.rows), left, options)
    return "".join((head, note, "\n" if note else "", *(f"{line}\n" for line in lines)))


def _markdown_head(table: ManyTable, options: RenderOptions) -> Iterator[str]:
    labels = LABELS[options.lang]
    yield f"## {escaped(table.title)}　{labels['table']}"
    yield from (f"> **{REPORTS[options.lang]['remarks']}** {escaped(remark)}" for remark in table.remarks)
    yield f"{table.counted if table.rows else labels['no-changes']} · {labels['legend']}"


def _markdown_row(row: RowView, options: RenderOptions) -> str:
    cells = [f"**{escaped(row.name)}**", *(_markdown_cell(cell, options) for cell in row.cells)]
    return f"| {' | '.join(cells)} |"


def _markdown_cell(cell: CellView, options: RenderOptions) -> str:
    if cell.is_same or not cell.lines:
        return LABELS[options.lang]["same" if cell.is_same else "absent"]
    return "<br>".join("".join(_markdown_words(*words) for words in line) for line in cell.lines)


def _markdown_words(look: str, words: str) -> str:
    tag = {"delete": "del", "insert": "ins", "moved-delete": "del", "moved-insert": "ins", "bold": "b"}.get(look)
    return f"<{tag}>{escaped(words)}</{tag}>" if tag else escaped(words)
