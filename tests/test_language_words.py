"""Kinds of documents and names of bodies: one list each, one answer each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tracker.language
from tracker.language.bodies import FAMILIES as BODY_FAMILIES
from tracker.language.bodies import FORM, endings, ends_with_office, is_office
from tracker.language.document_kinds import FAMILIES, NO_KIND, OWN, kind_of, kinds
from tracker.language.regions import region_of, without_region
from tracker.language.word_lists import either, word_list


def _words(text: str) -> list[str]:
    return text.split()


BARE = frozenset(word_list("kinds")["no-title-ends-with"])


@pytest.mark.parametrize("kind", kinds())
def test_a_title_of_every_kind_tells_its_kind(kind: str) -> None:
    want = NO_KIND if kind in BARE else max((w for w in kinds() if kind.endswith(w)), key=len)
    for title in (f"澜亭市养老{kind}", f"《澜亭市养老{kind}》", f"澜亭市养老{kind}（试行）", f"澜亭市养老{kind}(试行)"):
        assert kind_of(title) == want


@pytest.mark.parametrize("kind", kinds())
def test_a_text_of_every_kind_names_itself(kind: str) -> None:
    own = re.compile(OWN)
    assert own.search(f"本{kind}自公布之日起施行").group() == f"本{kind}"  # type: ignore[union-attr]
    assert own.search(f"本实施{kind}由市民政局解释").group() == f"本实施{kind}"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "words", ["本法人", "本法院", "本计划单列市", "本函数", "本标准差", "本规划区内", "本市", "日本"]
)
def test_what_only_begins_like_a_text_of_ones_own(words: str) -> None:
    assert not re.search(OWN, words)


def test_the_longest_kind_is_read() -> None:
    assert kind_of("云川市数据法典") == "法典"
    assert kind_of("云川市养老条例修正案") == "修正案"
    assert kind_of("养老服务指导意见") == "指导意见"
    assert kind_of("养老服务") == NO_KIND


OFFICES = _words("""
澜亭市财政局 国务院 财政部 澜亭市人民政府 澜亭市人民政府办公厅 云川县人民政府办公室
澜亭市发展和改革委员会 澜亭市发展改革委 澜亭市卫生健康委 国家税务总局澜亭市税务局
国家金融监督管理总局南河监管局 中国人民银行澜亭市分行 南河省高级人民法院 南河省人民检察院 审计署
澜亭海关 澜亭市云川区民政局 澜亭经济技术开发区管理委员会 澜亭高新区管委会 中国共产党澜亭市委员会
中共澜亭市委 中共南河省委宣传部 共青团澜亭市委 澜亭市总工会 澜亭市残疾人联合会 澜亭市人大常委会
澜亭市第十六届人民代表大会 澜亭市消防救援支队 澜亭市防汛抗旱指挥部 澜亭市安全生产委员会办公室
澜亭市住房公积金管理中心 澜亭市公共交通集团有限公司 澜亭警备区 南河省军区 澜亭市红十字会 澜亭大学
澜亭市图书馆 澜亭市气象台 澜亭市房地产业协会 澜亭证券交易所 澜亭市云川街道办事处 澜亭市扶贫办
南河省通信管理局 最高人民法院
""")
NO_OFFICES = _words("""
社会 全社会 澜亭市城市布局 产业格局 全市干部 服务大厅 政务服务平台 第三次全体会议 澜亭市人民大会
工作部署 共同签署 各部门 相关单位 进一步优化布局 以人民为中心 澜亭市博览会 新闻发布会 政府承办
联合举办 分管内部 急难之处 城市客厅 上述机关 澜亭市财政局关于印发通知 办法由市财政局
澜亭市财政局，澜亭市民政局 《财政部》 2024年财政局
""")


@pytest.mark.parametrize("name", OFFICES)
def test_names_of_bodies(name: str) -> None:
    assert is_office(name)
    assert ends_with_office(f"{name}等三部门")


@pytest.mark.parametrize("name", NO_OFFICES)
def test_what_is_no_name_of_a_body(name: str) -> None:
    assert not is_office(name)


def test_the_form_of_a_department_is_what_a_reorganisation_changes() -> None:
    form = re.compile(rf"{FORM}$")
    names = ("民政局", "民政委员会", "民政厅", "民政委", "民政办公室", "民政管理局")
    assert {form.sub("", name) for name in names} == {"民政"}


def test_places_in_front_of_names() -> None:
    assert region_of("南河省澜亭市云川区民政局") == "南河省澜亭市云川区"
    assert region_of("中共澜亭市委") == "澜亭市"
    assert region_of("社区养老办法") == ""
    assert without_region("澜亭市养老办法") == "养老办法"


def test_words_are_data_with_their_source_and_stand_once() -> None:
    for name, families in (("kinds", FAMILIES), ("bodies", BODY_FAMILIES)):
        tables = word_list(name)
        words = [word for family in families for word in tables[family]]
        assert len(words) == len(set(words))
        assert all(source.strip() for family in families for source in tables[family].values())
        for table in tables.keys() - set(families) - {"own"}:
            assert tables[table].keys() <= set(words), f"{name}.toml: {table} names a word that is not listed"
    assert set(endings("generic")) == {"部门", "机关", "机构", "单位", "国务院", "中央"}
    assert either(["法", "法典"]) == "(?:法典|法)"


def test_the_words_lie_beside_the_code() -> None:
    assert {path.stem for path in (Path(tracker.language.__file__).parent / "data").glob("*.toml")} >= {
        "kinds",
        "bodies",
    }
