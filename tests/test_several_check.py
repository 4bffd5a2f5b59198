"""``tracker check`` over several stores: states are compared, and paths begin at the folder of all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.history_samples import NUMBERS
from tests.several_samples import HARBOUR, LIUWAN, filled, several
from tests.store_samples import git
from tests.test_schema_published import problems
from tracker.check.check_report import check_json, check_text
from tracker.check.meaning import Check, checked
from tracker.check.policy import policy_for
from tracker.check.revisions import base_and_head
from tracker.errors import UnknownReference
from tracker.store import open_store

DAY = "2026-01-01"


@pytest.fixture
def many(tmp_path: Path) -> Path:
    return filled(several(tmp_path / "many"))


def check_of(many: Path, base: str, head: str | None = None) -> Check:
    with open_store(many) as stores:
        before, after = base_and_head(stores, base, head, {})
    return checked(many, before, after, policy_for(many, None), DAY)


def test_a_change_in_one_store_is_told_with_what_it_means_for_all(many: Path) -> None:
    found = check_of(many, f"{LIUWAN}:HEAD~1")
    assert [(one.ref, one.change) for one in found.issues] == [(f"{LIUWAN}/2025/008", "added")]
    (work,) = found.works
    assert (work.change, work.old and work.old.record.number) == ("revised", NUMBERS[3])
    assert work.old
    assert work.old.record.issue.startswith(HARBOUR)
    assert {one.path for one in found.findings} <= {f"{LIUWAN}/{LIUWAN}/2025/008/01-{NUMBERS[4]}.md"}
    assert (many / (found.findings[0].path or "")).is_file()
    said = check_text(found, "en")
    assert f"{LIUWAN} " in said
    assert HARBOUR not in said.splitlines()[0]


def test_json_has_the_commits_of_each_store_and_no_commit_of_all(many: Path) -> None:
    value = json.loads(check_json(check_of(many, f"{LIUWAN}:HEAD~1")))
    assert (value["base"], value["head"]) == (None, None)
    assert value["states"]["head"] == {
        name: git(many / name, "rev-parse", "HEAD").strip() for name in (LIUWAN, HARBOUR)
    }
    assert value["states"]["base"][LIUWAN] == git(many / LIUWAN, "rev-parse", "HEAD~1").strip()
    assert not problems(value)


def test_an_altered_source_is_found_in_its_own_store(many: Path) -> None:
    source = many / HARBOUR / HARBOUR / "2020" / "005" / "source.txt"
    source.write_bytes(source.read_bytes().replace("二千元".encode(), "三千元".encode()))
    git(many / HARBOUR, "commit", "-aqm", "by hand")
    found = check_of(many, f"{HARBOUR}:HEAD~1")
    assert {one.rule for one in found.findings} >= {"damaged", "altered"}
    assert found.verdict == "fail"


def test_a_day_is_a_state_and_nothing_is_no_base(many: Path) -> None:
    assert not check_of(many, "2025-09-02").issues
    with open_store(many) as stores, pytest.raises(UnknownReference, match="compare with"):
        base_and_head(stores, None, None, {})
