"""A change to a store, judged: issues, works, findings, the verdict, and which two commits CI means."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any
from unittest.mock import Mock, patch

import pytest

from tests.commands import tracker
from tests.lineage_samples import FIRST, OFFICE, SECOND, TEXT, gazette, make_store
from tests.store_samples import git
from tests.test_schema_published import problems
from tracker import Library, Store
from tracker.check.meaning import checked
from tracker.check.policy import Policy, policy_of
from tracker.check.revisions import base_and_head
from tracker.errors import ConfigError
from tracker.parse import parse
from tracker.read import read_bytes
from tracker.store import verification, view
from tracker.store.parsed import parse_source

A, B = "柳商规〔2023〕4号", "柳商规〔2025〕11号"
NEW_ISSUE = "柳湾市人民政府公报/2025/009"


def add(folder: Path, data: bytes) -> str:
    with Store.create(folder) as store:
        return store.add(data, parse(read_bytes(data, "source.txt"))).ref


def told(folder: Path, *options: str, status: int = 0) -> dict[str, Any]:
    done = tracker("check", "--store", folder, "--as-of", "2025-07-01", "--format", "json", *options)
    assert done.returncode == status, done.stderr
    value: dict[str, Any] = json.loads(done.stdout)
    assert problems(value) == []
    return value


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("GITHUB_EVENT_PATH", "TRACKER_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    return make_store(tmp_path / "store")


def test_an_added_issue_that_revises_a_work(folder: Path) -> None:
    value = told(folder)
    assert value["verdict"] == "pass"
    assert [(one["ref"], one["change"]) for one in value["issues"]] == [(NEW_ISSUE, "added")]
    (work,) = value["works"]
    assert (work["change"], work["old"]["doc_number"], work["new"]["doc_number"]) == ("revised", A, B)
    assert work["summary"]["modified"] > 0
    assert any("八十万元" in line for line in work["key_changes"])
    assert [(one["rule"], one["level"]) for one in value["findings"]] == [("revised", "note")]


def test_a_policy_makes_it_fail(folder: Path) -> None:
    (folder.parent / "policies").mkdir()
    (folder.parent / "policies" / "a.md").write_text(f"# 规程\n\n依据{A}第三条。\n依据{A}第二条。\n", "utf-8")
    (folder.parent / "tracker.toml").write_text(
        f'[check]\nfail-on = ["watched", "cited"]\nworks = ["{A}"]\ncites = ["policies/**/*.md"]\n', "utf-8"
    )
    value = told(folder, status=1)
    assert value["verdict"] == "fail"
    cited = [one for one in value["findings"] if one["rule"] == "cited"]
    assert [(one["path"], one["line"], one["provision"], one["level"]) for one in cited] == [
        ("policies/a.md", 3, "第三条", "error"),
        ("policies/a.md", 4, "第二条", "error"),
    ]
    assert {one["rule"] for one in value["findings"]} == {"revised", "watched", "cited"}
    command = ("check", "--store", folder, "--as-of", "2025-07-01")
    text = tracker(*command).stdout.decode()
    assert text.startswith("未通过: ")
    assert "policies/a.md:3: error: cited" in text
    report = tracker(*command, "--format", "md").stdout.decode()
    assert report.startswith("### ❌ 未通过")
    assert "**修订**" in report
    log = json.loads(tracker(*command, "--format", "sarif").stdout)
    assert {one["ruleId"] for one in log["runs"][0]["results"]} == {"revised", "watched", "cited"}
    assert "::error file=policies/a.md,line=3" in tracker(*command, "--format", "github").stdout.decode()


def test_a_repeal_and_an_altered_issue(folder: Path) -> None:
    clause = f"《{OFFICE}关于印发〈{SECOND}〉的通知》（{B}）同时废止。"
    texts = ("集市应当在日出后开放。", f"本规定自2026年3月1日起施行。{clause}")
    add(folder, gazette(4, (2026, 2, 20), "柳湾市集市开放规定", "柳商规〔2026〕2号", texts))
    value = told(folder)
    assert {one["change"] for one in value["works"]} == {"new", "repealed"}
    altered = gazette(9, (2025, 6, 25), SECOND, B, (*TEXT[:2], "首店奖励改为九十万元。", "本办法自印发之日起施行。"))
    add(folder, altered)
    value = told(folder)
    assert [one["change"] for one in value["issues"]] == ["altered"]
    (work,) = [one for one in value["works"] if one["change"] == "altered"]
    assert work["old"]["doc_number"] == work["new"]["doc_number"] == B
    assert [one["rule"] for one in value["findings"]] == ["altered"]


def test_damage_fails(folder: Path) -> None:
    source = folder / NEW_ISSUE / "source.txt"
    source.write_text(source.read_text("utf-8").replace("八十万元", "一百万元"), "utf-8")
    git(folder, "commit", "-q", "-a", "-m", "A quiet change")
    value = told(folder, status=1)
    assert value["verdict"] == "fail"
    assert any("no commit of the tracker says so" in one["message"] for one in value["findings"])
    git(folder, "rm", "-r", "-q", NEW_ISSUE)
    git(folder, "commit", "-q", "-m", "Gone")
    value = told(folder, status=1)
    assert [one["change"] for one in value["issues"]] == ["removed"]


def test_without_a_base_everything_is_new(folder: Path) -> None:
    value = told(folder, "--head", "HEAD~1")
    assert value["base"] is None
    assert [one["change"] for one in value["issues"]] == ["added"]
    assert [one["change"] for one in value["works"]] == ["new"]
    assert value["works"][0]["work"] == FIRST


def test_the_commits_that_ci_means(folder: Path, tmp_path: Path) -> None:
    first, tip = git(folder, "rev-parse", "HEAD~1").strip(), git(folder, "rev-parse", "HEAD").strip()
    git(folder, "checkout", "-q", "-b", "$(touch${IFS}pwned)", "HEAD~1")
    add(folder, gazette(5, (2024, 5, 20), "柳湾市集市规定", "柳商规〔2024〕5号", ("集市在日出后开放。",)))
    side = git(folder, "rev-parse", "HEAD").strip()
    place = tmp_path / "event.json"
    environment = {"GITHUB_EVENT_PATH": str(place)}
    with Store.open(folder) as store:
        events: list[tuple[object, str | None]] = [
            ({"pull_request": {"base": {"sha": tip, "ref": "$(touch pwned)"}}}, first),
            ({"merge_group": {"base_sha": tip}}, first),
            ({"before": tip, "after": side}, tip),
            ({"before": "0" * 40}, None),
            ({}, first),
            ([], first),
        ]
        for event, base in events:
            place.write_text(json.dumps(event), "utf-8")
            assert base_and_head(store, None, None, environment) == (base, side), event
        place.write_text("no json", "utf-8")
        assert base_and_head(store, None, None, environment) == (first, side)
        assert base_and_head(store, "HEAD~1", "HEAD", {}) == (first, side)
    assert not list(tmp_path.rglob("pwned"))


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("[check]\nfail-on = ['everything']\n", "t.toml:2: there is no rule 'everything'"),
        ("\n[check]\nfails = []\n", "t.toml:3: unknown key 'fails'"),
        ("[check]\nworks = 'x'\n", "t.toml:2: works is a list of texts"),
        ("check = 1\n", "check is a table"),
        ("[check\n", "no TOML"),
    ],
)
def test_a_wrong_policy_names_its_line(text: str, told_of: str) -> None:
    with pytest.raises(ConfigError) as raised:
        policy_of(text, Path("t.toml"))
    assert told_of in str(raised.value)


def test_only_damage_fails_where_nothing_is_said() -> None:
    assert policy_of("", Path("t.toml")).fail_on == ("damaged",)
    assert policy_of("[check]\nfail-on = []\n", Path("t.toml")).fail_on == ()


def test_nothing_is_parsed_but_what_changed_and_what_it_is_compared_with(folder: Path) -> None:
    for number in range(1, 6):
        title = f"柳湾市集市第{number}号规定"
        add(folder, gazette(number, (2024, number, 20), title, f"柳商规〔2024〕{number}号", ("集市在日出后开放。",)))
    with Library.open(folder):
        pass  # the index of what was there before
    with Store.open(folder) as store:
        base = store.resolve("HEAD")
        cache = store.cache_folder
    texts = (*(text.replace("八十万元", "九十万元") for text in TEXT), f"《{SECOND}》（{B}）同时废止。")
    add(folder, gazette(11, (2026, 6, 25), SECOND, "柳商规〔2026〕3号", texts))
    shutil.rmtree(cache / "parsed", ignore_errors=True)  # as on a runner, which keeps the index alone
    with Store.open(folder) as store:
        head = store.resolve("HEAD")
        refs = {store.source(one.ref)[1]: one.ref for one in store.issues()}
    read = Mock(wraps=parse_source)
    with patch.object(view, "parse_source", read), patch.object(verification, "parse_source", read):
        found = checked(folder, base, head, Policy(), "2026-07-01")
    assert [one.change for one in found.works] == ["revised"]
    parsed = {refs[call.args[1]] for call in read.call_args_list}
    assert parsed <= {NEW_ISSUE, "柳湾市人民政府公报/2026/011"}
    assert parsed


def test_a_repeal_of_one_article_is_told_as_one_in_part(folder: Path) -> None:
    texts = ("集市应当在日出后开放。", f"《{SECOND}》（{B}）第六条同时废止。")
    add(folder, gazette(4, (2026, 2, 20), "柳湾市集市开放规定", "柳商规〔2026〕2号", texts))
    value = told(folder)
    assert {one["change"] for one in value["works"]} == {"new", "partly-repealed"}
    assert [one["message"] for one in value["findings"] if one["rule"] == "repealed"] == [
        f"{B}《{SECOND}》 was repealed in part by 柳商规〔2026〕2号"
    ]
    assert "部分条款已被" in tracker("check", "--store", folder).stdout.decode()


@pytest.mark.parametrize("name", ["柳商规[2023]4号", f"《{FIRST}》", SECOND, "柳商规【2025】11号"])
def test_a_work_is_watched_by_any_of_its_names(folder: Path, name: str) -> None:
    (folder.parent / "tracker.toml").write_text(f'[check]\nfail-on = ["watched"]\nworks = ["{name}"]\n', "utf-8")
    assert "watched" in {one["rule"] for one in told(folder, status=1)["findings"]}


def test_what_was_changed_and_changed_back_is_no_change(folder: Path) -> None:
    base = git(folder, "rev-parse", "HEAD").strip()
    place = folder / NEW_ISSUE / "issue.json"
    before = place.read_bytes()
    for content in (before + b"\n", before):
        place.write_bytes(content)
        git(folder, "commit", "-q", "-a", "-m", "By hand")
    assert told(folder, "--base", base)["issues"] == []


def test_a_cited_file_that_cannot_be_read_is_told(folder: Path) -> None:
    (folder.parent / "policies").mkdir()
    (folder.parent / "policies" / "a.pdf").write_bytes(b"%PDF-1.4 nothing")
    (folder.parent / "tracker.toml").write_text('[check]\ncites = ["policies/*"]\n', "utf-8")
    found = [one for one in told(folder)["findings"] if one["rule"] == "cited"]
    assert [(one["path"], one["message"].partition(":")[0]) for one in found] == [
        ("policies/a.pdf", "cannot be read, its citations were not looked up")
    ]


def test_an_expiring_measure_is_told_with_its_day(folder: Path) -> None:
    (folder.parent / "tracker.toml").write_text('[check]\nfail-on = ["expiring"]\n', "utf-8")
    done = tracker("check", "--store", folder, "--as-of", "2028-05-01", "--format", "json")
    found = [one for one in json.loads(done.stdout)["findings"] if one["rule"] == "expiring"]
    assert done.returncode == 1
    assert [(one["level"], "ends on 2028-06" in one["message"]) for one in found] == [("error", True)]
    assert found[0]["path"].endswith(f"01-{B}.md")
