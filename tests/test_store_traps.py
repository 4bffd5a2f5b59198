"""Every way known to us in which a repository, or the environment, could make git or us run or read what is foreign.

One repository has all the traps at once, each with a program of its own that leaves a mark; all commands run in it.
That the traps are alive is shown with git itself.
"""

from __future__ import annotations

import hashlib
import os
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.scenarios import CONFIGURATION, Scenario, run
from tests.store_samples import NOON, add, git, text_of
from tests.test_store_signatures import allow, new_key, unsigned_of
from tracker.errors import NotAStore
from tracker.store import Store
from tracker.store.repairing import repair
from tracker.store.verification import verify

Way = Callable[[Path, str], None]


def config(**settings: str) -> Way:
    """Settings of the repository's own configuration; ``RUN`` stands for the program, ``_`` in a name for a dot."""

    def lay(top: Path, run: str) -> None:
        for name, value in settings.items():
            git(top, "config", "--local", "--add", name.replace("__", "."), value.replace("RUN", run))

    return lay


def attributes(line: str, **settings: str) -> Way:
    """The same, with a line of attributes that names it; attributes of the repository's own stand above all files."""

    def lay(top: Path, run: str) -> None:
        file = top / ".git/info/attributes"
        file.parent.mkdir(exist_ok=True)
        with file.open("a") as lines:
            lines.write(f"{line}\n")
        config(**settings)(top, run)

    return lay


def hooks(folder: str, **settings: str) -> Way:
    def lay(top: Path, run: str) -> None:
        (top / folder).mkdir(parents=True, exist_ok=True)
        for name in HOOKS:
            (top / folder / name).write_text(f"#!/bin/sh\n{run}\n")
            (top / folder / name).chmod(0o755)
        config(**settings)(top, run)

    return lay


def included(condition: str, *lines: str) -> Way:
    """A further file of configuration."""

    def lay(top: Path, run: str) -> None:
        file = top / f".git/{len(lines)}-{condition.partition(':')[0]}"
        file.write_text("".join(f"{line}\n" for line in lines).replace("RUN", run))
        git(top, "config", "--local", "--add", f"{condition}.path", str(file))

    return lay


def worktree_config(top: Path, run: str) -> None:
    git(top, "config", "--local", "extensions.worktreeConfig", "true")
    (top / ".git/config.worktree").write_text(f'[core]\n\tpager = "{run}"\n\tgitProxy = "{run}"\n')


def submodule(top: Path, run: str) -> None:
    (top / ".gitmodules").write_text(f'[submodule "x"]\n\tpath = x\n\turl = ext::{run}\n\tupdate = !{run}\n')
    config(submodule__x__url=f"ext::{run}", submodule__x__update=f"!{run}", submodule__x__active="true")(top, run)


HOOKS = [
    "pre-commit",
    "post-commit",
    "commit-msg",
    "prepare-commit-msg",
    "post-checkout",
    "post-merge",
    "reference-transaction",
    "post-index-change",
    "fsmonitor-watchman",
    "pre-auto-gc",
    "post-rewrite",
    "sendemail-validate",
    "p4-changelist",
    "update",
    "proc-receive",
]
WAYS: dict[str, Way] = {
    "file system monitor": config(core__fsmonitor="RUN"),
    "hooks": hooks(".git/hooks"),
    "hooks path": hooks("elsewhere", core__hooksPath="elsewhere"),
    "configured hook": config(hook__x__command="RUN", hook__x__event="reference-transaction"),
    "filter clean": attributes("*.json filter=clean", filter__clean__clean="RUN"),
    "filter smudge": attributes("source.* filter=smudge", filter__smudge__smudge="RUN", filter__smudge__clean="RUN"),
    "filter process": attributes(
        "*.md filter=process", filter__process__process="RUN", filter__process__required="true"
    ),
    "textconv": attributes("*.json diff=conv", diff__conv__textconv="RUN"),
    "diff driver": attributes("*.md diff=driver", diff__driver__command="RUN"),
    "external diff": config(diff__external="RUN"),
    "merge driver": attributes("* merge=x", merge__x__driver="RUN", merge__default="x"),
    "pager": config(core__pager="RUN", pager__log="RUN", pager__diff="RUN", interactive__diffFilter="RUN"),
    "editor": config(core__editor="RUN", sequence__editor="RUN"),
    "ssh": config(core__sshCommand="RUN", remote__ssh__url="ssh://host/x"),
    "proxy": config(core__gitProxy="RUN", remote__git__url="git://host/x"),
    "password": config(core__askPass="RUN"),
    "credentials": config(credential__helper="!RUN", credential__username="x"),
    "upload pack": config(remote__origin__uploadpack="RUN", remote__origin__receivepack="RUN", remote__origin__url="."),
    "promised objects": config(
        remote__lazy__url="ext::RUN",
        remote__lazy__promisor="true",
        protocol__ext__allow="always",
        remote__lazy__partialclonefilter="blob:none",
    ),
    "rewritten address": config(url__ext__insteadOf="https://"),
    "helper of a remote": config(remote__vcs__vcs="RUN"),
    "alternate refs": config(core__alternateRefsCommand="RUN"),
    "signing": config(
        gpg__program="RUN",
        gpg__openpgp__program="RUN",
        gpg__x509__program="RUN",
        gpg__ssh__program="RUN",
        gpg__ssh__defaultKeyCommand="RUN",
        gpg__ssh__allowedSignersFile="/dev/null",
        log__showSignature="true",
        commit__gpgSign="true",
        tag__gpgSign="true",
        user__signingKey="RUN",
    ),
    "trailers": config(trailer__x__command="RUN", trailer__x__cmd="RUN", trailer__x__key="Gazette"),
    "aliases": config(
        **{f"alias__{name}": "!RUN" for name in ("ls-tree", "rev-parse", "cat-file", "fast-import", "fsck")}
    ),
    "packs": config(
        uploadpack__packObjectsHook="RUN", gc__recentObjectsHook="RUN", gc__auto="1", maintenance__auto="true"
    ),
    "include": included("include", "[core]", "\tfsmonitor = RUN", '[filter "clean"]', "\tclean = RUN"),
    "include for a branch": included("includeIf.onbranch:**", "[core]", "\tfsmonitor = RUN", "\tpager = RUN", "[x]"),
    "configuration of a working tree": worktree_config,
    "submodule": submodule,
}
"""Each with the program ``run`` (a script of its own that leaves a mark) laid into a repository."""
ALIVE = ("hooks path", "filter clean", "filter process", "textconv", "external diff", "include", "signing", "editor")
"""Those that git itself runs with a few everyday commands; the others want a terminal, a network or another version."""

ENVIRONMENT = {
    **dict.fromkeys(("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_EDITOR", "GIT_SEQUENCE_EDITOR"), "RUN"),
    **dict.fromkeys(("GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "SSH_ASKPASS", "GIT_PROXY_COMMAND"), "RUN"),
    **dict.fromkeys(("PAGER", "EDITOR", "VISUAL", "BROWSER", "GIT_PYTHON_GIT_EXECUTABLE"), "RUN"),
    "GIT_CONFIG_PARAMETERS": "'core.fsmonitor'='RUN'",
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "core.fsmonitor",
    "GIT_CONFIG_VALUE_0": "RUN",
    "GIT_CONFIG_GLOBAL": "FOLDER/global",
    "GIT_CONFIG_SYSTEM": "FOLDER/global",
    "GIT_EXEC_PATH": "FOLDER/programs",
    "GIT_TEMPLATE_DIR": "FOLDER/template",
    "GIT_DIR": "FOLDER/no-repository",
    "GIT_WORK_TREE": "FOLDER",
    "GIT_INDEX_FILE": "FOLDER/no-index",
    "GIT_OBJECT_DIRECTORY": "FOLDER/no-objects",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES": "FOLDER/no-objects",
    "GIT_NAMESPACE": "other",
    "GIT_CEILING_DIRECTORIES": "/",
    "GIT_TRACE": "FOLDER/traced",
    "GIT_TRACE2_EVENT": "FOLDER/traced",
}
"""Variables of git, of GitPython and of programs that git starts."""

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("add", "{}/4.txt", "{}/altered.txt", "--gazette", "yunlan"),
    *(("status",), ("log",), ("lineage",), ("list",), ("search", "夜市"), ("show", "yunlan/2025/001")),
    ("diff", "yunlan/2025/001", "yunlan/2025/002"),
    *(("verify", "--deep"), ("verify", "--signatures", "{}/signers")),
    *(
        ("repair",),
        ("report", "-o", "{}/site"),
        ("check", "--base", "HEAD~1"),
        ("monitor", "once", "--config", "{}/tracker.toml"),
    ),
    ("add", "{}/5.txt", "--gazette", "yunlan"),
)


def laid(folder: Path) -> Path:
    """A store with all traps, and the files that the commands want."""
    store = folder / "store"
    with Store.create(store, clock=lambda: NOON) as opened:
        add(opened, 1)
        add(opened, 2)
    for place, name in enumerate((*WAYS, "environment")):
        program = folder / f"run-{place}"
        program.write_text(f"#!/bin/sh\ntouch '{folder}/ran {name}'\ncat\n")
        program.chmod(0o755)
    for number in (4, 5):
        (folder / f"{number}.txt").write_bytes(text_of(number))
    (folder / "in").mkdir()
    (folder / "in/6.txt").write_bytes(text_of(6))
    (folder / "tracker.toml").write_text(CONFIGURATION.format(folder=folder / "in"))
    (folder / "altered.txt").write_bytes(text_of(1, words="九元"))
    allow(folder / "signers", new_key(folder, "desk"))
    for place, way in enumerate(WAYS.values()):
        way(store, str(folder / f"run-{place}"))
    (folder / "global").write_text(f'[core]\n\tfsmonitor = "{folder}/run-{len(WAYS)}"\n')
    for name in ("programs/git-rev-parse", "template/hooks/post-checkout"):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).symlink_to(folder / f"run-{len(WAYS)}")
    return store


def marks(folder: Path) -> set[str]:
    return {path.name.removeprefix("ran ") for path in folder.glob("ran *")}


def spoil(store: Path) -> None:
    """Files that git would look at again, and one that is to be made again."""
    for file in store.glob("yunlan/2025/*/*"):
        os.utime(file, (1, 1))
    (store / "yunlan/2025/001/issue.json").write_text("{}")


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The traps that went off, in all commands together."""
    folder = tmp_path_factory.mktemp("traps").resolve()
    store = laid(folder)
    before = dict(os.environ)
    try:
        for name, value in ENVIRONMENT.items():
            os.environ[name] = value.replace("RUN", str(folder / f"run-{len(WAYS)}")).replace("FOLDER", str(folder))
        for arguments in COMMANDS:
            spoil(store)
            done = run(Scenario(arguments=(*arguments, "--store", "{}/store")), folder)
            allowed = {0, 3} if arguments[0] == "verify" else {0, 1} if arguments[0] == "check" else {0}
            assert done.status in allowed, (arguments, done)
        done = run(Scenario(arguments=("demo", "--store", "{}/demo")), folder)
        assert done.status == 0, done
    finally:
        os.environ.clear()
        os.environ.update(before)
    assert not (folder / "traced").exists()
    with Store.open(store) as opened:
        assert [entry.number for entry in opened.issues()] == [1, 2, 4, 5, 6]
    return marks(folder)


@pytest.mark.parametrize("way", [*WAYS, "environment"])
def test_it_lets_nothing_run(ran: set[str], way: str) -> None:
    assert way not in ran


def test_the_traps_are_alive(tmp_path: Path) -> None:
    laid(tmp_path.resolve())
    quiet = os.environ | {"VISUAL": "true", "EDITOR": "true", "GIT_TERMINAL_PROMPT": "0"}
    for way in ALIVE:  # one hides another in the same place
        lone = tmp_path / way
        with Store.create(lone, clock=lambda: NOON) as opened:
            add(opened, 1)
        WAYS[way](lone, str(tmp_path / f"run-{[*WAYS].index(way)}"))
        spoil(lone)
        (lone / "yunlan/2025/001/02-云政发〔2025〕501号.md").write_text("x")
        for command in ("diff", "add -A", "log -1 --show-signature", "commit -m x", "commit --allow-empty"):
            asked = ["git", "-c", "user.name=P", "-c", "user.email=p@example.com", *command.split()]
            subprocess.run(
                asked, cwd=lone, env=quiet, capture_output=True, stdin=subprocess.DEVNULL, check=False, timeout=60
            )
    assert set(ALIVE) <= marks(tmp_path), set(ALIVE) - marks(tmp_path)


# --- what is read -----------------------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = Store.create(tmp_path / "store", clock=lambda: NOON)
    for number in (1, 2, 3):
        add(opened, number)
    return opened


FOREIGN = "a line of a foreign file"


def test_a_list_of_what_fsck_is_to_skip_is_told_and_not_read(store: Store, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(FOREIGN)
    git(store.folder, "config", "fsck.skipList", str(tmp_path / "secret"))
    found = verify(store)
    assert not found.whole
    assert "fsck.skiplist" in str(found.findings)
    assert FOREIGN not in str(found.findings)


def test_no_replacement_and_no_graft_changes_the_history(store: Store) -> None:
    first, last = git(store.folder, "rev-list", "HEAD").split()[-1], git(store.folder, "rev-parse", "HEAD").strip()
    git(store.folder, "replace", last, first)
    (store.folder / ".git/info").mkdir(exist_ok=True)
    (store.folder / ".git/info/grafts").write_text(f"{last}\n")
    again = Store.open(store.folder)
    assert [entry.number for entry in again.issues()] == [1, 2, 3]
    assert len(again.git.commits(last, "")) == 3


def test_a_graph_of_commits_that_lies_is_damage(store: Store, tmp_path: Path) -> None:
    """The file of git (gitformat-commit-graph) that says what the parents of a commit are, so that none is read."""
    git(store.folder, "commit-graph", "write", "--reachable")
    file = store.folder / ".git/objects/info/commit-graph"
    content = bytearray(file.read_bytes())
    chunks = {bytes(content[at : at + 4]): struct.unpack(">Q", content[at + 4 : at + 12])[0] for at in range(8, 44, 12)}
    last = git(store.folder, "rev-parse", "HEAD").strip()
    place = sorted(git(store.folder, "rev-list", "HEAD").split()).index(last)
    at = chunks[b"CDAT"] + 36 * place + 20
    content[at : at + 4] = struct.pack(">I", 0x70000000)  # it has no parent
    content[-20:] = hashlib.sha1(content[:-20], usedforsecurity=False).digest()
    file.chmod(0o644)
    file.write_bytes(content)
    found = verify(Store.open(store.folder), signers=allow(tmp_path / "signers", new_key(tmp_path, "desk")))
    assert not found.whole
    assert "commit-graph" in str(found.findings)
    assert unsigned_of(found)


def test_a_git_file_that_names_another_repository_lets_its_traps_lie(tmp_path: Path) -> None:
    other = laid(tmp_path.resolve())
    (tmp_path / "store2").mkdir()
    (tmp_path / "store2/.git").write_text(f"gitdir: {other / '.git'}\n")
    with Store.open(tmp_path / "store2", clock=lambda: NOON) as opened:
        add(opened, 7)
        verify(opened)
    assert marks(tmp_path) == set()


def test_a_git_file_that_names_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: /nowhere\n")
    with pytest.raises(NotAStore):
        Store.open(tmp_path)


def test_a_working_tree_that_is_said_to_be_elsewhere_is_not_written(store: Store, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    git(store.folder, "config", "core.worktree", str(tmp_path / "home"))
    with pytest.raises(NotAStore):
        Store.open(store.folder)
    assert list((tmp_path / "home").iterdir()) == []


@pytest.mark.parametrize("broken", ["HEAD", "refs", "objects"])
def test_a_broken_repository_does_not_send_what_is_added_into_the_one_around_it(tmp_path: Path, broken: str) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "store").mkdir()
    git(tmp_path / "store", "init", "--quiet")
    (tmp_path / "store/.git" / broken).rename(tmp_path / "gone")
    with pytest.raises(NotAStore, match="damaged"):
        Store.open(tmp_path / "store")
    (tmp_path / "store/inner").mkdir()
    with pytest.raises(NotAStore, match="damaged"):
        Store.open(tmp_path / "store/inner")


@pytest.mark.parametrize("place", ["", "cache", "cache/parsed", "staging"])
def test_a_link_among_our_own_files_is_refused(store: Store, tmp_path: Path, place: str) -> None:
    precious = tmp_path / "home/staging/precious"
    precious.parent.mkdir(parents=True)
    precious.write_text("x")
    ours = store.folder / ".git/tracker" / place
    if ours.exists():
        ours.rename(tmp_path / "moved")
    ours.parent.mkdir(exist_ok=True)
    ours.symlink_to(tmp_path / "home")
    with pytest.raises(NotAStore, match="a link stands"):
        Store.open(store.folder)
    with pytest.raises(NotAStore, match="a link stands"):
        repair(store)
    assert precious.exists()


def test_a_source_that_is_a_link_is_read_as_what_git_holds(store: Store, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(FOREIGN)
    file = store.folder / "yunlan/2025/002/source.txt"
    file.unlink()
    file.symlink_to(tmp_path / "secret")
    git(store.folder, "add", "yunlan")
    git(store.folder, "commit", "--quiet", "-m", "Link")
    again = Store.open(store.folder)
    assert FOREIGN.encode() not in again.source("yunlan/2025/002")[1]
    assert FOREIGN not in str(verify(again))
    assert FOREIGN not in str(repair(again))
