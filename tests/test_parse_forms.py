"""Forms of heads, contents lists and copied pages that official texts come in, one small text each."""

from __future__ import annotations

import pytest

from tests.gazettes import parsed
from tracker.model import Issue, Provision, walk


def nodes(issue: Issue) -> list[Provision]:
    return [node for document in issue.documents for part in document.instruments for node in walk(part.body)]


def texts(issue: Issue) -> list[str]:
    return [f"{node.heading or ''}{node.text}" for node in nodes(issue)]


def noise(issue: Issue, source: str, kind: str) -> list[str]:
    return [source[item.span[0] : item.span[1]] for item in issue.noise if item.kind == kind]


MINUTES = """云峤省人民代表大会常务委员会公报

2021年第3号　　（总第211号）

目　录

云峤省湿地条例………………………………（3）

云峤省第十三届人民代表大会常务委员会
第二十四次会议纪要

2021年5月26日，会议在省城举行，应到六十五人。

云峤省湿地条例

（2021年5月28日云峤省第十三届人民代表大会常务委员会第二十四次会议通过）

第一条　为了保护湿地，制定本条例。

第二条　本条例自2021年8月1日起施行。
"""

SPEECH = MINUTES.replace(
    "云峤省第十三届人民代表大会常务委员会\n第二十四次会议纪要\n\n",
    "在全省防汛会议上的讲话\n\n（2021年5月12日）\n\n省长　周某某\n\n同志们：\n\n",
)


@pytest.mark.parametrize(
    ("source", "title"),
    [
        (MINUTES, "云峤省第十三届人民代表大会常务委员会第二十四次会议纪要"),
        (SPEECH, "在全省防汛会议上的讲话"),
    ],
)
def test_a_text_that_the_contents_do_not_name_is_a_document(source: str, title: str) -> None:
    issue = parsed(source)
    assert [document.title for document in issue.documents] == [title, "云峤省湿地条例"]
    assert "".join(noise(issue, source, "front-matter")) == source.split("\n\n目", maxsplit=1)[0]
    assert "contents-lacks" in [found.code for found in issue.diagnostics]


def test_an_order_of_several_bodies_with_its_word_beside_one_of_them() -> None:
    issue = parsed(
        "南河航道总局\n南河渔业局　　令\n南河水上安全部\n第 23 号\n\n"
        "《内河渔船检验办法》已经审议通过，现予公布，自2023年2月1日起施行。\n\n"
        "局长　吴某某\n局长　郑某某\n部长　王某某\n\n2022年12月20日\n\n"
        "内河渔船检验办法\n\n第一条　为了安全，制定本办法。\n\n第二条　本办法自2023年2月1日起施行。\n"
    )
    document = issue.documents[0]
    assert document.title == "内河渔船检验办法"
    assert document.doc_number == "南河航道总局 南河渔业局 南河水上安全部令第23号"
    assert document.issuers == ("南河航道总局", "南河渔业局", "南河水上安全部")


def test_an_announcement_below_its_number_may_name_who_announces() -> None:
    issue = parsed(
        "南河矿山局公告\n（2023年第9号）\n\n南河矿山局关于发布《采砂规程》等两项标准的公告\n\n"
        "南河矿山局批准《采砂规程》等两项标准，现予公告。\n\n南河矿山局\n\n2023年3月30日\n"
    )
    document = issue.documents[0]
    assert (document.title, document.doc_number) == (
        "南河矿山局关于发布《采砂规程》等两项标准的公告",
        "南河矿山局公告2023年第9号",
    )


def test_the_note_under_a_title_can_set_the_beginning() -> None:
    issue = parsed(
        "南河高级法院关于海岛纠纷的规定\n\n（2016年3月7日审判委员会第16次会议通过，自2016年5月1日起施行）\n\n"
        "第一条　当事人起诉的，应当受理。\n\n第二条　已经终审的案件，不适用本规定。\n"
    )
    effect = issue.documents[0].effective
    assert effect is not None
    assert effect.start == "2016-05-01"


def test_what_a_page_prints_around_a_text_is_noise() -> None:
    source = (
        "澜亭市科技局关于印发特派员办法的通知\n\n日期：2019-07-02 来源：科技局 浏览次数：12\n\n"
        "澜科〔2019〕15号\n\n各区科技局：\n\n现将《特派员办法》印发给你们。\n\n澜亭市科技局\n\n2019年6月28日\n\n"
        "特派员办法\n\n第一条 为了规范，制定本办法。\n\n第二条 本办法自2019年8月1日起施行。\n\n"
        "上一篇：关于春耕的通知\n下一篇：关于分工的通知\n"
    )
    issue = parsed(source)
    assert issue.documents[0].doc_number == "澜科〔2019〕15号"
    assert not [text for text in texts(issue) if "来源" in text or "一篇" in text]
    assert noise(issue, source, "running-head") == ["日期：2019-07-02 来源：科技局 浏览次数：12"]


def test_an_imprint_ends_a_document_and_begins_no_title() -> None:
    issue = parsed(
        "澜亭市政府办公室关于延长补贴的通知\n\n澜政办〔2022〕14号\n\n各区：\n\n请执行。\n\n澜亭市政府办公室\n\n"
        "2022年11月8日\n\n澜亭市政府办公室2022年11月8日印发\n\n澜亭市政府办公室\n关于供热的通知\n\n"
        "澜政办〔2022〕66号\n\n各区：\n\n请执行。\n\n澜亭市政府办公室\n\n2022年11月10日\n"
    )
    assert [document.title for document in issue.documents] == [
        "澜亭市政府办公室关于延长补贴的通知",
        "澜亭市政府办公室关于供热的通知",
    ]


def test_a_department_signs_a_reply_in_a_stream_of_documents() -> None:
    reply = (
        "{name}关于{about}的复函\n\n青屿分局：\n\n来函收悉。现函复如下：\n\n同意。\n\n此复。\n\n"
        "{name}\n\n2019年11月{day}日\n"
    )
    issue = parsed(
        reply.format(name="南河外汇局", about="精简账户", day=2)
        + "\n"
        + reply.format(name="南河外汇局综合司", about="统计口径", day=20)
    )
    assert [(document.issuers, document.date) for document in issue.documents] == [
        (("南河外汇局",), "2019-11-02"),
        (("南河外汇局综合司",), "2019-11-20"),
    ]


ENTRIES = ["澜亭市政府关于民宿的通知", "澜亭市政府关于防火的通知"]
BODIES = "\n".join(
    f"{title}\n\n澜政〔2023〕{n}号\n\n各区：\n\n一、请执行。\n\n澜亭市政府\n\n2023年3月{n}日\n"
    for n, title in enumerate(ENTRIES, 5)
)


@pytest.mark.parametrize(
    "contents",
    [
        "1.{} 澜政〔2023〕5号\n2.{} 澜政〔2023〕6号\n",
        "一、{}（澜政〔2023〕5号）\n二、{}（澜政〔2023〕6号）\n",
    ],
)
def test_numbered_entries_of_a_contents_list(contents: str) -> None:
    issue = parsed(f"澜亭市人民政府公报\n\n2023年第3期\n\n目　录\n\n{contents.format(*ENTRIES)}\n{BODIES}")
    assert [entry.title for entry in issue.toc] == ENTRIES
    assert [found for found in issue.diagnostics if found.code.startswith("contents")] == []


def test_a_list_of_chapters_with_the_title_again_behind_it() -> None:
    issue = parsed(
        "# 云峤省饮水条例\n\n2022年9月28日 云峤省第十三届人民代表大会常务委员会第三十八次会议修订\n\n"
        "## 第一章 总则\n## 第二章 附则\n\n云峤省饮水条例\n\n## 第一章 总则\n\n第一条 为了饮水安全，制定本条例。\n\n"
        "## 第二章 附则\n\n第二条 本条例自2022年12月1日起施行。\n"
    )
    assert [node.label for node in nodes(issue) if node.level == "chapter"] == ["第一章", "第二章"]
    assert issue.diagnostics == ()


def test_markdown_with_quotes_entities_and_other_front_matter() -> None:
    source = (
        '+++\ntitle = "青屿市渔港规定"\ndate = 2020-06-01\n+++\n\n# 青屿市渔港规定\n\n'
        "> 2020年5月6日青屿市人民代表大会常务委员会第四次会议通过\n\n"
        "**第一条** 为了管理渔港&nbsp;，制定“本规定”。\n\n**第二条** 本规定自2020年7月1日起施行。\n"
    )
    issue = parsed(source)
    document = issue.documents[0]
    assert (document.title, document.date) == ("青屿市渔港规定", "2020-05-06")
    assert texts(issue)[1:] == ["为了管理渔港，制定“本规定”。", "本规定自2020年7月1日起施行。"]
    assert noise(issue, source, "markup")[-5:] == ["**", "**", "&nbsp;", "**", "**"]


def test_a_point_between_chinese_characters_ends_a_sentence() -> None:
    issue = parsed(
        "南河省消防规定\n\n第一条 为了消防,制定本规定.\n\n第二条 本规定自2018年9月1日起施行."
        "2001年8月1日发布的《南河省消防办法》(省政府令第60号)同时废止.\n"
    )
    document = issue.documents[0]
    assert document.effective is not None
    assert document.effective.quote == "本规定自2018年9月1日起施行."
    assert [repeal.title for repeal in document.repeals] == ["南河省消防办法"]


FORWARDED = (
    "国务院批转国家教育委员会\n关于扩大招生报告的通知\n\n（1993年8月12日）\n\n国发〔1993〕55号\n\n各省人民政府：\n\n"
    "国务院同意国家教育委员会《关于扩大招生的报告》，现转发给你们。\n\n关于扩大招生的报告\n\n国务院：\n\n"
    "现报告如下：\n\n一、逐步扩大。\n\n以上报告如无不妥，请批转各地执行。\n\n国家教育委员会\n\n一九九三年七月三日\n"
)


def test_a_circular_dated_below_its_title_and_what_it_forwards_signed_by_others() -> None:
    document = parsed(FORWARDED).documents[0]
    assert (document.doc_number, document.date, document.issuers) == ("国发〔1993〕55号", "1993-08-12", ("国务院",))
    assert [part.title for part in document.instruments][1:] == ["关于扩大招生的报告"]


@pytest.mark.parametrize(
    ("shell", "number", "issuers"),
    [
        (
            "【发布单位】云峤省人民政府\n【发布文号】云峤省人民政府令第77号\n【发布日期】2004-05-20\n【失效日期】-----\n",
            "云峤省人民政府令第77号",
            ("云峤省人民政府",),
        ),
        ("政策法规 > 部门规章 > 正文\n", None, ()),
        ("首页|政策\n", None, ()),
    ],
)
def test_fields_and_trails_above_a_title(shell: str, number: str | None, issuers: tuple[str, ...]) -> None:
    document = parsed(
        f"{shell}\n云峤省经纪人办法\n\n第一条　为了管理，制定本办法。\n\n第二条　本办法自2004年7月1日起施行。\n"
    ).documents[0]
    assert (document.title, document.doc_number, document.issuers) == ("云峤省经纪人办法", number, issuers)


def test_measures_that_a_circular_names_are_measures_where_they_are_printed_as_annexes() -> None:
    document = parsed(
        "澜亭市教育局关于印发两个办法的通知\n\n澜教〔2022〕30号\n\n各区教育局：\n\n"
        "根据《教育条例》，我局制定了《食堂办法》和《宿舍办法》，现印发给你们。\n\n附件：1.食堂办法\n2.宿舍办法\n\n"
        "澜亭市教育局\n2022年6月1日\n\n附件1\n食堂办法\n"
        "第一条 为了食堂，制定本办法。\n第二条 本办法自2022年7月1日起施行。\n\n"
        "附件2\n宿舍办法\n第一条 为了宿舍，制定本办法。\n第二条 本办法自2022年7月1日起施行。\n"
    ).documents[0]
    assert [(part.role, part.title) for part in document.instruments][1:] == [
        ("measure", "食堂办法"),
        ("measure", "宿舍办法"),
    ]
    assert document.effective is not None
    assert document.effective.start == "2022-07-01"


def test_an_annex_list_right_above_its_annex_is_a_list() -> None:
    document = parsed(
        "澜亭市托育方案\n\n一、发展托育。\n\n2021年9月9日\n\n附件：分工表\n\n附件\n\n分工表\n\n序号\t任务\n1\t托育\n"
    ).documents[0]
    assert [part.title for part in document.instruments] == ["澜亭市托育方案", "分工表"]


def test_a_row_of_a_table_is_no_number() -> None:
    issue = parsed("办法目录\n\n市建筑节能办法\t澜政发〔2006〕12号\n")
    assert [document.doc_number for document in issue.documents] == [None]
    assert [node.text for node in nodes(issue)] == ["市建筑节能办法澜政发〔2006〕12号"]


def test_a_number_with_a_field_of_the_page_on_its_line_and_the_repeal_of_some_articles() -> None:
    issue = parsed(
        "南河税务局关于征管事项的公告\n\n南河税务局公告2023年第1号　　发布日期：2023年01月09日\n\n现公告如下：\n\n"
        "一、本公告自2023年1月1日起施行。《南河税务局关于免税事项的公告》（2021年第5号）、"
        "《南河税务局关于开具发票的公告》（2022年第6号）第一、二、三条同时废止。\n\n南河税务局\n\n2023年1月9日\n"
    )
    document = issue.documents[0]
    assert issue.kind == "document"
    assert document.doc_number == "南河税务局公告2023年第1号"
    assert [(repeal.doc_number, repeal.partial) for repeal in document.repeals] == [
        ("2021年第5号", False),
        ("2022年第6号", True),
    ]


def test_a_report_with_its_place_and_day_below_the_title_is_a_document() -> None:
    issue = parsed(
        "南河省第十四届人民代表大会关于工作报告的决议\n\n（2024年1月25日南河省第十四届人民代表大会第二次会议通过）\n\n"
        "会议决定批准这个报告。\n\n关于预算的报告\n\n——2024年1月22日在南河省第十四届人民代表大会第二次会议上\n\n"
        "南河省财政厅\n\n各位代表：\n\n现报告如下。\n"
    )
    assert [document.title for document in issue.documents] == [
        "南河省第十四届人民代表大会关于工作报告的决议",
        "关于预算的报告",
    ]


def test_clauses_of_a_chapter_without_sections() -> None:
    issue = parsed(
        "燃气管网规程\n\n1 总则\n\n1.0.1 为规范管网，制定本规程。\n\n1.0.2 本规程适用于压力不大于4.0MPa的管网。\n\n"
        "2 规定\n\n2.1 材料\n\n2.1.1 管道应当防腐。\n\n2.0 以上的压力另行规定。\n"
    )
    assert [(node.label, node.level) for node in nodes(issue) if node.label] == [
        ("1", "decimal1"),
        ("1.0.1", "decimal3"),
        ("1.0.2", "decimal3"),
        ("2", "decimal1"),
        ("2.1", "decimal2"),
        ("2.1.1", "decimal3"),
    ]
