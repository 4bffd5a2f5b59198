"""Reports of a check as a reader and a machine see them: cut at a provision's end, valid SARIF, few annotations."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from tests.commands import tracker
from tests.lineage_samples import gazette, make_store
from tests.store_samples import git
from tracker import Library, Store
from tracker.check import cites_report
from tracker.check.check_report import check_markdown, check_text, report_blocks
from tracker.check.cited import Citing
from tracker.check.findings import ANNOTATIONS, LONGEST_MESSAGE, MOST_RESULTS, Finding, Level, sarif, workflow_commands
from tracker.check.meaning import Check, checked, told_of
from tracker.check.policy import Policy, policy_of
from tracker.check.sections import COMMENT_CHARACTERS, SUMMARY_BYTES, Block, fitted, utf8, utf16, whole
from tracker.errors import ConfigError
from tracker.model import Sentence
from tracker.parse import parse
from tracker.read import read_bytes
from tracker.wording.checks import RULES

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
A, B = "柳商规〔2023〕4号", "柳商规〔2025〕11号"


def problems(log: str) -> list[str]:
    return [f"{one.json_path}: {one.message[:200]}" for one in Draft4Validator(SCHEMA).iter_errors(json.loads(log))]


@pytest.fixture(scope="module")
def check(tmp_path_factory: pytest.TempPathFactory) -> Check:
    folder = make_store(tmp_path_factory.mktemp("reports") / "store")
    with Store.open(folder) as store:
        head = store.resolve("HEAD")
        base = store.resolve("HEAD~1")
    return checked(folder, base, head, Policy(works=(A,)), "2025-07-01")


def longer(check: Check, times: int) -> Check:
    """The same check with a redline of very many provisions."""
    (work,) = check.works
    assert work.comparison is not None
    many = replace(work.comparison, changes=work.comparison.changes * times)
    return replace(check, works=(replace(work, comparison=many),))


@pytest.mark.parametrize(
    ("limit", "size"), [(SUMMARY_BYTES, utf8), (COMMENT_CHARACTERS, utf16)], ids=["bytes", "characters"]
)
def test_a_report_that_is_too_long_ends_with_a_provision_and_a_count(check: Check, limit: int, size: Any) -> None:  # noqa: ANN401 - a function
    times = 40 * limit // SUMMARY_BYTES * 100 + 200
    blocks = report_blocks(longer(check, times), "zh", redlines=True)
    provisions = [one.text for one in blocks if one.counted == "provision"]
    assert size(whole(blocks)) > limit
    text = fitted(blocks, limit, size, "zh")
    assert limit - 3_000 < size(text) <= limit
    assert text.count("<details>") == text.count("</details>") == 1
    kept = sum(map(text.count, dict.fromkeys(provisions)))
    (told,) = re.findall(r"从略：(\d+) 处条款变更", text)
    assert kept + int(told) == len(provisions)
    assert text.partition("</details>")[0].endswith(tuple(provisions))


def test_a_report_that_fits_is_whole(check: Check) -> None:
    blocks = report_blocks(check, "zh", redlines=True)
    assert fitted(blocks, SUMMARY_BYTES, utf8, "zh") == whole(blocks)
    exact = [Block(text="a" * 50, counted="entry"), Block(text="b" * 50, counted="entry")]
    assert fitted(exact, 100, utf8, "en") == whole(exact)


def test_a_heading_is_not_left_alone_at_the_end() -> None:
    blocks = [
        Block(text="x" * 100, counted="entry"),
        Block(text="#### heading\n"),
        *(Block(text="y" * 100, counted="entry") for _ in range(50)),
        Block(text="<details>", closing="</details>"),
        Block(text="z" * 10_000, counted="provision", closing="</details>"),
        Block(text="</details>"),
    ]
    text = fitted(blocks, 520, utf8, "en")
    assert text.startswith("x" * 100)
    assert "heading" not in text
    assert "changes of 1 provisions, 50 entries" in text
    text = fitted(blocks, 6_000, utf8, "en")
    assert "<details>" not in text
    assert "changes of 1 provisions." in text
    assert "Left out" in fitted(blocks, 400, utf8, "en")


def test_sizes_count_as_github_does() -> None:
    assert (utf8("汉a"), utf16("汉a"), utf16("𠮷")) == (4, 2, 2)


def test_the_report_has_the_brief_and_both_languages(check: Check) -> None:
    zh, en = check_markdown(check, "zh"), check_markdown(check, "en")
    assert "金额、比例和数量" in zh
    assert "八十万元" in zh
    assert f"关注：{B}《柳湾市首店奖励办法》 取代 {A}《柳湾市首店奖励暂行办法》" in zh
    assert "Money, ratios and numbers" in en
    assert "watched: " in en
    assert check_text(check, "en").startswith("passed: ")


def test_every_finding_of_a_work_says_where_it_stands(check: Check) -> None:
    places = {one.rule: one.path for one in check.findings}
    assert places.keys() == {"revised", "watched"}
    assert all(path and path.endswith(f"/2025/009/01-{B}.md") for path in places.values())


# --- SARIF ------------------------------------------------------------------------------------------------------------


def test_the_log_is_what_its_schema_says(check: Check, tmp_path: Path) -> None:
    assert problems(sarif(check.findings, RULES, "zh")) == []
    assert problems(sarif([], RULES)) == []
    folder = make_store(tmp_path / "store")
    policy = tmp_path / "规程 a:b,c.md"
    policy.write_text(f"依据{A}第三条，和《柳湾市首店奖励\n暂行办法》第九十条。\n", "utf-8")
    for command in (["cites", policy], ["check"]):
        done = tracker(*command, "--store", folder, "--as-of", "2025-07-01", "--format", "sarif")
        assert problems(done.stdout.decode()) == [], done.stderr
    done = tracker("cites", policy, "--store", folder, "--as-of", "2025-07-01", "--format", "sarif")
    first, second = json.loads(done.stdout)["runs"][0]["results"]
    assert len(first["partialFingerprints"]["tracker/v1"]) == 32
    region = second["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 19, "endLine": 2, "endColumn": 10}


def test_a_fingerprint_does_not_hang_on_the_line() -> None:
    one = Finding(rule="cited", level="warning", message="x", path="a.md", line=3, column=1, end_column=4)
    logs = [json.loads(sarif([moved], RULES)) for moved in (one, replace(one, line=9), replace(one, message="y"))]
    prints = [log["runs"][0]["results"][0]["partialFingerprints"]["tracker/v1"] for log in logs]
    assert prints[0] == prints[1] != prints[2]


def test_a_log_has_no_more_results_than_code_scanning_takes() -> None:
    one = Finding(rule="cited", level="warning", message="x")
    log = sarif([one] * (MOST_RESULTS + 7), RULES)
    (run,) = json.loads(log)["runs"]
    assert len(run["results"]) == MOST_RESULTS
    assert "7 more" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def test_the_schema_refuses_what_is_wrong() -> None:
    log = json.loads(sarif([Finding(rule="cited", level="warning", message="x", path="a")], RULES))
    log["runs"][0]["results"][0]["level"] = "terrible"
    assert problems(json.dumps(log))


# --- annotations ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "shown", "told"), [(10, 10, None), (11, 9, "2"), (500, 9, "491")])
def test_annotations_keep_to_the_limit_and_count_the_rest(count: int, shown: int, told: str | None) -> None:
    levels: tuple[Level, ...] = ("error", "warning", "note")
    found = [Finding(rule="cited", level=level, message=Sentence("x", "甲"), path="a") for level in levels]
    lines = workflow_commands(found * count, "en").splitlines()
    for command in ("error", "warning", "notice"):
        ours = [line for line in lines if line.startswith((f"::{command} ", f"::{command}::"))]
        assert len(ours) <= ANNOTATIONS
        assert sum("file=a" in line for line in ours) == shown
        assert ([f"{told} more" in line for line in ours][-1:] == [True]) is (told is not None)


def test_a_long_message_is_cut_and_a_finding_over_two_lines_has_no_columns() -> None:
    one = Finding(rule="x", level="note", message="长" * 9_999, path="a", line=1, column=5, end_line=2, end_column=3)
    (line,) = workflow_commands([one]).splitlines()
    assert line.startswith("::notice file=a,line=1,endLine=2,title=x::")
    assert len(line) < LONGEST_MESSAGE + 100


# --- policies ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("glob", ["/etc/*", "../a.md", "", "a/../../b"])
def test_a_policy_cites_only_what_lies_below_it(glob: str) -> None:
    with pytest.raises(ConfigError, match=r"t\.toml:2: .* is no path below this folder"):
        policy_of(f"[check]\ncites = ['{glob}']\n", Path("t.toml"))


def test_the_files_of_a_policy_are_listed_once_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("a.md", ".hidden/b.md", "c/d.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    policy = Policy(cites=("**/*.md", "*.md", "c"), folder=tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in policy.cited_files()] == ["a.md", "c/d.md"]


# --- states of a store, judged in this process ------------------------------------------------------------------------


def issue(folder: Path, data: bytes) -> str:
    """Record an issue; the commit."""
    with Store.open(folder) as store:
        store.add(data, parse(read_bytes(data, "source.txt")))
        return store.resolve("HEAD")


def unnumbered(fee: str) -> bytes:
    """An issue whose one document carries no number."""
    texts = ("摊位由街道管理。", f"每个摊位的费用为{fee}元。")
    text = gazette(7, (2024, 7, 20), "柳湾市夜市管理办法", "柳商规〔2024〕7号", texts).decode()
    return re.sub(r"(?m)^\(?柳商规〔2024〕7号.*$", "", text).encode()


def test_an_altered_issue_is_compared_with_itself_as_it_was(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "store")
    base = issue(folder, unnumbered("五十"))
    first = checked(folder, None, base, Policy(), "2025-07-01")
    assert {one.change for one in first.issues} == {"added"}
    head = issue(folder, unnumbered("六十"))
    found = checked(folder, base, head, Policy(), "2025-07-01")
    assert [(one.ref.rpartition("/")[2], one.change) for one in found.issues] == [("007", "altered")]
    assert {one.change for one in found.works} == {"altered"}, "a document without a number is no new one"
    assert "reads otherwise than it was first published" in str(told_of(found.works[0]))
    assert [one.rule for one in found.findings] == ["altered"]
    back = issue(folder, unnumbered("五十"))
    assert checked(folder, base, back, Policy(), "2025-07-01").issues == ()
    gone = checked(folder, base, base, Policy(), "2025-07-01")
    assert (gone.issues, gone.works, gone.findings) == ((), (), ())


def test_what_a_store_lost_is_damage(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "store")
    base = git(folder, "rev-parse", "HEAD").strip()
    git(folder, "rm", "-r", "-q", "柳湾市人民政府公报/2025/009")
    git(folder, "commit", "-q", "-m", "Gone")
    head = git(folder, "rev-parse", "HEAD").strip()
    found = checked(folder, base, head, Policy(), "2025-07-01")
    assert [one.change for one in found.issues] == ["removed"]
    assert (found.verdict, [one.rule for one in found.findings]) == ("fail", ["damaged"])
    assert "已从库中消失" in check_markdown(found, "zh")


def test_citations_as_every_reader_gets_them(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "store")
    policy = tmp_path / "a|b.md"
    policy.write_text(f"依据{A}第三条、《没有的办法》第二条和{B}第一条。\n", "utf-8")
    with Library.open(folder) as library:
        files = [Citing(library, "2025-07-01").at(policy.name, policy)]
    text = cites_report.cites_text(files, "en")
    assert text.startswith(f"a|b.md:1:3: {A}第三条: ")
    assert text.endswith("1 files, 3 citations, 1 need a look, 1 not in the store\n")
    table = cites_report.cites_markdown(files, "zh")
    assert r"a\|b.md:1" in table
    assert len(table.splitlines()) == 5
    value = json.loads(cites_report.cites_json(files, "2025-07-01", "zh"))
    assert [one["state"] for one in value["files"][0]["citations"]] == ["expired", "not-in-store", "in-force"]
    assert problems(cites_report.cites_sarif(files, "zh")) == []
    assert cites_report.cites_annotations(files, "zh").startswith("::warning file=a|b.md,line=1,col=3,endColumn=17")
    assert cites_report.cites_markdown([], "en") == "0 files, 0 citations, 0 need a look, 0 not in the store\n"
    assert "#### 引用" in whole(report_blocks(checked(folder, None, sha(folder), Policy(), "2025-07-01"), "zh", files))


def sha(folder: Path) -> str:
    return git(folder, "rev-parse", "HEAD").strip()
