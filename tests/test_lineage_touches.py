"""What later documents do to a version without ending it: as the parser reads them, and as ``status`` tells it."""

from __future__ import annotations

import pytest

from tests.gazettes import parsed
from tracker.lineage.digest import records
from tracker.lineage.state_of_versions import Entry, status
from tracker.lineage.values import Holding, Lineage, Record
from tracker.lineage.works import lineage_of

NUMBER = "澜水规〔2022〕3号"
RULE = f"""澜亭市水务局关于印发《澜亭市取水办法》的通知

{NUMBER}

各区水务局：

现印发给你们，请认真执行。

澜亭市水务局

2022年4月10日

澜亭市取水办法

第一条 为了规范取水，制定本办法。

第二条 取水应当登记。

第三条 本办法自2022年6月1日起施行，有效期截至2027年4月30日。
"""
NAMED = f"《澜亭市取水办法》（{NUMBER}）"


def paper(title: str, text: str, number: str = "澜水规〔2025〕9号", day: str = "2025年3月20日") -> str:
    return f"澜亭市水务局{title}\n\n{number}\n\n各区水务局：\n\n{text}\n\n澜亭市水务局\n\n{day}\n"


def lineage_for(*texts: str) -> Lineage:
    found: list[Record] = []
    for n, text in enumerate(texts):
        for index, document in enumerate(parsed(text).documents):
            found += records(Holding(issue=f"lanting/2025/{n:03d}", index=index, document=document))
    return lineage_of(found)


def entry_on(day: str, *texts: str, number: str = NUMBER, title: str = "取水") -> Entry:
    entries = status(lineage_for(*texts), day)
    (found,) = [one for one in entries if one.stage.record.number == number and title in one.stage.record.title]
    return found


def test_without_another_document_it_expires() -> None:
    assert entry_on("2028-01-01", RULE).state == "expired"


@pytest.mark.parametrize(
    ("title", "text", "until"),
    [
        ("关于延长《澜亭市取水办法》有效期的通知", f"决定将{NAMED}有效期延长至2029年4月30日。", "2029-04-30"),
        ("关于延长《澜亭市取水办法》有效期的通知", f"{NAMED}有效期延长2年。", "2029-04-30"),
        ("关于延长取水办法有效期的通知", f"{NAMED}有效期延长18个月。", "2028-10-31"),
        ("关于继续执行《澜亭市取水办法》的通知", f"{NAMED}继续执行，有效期到2029年4月30日止。", "2029-04-30"),
        ("关于延长有效期的通知", "《澜亭市取水办法》有效期延长至2029年4月30日。", "2029-04-30"),
        ("关于延长有效期的通知", f"{NAMED}、《打井办法》等2件文件有效期延长2年。", "2029-04-30"),
        ("关于延长有效期的通知", f"下列文件有效期延长2年：\n\n1.{NAMED}；\n\n2.《打井办法》。", "2029-04-30"),
        ("关于延长《澜亭市取水办法》有效期的通知", "经研究，决定将上述办法有效期延长至2029年4月30日。", "2029-04-30"),
    ],
)
def test_a_prolonged_term_and_why(title: str, text: str, until: str) -> None:
    one = entry_on("2028-01-01", RULE, paper(title, text))
    assert (one.state, one.until, one.ended_by) == ("in-force", until, None)
    assert any("澜水规〔2025〕9号" in line.zh and until in line.zh for line in one.why)


def test_going_on_without_an_end_takes_the_end_off_only_where_it_was_near() -> None:
    late = paper("关于继续执行《澜亭市取水办法》的通知", f"{NAMED}继续执行。", day="2027年3月1日")
    assert (entry_on("2028-01-01", RULE, late).state, entry_on("2028-01-01", RULE, late).until) == ("in-force", None)
    early = paper("关于继续执行《澜亭市取水办法》的通知", f"{NAMED}继续执行。", day="2023年3月1日")
    assert entry_on("2028-01-01", RULE, early).state == "expired"
    assert any("继续执行" in line.zh for line in entry_on("2023-06-01", RULE, early).why)


def test_a_suspended_rule_is_not_in_force_until_it_is_resumed() -> None:
    stop = paper("关于暂停执行《澜亭市取水办法》的通知", f"自2025年4月1日起暂停执行{NAMED}。")
    again = paper(
        "关于恢复执行《澜亭市取水办法》的通知",
        f"自2026年1月1日起恢复执行{NAMED}。",
        "澜水规〔2025〕20号",
        "2025年12月1日",
    )
    states = [
        entry_on(day, RULE, stop, again).state for day in ("2025-03-31", "2025-04-01", "2025-12-31", "2026-01-01")
    ]
    assert states == ["in-force", "suspended", "suspended", "in-force"]
    assert entry_on("2027-01-01", RULE, stop).state == "suspended"
    why = [line.zh for line in entry_on("2025-06-01", RULE, stop).why]
    assert "自 2025-04-01 起经 澜水规〔2025〕9号 暂停执行" in why


def test_the_end_that_another_document_sets() -> None:
    other = paper("关于印发节水办法的通知", f"{NAMED}执行至2025年12月31日止。")
    assert entry_on("2025-12-31", RULE, other).state == "in-force"
    assert entry_on("2026-01-01", RULE, other).state == "expired"


def test_a_correction_is_told_and_replaces_nothing() -> None:
    notice = paper("关于《澜亭市取水办法》的更正", f"{NAMED}第二条“登记”应为“申报登记”，特此更正。")
    one = entry_on("2026-01-01", RULE, notice)
    assert one.state == "in-force"
    assert "经 澜水规〔2025〕9号 更正" in [line.zh for line in one.why]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("关于公开征求《澜亭市取水办法（征求意见稿）》意见的通知", f"新办法施行后，拟废止{NAMED}。"),
        ("关于印发2025年规范性文件制定计划的通知", f"拟修订{NAMED}，修订后原文件废止。"),
        ("关于市人大代表第18号建议的答复", f"您提出的关于废止{NAMED}的建议收悉。经研究，暂不废止该办法。"),
        ("关于报送清理情况的报告", f"建议废止{NAMED}。"),
    ],
)
def test_a_mention_is_no_repeal(title: str, text: str) -> None:
    one = entry_on("2026-01-01", RULE, paper(title, text))
    assert (one.state, one.until) == ("in-force", "2027-04-30")


def test_a_doubtful_repeal_is_a_remark_with_its_quote() -> None:
    lineage = lineage_for(RULE, paper("关于清理文件的通知", f"适时废止{NAMED}。"))
    assert ["适时废止" in one.message.zh for one in lineage.remarks if one.code == "repeal-doubtful"] == [True]


def test_a_draft_is_not_yet_a_rule() -> None:
    draft = paper("关于公开征求《澜亭市节水办法（征求意见稿）》意见的通知", "现公开征求意见。")
    one = entry_on("2026-01-01", draft, number="澜水规〔2025〕9号", title="节水")
    assert one.state == "not-yet"
    assert any("征求意见稿" in line.zh for line in one.why)


def test_each_repealed_text_ends_on_its_own_day() -> None:
    notice = paper(
        "关于废止部分文件的通知", f"决定废止下列文件：\n\n一、{NAMED}，自2025年9月1日起废止；\n\n二、《打井办法》。"
    )
    assert entry_on("2025-08-31", RULE, notice).state == "in-force"
    one = entry_on("2025-09-01", RULE, notice)
    assert (one.state, one.until) == ("repealed", "2025-09-01")
    assert any("该条款载明" in line.zh for line in one.why)


def test_the_heir_that_ends_its_predecessor_later_leaves_it_in_force_till_then() -> None:
    heir = paper("关于印发《澜亭市取水办法》的通知", "现印发给你们。", "澜水规〔2024〕7号", "2024年6月5日") + (
        "\n澜亭市取水办法\n\n第一条 为了规范取水，制定本办法。\n\n第二条 取水应当申报。\n\n"
        f"第三条 本办法自2024年7月5日起施行。{NAMED}自2025年1月1日起废止。\n"
    )
    assert entry_on("2024-08-01", RULE, heir).state == "in-force"
    assert entry_on("2025-01-01", RULE, heir).state == "superseded"
    new = entry_on("2025-02-01", RULE, heir, number="澜水规〔2024〕7号")
    assert (new.state, new.until) == ("in-force", None)


def test_a_repeal_with_an_exception_is_partial() -> None:
    other = paper("关于印发节水规定的通知", f"除第一百零五条外，{NAMED}同时废止。")
    assert entry_on("2026-01-01", RULE, other).state == "partly-repealed"
    article = paper("关于废止部分条款的通知", f"决定废止{NAMED}第一百零五条。")
    assert entry_on("2026-01-01", RULE, article).state == "partly-repealed"


TWO = """澜亭市城管局关于印发《澜亭市道路停车办法》和《澜亭市停车收费办法》的通知

澜城规〔2024〕8号

各区城管局：

现印发给你们，请执行。

附件：1.澜亭市道路停车办法

2.澜亭市停车收费办法

澜亭市城管局

2024年3月18日

附件1

澜亭市道路停车办法

第一条 泊位由区城管部门施划。

第二条 本办法自2024年5月6日起施行。

附件2

澜亭市停车收费办法

第一条 停车费分时段收取。

第二条 本办法自2024年6月3日起施行，有效期两年。
"""


def test_two_measures_of_one_circular_begin_and_end_by_themselves() -> None:
    number = "澜城规〔2024〕8号"
    assert entry_on("2024-05-15", TWO, number=number, title="道路停车").state == "in-force"
    assert entry_on("2024-05-15", TWO, number=number, title="停车收费").state == "not-yet"
    assert entry_on("2026-07-01", TWO, number=number, title="停车收费").state == "expired"
    one = paper("关于废止停车收费办法的通知", f"决定废止《澜亭市停车收费办法》（{number}），自印发之日起施行。")
    assert entry_on("2025-06-01", TWO, one, number=number, title="道路停车").state == "in-force"
    assert entry_on("2025-06-01", TWO, one, number=number, title="停车收费").state == "repealed"


def test_a_revised_law_keeps_its_first_day_without_a_question() -> None:
    law = (
        "南河省取水条例\n\n（2001年5月1日南河省第九届人大常委会第七次会议通过 "
        "2024年3月5日南河省第十四届人民代表大会常务委员会第八次会议修正）\n\n第一条 取水应当登记。\n\n"
        "第二条 本条例自2001年7月1日起施行。\n"
    )
    assert [one.code for one in lineage_for(law).remarks] == []
    early = paper("关于水价的通知", "本通知自2025年1月1日起执行。")
    assert ["早于成文日期" in one.message.zh for one in lineage_for(early).remarks] == [True]
