"""Names are safe whatever a title holds; what the store writes for itself is what the plain way would write."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from tests.store_samples import made_issue
from tracker.schema.issues import canonical
from tracker.store.canonical_json import canonical_bytes
from tracker.store.git_process import quoted
from tracker.store.layout import document_names, gazette_slug, issue_ref, safe_name
from tracker.store.legible_document import escaped
from tracker.store.record import commit_message, make_record, parse_commit

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)
HOSTILE = st.text(st.sampled_from('./\\-~:*?"<>|\n\r\t\x00\x1b\u202e\u200b\ud800 .gitcon公报〔〕１'), max_size=40)
SCALARS = st.none() | st.booleans() | st.integers() | ANY_TEXT
JSON = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(ANY_TEXT, inner), max_leaves=30)


def is_safe(name: str) -> bool:
    return (
        (0 < len(name.encode()) <= 200 and name == PurePosixPath(name).name and name[0] not in ".-_ ~")
        or name.startswith("_")
    ) and not any(unicodedata.category(character)[0] == "C" or character in '\\:*?"<>|~ ' for character in name)


@given(ANY_TEXT | HOSTILE)
def test_a_safe_name_is_safe(text: str) -> None:
    assert is_safe(safe_name(text))
    assert is_safe(gazette_slug(text))


@given(ANY_TEXT | HOSTILE)
def test_a_safe_name_stays_as_it_is(text: str) -> None:
    assert safe_name(safe_name(text)) == safe_name(text)


@given(
    ANY_TEXT | HOSTILE,
    st.none() | st.integers(),
    st.none() | st.integers(0),
    st.sampled_from(["gazette", "compilation", "document"]),
)
def test_a_ref_has_three_safe_parts(title: str, year: int | None, number: int | None, kind: str) -> None:
    issue = made_issue(title=title, year=year, number=number, kind=kind)
    parts = issue_ref(issue).split("/")
    assert len(parts) == 3
    assert all(is_safe(part) for part in parts)
    assert all(is_safe(name) for name in document_names(issue))


@given(st.dictionaries(ANY_TEXT, JSON))
def test_the_quick_json_is_the_canonical_one(value: dict[str, object]) -> None:
    assert canonical_bytes(value) == canonical(value)


@given(ANY_TEXT)
def test_a_line_of_a_document_is_one_line(text: str) -> None:
    assert len(f"x{escaped(text)}x".splitlines()) == 1


@given(st.text(max_size=50))
def test_a_quoted_path_is_on_one_line(path: str) -> None:
    told = quoted(path)
    assert b"\n" not in told
    inner = told[1:-1].replace(b"\\\\", b"\x00").replace(b'\\"', b'"').replace(b"\\n", b"\n").replace(b"\x00", b"\\")
    assert "\x00" in path or inner == path.encode()


@given(ANY_TEXT | HOSTILE, st.datetimes(datetime(1970, 1, 2), datetime(2099, 1, 1)))  # noqa: DTZ001 - made aware below
def test_a_message_says_what_the_record_says_and_nothing_else(title: str, moment: datetime) -> None:
    record = make_record(b"x", made_issue(title=title), gazette="yunlan")
    message = commit_message(record, "altered", moment.replace(tzinfo=UTC))
    raw = f"tree 0\ncommitter A <a@b> 1 +0000\n\n{message}".encode()
    commit = parse_commit("0" * 40, raw)
    assert (commit.ref, commit.outcome) == (record.ref, "altered")
    assert set(commit.trailers) == {"Gazette", "Issue", "Published", "Retrieved-At", "SHA-256", "Parser"}
    assert commit.trailers["SHA-256"] == record.sha256
