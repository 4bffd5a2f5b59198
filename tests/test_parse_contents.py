"""Contents lists that give their pages in other ways, and what stands at the head of the pages behind them."""

from __future__ import annotations

import pytest

from tests.gazettes import parsed, provisions
from tracker.model import Issue

COVER = "南河市人民政府公报\n2022年第4期（总第88期）\n目  录\n"
BODY = """
南河市人民政府印发关于加快
节水若干政策的通知
南府规〔2022〕5号
各区人民政府：
现印发给你们。
南河市人民政府
2022年4月2日

关于加快节水的若干政策
第一条 为了节约用水，制定本政策。
第二条 本政策自2022年5月1日起施行。

南河市人民政府关于公布
渡口名录的通知
南府发〔2022〕9号
各区人民政府：
公布渡口名录。
南河市人民政府
2022年4月8日

南河市水务局
关于取水的公告
2022年第3号
公布取水口。
南河市水务局
2022年4月9日
"""

LISTS = {
    "a blank": """市政府文件
南河市人民政府印发关于加快
节水若干政策的通知
南府规〔2022〕5号 1
南河市人民政府关于公布渡口名录的通知
南府发〔2022〕9号 6
部门文件
南河市水务局关于取水的公告
2022年第3号 11
""",
    "lines of their own": """市政府文件
南河市人民政府印发关于加快节水若干政策的通知
南府规〔2022〕5号
1
南河市人民政府关于公布渡口名录的通知
南府发〔2022〕9号
6
部门文件
南河市水务局关于取水的公告
2022年第3号
11
""",
    "before the entries": """
市政府文件
1    南河市人民政府印发关于加快节水若干
     政策的通知
     （南府规〔2022〕5号）
6    南河市人民政府关于公布渡口名录的通知
     （南府发〔2022〕9号）
部门文件
11   南河市水务局关于取水的公告
     （2022年第3号）
""",
}


def issue_with(contents: str) -> Issue:
    return parsed(COVER + contents + BODY)


@pytest.mark.parametrize("contents", LISTS.values(), ids=LISTS)
def test_pages_behind_a_blank_alone_or_first(contents: str) -> None:
    issue = issue_with(contents)
    assert [(entry.section, entry.doc_number, entry.page) for entry in issue.toc] == [
        ("市政府文件", "南府规〔2022〕5号", 1),
        ("市政府文件", "南府发〔2022〕9号", 6),
        ("部门文件", "2022年第3号", 11),
    ]
    assert [entry.title for entry in issue.toc] == [found.title for found in issue.documents] == [
        "南河市人民政府印发关于加快节水若干政策的通知",
        "南河市人民政府关于公布渡口名录的通知",
        "南河市水务局关于取水的公告",
    ]  # fmt: skip
    assert not any(diagnostic.code.startswith("contents") for diagnostic in issue.diagnostics)


def test_an_entry_without_number_ends_where_a_list_with_leading_pages_ends() -> None:
    title = "南河市人民政府关于李某任职的通知"
    issue = parsed(
        COVER + f"5  南河市人民政府关于禁渔的通告\n8  {title}\n\n南河市人民政府\n关于禁渔的通告\n\n四月禁渔。\n\n"
        f"南河市人民政府\n\n2022年4月1日\n\n{title}\n\n任命李某为水务局局长。\n"
    )
    assert [(entry.title, entry.page) for entry in issue.toc] == [("南河市人民政府关于禁渔的通告", 5), (title, 8)]
    assert [found.title for found in issue.documents] == [entry.title for entry in issue.toc]


def test_the_issue_and_the_section_at_the_head_of_a_page() -> None:
    head = "2022年第4期                市政府文件"
    long = "第一条 为了节约用水，保护全市的水资源，促进经济社会的可持续发展，根据有关法律、法规的规定，制"
    with_head = parsed(COVER + LISTS["a blank"] + BODY.replace("第一条 为了节约用水，制", f"{long}\n{head}\n"))
    (first, *_) = [node for node in provisions(with_head) if node.level == "article"]
    assert first.text.endswith("的规定，制定本政策。")
    assert [noise.kind for noise in with_head.noise].count("running-head") == 1


def test_a_row_whose_middle_cell_was_wrapped() -> None:
    issue = parsed(
        "南河市水务局关于废止文件的通知\n\n南水发〔2024〕9号\n\n各区水务局：\n\n废止下列文件。\n\n南河市水务局\n\n2024年7月1日\n\n"
        "附件\n\n废止的文件目录\n\n序号\t文件名称\t文号\n1\t南河市水务局关于印发取水办法的\n通知\t南水发〔2005〕3号\n"
        "2\t南河市水务局关于打井的意见\t南水发〔2006〕8号\n"
    )
    assert [(repeal.title, repeal.doc_number) for repeal in issue.documents[0].repeals] == [
        ("南河市水务局关于印发取水办法的通知", "南水发〔2005〕3号"),
        ("南河市水务局关于打井的意见", "南水发〔2006〕8号"),
    ]
    assert not issue.diagnostics


def test_the_day_before_a_number_and_a_form_behind_an_annex_head() -> None:
    issue = parsed(
        "南河市取水办法\n\n（2021年5月1日南府规〔2021〕6号公布）\n\n第一条 制定本办法。\n\n"
        "第二条 自公布之日起施行。\n\n"
        "附表1：取水申请表\n\n申请单位\t\t联系人\t\n取水量\t\t用途\t\n"
    )
    (found,) = issue.documents
    assert found.cites == ("南府规〔2021〕6号",)
    assert [node.level for node in provisions(issue)].count("table") == 1


def test_entries_that_leave_the_issuers_out_and_name_a_speaker() -> None:
    issue = parsed(
        COVER + "关于取水的通知\n南水规〔2022〕2号…………………………8\n关于征求意见的公告…………………………15\n市政府常务会议\n"
        "关于节水条例的说明………………… 张某某（16）\n\n南河市水务局\n南河市财政局\n关于取水的通知\n\n南水规〔2022〕2号\n\n"
        "各区水务局：\n\n请执行。\n\n南河市水务局　南河市财政局\n\n2022年2月10日\n\n"
        "南河市水务局\n关于征求意见的公告\n\n"
        "现征求意见。\n\n"
        "南河市水务局\n\n2022年2月20日\n\n关于节水条例的说明\n\n南河市水务委员会副主任委员　张某某\n\n"
        "现作如下说明。\n\n以上说明，请予审议。\n"
    )
    assert [found.title for found in issue.documents] == [
        "南河市水务局 南河市财政局关于取水的通知",
        "南河市水务局关于征求意见的公告",
        "关于节水条例的说明",
    ]
    assert issue.toc[-1].title == "关于节水条例的说明"
    assert issue.toc[-1].section == "市政府常务会议"
    assert [node.level for node in issue.documents[-1].instruments[0].body] == ["note", "paragraph", "closing"]
    assert not issue.diagnostics


@pytest.mark.parametrize(
    ("before", "number"),
    [
        ("2010年3月15日南河市人民政府令第5号", "南河市人民政府令第5号"),
        ("以南河市人民政府令第5号公布的", "南河市人民政府令第5号"),
        ("以南府发〔2010〕5号文印发的", "南府发〔2010〕5号"),
        ("2010年3月15日公布的", None),
    ],
)
def test_the_number_of_a_repealed_document_in_front_of_its_title(before: str, number: str | None) -> None:
    issue = parsed(
        f"南河市犬只办法\n\n第一条 制定本办法。\n\n第二条 自公布之日起施行。{before}《南河市旧办法》同时废止。\n"
    )
    assert [(repeal.title, repeal.doc_number) for repeal in issue.documents[0].repeals] == [("南河市旧办法", number)]


def test_a_list_without_pages_whose_numbers_stand_on_lines_of_their_own() -> None:
    issue = parsed(
        COVER + "市政府文件\n南河市人民政府关于渡口的通告\n南府发〔2020〕15号\n"
        "南河市人民政府关于河长的决定\n南府发〔2020〕16号\n\n"
        "南河市人民政府\n关于渡口的通告\n南府发〔2020〕15号\n现通告如下：\n一、渡口开放。\n南河市人民政府\n2020年6月10日\n"
        "南河市人民政府\n关于河长的决定\n南府发〔2020〕16号\n各区人民政府：\n设立河长。\n南河市人民政府\n2020年6月12日\n"
    )
    assert [entry.doc_number for entry in issue.toc] == ["南府发〔2020〕15号", "南府发〔2020〕16号"]
    assert [(found.doc_number, found.date) for found in issue.documents] == [
        ("南府发〔2020〕15号", "2020-06-10"),
        ("南府发〔2020〕16号", "2020-06-12"),
    ]


def test_a_customs_office_is_a_joint_issuer() -> None:
    issue = parsed(
        "南河市商务局　南河市税务局\n南河海关　中国银行南河市支行\n关于支持外贸的措施\n\n南商发〔2023〕4号\n\n"
        "1.扩大保险。\n\n"
        "南河市商务局　南河市税务局\n\n南河海关　中国银行南河市支行\n\n2023年3月10日\n"
    )
    assert issue.documents[0].issuers == ("南河市商务局", "南河市税务局", "南河海关", "中国银行南河市支行")


def test_page_numbers_without_any_sign_count_up_and_cut_titles() -> None:
    articles = [f"第{n}条 渡口应当保持整洁。" for n in "一二三四五六七八九"]
    issue = parsed(
        "\n".join([
            COVER + "南河市渡口办法（市政府令第3号）……4\n南河市河务局关于渡口的通告（南河〔2022〕6号）……6\n",
            "南河市人民政府令\n第3号\n现公布《南河市渡口办法》。\n市长 李某\n2022年4月1日\n\n南河市渡口办法",
            *articles[:3], "4", *articles[3:], "第十条 自公布之日起施行。", "", "南河市河务局", "5", "关于渡口的通告",
            "南河〔2022〕6号", "", "现通告如下：", "一、渡口开放。", "二、渡口免费。", "南河市河务局",
            "2022年4月2日", "", "6",
        ])
    )  # fmt: skip
    assert [found.title for found in issue.documents] == ["南河市渡口办法", "南河市河务局关于渡口的通告"]
    assert [noise.kind for noise in issue.noise].count("page-number") == 3


def test_an_annex_has_the_title_that_the_circular_lists() -> None:
    issue = parsed(
        "南河市人民政府关于表彰的决定\n\n南府发〔2022〕6号\n\n各区人民政府：\n\n表彰优秀河长。\n\n附件：1.优秀河长名单\n2.优秀渡口名单\n\n"
        "南河市人民政府\n\n2022年4月1日\n\n附件1\n优秀河长名单\n"
        "张某 东河\n李某 西河\n\n附件2\n优秀渡口\n名单\n（共2个）\n东渡口\n西渡口\n"
    )
    assert [part.title for part in issue.documents[0].instruments[1:]] == ["优秀河长名单", "优秀渡口名单（共2个）"]


@pytest.mark.parametrize("zero", "〇○零OoＯ0")
def test_a_date_with_any_zero(zero: str) -> None:
    issue = parsed(
        f"南河市人民政府关于禁渔的通知\n\n南府发〔2024〕9号\n\n四月禁渔。\n\n南河市人民政府\n\n二{zero}二四年六月三日\n"
    )
    assert issue.documents[0].date == "2024-06-03"
