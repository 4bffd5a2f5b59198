"""``tracker status``: what is in force, repealed, expired, about to expire."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.formats import FORMAT, chosen_format
from tracker.cli.ledger_output import SHORT, ledger_in
from tracker.cli.look import STATE_STYLES, Look, look_for
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
    Color,
    ColorOption,
    Lang,
    LangOption,
    OutputOption,
    StoreOption,
    VerboseOption,
)
from tracker.cli.output import notice, write
from tracker.messages import said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tracker.library import Library
    from tracker.library.chosen_versions import Narrowing
    from tracker.library.listing import Ledger
    from tracker.lineage.values import Remark, State
    from tracker.model import Lang as LangName


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
    every: EveryOption = False,
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
    from tracker.library.listing import ALL, MOST_ROWS, ledger_of
    from tracker.library.version_rows import Question
    from tracker.lineage.state_of_versions import last_day

    on = day(as_of, "--as-of")
    days = length(expiring, "--expiring") if expiring is not None else None
    wanted = narrowing(issuer, kind, state, since, until)
    most = MOST_ROWS if output_format is StatusFormat.TEXT and not every else ALL
    with Library.open(store, known_on=day(known_on, "--known-on") if known_on else None) as library:
        if ref is None:
            until = last_day(on, days) if days is not None else None
            found = ledger_of(library, Question(day=on, by=wanted, until=until), most=most)
            remarks: Sequence[Remark] = library.loose_ends[1]
        else:
            found, remarks = _of_work(library, ref, on, wanted, days)
    _tell(remarks, most, lang.value)
    if output_format is StatusFormat.TEXT:
        write(_text(found, on, look_for(output, lang, color, verbose=verbose)), output)
    else:
        write(ledger_in(output_format.value, found.entries, on, lang.value), output)


def _of_work(
    library: Library, name: str, on: str, wanted: Narrowing, days: int | None
) -> tuple[Ledger, Sequence[Remark]]:
    """The versions of one work that are asked for, and what is doubtful in them."""
    from tracker.library.chosen_versions import narrowed
    from tracker.library.listing import Ledger
    from tracker.lineage.state_of_versions import entry, expiring

    work = library.work(name)
    keys = {stage.record.key for stage in work.stages}
    entries = narrowed((entry(work, stage, on) for stage in work.stages), wanted)
    if days is not None:
        entries = expiring(entries, on, days)
    remarks = [remark for remark in library.loose_ends[1] if remark.key in keys]
    return Ledger(entries=entries, counts=Counter(one.state for one in entries)), remarks


def _tell(remarks: Sequence[Remark], most: int, lang: LangName) -> None:
    """Say on standard error what is doubtful."""
    shown = remarks if most < 0 else remarks[:most]
    for remark in shown:
        notice(remark.message.text(lang))
    if len(shown) < len(remarks):
        notice(said("{count} more remarks; --all tells them", count=len(remarks) - len(shown)))


def _text(found: Ledger, on: str, look: Look) -> str:
    from tracker.cli.tables import aligned, all_wrapped
    from tracker.render.ledger_rows import short_row
    from tracker.wording.lineage import LEDGER, STATES

    table = [LEDGER[look.lang][:SHORT], *(short_row(one, look.lang) for one in found.entries)]
    head, *rows = aligned(table, width=look.width)
    lines = [*all_wrapped([_summary(found.counts, on, look.lang)], look.width), "", head]
    for row, one in zip(rows, found.entries, strict=True):
        lines.append(look.paint_word(row, STATES[one.state][look.lang], STATE_STYLES.get(one.state)))
        if look.verbose:
            lines += all_wrapped((f"    · {why.text(look.lang)}" for why in one.why), look.width)
    lines += all_wrapped(told_of_more(found.total - len(found.entries), look.lang), look.width)
    return "\n".join(lines) + "\n"


def _summary(counts: Mapping[State, int], on: str, lang: str) -> str:
    from tracker.wording.lineage import STATES

    parts = [f"{STATES[state][lang]} {counts[state]}" for state in sorted(counts, key=[*STATES].index)]
    if lang == "zh":
        return f"截至 {on}：" + ("，".join(parts) or "无")
    return f"As of {on}: " + (", ".join(parts) or "nothing")
