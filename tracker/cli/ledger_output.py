"""The ledger of versions in every format but a terminal's text: json, md, csv, xlsx, ics."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tracker.lineage.state_of_versions import Entry
    from tracker.model import Lang

SHORT = 5
"""Columns of the ledger that fit a terminal."""
_SHEET: Mapping[str, str] = {"zh": "状态台账", "en": "Status ledger"}


def ledger_in(output_format: str, entries: Sequence[Entry], on: str, lang: Lang) -> str | bytes:
    """A ledger in a format but text: json, md, csv, xlsx, ics."""
    if output_format == "json":
        import json

        from tracker.schema.lineage_reports import status_json

        return json.dumps(status_json(entries, on), ensure_ascii=False, indent=1) + "\n"
    if output_format == "ics":
        from tracker.render.calendar import calendar_of

        return calendar_of(entries, lang)
    from tracker.cli.tables import markdown
    from tracker.render.csv_rows import comma_separated
    from tracker.render.ledger_rows import WIDTHS, ledger, short_row
    from tracker.wording.lineage import LEDGER

    if output_format == "md":
        return markdown([LEDGER[lang][:SHORT], *(short_row(one, lang) for one in entries)])
    if output_format == "csv":
        return comma_separated(ledger(entries, lang))
    from tracker.render.xlsx_ledger import workbook_of

    return workbook_of(ledger(entries, lang), WIDTHS, _SHEET[lang])
