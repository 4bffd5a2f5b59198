"""Which article became which, on measures of our own."""

from __future__ import annotations

import pytest

from tests.measures import GRANTS, article, chapter, links, measure, of_new, of_old
from tracker.compare import compare
from tracker.language.numerals import int_to_han
from tracker.model import ChangeSet, Instrument


def compared(old: Instrument, new: Instrument, *, strict: bool = False) -> ChangeSet:
    result = compare(old, new, strict=strict)
    assert isinstance(result, ChangeSet)
    return result


def kinds(changes: ChangeSet) -> list[str]:
    return [change.kind for change in changes.changes]


def test_a_text_with_itself_is_unchanged() -> None:
    result = compared(measure(GRANTS), measure(GRANTS))
    assert set(kinds(result)) == {"unchanged"}
    assert all(change.score == 1.0 and not change.renumbered and not change.moved for change in result.changes)
    assert result.changes[0].evidence == ("identical text",)
    assert result.remarks == ()


def test_an_inserted_article_renumbers_the_rest_and_moves_nothing() -> None:
    new = [*GRANTS[:3], "专项补助遵循公开、公平、择优的原则，依法接受社会公众监督。", *GRANTS[3:]]
    result = compared(measure(GRANTS), measure(new))
    assert kinds(result).count("inserted") == 1
    assert of_new(result, "第四条").kind == "inserted"
    assert [change.renumbered for change in result.changes] == [False] * 3 + [False] + [True] * 8
    assert not any(change.moved for change in result.changes)


def test_a_deleted_article_stands_where_it_stood() -> None:
    result = compared(measure(GRANTS), measure([*GRANTS[:4], *GRANTS[5:]]))
    assert kinds(result)[4] == "deleted"
    assert result.changes[4].old[0].label == "第五条"
    assert result.changes[4].score is None


def test_what_is_gone_at_the_very_beginning_comes_first() -> None:
    result = compared(measure(GRANTS), measure(GRANTS[1:]))
    assert kinds(result)[0] == "deleted"


def test_the_article_on_commencement_is_the_heir_of_its_like_however_it_reads() -> None:
    last = "本办法自印发之日起施行。《云岭高新区科技专项补助管理办法》（云高管发〔2023〕3号）同时废止。"
    result = compared(measure(GRANTS), measure([*GRANTS[:-1], last]))
    change = of_new(result, "第十一条")
    assert change.old[0].label == "第十一条"
    assert "same end of the text" in change.evidence


def test_an_article_is_found_again_through_changed_numbers_and_references() -> None:
    old = [*GRANTS[:8], "违反本办法第四条、第六条规定的，处一万元以上三万元以下罚款。", *GRANTS[8:]]
    new = [*GRANTS[:8], "违反本办法第五条、第七条规定的，处五万元以上十万元以下罚款。", *GRANTS[8:]]
    assert of_new(compared(measure(old), measure(new)), "第九条").old[0].label == "第九条"


def test_a_split_article_is_one_change() -> None:
    old = list(GRANTS)
    old[2] += "区审计局对专项补助的使用情况开展年度审计，并向社会公布审计结果。"
    new = [
        *GRANTS[:3],
        "区审计局对专项补助的使用情况开展年度审计，并及时向社会公布审计结果。",
        *GRANTS[3:],
    ]
    change = of_old(compared(measure(old), measure(new)), "第三条")
    assert change.kind == "split"
    assert [place.label for place in change.new] == ["第三条", "第四条"]
    assert "part of its text went there" in change.evidence


def test_merged_articles_are_one_change() -> None:
    new = [*GRANTS[:6], GRANTS[6] + GRANTS[7], *GRANTS[8:]]
    change = of_new(compared(measure(GRANTS), measure(new)), "第七条")
    assert change.kind == "merged"
    assert [place.label for place in change.old] == ["第七条", "第八条"]


def test_splitting_and_merging_at_once_restructures() -> None:
    a, b = GRANTS[6], GRANTS[7]
    old = [*GRANTS[:6], a + "评审结果应当公示七日，公示期内接受书面异议。", b, *GRANTS[8:]]
    new = [*GRANTS[:6], a, "评审结果应当公示七日，公示期内接受书面异议。" + b, *GRANTS[8:]]
    change = of_new(compared(measure(old), measure(new)), "第八条")
    assert change.kind == "restructured"
    assert [place.label for place in change.old] == ["第七条", "第八条"]


def test_a_moved_article_alone_is_moved() -> None:
    moved = [*GRANTS[:1], GRANTS[9], *GRANTS[1:9], GRANTS[10]]
    result = compared(measure(GRANTS), measure(moved))
    assert [change.new[0].label for change in result.changes if change.moved] == ["第二条"]
    assert of_new(result, "第二条").kind == "unchanged"


def test_look_alikes_in_parallel_chapters_keep_to_their_chapter() -> None:
    def parts(subject: str, other: str, term: str) -> list[str]:
        return [
            f"{subject}应当建立健全内部管理制度，明确岗位职责，定期开展自查并留存{other}。",
            f"{subject}从业人员应当经过岗前培训，{term}考核合格后方可上岗作业。",
        ]

    def text(term: str, extra: list[str]) -> Instrument:
        first = [*extra, *parts("餐饮服务经营者", "台账记录", term)]
        second = parts("食品生产经营者", "检验记录", term)
        return measure(
            [
                chapter(1, "餐饮服务", [article(n, t) for n, t in enumerate(first, start=1)]),
                chapter(2, "食品生产", [article(n, t) for n, t in enumerate(second, start=len(first) + 1)]),
            ]
        )

    result = compared(text("经", []), text("由属地主管部门组织", ["本市推行餐饮服务信用分级管理。"]))
    assert {("第一条", "第二条"), ("第二条", "第三条"), ("第三条", "第四条"), ("第四条", "第五条")} <= links(result)
    assert of_new(result, "第一条").kind == "inserted"


def test_chapters_follow_their_articles_and_are_renumbered() -> None:
    old = measure(
        [
            chapter(1, "总则", [article(n + 1, GRANTS[n]) for n in range(3)]),
            chapter(2, "申报与评审", [article(n + 1, GRANTS[n]) for n in range(3, 8)]),
            chapter(3, "附则", [article(n + 1, GRANTS[n]) for n in range(8, 11)]),
        ]
    )
    new = measure(
        [
            chapter(1, "总则", [article(n + 1, GRANTS[n]) for n in range(3)]),
            chapter(2, "职责分工", [article(4, "镇街应当协助开展企业走访、政策宣讲和数据采集。")]),
            chapter(3, "申报、评审与验收", [article(n + 2, GRANTS[n]) for n in range(3, 8)]),
            chapter(4, "附则", [article(n + 2, GRANTS[n]) for n in range(8, 11)]),
        ]
    )
    result = compared(old, new)
    assert {("第二章", "第三章"), ("第三章", "第四章")} <= links(result)
    assert of_new(result, "第二章").kind == "inserted"
    assert of_new(result, "第三章").renumbered
    assert of_new(result, "第六条").new[0].path == "第三章/第六条"


def test_one_replaced_term_hides_nothing() -> None:
    old = [text.replace("区科技局", "区科学技术委员会") for text in GRANTS]
    old[3] = "申请补助的企业应当在本区注册满一年，近三年内未受到重大行政处罚。"
    result = compared(measure(old), measure(GRANTS))
    assert {(f"{place}", f"{place}") for place in ("第三条", "第四条", "第十条")} <= links(result)
    assert "inserted" not in kinds(result)


@pytest.mark.parametrize("count", [400])
def test_a_template_repeated_many_times_is_paired_in_order(count: int) -> None:
    old = [f"第{n}号事项由主管部门依照规定办理，并报上级机关备案。" for n in range(count)]
    new = [text.replace("主管部门", "主管机构") for text in old]
    result = compared(measure(old), measure(new))
    assert all(change.old[0].label == change.new[0].label for change in result.changes)


def test_copies_of_one_text_are_paired_by_their_neighbours() -> None:
    copy = "本节没有规定的，适用本办法总则的有关规定。"
    old = [*GRANTS[:3], copy, *GRANTS[3:6], copy, *GRANTS[6:]]
    new = [*GRANTS[:6], copy, *GRANTS[6:]]
    result = compared(measure(old), measure(new))
    assert of_new(result, "第七条").old[0].label == "第八条"
    assert of_old(result, "第四条").kind == "deleted"


def test_parallel_articles_that_share_every_word_are_told_apart_by_their_numbers() -> None:
    old = [f"违反本办法第{int_to_han(n)}条规定的，由区科技局责令限期改正，并处{n}万元罚款。" for n in range(5, 13)]
    new = ["罚款的裁量基准由区科技局另行制定。", *(text.replace("责令限期改正", "责令改正") for text in old)]
    result = compared(measure(old), measure(new))
    assert [change.kind for change in result.changes] == ["inserted", *["modified"] * 8]
    assert [change.old[0].text for change in result.changes[1:]] == old


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_measure_of_few_articles_is_paired(count: int) -> None:
    old = GRANTS[3 : 3 + count]
    result = compared(measure(old), measure([text.replace("应当", "必须").replace("五", "八") for text in old]))
    assert kinds(result) == ["modified"] * count


def test_articles_that_share_their_first_sentence_and_stand_elsewhere_word_for_word() -> None:
    first, more, other = "摊主应当保持整洁，收摊后清扫场地。", "夜市在二十三点前结束营业。", "夜市在零点前结束营业。"
    result = compared(measure([first, first + more]), measure([first + more, *[first + other] * 3]))
    kept = next(change for change in result.changes if change.old and change.old[0].text == first + more)
    assert (kept.kind, kept.new[0].label) == ("unchanged", "第一条")
