"""The ledger of the whole store (状态台账) as a page to sort and to filter, with its workbook, CSV and JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.lineage.values import State
from tracker.render.csv_rows import comma_separated
from tracker.render.ledger_rows import WIDTHS, ledger
from tracker.render.xlsx_ledger import workbook_of
from tracker.report.addresses import INDEX, href
from tracker.report.page import DATA, Link, Settings, html, json_bytes
from tracker.schema.lineage_reports import JsonObject, status_json
from tracker.wording.lineage import MISSING, STATES

if TYPE_CHECKING:
    from tracker.library import Library
    from tracker.lineage.state_of_versions import Entry
    from tracker.lineage.values import Missing, Remark
    from tracker.report.atlas import Atlas

FOLDER = "status/"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """A version in the ledger: its state, its cells as ``tracker status`` tells them, and where its pages are."""

    state: State
    cells: tuple[str, ...]
    work: str
    text: str
    issue: Link
    ends: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPage:
    """The ledger of a day, and what is missing or doubtful in the store."""

    day: str
    rows: tuple[LedgerRow, ...]
    head: tuple[str, ...]
    missing: tuple[tuple[str, str, str], ...]
    remarks: tuple[tuple[Link, str], ...]
    values: JsonObject

    @property
    def about(self) -> str:
        """What it shows."""
        return "status"

    @property
    def address(self) -> str:
        """Its folder."""
        return FOLDER

    @property
    def names(self) -> tuple[str, ...]:
        """Its files."""
        return (INDEX, DATA, "ledger.xlsx", "ledger.csv")

    def files(self, library: Library, settings: Settings) -> Iterator[tuple[str, bytes]]:
        """The page, the workbook, the CSV and the JSON."""
        del library
        counts = Counter(one.state for one in self.rows)
        states = [(state, words[settings.lang], counts[state]) for state, words in STATES.items() if counts[state]]  # type: ignore[index]
        issuers = Counter(one.cells[5] for one in self.rows if one.cells[5])
        named = sorted(issuers.items(), key=lambda pair: (-pair[1], pair[0]))
        yield html("status", FOLDER, settings, page=self, states=states, issuers=named)
        table = [self.head, *(one.cells for one in self.rows)]
        yield FOLDER + "ledger.xlsx", workbook_of(table, WIDTHS, settings.words["ledger"])
        yield FOLDER + "ledger.csv", comma_separated(table).encode("utf-8", "backslashreplace")
        yield FOLDER + DATA, json_bytes(self.values)


def ledger_of(
    atlas: Atlas, entries: Sequence[Entry], missing: Sequence[Missing], remarks: Sequence[Remark], settings: Settings
) -> LedgerPage:
    """The ledger of a day."""
    head, *table = ledger(entries, settings.lang)
    rows = []
    for one, cells in zip(entries, table, strict=True):
        placed = atlas.versions[one.stage.record.key]
        rows.append(
            LedgerRow(
                state=one.state,
                cells=cells,
                work=href(FOLDER, placed.work_address),
                text=href(FOLDER, placed.address),
                issue=atlas.issue_link(FOLDER, one.stage.record.issue),
                ends=one.until or "",
            )
        )
    return LedgerPage(
        day=settings.day,
        rows=tuple(rows),
        head=head,
        missing=tuple(
            (one.name, MISSING[one.relation][settings.lang], "、".join(one.by[:3]) + (" …" if len(one.by) > 3 else ""))  # noqa: PLR2004 - enough to find it
            for one in missing
        ),
        remarks=tuple(_remark(one, atlas, settings) for one in remarks),
        values=status_json(entries, settings.day),
    )


def _remark(one: Remark, atlas: Atlas, settings: Settings) -> tuple[Link, str]:
    placed = atlas.versions.get(one.key)
    link = Link(text=one.key, href=href(FOLDER, placed.address) if placed else "")
    return link, one.message.text(settings.lang)
