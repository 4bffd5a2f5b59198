"""What a person at the terminal sees of passes, trials and sources."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tracker.cli.look import FAINT, GREEN, RED, YELLOW
from tracker.cli.readers_language import for_reader, kept_for_reader
from tracker.cli.tables import padded
from tracker.monitor.memory import moment
from tracker.render.visible_characters import visible
from tracker.wording.monitor import monitor_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from tracker.model import Lang
    from tracker.monitor.events import Event
    from tracker.monitor.results import ItemResult, PassResult, SourceResult
    from tracker.monitor.source_states import Overview, SourceStatus
    from tracker.monitor.sources.listed import Listed
    from tracker.monitor.trial import Trial


def pass_table(result: PassResult, lang: Lang) -> str:
    """A line a source, and one a thing that is not simply unchanged."""
    lines = []
    for source in result.sources:
        counts = " · ".join(
            f"{monitor_word(outcome, lang)} {count}"
            for outcome in ("new", "altered", "withdrawn", "failed", "unchanged")
            if (count := source.count(outcome))
        )
        lines.append(f"{source.id}  {monitor_word(source.outcome, lang)}  {counts}".rstrip())
        lines += [_item_line(item, lang) for item in source.items if item.outcome != "unchanged"]
        lines += _remark_lines(source)
    return "\n".join(lines) + "\n" if lines else ""


def _remark_lines(source: SourceResult) -> list[str]:
    """What is said of things that are as they were, each remark once with how many it is of."""
    remarks = Counter(item.error for item in source.items if item.outcome == "unchanged" and item.error)
    return [f"    {count} × {visible(kept_for_reader(remark))}" for remark, count in remarks.items()]


def _item_line(item: ItemResult, lang: Lang) -> str:
    """What became of a thing, where it is in the store, what was wrong with it."""
    ref = f"  {visible(item.ref)}" if item.ref else ""
    kind = f"{item.error_kind}: " if item.error_kind else ""
    error = f"  {kind}{kept_for_reader(item.error)}" if item.error else ""
    return f"    {monitor_word(item.outcome, lang)}  {visible(item.title)}{ref}{visible(error)}"


def trial_table(trial: Trial) -> str:
    """How a source was recognised, and its entries with what is known of each."""
    lines = [f"{trial.url}", f"    {trial.kind}: {kept_for_reader(trial.how)}" if trial.how else ""]
    if trial.error:
        lines += [f"    {trial.error_kind}: {visible(kept_for_reader(trial.error))}"]
    shown = dict.fromkeys(issue for issue, _ in trial.issues)
    files = dict(trial.issues)
    for order, item in enumerate(trial.items, 1):
        if item.issue in shown:
            lines += _issue_lines(item.issue, files)
            shown.pop(item.issue)
        known = "  ".join(
            part for part in (item.entry.date, item.entry.doc_number, item.entry.validity, item.entry.category) if part
        )
        lines.append(f"{order:>4}  {visible(item.entry.title)}")
        lines.append(f"      {visible(known)}".rstrip())
        lines.append(f"      {visible(item.entry.url)}")
        lines += [f"      + {visible(file)}" for file in item.entry.attachments if file != item.entry.url]
        if item.error:
            lines.append(f"      {item.error_kind or '!'}: {visible(kept_for_reader(item.error))}")
    for issue in shown:
        lines += _issue_lines(issue, files)
    return "\n".join(line for line in lines if line.strip()) + "\n"


def _issue_lines(issue: Listed, files: Mapping[Listed, str | None]) -> list[str]:
    """An issue over its documents, with the file of the whole."""
    lines = [visible("  ".join(part for part in (issue.title, issue.date) if part))]
    return lines + ([f"      + {visible(file)}"] if (file := files.get(issue)) else [])


_COLOURS = {"ok": GREEN, "failing": RED, "overdue": YELLOW, "never": FAINT}


def overview_table(view: Overview, zone: ZoneInfo, lang: Lang, *, coloured: bool) -> str:
    """One line a source, with what is wrong below it; then what channels did not take."""
    head = tuple(monitor_word(name, lang) for name in ("source", "state", "last-success", "last-change", "next-run"))
    rows = [_cells(one, zone, lang) for one in view.sources]
    widths = [max(cell_len(row[n]) for row in [head, *rows]) for n in range(len(head))]
    lines = ["  ".join(padded(cell, width) for cell, width in zip(head, widths, strict=True)).rstrip()]
    for one, row in zip(view.sources, rows, strict=True):
        cells = [padded(cell, width) for cell, width in zip(row, widths, strict=True)]
        if coloured:
            cells[1] = f"\x1b[{_COLOURS[one.state]}m{cells[1]}\x1b[0m"
        lines.append("  ".join(cells).rstrip())
        if one.memory.error:
            lines.append(f"    {one.memory.error_kind}: {visible(kept_for_reader(one.memory.error))}")
        if one.is_untried:
            lines.append(f"    {monitor_word('untried', lang)}")
    lines.append(monitor_word("zone", lang, zone=zone.key))
    if view.undelivered:
        lines.append(monitor_word("undelivered", lang, count=view.undelivered))
    lines += [f"{name}: {visible(kept_for_reader(error))}" for name, error in view.channels]
    return "\n".join(lines) + "\n"


def _cells(one: SourceStatus, zone: ZoneInfo, lang: Lang) -> tuple[str, ...]:
    state = monitor_word(one.state, lang) + (f" ×{one.memory.failures}" if one.memory.failures > 1 else "")

    def local(when: datetime | None) -> str:
        return when.astimezone(zone).strftime("%Y-%m-%d %H:%M") if when else "—"

    return (
        one.source.id,
        state,
        local(moment(one.memory.last_success)),
        local(moment(one.memory.last_change)),
        local(one.next_run),
    )


def events_table(events: Sequence[Event], zone: ZoneInfo) -> str:
    """One line an event, its changes below it; times in ``zone``, which they name by its distance from UTC."""
    lines = []
    for event in events:
        when = event.time.astimezone(zone).isoformat(" ", "minutes")
        lines.append(f"{when}  {event.kind:<17} {visible(event.text)}  {event.id}")
        lines += [f"    {visible(line)}" for line in event.key_changes]
    return "\n".join(lines) + "\n" if lines else ""


def presets_table() -> str:
    """The presets, each with how far it can be trusted."""
    from tracker.monitor.known_sites import presets

    lines = [for_reader("预设 · presets (never tried on the live sites; confidence: code > urls > weak)"), ""]
    for preset in presets():
        lines.append(f"{padded(preset.id, 18)}{padded(preset.name, 24)}{preset.confidence}")
        lines.append(f"    {preset.url or '—'}")
        lines.append(f"    {for_reader(preset.note)}")
    return "\n".join(lines) + "\n"
