"""``tracker status``: what is in force, repealed, expired, about to expire."""

from __future__ import annotations

from collections import Counter
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
from tracker.cli.output import tell, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.lineage.status import Entry


class StatusFormat(StrEnum):
    """Output formats of this command."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    CSV = "csv"


_HEADS = {
    "zh": ("状态", "施行", "截止", "文号", "标题"),
    "en": ("state", "from", "until", "number", "title"),
}


def status(  # noqa: PLR0913 - one parameter an option
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
    from tracker.lineage.status import expiring as expiring_soon
    from tracker.lineage.status import status as status_of

    on = day(as_of, "--as-of")
    days = length(expiring, "--expiring") if expiring is not None else None
    with Library.open(store, known_on=day(known_on, "--known-on") if known_on else None) as library:
        lineage = library.whole
    entries: Sequence[Entry] = status_of(lineage, on)
    if days is not None:
        entries = expiring_soon(entries, on, days)
    for remark in lineage.remarks:
        tell(f"tracker: {remark.message.text(lang.value)}")
    if output_format is StatusFormat.TEXT:
        content = _text(entries, on, look_for(output, lang, color, verbose=verbose))
    else:
        content = _rendered(entries, on, output_format, lang.value)
    write(content, output)


def _rendered(entries: Sequence[Entry], on: str, output_format: StatusFormat, lang: str) -> str:
    if output_format is StatusFormat.JSON:
        import json

        from tracker.schema.lineage_reports import status_json

        return json.dumps(status_json(entries, on), ensure_ascii=False, indent=1) + "\n"
    from tracker.cli.tables import comma_separated, markdown

    rows = [_HEADS[lang], *(_row(one, lang) for one in entries)]
    return markdown(rows) if output_format is StatusFormat.MD else comma_separated(rows)


def _text(entries: Sequence[Entry], on: str, look: Look) -> str:
    from tracker.cli.tables import aligned, all_wrapped
    from tracker.wording.lineage import STATES

    head, *rows = aligned([_HEADS[look.lang], *(_row(one, look.lang) for one in entries)], width=look.width)
    lines = [*all_wrapped([_summary(entries, on, look.lang)], look.width), "", head]
    for row, one in zip(rows, entries, strict=True):
        lines.append(look.paint_word(row, STATES[one.state][look.lang], STATE_STYLES.get(one.state)))
        if look.verbose:
            lines += all_wrapped((f"    · {why.text(look.lang)}" for why in one.why), look.width)
    return "\n".join(lines) + "\n"


def _row(one: Entry, lang: str) -> tuple[str, ...]:
    from tracker.wording.lineage import STATES

    return (
        STATES[one.state][lang],
        dated(one.start, one.stage.term.start_note, lang),
        _end(one, lang),
        one.stage.record.number or "—",
        one.stage.record.title,
    )


def dated(day: str | None, note: str, lang: str) -> str:
    """A day with how it was resolved: ``2025-06-30（印发之日）``; — where it is not known."""
    from tracker.render.titles import note_name

    if day is None:
        return "—"
    return _with(day, note_name(note) if lang == "en" else note, lang) if note else day


def _with(day: str, note: str, lang: str) -> str:
    return f"{day}（{note}）" if lang == "zh" else f"{day} ({note})"


def _end(one: Entry, lang: str) -> str:
    if one.ended_by is None:
        return dated(one.until, one.stage.term.until_note, lang)
    return _with(one.until or "?", f"由 {one.ended_by}" if lang == "zh" else f"by {one.ended_by}", lang)


def _summary(entries: Sequence[Entry], on: str, lang: str) -> str:
    from tracker.wording.lineage import STATES

    counts = Counter[str](one.state for one in entries)
    parts = [f"{words[lang]} {counts[state]}" for state, words in STATES.items() if counts[state]]
    if lang == "zh":
        return f"截至 {on}：" + ("，".join(parts) or "无")
    return f"As of {on}: " + (", ".join(parts) or "nothing")
