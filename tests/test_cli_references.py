from __future__ import annotations

import csv
import json
import re
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.lineage_samples import FIRST, OFFICE, SECOND, add_decision, gazette, make_store
from tracker.cli.app import app
from tracker.cli.chosen_reference import named
from tracker.errors import AmbiguousReference, ConfigError, NotAStore, UnknownReference
from tracker.library import Library
from tracker.library.references import resolve, split
from tracker.model import Document, Instrument, Issue, shown
from tracker.parse import parse
from tracker.read import read_bytes
from tracker.store import Store

A, B = "柳商规〔2023〕4号", "柳商规〔2025〕11号"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("references") / "store")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("files") / "issue#1.txt"
    path.write_bytes(gazette(3, (2023, 3, 20), FIRST, A, ("首店是指第一家门店。", "本办法自印发之日起施行。")))
    return path


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_path_is_the_whole_issue(file: Path) -> None:
    found = resolve(str(file), None)
    assert isinstance(found.value, Issue)
    assert found.version.sha256 is not None
    assert found.version.title == "柳湾市人民政府公报"


@pytest.mark.parametrize("number", [A, "柳商规[2023]4号", "柳商规（2023） 4 号", "柳商规【2023】第4号"])
def test_a_number_picks_a_document_of_a_file(file: Path, number: str) -> None:
    found = resolve(f"{file}#{number}", None)
    assert isinstance(found.value, Document)
    assert found.version.doc_number == A
    assert found.version.date == "2023-03-15"
    assert found.version.issuers == (OFFICE,)


@pytest.mark.parametrize("title", [FIRST, "柳湾市首店奖励办法", "首店奖励"])
def test_a_title_picks_the_measure_of_a_file(file: Path, title: str) -> None:
    found = resolve(f"{file}#{title}", None)
    assert isinstance(found.value, Instrument)
    assert found.version.title == FIRST
    assert found.version.doc_number == A


def test_a_title_of_a_circular_picks_the_document(file: Path) -> None:
    found = resolve(f"{file}#{OFFICE}关于印发《{FIRST}》的通知@2024-01-01", None)
    assert isinstance(found.value, Document | Instrument)


def test_a_file_without_the_document_says_what_it_has(file: Path) -> None:
    with pytest.raises(UnknownReference, match="首店"):
        resolve(f"{file}#首店资金规定", None)
    with pytest.raises(UnknownReference, match="after 2020-01-01"):
        resolve(f"{file}#{A}@2020-01-01", None)


def test_a_path_that_is_not_there_is_said_to_be_a_path() -> None:
    with pytest.raises(UnknownReference, match="no such file"):
        resolve("nowhere/issue.txt", None)


# --- the store --------------------------------------------------------------------------------------------------------


def test_a_number_is_its_document_and_a_title_the_newest_version(store: Path) -> None:
    assert isinstance(resolve(A, store).value, Document)
    found = resolve(SECOND, store)
    assert isinstance(found.value, Instrument)
    assert (found.version.doc_number, found.issue) == (B, "柳湾市人民政府公报/2025/009")


def test_a_title_that_only_one_version_had_is_that_version(store: Path) -> None:
    assert resolve(FIRST, store).version.doc_number == A


@pytest.mark.parametrize(
    ("at", "number"),
    [
        ("2023-05-01", A),
        ("2024", A),
        ("2025-06-19", A),
        ("2025-06-20", B),
        ("2025-06", B),
        ("2026-01-01", B),
        ("HEAD", B),
    ],
)
def test_the_version_of_a_day_or_a_commit(store: Path, at: str, number: str) -> None:
    assert resolve(f"{SECOND}@{at}", store).version.doc_number == number


def test_before_the_first_version_there_is_none(store: Path) -> None:
    with pytest.raises(UnknownReference, match="no version on 2020-12-31"):
        resolve(f"{SECOND}@2020", store)
    with pytest.raises(UnknownReference):
        resolve(f"{B}@2023-01-01", store)


def test_what_no_longer_stood_is_said(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert named(f"{SECOND}@2040-01-01", store).notes
    assert "expired on 2040-01-01" in capsys.readouterr().err


def test_a_commit_knows_nothing_of_later_issues(store: Path) -> None:
    assert resolve(f"{FIRST}@HEAD~1", store).version.doc_number == A
    with pytest.raises(UnknownReference):
        resolve(f"{B}@HEAD~1", store)


def test_an_issue_and_a_document_of_it(store: Path) -> None:
    ref = "柳湾市人民政府公报/2025/009"
    assert isinstance(resolve(ref, store).value, Issue)
    assert resolve(f"{ref}#{B}", store).version.doc_number == B


@pytest.mark.parametrize(
    "at", ["2025-02-30", "2025-13", "-rf", "--upload-pack=x", "a b", "a..b", "", "\n", "deadbeef", "HEAD~99"]
)
def test_odd_days_and_revisions_are_refused(store: Path, at: str) -> None:
    with pytest.raises(UnknownReference):
        resolve(f"{SECOND}@{at}", store)


def test_near_names_are_suggested(store: Path) -> None:
    with pytest.raises(UnknownReference, match=B):
        resolve("柳商规〔2025〕12号", store)
    with pytest.raises(UnknownReference, match="did you mean"):
        resolve("柳湾市首店奖补办法", store)


@pytest.mark.parametrize(
    "ref", ["", " ", "@", "@2024", "#", "--help", "\x00", "x" * 5000, "../../nowhere/passwd.txt", "\udc80"]
)
def test_nonsense_names_nothing(store: Path, ref: str) -> None:
    with pytest.raises(UnknownReference):
        resolve(ref, store)


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotAStore):
        resolve(A, tmp_path / "nothing")
    with pytest.raises(UnknownReference):
        resolve(A, None)


def test_two_documents_of_one_title_are_ambiguous(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with Store.create(folder) as made:
        for number, district in enumerate(("城南区", "城北区"), 1):
            text = gazette(
                number, (2024, 5, 20), f"柳湾市{district}首店奖励办法", f"{district[1]}商〔2024〕1号", ("一。", "二。")
            )
            made.add(text, parse(read_bytes(text, "source.txt")))
    with pytest.raises(AmbiguousReference, match="names 2 things"):
        resolve("首店奖励办法", folder)


def test_the_name_and_what_stands_behind_it() -> None:
    assert split("甲办法@2024-06-01")[1].day == "2024-06-01"
    assert split("甲办法@2024-02")[1].day == "2024-02-29"
    assert split("甲办法@main")[1].revision == "main"
    assert split("甲办法")[1].day is None


# --- the commands -----------------------------------------------------------------------------------------------------


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_status_says_what_is_in_force(store: Path) -> None:
    shown = run("status", "--store", str(store), "--as-of", "2026-01-01")
    assert "现行有效 1" in shown
    assert "2025-06-20（印发之日）" in shown
    assert "2028-06-19（有效期3年）" in shown
    result = json.loads(run("status", "--store", str(store), "--as-of", "2025-01-01", "--format", "json"))
    assert [one["state"] for one in result["entries"]] == ["in-force", "not-yet"]


def test_status_of_what_ends_soon(store: Path) -> None:
    options = ("--store", str(store), "--as-of", "2028-04-01", "--format", "json")
    result = json.loads(run("status", "--expiring", "90d", *options))
    assert [one["doc_number"] for one in result["entries"]] == [B]
    assert json.loads(run("status", "--expiring", "1w", *options))["entries"] == []


@pytest.mark.parametrize("arguments", [("--as-of", "2025-02-30"), ("--expiring", "soon"), ("--known-on", "x")])
def test_status_refuses_what_is_no_day(store: Path, arguments: tuple[str, str]) -> None:
    assert CliRunner().invoke(app, ["status", "--store", str(store), *arguments]).exit_code == 2


def test_lineage_in_every_format(store: Path) -> None:
    result = json.loads(run("lineage", A, "--store", str(store), "--format", "json"))
    assert [one["doc_number"] for one in result["versions"]] == [A, B]
    assert result["versions"][1]["link"]["place"] == "第七条"
    assert "废止条款" in run("lineage", SECOND, "--store", str(store), "--as-of", "2026-01-01")
    assert "repeal clause" in run("lineage", SECOND, "--store", str(store), "--lang", "en")
    assert run("lineage", "--store", str(store), "--format", "dot").startswith("digraph")
    assert run("lineage", "--store", str(store), "--format", "svg").startswith("<svg")
    assert "2 个版本" in run("lineage", "--store", str(store))
    assert json.loads(run("lineage", "--store", str(store), "--format", "json"))["dangling"] == []


def test_a_search_that_looks_at_a_part_says_so(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "cut" not in json.loads(run("search", "奖励", "--store", str(store), "--format", "json"))
    monkeypatch.setattr("tracker.library.index.MOST", 1)
    assert "条文太多，只看了最近收入的 1 处" in run("search", "奖励", "--store", str(store))
    assert "add a word" in run("search", "奖励", "--store", str(store), "--lang", "en")
    value = json.loads(run("search", "奖励", "--store", str(store), "--format", "json"))
    assert (value["cut"], value["count"]) == (True, 1)
    table = CliRunner().invoke(app, ["search", "奖励", "--store", str(store), "--format", "csv"])
    assert "只看了最近收入的 1 处" in table.stderr
    assert "只看了" not in table.stdout


def test_search_finds_what_stood_on_a_day(store: Path) -> None:
    shown = run("search", "首店", "--store", str(store), "--as-of", "2024-01-01")
    assert A in shown
    assert B not in shown
    assert "【首店】" in shown
    result = json.loads(run("search", "八十万元", "--store", str(store), "--format", "json"))
    assert [one["doc_number"] for one in result["entries"]] == [B]
    assert result["entries"][0]["hits"][0]["place"] == "第三条"
    assert json.loads(run("search", "没有的词", "--store", str(store), "--format", "json"))["entries"] == []


def test_the_index_may_vanish_and_gives_the_same_again(store: Path) -> None:
    with_index = run("status", "--store", str(store), "--as-of", "2026-01-01", "-v")
    with Library.open(store) as library:
        folder = library.store.cache_folder
    for part in folder.glob("index.sqlite*"):
        part.unlink()
    assert run("status", "--store", str(store), "--as-of", "2026-01-01", "-v") == with_index


def test_a_damaged_index_is_made_anew(store: Path) -> None:
    with Library.open(store) as library:
        (path,) = library.store.cache_folder.glob("index.sqlite")
        names = [work.name for work in library.works]
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with Library.open(store) as library:
        assert [work.name for work in library.works] == names


def test_status_as_a_table_for_spreadsheets_and_pull_requests(store: Path) -> None:
    options = ("--store", str(store), "--as-of", "2026-01-01")
    lines = run("status", *options, "--format", "csv").splitlines()
    assert lines[0].lstrip("\ufeff") == "状态,施行,截止,文号,标题,发文机关,成文日期,依据,来源"
    assert len(lines) == 3
    assert run("status", *options, "--format", "md").startswith("| 状态 |")


def test_status_of_one_work_and_of_what_an_office_made(store: Path) -> None:
    options = ("--store", str(store), "--as-of", "2026-01-01")
    assert run("status", SECOND, *options).splitlines()[0] == "截至 2026-01-01：现行有效 1，期满失效 1"
    assert run("status", *options, "--issuer", "商务局", "--state", "in-force").count("现行有效") == 2
    assert run("status", *options, "--issuer", "水务局").splitlines()[0] == "截至 2026-01-01：无"


def test_status_as_a_workbook_and_as_a_calendar(store: Path, tmp_path: Path) -> None:
    options = ("--store", str(store), "--as-of", "2026-01-01")
    book, days = tmp_path / "ledger.xlsx", tmp_path / "days.ics"
    run("status", *options, "-o", str(book))
    strings = zipfile.ZipFile(book).read("xl/sharedStrings.xml").decode()
    assert re.findall("<t[^>]*>([^<]*)</t>", strings)[:6] == ["状态", "施行", "截止", "文号", "标题", "发文机关"]
    assert A in strings
    assert B in strings
    assert '<autoFilter ref="A1:I3"/>' in zipfile.ZipFile(book).read("xl/worksheets/sheet1.xml").decode()
    run("status", *options, "-o", str(days))
    calendar = days.read_text("utf-8").replace("\n ", "")
    rows = list(csv.reader(run("status", *options, "-f", "csv").splitlines()[1:]))
    begun = re.findall(r"SUMMARY:施行：(.*)\nDTSTART;VALUE=DATE:(\d{8})", calendar)
    assert begun == [(row[4], row[1].split("（")[0].replace("-", "")) for row in rows]
    assert len(set(re.findall("UID:.*", calendar))) == calendar.count("BEGIN:VEVENT") > len(begun)


def test_the_list_of_documents_and_of_works(store: Path) -> None:
    options = ("--store", str(store), "--as-of", "2026-01-01")
    lines = run("list", *options).splitlines()
    assert lines[0] == "2 件"
    assert [A in lines[-1], B in lines[-2]] == [True, True]
    works = run("list", "--works", *options, "-f", "csv").splitlines()
    assert works[0].endswith("来源,版本")
    assert works[1].endswith(",2")
    assert run("list", "首店", *options).splitlines()[0] == "2 件"
    assert run("list", A, *options).splitlines()[0] == "1 件"
    assert run("list", *options, "--kind", "条例").splitlines()[0] == "0 件"
    assert run("list", *options, "--since", "2025-01-01").splitlines()[0] == "1 件"
    assert run("list", *options, "-f", "md").startswith("| 成文日期 | 状态 |")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("list", "--since", "soon"), "is no day"),
        (("list", "--since", "2025-02-01", "--until", "2025-01-01"), "2025-02-01 comes after 2025-01-01"),
        (("search", "奖励", "--state", "old"), "'old' is not one of"),
    ],
)
def test_what_narrows_nothing_is_refused(store: Path, arguments: tuple[str, ...], says: str) -> None:
    result = CliRunner().invoke(app, [*arguments, "--store", str(store)])
    assert result.exit_code == 2
    assert says in result.output


def test_a_search_by_number_by_article_and_for_a_table(store: Path) -> None:
    options = ("--store", str(store))
    assert run("search", A, *options).splitlines()[2].startswith(A)
    article = run("search", "第3条", *options, "-f", "csv").splitlines()[1:]
    assert {row[3] for row in csv.reader(article)} == {"第三条"}
    assert [row[0] for row in csv.reader(article)] == ["现行有效", "期满失效"]
    assert "第三条" in run("search", "第三条 租期", *options)
    assert run("search", "第二条 租期", *options).startswith("“第二条 租期”：0 个文本")
    assert run("search", "奖励", *options, "--state", "expired").count(B) == 0


def test_what_was_known_on_a_day(store: Path) -> None:
    result = CliRunner().invoke(app, ["status", "--store", str(store), "--known-on", "2001-01-01"])
    assert isinstance(result.exception, UnknownReference)


def test_a_decision_in_the_store_counts_at_once_and_a_wrong_one_is_reported(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "store")
    assert _count(folder) == 1
    (folder / "lineage.toml").write_text(f'[[different]]\ndocuments = ["{A}", "{B}"]\n', encoding="utf-8")
    assert _count(folder) == 2
    (folder / "lineage.toml").write_text("\n[[diferent]]\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"lineage\.toml:2"):
        Library.open(folder)


def test_a_decision_makes_a_version_whose_text_is_consolidated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_store(tmp_path / "store")
    add_decision(folder)
    result = json.loads(run("lineage", SECOND, "--store", str(folder), "--format", "json"))
    assert [one["doc_number"] for one in result["versions"]] == [A, "柳商规〔2024〕6号", B]
    assert result["versions"][1]["link"]["kind"] == "amendment"
    capsys.readouterr()
    found = named(f"{SECOND}@2024-09-01", folder)
    assert "consolidated" in capsys.readouterr().err
    assert isinstance(found.value, Instrument)
    text = "\n".join(shown(provision) for provision in found.value.body)
    assert "六十万元" in text
    assert "五十万元" not in text
    assert "弄虚作假" not in text
    assert found.version.doc_number == "柳商规〔2024〕6号"
    assert "五十万元" in "\n".join(shown(one) for one in instrument(f"{SECOND}@2024-07-31", folder).body)


def _count(folder: Path) -> int:
    with Library.open(folder) as library:
        return len(library.works)


def instrument(ref: str, folder: Path) -> Instrument:
    value = resolve(ref, folder).value
    assert isinstance(value, Instrument)
    return value
