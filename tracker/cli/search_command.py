"""``tracker search``: the full text of the store, on a day."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.formats import FORMAT, chosen_format
from tracker.cli.look import STATE_STYLES, Look, look_for
from tracker.cli.options import (
    DEFAULT_STORE,
    Color,
    ColorOption,
    Lang,
    LangOption,
    OutputOption,
    StoreOption,
    VerboseOption,
)
from tracker.cli.output import write

if TYPE_CHECKING:
    from tracker.library.searching import Found

_SHOWN = 3
"""Passages shown of one document."""
_AROUND = 24
"""Characters of a passage on either side of the words found."""


class SearchFormat(StrEnum):
    """Output formats of this command."""

    TEXT = "text"
    JSON = "json"


def search(  # noqa: PLR0913 - one parameter an option
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS", help="Words of one character or more; all must stand in one provision."),
    ],
    *,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="Only texts that stood on this day.", show_default="all texts"),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Documents shown at most.")] = 20,
    store: StoreOption = DEFAULT_STORE,
    format_: Annotated[SearchFormat | None, FORMAT] = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
    verbose: VerboseOption = False,
) -> None:
    """Search the full text of the store; --as-of looks only at what stood on that day."""
    output_format = chosen_format(format_, output, SearchFormat)
    from tracker.cli.days import day, today
    from tracker.library import Library

    on = day(as_of, "--as-of") if as_of is not None else None
    asked = " ".join(words)
    if not asked.strip():
        raise typer.BadParameter("there is no word to search for", param_hint="WORDS")
    with Library.open(store) as library:
        found = list(library.search(asked, day=on or today(), only_live=on is not None))
    if output_format is SearchFormat.JSON:
        write(_json(found[:limit], len(found), asked, on), output)
    else:
        write(_text(found[:limit], len(found), asked, look_for(output, lang, color, verbose=verbose)), output)


def _text(found: list[Found], count: int, words: str, look: Look) -> str:
    from tracker.cli.tables import plain, wrapped
    from tracker.library.index import snippet
    from tracker.wording.lineage import STATES

    head = {"zh": f"“{words}”：{count} 个文本", "en": f"“{words}”: {count} texts"}[look.lang]
    first = {"zh": f"，显示前 {len(found)} 个", "en": f", the first {len(found)} shown"}[look.lang]
    lines = [wrapped(plain(head) + (first if count > len(found) else ""), look.width)]
    for one in found:
        record = one.stage.record
        told = f"{record.number or '—'}  {record.title}  [{STATES[one.state][look.lang]}]  {record.issue}"
        state = STATES[one.state][look.lang]
        lines += ["", look.paint_word(wrapped(plain(told), look.width, 4), state, STATE_STYLES.get(one.state))]
        shown = len(one.hits) if look.verbose else _SHOWN
        for hit in one.hits[:shown]:
            place = plain(hit.passage.place)
            label = f"  {place}  " if place else "  "
            text, marks = snippet(hit.passage.text, words, around=_around(label, words, look.width))
            lines.append(label + _marked(text, marks, coloured=look.coloured))
        if (more := len(one.hits) - shown) > 0:
            lines.append({"zh": f"  …另有 {more} 处", "en": f"  … {more} more"}[look.lang])
    return "\n".join(lines) + "\n"


def _around(label: str, words: str, width: int | None) -> int:
    """How many characters of a passage fit on either side of the words found."""
    from rich.cells import cell_len

    if width is None:
        return _AROUND
    left = width - cell_len(label) - cell_len(words) - 8  # two marks of what was cut, and the brackets
    return max(4, min(_AROUND, left // 4))


def _marked(text: str, marks: tuple[tuple[int, int], ...], *, coloured: bool) -> str:
    """A snippet with the words in bold on a terminal, in 【】 elsewhere."""
    from tracker.cli.tables import plain

    before, after = ("\x1b[1;31m", "\x1b[0m") if coloured else ("【", "】")
    parts, at = [], 0
    for start, end in marks:
        parts += [plain(text[at:start]), before, plain(text[start:end]), after]
        at = end
    return "".join([*parts, plain(text[at:])])


def _json(found: list[Found], count: int, words: str, on: str | None) -> str:
    import json

    from tracker.library.index import snippet

    entries = [
        {
            "work": one.work.name,
            "title": one.stage.record.title,
            "doc_number": one.stage.record.number,
            "issue": one.stage.record.issue,
            "state": one.state,
            "hits": [
                {"place": hit.passage.place, "snippet": text, "marks": [list(mark) for mark in marks]}
                for hit in one.hits
                for text, marks in [snippet(hit.passage.text, words)]
            ],
        }
        for one in found
    ]
    result = {"schema": "tracker.search/1", "query": words, "as_of": on, "count": count, "entries": entries}
    return json.dumps(result, ensure_ascii=False, indent=1) + "\n"
