"""A store as works and versions: what a monitor, a check and a report ask of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lineage_samples import FIRST, OFFICE, SECOND, TEXT, add_decision, gazette, make_store
from tests.store_samples import git
from tracker import Library, Store
from tracker.errors import AmbiguousReference, UnknownReference
from tracker.model import Document, Instrument, Issue
from tracker.parse import parse
from tracker.read import read_bytes

A, B, DECIDED = "柳商规〔2023〕4号", "柳商规〔2025〕11号", "柳商规〔2024〕6号"
OLD_ISSUE, NEW_ISSUE = "柳湾市人民政府公报/2023/003", "柳湾市人民政府公报/2025/009"


def add(folder: Path, data: bytes) -> str:
    with Store.create(folder) as store:
        return store.add(data, parse(read_bytes(data, "source.txt"))).ref


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_store(tmp_path / "store")


def issues(folder: Path) -> list[str]:
    with Library.open(folder) as library:
        return sorted(library.issue_refs)


def test_a_work_is_found_by_any_of_its_names(folder: Path) -> None:
    with Library.open(folder) as library:
        names = (A, B, FIRST, SECOND, f"{OFFICE}关于印发《{FIRST}》的通知", "柳商规[2023]04号")
        assert len({library.work(name).name for name in names}) == 1
        with pytest.raises(UnknownReference, match=SECOND):
            library.work("柳湾首店奖励")
        with pytest.raises(UnknownReference, match=A):
            library.work("柳商规〔2023〕5号")


def test_what_an_issue_did_to_works(folder: Path) -> None:
    old, new = issues(folder)
    with Library.open(folder) as library:
        first, *_ = library.happenings([old])
        assert (first.kind, first.old, first.issue, first.by) == ("new", None, old, A)
        revised, *more = library.happenings([new])
        assert not more
        assert (revised.kind, revised.by) == ("revised", B)
        assert revised.old is not None
        assert revised.new is not None
        assert (revised.old.record.number, revised.new.record.number) == (A, B)
        assert library.happenings([]) == ()
        change = library.compared(revised.work, revised.old, revised.new)
        assert (change.old.doc_number, change.new.doc_number, change.new.title) == (A, B, SECOND)
        assert any("八十万元" in edit.new for one in change.changes for edit in one.edits)


def test_a_repeal_without_a_successor_is_told(folder: Path) -> None:
    clause = f"《{OFFICE}关于印发〈{SECOND}〉的通知》（{B}）同时废止。"
    texts = ("集市应当在日出后开放。", f"本规定自2026年3月1日起施行。{clause}")
    ref = add(folder, gazette(4, (2026, 2, 20), "柳湾市集市开放规定", "柳商规〔2026〕2号", texts))
    with Library.open(folder) as library:
        told = {one.kind: one for one in library.happenings([ref])}
        assert told.keys() == {"new", "repealed"}
        repealed = told["repealed"]
        assert repealed.old is not None
        assert repealed.old.record.number == B
        assert (repealed.new, repealed.by, repealed.day) == (None, "柳商规〔2026〕2号", "2026-03-01")


def test_a_version_that_a_decision_made_is_consolidated(folder: Path) -> None:
    add_decision(folder)
    with Library.open(folder) as library:
        work = library.work(DECIDED)
        by_number = {stage.record.number: stage for stage in work.stages}
        text, remarks = library.text(work, by_number[DECIDED])
        assert isinstance(text, Instrument)
        assert "consolidated" in remarks[0]
        whole, none = library.text(work, by_number[A])
        assert none == ()
        assert isinstance(whole, Document | Instrument)
        change = library.compared(work, by_number[A], by_number[DECIDED])
        assert change.new.doc_number == DECIDED
        assert any("六十万元" in edit.new for one in change.changes for edit in one.edits)


def test_the_state_of_every_version_on_a_day(folder: Path) -> None:
    with Library.open(folder) as library:
        states = {one.stage.record.number: one.state for one in library.status("2025-07-01")}
        assert states == {A: "expired", B: "in-force"}
        assert [one.stage.record.number for one in library.expiring("2028-06-01", 90)] == [B]
        assert library.expiring("2025-07-01", 90) == ()


def test_words_are_found_with_the_state_of_their_version(folder: Path) -> None:
    with Library.open(folder) as library:
        assert {one.stage.record.number for one in library.search("八十万元", day="2025-07-01")} == {B}
        both = {one.stage.record.number: one.state for one in library.search("评审", day="2025-07-01")}
        assert both == {A: "expired", B: "in-force"}
        live = library.search("评审", day="2025-07-01", only_live=True)
        assert [one.stage.record.number for one in live] == [B]


def test_a_ref_is_resolved_with_its_remarks(folder: Path) -> None:
    with Library.open(folder) as library:
        found = library.resolve(f"{SECOND}@2040-01-01")
        assert found.version.doc_number == B
        assert any("expired on 2040-01-01" in note for note in found.notes)
        with pytest.raises(UnknownReference, match="another state"):
            library.resolve(f"{SECOND}@HEAD~1")


def test_the_store_as_it_was_known(folder: Path) -> None:
    with Library.open(folder, revision="HEAD~1") as library:
        assert [one.name for one in library.works] == [FIRST]
        assert library.resolve(f"{FIRST}@HEAD~1").version.doc_number == A
    with pytest.raises(UnknownReference):
        Library.open(folder, known_on="2000-01-01")


def test_an_empty_store_has_no_works(tmp_path: Path) -> None:
    Store.create(tmp_path / "store").close()
    with Library.open(tmp_path / "store") as library:
        assert library.works == ()
        assert library.issue_refs == frozenset()
        with pytest.raises(UnknownReference):
            library.work(FIRST)


def test_several_works_of_one_name_are_listed(folder: Path) -> None:
    for number, place in ((11, "城南区"), (12, "城北区")):
        title = f"柳湾市{place}夜市摊位管理办法"
        day = (2025, 8, 20)
        add(
            folder, gazette(number, day, title, f"柳{place}发〔2025〕{number}号", (f"{place}夜市归街道管。", *TEXT[:1]))
        )
    with Library.open(folder) as library, pytest.raises(AmbiguousReference, match=r"城南区.*城北区"):
        library.work("夜市摊位")


def told(library: Library) -> tuple[object, ...]:
    """Everything that a library says of its store."""
    names = sorted(library.index.works.all_names("work"))
    return library.works, library.loose_ends, [name for name, _ in names], sorted(library.index.stamps())


def assert_as_from_scratch(folder: Path, cache: Path) -> None:
    with Library.open(folder) as kept, Library.open(folder, cache_folder=cache) as anew:
        assert told(kept) == told(anew)


def test_one_more_issue_is_all_that_is_read(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Library.open(folder).close()
    add_decision(folder)
    read: list[str] = []
    issue = Store.issue

    def counted(self: Store, ref: str, at: str | None = None) -> Issue:
        read.append(ref)
        return issue(self, ref, at)

    monkeypatch.setattr(Store, "issue", counted)
    Library.open(folder).close()
    assert read == ["柳湾市人民政府公报/2024/007"]
    Library.open(folder).close()
    assert len(read) == 1
    assert_as_from_scratch(folder, tmp_path / "cache")


def test_an_altered_and_a_lost_issue_are_read_again(folder: Path, tmp_path: Path) -> None:
    add_decision(folder)
    Library.open(folder).close()
    altered = gazette(9, (2025, 6, 25), SECOND, B, ("首店奖励不再执行。", "本办法自印发之日起施行。"))
    assert add(folder, altered) == NEW_ISSUE
    with Library.open(folder) as library:
        assert not list(library.search("八十万元", day="2026-01-01"))
    assert_as_from_scratch(folder, tmp_path / "one")
    git(folder, "rm", "-r", "-q", OLD_ISSUE)
    git(folder, "commit", "-q", "-m", "Take the first issue out")
    with Library.open(folder) as library:
        assert OLD_ISSUE not in library.issue_refs
        assert not library.numbered(A)
    assert_as_from_scratch(folder, tmp_path / "two")


def test_a_decision_of_a_person_is_seen_at_once(folder: Path, tmp_path: Path) -> None:
    with Library.open(folder) as library:
        assert len(library.works) == 1
    (folder / "lineage.toml").write_text(f'[[different]]\ndocuments = ["{A}", "{B}"]\n', "utf-8")
    with Library.open(folder) as library:
        assert len(library.works) == 2
    assert_as_from_scratch(folder, tmp_path / "cache")


@pytest.mark.parametrize("revision", ["HEAD", "HEAD~1", "HEAD~2", "side"])
def test_the_store_at_a_commit_is_as_from_scratch(folder: Path, tmp_path: Path, revision: str) -> None:
    git(folder, "branch", "side", "HEAD~1")
    add_decision(folder)
    Library.open(folder).close()
    with Library.open(folder, revision=revision) as near:
        with Library.open(folder, revision=revision, cache_folder=tmp_path / "empty") as alone:
            assert told(near) == told(alone)
        assert near.commit == near.store.resolve(revision)


def test_a_damaged_index_is_made_anew(folder: Path, tmp_path: Path) -> None:
    with Library.open(folder) as library:
        place = library.store.cache_folder / "index.sqlite"
        first = told(library)
    data = bytearray(place.read_bytes())
    data[5000 : len(data) - 2000] = bytes(len(data) - 7000)
    place.write_bytes(data)
    for extra in ("-wal", "-shm"):
        place.with_name(place.name + extra).unlink(missing_ok=True)
    with Library.open(folder, revision="HEAD") as library:
        assert told(library) == first
    with Library.open(folder) as library:
        assert told(library) == first
    assert_as_from_scratch(folder, tmp_path / "cache")
