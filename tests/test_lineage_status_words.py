# ruff: noqa: E501 - tables of sentences, one a line
"""What sentences of later documents make of a rule's state: read by the parser, linked, and told by ``status``."""

from __future__ import annotations

import pytest

from tests.test_lineage_touches import entry_on

NUMBER = "沛交规字〔2019〕4号"
RULE = f"""沛川区交通局关于印发《沛川区单车停放规程》的通知

{NUMBER}

各镇街：

现印发给你们，请认真执行。

沛川区交通局

2019年3月6日

沛川区单车停放规程

第一章 总则

第一条 单车应当停入划定区域。

第二章 运行

第二条 企业应当每日巡查两次。

第三条 违规停放的，责令限期清理。

第三章 附则

第四条 本规程自2019年4月1日起施行，有效期至2026年3月31日。
"""
NAMED = f"《沛川区单车停放规程》（{NUMBER}）"
MEASURE = "沛川区单车管理规定"


def notice(title: str, text: str, day: str = "2023年5月9日") -> str:
    return f"沛川区交通局{title}\n\n沛交发〔2023〕9号\n\n各镇街：\n\n{text}\n\n沛川区交通局\n\n{day}\n"


def measure(last: str) -> str:
    head = notice(f"关于印发《{MEASURE}》的通知", "现印发给你们，请认真执行。").replace("沛交发", "沛交规字")
    return f"{head}\n{MEASURE}\n\n第一条 为了管理单车，制定本规定。\n\n第二条 投放实行总量控制。\n\n第三条 {last}\n"


def state(day: str, text: str, title: str = "关于单车停放有关事项的通知") -> str:
    return entry_on(day, RULE, notice(title, text), number=NUMBER, title="停放").state


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("关于停放规程效力的批复", f"你镇《关于废止{NAMED}的请示》收悉。该规程仍在有效期内，请继续执行。"),
        ("2024年规范性文件立改废计划", f"（一）修改《沛川区货运规定》；\n\n（二）废止{NAMED}。"),
        ("关于停放管理的通知", f"如{NAMED}被废止，已收取的费用按照原规程退还。"),
        ("关于停放管理的通知", f"不得擅自停止执行{NAMED}。"),
        ("关于停放管理的通知", f"各镇街不得以{NAMED}失效为由停止巡查。"),
        ("关于停放管理的通知", f"凡与{NAMED}规定不符的地方性政策，一律废止。"),
        ("关于停放管理的通知", f"违反{NAMED}的，由区交通局撤销其备案。"),
        ("关于停放管理的通知", f"按照{NAMED}取得的停放许可，自2023年7月1日起作废。"),
        ("关于停放管理的通知", f"《沛川区非机动车规定》（沛交规字〔2012〕1号）的废止，不影响{NAMED}的效力。"),
        ("关于废止部分文件的决定", f"废止《沛川区非机动车规定》（沛交规字〔2012〕1号），{NAMED}暂不废止。"),
        ("关于停放管理的通知", f"对{NAMED}等文件，能废止的废止，需修改的修改。"),
        ("关于停放管理的通知", f"{NAMED}不再适用于公务用车。"),
        ("关于停放管理的通知", f"不再暂停执行{NAMED}。"),
        ("关于停放管理的通知", f"各镇街不得暂停执行{NAMED}。"),
        ("局务会议公报", f"关于提请废止{NAMED}的议案，未获通过。"),
    ],
)
def test_what_only_speaks_of_an_end_ends_nothing(title: str, text: str) -> None:
    assert state("2023-08-01", text, title) == "in-force"


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        (f"{NAMED}已不适应管理需要，现予废止。", "2023-05-08", "2023-05-09"),
        (f"因上位法依据已经失去，{NAMED}予以废止。", "2023-05-08", "2023-05-09"),
        (f"现决定撤销{NAMED}。", "2023-05-08", "2023-05-09"),
        (f"{NUMBER}文件同时作废。", "2023-05-08", "2023-05-09"),
        (f"自2023年7月1日起，{NUMBER}文件不再执行。", "2023-06-30", "2023-07-01"),
        (
            f"1. {NAMED}，2023年7月1日废止；\n\n2. 《沛川区非机动车规定》（沛交规字〔2012〕1号），2023年10月1日废止。",
            "2023-06-30",
            "2023-07-01",
        ),
        (f"本通知印发前的有关文件（包括{NAMED}）同时废止。", "2023-05-08", "2023-05-09"),
        (f"经区政府批准，自即日起废止{NAMED}，请各镇街做好衔接。", "2023-05-08", "2023-05-09"),
    ],
)
def test_what_ends_a_rule_and_from_when(text: str, before: str, after: str) -> None:
    assert state(before, text) == "in-force"
    assert state(after, text) in {"repealed", "superseded"}


@pytest.mark.parametrize(
    "last",
    [
        f"{NAMED}第二章同时废止。",
        f"{NAMED}除附则外同时废止。",
        f"{NAMED}同时废止，其中第三条自2024年12月31日起废止。",
        f"{NAMED}同时废止，第三条规定的清理除外。",
        f"{NAMED}中有关巡查次数的要求不再执行，其他规定继续有效。",
    ],
)
def test_a_repeal_of_some_provisions_leaves_the_rest(last: str) -> None:
    text = measure(f"本规定自2023年6月1日起施行。{last}")
    assert entry_on("2023-08-01", RULE, text, number=NUMBER, title="停放").state == "partly-repealed"


def test_an_exception_from_one_text_is_none_from_the_others() -> None:
    other = RULE.replace("停放", "投放").replace(NUMBER, "沛交规字〔2018〕2号")
    text = notice("关于废止文件的决定", f"对《沛川区单车投放规程》（沛交规字〔2018〕2号）、{NAMED}予以废止，但{NAMED}第三条继续执行。")  # fmt: skip
    assert entry_on("2023-08-01", RULE, other, text, number=NUMBER, title="停放").state == "partly-repealed"
    assert entry_on("2023-08-01", RULE, other, text, number="沛交规字〔2018〕2号", title="投放").state == "repealed"


TABLE = f"""附件

%s

序号\t文件名称\t文号%s
1\t沛川区单车停放规程\t{NUMBER}%s
"""


@pytest.mark.parametrize(
    ("text", "head", "columns", "cells", "before", "after"),
    [
        (
            "现将结果公布如下。",
            "文件清理结果",
            "\t清理意见\t废止日期",
            "\t废止\t2023年7月1日",
            "2023-06-30",
            "2023-07-01",
        ),
        ("目录所列文件自2023年10月1日起停止执行。", "废止文件目录", "", "", "2023-09-30", "2023-10-01"),
    ],
)
def test_the_day_of_a_table_of_repeals(text: str, head: str, columns: str, cells: str, before: str, after: str) -> None:  # fmt: skip
    paper = notice("关于公布清理结果的通知", f"{text}\n\n附件：{head}") + "\n" + TABLE % (head, columns, cells)
    states = [entry_on(day, RULE, paper, number=NUMBER, title="停放").state for day in (before, after)]
    assert states == ["in-force", "repealed"]


@pytest.mark.parametrize("cells", ["\t继续有效", "\t修改", "\t拟废止"])
def test_a_table_that_sorts_texts_out_ends_those_alone_of_which_it_says_so(cells: str) -> None:
    paper = notice("关于公布清理结果的通知", "现将结果公布如下。\n\n附件：文件清理结果") + "\n"
    table = TABLE % ("文件清理结果", "\t清理意见", cells)
    assert entry_on("2023-08-01", RULE, paper + table, number=NUMBER, title="停放").state == "in-force"


@pytest.mark.parametrize(
    ("text", "until"),
    [
        (f"{NAMED}将于2026年3月31日到期，经研究，有效期延长至2027年3月31日。", "2027-03-31"),
        (f"经评估，{NAMED}需继续施行，现将其有效期延长三年，至2029年3月31日止。", "2029-03-31"),
        (f"{NAMED}有效期届满，根据评估结果，决定延期至2026年12月31日。", "2026-12-31"),
        (f"{NAMED}有效期自2026年4月1日起延长五年。", "2031-03-31"),
        (f"{NAMED}自2026年4月1日起继续有效，有效期5年。", "2031-03-31"),
        (f"{NAMED}有效期不再延长。", "2026-03-31"),
        (f"{NAMED}第二条规定的补贴期限延长至2026年12月31日。", "2026-03-31"),
        (f"按照{NAMED}享受补贴的企业，备案有效期延长2年。", "2026-03-31"),
    ],
)
def test_a_term_that_another_document_sets(text: str, until: str) -> None:
    one = entry_on(
        "2026-03-01", RULE, notice("关于规程有效期的通知", text, "2026年2月1日"), number=NUMBER, title="停放"
    )
    assert (one.state, one.until) == ("in-force", until)


def test_the_day_of_resumption_that_is_to_be_told_resumes_nothing() -> None:
    assert state("2023-08-01", f"{NAMED}暂停执行，恢复执行时间另行通知。") == "suspended"


DECISION = f"""沛川区交通局关于修改《沛川区单车停放规程》的决定

沛交规字〔2022〕5号

对{NAMED}作如下修改：

%s

本决定自公布之日起施行。

沛川区交通局

2022年3月1日
"""
PLAIN = DECISION % "第二条中的“两次”修改为“三次”。"


def made(day: str, *texts: str) -> tuple[str, str | None]:
    """State and last day of the version that the decision made."""
    one = entry_on(day, RULE, *texts, number="沛交规字〔2022〕5号", title="停放")
    return one.state, one.until


def test_an_amended_version_keeps_the_term_of_its_rule() -> None:
    assert made("2023-01-01", PLAIN) == ("in-force", "2026-03-31")
    assert made("2026-04-01", PLAIN) == ("expired", "2026-03-31")


@pytest.mark.parametrize(
    ("change", "until"),
    [
        ("第四条中的“有效期至2026年3月31日”修改为“有效期至2030年3月31日”。", "2030-03-31"),
        ("第四条修改为：“本规程自2019年4月1日起施行，有效期十年。”", "2029-03-31"),
        ("删去第四条中的“，有效期至2026年3月31日”。", None),
    ],
)
def test_a_decision_that_rewrites_the_term(change: str, until: str | None) -> None:
    assert made("2023-01-01", DECISION % change) == ("in-force", until)


@pytest.mark.parametrize(
    ("text", "state", "until"),
    [
        (f"{NAMED}自2023年6月1日起废止。", "repealed", "2023-06-01"),
        (f"{NAMED}第三条自2023年6月1日起废止。", "partly-repealed", "2026-03-31"),
        (f"{NAMED}自2023年6月1日起暂停执行。", "suspended", "2026-03-31"),
        (f"{NAMED}有效期延长至2028年3月31日。", "in-force", "2028-03-31"),
    ],
)
def test_what_is_said_of_a_rule_is_said_of_its_amended_version(text: str, state: str, until: str) -> None:
    assert made("2023-08-01", PLAIN, notice("关于规程效力的通知", text)) == (state, until)


@pytest.mark.parametrize(
    ("last", "day", "state"),
    [
        ("第二条自2025年1月1日起施行，其他条款自2024年5月1日起施行。", "2024-05-01", "in-force"),
        ("第二条自2025年1月1日起施行，其他条款自2024年5月1日起施行。", "2024-04-30", "not-yet"),
        ("本规定自印发次日起施行。", "2023-05-09", "not-yet"),
        ("本规定自印发次日起施行。", "2023-05-10", "in-force"),
        ("本规定自2023年7月起施行。", "2023-06-30", "not-yet"),
        ("本规定自2023年7月1日起实行，实行期两年。", "2025-07-01", "expired"),
        ("本规定自2023年7月1日起施行。第二条规定的奖励，执行至2024年12月31日。", "2025-07-01", "in-force"),
        ("本规定施行日期另行公布。", "2023-08-01", "unknown"),
    ],
)
def test_clauses_of_effect_in_other_words(last: str, day: str, state: str) -> None:
    assert entry_on(day, measure(last), number="沛交规字〔2023〕9号", title="管理").state == state
