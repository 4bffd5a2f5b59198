"""One provision of a text: named, shown, compared, followed through the versions of its work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands import tracker
from tests.lineage_samples import FIRST, OFFICE, SECOND, add_decision, make_store
from tracker import parse
from tracker.errors import UnknownReference
from tracker.library.provisions import article_of, label_text, path_text, provision_at, steps_of
from tracker.library.references import parted, resolve
from tracker.model import Instrument, SourceText, shown

A, B = "柳商规〔2023〕4号", "柳商规〔2025〕11号"

RULE = """柳湾市夜市摊位管理办法

第一章 总则

第一条 为了规范夜市摊位，制定本办法。

第二条 夜市摊位由街道管理。

摊主应当保持整洁，并做到：

（一）收摊后清扫；

（二）垃圾分类：

1.厨余垃圾入桶；

2.其他垃圾入袋。

第二条之一 夜市应当在二十三点前结束。

第二章 罚则

第三条 违反本办法的，处五十元罚款。
"""


@pytest.fixture(scope="module")
def rule() -> Instrument:
    issue = parse(SourceText(name="rule.txt", sha256="0" * 64, media_type="text/plain", text=RULE))
    return issue.documents[0].instruments[-1]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("provisions") / "store")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("第一条", "为了规范夜市摊位，制定本办法。"),
        ("第1条", "为了规范夜市摊位，制定本办法。"),
        ("第 一 条 第一款", "为了规范夜市摊位，制定本办法。"),
        ("第二条第一款", "夜市摊位由街道管理。"),
        ("第二条第二款第（一）项", "收摊后清扫；"),
        ("第二条第二款第二项第2目", "其他垃圾入袋。"),
        ("第二条第二项第一目", "厨余垃圾入桶；"),
        ("第二条之一", "夜市应当在二十三点前结束。"),
        ("第二章第三条", "违反本办法的，处五十元罚款。"),
        ("第一条第二款", None),
        ("第二条之二", None),
        ("第二条第三款", None),
        ("第一章第三条", None),
        ("第九条", None),
    ],
)
def test_a_path_leads_to_one_provision(rule: Instrument, path: str, text: str | None) -> None:
    found = provision_at(rule, steps_of(path) or ())
    assert (found and shown(found)) == text


@pytest.mark.parametrize("text", ["", "柳商规〔2023〕4号", "第三届", "关于第一条的说明", "第条", "2024-06-01"])
def test_what_is_no_path(text: str) -> None:
    assert steps_of(text) is None


@pytest.mark.parametrize(
    ("ref", "name", "path"),
    [
        (f"{A}#第七条", A, "第七条"),
        (f"{A}#第七条第二款@2024-06-01", f"{A}@2024-06-01", "第七条第二款"),
        (f"{A}@2024-06-01#第七条", f"{A}@2024-06-01", "第七条"),
        ("a.txt#甲办法#一、（二）", "a.txt#甲办法", "一、（二）"),
        ("a.txt#甲办法", "a.txt#甲办法", ""),
        (f"{A}@HEAD~1", f"{A}@HEAD~1", ""),
    ],
)
def test_a_ref_is_parted_from_its_provision(ref: str, name: str, path: str) -> None:
    found, steps = parted(ref)
    assert (found, path_text(steps)) == (name, path)


def test_the_article_of_a_path() -> None:
    step = article_of(steps_of("第二章第20条之一第三款") or ())
    assert step is not None
    assert label_text(step) == "第二十条之一"


def test_one_provision_is_shown(store: Path) -> None:
    assert tracker("show", f"{A}#第三条", "--store", store).stdout.decode() == (
        "第三条　对租期两年以上的首店，按实际租金的三成给予奖励，每店不超过五十万元。\n"
    )
    told = json.loads(tracker("show", f"{SECOND}#第三条", "--store", store, "--format", "json").stdout)
    assert (told["schema"], told["label"], told["of"]) == ("tracker.show/1", "第三条", SECOND)
    assert "八十万元" in told["text"]
    day = resolve(f"{SECOND}@2024-01-01#第三条", store)
    assert day.provision is not None
    assert "五十万元" in shown(day.provision)


def test_a_provision_that_is_not_there_is_an_error(store: Path) -> None:
    with pytest.raises(UnknownReference, match="第一条 to 第七条"):
        resolve(f"{A}#第九十条", store)
    ref = "柳湾市人民政府公报/2023/003"
    assert resolve(f"{ref}#第三条", store).provision is not None  # an issue of one document


def test_only_what_became_of_a_provision_is_compared(store: Path) -> None:
    told = json.loads(tracker("diff", f"{A}#第三条", B, "--store", store, "--format", "json").stdout)
    assert [place["label"] for change in told["changes"] for place in change["old"]] == ["第三条"]
    assert all(line["change"] == 0 for line in told["key_changes"])
    none = tracker("diff", f"{A}#第四条", B, "--store", store, "--exit-code")
    assert none.returncode == 0
    assert tracker("diff", A, f"{B}#第三条", "--store", store, "--exit-code").returncode == 1


def test_the_log_of_a_provision_names_the_issues_that_worded_it(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "store")
    add_decision(folder)
    assert _logged(folder, f"{B}#第三条") == {"2023/003", "2024/007", "2025/009"}
    assert _logged(folder, f"{A}#第三条") == {"2023/003", "2024/007", "2025/009"}
    assert _logged(folder, f"{B}#第二条") == {"2023/003"}
    assert _logged(folder, f"{A}#第六条") == {"2023/003", "2024/007"}  # which deletes it


def _logged(folder: Path, ref: str) -> set[str]:
    """The issues that ``tracker log`` names: year and number."""
    told = json.loads(tracker("log", ref, "--store", folder, "--format", "json").stdout)
    return {event["issue"].split("/", 1)[1] for event in told["events"]}


def test_the_last_two_versions_are_compared(store: Path) -> None:
    told = json.loads(tracker("diff", SECOND, "--store", store, "--format", "json").stdout)
    assert (told["old"]["doc_number"], told["new"]["doc_number"]) == (A, B)
    assert json.loads(tracker("diff", B, "--store", store, "--format", "json").stdout)["changes"] == told["changes"]
    first = tracker("diff", A, "--store", store)
    assert first.returncode == 3
    assert "first version" in first.stderr.decode()
    assert tracker("diff", f"{SECOND}@2024-01-01", "--store", store).returncode == 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (A, A),
        (B, SECOND),
        (A, FIRST),
        (B, f"{SECOND}@2026-01-01"),
        (f"{A}#第一条", f"{A}#第二条"),
        (A, "柳商规[2023]4号"),
    ],
)
def test_the_same_text_on_both_sides_is_an_error(store: Path, old: str, new: str) -> None:
    done = tracker("diff", old, new, "--store", store)
    assert done.returncode == 3
    assert "is the same text as" in done.stderr.decode()


def test_the_same_file_on_both_sides_is_an_error_and_its_copy_is_not(tmp_path: Path) -> None:
    one, two = tmp_path / "a.txt", tmp_path / "b.txt"
    one.write_text(RULE, "utf-8")
    two.write_text(RULE, "utf-8")
    assert tracker("diff", one, one).returncode == 3
    assert tracker("diff", one, two, "--exit-code").returncode == 0


def test_a_title_and_a_number_compare_the_same_thing(store: Path) -> None:
    by_title = json.loads(tracker("diff", FIRST, SECOND, "--store", store, "--format", "json").stdout)
    mixed = json.loads(tracker("diff", A, SECOND, "--store", store, "--format", "json").stdout)
    assert mixed["changes"] == by_title["changes"]
    assert any("alone is compared" in remark for remark in mixed["remarks"])
    assert f"{A} 仅比较所附《{FIRST}》" in tracker("diff", A, SECOND, "--store", store).stdout.decode()


def test_a_comparison_backwards_is_said_to_be_one(store: Path) -> None:
    told = json.loads(tracker("diff", B, A, "--store", store, "--format", "json").stdout)
    assert any("later than NEW" in remark for remark in told["remarks"])
    assert "逆向比较" in tracker("diff", B, A, "--store", store).stdout.decode()
    forward = json.loads(tracker("diff", A, B, "--store", store, "--format", "json").stdout)
    assert not any("later than NEW" in remark for remark in forward["remarks"])


def test_a_title_of_an_older_version_names_that_version(store: Path) -> None:
    assert resolve(FIRST, store).version.doc_number == A
    assert resolve(SECOND, store).version.doc_number == B
    assert resolve(f"{OFFICE}关于印发《{FIRST}》的通知", store).version.doc_number == A
