"""Layouts of gazettes, decrees, notices and old measures that differ from one another; every name is invented."""

from __future__ import annotations

import pytest

from tests.gazettes import document, parsed, provisions
from tracker.model import Issue, own_text

DECREES = """南河省人民政府公报

二○二四年第十二期

总第1330期

2月20日

目  录

·省政府规章·
南河省人民政府令（第76号）……………………（5）
　　南河省湿地保护办法……………………（5）
南河省人民政府令（第77号）　南河省渡口管理规定……………………（9）
·部门文件·
南河省水务厅关于节水标识的公告（南河省水务厅公告2024年第3号）……………（12）
机构·人事
南河省人民政府人事任免……………（13）

省政府规章

南河省人民政府令

第76号

《南河省湿地保护办法》已经2024年1月9日省政府第21次常务会议通过，现予公布，自2024年4月15日起施行。

代省长　　李某某

2024年1月20日

南河省湿地保护办法

第一条　为了保护湿地，制定本办法。

第二条　本办法自2024年4月15日起施行。

南河省人民政府令

（第77号）

现公布《南河省渡口管理规定》，自2024年4月1日起施行。

省　长　　李　某

2024年1月25日

南河省渡口管理规定

第一条　为了加强渡口管理，制定本规定。

部门文件

南河省水务厅关于节水标识的公告

2024年第3号

自2024年5月1日起使用新的节水标识。

特此公告。

南河省水务厅

2024年1月30日

南河省人民政府人事任免

南河省人民政府2024年1月12日任命王某为南河省水务厅副厅长。
"""


def roles(issue: Issue, number: str) -> list[tuple[str, str]]:
    return [(part.role, part.title) for part in document(issue, number).instruments]


def test_a_cover_with_chinese_numerals_and_a_day_without_its_year() -> None:
    issue = parsed(DECREES)
    assert (issue.kind, issue.year, issue.number, issue.total_number, issue.date) == (
        "gazette",
        2024,
        12,
        1330,
        "2024-02-20",
    )


def test_a_year_and_a_number_with_a_dot() -> None:
    issue = parsed(
        "南河省人民政府公报\n2024.5\n目  录\n甲通知（南政发〔2024〕1号）…… 3\n\n甲通知\n南政发〔2024〕1号\n乙。\n"
    )
    assert (issue.kind, issue.year, issue.number) == ("gazette", 2024, 5)


def test_a_decree_and_what_it_decrees_are_one_entry_and_one_document() -> None:
    issue = parsed(DECREES)
    assert [(entry.section, entry.title, entry.doc_number, entry.page) for entry in issue.toc] == [
        ("省政府规章", "南河省湿地保护办法", "南河省人民政府令第76号", 5),
        ("省政府规章", "南河省渡口管理规定", "南河省人民政府令第77号", 9),
        ("部门文件", "南河省水务厅关于节水标识的公告", "南河省水务厅公告2024年第3号", 12),
        ("机构·人事", "南河省人民政府人事任免", None, 13),
    ]
    assert [found.doc_number for found in issue.documents] == [entry.doc_number for entry in issue.toc]
    for number, title in (("第76号", "南河省湿地保护办法"), ("第77号", "南河省渡口管理规定")):
        assert roles(issue, f"南河省人民政府令{number}") == [("circular", title), ("measure", title)]


def test_who_signs_a_decree_is_a_signature_whatever_the_blanks() -> None:
    signatures = [node.text for node in provisions(parsed(DECREES)) if node.level == "signature"]
    assert signatures == ["代省长李某某", "省长李某", "南河省水务厅"]


def test_the_names_of_sections_between_documents_belong_to_none() -> None:
    issue = parsed(DECREES)
    assert [noise.kind for noise in issue.noise].count("running-head") == 2
    assert not issue.diagnostics


def test_pages_before_the_titles_of_a_contents_list() -> None:
    issue = parsed(
        "南河市人民政府公报\n\n2023年第8期\n\n目  录\n\n市政府文件\n\n"
        "（1）南河市人民政府关于地价的通知  南政函〔2023〕6号\n"
        "（3）南河市人民政府关于算力的意见  南政〔2023〕2号\n\n南政函〔2023〕6号\n\n南河市人民政府关于地价的通知\n\n"
        "各区人民政府：\n\n公布地价。\n\n附表：1.商服地价表\n      2.住宅地价表\n\n南河市人民政府\n2023年7月1日\n\n"
        "附表1\n\n商服地价表\n\n级别\t地价\n一级\t9\n\n附表2\n\n住宅地价表\n\n级别\t地价\n一级\t8\n\n"
        "南政〔2023〕2号\n\n南河市人民政府\n关于算力的意见\n\n各区人民政府：\n\n一、建设算力中心。\n\n南河市人民政府\n2023年8月1日\n"
    )
    assert [(entry.title, entry.page) for entry in issue.toc] == [
        ("南河市人民政府关于地价的通知", 1),
        ("南河市人民政府关于算力的意见", 3),
    ]
    prices = document(issue, "南政函〔2023〕6号")
    assert [part.title for part in prices.instruments] == ["南河市人民政府关于地价的通知", "商服地价表", "住宅地价表"]
    assert [node.text for node in provisions(prices) if node.level == "annex-list"] == [
        "附表：1.商服地价表",
        "2.住宅地价表",
    ]


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("中南河国主席令\n\n第三十七号", "中南河国主席令第三十七号"),
        ("南河省人民代表大会常务委员会公告\n\n（第43号）", "南河省人民代表大会常务委员会公告第43号"),
        (
            "南河省人民代表大会常务委员会公告\n\n〔十四届〕第五十六号",
            "南河省人民代表大会常务委员会公告〔十四届〕第五十六号",
        ),
    ],
)
def test_a_decree_without_contents_list_is_titled_by_what_it_decrees(heading: str, number: str) -> None:
    issue = parsed(
        f"{heading}\n\n《南河省实施〈湿地保护法〉办法》(NO:N12)已由第十次会议通过，现予公布。\n\n"
        "主席　江某\n2024年3月1日\n\n"
        "南河省实施《湿地保护法》办法\n\n（2024年3月1日第十次会议通过）\n\n第一条 为了保护湿地，制定本办法。\n"
    )
    (found,) = issue.documents
    assert (found.title, found.doc_number, found.date) == ("南河省实施《湿地保护法》办法", number, "2024-03-01")
    assert [part.role for part in found.instruments] == ["circular", "measure"]


def test_notes_on_enactment_with_brackets_or_a_line_each_are_notes() -> None:
    history = "1999年6月1日 南河省第九届人民代表大会常务委员会第十次会议通过"
    amended = "2011年12月2日 南河省第十一届人民代表大会常务委员会第十九次会议《关于修改部分地方性法规的决定》修正"
    body = "第一条 为了治理水土，制定本规定。\n\n第二条 本规定自1999年8月1日起施行。\n"
    bare = parsed(f"# 南河省水土规定\n\n{history}\n\n{amended}\n\n<!-- INFO END -->\n\n{body}")
    plain = parsed(f"南河省水土规定\n（{history}　根据{amended}）\n\n{body}")
    for issue in (bare, plain):
        assert {node.level for node in provisions(issue)} == {"note", "article"}
        assert issue.documents[0].title == "南河省水土规定"
    assert [own_text(node) for node in provisions(bare) if node.level == "article"] == [
        own_text(node) for node in provisions(plain) if node.level == "article"
    ]


def test_the_state_of_a_draft_belongs_to_its_title_and_the_speaker_is_a_note() -> None:
    issue = parsed(
        "关于《南河省议事规则（修订草案）》征求意见的公告\n\n现征求意见。\n\n2023年3月30日\n\n附件1\n\n"
        "关于《南河省议事规则（修订草案）》的说明\n\n——2023年3月28日在省人大常委会第二次会议上\n\n"
        "省人大常委会秘书长  李某某\n\n主任、各位委员：\n\n现作说明。\n\n附件2\n\n南河省议事规则\n\n（修订草案）\n\n"
        "第一条 为了规范议事，制定本规则。\n"
    )
    notice, reasons, draft = issue.documents[0].instruments
    assert [node.level for node in reasons.body] == ["note", "note", "note", "addressee", "paragraph"]
    assert (notice.role, draft.title) == ("circular", "南河省议事规则（修订草案）")


def test_provisions_of_a_chapter_keep_their_paragraphs() -> None:
    issue = parsed(
        "南河县政府工作规则\n\n第一章 总则\n\n一、县政府依法行政。\n\n"
        "二、县政府实行县长负责制。\n\n县长领导县政府的工作。\n\n"
        "第二章 附则\n\n三、本规则自印发之日起施行。\n"
    )
    second = next(node for node in provisions(issue) if node.label == "二、")
    assert [child.text for child in second.children] == ["县长领导县政府的工作。"]


def test_a_list_of_members_stays_a_line_each() -> None:
    issue = parsed(
        "南河市人民政府办公室关于调整防汛指挥部成员的通知\n南政办字（2022）18号\n\n各区人民政府：\n因人事变动，经市政府同意，成员调整如下：\n"
        "总 指 挥：刘某某  市长\n副总指挥：陈 某  副市长\n          周某某  市政府副秘书长\n"
        "成    员：吴某某  市水务局局长\n"
        "          郑 某  市应急局局长\n指挥部办公室设在市水务局。\n\n南河市人民政府办公室\n2022年5月12日\n"
    )
    texts = [node.text for node in provisions(issue) if node.level == "paragraph"]
    assert len(texts) == 7
    assert texts[1:3] == ["总指挥：刘某某 市长", "副总指挥：陈某 副市长"]


def test_a_list_of_repealed_circulars_names_the_circulars_and_ends_where_amending_begins() -> None:
    issue = parsed(
        "南河市人民政府关于废止和修改部分文件的决定\n\n一、废止下列文件：\n\n"
        "1.南河市人民政府关于印发《南河市限价房管理办法》的通知（南政发〔2009〕15号）；\n\n2.《南河市门牌规定》（南政发〔2012〕33号）。\n\n"
        "二、对《南河市市场管理办法》（南政发〔2015〕20号）作出修改：\n\n（一）删去第九条。\n"
    )
    assert [(one.title, one.doc_number, one.partial, one.place) for one in issue.documents[0].repeals] == [
        ("南河市人民政府关于印发《南河市限价房管理办法》的通知", "南政发〔2009〕15号", False, "一、/1."),
        ("南河市门牌规定", "南政发〔2012〕33号", False, "一、/2."),
    ]


def test_a_full_stop_inside_quotation_marks_ends_no_heading() -> None:
    issue = parsed("南河市决定\n\n一、将第三条修改为：“渔业由渔业部门主管。”\n\n二、删去第四条。\n")
    assert [node.heading for node in provisions(issue)] == [None, None]


def test_a_judicial_interpretation_with_its_announcement() -> None:
    issue = parsed(
        "中南河国最高法院\n公　告\n\n《最高法院关于船员纠纷的规定》已于2020年6月8日通过，现予公布。\n\n"
        "最高法院\n2020年9月27日\n\n法释〔2020〕11号\n\n最高法院\n关于船员纠纷的规定\n\n"
        "（2020年6月8日审判委员会第3次会议通过）\n\n第一条　船员纠纷依法处理。\n"
    )
    (found,) = issue.documents
    assert (found.title, found.doc_number, found.date) == (
        "最高法院关于船员纠纷的规定",
        "法释〔2020〕11号",
        "2020-09-27",
    )
    assert [part.role for part in found.instruments] == ["circular", "measure"]
    assert not [noise for noise in issue.noise if noise.kind == "front-matter"]


def test_a_number_below_the_note_on_the_passing() -> None:
    issue = parsed(
        "最高法院\n关于船员纠纷的规定\n\n（2020年6月8日审判委员会第3次会议通过）\n\n"
        "法释〔2020〕11号\n\n第一条　依法处理。\n"
    )
    (found,) = issue.documents
    assert (found.doc_number, found.cites) == ("法释〔2020〕11号", ())
    assert [node.level for node in found.instruments[0].body] == ["note", "note", "article"]


def test_a_reply_to_a_delegate_with_its_signer_and_foot() -> None:
    issue = parsed(
        "南河市教育局关于第123号建议的答复\n\n南教建〔2024〕12号          签发人：王某某\n\n"
        "张某某代表：\n\n您的建议收悉。\n\n"
        "南河市教育局\n\n2024年5月20日\n\n（联系人：李某）\n\n抄送：市政府督查室。\n\n共印20份\n"
    )
    (found,) = issue.documents
    assert (found.title, found.doc_number, found.kind) == (
        "南河市教育局关于第123号建议的答复",
        "南教建〔2024〕12号",
        "答复",
    )
    (part,) = found.instruments
    assert [node.level for node in part.body] == [
        "addressee", "paragraph", "signature", "date", "note", "note", "note",
    ]  # fmt: skip


def test_headings_without_number_are_parts_where_the_text_has_parts() -> None:
    issue = parsed(
        "南河自治条例\n\n序　　言\n\n南河历史悠久。\n\n第一编　总　　纲\n\n第一章　一般规定\n\n第一条　制定本条例。\n\n"
        "附　　则\n\n第二条　本条例自批准之日起生效。\n"
    )
    assert [(node.level, node.label, node.heading) for node in issue.documents[0].instruments[0].body] == [
        ("part", None, "序言"),
        ("part", "第一编", "总纲"),
        ("part", None, "附则"),
    ]


def test_what_a_content_system_prints_under_the_title_is_no_title() -> None:
    issue = parsed(
        "《南河市民宿办法》政策解读\n\n来源：市文旅局  发布时间：2024-05-20\n\n现解读如下：\n\n一、背景\n\n为了振兴。\n"
    )
    assert issue.documents[0].title == "《南河市民宿办法》政策解读"


def test_what_a_site_prints_above_a_decree_is_not_its_heading() -> None:
    issue = parsed(
        "德江州储备办法\n\n云江省德江州人民政府办公室\n\n德江州人民政府办公室公告\n\n第8号\n\n现公布《德江州储备办法》。\n\n"
        "二○○八年九月二十八日\n\n德江州储备办法\n\n第一条 为了加强储备，制定本办法。\n"
    )
    (found,) = issue.documents
    assert (found.title, found.doc_number) == ("德江州储备办法", "德江州人民政府办公室公告第8号")
    assert found.issuers == ("德江州人民政府办公室",)


REGULATIONS = """南河部公报

2023年第4期（总第88期）

2023年4月28日

目  录

部门规章
南河部令（2023年第7号）……………………（2）
内河渡口规定……………………（2）
司法解释
南河高级法院　南河高级检察院关于办理渡口案件的解释……………………（4）
公告
河务局　渔政局公告（〔2023〕第9号）……………………（5）
人事
南河部任免工作人员……………………（6）

南河部令

2023年第7号

《内河渡口规定》已于2023年3月2日通过，现予公布，自2023年5月1日起施行。

部长　李某某

2023年3月5日

内河渡口规定

第一条　为了加强内河渡口管理，维护渡口安全和秩序，根据有关法律，结合本部门实际情况，制定

南河部公报　2023年第4期

本规定。

第二条　本规定自2023年5月1日起施行。原水务部1990年6月4日以水务部令第9号公布的《渡口办法》
和以水务部令2001年第6号公布的《渡船办法》同时废止。

南河高级法院　南河高级检察院

关于办理渡口案件的解释

（2023年2月6日南河高级法院审判委员会第72次会议、2023年2月20日南河高级检察院
第十三届检察委员会第98次会议通过，自2023年5月1日起施行）

法检〔2023〕6号

第一条　依法办理渡口案件。

河务局　渔政局公告

〔2023〕第9号

现公布禁渔期。

河务局

渔政局

2023年4月2日

南河部任免工作人员

2023年4月5日

任命赵某为河务局副局长。

（下转第8页）

南河部公报编辑部　地址：南河路8号
"""


def test_decrees_with_a_year_joint_interpretations_and_appointments() -> None:
    issue = parsed(REGULATIONS)
    assert [(found.title, found.doc_number, found.date) for found in issue.documents] == [
        ("内河渡口规定", "南河部令2023年第7号", "2023-03-05"),
        ("南河高级法院 南河高级检察院关于办理渡口案件的解释", "法检〔2023〕6号", "2023-02-20"),
        ("河务局 渔政局公告", "〔2023〕第9号", "2023-04-02"),
        ("南河部任免工作人员", None, "2023-04-05"),
    ]
    assert issue.documents[0].issuers == ("南河部",)
    assert [(one.title, one.doc_number) for one in issue.documents[0].repeals] == [
        ("渡口办法", "水务部令第9号"),
        ("渡船办法", "水务部令2001年第6号"),
    ]
    assert {(noise.kind, REGULATIONS[slice(*noise.span)]) for noise in issue.noise} >= {
        ("running-head", "南河部公报　2023年第4期"),
        ("running-head", "（下转第8页）"),
        ("back-matter", "南河部公报编辑部　地址：南河路8号"),
    }


def test_who_drew_up_what_a_circular_forwards_does_not_issue_it() -> None:
    issue = parsed(
        "南河市人民政府办公室转发市水务局关于节水意见的通知\n\n南府办〔2024〕4号\n\n各区人民政府：\n\n现转发给你们。\n\n"
        "南河市人民政府办公室\n\n2024年2月20日\n\n关于节水的意见\n\n一、加强节水。\n\n南河市水务局\n\n2024年1月30日\n"
    )
    assert (issue.documents[0].issuers, issue.documents[0].date) == (("南河市人民政府办公室",), "2024-02-20")


def test_a_day_before_a_decrees_number_is_no_part_of_it() -> None:
    issue = parsed(
        "南河市人民政府关于废止规章的决定\n\n南府发〔2024〕4号\n\n废止下列规章：\n\n"
        "（一）《南河市船舶办法》（2001年3月5日南河市人民政府令第12号公布　"
        "2010年12月1日南河市人民政府令第28号修正）。\n\n"
        "（二）《南河市渡口办法》（2008年南河市人民政府令第24号）。\n\n南河市人民政府\n\n2024年2月20日\n"
    )
    assert [repeal.doc_number for repeal in issue.documents[0].repeals] == [
        "南河市人民政府令第12号",
        "南河市人民政府令第24号",
    ]
