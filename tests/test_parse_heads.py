"""Heads of documents, contents lists and what pages print around texts, as real sources have them."""

from __future__ import annotations

import pytest

from tests.gazettes import parsed
from tracker.model import Issue, walk
from tracker.parse.document.rosters import roster_text


def heads(issue: Issue) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(document.title, document.doc_number, document.issuers) for document in issue.documents]


def codes(issue: Issue) -> list[str]:
    return [found.code for found in issue.diagnostics]


NOTICE = "为了便民，公告如下：\n\n一、开放电子税票。\n\n特此公告。\n\n{signed}\n\n2023年5月1日\n"


@pytest.mark.parametrize(
    ("head", "number", "issuers"),
    [
        (
            "南河税务总局公告2023年第7号\n\n关于开放电子税票的公告",
            "南河税务总局公告2023年第7号",
            ("南河税务总局",),
        ),
        (
            "关于开放电子税票的公告\n\n南河税务总局公告２０２３年第７号",
            "南河税务总局公告2023年第7号",
            ("南河税务总局",),
        ),
        (
            "南河财政部　南河税务总局公告\n\n2023年第7号\n\n关于开放电子税票的公告",
            "南河财政部 南河税务总局公告2023年第7号",
            ("南河财政部", "南河税务总局"),
        ),
        (
            "南河财政部　南河税务总局\n公告2023年第7号\n\n关于开放电子税票的公告",
            "南河财政部 南河税务总局公告2023年第7号",
            ("南河财政部", "南河税务总局"),
        ),
    ],
)
def test_announcements_with_their_numbers(head: str, number: str, issuers: tuple[str, ...]) -> None:
    issue = parsed(f"{head}\n\n{NOTICE.format(signed='　'.join(issuers))}")
    assert heads(issue) == [("关于开放电子税票的公告", number, issuers)]
    texts = [node.text for node in walk(issue.documents[0].instruments[0].body)]
    assert texts[0] == "为了便民，公告如下："


@pytest.mark.parametrize(
    "head", ["南河建设部令2023年第11号", "南河建设部令\n\n2023年第11号", "南河建设部\n令\n\n（2023年第11号）"]
)
def test_orders_are_titled_by_what_they_decree(head: str) -> None:
    issue = parsed(
        f"{head}\n\n《房屋鉴定规定》已经2023年1月5日部务会议通过，现予公布，自2023年6月1日起施行。\n\n"
        "部长　甲某\n\n2023年1月9日\n\n房屋鉴定规定\n\n第一条　为了安全，制定本规定。\n"
    )
    assert heads(issue) == [("房屋鉴定规定", "南河建设部令2023年第11号", ("南河建设部",))]


def test_who_forwards_is_the_issuer() -> None:
    issue = parsed(
        "南河省人民政府办公厅批转省水利厅关于清淤意见的通知\n\n南政办发〔2023〕6号\n\n各市人民政府：\n\n"
        "省水利厅《关于清淤的意见》已经同意，现转发给你们。\n\n"
        "2023年1月5日\n\n关于清淤的意见\n\n省水利厅\n\n一、清淤。\n\n二、筑堤。\n"
    )
    assert issue.documents[0].issuers == ("南河省人民政府办公厅",)


def test_the_shell_of_a_copied_page_is_noise_and_its_card_gives_the_number() -> None:
    issue = parsed(
        "当前位置：首页 > 政务公开 > 文件\n\n索引号：003-2023\n\n发文字号：澜水规〔2023〕4号\n\n【打印】【关闭】\n\n"
        "澜亭市水务局关于印发《澜亭市取水办法》的通知\n\n各区水务局：\n\n现将《澜亭市取水办法》印发给你们。\n\n"
        "澜亭市水务局\n\n2023年5月8日\n\n澜亭市取水办法\n\n第一条 为了节水，制定本办法。\n\n返回顶部 打印\n"
    )
    assert heads(issue) == [("澜亭市水务局关于印发《澜亭市取水办法》的通知", "澜水规〔2023〕4号", ("澜亭市水务局",))]
    assert [noise.kind for noise in issue.noise] == ["front-matter", "back-matter"]


def test_the_title_of_a_page_above_the_document_is_no_part_of_its_title() -> None:
    issue = parsed(
        "澜亭市取水办法\n\n作者：资料网 时间：2023-07-06 浏览：86\n\n澜亭市取水办法\n\n南河省澜亭市人民政府\n\n"
        "澜亭市人民政府关于印发澜亭市取水办法的通知\n\n澜政发〔2023〕15号\n\n各区人民政府：\n\n现印发给你们。\n\n"
        "澜亭市人民政府\n\n2023年5月8日\n\n澜亭市取水办法\n\n第一条 为了节水，制定本办法。\n"
    )
    assert [title for title, _, _ in heads(issue)] == ["澜亭市人民政府关于印发澜亭市取水办法的通知"]


COVER = "南河省人民政府公报\n\n2023年第4期（总第77期）\n\n2023年2月28日\n\n目　录\n\n{contents}\n\n"
FIRST, SECOND = "南河省人民政府关于护林的意见", "南河省水利厅关于印发《南河省取水办法》的通知"
BODY = (
    f"{FIRST}\n\n南政发〔2023〕3号\n\n各市人民政府：\n\n一、护林。\n\n南河省人民政府\n\n2023年2月2日\n\n"
    f"{SECOND}\n\n南水规〔2023〕1号\n\n各市水利局：\n\n现印发给你们。\n\n南河省水利厅\n\n2023年2月8日\n\n"
    "南河省取水办法\n\n第一条 为了节水，制定本办法。\n"
)


@pytest.mark.parametrize(
    "contents",
    [
        f"{FIRST}\n\n{SECOND}",
        f"【省政府文件】\n\n{FIRST}\n\n【部门文件】\n\n{SECOND}",
        f"- [{FIRST}](#1)\n- [{SECOND}](#2)",
        f"{FIRST} / 3\n{SECOND} / 5",
        f"南政发〔2023〕3号\n{FIRST}  3\n南水规〔2023〕1号\n{SECOND}  5",
    ],
)
def test_contents_lists_of_every_form(contents: str) -> None:
    issue = parsed(COVER.format(contents=contents) + BODY)
    assert (issue.kind, issue.number, issue.total_number, len(issue.toc)) == ("gazette", 4, 77, 2)
    assert [(title, number) for title, number, _ in heads(issue)] == [
        (FIRST, "南政发〔2023〕3号"),
        (SECOND, "南水规〔2023〕1号"),
    ]
    assert not [code for code in codes(issue) if code.startswith("contents")]


def test_text_that_the_contents_do_not_list_is_a_document() -> None:
    issue = parsed(
        COVER.format(contents="南河省人民政府任免人员……………（4）")
        + "南河省人大常委会\n关于修堤的决议\n\n（2023年2月6日省人大常委会第八次会议通过）\n\n"
        "会议听取并讨论了修堤工作的报告。\n\n"
        "关于修堤情况的报告\n\n——2023年2月3日在省人大常委会第八次会议上\n\n"
        "水利厅厅长　甲某\n\n一、全省有海堤三千公里。\n\n"
        "南河省人民政府任免人员\n\n2023年2月5日\n\n任命丙某为省渔港局副局长。\n"
    )
    assert [title for title, _, _ in heads(issue)] == [
        "南河省人大常委会关于修堤的决议",
        "关于修堤情况的报告",
        "南河省人民政府任免人员",
    ]
    assert codes(issue).count("contents-lacks") == 2


@pytest.mark.parametrize(
    "cover", ["", "澜亭市人民政府关于印发抢险预案的通知\n\n澜政发〔2023〕6号\n\n各区人民政府：\n\n现印发给你们。\n\n"]
)
def test_a_contents_list_of_one_measure_makes_no_compilation(cover: str) -> None:
    issue = parsed(
        f"{cover}澜亭市抢险预案\n\n目录\n\n"
        f"1 总则……1\n1.1 目的……1\n2 附则……2\n\n1 总则\n\n1.1 目的\n\n为了抢险，制定本预案。\n\n"
        "2 附则\n\n2.1 本预案由市水务局解释。\n"
    )
    assert (issue.kind, len(issue.documents)) == ("document", 1)
    assert codes(issue) == []


def test_documents_in_a_row_without_numbers() -> None:
    issue = parsed(
        "南河港务局关于批准疏浚的通知\n\n南港发〔2023〕9号\n\n"
        "南河港口公司：\n\n你公司的请示收悉，现予批准。\n\n南河港务局\n\n2023年5月2日\n\n"
        "南河银保监局关于甲某任职资格的批复\n\n南河银行：\n\n"
        "经审核，现批复如下：\n\n一、核准任职资格。\n\n南河银保监局\n\n2023年4月4日\n"
    )
    assert [title for title, _, _ in heads(issue)] == [
        "南河港务局关于批准疏浚的通知",
        "南河银保监局关于甲某任职资格的批复",
    ]
    assert [document.date for document in issue.documents] == ["2023-05-02", "2023-04-04"]


def test_what_a_circular_forwards_is_no_document_of_its_own() -> None:
    issue = parsed(
        "南河省人民政府转发省水利厅关于清淤的意见的通知\n\n南政发〔2023〕9号\n\n各市人民政府：\n\n现转发给你们。\n\n"
        "南河省人民政府\n\n2023年5月2日\n\n"
        "南河省水利厅关于清淤的意见\n\n省政府：\n\n为了清淤，提出如下意见。\n\n一、清淤。\n"
    )
    assert len(issue.documents) == 1


def test_a_source_that_is_mostly_cover_says_so() -> None:
    cover = (
        "南河省人民政府公报\n\n2023年第4期\n\n" + "南河省人民政府办公厅主办\n\n" * 8 + "目录\n\n" + f"{FIRST}……3\n\n"
    )
    issue = parsed(cover + f"{FIRST}\n\n南政发〔2023〕3号\n\n一、护林。\n")
    assert "noise-share" in codes(issue)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("主　任：甲某某　　副市长", "主任：甲某某 副市长"),
        ("　　　　丙某某　　市林草局局长", "丙某某 市林草局局长"),
        ("委　员：丁　某　　市统计局副局长", "委员：丁某 市统计局副局长"),
        ("成  员： 赵某某  钱某  孙某某", "成员：赵某某 钱某 孙某某"),
        ("主 任 委 员：甲某某　副省长", "主任委员：甲某某 副省长"),
        ("总　　则", None),
        ("某市财政局　　某市税务局", None),
        ("联系人：张三　电话：123", None),
        ("他是　　主任。", None),
    ],
)
def test_lines_of_rosters(raw: str, text: str | None) -> None:
    assert roster_text(raw) == text


def test_markdown_markup_is_no_text() -> None:
    issue = parsed(
        "---\ntitle: 澜亭市取水办法\ndate: 2023-01-05\n---\n\n"
        "::: tip 说明\n\n（2023年1月5日澜亭市人民政府公布）\n\n:::\n\n"
        '## 第一章&emsp;总&emsp;则\n\n<p id="a">&emsp;&emsp;<b>第一条</b>&emsp;为了节水，制定本办法。</p>\n'
    )
    assert heads(issue)[0][0] == "澜亭市取水办法"
    nodes = list(walk(issue.documents[0].instruments[0].body))
    assert [(node.label, node.heading or node.text) for node in nodes if node.label] == [
        ("第一章", "总则"),
        ("第一条", "为了节水，制定本办法。"),
    ]
    assert issue.documents[0].date == "2023-01-05"


def test_number_date_and_signatures_stand_where_the_source_has_them() -> None:
    text = (
        "南河省财政厅 南河省教育厅关于助学的通知\n\n南财教〔2023〕5号\n\n各市财政局：\n\n一、助学。\n\n"
        "南河省财政厅　南河省教育厅\n\n2023年3月5日\n"
    )
    (document,) = parsed(text).documents

    def at(span: tuple[int, int] | None) -> str:
        return text[slice(*span)] if span else ""

    assert at(document.doc_number_span) == "南财教〔2023〕5号"
    assert at(document.date_span) == "2023年3月5日"
    assert [(one.name, at(one.span)) for one in document.signatures] == [
        ("南河省财政厅", "南河省财政厅　南河省教育厅"),
        ("南河省教育厅", "南河省财政厅　南河省教育厅"),
    ]


def test_a_card_of_data_gives_what_the_text_does_not() -> None:
    issue = parsed(
        "首页 > 政策 > 规章\n\n【字体：大 中 小】 打印\n\n"
        "标题：澜亭市绿化办法\n\n发布机构：澜亭市人民政府\n\n成文日期：2023-02-01\n\n"
        "发布日期：2023-02-09\n\n发文字号：澜政规〔2023〕2号\n\n澜亭市绿化办法\n\n第一条 为了绿化，制定本办法。\n"
    )
    (found,) = issue.documents
    assert (found.title, found.doc_number, found.issuers, found.date) == (
        "澜亭市绿化办法",
        "澜政规〔2023〕2号",
        ("澜亭市人民政府",),
        "2023-02-01",
    )
