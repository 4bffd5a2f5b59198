from __future__ import annotations

from tests.gazettes import ISSUE, document, labels, parsed, provisions
from tracker.model import Issue, own_text

ISSUE_VALUES = parsed(ISSUE)


def test_the_masthead() -> None:
    issue = ISSUE_VALUES
    assert (issue.kind, issue.title, issue.year, issue.number, issue.total_number, issue.date) == (
        "gazette",
        "南河市人民政府公报",
        2024,
        6,
        318,
        "2024-06-20",
    )
    assert (issue.sponsor, issue.issn) == ("南河市人民政府办公室", "1234-567X")


def test_the_contents_list_has_sections_numbers_and_pages() -> None:
    assert [(entry.section, entry.doc_number, entry.page) for entry in ISSUE_VALUES.toc] == [
        ("市政府规章", "南河市人民政府令第45号", 2),
        ("市政府文件", "南府规〔2024〕7号", 9),
        ("市政府文件", "南府〔2024〕31号", 15),
        ("部门文件", "南水规〔2024〕2号", 18),
        ("人事任免", "南府人〔2024〕5号", 25),
    ]


def test_documents_in_printed_order_with_one_whose_heading_only_the_contents_list_knows() -> None:
    assert [found.doc_number for found in ISSUE_VALUES.documents] == [entry.doc_number for entry in ISSUE_VALUES.toc]
    praised = document(ISSUE_VALUES, "南府〔2024〕31号")
    assert (praised.title, praised.date) == ("南河市人民政府关于表彰先进集体的决定", "2024-06-03")


def test_a_wrapped_title_is_joined_and_joint_issuers_stay_apart() -> None:
    plan = document(ISSUE_VALUES, "南府规〔2024〕7号")
    assert plan.title == "南河市人民政府关于印发《南河市数据要素市场培育行动方案》的通知"
    joint = document(ISSUE_VALUES, "南水规〔2024〕2号")
    assert joint.title == "南河市水务局 南河市财政局关于印发南河市节水奖励实施细则的通知"
    assert joint.issuers == ("南河市水务局", "南河市财政局")


def test_a_decree_is_named_by_what_it_decrees() -> None:
    decree = document(ISSUE_VALUES, "南河市人民政府令第45号")
    assert (decree.title, decree.date, decree.issuers) == ("南河市城市照明管理办法", "2024-05-20", ("南河市人民政府",))
    assert [instrument.role for instrument in decree.instruments] == ["circular", "measure"]


def test_a_sentence_cut_by_a_page_is_whole_and_layout_blanks_are_gone() -> None:
    texts = [own_text(node) for node in provisions(ISSUE_VALUES)]
    assert "本办法适用于本市城市照明的规划、建设和监督，以及与城市照明有关的活动。" in texts
    assert any(text.endswith("按照其当年新增的合同额给予补助，单个机构不超过50万元。") for text in texts)


def test_a_detached_remark_belongs_to_the_provision_before_it() -> None:
    second = next(node for node in provisions(ISSUE_VALUES) if node.label == "（二）" and node.level == "outline2")
    assert [child.text for child in second.children] == ["(责任单位：市金融局)"]


def test_a_reference_that_begins_a_line_is_no_article_and_odd_numbers_are_kept_and_told() -> None:
    rules = document(ISSUE_VALUES, "南水规〔2024〕2号")
    assert labels(rules, "article") == ["第一条", "第二条", "第四条", "第四条"]
    told = {(diagnostic.code, diagnostic.message.rpartition("：")[2]) for diagnostic in ISSUE_VALUES.diagnostics}
    assert ("numbering-duplicate", "第四条重复出现") in told
    assert ("numbering-missing", "缺少第三条") in told


def test_items_belong_to_the_first_paragraph_of_an_article_with_several() -> None:
    rules = document(ISSUE_VALUES, "南水规〔2024〕2号")
    second = next(node for node in provisions(rules) if node.label == "第二条")
    assert second.heading == "（标准）"
    first, tail = second.children
    assert [item.label for item in first.children] == ["（一）", "（二）"]
    assert tail.text == "节水奖励协议的有效期为5年。"


def test_a_table_keeps_its_rows_and_drops_the_header_that_a_page_repeats() -> None:
    tables = [node for node in provisions(ISSUE_VALUES) if node.level == "table"]
    assert [table.rows for table in tables] == [
        (
            ("序号", "任务", "牵头单位"),
            ("1", "登记平台", "市数据局"),
            ("2", "经纪机构", "市金融局"),
            ("3", "人才培养", "市人社局"),
        )
    ]


def test_cover_contents_and_imprint_are_noise() -> None:
    kinds = {noise.kind for noise in ISSUE_VALUES.noise}
    assert {"front-matter", "contents", "back-matter", "bullet"} <= kinds


def test_a_title_that_differs_from_the_contents_list_is_told() -> None:
    issue = parsed(ISSUE.replace("关于王某等任免职的通知\n\n南府人", "关于王某任免职的通知\n\n南府人"))
    assert any(diagnostic.code == "contents-title" for diagnostic in issue.diagnostics)
    assert not any(diagnostic.code == "contents-title" for diagnostic in ISSUE_VALUES.diagnostics)


def test_a_listed_document_that_the_body_lacks_and_one_that_the_list_lacks_are_told() -> None:
    missing = parsed(
        ISSUE.replace("市政府文件\n", "市政府文件\n\n南河市人民政府关于修路的通告（南府〔2024〕99号）……（3）\n", 1)
    )
    assert any(d.code == "contents-missing" and "南府〔2024〕99号" in d.message for d in missing.diagnostics)
    unlisted = parsed(
        ISSUE.replace("南河市人民政府关于王某等任免职的通知（南府人〔2024〕5号）………………（25）\n", "").replace(
            "人事任免\n", ""
        )
    )
    assert any(d.code == "contents-lacks" and "南府人〔2024〕5号" in d.message for d in unlisted.diagnostics)
    assert unlisted.documents[-1].doc_number == "南府人〔2024〕5号"


COVER = "南河市人民政府公报\n\n2024年第7期（总第319期）\n\n2024年7月20日\n\n目  录\n\n"


def issue_of(contents: str, body: str) -> Issue:
    return parsed(f"{COVER}【市政府文件】\n\n{contents}\n\n{body}")


def test_contents_entries_merged_into_one_line() -> None:
    issue = issue_of(
        "南河市水务局关于修渠的通告(南水发〔2024〕1号)(3)南河市水务局关于打井的\n通告(南水发〔2024〕2号)(5)",
        "南河市水务局关于修渠的通告\n\n南水发〔2024〕1号\n\n即日起修渠。\n\n南河市水务局\n\n2024年7月1日\n\n"
        "南河市水务局关于打井的通告\n\n南水发〔2024〕2号\n\n即日起打井。\n\n南河市水务局\n\n2024年7月2日\n",
    )
    assert [(entry.title, entry.page) for entry in issue.toc] == [
        ("南河市水务局关于修渠的通告", 3),
        ("南河市水务局关于打井的通告", 5),
    ]
    assert [found.date for found in issue.documents] == ["2024-07-01", "2024-07-02"]


def test_an_announcement_of_a_congress_and_the_regulation_it_announces_are_one_document() -> None:
    issue = issue_of(
        "南河市湿地条例\n(南河市人民代表大会常务委员会公告〔八届〕第12号) (3)",
        "南河市人民代表大会常务委员会\n公  告\n\n〔八届〕第12号\n\n"
        "《南河市湿地条例》已由常务委员会第九次会议通过，现予公布，"
        "自2024年9月1日起施行。\n\n南河市第八届人民代表大会常务委员会\n\n2024年6月28日\n\n南河市湿地条例\n\n"
        "（2024年6月28日南河市第八届人民代表大会常务委员会第九次会议通过）\n\n目 录\n\n第一章 总则\n\n第二章 附则\n\n"
        "第一章 总则\n\n第一条 为了保护湿地，制定本条例。\n\n第二章 附则\n\n第二条 本条例自2024年9月1日起施行。\n",
    )
    (found,) = issue.documents
    assert (found.title, found.doc_number, found.date) == (
        "南河市湿地条例",
        "南河市人民代表大会常务委员会公告〔八届〕第12号",
        "2024-06-28",
    )
    assert [part.role for part in found.instruments] == ["circular", "measure"]
    assert labels(found, "chapter") == ["第一章", "第二章"]


def test_the_amended_texts_behind_a_decision_are_measures_of_their_own() -> None:
    decision = "南河市人民政府关于修改《南河市渡口办法》等两项规章的决定"
    issue = issue_of(
        f"{decision}（南河市人民政府令第51号） (3)",
        "南河市人民政府令\n\n第51号\n\n现公布修改决定，自公布之日起施行。\n\n市长：李某\n\n2024年7月1日\n\n"
        f"{decision}\n\n一、删去《南河市渡口办法》第二条。\n\n本决定自公布之日起施行。\n\n"
        "南河市渡口办法\n\n（2001年2月3日南河市人民政府令第8号公布 2024年7月1日修改）\n\n"
        "第一条 为了管理渡口，制定本办法。\n\n"
        "第二条 本办法自2001年3月1日起施行。\n\n南河市桥梁办法\n\n（2002年2月3日南河市人民政府令第9号公布）\n\n"
        "第一条 为了管理桥梁，制定本办法。\n",
    )
    (found,) = issue.documents
    assert [part.title for part in found.instruments] == [decision, decision, "南河市渡口办法", "南河市桥梁办法"]
    assert labels(found, "article") == ["第一条", "第二条", "第一条"]
    assert found.effective is not None
    assert found.effective.start == "公布之日"


def test_annexes_that_are_the_measures_of_a_joint_circular() -> None:
    issue = issue_of(
        "南河市水务局等三部门关于印发《南河市中水奖励办法》和《南河市中水奖励细则》的通知（南水规〔2024〕9号） (3)",
        "南河"
        "市水务局\n南河市财政局\n中国农业银行南河市分行\n关于印发《南河市中水奖励办法》和《南河市中水奖励细则》的通知\n\n"
        "南水规〔2024〕9号\n\n各有关单位：\n\n现将两项制度印发给你们。\n\n"
        "附件：1.南河市中水奖励办法\n2.南河市中水奖励细则\n"
        "3.申请表\n\n南河市水务局　南河市财政局\n\n中国农业银行南河市分行\n\n（南河市水务局代章）\n\n"
        "二〇二四年七月一日\n\n"
        "附件1\n\n南河市中水奖励办法\n\n第一条 为了奖励，制定本办法。\n\n"
        "第二条 本办法自印发之日起施行，有效期3年。\n\n附件2\n\n"
        "南河市中水奖励细则\n\n第一条 为了落实，制定本细则。\n\n附件3\n\n申请表\n\n申请单位（盖章）：________\n\n"
        "单位\t \t电话\t \n□工业\t□服务业\t\t\n",
    )
    (found,) = issue.documents
    assert found.issuers == ("南河市水务局", "南河市财政局", "中国农业银行南河市分行")
    assert [(part.role, part.title) for part in found.instruments[1:]] == [
        ("measure", "南河市中水奖励办法"),
        ("measure", "南河市中水奖励细则"),
        ("annex", "申请表"),
    ]
    assert found.effective is not None
    assert (found.effective.start, found.effective.until) == ("印发之日", "3年")
    assert [node.rows for node in provisions(found) if node.level == "table"] == [
        (("单位", "", "电话", ""), ("□工业", "□服务业", "", ""))
    ]


def test_an_appointment_is_not_addressed_to_anyone_by_its_colon() -> None:
    issue = issue_of(
        "南河市人民政府关于李某任职的通知（南府人〔2024〕8号） (3)",
        "南河市人民政府关于李某任职的通知\n\n南府人〔2024〕8号\n\n各区人民政府：\n\n"
        "经市政府第3次常务会议决定，\n\n任命：\n\n"
        "李某为南河市水务局局长。\n\n南河市人民政府\n\n2024年7月1日\n",
    )
    assert [node.text for node in provisions(issue) if node.level == "addressee"] == ["各区人民政府："]


def test_codes_page_numbers_and_running_heads_between_the_texts_are_noise() -> None:
    issue = parsed(
        "NH0320240012\n\n南河市水务局关于印发《南河市打井办法》的通知\n\n南水发〔2024〕2号\n\n各区水务局：\n\n"
        "现将办法印发给你们。\n\n"
        "南河市水务局\n\n2024年7月2日\n\n南河市打井办法\n\n"
        "第一条 打井应当向区水务部门申请，由区水务部门自受理\n\n- 12 -\n\n"
        "之日起十日内决定。\n\n第二条 本办法自印发之日起施行。\n\n公开方式：主动公开\n"
    )
    found = issue.documents[0]
    assert found.title == "南河市水务局关于印发《南河市打井办法》的通知"
    first, second = (node for node in provisions(found) if node.level == "article")
    assert first.text == "打井应当向区水务部门申请，由区水务部门自受理之日起十日内决定。"
    assert second.text == "本办法自印发之日起施行。"
    assert {"page-number", "running-head"} <= {noise.kind for noise in issue.noise}


def test_two_documents_of_one_title_answer_to_their_own_entries() -> None:
    title = "南河市人民政府办公室关于调整河长的通知"
    issue = issue_of(
        f"{title} (3)\n{title} (4)",
        "".join(
            f"{title}\n\n南府办〔2024〕{n}号\n\n各区人民政府：\n\n调整河长{n}人。\n\n南河市人民政府办公室\n\n"
            f"2024年7月{n}日\n\n"
            for n in (1, 2)
        ),
    )
    assert [found.doc_number for found in issue.documents] == ["南府办〔2024〕1号", "南府办〔2024〕2号"]
    assert not any(diagnostic.code.startswith("contents") for diagnostic in issue.diagnostics)


def test_a_notice_to_subscribers_with_labels_of_its_own_is_back_matter() -> None:
    issue = parsed(f"{ISSUE}\n《南河市人民政府公报》简介\n\n一、刊登内容\n\n二、赠阅范围\n")
    assert [found.doc_number for found in issue.documents] == [found.doc_number for found in ISSUE_VALUES.documents]
    assert not any(node.heading == "刊登内容" for node in provisions(issue))


def test_bodies_with_a_second_name_sign_and_a_byline_is_no_part_of_a_title() -> None:
    issue = parsed(
        "南河市总工会 南河市企业联合会/南河市企业家协会关于转发《关于协商的意见》的通知\n\n"
        "南工发〔2024〕2号\n\n各区总工会：\n\n"
        "现将意见转发给你们。\n\n南河市总工会\n\n南河市企业联合会/南河市企业家协会\n\n2024年7月2日\n\n关于协商的意见\n\n"
        "（市总工会 市企业联合会）\n\n一、开展协商。\n"
    )
    found = issue.documents[0]
    assert found.issuers == ("南河市总工会", "南河市企业联合会/南河市企业家协会")
    assert found.instruments[1].title == "关于协商的意见"
