"""What ends another text, what ends only a part of it, and what only speaks of an end."""

from __future__ import annotations

import pytest

from tests.gazettes import parsed
from tracker.language.numerals import int_to_han
from tracker.model import Document
from tracker.parse.clauses.acts import only_tells

A = "《澜亭市取水办法》（澜水规〔2020〕3号）"
ONE = [("澜亭市取水办法", "澜水规〔2020〕3号", False)]
PART = [("澜亭市取水办法", "澜水规〔2020〕3号", True)]


def document_of(clause: str, title: str = "澜亭市节水办法") -> Document:
    return parsed(f"{title}\n\n第一条 为了节水，制定本办法。\n\n第二条 {clause}\n").documents[0]


def repeals_of(clause: str, title: str = "澜亭市节水办法") -> list[tuple[str, str | None, bool]]:
    return [(one.title, one.doc_number, one.partial) for one in document_of(clause, title).repeals]


@pytest.mark.parametrize(
    "clause",
    [
        f"{A}同时废止。",
        f"决定废止{A}。",
        f"经研究决定废止{A}。",
        f"经市政府同意，现决定对{A}予以废止。",
        f"将{A}予以废止。",
        f"原市水务局印发的{A}同时废止。",
        f"依据《南河省水条例》制定的{A}同时废止。",
        f"根据《南河省水条例》，废止{A}。",
        f"自本办法施行之日起，{A}同时废止。",
        f"本办法施行后，{A}即行废止。",
        f"2010年5月1日市第一届人大常委会第三次会议通过、根据《关于修改〈澜亭市取水办法〉的决定》修正的{A}同时废止。",
        f"{A}自本办法印发之日起停止执行。",
        f"{A}不再执行。",
        f"{A}等3件规范性文件同时废止。",
        f"{A}及其实施细则同时废止。",
        f"{A}相应废止。",
        f"{A}已经市政府决定废止。",
        f"{A}于2024年12月31日废止。",
        f"宣布{A}失效。",
        f"原有规定与本办法不一致的，以本办法为准，{A}同时废止。",
        f"除《甲办法》继续有效外，{A}同时废止。",
        f"{A}同时失效。",
    ],
)
def test_a_whole_text_is_ended(clause: str) -> None:
    assert repeals_of(clause) == ONE


@pytest.mark.parametrize("number", [*range(1, 25), 99, 100, 101, 105, 110, 111, 120, 999, 1005, 1020, 1260])
@pytest.mark.parametrize("form", ["{a}第{n}条同时废止。", "废止{a}第{n}条。", "除第{n}条外，{a}同时废止。"])
def test_the_end_of_some_articles_is_partial_whatever_their_numbers(number: int, form: str) -> None:
    assert repeals_of(form.format(a=A, n=int_to_han(number))) == PART


@pytest.mark.parametrize(
    "clause",
    [
        f"{A}中第三条第二款、第五条同时废止。",
        f"{A}第二章废止。",
        f"{A}中关于收费标准的规定停止执行。",
        f"{A}有关收费的规定同时废止。",
        f"{A}的附件2同时废止。",
        f"不再执行{A}中关于收费的规定。",
        f"{A}同时废止，但第三条继续有效。",
        f"{A}同时废止（第三条除外）。",
        f"{A}除第三条、第五条以外，同时废止。",
        f"{A}（第三条、第四条除外）同时废止。",
        f"{A}除附件外同时废止。",
        f"{A}部分条款同时废止。",
        f"{A}第三章、第四章同时废止。",
        f"废止{A}中第十条、第十二条和附件1。",
        f"{A}除第三条、第四条继续执行外，其余条款同时废止。",
        f"{A}中除附件外的其他内容自2026年1月1日起废止。",
        f"{A}（除第九条外）其他规定停止执行。",
    ],
)
def test_a_part_of_a_text_is_ended(clause: str) -> None:
    assert repeals_of(clause) == PART


def test_a_part_of_a_text_that_is_named_by_its_number() -> None:
    assert [(number, partial) for _, number, partial in repeals_of("澜水规〔2020〕3号文件第三条同时废止。")] == [
        ("澜水规〔2020〕3号", True)
    ]


@pytest.mark.parametrize(
    "clause",
    [
        f"暂不废止{A}。",
        f"{A}不予废止。",
        f"{A}尚未废止。",
        f"关于是否废止{A}，由市水务局研究。",
        f"{A}被废止的，另行公告。",
        f"贯彻{A}需要制定、修改、废止规章的，另行提出。",
        f"收到关于废止{A}的建议。",
        f"{A}已废止，有关事项按国家规定办理。",
        "《取水许可证》自行废止。",
        "逾期未领的《营业执照》同时作废。",
        f"按照{A}（已废止）第九条办理的，继续有效。",
        f"根据{A}作出的决定，由市水务局予以废止。",
        f"在《甲协议》、{A}下，不再执行有关限制。",
        f"将第九条修改为：“{A}同时废止。”",
        f"拟修订{A}，修订后原文件废止。",
        f"不得以废止{A}为由拒绝办理。",
        f"废止{A}后，按照新规定办理。",
        f"在{A}废止前取得的许可继续有效。",
        f"除{A}外，其他文件同时废止。",
        f"凡与{A}相抵触的规定一律废止。",
        f"依照{A}颁发的《取水证》同时作废。",
        f"未列入废止目录的{A}继续有效。",
        f"因{A}已失效，制定本办法。",
        f"{A}有效期届满后自动失效。",
        f"会议审议了关于废止{A}的议案。",
        "双方签订的《供水协议》同时废止。",
    ],
)
def test_what_ends_nothing(clause: str) -> None:
    assert repeals_of(clause) == []


@pytest.mark.parametrize(
    "clause",
    [
        f"拟废止{A}。",
        f"新办法施行后，拟废止{A}。",
        f"修订后的办法施行后，{A}同时废止。",
        f"建议废止{A}。",
        f"适时废止{A}。",
        f"{A}应当予以废止。",
        f"{A}将予以废止。",
        f"拟将{A}予以废止。",
        f"视情况废止{A}。",
        f"条件成熟时废止{A}。",
        f"上级另有规定的，{A}同时废止。",
        f"新修订的《南河省水条例》施行之日，{A}同时废止。",
        f"同意废止{A}。",
    ],
)
def test_what_is_only_planned_is_a_doubt_with_its_quote(clause: str) -> None:
    document = document_of(clause)
    assert document.repeals == ()
    assert [(one.doc_number, one.quote) for one in document.doubtful_repeals] == [("澜水规〔2020〕3号", clause)]


@pytest.mark.parametrize(
    "title",
    [
        "澜亭市水务局关于公开征求《澜亭市节水办法（征求意见稿）》意见的通知",
        "澜亭市水务局关于市人大代表第18号建议的答复",
        "关于《澜亭市节水办法（草案）》的说明",
        "澜亭市2024年规范性文件制定计划",
        "澜亭市水务局关于废止取水办法的请示",
    ],
)
def test_a_draft_a_plan_and_an_answer_end_nothing(title: str) -> None:
    document = document_of(f"{A}同时废止。", title)
    assert document.repeals == ()
    assert len(document.doubtful_repeals) == 1


@pytest.mark.parametrize(
    ("clause", "days"),
    [
        (f"{A}自2025年1月1日起废止。", ["2025-01-01"]),
        (f"决定废止{A}，自2024年9月1日起生效。", ["2024-09-01"]),
        (f"自2024年9月1日起，{A}停止执行。", ["2024-09-01"]),
        (f"本办法自2024年5月1日起施行，{A}同时废止。", [None]),
        (f"{A}自2024年9月1日起废止；《澜亭市打井办法》自2024年7月1日起废止。", ["2024-09-01", "2024-07-01"]),
    ],
)
def test_each_text_has_its_own_last_day(clause: str, days: list[str | None]) -> None:
    assert [one.day for one in document_of(clause).repeals] == days


def test_a_repeal_says_where_it_stands() -> None:
    text = f"澜亭市节水办法\n\n第一条 为了节水，制定本办法。\n\n第二条 本办法自公布之日起施行。{A}同时废止。\n"
    (repeal,) = parsed(text).documents[0].repeals
    assert (repeal.place, repeal.quote) == ("第二条", f"{A}同时废止。")
    assert repeal.span is not None
    assert text[slice(*repeal.span)] == repeal.quote


@pytest.mark.parametrize(
    ("clause", "want"),
    [
        (f"{A}有效期延长至2029年4月30日。", ("extended", "2029-04-30", None)),
        (f"决定将{A}有效期延长2年。", ("extended", "2年", None)),
        (f"{A}有效期顺延至2029年4月30日。", ("extended", "2029-04-30", None)),
        (f"{A}延期执行至2029年4月30日。", ("extended", "2029-04-30", None)),
        (f"{A}继续执行，有效期到2029年4月30日止。", ("continued", "2029-04-30", None)),
        (f"继续执行{A}。", ("continued", None, None)),
        (f"{A}继续有效。", ("continued", None, None)),
        (f"自2024年7月1日起暂停执行{A}。", ("suspended", None, "2024-07-01")),
        (f"{A}暂停执行至2025年6月30日。", ("suspended", "2025-06-30", None)),
        (f"自2025年7月1日起恢复执行{A}。", ("resumed", None, "2025-07-01")),
        (f"{A}执行至2024年12月31日止。", ("ended", "2024-12-31", None)),
        (f"{A}的有效期由2024年12月31日延长至2026年12月31日。", ("extended", "2026-12-31", None)),
        (f"{A}延长执行期限至2026年12月31日。", ("extended", "2026-12-31", None)),
        (f"{A}延长有效期1年，至2026年12月31日止。", ("extended", "2026-12-31", None)),
        (f"继续执行{A}，有效期延长至2026年12月31日。", ("extended", "2026-12-31", None)),
        (f"自2024年7月1日起至2024年12月31日暂停执行{A}。", ("suspended", "2024-12-31", "2024-07-01")),
    ],
)
def test_what_changes_the_term_of_another_text(clause: str, want: tuple[str, str | None, str | None]) -> None:
    document = document_of(clause)
    assert [(one.kind, one.until, one.day) for one in document.term_changes] == [want]
    assert [(one.title, one.doc_number) for one in document.term_changes] == [("澜亭市取水办法", "澜水规〔2020〕3号")]
    assert document.repeals == ()


@pytest.mark.parametrize(
    "clause",
    [
        f"拟将{A}有效期延长至2029年4月30日。",
        f"建议继续执行{A}。",
        f"按照{A}取得的资格继续有效。",
        f"{A}第三条继续有效。",
        "本办法有效期延长至2029年4月30日。",
        f"{A}规定的补贴期限延长2年。",
        f"{A}规定的申报时间延长至2026年12月31日。",
        f"鉴于{A}有效期至2026年12月31日，现予重新印发。",
        f"在{A}有效期内提出申请的，继续执行原标准。",
        f"同意将{A}有效期延长2年。",
        f"“{A}继续执行”的表述删去。",
    ],
)
def test_what_changes_no_term(clause: str) -> None:
    assert document_of(clause).term_changes == ()


def test_a_list_of_texts_that_go_on() -> None:
    text = (
        "澜亭市水务局关于继续执行部分文件的通知\n\n一、以下文件继续有效：\n\n1.《“十四五”节水办法》（澜水规〔2021〕1号）；\n\n"
        "2.《打井办法》。\n\n二、《水车办法》由市水务局解释。\n"
    )
    changes = parsed(text).documents[0].term_changes
    assert [(one.kind, one.title, one.doc_number, one.place) for one in changes] == [
        ("continued", "“十四五”节水办法", "澜水规〔2021〕1号", "一、/1."),
        ("continued", "打井办法", None, "一、/2."),
    ]


def test_two_measures_of_one_circular_have_their_own_clauses() -> None:
    issue = parsed(
        "澜亭市水务局关于印发《澜亭市节水办法》和《澜亭市取水办法》的通知\n\n澜水规〔2024〕8号\n\n各区水务局：\n\n"
        "现印发给你们，请执行。\n\n附件：1.澜亭市节水办法\n\n2.澜亭市取水办法\n\n澜亭市水务局\n\n2024年3月18日\n\n"
        "附件1\n\n澜亭市节水办法\n\n第一条 节约用水。\n\n第二条 本办法自2024年5月6日起施行。\n\n"
        "附件2\n\n澜亭市取水办法\n\n第一条 取水应当登记。\n\n第二条 本办法自2024年6月3日起施行，有效期两年。\n"
    )
    effects = {one.title: one.effective for one in issue.documents[0].instruments}
    assert {title: effect and (effect.start, effect.until) for title, effect in effects.items()} == {
        "澜亭市水务局关于印发《澜亭市节水办法》和《澜亭市取水办法》的通知": None,
        "澜亭市节水办法": ("2024-05-06", None),
        "澜亭市取水办法": ("2024-06-03", "2年"),
    }


@pytest.mark.parametrize(
    ("title", "text", "want"),
    [
        ("澜亭市人民政府关于修改《澜亭市取水办法》的决定", "删去第三条。", [("amendment", "澜亭市取水办法")]),
        ("澜亭市水条例修正案（二）", "删去第三条。", [("amendment", "澜亭市水条例")]),
        ("澜亭市水务局关于《澜亭市取水办法》的更正", "第三条“甲”应为“乙”。", [("correction", "澜亭市取水办法")]),
        ("更正公告", "《澜亭市取水办法》第三条中的“甲”更正为“乙”。", [("correction", "澜亭市取水办法")]),
        ("澜亭市水务局关于更正登记的通知", "办理更正登记的，应当提交材料。", []),
        ("澜亭市水务局关于印发修改后的《澜亭市取水办法》的通知", "请执行。", []),
    ],
)
def test_texts_that_are_amended_or_set_right(title: str, text: str, want: list[tuple[str, str]]) -> None:
    document = parsed(f"{title}\n\n{text}\n\n澜亭市水务局\n\n2024年4月2日\n").documents[0]
    assert [(one.kind, one.title) for one in document.amends] == want


def test_lists_under_headings_of_what_ends_what_stays_and_what_changes() -> None:
    text = (
        "澜亭市人民政府关于废止和修改部分规章的决定\n\n经研究，市人民政府决定：\n\n一、废止的规章\n\n"
        "1.《澜亭市打井办法》（市政府令第8号）\n\n二、继续有效的规章\n\n1.《澜亭市节水办法》（市政府令第9号）\n\n"
        "三、对下列规章予以修改\n\n1.《澜亭市排水办法》（市政府令第10号）\n\n将第三条中的“水利局”修改为“水务局”。\n\n"
        "四、宣布失效的规章\n\n1.《澜亭市水车办法》（市政府令第11号）\n"
    )
    document = parsed(text).documents[0]
    assert [one.title for one in document.repeals] == ["澜亭市打井办法", "澜亭市水车办法"]
    assert [(one.title, one.doc_number) for one in document.amends] == [("澜亭市排水办法", "市政府令第10号")]


def test_a_table_of_what_was_cleared_up_ends_only_what_it_says_it_ends() -> None:
    text = (
        "澜亭市水务局关于公布文件清理结果的通知\n\n澜水发〔2024〕9号\n\n各区水务局：\n\n现将清理结果公布如下。\n\n"
        "澜亭市水务局\n\n2024年7月1日\n\n附件\n\n{}\n\n序号\t文件名称\t文号\t处理意见\n"
        "1\t关于打井的通知\t澜水发〔2005〕3号\t废止\n2\t关于节水的通知\t澜水发〔2006〕8号\t继续有效\n"
        "3\t关于排水的通知\t澜水发〔2007〕8号\t修改\n"
    )
    for title in ("废止和保留的文件目录", "宣布失效的文件目录"):
        found = parsed(text.format(title)).documents[0]
        assert [one.doc_number for one in found.repeals] == ["澜水发〔2005〕3号"], title
    planned = parsed(text.format("拟废止、修改、保留的文件目录")).documents[0]
    assert planned.repeals == ()
    assert [one.doc_number for one in planned.doubtful_repeals] == ["澜水发〔2005〕3号"]


@pytest.mark.parametrize(
    ("title", "tells"),
    [
        ("关于公开征求《甲办法（征求意见稿）》意见的通知", True),
        ("关于公开征求拟废止文件目录意见的公告", True),
        ("关于《甲办法（草案）》的说明", True),
        ("关于人大第18号建议的答复函", True),
        ("《甲办法》解读", True),
        ("2024年规范性文件制定计划", True),
        ("关于废止甲办法的请示", True),
        ("重大行政决策公开征求意见办法", False),
        ("法规草案审查办法", False),
        ("信访答复办法", False),
        ("水利发展行动计划", False),
        ("关于印发《甲办法》的通知", False),
    ],
)
def test_documents_that_only_tell(title: str, tells: bool) -> None:  # noqa: FBT001 - a table
    assert only_tells(title) is tells


_FIRST = "2026-01-01"
B = "《澜亭市水表检定办法》（澜水规〔2018〕9号）"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (f"下列文件自2026年1月1日起废止：\n\n1.{A}；\n\n2.{B}。", [_FIRST, _FIRST]),
        (f"自2026年1月1日起，以下规范性文件停止执行：\n\n一、{A}\n\n二、{B}", [_FIRST, _FIRST]),
        (
            f"下列文件自2026年1月1日起废止：\n\n（一）{A}；\n\n（二）{B}，自2026年7月1日起废止。",
            [_FIRST, "2026-07-01"],
        ),
        (f"决定废止下列文件：\n\n1.{A}；\n\n2.{B}，自2026年7月1日起废止。", [None, "2026-07-01"]),
        (f"决定自2026年1月1日起废止{A}和{B}。", [_FIRST, _FIRST]),
        (f"决定废止{A}、{B}。", [None, None]),
        (
            f"下列文件自2026年1月1日起废止：\n\n1.{A}。\n\n本通知自2025年5月1日施行，{B}同时废止。",
            [_FIRST, None],
        ),
    ],
)
def test_the_day_of_a_list_is_that_of_its_entries_unless_they_say_another(text: str, days: list[str | None]) -> None:
    told = parsed(f"澜亭市水务局关于废止部分文件的通知\n\n澜水规〔2025〕3号\n\n各区水务局：\n\n{text}\n").documents[0]
    assert [one.day for one in sorted(told.repeals, key=lambda one: one.title)] == days


def test_the_repeal_of_one_measure_among_several_has_its_day() -> None:
    lead = "现将《澜亭市取水井办法》《澜亭市水表检定新规》印发给你们。"
    first = "澜亭市取水井办法\n\n第一条 取水井由区水务局登记。\n\n第二条 本办法自2025年4月1日起施行。\n"
    second = f"澜亭市水表检定新规\n\n第一条 水表每六年检定。\n\n第二条 本规定自2025年8月1日起施行。{B}同时废止。\n"
    title = "澜亭市水务局关于印发《澜亭市取水井办法》《澜亭市水表检定新规》的通知"
    told = parsed(
        f"{title}\n\n澜水规〔2025〕3号\n\n各区水务局：\n\n{lead}\n\n澜亭市水务局\n\n2025年3月1日\n\n{first}\n{second}"
    )
    (document,) = told.documents
    assert [one.title for one in document.instruments][1:] == ["澜亭市取水井办法", "澜亭市水表检定新规"]
    assert [(one.doc_number, one.day) for one in document.repeals] == [("澜水规〔2018〕9号", "2025-08-01")]
