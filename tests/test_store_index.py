from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.lineage_samples import measure, records_for
from tracker.library.index import Index, SearchText, phrase_query, snippet, spaced
from tracker.lineage.decisions import Decisions

TEXT = "设立首店奖励资金，违规的处２万元以下罚款。Project ABC-7"


def test_of_words_in_very_many_passages_the_newest_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.library.index.MOST", 3)
    with Index(None) as index, index.writing():
        for number in range(1, 6):
            texts = [SearchText(document=0, instrument=0, place=f"第{n}条", text="部门应当备案。") for n in "一二"]
            rare = SearchText(document=0, instrument=0, place="第三条", text=f"另附第{number}号图。")
            index.put_issue(f"liuwan/2024/{number:03d}", "", [*texts, rare])
        assert index.holds_many("部门")
        assert index.holds_many("部门", ["第二条"])
        assert [hit.issue[-3:] for hit in index.search("部门")] == ["005", "005", "004"]
        assert [hit.issue[-3:] for hit in index.search("部门", ["第二条"])] == ["005", "004", "003"]
        assert len([*index.placed("第三条")]) == 3
        assert (index.holds_many("号 5"), len([*index.search("第5号图")])) == (False, 1)


def passage(text: str, place: str = "第一条", document: int = 0) -> SearchText:
    return SearchText(document=document, instrument=0, place=place, text=text)


def filled(path: Path | None = None) -> Index:
    index = Index(path)
    with index.writing():
        index.put_issue("liuwan/2024/001", "s1", [passage(TEXT), passage("奖励比例为三成。", "第二条")])
        index.put_issue("liuwan/2024/002", "s2", [passage("河道保洁由街道负责。")])
    return index


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("罚", ["第一条"]),
        ("罚款", ["第一条"]),
        ("首店奖励", ["第一条"]),
        ("奖励", ["第一条", "第二条"]),
        ("励奖", []),
        ("奖励 罚款", ["第一条"]),
        ("奖励 河道", []),
        ("2万元", ["第一条"]),
        ("project abc", ["第一条"]),
        ("ＡＢＣ", ["第一条"]),
        ("", []),
        ("《》，", []),
        ('"', []),
        ("罚款 OR 河道", []),
        ("x' OR 1=1 --", []),
        ("NEAR(罚 款)", []),
    ],
)
def test_any_word_of_one_character_or_more_is_found(words: str, places: list[str]) -> None:
    with filled() as index:
        assert sorted(hit.passage.place for hit in index.search(words)) == places


def test_words_are_phrases_of_characters() -> None:
    assert phrase_query("首店 ABC") == '"首 店" AND "abc"'
    assert spaced("首店A1").split() == ["首", "店", "a1"]


def test_an_issue_replaces_itself_and_can_be_dropped() -> None:
    with filled() as index:
        with index.writing():
            index.put_issue("liuwan/2024/001", "s3", [passage("换了内容。")])
        assert index.stamps() == {"liuwan/2024/001": "s3", "liuwan/2024/002": "s2"}
        assert list(index.search("罚款")) == []
        assert [hit.issue for hit in index.search("内容")] == ["liuwan/2024/001"]
        with index.writing():
            index.drop_issue("liuwan/2024/001")
        assert index.stamps() == {"liuwan/2024/002": "s2"}
        assert index.stamp("liuwan/2024/001") is None
        assert list(index.search("内容")) == []


def test_all_issues_are_forgotten_at_once() -> None:
    with filled() as index:
        with index.writing():
            index.forget_issues()
        assert index.stamps() == {}
        assert list(index.search("罚款")) == []
        with index.writing():
            index.put_issue("liuwan/2024/003", "s1", [passage("罚款上缴国库。")])
        assert [hit.issue for hit in index.search("罚款")] == ["liuwan/2024/003"]


def test_works_are_found_by_their_names_and_documents() -> None:
    number = "柳商规〔2024〕1号"
    records = records_for(measure("柳湾市首店奖励办法", number, "2024-01-10"))
    with filled() as index:
        with index.writing():
            index.bring_lineage({"liuwan/2024/000": records}.items(), Decisions())
            index.put_fact("state", "x")
        assert index.fact("state") == "x"
        assert index.fact("other") is None
        names = [one.name for one in index.works.all()]
        assert names == ["柳湾市首店奖励办法"]
        assert [one.name for one in index.works.named("柳湾市首店奖励办法", "title")] == names
        assert index.works.named("柳湾市首店奖励办法", "number") == []
        assert [one.name for one in index.works.of_document("liuwan/2024/000", 0)] == names
        assert [name for name, _ in index.works.all_names("number")] == [number]
        with index.writing():
            index.bring_lineage({"liuwan/2024/000": []}.items(), Decisions())
        assert list(index.works.all()) == []


def _half_done(index: Index) -> None:
    index.put_fact("state", "after")
    index.put_fact("other", None)  # type: ignore[arg-type]


def test_what_fails_leaves_what_was(tmp_path: Path) -> None:
    with filled(tmp_path / "cache" / "index.sqlite") as index:
        with index.writing():
            index.put_fact("state", "before")
        with pytest.raises(sqlite3.IntegrityError), index.writing():
            _half_done(index)
        assert index.fact("state") == "before"


def test_it_is_kept_and_a_damaged_one_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    filled(path).__exit__()
    with Index(path) as index:
        assert len(index.stamps()) == 2
    path.write_bytes(b"this is no database, but long enough to be looked at" * 40)
    with Index(path) as index:
        assert index.stamps() == {}


def test_where_nothing_can_be_written_it_is_kept_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with Index(tmp_path / "file" / "index.sqlite") as index:
        assert index.stamps() == {}


def test_a_snippet_shows_the_words_and_where_they_stand() -> None:
    text, marks = snippet("甲" * 50 + "首店奖励" + "乙" * 50, "首店", around=5)
    assert text == "…甲甲甲甲甲首店奖励乙乙乙…"
    assert [text[a:b] for a, b in marks] == ["首店"]
    assert snippet("没有", "首店") == ("没有", ())
