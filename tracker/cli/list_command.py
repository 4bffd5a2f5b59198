"""``tracker list``: the documents or the works of a store, narrowed."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.formats import FORMAT, chosen_format
from tracker.cli.look import STATE_STYLES, look_for
from tracker.cli.narrow import (
    EveryOption,
    IssuerOption,
    KindOption,
    SinceOption,
    StatesOption,
    UntilOption,
    narrowing,
    told_of_more,
)
from tracker.cli.options import (
    DEFAULT_STORE,
    AsOfOption,
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
    from collections.abc import Mapping, Sequence

    from tracker.cli.look import Look
    from tracker.library.listing import Listed, Listing
    from tracker.model import Lang as LangName


class ListFormat(StrEnum):
    """Output formats of this command."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    CSV = "csv"
    XLSX = "xlsx"


_HEADS: Mapping[str, tuple[str, ...]] = {
    "zh": ("成文日期", "状态", "文号", "标题", "发文机关", "来源", "版本"),
    "en": ("signed", "state", "number", "title", "issuers", "issue", "versions"),
}
_WIDTHS = (12, 10, 24, 50, 26, 30, 8)
_COUNTS = {"zh": "{} 件", "en": "{} documents"}, {"zh": "{} 项规范", "en": "{} works"}
_SHEET = {"zh": "目录", "en": "List"}


def list(  # noqa: A001, PLR0913 - the name of the command; one parameter an option
    title: Annotated[
        str | None, typer.Argument(metavar="TITLE", help="Only what has these words in its title or number.")
    ] = None,
    *,
    works: Annotated[bool, typer.Option("--works", help="A line a work, with its newest version.")] = False,
    issuer: IssuerOption = "",
    kind: KindOption = "",
    state: StatesOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    every: EveryOption = False,
    store: StoreOption = DEFAULT_STORE,
    format_: Annotated[ListFormat | None, FORMAT] = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
    verbose: VerboseOption = False,
) -> None:
    """List the documents of the store, the newest first, or its works.

    A document that carries several rules has a line a rule.
    """
    chosen = chosen_format(format_, output, ListFormat)
    from tracker.cli.days import day
    from tracker.library import Library
    from tracker.library.found_json import list_json
    from tracker.library.listing import ALL, MOST_ROWS, listed
    from tracker.library.version_rows import Question

    on = day(as_of, "--as-of")
    wanted = narrowing(issuer, kind, state, since, until)
    asked = Question(day=on, by=wanted, words=title or "", works=works)
    with Library.open(store) as library:
        found = listed(library, asked, most=MOST_ROWS if chosen is ListFormat.TEXT and not every else ALL)
    if chosen is ListFormat.JSON:
        write(json.dumps(list_json(found.lines, on), ensure_ascii=False, indent=1) + "\n", output)
    elif chosen is ListFormat.TEXT:
        write(_text(found, look_for(output, lang, color, verbose=verbose), works=works), output)
    else:
        write(_table(found.lines, chosen, lang.value, works=works), output)


def _text(found: Listing, look: Look, *, works: bool) -> str:
    from tracker.cli.tables import aligned, all_wrapped
    from tracker.wording.lineage import STATES

    shown = aligned(_rows(found.lines, look.lang, works=works), width=look.width)
    lines = [_COUNTS[works][look.lang].format(found.total)]
    for number, line in enumerate(shown if found.lines else ()):
        state = found.lines[number - 1].state if number else None
        lines.append(look.paint_word(line, STATES[state][look.lang], STATE_STYLES.get(state)) if state else f"\n{line}")
    lines += all_wrapped(told_of_more(found.total - len(found.lines), look.lang), look.width)
    return "\n".join(lines) + "\n"


def _table(found: Sequence[Listed], chosen: ListFormat, lang: LangName, *, works: bool) -> str | bytes:
    from tracker.cli.tables import markdown
    from tracker.render.csv_rows import comma_separated

    rows = _rows(found, lang, works=works)
    if chosen is ListFormat.MD:
        return markdown(rows)
    if chosen is ListFormat.CSV:
        return comma_separated(rows)
    from tracker.render.xlsx_ledger import workbook_of

    return workbook_of(rows, _WIDTHS[: len(rows[0])], _SHEET[lang])


def _rows(found: Sequence[Listed], lang: LangName, *, works: bool) -> Sequence[tuple[str, ...]]:
    """The head and a row each; the number of versions stands only where works are listed."""
    columns = len(_HEADS[lang]) - (not works)
    return [row[:columns] for row in (_HEADS[lang], *(_row(one, lang) for one in found))]


def _row(one: Listed, lang: LangName) -> tuple[str, ...]:
    from tracker.wording.lineage import STATES

    record = one.record
    issuers = ("、" if lang == "zh" else ", ").join(record.issuers)
    cells = (record.signed or record.published or "—", STATES[one.state][lang], record.number or "—", one.title)
    return *cells, issuers, record.issue, str(one.versions)
