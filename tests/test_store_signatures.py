"""Signed snapshots: made with a key that the person names, proved by a list of signers, and no word of a repository."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.store_samples import NOON, add, record_of, text_of
from tests.store_samples import git as said_by_git
from tracker.cli.app import app
from tracker.errors import ConfigError, StoreError
from tracker.store import Store
from tracker.store.signatures import KEY, signer_of, written
from tracker.store.verification import Verification, verify


def new_key(folder: Path, name: str) -> Path:
    """A throw-away key without a passphrase."""
    program = shutil.which("ssh-keygen")
    assert program, "these tests need ssh-keygen: apt-get install openssh-client"
    file = folder / name
    subprocess.run([program, "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(file)], check=True)
    return file


def allow(file: Path, *keys: Path, options: str = "") -> Path:
    lines = (f"{key.name}@example.com {options} {key.with_suffix('.pub').read_text()}" for key in keys)
    file.write_text("".join(lines))
    return file


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return new_key(tmp_path, "desk")


@pytest.fixture
def signers(tmp_path: Path, key: Path) -> Path:
    return allow(tmp_path / "signers", key)


@pytest.fixture
def store(tmp_path: Path, key: Path) -> Store:
    opened = Store.create(tmp_path / "store", clock=lambda: NOON)
    opened.signing_key = key
    assert [one.outcome for one in opened.add_many((record_of(number), None) for number in (1, 2, 3))] == ["new"] * 3
    return opened


def git(folder: Path, *arguments: str) -> str:
    return said_by_git(folder, *arguments).strip()


def unsigned_of(found: Verification) -> list[str]:
    return [one.message for one in found.findings if one.trouble == "unsigned"]


def last_commit(store: Store) -> bytes:
    return store.git.read(git(store.folder, "rev-parse", "HEAD"))


def let_head_be(store: Store, commit: bytes) -> None:
    git(store.folder, "update-ref", "refs/heads/main", written(store.git, commit))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def test_every_snapshot_is_signed_and_the_chain_is_proved(store: Store, signers: Path) -> None:
    add(store, 1, words="九元")
    found = verify(store, signers=signers)
    assert (found.whole, found.findings) == (True, ())
    assert git(store.folder, "rev-list", "--count", "HEAD") == "4"
    assert [one.outcome for one in store.history("yunlan/2025/001")] == ["altered", "new"]


def test_git_itself_finds_the_signatures_good(store: Store, signers: Path) -> None:
    told = git(store.folder, "-c", f"gpg.ssh.allowedSignersFile={signers}", "log", "--format=%G? %GS")
    assert told.splitlines() == ["G desk@example.com"] * 3


def test_a_store_without_signatures_is_told(tmp_path: Path, signers: Path) -> None:
    plain = Store.create(tmp_path / "plain", clock=lambda: NOON)
    add(plain, 1)
    found = verify(plain, signers=signers)
    assert not found.whole
    assert unsigned_of(found) == ["has no signature"]
    assert verify(plain).whole


def test_another_key_is_not_a_known_one(store: Store, tmp_path: Path, signers: Path) -> None:
    store.signing_key = new_key(tmp_path, "stranger")
    add(store, 4)
    assert unsigned_of(verify(store, signers=signers)) == ["is signed by a key that is not allowed, or was not then"]
    both = allow(tmp_path / "both", tmp_path / "desk", tmp_path / "stranger")
    assert verify(store, signers=both).whole


def test_a_key_counts_while_it_was_good(store: Store, tmp_path: Path, key: Path) -> None:
    later = allow(tmp_path / "later", key, options='valid-after="20260101"')
    assert len(unsigned_of(verify(store, signers=later))) == 3
    until = allow(tmp_path / "until", key, options='valid-before="20260101"')
    assert verify(store, signers=until).whole


def test_what_was_changed_after_it_was_signed_is_told(store: Store, signers: Path) -> None:
    raw = last_commit(store).replace(b"Published: 2025-06-01", b"Published: 2025-06-02")
    let_head_be(store, raw)
    with Store.open(store.folder) as again:
        assert "is not what was signed: it was changed" in unsigned_of(verify(again, signers=signers))


def test_a_snapshot_that_was_taken_out_breaks_the_chain(store: Store, signers: Path) -> None:
    raw = subprocess.run(
        ["git", "cat-file", "commit", "HEAD"], cwd=store.folder, check=True, capture_output=True
    ).stdout
    second, first = git(store.folder, "rev-parse", "HEAD~1"), git(store.folder, "rev-parse", "HEAD~2")
    let_head_be(store, raw.replace(second.encode(), first.encode()))
    with Store.open(store.folder) as again:
        assert unsigned_of(verify(again, signers=signers)) == ["is not what was signed: it was changed"]


def test_a_clone_with_a_depth_proves_nothing(store: Store, tmp_path: Path, signers: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{store.folder}", "shallow")
    with Store.open(tmp_path / "shallow") as shallow:
        assert "cannot be proved" in unsigned_of(verify(shallow, signers=signers))[0]


def test_signatures_of_another_kind_are_no_proof(store: Store, signers: Path) -> None:
    raw = subprocess.run(
        ["git", "cat-file", "commit", "HEAD"], cwd=store.folder, check=True, capture_output=True
    ).stdout
    other = raw.replace(b"BEGIN SSH SIGNATURE", b"BEGIN PGP SIGNATURE")
    let_head_be(store, other)
    with Store.open(store.folder) as again:
        assert unsigned_of(verify(again, signers=signers)) == ["is signed otherwise than by an SSH key"]


@pytest.mark.parametrize("part", ["gpg.program", "gpg.ssh.program", "gpg.ssh.defaultKeyCommand", "user.signingkey"])
def test_a_repository_names_neither_key_nor_program(store: Store, tmp_path: Path, signers: Path, part: str) -> None:
    ran = tmp_path / "ran"
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {ran}\n")
    trap.chmod(0o755)
    stranger = new_key(tmp_path, "stranger")
    for name, value in {
        "gpg.format": "ssh",
        "commit.gpgSign": "true",
        "gpg.ssh.allowedSignersFile": str(allow(tmp_path / "theirs", stranger)),
        part: str(stranger if part == "user.signingkey" else trap),
    }.items():
        git(store.folder, "config", "--local", name, value)
    with Store.open(store.folder, clock=lambda: NOON) as again:
        again.signing_key = store.signing_key
        add(again, 4)
        assert verify(again, signers=signers).whole
        again.signing_key = None
        add(again, 5)
        assert unsigned_of(verify(again, signers=signers)) == ["has no signature"]
    assert not ran.exists()


def test_the_command_signs_and_proves(
    tmp_path: Path, key: Path, signers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "by-command"
    for number in (1, 2):
        (tmp_path / f"{number}.txt").write_bytes(text_of(number))
    assert run("add", tmp_path / "1.txt", "--sign", key, "--store", folder).exit_code == 0
    monkeypatch.setenv(KEY, str(key))
    assert run("add", tmp_path / "2.txt", "--store", folder).exit_code == 0
    assert run("verify", "--store", folder, "--signatures", signers).exit_code == 0
    monkeypatch.delenv(KEY)
    (tmp_path / "3.txt").write_bytes(text_of(3))
    assert run("add", tmp_path / "3.txt", "--store", folder).exit_code == 0
    told = run("verify", "--store", folder, "--signatures", signers, "--format", "json")
    assert told.exit_code == 3
    (finding,) = json.loads(told.stdout)["findings"]
    assert (finding["trouble"], finding["message"]) == ("unsigned", "has no signature")
    assert finding["where"] == git(folder, "rev-parse", "HEAD")
    for lang, line in (("zh", "签名有误：{}：没有签名"), ("en", "unsigned: {}: has no signature")):
        monkeypatch.setenv("TRACKER_LANG", lang)
        assert run("verify", "--store", folder, "--signatures", signers).stdout.startswith(
            line.format(finding["where"])
        )


def hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.store.signatures._NAME", "no-such-ssh-keygen")


FAULTS: dict[str, tuple[Callable[[pytest.MonkeyPatch], None] | None, str]] = {
    "no such key": (None, "there is no such key"),
    "no key": (None, "cannot sign"),
    "no program": (hidden, "apt-get install openssh-client"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_cannot_be_signed_is_not_recorded(
    store: Store, tmp_path: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare, told = FAULTS[fault]
    before = store.head()
    if prepare is not None:
        prepare(monkeypatch)
    elif fault == "no key":
        (tmp_path / "paper").write_text("this is no key\n")
        store.signing_key = tmp_path / "paper"
    else:
        store.signing_key = tmp_path / "nowhere"
    with pytest.raises((StoreError, ConfigError), match=told):
        add(store, 4)
    with Store.open(store.folder) as again:
        assert again.head() == before
        assert verify(again).whole
        assert git(store.folder, "for-each-ref", "--format=%(refname)") == "refs/heads/main"


def test_without_a_list_of_signers_nothing_is_proved(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no such file; a line a signer"):
        verify(store, signers=tmp_path / "nobody")
    with Store.create(tmp_path / "empty") as empty:
        assert verify(empty, signers=tmp_path / "nobody").whole


def test_who_signs_comes_from_the_person_alone(key: Path) -> None:
    assert signer_of(None, {}) is None
    assert signer_of(None, {KEY: "  "}) is None
    named = signer_of(None, {KEY: str(key)})
    assert named is not None
    assert named.key == key
