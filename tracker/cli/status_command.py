"""``tracker status``: what is in force, repealed, expired, about to expire."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.formats import FORMAT, chosen_format
from tracker.cli.ledger_output import SHORT, ledger_in
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
from tracker.cli.output import notice, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.library import Library
    from tracker.lineage.state_of_versions import Entry
    from tracker.lineage.values import Remark


class StatusFormat(StrEnum):
    """Output formats of this command."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    CSV = "csv"
    XLSX = "xlsx"
    ICS = "ics"


def status(  # noqa: PLR0913 - one parameter an option
    ref: Annotated[
        str | None, typer.Argument(metavar="WORK", help="A work's title, or a document number of one version.")
    ] = None,
    *,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="The day asked about.", show_default="today")
    ] = None,
    expiring: Annotated[
        str | None, typer.Option("--expiring", metavar="LENGTH", help="Only what ends within 90d, 12w, 3m, 1y.")
    ] = None,
    known_on: Annotated[
        str | None, typer.Option("--known-on", metavar="DATE", help="With what the store had observed by this day.")
    ] = None,
    issuer: IssuerOption = "",
    kind: KindOption = "",
    state: StatesOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    store: StoreOption = DEFAULT_STORE,
    format_: Annotated[StatusFormat | None, FORMAT] = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
    verbose: VerboseOption = False,
) -> None:
    """Show what is in force, repealed, expired, about to expire on a day."""
    output_format = chosen_format(format_, output, StatusFormat)
    from tracker.cli.days import day, length
    from tracker.library import Library
    from tracker.library.chosen_versions import narrowed
    from tracker.lineage.state_of_versions import expiring as expiring_soon

    on = day(as_of, "--as-of")
    days = length(expiring, "--expiring") if expiring is not None else None
    wanted = narrowing(issuer, kind, state, since, until)
    with Library.open(store, known_on=day(known_on, "--known-on") if known_on else None) as library:
        entries, remarks = _asked(library, ref, on)
    entries = narrowed(entries, wanted)
    if days is not None:
        entries = expiring_soon(entries, on, days)
    for remark in remarks:
        notice(remark.message.text(lang.value))
    if output_format is StatusFormat.TEXT:
        write(_text(entries, on, look_for(output, lang, color, verbose=verbose)), output)
    else:
        write(ledger_in(output_format.value, entries, on, lang.value), output)


def _asked(library: Library, ref: str | None, on: str) -> tuple[tuple[Entry, ...], Sequence[Remark]]:
    """The versions of the work that was named, or of all, and what is doubtful in them."""
    if ref is None:
        return library.status(on), library.loose_ends[1]
    from tracker.lineage.state_of_versions import entry

    work = library.work(ref)
    keys = {stage.record.key for stage in work.stages}
    remarks = [remark for remark in library.loose_ends[1] if remark.key in keys]
    return tuple(entry(work, stage, on) for stage in work.stages), remarks


def _text(entries: Sequence[Entry], on: str, look: Look) -> str:
    from tracker.cli.tables import aligned, all_wrapped
    from tracker.render.ledger_rows import short_row
    from tracker.wording.lineage import LEDGER, STATES

    table = [LEDGER[look.lang][:SHORT], *(short_row(one, look.lang) for one in entries)]
    head, *rows = aligned(table, width=look.width)
    lines = [*all_wrapped([_summary(entries, on, look.lang)], look.width), "", head]
    for row, one in zip(rows, entries, strict=True):
        lines.append(look.paint_word(row, STATES[one.state][look.lang], STATE_STYLES.get(one.state)))
        if look.verbose:
            lines += all_wrapped((f"    · {why.text(look.lang)}" for why in one.why), look.width)
    return "\n".join(lines) + "\n"


def _summary(entries: Sequence[Entry], on: str, lang: str) -> str:
    from tracker.wording.lineage import STATES

    counts = Counter[str](one.state for one in entries)
    parts = [f"{words[lang]} {counts[state]}" for state, words in STATES.items() if counts[state]]
    if lang == "zh":
        return f"截至 {on}：" + ("，".join(parts) or "无")
    return f"As of {on}: " + (", ".join(parts) or "nothing")
