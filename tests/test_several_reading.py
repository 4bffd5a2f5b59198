"""Several stores answer as one does, from one index; what is wrong with one is told, and the rest is shown."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest

from tests.asgi import finished
from tests.history_samples import NUMBERS, RULE
from tests.several_samples import BEGAN, GAZETTES, HARBOUR, LIUWAN, filled, records, several
from tests.store_samples import git, issue_of
from tests.test_schema_published import problems
from tests.test_serve_models import called
from tracker.cli.app import run
from tracker.errors import ConfigError, DamageWarning, NotAStore, UnknownReference
from tracker.library import Library
from tracker.model import Issue
from tracker.schema.states import carried, commits_of, moves, state_of
from tracker.serve.live_store import LiveStore
from tracker.store import Store, StoredIssue, open_store
from tracker.store.several.head_files import plain_head
from tracker.store.several.inspection import verified
from tracker.store.several.several_stores import SeveralStores

Pair = tuple[Path, Path]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    place = tmp_path_factory.mktemp("several")
    return filled(place / "one"), filled(several(place / "many"))


@pytest.fixture
def pair(made: Pair, tmp_path: Path) -> Pair:
    """One store, and several with the same issues."""
    return tuple(Path(shutil.copytree(made, tmp_path / made.name)) for made in made)  # type: ignore[return-value]


@pytest.fixture
def many(pair: Pair) -> Path:
    return pair[1]


class Told:
    """What a command tells."""

    def __init__(self, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.capture, self.patch = capture, patch

    def __call__(self, *arguments: str | Path, status: int = 0) -> str:
        self.patch.setattr(sys, "argv", ["tracker", *map(str, arguments)])
        self.capture.readouterr()
        found = run()
        told = self.capture.readouterr()
        assert found == status, told.err
        self.error = told.err
        return told.out


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Told:
    return Told(capsys, monkeypatch)


def without_commits(value: Any) -> Any:  # noqa: ANN401 - JSON
    """A value without the names of commits, which no two repositories share."""
    if isinstance(value, dict):
        return {key: without_commits(one) for key, one in value.items() if key not in {"commit", "commits"}}
    return [without_commits(one) for one in value] if isinstance(value, list) else value


def commit_of(place: Path) -> str:
    """What git says is checked out."""
    return git(place, "rev-parse", "HEAD").strip()


# --- the same answers -------------------------------------------------------------------------------------------------

QUESTIONS = (
    ("status", "--as-of", "2026-01-01"),
    ("status", "--as-of", "2022-01-01", "--expiring", "900d"),
    ("list",),
    ("list", "--works"),
    ("list", "单车"),
    ("search", "盲道", "--as-of", "2026-01-01"),
    ("show", f"{RULE}@2021-12-01"),
    ("show", NUMBERS[1]),
    ("show", f"{HARBOUR}/2020/005"),
    ("diff", RULE),
    ("diff", NUMBERS[0], NUMBERS[1]),
    ("history", RULE),
    ("history", RULE, "第三条"),
    ("blame", RULE),
    ("lineage",),
    ("lineage", RULE),
    ("log",),
    ("log", RULE),
    ("log", f"{RULE}@2025-09-02"),
    ("log", f"{RULE}#第三条"),
    ("log", f"{LIUWAN}/2018/003"),
)


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_several_stores_answer_as_one_with_the_same_issues_does(
    made: Pair, told: Told, question: tuple[str, ...]
) -> None:
    one, many = (json.loads(told(*question, "--store", folder, "--format", "json")) for folder in made)
    assert without_commits(one) == without_commits(many)
    assert told(*question, "--store", made[0]).count("\n") == told(*question, "--store", made[1]).count("\n")


def test_the_cited_rules_and_the_site_are_the_same(made: Pair, told: Told, tmp_path: Path) -> None:
    policy = tmp_path / "policy.md"
    policy.write_text(f"依照《{RULE}》（{NUMBERS[0]}）第三条办理。", "utf-8")
    one, many = (json.loads(told("cites", policy, "--store", folder, "--format", "json")) for folder in made)
    assert one == many
    assert one["files"][0]["citations"][0]["successor"] == NUMBERS[4]
    sites = [tmp_path / folder.name for folder in made]
    for folder, site in zip(made, sites, strict=True):
        told("report", "-o", site, "--store", folder, "--on", "2026-01-01")
    assert [*files_of(sites[0])] == [*files_of(sites[1])]
    pages = ([site / name for name in files_of(site)] for site in sites)
    for ours, theirs in zip(*pages, strict=True):
        if ours.suffix == ".json" and ours.name != "tracker-site.json":
            assert without_commits(json.loads(ours.read_bytes())) == without_commits(json.loads(theirs.read_bytes())), (
                ours
            )


def files_of(site: Path) -> list[str]:
    """The pages of a site, by their places; not its own notes."""
    return sorted(
        str(one.relative_to(site)) for one in site.rglob("*") if one.is_file() and not one.name.startswith(".")
    )


def test_one_index_knows_what_one_gazette_ended_in_another(many: Path) -> None:
    with Library.open(many) as library:
        (work,) = [work for work in library.works if work.name in {RULE, *NUMBERS}]
        assert {stage.record.issue.split("/")[0] for stage in work.stages} == set(GAZETTES)
        assert library.index.fact("commit") == library.commit
        assert set(commits_of(library.commit or "") or {}) == {LIUWAN, HARBOUR}


def test_commit_stays_a_commit_and_of_several_stores_each_has_its_own(made: Pair, told: Told) -> None:
    one, many = (json.loads(told("history", RULE, "--store", folder, "--format", "json")) for folder in made)
    assert one["commit"] == commit_of(made[0])
    assert "commits" not in one
    assert many["commit"] is None
    assert not [*problems(one), *problems(many)]
    assert many["commits"] == {name: commit_of(made[1] / name) for name in (LIUWAN, HARBOUR)}


# --- fresh ------------------------------------------------------------------------------------------------------------


def test_a_change_in_one_store_reads_only_that_store(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(many / HARBOUR)
    (many / "stores.toml").write_text(f'[[store]]\ngazette = "{LIUWAN}"\n', "utf-8")
    Library.open(many).close()
    filled(many, 1)
    read: list[str] = []
    opened: list[str] = []
    issue, real = Store.issue, Store.open.__func__  # type: ignore[attr-defined]

    def reading(store: Store, ref: str, at: str | None = None) -> Issue:
        read.append(ref)
        return issue(store, ref, at)

    def opening(cls: type[Store], /, folder: Path, **more: Any) -> Any:  # noqa: ANN401 - as Store.open has them
        opened.append(folder.name)
        return real(cls, folder, **more)

    monkeypatch.setattr(Store, "issue", reading)
    monkeypatch.setattr(Store, "open", classmethod(opening))
    with Library.open(many) as library:
        assert f"{HARBOUR}/2020/005" in library.issue_refs
    assert read == [f"{HARBOUR}/2020/005"]
    assert opened == [HARBOUR]
    Library.open(many).close()
    assert opened == [HARBOUR], "nothing is opened where nothing moved"


def test_who_has_it_open_sees_a_store_that_moved(many: Path) -> None:
    with SeveralStores.open(many) as stores:
        before = stores.head()
        filled(many, 0)
        assert stores.head() == before
        git(many / LIUWAN, "commit", "--allow-empty", "-qm", "x")
        after = stores.head()
        assert [name for name, _, _ in moves(before or "", after or "")] == [LIUWAN]
        assert stores.refs_between(before or "", after or "") == frozenset()


def test_a_store_taken_out_of_the_list_is_gone_from_the_answers(many: Path) -> None:
    Library.open(many).close()
    (many / "stores.toml").write_text(f'[[store]]\ngazette = "{LIUWAN}"\n', "utf-8")
    with Library.open(many) as library:
        assert {ref.split("/")[0] for ref in library.issue_refs} == {LIUWAN}


@pytest.mark.parametrize("kept", ["loose", "packed"])
def test_the_head_is_read_as_git_reads_it(many: Path, kept: str) -> None:
    place = many / HARBOUR
    if kept == "packed":
        git(place, "pack-refs", "--all")
    assert plain_head(place / ".git") == commit_of(place)
    git(place, "checkout", "-q", "-b", "分支/一")
    assert plain_head(place / ".git") == commit_of(place)
    git(place, "checkout", "-q", "--detach")
    assert plain_head(place / ".git") == commit_of(place)


@pytest.mark.parametrize(
    "head",
    ["", "x" * 40, "ref: refs/heads/../../x", "ref: refs/heads/没有", "ref: /etc/passwd", "ref: refs/heads/a//b"],
)
def test_what_is_not_plain_to_see_is_left_to_git(tmp_path: Path, head: str) -> None:
    (tmp_path / "refs" / "heads").mkdir(parents=True)
    (tmp_path / "x").write_text("0" * 40)
    (tmp_path / "HEAD").write_text(f"{head}\n", "utf-8")
    assert plain_head(tmp_path) is None
    assert plain_head(tmp_path / "HEAD") is None
    assert plain_head(tmp_path / "nothing") is None


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "HEAD")
    assert plain_head(tmp_path) is None
    (folder := tmp_path / "many").mkdir()
    os.mkfifo(folder / "stores.toml")
    with pytest.raises(ConfigError, match="no file"):
        open_store(folder)


# --- states -----------------------------------------------------------------------------------------------------------


def test_a_state_is_a_commit_a_store() -> None:
    state = state_of({"b": "2" * 40, "a": "1" * 64})
    assert state == f"a:{'1' * 64} b:{'2' * 40}"
    assert commits_of(state) == {"a": "1" * 64, "b": "2" * 40}
    for text in ("", "1" * 40, "a:1", f"a:{'1' * 40} a:{'1' * 40}", f"a:{'1' * 40}  b:{'1' * 40}", "HEAD"):
        assert commits_of(text) is None
    assert carried(state, f"b:{'3' * 40}") == f"a:{'1' * 64} b:{'3' * 40}"
    assert carried("4" * 40, state) == carried(None, state) == state
    assert list(moves("", state)) == [("a", None, "1" * 64), ("b", None, "2" * 40)]


def test_one_store_is_shown_as_it_was_and_the_others_as_they_are(many: Path, told: Told) -> None:
    shown = json.loads(told("log", f"{RULE}@{LIUWAN}:HEAD~1", "--store", many, "--format", "json"))
    assert {one["issue"] for one in shown["events"]} == {
        f"{LIUWAN}/2018/003", f"{LIUWAN}/2021/009", f"{HARBOUR}/2020/005", f"{HARBOUR}/2023/006"
    }  # fmt: skip
    assert "五千元" in told("show", f"{RULE}#第七条@{LIUWAN}:HEAD", "--store", many)
    told("show", f"{NUMBERS[3]}@{HARBOUR}:HEAD~1", "--store", many, status=3)
    assert NUMBERS[3] in told("show", f"{NUMBERS[3]}@{LIUWAN}:HEAD~1", "--store", many)


@pytest.mark.parametrize("revision", ["HEAD~1", "a" * 40, "nobody:HEAD", f"{LIUWAN}:", f"{LIUWAN}:nothing"])
def test_a_commit_of_one_repository_is_no_state_of_all(many: Path, told: Told, revision: str) -> None:
    told("log", f"{RULE}@{revision}", "--store", many, "--lang", "en", status=3)
    assert "STORE:REV" in told.error or "is not a commit" in told.error or "neither a date" in told.error


def test_what_was_known_on_a_day_is_asked_of_each(many: Path) -> None:
    with SeveralStores.open(many) as stores:
        assert stores.at_date(BEGAN.date()) == stores.head()
        assert stores.resolve("2025-09-02") == stores.resolve("HEAD")
        with pytest.raises(UnknownReference, match="knew nothing"):
            stores.at_date("2020-01-01")


def test_a_state_of_a_rewritten_history_is_unknown(many: Path) -> None:
    with SeveralStores.open(many) as stores:
        gone = state_of({LIUWAN: "1" * 40, "unlisted": "2" * 40})
        with pytest.raises(UnknownReference):
            stores.resolve(gone)
        assert stores.refs_between(gone, stores.head() or "") is None
        assert stores.issues(state_of({"unlisted": "2" * 40})) == ()


# --- what is wrong ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[store]]\ngazette = ".."\n', ":1: '..' is no name"),
        ('\n[[store]]\ngazette = "/etc"\n', ":2: '/etc' is no name"),
        ('[[store]]\ngazette = "a"\n[[store]]\ngazette = "../a"\n', ":3: "),
        ('[[store]]\ngazette = "a/b"\n', "is no name"),
        ('[[store]]\ngazette = "--upload-pack=touch"\n', "is no name"),
        ('[[store]]\ngazette = ".git"\n', "is no name"),
        ('[[store]]\ngazette = "a b"\n', "is no name"),
        ('[[store]]\ngazette = "a\\nb"\n', "is no name"),
        ('[[store]]\ngazette = "a\\u202eb"\n', "is no name"),
        ('[[store]]\ngazette = "con"\n', "is no name"),
        ('[[store]]\ngazette = ""\n', "is no name"),
        ("[[store]]\ngazette = 7\n", "has no gazette"),
        ("[[store]]\n", "has no gazette"),
        ('[[store]]\ngazette = "a"\nfolder = "b"\n', "unknown key 'folder'"),
        ('[[store]]\ngazette = "a"\n[[store]]\ngazette = "A"\n', ":3: 'A' stands twice"),
        ('[store]\ngazette = "a"\n', "unknown key 'store'"),
        ("store = [1]\n", "is not a table"),
        ("stores = []\n", ":1: unknown key 'stores'"),
        ("[[store]\n", ":1: no TOML"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_told_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    folder = several(tmp_path / "many")
    (folder / "stores.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError) as error:
        open_store(folder)
    assert f"stores.toml{words}" in str(error.value) if words.startswith(":") else words in str(error.value)


def test_a_list_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    folder = several(tmp_path / "many")
    (folder / "stores.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="UTF-8"):
        open_store(folder)
    (folder / "stores.toml").unlink()
    (folder / "stores.toml").symlink_to(tmp_path / "elsewhere.toml")
    with pytest.raises(ConfigError, match="is a link"):
        open_store(folder)


def test_a_link_leads_nowhere(many: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (many / HARBOUR).rename(elsewhere)
    (many / HARBOUR).symlink_to(elsewhere)
    with pytest.raises(ConfigError, match="is a link"):
        open_store(many)
    (many / HARBOUR).unlink()
    (many / HARBOUR).mkdir()
    (many / HARBOUR / ".git").symlink_to(elsewhere / ".git")
    with pytest.raises(ConfigError, match="is a link"):
        open_store(many)


@pytest.mark.parametrize("link", [".tracker", ".tracker/lock", ".tracker/cache", ".tracker/cache/index.sqlite"])
def test_derived_things_are_not_written_through_a_link(many: Path, tmp_path: Path, link: str) -> None:
    shutil.rmtree(many / ".tracker")
    (many / link).parent.mkdir(parents=True, exist_ok=True)
    (many / link).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotAStore, match="a link stands"):
        open_store(many)


def refs_of(folder: Path) -> frozenset[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DamageWarning)
        with Library.open(folder) as library:
            return library.issue_refs


def left_out(folder: Path) -> tuple[list[str], frozenset[str]]:
    """What is told when a library is opened, and the gazettes of what it shows."""
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        with Library.open(folder) as library:
            shown = frozenset(ref.split("/")[0] for ref in library.issue_refs)
    return [str(one.message) for one in heard if issubclass(one.category, DamageWarning)], shown


def forget(folder: Path) -> None:
    """Delete what is derived."""
    for place in (folder, *folder.iterdir()):
        for derived in (place / ".tracker", place / ".git" / "tracker"):
            shutil.rmtree(derived, ignore_errors=True)


ALL_SHOWN: tuple[list[str], frozenset[str]] = ([], frozenset({LIUWAN, HARBOUR}))


def no_folder(place: Path) -> None:
    shutil.rmtree(place)


def no_repository(place: Path) -> None:
    shutil.rmtree(place / ".git")


def a_gitfile_outwards(place: Path) -> None:
    outside = place.parent.parent / "outside.git"
    (place / ".git").rename(outside)
    (place / ".git").write_text(f"gitdir: {outside}\n", "utf-8")


def a_tree_elsewhere(place: Path) -> None:
    outside = place.parent.parent / "outside"
    outside.mkdir()
    git(place, "config", "core.worktree", str(outside))
    (place / ".git" / "HEAD").write_text("ref: refs/heads/other\n", "utf-8")


def no_objects(place: Path) -> None:
    for one in (place / ".git" / "objects").rglob("*"):
        if one.is_file():
            one.chmod(0o644)
            one.write_bytes(b"")


def no_head(place: Path) -> None:
    (place / ".git" / "HEAD").write_text("nonsense\n")


def as_a_submodule(place: Path) -> None:
    """The repository among those of the folder around, as git keeps that of a submodule."""
    kept = place.parent / ".git" / "modules" / place.name
    kept.parent.mkdir(parents=True)
    (place / ".git").rename(kept)
    (place / ".git").write_text(f"gitdir: ../.git/modules/{place.name}\n", "utf-8")
    git(place, "config", "core.worktree", f"../../../{place.name}")


def test_a_submodule_of_the_folder_is_a_store_of_it(many: Path) -> None:
    as_a_submodule(many / HARBOUR)
    assert left_out(many) == ALL_SHOWN
    filled(many, 1)
    with SeveralStores.open(many) as stores:
        assert verified(stores).whole


BROKEN = (no_folder, no_repository, a_gitfile_outwards, a_tree_elsewhere, no_objects, no_head)


@pytest.mark.parametrize("breaks", BROKEN, ids=lambda one: one.__name__)
@pytest.mark.parametrize("index", ["new", "kept"])
def test_one_that_is_missing_or_damaged_is_told_and_the_rest_is_shown(many: Path, breaks: Any, index: str) -> None:  # noqa: ANN401
    if index == "new":
        forget(many)
    else:
        Library.open(many).close()
    breaks(many / HARBOUR)
    for _ in range(2):
        told, shown = left_out(many)
        if index == "kept" and breaks is no_objects:  # what is derived answers still; who asks for an object is told
            assert (told, shown) == ALL_SHOWN
        else:
            assert shown == {LIUWAN}
            assert [HARBOUR in line and "left out" in line for line in told] == [True]


def test_one_that_is_damaged_costs_no_reading_of_the_others(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forget(many)
    no_objects(many / HARBOUR)
    asked: list[str] = []
    real = Store.issues

    def asking(store: Store, at: str | None = None) -> tuple[StoredIssue, ...]:
        asked.append(store.folder.name)
        return real(store, at)

    monkeypatch.setattr(Store, "issues", asking)
    for _ in range(3):
        told, shown = left_out(many)
        assert (len(told), [*shown]) == (1, [LIUWAN])
    assert asked.count(LIUWAN) == 1
    assert asked.count(HARBOUR) == 3


def test_a_damaged_issue_is_told_and_the_rest_of_all_is_shown(many: Path) -> None:
    """Its commit can be read and its source cannot: a store that moved, and broke."""
    Library.open(many).close()
    place = many / HARBOUR
    (record, _) = records()[1]
    data = record.files[0][1].replace("五日内".encode(), "九日内".encode())
    with Store.open(place) as store:
        assert store.add(data, issue_of(data), gazette=HARBOUR).outcome == "altered"
    blob = git(place, "rev-parse", f"HEAD:{HARBOUR}/2020/005/source.txt").strip()
    damaged = place / ".git" / "objects" / blob[:2] / blob[2:]
    damaged.chmod(0o644)
    kept = damaged.read_bytes()
    damaged.write_bytes(b"")
    for _ in range(2):
        assert [f"{HARBOUR}/2020/005: is left out" in line for line in left_out(many)[0]] == [True]
        assert len(refs_of(many)) == len(GAZETTES) - 1
    damaged.write_bytes(kept)
    assert len(refs_of(many)) == len(GAZETTES)


def test_what_was_taken_out_while_a_store_was_damaged_is_gone(many: Path) -> None:
    """The index knows of no state of that store then, and holds issues of it all the same."""
    Library.open(many).close()
    place = many / HARBOUR
    stray = place / "stray" / "2025" / "001"
    shutil.copytree(place / HARBOUR / "2020" / "005", stray)
    git(place, "add", ".")
    git(place, "commit", "-qm", "by hand")
    assert left_out(many)[1] == {LIUWAN, HARBOUR}
    git(place, "rm", "-rq", "stray", f"{HARBOUR}/2023")
    git(place, "commit", "-qm", "by hand")
    with Library.open(many) as library:
        assert library.issue_refs == {
            *(f"{LIUWAN}/{n}" for n in ("2018/003", "2021/009", "2025/008")),
            f"{HARBOUR}/2020/005",
        }
        assert library.index.fact("commit") == library.commit


def test_a_store_that_comes_back_is_shown_again(many: Path, tmp_path: Path) -> None:
    (many / HARBOUR).rename(tmp_path / "away")
    assert left_out(many)[1] == {LIUWAN}
    (tmp_path / "away").rename(many / HARBOUR)
    assert left_out(many) == ALL_SHOWN


def test_a_command_tells_it_and_ends_with_3(many: Path, told: Told) -> None:
    shutil.rmtree(many / HARBOUR)
    out = told("status", "--store", many, "--lang", "en", "--as-of", "2026-01-01", status=3)
    assert NUMBERS[0] in out
    assert "this store is missing" in told.error


def test_issues_of_another_gazette_are_told_and_not_shown(many: Path) -> None:
    stray = many / HARBOUR / "stray" / "2025" / "001"
    shutil.copytree(many / HARBOUR / HARBOUR / "2020" / "005", stray)
    git(many / HARBOUR, "add", ".")
    git(many / HARBOUR, "commit", "-qm", "by hand")
    for _ in range(2):
        told, shown = left_out(many)
        assert shown == {LIUWAN, HARBOUR}
        assert ["issues of stray" in line for line in told] == [True]


def test_a_single_store_is_asked_for_among_several_by_its_own_folder(many: Path) -> None:
    with pytest.raises(NotAStore, match="several stores"):
        Store.open(many)
    with Library.open(many / LIUWAN) as library:
        assert len(library.issue_refs) == GAZETTES.count(LIUWAN)


def test_a_folder_that_lists_none_yet_is_empty(tmp_path: Path) -> None:
    with Library.open(several(tmp_path / "many")) as library:
        assert library.commit is None
        assert not library.issue_refs


def test_nothing_of_several_stores_is_loaded_for_one(made: Pair) -> None:
    script = (
        "import sys; from tracker.library import Library; from pathlib import Path\n"
        "Library.open(Path(sys.argv[1])).close()\n"
        "print([name for name in sys.modules if 'several' in name or name == 'tracker.schema.states'])"
    )
    done = subprocess.run([sys.executable, "-c", script, made[0]], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_is_derived_is_hidden_from_a_repository_around_it(many: Path) -> None:
    git(many, "init", "-q")
    Library.open(many).close()
    assert ".tracker" not in git(many, "status", "--porcelain", "-uall")


def test_a_folder_that_cannot_be_written_is_read(many: Path) -> None:
    shutil.rmtree(many / ".tracker")
    many.chmod(0o555)
    try:
        assert left_out(many) == ALL_SHOWN
    finally:
        many.chmod(0o755)
    assert os.geteuid() == 0 or not (many / ".tracker").exists()


def test_a_site_is_made_of_what_can_be_read(many: Path, told: Told, tmp_path: Path) -> None:
    forget(many)
    no_objects(many / HARBOUR)
    told("report", "-o", tmp_path / "site", "--store", many, "--lang", "en", status=3)
    assert "left out" in told.error
    assert (tmp_path / "site" / "issues" / LIUWAN).is_dir()
    assert len([one for one in (tmp_path / "site" / "issues").iterdir() if one.is_dir()]) == 1


def test_a_state_is_looked_up_although_a_store_of_it_is_missing(many: Path) -> None:
    with SeveralStores.open(many) as stores:
        before = stores.head() or ""
    shutil.rmtree(many / HARBOUR)
    with SeveralStores.open(many) as stores:
        with pytest.warns(DamageWarning, match="missing"):
            there = stores.resolve(before)
        assert set(commits_of(there) or {}) == {LIUWAN}
        assert stores.at_date(BEGAN.date()) == there


def test_a_live_store_answers_over_all_and_sees_what_moves(many: Path) -> None:
    failed, text = called(many, "search", words="盲道")
    assert not failed
    assert RULE in text
    live = LiveStore(many, clock=iter(range(100)).__next__)

    async def refs() -> list[frozenset[str]]:
        first = await live.ask(lambda library: library.issue_refs)
        (many / "stores.toml").write_text(f'[[store]]\ngazette = "{HARBOUR}"\n', "utf-8")
        return [first, await live.ask(lambda library: library.issue_refs)]

    try:
        before, after = finished(refs())
    finally:
        live.close()
    assert {ref.split("/")[0] for ref in before - after} == {LIUWAN}
    assert {ref.split("/")[0] for ref in after} == {HARBOUR}
