"""``tracker search``: the full text of the store, on a day."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.formats import FORMAT, chosen_format
from tracker.cli.look import STATE_STYLES, Look, look_for
from tracker.cli.narrow import IssuerOption, KindOption, SinceOption, StatesOption, UntilOption, narrowing
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
from tracker.cli.output import tell, write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.library.searching import Found
    from tracker.model import Lang as LangName

_SHOWN = 3
"""Passages shown of one document."""
_AROUND = 24
"""Characters of a passage on either side of the words found."""


_HEADS: Mapping[str, tuple[str, ...]] = {
    "zh": ("状态", "文号", "标题", "条款", "原文", "来源"),
    "en": ("state", "number", "title", "provision", "text", "issue"),
}
_CUT: Mapping[str, str] = {
    "zh": "含有这些词的条文太多，只看了最近收入的 {} 处，实际更多；请再加一个词",
    "en": "Very many passages have these words: {} of those that came in last were looked at; add a word",
}
_WIDTHS = (10, 24, 44, 12, 60, 28)


class SearchFormat(StrEnum):
    """Output formats of this command."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


def search(  # noqa: PLR0913 - one parameter an option
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS", help="Words, all in one provision; 第十条 narrows to it; or a document number."
        ),
    ],
    *,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="Only texts that stood on this day.", show_default="all texts"),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Documents shown at most.")] = 20,
    issuer: IssuerOption = "",
    kind: KindOption = "",
    state: StatesOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    store: StoreOption = DEFAULT_STORE,
    format_: Annotated[SearchFormat | None, FORMAT] = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
    verbose: VerboseOption = False,
) -> None:
    """Search the full text of the store; --as-of looks only at what stood on that day."""
    output_format = chosen_format(format_, output, SearchFormat)
    from tracker.cli.days import day
    from tracker.language.dates import today
    from tracker.library import Library
    from tracker.library.found_json import search_json
    from tracker.library.index import MOST

    on = day(as_of, "--as-of") if as_of is not None else None
    asked = " ".join(words)
    if not asked.strip():
        raise typer.BadParameter("there is no word to search for", param_hint="WORDS")
    wanted = narrowing(issuer, kind, state, since, until)
    with Library.open(store) as library:
        answers = library.search(asked, day=on or today(), only_live=on is not None)
        found = [one for one in answers if wanted.holds(one.stage.record, one.state)]
        cut = library.is_search_cut(asked)
    if output_format is SearchFormat.JSON:
        value = search_json(found[:limit], len(found), asked, on, cut=cut)
        write(json.dumps(value, ensure_ascii=False, indent=1) + "\n", output)
    elif output_format is not SearchFormat.TEXT:
        write(_table(found, asked, output_format, lang.value), output)
        if cut:
            tell(f"tracker: {_CUT[lang.value].format(MOST)}")
    else:
        look = look_for(output, lang, color, verbose=verbose)
        write(_text(found[:limit], len(found), asked, look, cut=cut), output)


def _text(found: list[Found], count: int, words: str, look: Look, *, cut: bool) -> str:
    from tracker.cli.tables import plain, wrapped
    from tracker.library.index import MOST, snippet
    from tracker.wording.lineage import STATES

    head = {"zh": f"“{words}”：{count} 个文本", "en": f"“{words}”: {count} texts"}[look.lang]
    first = {"zh": f"，显示前 {len(found)} 个", "en": f", the first {len(found)} shown"}[look.lang]
    lines = [wrapped(plain(head) + (first if count > len(found) else ""), look.width)]
    if cut:
        lines.append(wrapped(_CUT[look.lang].format(MOST), look.width))
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


def _table(found: list[Found], words: str, chosen: SearchFormat, lang: LangName) -> str | bytes:
    """Every passage found as a row: state, number, title, place, the words in their sentence, issue."""
    from tracker.library.index import snippet
    from tracker.render.csv_rows import comma_separated
    from tracker.wording.lineage import STATES

    rows = [_HEADS[lang]]
    for one in found:
        record = one.stage.record
        texts = [(hit.passage.place, snippet(hit.passage.text, words)[0]) for hit in one.hits] or [("", "")]
        head = (STATES[one.state][lang], record.number or "—", record.title)
        rows += [(*head, place, text, record.issue) for place, text in texts]
    if chosen is SearchFormat.CSV:
        return comma_separated(rows)
    from tracker.render.xlsx_ledger import workbook_of

    return workbook_of(rows, _WIDTHS, {"zh": "检索结果", "en": "Search"}[lang])


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
