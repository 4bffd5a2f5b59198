from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.comparisons import change, diff_set, hostile, place, random_comparison, sample
from tracker.compare.change_counts import found_changes
from tracker.model import Change, ChangeSet, DiffSet
from tracker.render import RENDERERS, RenderOptions

PLAIN = RenderOptions()


def parsed(comparison: ChangeSet | DiffSet, options: RenderOptions = PLAIN) -> dict[str, Any]:
    text = RENDERERS["json"](comparison, options)
    assert isinstance(text, str)
    data: dict[str, Any] = json.loads(text)
    return data


@pytest.mark.parametrize("comparison", [sample(), hostile(), random_comparison(3)], ids=["sample", "hostile", "random"])
def test_edits_rebuild_both_sides(comparison: ChangeSet) -> None:
    for one in parsed(comparison)["changes"]:
        for side in ("old", "new"):
            assert "".join(edit[side] for edit in one["edits"]) == "\n".join(p["text"] for p in one[side])


def test_a_comparison_has_what_the_contract_names() -> None:
    data = parsed(sample())
    assert data["schema"] == "tracker.diff/1"
    assert {"ref", "title", "doc_number", "date", "sha256"} <= data["old"].keys()
    assert data["summary"] == {
        "unchanged": 4, "modified": 3, "inserted": 1, "deleted": 1, "split": 1, "merged": 1, "restructured": 0,
        "renumbered": 3, "moved": 1, "editorial": 1, "substantive": 6,
    }  # fmt: skip
    inserted = next(one for one in data["changes"] if one["kind"] == "inserted")
    assert inserted["old"] == []
    assert inserted["score"] is None
    fact = next(fact for one in data["changes"] for fact in one["facts"])
    assert (fact["type"], fact["old_value"], fact["new_value"]) == ("amount", 500000, 800000)
    assert isinstance(fact["old_value"], int)


def test_a_set_has_its_comparisons_and_what_came_and_went() -> None:
    data = parsed(diff_set())
    assert data["schema"] == "tracker.diff-set/1"
    assert [diff["schema"] for diff in data["diffs"]] == ["tracker.diff/1"] * 2
    assert [version["doc_number"] for version in data["added"]] == ["云高管发〔2025〕12号"]
    assert [version["doc_number"] for version in data["removed"]] == ["云高管发〔2023〕9号"]


def test_evidence_is_given_where_it_is_asked_for() -> None:
    assert not any("evidence" in one for one in parsed(sample())["changes"])
    asked = parsed(sample(), RenderOptions(verbose=True))["changes"]
    assert asked[3]["evidence"] == ["文字相近（0.82）"]


def test_moved_words_name_the_other_place() -> None:
    moved = [edit["moved"] for one in parsed(sample())["changes"] for edit in one["edits"] if "moved" in edit]
    assert moved == ["第五条", "第三条"]


def test_every_change_stands_on_a_line() -> None:
    text = RENDERERS["json"](sample(), PLAIN)
    assert isinstance(text, str)
    assert sum(line.lstrip().startswith('{"kind":') for line in text.splitlines()) == len(sample().changes)


@pytest.mark.parametrize("name", sorted(set(RENDERERS) - {"pdf"}))
def test_the_same_comparison_gives_the_same_bytes(name: str) -> None:
    assert RENDERERS[name](sample(), PLAIN) == RENDERERS[name](sample(), PLAIN)


def test_a_side_without_edits_is_rebuilt_from_its_texts() -> None:
    bare = [
        Change(kind="inserted", old=(), new=(place("第一条", "甲"),)),
        Change(kind="modified", old=(place("第一条", "甲"),), new=(place("第一条", "乙"),)),
        Change(kind="unchanged", old=(place("第一条", "甲"),), new=(place("第一条", "甲"),)),
    ]
    data = parsed(replace(sample(), changes=tuple(bare)))
    assert [[edit["op"] for edit in one["edits"]] for one in data["changes"]] == [["insert"], ["replace"], ["equal"]]


def test_a_number_alone_is_a_change_for_the_exit_status() -> None:
    same = change([place("第一条", "甲")], [place("第一条", "甲")])
    assert not found_changes([same])
    assert found_changes([change([place("第一条", "甲")], [place("第二条", "甲")])])
