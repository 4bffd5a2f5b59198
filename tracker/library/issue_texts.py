"""What an index keeps of one issue: its texts as they are searched, and its records; made here or by an engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from tracker.errors import UnreadableSource
from tracker.library.kept_values import text_of, value_from
from tracker.library.searching import search_texts
from tracker.lineage.digest import records_of
from tracker.lineage.values import Holding, Record

if TYPE_CHECKING:
    from tracker.library.index import SearchText
    from tracker.model import Issue
    from tracker.store import StoredIssue

__all__ = ["JOB", "IssueTexts", "holdings_of", "task_arguments", "texts_and_records", "texts_from", "texts_of"]

JOB: Final = f"{__name__}:texts_and_records"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueTexts:
    """The texts and the records of an issue; ``parsed`` is the issue itself as JSON, where it was made elsewhere."""

    passages: tuple[SearchText, ...]
    records: tuple[Record, ...]
    parsed: dict[str, Any] | None = None


def texts_of(issue: Issue, entry: StoredIssue) -> IssueTexts:
    """What is kept of an issue that was parsed."""
    return _texts(issue, entry.ref, entry.published, entry.observed.date().isoformat())


def holdings_of(issue: Issue, ref: str, published: str | None, observed: str) -> Iterator[Holding]:
    """The documents of an issue as holdings; ``published`` and ``observed`` are ISO days."""
    for index, document in enumerate(issue.documents):
        yield Holding(
            issue=ref,
            index=index,
            document=document,
            published=published or issue.date,
            observed=observed,
            compilation=issue.kind == "compilation",
        )


def _texts(issue: Issue, ref: str, published: str | None, observed: str) -> IssueTexts:
    holdings = list(holdings_of(issue, ref, published, observed))
    records = records_of(holdings, lambda holding: [holding])
    return IssueTexts(passages=tuple(search_texts(issue)), records=tuple(records))


# --- by an engine -----------------------------------------------------------------------------------------------------


def task_arguments(name: str, entry: StoredIssue) -> dict[str, Any]:
    """The arguments of the job for the source of an issue, a file of this name."""
    observed = entry.observed.date().isoformat()
    return {"name": name, "ref": entry.ref, "published": entry.published, "observed": observed}


def texts_and_records(data: bytes, name: str, ref: str, published: str | None, observed: str) -> dict[str, Any]:
    """The job: parse a source, and give what is kept of it as plain values.

    Raises:
        UnreadableSource: today's reader cannot read the bytes.
    """
    from tracker.schema.issues import issue_to_json
    from tracker.store.parsed import parse_source

    try:
        issue = parse_source(name, data)
    except UnreadableSource as error:
        raise type(error)(error.what, where=f"{ref}/{name}", do="see `tracker verify`") from error
    found = _texts(issue, ref, published, observed)
    return {
        "parsed": issue_to_json(issue),
        "passages": [asdict(passage) for passage in found.passages],
        "records": [text_of(record) for record in found.records],
    }


def texts_from(value: Mapping[str, Any]) -> IssueTexts:
    """What the job gave, as values."""
    from tracker.library.index import SearchText

    return IssueTexts(
        passages=tuple(SearchText(**passage) for passage in value["passages"]),
        records=tuple(value_from(Record, text) for text in value["records"]),
        parsed=value["parsed"],
    )
