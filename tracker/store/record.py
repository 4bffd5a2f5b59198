"""What one snapshot puts into the store: its files, and what its commit says."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from tracker.errors import StoreError, UnreadableSource
from tracker.language.dates import BEIJING
from tracker.language.patterns import regex
from tracker.messages import said
from tracker.schema.issues import issue_to_json
from tracker.store.canonical_json import canonical_bytes
from tracker.store.layout import RECORD, document_names, issue_ref, source_name
from tracker.store.legible_document import document_text
from tracker.store.parser_identity import parser_version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.model import Issue

Outcome: TypeAlias = Literal["new", "unchanged", "altered", "re-parsed"]
"""What adding a source did: only ``unchanged`` makes no commit."""

SUBJECT_PREFIX: Final[dict[Outcome, str]] = {"new": "", "altered": "Altered: ", "re-parsed": "Re-parsed: "}

UNKNOWN: Final = "unknown"

_CONTROL = regex(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_TRAILER = regex(r"^([A-Za-z][A-Za-z0-9-]*): (.*)$")
_NAME = regex(r"source\.[a-z]+|issue\.json|\d{2,}-[^/\x00-\x1f]*\.md")
_REF = regex(r"[^/.\x00-\x1f][^/\x00-\x1f]*(?:/[^/.\x00-\x1f][^/\x00-\x1f]*){2}")
"""What a record may name: three folders, none hidden or above, and the files of a snapshot in them."""
URL = regex(r"[a-z][a-z0-9+.-]*:[^\s\x00-\x1f\x7f]{1,2000}\Z", re.IGNORECASE)
"""An absolute address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One source ready to be committed: plain bytes and words, made in any process.

    ``files`` are names in the folder of the issue and their contents, the source first. ``published`` is the day the
    issue says it was published, or ``None``. ``author_day`` dates the commit, and ``author_basis`` says where that day
    comes from when it is not the day of publication.
    """

    ref: str
    gazette: str
    subject: str
    sha256: str
    published: str | None
    author_day: str | None
    author_basis: str | None
    url: str | None
    parser: str
    files: tuple[tuple[str, bytes], ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(len(content) for _, content in self.files)


def make_record(data: bytes, issue: Issue, *, gazette: str | None = None, url: str | None = None) -> Record:
    """The record of a source and what the parser found in it.

    The name of the file that the bytes came in is not kept: it would make two records of one source differ.

    Raises:
        StoreError: the issue was parsed from other bytes, or ``gazette`` or ``url`` cannot be one.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if issue.source.sha256 != sha256:
        raise StoreError("the issue was not parsed from these bytes", where=issue.source.name, do="parse them again")
    if url is not None and not URL.match(url):
        raise StoreError(said("not an address: {url!r}", url=url), do="give an absolute URL without blanks")
    name = source_name(issue.source.media_type)
    kept = replace(issue, source=replace(issue.source, name=name))
    day, basis = _author_day(kept)
    ref = issue_ref(kept, gazette)
    return Record(
        ref=ref,
        gazette=one_line(kept.title or "") or ref.split("/")[0],
        subject=_subject(kept, ref),
        sha256=sha256,
        published=kept.date if day_of(kept.date) else None,
        author_day=day,
        author_basis=basis,
        url=url,
        parser=parser_version(),
        files=((name, data), *derived_files(kept)),
    )


def derived_files(issue: Issue) -> tuple[tuple[str, bytes], ...]:
    """Everything that the parser makes of a source: ``issue.json`` and a text a document."""
    texts = (document_text(document).encode("utf-8", "surrogatepass") for document in issue.documents)
    return ((RECORD, canonical_bytes(issue_to_json(issue))), *zip(document_names(issue), texts, strict=True))


def value_of_record(record: Record) -> dict[str, Any]:
    """A record as plain values, without the bytes of its source."""
    derived = [[name, content.decode("utf-8", "surrogatepass")] for name, content in record.files[1:]]
    return {**asdict(replace(record, files=())), "files": [[record.files[0][0], ""], *derived]}


def record_of_value(value: Mapping[str, Any], data: bytes) -> Record:
    """The record that ``value_of_record`` made plain, with the bytes of its source.

    Raises:
        UnreadableSource: the value is no record of these bytes, or has other fields or files than a record has.
    """
    try:
        record = Record(**{**value, "files": tuple(_file_of(*pair) for pair in value["files"])})
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise UnreadableSource("its reader gave no record", do="fetch it again") from error
    if record.sha256 != hashlib.sha256(data).hexdigest() or not _is_safe(record):
        raise UnreadableSource("its reader gave a record of other bytes or places", do="fetch it again")
    return replace(record, files=((record.files[0][0], data), *record.files[1:]))


def _is_safe(record: Record) -> bool:
    """Whether its files have plain names, each its own, its fields stand on one line, its place is a store's."""
    names = [name for name, _ in record.files]
    words = [getattr(record, one.name) for one in fields(record) if one.name != "files"]
    if not names or len(set(names)) < len(names) or not all(_NAME.fullmatch(name) for name in names):
        return False
    on_one_line = (word is None or (isinstance(word, str) and "\n" not in word) for word in words)
    return all(on_one_line) and _REF.fullmatch(record.ref) is not None


def _file_of(name: str, text: str) -> tuple[str, bytes]:
    return name, text.encode("utf-8", "surrogatepass")


def _author_day(issue: Issue) -> tuple[str | None, str | None]:
    if day_of(issue.date):
        return issue.date, None
    days = sorted(document.date for document in issue.documents if document.date and day_of(document.date))
    return (days[-1], "latest document") if days else (None, "observation")


def day_of(text: str | None) -> date | None:
    """An ISO date as a day, ``None`` when there is no such day."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _subject(issue: Issue, ref: str) -> str:
    first = issue.documents[0] if issue.documents else None
    title = issue.title or (first.title if first else "") or ref
    if issue.kind == "gazette":
        title = f"{title} {_printed_number(issue)}"
    elif issue.kind == "document" and first and first.doc_number:
        title = f"{first.doc_number} {title}"
    told = one_line(title)[:120] or ref
    return f"《{told}》" if told.startswith(("Altered:", "Re-parsed:")) else told


def _printed_number(issue: Issue) -> str:
    """2026年第7、8期, 2026年增刊; empty where the year or the number is not known."""
    numbers = "、".join(str(number) for number in issue.numbers or (issue.number,) if number is not None)
    if not issue.year or not (numbers or issue.supplement):
        return ""
    return f"{issue.year}年{'增刊' if issue.supplement else ''}{f'第{numbers}期' if numbers else ''}"


def one_line(text: str) -> str:
    """Text for one line of a commit message: no control character can begin another line."""
    return _CONTROL.sub(" ", text).encode("utf-8", "replace").decode().strip()


# --- the commit -------------------------------------------------------------------------------------------------------


def commit_message(record: Record, outcome: Outcome, observed: datetime) -> str:
    """Subject and trailers of the commit of a record (contract §5)."""
    trailers = {
        "Gazette": record.gazette,
        "Issue": record.ref,
        "Published": record.published or UNKNOWN,
        "Author-Date": record.author_basis,
        "Source-URL": record.url,
        "Retrieved-At": utc_text(observed),
        "SHA-256": record.sha256,
        "Parser": record.parser,
    }
    lines = (f"{name}: {value}" for name, value in trailers.items() if value)
    return f"{SUBJECT_PREFIX.get(outcome, '')}{record.subject}\n\n" + "\n".join(lines) + "\n"


def author_stamp(record: Record, observed: datetime) -> str:
    """``SECONDS +0800`` of the first moment of the author's day; git has no time before 1970.

    Dates of gazettes are days in Asia/Shanghai, which has had one offset since 1991.
    """
    day = day_of(record.author_day)
    if day is None:
        return stamp(observed)
    moment = datetime.combine(day, time(), BEIJING)
    return f"{max(0, int(moment.timestamp()))} +0800"


def stamp(moment: datetime) -> str:
    """``SECONDS +0000`` as git wants a time."""
    return f"{int(moment.timestamp())} +0000"


def utc_text(moment: datetime) -> str:
    """A moment as ISO 8601 in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit as git keeps it, with the trailers that the store writes."""

    oid: str
    committed: datetime
    subject: str
    trailers: Mapping[str, str]

    @property
    def ref(self) -> str | None:
        """The issue that this commit recorded; ``None`` for a commit that somebody else made."""
        return self.trailers.get("Issue") if {"Gazette", "SHA-256"} <= self.trailers.keys() else None

    @property
    def title(self) -> str:
        """The subject without ``Altered:`` and the like."""
        return self.subject.removeprefix(SUBJECT_PREFIX[self.outcome])

    @property
    def outcome(self) -> Outcome:
        """What the commit did to its issue."""
        if self.subject.startswith(SUBJECT_PREFIX["altered"]):
            return "altered"
        return "re-parsed" if self.subject.startswith(SUBJECT_PREFIX["re-parsed"]) else "new"


def parse_commit(oid: str, raw: bytes) -> Commit:
    """Read a commit object."""
    header, _, message = raw.decode("utf-8", "replace").partition("\n\n")
    committer = next((line for line in header.split("\n") if line.startswith("committer ")), "committer 0 +0000")
    seconds = committer.rsplit(" ", 2)[-2]
    subject, _, body = message.partition("\n")
    last_paragraph = body.rstrip("\n").rpartition("\n\n")[2]
    found = (_TRAILER.match(line) for line in last_paragraph.split("\n"))
    return Commit(
        oid=oid,
        committed=datetime.fromtimestamp(int(seconds) if seconds.isdigit() else 0, UTC),
        subject=subject,
        trailers={match[1]: match[2] for match in found if match},
    )


def observed_at(commit: Commit) -> datetime:
    """When the snapshot of a commit was retrieved: its trailer, else its committer date."""
    try:
        return datetime.fromisoformat(commit.trailers["Retrieved-At"])
    except (KeyError, ValueError):
        return commit.committed
