"""How provisions came to read as they do, and who wrote which words: as values, as pages, and as a person asks."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.commands import tracker
from tests.corpus import corpus
from tests.history_samples import NUMBERS, RULE, VERSIONS, bare, instrument, label, make_history, texts, versions
from tests.lineage_samples import FIRST, add_decision, gazette, make_store
from tracker import parse_file
from tracker.errors import AmbiguousReference, BadReference, UnknownReference
from tracker.history.compared_texts import Succession, doubt_of, edition_of, succession
from tracker.history.life_turns import Life, life, lives
from tracker.history.word_writers import authorship, share_of
from tracker.library.editions import asked
from tracker.model import Instrument, Provision, Version
from tracker.render.turn_words import turns_told, turns_words


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_history(tmp_path_factory.mktemp("history") / "store")


@pytest.fixture(scope="module")
def told(store: Path) -> Succession:
    return asked(RULE, None, store).told


def words(told: Succession, one: Life) -> list[str]:
    """What is told of a provision, a line a version."""
    return [f"{told.editions[n].version.doc_number} {turns_words(turns, one, 'zh')}" for n, turns in turns_told(one)]


# --- the life of a provision ------------------------------------------------------------------------------------------

V1, V2, V3, V4, V5 = NUMBERS


@pytest.mark.parametrize(
    ("number", "lines"),
    [
        (1, [f"{V1} 库中首见"]),
        (2, [f"{V4} 新增", f"{V5} 移（原第六条）"]),
        (3, [f"{V1} 库中首见", f"{V5} 移（原第二条）"]),
        (4, [f"{V1} 库中首见", f"{V2} 拆分自第三条", f"{V5} 移（原第三条）"]),
        (5, [f"{V1} 库中首见", f"{V2} 拆分自第三条", f"{V3} 修改", f"{V5} 移（原第四条）"]),
        (
            6,
            [
                f"{V1} 库中首见",
                f"{V2} 第六条：移（原第五条）；第七条：移（原第六条）",
                f"{V3} 第五条：移（原第六条）；第六条：移（原第七条）",
                f"{V4} 合并自第五条、第六条",
                f"{V5} 移（原第五条）",
            ],
        ),
        (7, [f"{V1} 库中首见", f"{V2} 移至第八条（原第七条）", f"{V3} 移（原第八条）", f"{V4} 修改"]),
    ],
)
def test_what_each_version_did_to_an_article(told: Succession, number: int, lines: list[str]) -> None:
    one = next(one for one in lives(told) if one.place.label == label(number) and not one.is_over)
    assert words(told, one) == lines


def test_of_several_articles_that_became_one_the_one_that_came_is_named() -> None:
    lead, care, stop = (
        "为了规范夜市，制定本办法。",
        "摊主应当每日清扫摊位并分类投放垃圾。",
        "故障的设备应当在两小时内断电并报修。",
    )
    found = texts(instrument(lead, care), instrument(lead, care, stop), instrument(lead, care + stop))
    one = lives(found)[1]
    told = [turns_words(turns, one, "zh") for _, turns in turns_told(one)]
    assert told == ["库中首见", "第三条：新增", "合并自第二条、第三条"]


def test_an_article_that_is_gone_is_told_after_the_others(told: Succession) -> None:
    last = lives(told)[-1]
    assert last.is_over
    assert (last.place.label, last.edition) == ("第五条", 1)
    assert words(told, last) == [f"{V1} 库中首见", f"{V2} 移（原第四条）", f"{V3} 删除"]


def test_an_old_article_is_followed_to_what_became_of_it(told: Succession) -> None:
    first = told.editions[0].places[2]
    found = life(told, 0, first)
    assert words(told, found)[1] == f"{V2} 拆分为第三条、第四条"
    assert found.turns[-1].edition == len(NUMBERS) - 1
    assert not found.is_over


def test_an_article_is_asked_for_beside_or_behind_its_work(store: Path) -> None:
    for ref, provision in (
        (RULE, "第七条"),
        (f"{RULE}#第七条", None),
        (f"{RULE}#第七条", "第7条"),
        (V5, "第七条第一款"),
    ):
        assert asked(ref, provision, store).place == asked(RULE, "第七条", store).place
    assert asked(V1, "第七条", store).edition == 0
    assert asked(f"{RULE}@2020-12-31", None, store).told.editions[-1].version.doc_number == V2


@pytest.mark.parametrize(
    ("ref", "provision", "error", "said"),
    [
        (RULE, "第九十条", UnknownReference, "第一条 to 第八条"),
        (RULE, "甲", UnknownReference, "no label"),
        (f"{RULE}#第一条", "第二条", UnknownReference, "stands beside"),
        (f"{RULE}@2010-01-01", None, UnknownReference, "no version"),
        ("没有的规定", None, UnknownReference, "no document"),
        ("pyproject.toml", None, BadReference, "is a file"),
    ],
)
def test_what_cannot_be_asked(store: Path, ref: str, provision: str | None, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        asked(ref, provision, store)


def test_a_label_that_stands_twice_is_ambiguous(tmp_path: Path, store: Path) -> None:
    text = (store / "柳湾市人民政府公报/2018/003/source.txt").read_text("utf-8")
    doubled = re.sub(r"(\n第八条 )", "\n第七条 骑行人应当爱护单车。\n\\1", text)
    (tmp_path / "twice.txt").write_text(doubled, "utf-8")
    assert tracker("add", tmp_path / "twice.txt", "--store", tmp_path / "store").returncode == 0
    with pytest.raises(AmbiguousReference, match="2 times"):
        asked(RULE, "第七条", tmp_path / "store")


def test_a_work_with_decisions_only_says_so(tmp_path: Path) -> None:
    make_history(tmp_path / "store", only=(2,))
    done = tracker("history", V3, "--store", tmp_path / "store")
    assert done.returncode == 3
    assert "amending decisions only" in done.stderr.decode()


def test_a_decision_that_cannot_be_applied_is_left_out_and_said(tmp_path: Path) -> None:
    make_history(tmp_path / "store", only=(2, 3, 4))
    found = asked(RULE, None, tmp_path / "store").told
    assert [one.version.doc_number for one in found.editions] == [V4, V5]
    assert any(V3 in remark and "left out" in remark for remark in found.remarks)
    with pytest.raises(UnknownReference, match="cannot be had"):
        asked(V3, None, tmp_path / "store")


def test_a_draft_is_no_version(tmp_path: Path) -> None:
    folder = make_history(tmp_path / "store", only=(0, 1))
    number = "柳商函〔2019〕40号"
    draft = gazette(7, (2019, 7, 20), f"{RULE}（征求意见稿）", number, ("摊主……不得停放。", *VERSIONS[1][1:5]))
    (tmp_path / "draft.txt").write_bytes(draft)
    assert tracker("add", tmp_path / "draft.txt", "--store", folder).returncode == 0
    found = asked(RULE, None, folder).told
    assert [one.version.doc_number for one in found.editions] == [V1, V2]
    assert any(number in remark and "is left out" in remark for remark in found.remarks)
    with pytest.raises(UnknownReference, match="cannot be had"):
        asked(number, None, folder)
    alone = tmp_path / "alone"
    assert tracker("add", tmp_path / "draft.txt", "--store", alone).returncode == 0
    assert any("no rule yet" in remark for remark in asked(number, None, alone).told.remarks)


def test_one_version_has_a_history_too(tmp_path: Path) -> None:
    make_history(tmp_path / "store", only=(0,))
    done = tracker("history", RULE, "--store", tmp_path / "store")
    assert "无从比较" in done.stdout.decode()
    blamed = tracker("blame", RULE, "--store", tmp_path / "store", "--format", "json")
    assert {s["version"] for one in json.loads(blamed.stdout)["provisions"] for s in one["stretches"]} == {0}


def test_a_text_put_together_with_doubts_says_so(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "store")
    add_decision(folder)
    source = folder / "柳湾市人民政府公报/2024/007/source.txt"
    wrong = source.read_text("utf-8").replace("“五十万元”", "“七十万元”")
    other = make_store(tmp_path / "other")
    (tmp_path / "wrong.txt").write_text(wrong, "utf-8")
    assert tracker("add", tmp_path / "wrong.txt", "--store", other).returncode == 0
    second = asked(FIRST, None, other).told.editions[1]
    assert second.is_doubtful
    assert "consolidated by this program; of its instructions 1" in second.remarks[0]
    assert "存疑" in second.remarks[0].zh or "未能执行" in second.remarks[0].zh


REPEALED = "此前印发的夜市管理规定及其配套文件同时停止执行。"


# --- doubt ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "is_doubtful"),
    [
        ("夜市摊位由街道办事处统一编号管理。", "夜市摊位由街道办事处统一编号管理，摊主不得转让。", False),
        (
            "本办法自公布之日起施行。",
            "本办法自公布之日起施行。" + REPEALED * 3,
            False,
        ),
        ("摊主应当缴纳卫生费。", "夜市设总管一人，由街道办事处选任，任期三年。", True),
    ],
)
def test_a_pair_that_has_little_in_common_is_doubtful(old: str, new: str, *, is_doubtful: bool) -> None:
    frame = "为了规范夜市，方便群众生活，制定本办法。", "市场监督管理部门负责夜市食品安全的监督检查工作。"
    found = texts(instrument(frame[0], old, frame[1]), instrument(frame[0], new, frame[1]))
    pair = next((one for one in found.steps[0].changes if one.kind == "modified"), None)
    if pair is None:
        assert is_doubtful  # not even taken for one provision
        return
    assert (doubt_of(pair) is not None) == is_doubtful


# --- who wrote what ---------------------------------------------------------------------------------------------------


def assert_true(found: Succession) -> None:
    """The two laws: the stretches joined are the text, and each stands in the version that is named."""
    written = authorship(found)
    assert [one.place for one in written] == list(found.editions[-1].places)
    for one in written:
        assert "".join(stretch.text for stretch in one.stretches) == one.place.text
        for stretch in one.stretches:
            own = found.editions[stretch.edition].places[stretch.place].text[stretch.start : stretch.end]
            assert bare(own) == bare(stretch.text)
    total = sum(not char.isspace() for one in written for char in one.place.text)
    assert sum(share_of(written, len(found.editions))) == total


@settings(max_examples=60, deadline=None)
@given(versions())
def test_stretches_are_the_text_and_stand_where_they_are_said_to(found: list[Instrument]) -> None:
    told = texts(*found)
    assert_true(told)
    for one in lives(told):
        assert {"first", "inserted"} & set(one.turns[0].kinds)
        assert [turn.edition for turn in one.turns] == sorted(turn.edition for turn in one.turns)


def test_typography_changes_no_writer() -> None:
    found = texts(
        instrument("摊主（含个体户）应当缴纳卫生费一百元。"),
        instrument("摊主(含个体户)应当缴纳卫生费一百元。"),
        instrument("摊主(含个体户)应当缴纳卫生费二百元。"),
    )
    one = authorship(found)[0]
    assert [(stretch.edition, stretch.text) for stretch in one.stretches] == [
        (0, "摊主(含个体户)应当缴纳卫生费"),
        (2, "二百元"),
        (0, "。"),
    ]


def test_words_that_moved_keep_their_writer() -> None:
    lead, *one = (
        "下列行为处罚款：",
        "（一）占用盲道的；",
        "（二）在消防通道堆放杂物的；",
        "（三）拒绝、阻碍清理场地的；",
    )
    text = f"{lead}\n" + "\n".join(one)
    before = Provision(level="article", span=(0, 0), label="第一条", text=text)
    turned = f"{lead}\n（一）拒绝、阻碍清理场地的；\n（二）占用盲道的；\n（三）在消防通道堆放杂物的；"
    after = Provision(level="article", span=(0, 0), label="第一条", text=turned)
    found = texts(*(Instrument(role="measure", title="甲", span=(0, 0), body=(body,)) for body in (before, after)))
    assert any(edit.moved for edit in found.steps[0].changes[0].edits)
    stretches = authorship(found)[0].stretches
    assert any(one.edition == 0 and "阻碍清理场地" in one.text for one in stretches)
    assert_true(found)


def test_who_wrote_the_sample(told: Succession) -> None:
    assert_true(told)
    written = {one.place.label: one for one in authorship(told)}
    assert [(s.edition, s.text) for s in written["第七条"].stretches][1] == (3, "五千元")
    assert [(s.edition, s.text) for s in written["第五条"].stretches][1] == (2, "二十分钟")
    assert {s.edition for s in written["第六条"].stretches} == {0}  # merged from two articles of the first version
    assert written["第六条"].numbered == len(NUMBERS) - 1
    assert written["第一条"].numbered == 0


@pytest.mark.corpus
@pytest.mark.parametrize(
    "names",
    [
        ("daolu-yunshu-2019-2022", "daolu-yunshu-2022-2023"),
        ("wangba-2019-2022", "wangba-2022-2024"),
        ("gongsifa-2018-2023",),
        ("xingsu-jieshi-2012-2021",),
    ],
)
def test_who_wrote_real_laws(names: tuple[str, ...]) -> None:
    folders = [corpus() / "revisions" / name for name in names]
    files = [next(folders[0].glob("old.*")), *(next(folder.glob("new.*")) for folder in folders)]
    read = [parse_file(one).documents[0] for one in files]
    pairs = []
    for n, one in enumerate(read):
        version = Version(ref=f"v{n}", title=one.title, doc_number=None, date=None, sha256=None)
        pairs.append((edition_of(one, version), one))
    for found in (succession(pairs), succession([*pairs, pairs[0]])):
        assert_true(found)
        assert lives(found)


# --- as a person asks -------------------------------------------------------------------------------------------------


def test_the_history_as_text(store: Path) -> None:
    shown = tracker("history", RULE, "第七条", "--store", store).stdout.decode()
    assert "处[-二千元-]{+五千元+}罚款" in shown
    assert f"2023-06-15  {V4}  修改" in shown
    assert "第一条" not in shown
    whole = tracker("history", RULE, "--store", store, "-v", "--color", "always").stdout.decode()
    assert "已删除的条款" in whole
    english = tracker("history", RULE, "--store", store, "--lang", "en").stdout.decode()
    assert "renumbered 第八条 (was 第七条)" in english
    assert "consolidated by this program" in english


def test_the_blamed_text(store: Path) -> None:
    shown = tracker("blame", RULE, "--store", store).stdout.decode()
    assert "1│ 运营企业未及时清理的，处{4:五千元}罚款。" in shown
    assert f"条号始自 {V5}" in shown
    first = tracker("blame", V1, "--store", store).stdout.decode()
    assert "1 个版本" in first
    assert "二千元罚款" in first
    one = tracker("blame", f"{RULE}@2022-01-01#第四条", "--store", store, "--lang", "en").stdout.decode()
    assert "{3:二十分钟}" in one
    assert "街道办事处" not in one


@pytest.mark.parametrize("command", ["history", "blame"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pages(store: Path, tmp_path: Path, command: str, lang: str) -> None:
    page = tmp_path / "page.html"
    assert tracker(command, RULE, "--store", store, "-o", page, "--lang", lang).returncode == 0
    html = page.read_text("utf-8")
    assert "script-src" not in html
    assert re.search(r"default-src &#39;none&#39;", html)
    anchors = re.findall(r'<section class="life[^>]* id="([^"]+)"', html)
    assert len(anchors) == len(set(anchors)) == len(re.findall(r'<li class="[^"]*"><a href="#', html))
    if command == "history":
        assert "<del>二千元</del><ins>五千元</ins>" in html
    else:
        assert re.search(r'<span class="by e3" title="[^"]*">五千元<sup>4</sup></span>', html)
    assert page.read_bytes() == tracker(command, RULE, "--store", store, "-f", "html", "--lang", lang).stdout


def test_hostile_words_stay_words() -> None:
    from tracker.render.history_html import blame_page, history_page  # noqa: PLC0415 - beside what it is for
    from tracker.render.options import RenderOptions  # noqa: PLC0415

    found = texts(instrument("甲<script>alert(1)</script>乙。"), instrument("甲<script>alert(1)</script>乙\u202e丙。"))
    pages = (
        history_page("<b>办法</b>", found, lives(found), RenderOptions()),
        blame_page("<b>办法</b>", found, authorship(found), RenderOptions()),
    )
    for page in pages:
        assert "<script" not in page
        assert "alert(1)" in page
        assert "<b>办法</b>" not in page
        assert "\u202e" not in page


def test_wrong_arguments(store: Path) -> None:
    assert tracker("history", "--store", store).returncode == 2
    assert tracker("blame", RULE, "--store", store, "-f", "docx").returncode == 2
    assert tracker("blame", RULE, "--store", store, "-o", "x.docx").returncode == 2
    assert tracker("history", RULE, "--store", store / "nowhere").returncode == 3
