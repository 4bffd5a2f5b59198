"""Texts whose structure real gazettes have and a first parser had not met."""

from __future__ import annotations

from tests.gazettes import labels, parsed, provisions
from tracker.model import Issue, Provision, walk


def instruments(issue: Issue) -> list[tuple[str, str]]:
    return [(part.role, part.title) for document in issue.documents for part in document.instruments]


def codes(issue: Issue) -> list[str]:
    return [found.code for found in issue.diagnostics]


def below(issue: Issue, label: str) -> list[str | None]:
    (node,) = [node for node in provisions(issue) if node.label == label]
    return [child.label for child in node.children]


def tables(issue: Issue) -> list[Provision]:
    return [node for node in provisions(issue) if node.level == "table"]


PLAN = """澜亭市人民政府办公室关于印发澜亭市水库抢险预案的通知

澜政办发〔2023〕6号

各区人民政府：

《澜亭市水库抢险预案》已经市政府同意，现印发给你们。

澜亭市人民政府办公室

2023年4月6日

澜亭市水库抢险预案

{contents}1 总则

1.1 适用范围

本预案适用于中型水库。

1.2 分级

（1）一级险情。

（2）二级险情。

2 职责

2.1 指挥部

2.1.1 指挥长由市长担任，配备抢险船
2.5米长的两艘。

2.1.2 成员单位按分工负责。

3 附则

3.1 本预案由市水务局解释。
"""


def test_decimal_numbers_make_a_tree() -> None:
    issue = parsed(PLAN.format(contents=""))
    assert labels(issue, "decimal1") == ["1", "2", "3"]
    assert below(issue, "1") == ["1.1", "1.2"]
    assert below(issue, "1.2") == ["（1）", "（2）"]
    assert below(issue, "2.1") == ["2.1.1", "2.1.2"]
    headings = {node.label: node.heading for node in provisions(issue)}
    assert (headings["1"], headings["1.1"], headings["3.1"]) == ("总则", "适用范围", None)
    assert codes(issue) == []


def test_amounts_and_dates_at_the_start_of_lines_are_no_decimal_labels() -> None:
    issue = parsed(
        "澜亭市水费办法\n\n第一条 基本水价\n1.2元。\n\n第二条 阶梯水价\n1.3元。\n\n第三条 自\n2.1日起执行。\n"
    )
    assert labels(issue, "article") == ["第一条", "第二条", "第三条"]
    assert not [node for node in provisions(issue) if node.level.startswith("decimal")]


def test_items_with_points_below_decimal_numbers_are_no_chapters() -> None:
    issue = parsed(
        "澜亭市养护标准\n\n1 总则\n\n1.1 检查包括下列内容：\n\n1.桥面；\n\n"
        "2.护栏。\n\n1.2 每年检查一次。\n\n2 养护\n\n2.1 及时修补。\n"
    )
    assert labels(issue, "decimal1") == ["1", "2"]
    assert below(issue, "1.1") == ["1.", "2."]


def test_a_circular_issues_two_measures_that_its_sentence_names() -> None:
    issue = parsed(
        "澜亭市人民政府关于印发供水和排水两个规定的通知\n\n澜政发〔2023〕2号\n\n各区人民政府：\n\n"
        "现将《澜亭市供水规定》《澜亭市排水规定》印发给你们。\n\n澜亭市人民政府\n\n2023年2月1日\n\n"
        "澜亭市供水规定\n\n为了供水，规定如下：\n\n一、保障水质。\n\n二、降低漏损。\n\n"
        "澜亭市排水规定\n\n为了排水，规定如下：\n\n一、雨污分流。\n\n二、定期清掏。\n"
    )
    assert instruments(issue)[1:] == [("measure", "澜亭市供水规定"), ("measure", "澜亭市排水规定")]
    assert codes(issue) == []


def test_an_annex_behind_a_colon_closes_the_measure_before_it() -> None:
    issue = parsed(
        "澜亭市人民政府批转市农业局关于增设苗圃请示的通知\n\n澜政发〔1999〕3号\n\n各区人民政府：\n\n"
        "市农业局《关于增设苗圃的请示》已经批准，现转发给你们。\n\n澜亭市人民政府\n\n一九九九年五月六日\n\n"
        "关于增设苗圃的请示\n\n市政府：\n\n一、今年增设两处。\n\n二、经费从年度预算列支。\n\n"
        "以上请示如无不当，请批转执行。\n\n市农业局\n\n"
        "一九九九年四月一日\n\n附：\n\n苗圃分布表\n\n区\t处数\n东区\t1\n西区\t1\n"
    )
    assert instruments(issue)[-1] == ("annex", "苗圃分布表")
    measure = issue.documents[0].instruments[1]
    assert [node.level for node in walk(measure.body)][-3:] == ["closing", "signature", "date"]
    assert issue.documents[0].issuers == ("澜亭市人民政府",)


def test_a_row_that_names_a_category_across_all_columns_is_a_row() -> None:
    issue = parsed(
        "澜亭市名录\n\n第一条 按下表执行。\n\n项目\t甲类\t乙类\n一、种植业\t\t\n1\t粮食\t是\n2\t蔬菜\t否\n"
        "二、水产业\t\t\n3\t养殖\t是\n"
    )
    (table,) = tables(issue)
    assert [row[0] for row in table.rows] == ["项目", "一、种植业", "1", "2", "二、水产业", "3"]
    assert codes(issue) == []


def test_a_row_whose_first_cell_is_empty_keeps_it_before_a_label() -> None:
    issue = parsed("澜亭市指标表\n\n类\t项\t目\t性质\n一、水质\t（一）源水\t浊度\t定量\n\t（二）管网\t余氯\t定量\n")
    (table,) = tables(issue)
    assert table.rows[2] == ("", "（二）管网", "余氯", "定量")


def test_terms_explained_on_lines_of_their_own_are_paragraphs() -> None:
    issue = parsed(
        "关于折算工时的通知\n\n澜人社发〔2023〕8号\n\n各区人社局：\n\n一、折算\n\n年工时：三百天乘以八小时的总数\n\n"
        "月工时：年工时除以十二个月的得数\n\n二、发放\n\n按月发放。\n"
    )
    (first, *_) = [node for node in provisions(issue) if node.label == "一、"]
    assert len(first.children) == 2


def test_the_note_on_publication_ends_a_document() -> None:
    issue = parsed(
        "南河省人民政府关于护林的意见\n\n南政发〔2023〕5号\n\n"
        "各市人民政府：\n\n一、护林。\n\n南河省人民政府\n\n2023年3月5日\n\n"
        "（此件主动公开）\n\n南河省人民政府关于\n护渔的通知\n\n"
        "南政发〔2023〕6号\n\n各市人民政府：\n\n请护渔。\n\n南河省人民政府\n\n"
        "2023年3月8日\n"
    )
    assert [document.title for document in issue.documents] == [
        "南河省人民政府关于护林的意见",
        "南河省人民政府关于护渔的通知",
    ]
    assert "（此件主动公开）" in [node.text for node in walk(issue.documents[0].instruments[0].body)]


def test_the_day_of_the_last_enactment_is_the_date_of_a_law() -> None:
    issue = parsed(
        "南河省河道法\n\n2015年3月6日省人民代表大会第四次会议通过\n\n"
        "2021年7月9日省人民代表大会常务委员会第七次会议修正，自2021年9月1日起施行\n\n"
        "南河省河道法\n\n第一条 为了护河，制定本法。\n"
    )
    (found,) = issue.documents
    assert found.date == "2021-07-09"
    assert instruments(issue) == [("measure", "南河省河道法")]


def test_a_list_of_chapters_without_its_heading_is_a_contents_list() -> None:
    issue = parsed(
        "南河省河道条例\n\n（2023年3月1日省人大常委会通过）\n\n第一章 总则\n\n第二章 附则\n\n"
        "第一章 总则\n\n第一条 为了护河，制定本条例。\n\n第二章 附则\n\n第二条 本条例自2023年5月1日起施行。\n"
    )
    assert labels(issue, "chapter") == ["第一章", "第二章"]
    assert codes(issue) == []


def test_an_article_quoted_from_another_text_is_no_article_of_this_one() -> None:
    issue = parsed(
        "澜亭市泊位办法\n\n第一条 为了管理泊位，制定本办法。\n\n"
        "第二条 原规定的下列条文继续适用：“第八条 占用泊位的，罚款。\n"
        "第九条 逾期的，加倍。”\n\n第三条 本办法自2023年5月1日起施行。\n"
    )
    assert labels(issue, "article") == ["第一条", "第二条", "第三条"]
    assert codes(issue) == []


def test_a_quotation_that_is_never_closed_quotes_nothing() -> None:
    issue = parsed("澜亭市泊位办法\n\n第一条 本办法所称“泊位，是指车位。\n\n第二条 泊位编号。\n\n第三条 泊位公示。\n")
    assert labels(issue, "article") == ["第一条", "第二条", "第三条"]


def test_a_contents_list_with_ranges_of_articles() -> None:
    issue = parsed(
        "澜亭市泊位条例\n\n目　录\n第一章　总则（第一条—第二条）\n"
        "第二章　附则（第三条）\n\n第一章 总则\n\n第一条 为了管理泊位，制定本条例。\n\n"
        "第二条 泊位编号。\n\n第二章 附则\n\n第三条 本条例自2023年5月1日起施行。\n"
    )
    assert labels(issue, "chapter") == ["第一章", "第二章"]
    assert [noise.kind for noise in issue.noise] == ["contents"] * 3


def test_a_sentence_whose_parts_follow_a_colon_has_no_heading() -> None:
    issue = parsed(
        "澜亭市补助办法\n\n第一条 补助分三期发放：开工付三成；封顶付三成；竣工付四成。\n\n"
        "第二条 申请条件：在本市登记。\n"
    )
    assert [node.heading for node in provisions(issue) if node.label] == [None, "申请条件："]


def test_signs_without_width_are_no_words() -> None:
    issue = parsed(
        "澜亭市补助\u200b办法\n\n\u200e第一\u2060条 每个泊位\u202d5000\u202c元。\n\n\u200b\n\n第二\ufeff条 附则。\n"
    )
    assert [(node.label, node.text) for node in provisions(issue)] == [
        ("第一条", "每个泊位5000元。"),
        ("第二条", "附则。"),
    ]
    assert issue.title == "澜亭市补助办法"


def test_the_label_and_the_title_of_an_annex_on_one_line() -> None:
    issue = parsed(
        "澜亭市人民政府关于印发方案的通知\n\n澜政发〔2023〕6号\n\n各区人民政府：\n\n现将方案印发给你们。\n\n"
        "附件：1.澜亭市清淤方案\n\n澜亭市人民政府\n\n"
        "2023年3月4日\n\n附件1 澜亭市清淤方案\n\n一、清淤。\n\n二、筑堤。\n\n"
        "附件2：澜亭市清淤任务表\n\n序号\t事项\n1\t东河\n2\t西河\n"
    )
    assert instruments(issue)[1:] == [("annex", "澜亭市清淤方案"), ("annex", "澜亭市清淤任务表")]
    assert len(tables(issue)) == 1


def test_a_list_of_annexes_behind_the_date_begins_none() -> None:
    issue = parsed(
        "澜亭市人民政府关于清淤的通知\n\n澜政发〔2023〕7号\n\n"
        "各区人民政府：\n\n请清淤。\n\n澜亭市人民政府\n\n2023年3月4日\n\n"
        "附件1：清淤方案（另附）\n\n附件2：清淤任务表（另附）\n"
    )
    assert len(instruments(issue)) == 1


def test_a_standard_is_numbered_by_its_cover_and_in_decimals() -> None:
    issue = parsed(
        "ICS 91.140\n\nDB99/T 1234—2023\n\n澜亭市节水规范\n\n1 范围\n\n"
        "本文件规定节水的要求。\n\n2 引用文件\n\n下列文件必不可少。\n\n"
        "3 术语\n\n3.1\n\n中水 reclaimed water\n\n再生水。\n\n4 要求\n\n4.1 计量\n\n4.1.1 用水应当计量。\n"
    )
    (found,) = issue.documents
    assert (found.title, found.doc_number) == ("澜亭市节水规范", "DB99/T 1234—2023")
    assert labels(issue, "decimal1") == ["1", "2", "3", "4"]
    assert below(issue, "3") == ["3.1"]


def test_the_authors_of_a_forwarded_text_are_a_note() -> None:
    issue = parsed(
        "南河省人民政府批转省水利厅等部门关于护堤意见的通知\n\n南政发〔2003〕7号\n\n各市人民政府：\n\n"
        "省政府同意《关于护堤的意见》，现批转给你们。\n\n南河省人民政府\n\n二○○三年四月五日\n\n关于护堤的意见\n\n"
        "（省水利厅　省财政厅　二○○三年三月一日）\n\n一、明确责任。\n\n二、落实资金。\n"
    )
    assert [node.level for node in issue.documents[0].instruments[1].body] == ["note", "outline1", "outline1"]
