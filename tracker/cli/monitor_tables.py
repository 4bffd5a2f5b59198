"""What a person at the terminal sees of passes, trials and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.render.visible import visible
from tracker.wording.monitor import monitor_word

if TYPE_CHECKING:
    from tracker.model import Lang
    from tracker.monitor.results import PassResult
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
        for item in source.items:
            if item.outcome != "unchanged":
                ref = f"  {visible(item.ref)}" if item.ref else ""
                error = f"  {item.error_kind}: {item.error}" if item.error_kind else ""
                lines.append(f"    {monitor_word(item.outcome, lang)}  {visible(item.title)}{ref}{visible(error)}")
    return "\n".join(lines) + "\n" if lines else ""


def trial_table(trial: Trial, lang: Lang) -> str:
    """How a source was recognised, and its entries with what is known of each."""
    lines = [f"{trial.url}", f"    {trial.kind}: {trial.how}" if trial.how else ""]
    if trial.error:
        lines += [f"    {trial.error_kind}: {visible(trial.error)}"]
    for order, item in enumerate(trial.items, 1):
        known = "  ".join(
            part for part in (item.entry.date, item.entry.doc_number, item.entry.validity, item.entry.category) if part
        )
        lines.append(f"{order:>4}  {visible(item.entry.title)}")
        lines.append(f"      {visible(known)}".rstrip())
        lines.append(f"      {visible(item.entry.url)}")
        lines += [f"      + {visible(file)}" for file in item.entry.attachments if file != item.entry.url]
        if item.error:
            lines.append(f"      {item.error_kind or '!'}: {visible(item.error)}")
    del lang
    return "\n".join(line for line in lines if line.strip()) + "\n"
