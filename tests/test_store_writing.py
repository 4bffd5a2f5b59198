from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.store_samples import NOON, add, git, issue_of, made_issue, record_of, text_of
from tracker.errors import StoreError
from tracker.schema.issues import canonical, issue_to_json
from tracker.store import Store
from tracker.store.record import make_record


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "store", clock=lambda: NOON)


def log(store: Store, form: str) -> list[str]:
    return git(store.folder, "log", f"--format={form}").splitlines()


def test_an_issue_is_one_commit_with_both_dates(store: Store) -> None:
    added = add(store, 7)
    assert (added.ref, added.outcome) == ("yunlan/2025/007", "new")
    assert log(store, "%ad|%cd") == ["Sun Jun 1 00:00:00 2025 +0800|Tue Sep 2 04:00:00 2025 +0000"]
    assert log(store, "%H") == [added.commit]


def test_the_trailers_say_where_it_came_from(store: Store) -> None:
    data = text_of(7)
    added = store.add(data, issue_of(data), url="https://example.org/7", retrieved_at=datetime(2025, 9, 1, tzinfo=UTC))
    trailers = dict(line.split(": ", 1) for line in log(store, "%(trailers:only,unfold)") if line)
    assert trailers["Gazette"] == "云岚市人民政府公报"
    assert trailers["Issue"] == added.ref
    assert trailers["Published"] == "2025-06-01"
    assert trailers["Source-URL"] == "https://example.org/7"
    assert trailers["Retrieved-At"] == "2025-09-01T00:00:00Z"
    assert trailers["SHA-256"] == added.sha256
    assert trailers["Parser"]


def test_the_files_are_on_disk_and_legible(store: Store) -> None:
    add(store, 7)
    folder = store.folder / "yunlan/2025/007"
    assert sorted(path.name for path in folder.iterdir()) == [
        "01-云政发〔2025〕7号.md",
        "02-云政发〔2025〕507号.md",
        "issue.json",
        "source.txt",
    ]
    assert (folder / "source.txt").read_bytes() == text_of(7)
    assert any(line.startswith("**第一条**") for line in (folder / "01-云政发〔2025〕7号.md").read_text().splitlines())
    assert git(store.folder, "status", "--short") == ""


def test_the_record_is_canonical_and_does_not_know_the_name_of_the_file(store: Store) -> None:
    data = text_of(7)
    store.add(data, issue_of(data, "downloaded (3).txt"), gazette="yunlan")
    kept = (store.folder / "yunlan/2025/007/issue.json").read_bytes()
    issue = issue_of(data, "source.txt")
    assert kept == canonical(issue_to_json(issue))
    assert json.loads(kept)["source"]["name"] == "source.txt"


def test_the_same_bytes_again_make_no_commit(store: Store) -> None:
    first = add(store, 7)
    data = text_of(7)
    again = store.add(data, issue_of(data, "another name.txt"), gazette="yunlan")
    assert again.outcome == "unchanged"
    assert len(log(store, "%H")) == 1
    assert store.resolve("HEAD") == first.commit


def test_other_bytes_of_the_same_issue_are_an_alteration(store: Store) -> None:
    first = add(store, 7)
    altered = add(store, 7, words="二百万元")
    assert altered.outcome == "altered"
    assert altered.previous == first.sha256
    assert log(store, "%s")[0].startswith("Altered: ")
    assert store.source("yunlan/2025/007")[1] == text_of(7, words="二百万元")
    assert store.source("yunlan/2025/007", first.commit)[1] == text_of(7)
    assert "二百万元" in (store.folder / "yunlan/2025/007/01-云政发〔2025〕7号.md").read_text()


def test_other_findings_in_the_same_bytes_are_a_re_parse(store: Store) -> None:
    data = text_of(7)
    issue = issue_of(data)
    older = replace(issue, documents=issue.documents[:1])
    store.add(data, older, gazette="yunlan")
    assert store.add(data, issue, gazette="yunlan").outcome == "re-parsed"
    assert log(store, "%s")[0].startswith("Re-parsed: ")
    assert len(list((store.folder / "yunlan/2025/007").glob("*.md"))) == 2
    assert store.add(data, older, gazette="yunlan").outcome == "re-parsed"
    assert len(list((store.folder / "yunlan/2025/007").glob("*.md"))) == 1
    assert git(store.folder, "status", "--short") == ""


def test_a_source_in_another_format_takes_the_place_of_the_old_one(store: Store) -> None:
    add(store, 7)
    data = b"# " + text_of(7)
    issue = issue_of(data, "issue.md")
    store.add(data, replace(issue, year=2025, number=7, kind="gazette"), gazette="yunlan")
    assert [path.name for path in (store.folder / "yunlan/2025/007").glob("source.*")] == ["source.md"]


def test_what_a_person_keeps_beside_a_source_stays(store: Store) -> None:
    add(store, 7)
    note = store.folder / "yunlan/2025/007/note.txt"
    note.write_text("ask the office")
    git(store.folder, "add", ".")
    git(store.folder, "commit", "-qm", "A note")
    add(store, 7, words="二百万元")
    assert note.read_text() == "ask the office"
    assert "note.txt" in git(store.folder, "ls-tree", "-r", "--name-only", "HEAD")


def test_many_are_many_commits_in_their_order(store: Store) -> None:
    numbers = [*range(1, 30), 3]
    done = list(store.add_many((record_of(number), None) for number in numbers))
    assert [added.ref for added in done] == [f"yunlan/2025/{number:03d}" for number in numbers]
    assert [added.outcome for added in done] == ["new"] * 29 + ["unchanged"]
    assert log(store, "%H") == [added.commit for added in reversed(done[:29])]
    assert git(store.folder, "status", "--short") == ""


def test_one_issue_twice_in_one_go_is_new_and_then_altered(store: Store) -> None:
    records = [record_of(1), record_of(2), record_of(1, words="九元")]
    assert [added.outcome for added in store.add_many((record, None) for record in records)] == [
        "new",
        "new",
        "altered",
    ]


def test_an_unknown_day_of_publication_is_said_and_not_guessed(store: Store) -> None:
    store.add(b"x", made_issue(date=None))
    store.add(b"x", made_issue(date="2025-02-30", number=8))
    store.add(b"x", made_issue(date=None, number=9, documents=()))
    assert log(store, "%(trailers:key=Published,valueonly)%(trailers:key=Author-Date,valueonly)") == [
        "unknown", "observation", "", "unknown", "latest document", "", "unknown", "latest document", "",
    ]  # fmt: skip
    assert {entry.published for entry in store.issues()} == {None}
    assert log(store, "%as")[-1] == "2025-05-20"


def test_a_day_before_git_knows_time_is_kept_in_the_trailer(store: Store) -> None:
    store.add(b"x", made_issue(date="1954-09-20", year=1954))
    assert store.issues()[0].published == "1954-09-20"
    assert log(store, "%at") == ["0"]


def test_a_title_cannot_forge_a_trailer(store: Store) -> None:
    title = "公报\n\nSource-URL: https://evil.example\nSHA-256: 00\r\nIssue: a/b/c"
    store.add(b"x", made_issue(title=title))
    assert store.issues()[0].url is None
    assert len(log(store, "%s")) == 1
    assert "evil" not in log(store, "%(trailers:key=Source-URL,valueonly)")[0]


@pytest.mark.parametrize("url", ["https://a\nIssue: x/y/z", "not a url", "", "https://a b"])
def test_an_address_with_a_line_break_is_no_address(store: Store, url: str) -> None:
    with pytest.raises(StoreError):
        store.add(b"x", made_issue(), url=url)
    assert store.issues() == ()


def test_an_issue_of_other_bytes_is_refused() -> None:
    with pytest.raises(StoreError, match="not parsed from these bytes"):
        make_record(b"other", made_issue(b"x"))


@pytest.mark.parametrize(
    "title",
    [
        "--upload-pack=touch /tmp/x",
        "../../etc/passwd",
        "a\nb",
        "\x00\x1b[31m",
        ".git",
        "CON",
        "x" * 5000,
        "a/../../b",
        "\u202egnp",
    ],
)
def test_a_hostile_title_is_only_a_name(store: Store, title: str) -> None:
    issue = made_issue(title=title)
    document = replace(issue.documents[0], title=title, doc_number=title)
    added = store.add(b"x", replace(issue, documents=(document,)))
    assert added.outcome == "new"
    folder = (store.folder / added.ref).resolve()
    assert folder.is_relative_to(store.folder.resolve())
    assert len(list(folder.iterdir())) == 3
    assert git(store.folder, "status", "--short") == ""
    assert git(store.folder, "fsck") == ""


def test_a_folder_that_is_a_link_is_not_written_through(store: Store, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (store.folder / "yunlan").symlink_to(outside)
    added = add(store, 7)
    assert added.outcome == "new"
    assert "stands in the way" in " ".join(added.remarks)
    assert list(outside.iterdir()) == []


def test_a_changed_file_of_a_person_is_not_overwritten(store: Store) -> None:
    add(store, 7)
    text = store.folder / "yunlan/2025/007/01-云政发〔2025〕7号.md"
    text.write_text("mine")
    added = add(store, 7, words="二百万元")
    assert added.outcome == "altered"
    assert text.read_text() == "mine"
    assert any("somebody changed it" in remark for remark in added.remarks)


def test_a_document_that_an_altered_issue_lacks_goes_from_the_disk_too(store: Store) -> None:
    add(store, 7)
    data = text_of(7, words="二百万元")
    issue = issue_of(data)
    assert store.add(data, replace(issue, documents=issue.documents[:1]), gazette="yunlan").outcome == "altered"
    folder = store.folder / "yunlan/2025/007"
    assert sorted(path.name for path in folder.iterdir()) == ["01-云政发〔2025〕7号.md", "issue.json", "source.txt"]
    assert git(store.folder, "status", "--short") == ""
