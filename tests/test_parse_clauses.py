from __future__ import annotations

from dataclasses import replace

import pytest

from tests.gazettes import ISSUE, document, parsed
from tracker.model import Effect, Repeal


def effect_of(clause: str) -> Effect | None:
    return (
        parsed(f"南河市节水奖励办法\n\n第一条 为了鼓励节水，制定本办法。\n\n第二条 {clause}\n").documents[0].effective
    )


@pytest.mark.parametrize(
    ("clause", "start", "until"),
    [
        ("本办法自发布之日起施行。", "发布之日", None),
        ("本办法自印发之日起实施，有效期三年。", "印发之日", "3年"),
        ("本办法自2025年1月1日起执行，有效期至2028年12月31日。", "2025-01-01", "2028-12-31"),
        ("本办法自 2025 年 1 月 1 日起施行，有效期为5年。", "2025-01-01", "5年"),
        ("本办法自公布之日起施行，试行期2年。", "公布之日", "2年"),
        ("本办法自政策印发之日起实施，有效期为18个月。", "印发之日", "18个月"),
        ("本办法自公布之日起30日后施行。", "公布之日起30日后", None),
        ("本办法自2025年2月30日起施行。", "2025年2月30日", None),
        ("本办法自公布之日起满三十日后施行。", "公布之日起三十日后", None),
        ("本办法于二〇二五年一月一日起施行。", "2025-01-01", None),
        ("本办法有效期自2025年1月1日至2027年12月31日。", "2025-01-01", "2027-12-31"),
        ("本办法自2025年1月1日起至2027年12月31日止施行。", "2025-01-01", "2027-12-31"),
        ("本办法自2025年1月1日起生效，2027年12月31日废止。", "2025-01-01", "2027-12-31"),
        ("本办法自印发之日起实施，有效期至2027年底。", "印发之日", "2027-12-31"),
        ("本办法自印发之日起执行，试行一年。", "印发之日", "1年"),
        (
            "本办法自2025年1月1日起施行。《甲办法》（南水发〔2018〕1号，有效期至2024年12月31日）同时废止。",
            "2025-01-01",
            None,
        ),
        ("本办法自2025年1月1日起施行，实施期限3年。已签订的协议有效期至2026年12月31日。", "2025-01-01", "3年"),
        ("现公布《南河市节水规定》，自2025年1月1日起施行。", "2025-01-01", None),
        ("本办法自印发之日起施行，政策有效期与原办法合计三年，即至2026年12月31日止。", "印发之日", "2026-12-31"),
    ],
)
def test_effect(clause: str, start: str, until: str | None) -> None:
    effect = effect_of(clause)
    assert effect is not None
    assert (effect.start, effect.until) == (start, until)


@pytest.mark.parametrize(
    "clause",
    [
        "奖励协议自签订之日起生效，有效期为5年。",
        "节水证书的有效期为三年。",
        "申请自2025年1月1日起受理。",
        "按照《甲办法》规定自2025年1月1日起执行的标准继续执行。",
    ],
)
def test_the_term_of_something_else_is_not_the_measures(clause: str) -> None:
    assert effect_of(clause) is None


def test_effects_and_repeals_of_an_issue() -> None:
    issue = parsed(ISSUE)
    plan = document(issue, "南府规〔2024〕7号")
    assert plan.effective is not None
    assert (plan.effective.start, plan.effective.until) == ("印发之日", "2年")
    assert [replace(one, span=None) for one in plan.repeals] == [
        Repeal(
            title="关于促进数据交易的若干措施",
            doc_number="南府规〔2021〕3号",
            quote="《关于促进数据交易的若干措施》（南府规〔2021〕3号）同时废止。",
            place="三、",
        )
    ]
    assert plan.cites == ("南府规〔2021〕3号",)
    decree = document(issue, "南河市人民政府令第45号")
    assert [(repeal.title, repeal.doc_number) for repeal in decree.repeals] == [
        ("南河市路灯管理规定", "市政府令第12号")
    ]


def repeals_of(clause: str) -> list[tuple[str, str | None, bool]]:
    text = f"南河市节水奖励办法\n\n第一条 为了鼓励节水，制定本办法。\n\n第二条 {clause}\n"
    return [(repeal.title, repeal.doc_number, repeal.partial) for repeal in parsed(text).documents[0].repeals]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("同时《关于节水的通知》（南水发[2019] 4 号）废止。", [("关于节水的通知", "南水发〔2019〕4号", False)]),
        ("《甲办法》（南水发〔2018〕1号）、《乙办法》（南水发〔2018〕2号）同时废止。",
         [("甲办法", "南水发〔2018〕1号", False), ("乙办法", "南水发〔2018〕2号", False)]),
        ("《甲办法》（南水发〔2018〕1号）自本办法印发之日起，予以废止。", [("甲办法", "南水发〔2018〕1号", False)]),
        ("《南河市水务局关于印发〈甲办法〉的通知》（南水发〔2018〕1号）停止执行。",
         [("南河市水务局关于印发〈甲办法〉的通知", "南水发〔2018〕1号", False)]),
        ("《甲办法》（南水发〔2018〕1号）第三条同时废止。", [("甲办法", "南水发〔2018〕1号", True)]),
        ("《甲办法》［南水发（2018）1号］同时作废。", [("甲办法", "南水发〔2018〕1号", False)]),
        ("《甲办法》（原南水发〔2018〕1号）同时废止。", [("甲办法", "南水发〔2018〕1号", False)]),
        ("南水发〔2018〕1号、南水发〔2018〕2号文件同时废止。",
         [("南水发〔2018〕1号", "南水发〔2018〕1号", False), ("南水发〔2018〕2号", "南水发〔2018〕2号", False)]),
        ("《甲办法》（南水发〔2018〕1号）继续执行，《乙办法》（南水发〔2019〕2号）同时废止。",
         [("乙办法", "南水发〔2019〕2号", False)]),
        ("根据《丙条例》修订的《甲办法》（南水发〔2018〕1号）同时废止。", [("甲办法", "南水发〔2018〕1号", False)]),
        ("按照《甲办法》（南水发〔2018〕1号）取得的资格有效，《乙办法》（南水发〔2019〕2号）同时废止。",
         [("乙办法", "南水发〔2019〕2号", False)]),
        ("为贯彻国务院《丙纲要》和市委《丁意见》的要求，对《甲办法》（南水发〔2018〕1号）予以废止。",
         [("甲办法", "南水发〔2018〕1号", False)]),
        ("原市水务局公告2019年第5号同时废止。", [("原市水务局公告", "2019年第5号", False)]),
        ("《甲办法》（南水发〔2018〕1号）被废止的，另行公告。", []),
        ("此前的规定与本办法不一致的，以本办法为准。", []),
        ("根据《甲办法》作出的决定，由市水务局予以废止。", []),
    ],
)  # fmt: skip
def test_repeals(clause: str, expected: list[tuple[str, str | None, bool]]) -> None:
    assert repeals_of(clause) == expected


def test_a_table_of_repealed_documents() -> None:
    issue = parsed(
        "南河市水务局关于废止部分规范性文件的通知\n\n南水发〔2024〕9号\n\n各区水务局：\n\n决定废止下列文件，目录见附件。\n\n"
        "南河市水务局\n\n2024年7月1日\n\n附件\n\n决定废止的文件目录\n\n序号\t文件名称\t文号\n"
        "1\t南河市水务局关于取水的通知\t南水发〔2005〕3号\n2\t南河市水务局关于打井的意见\t南水发〔2006〕8号\n"
    )
    found = issue.documents[0]
    assert [repeal.doc_number for repeal in found.repeals] == ["南水发〔2005〕3号", "南水发〔2006〕8号"]
    assert found.cites == ("南水发〔2005〕3号", "南水发〔2006〕8号")


def test_lists_of_repealed_documents() -> None:
    issue = parsed(
        "南河市水务局关于废止部分文件的决定\n\n南水发〔2024〕9号\n\n各区水务局：\n\n决定废止下列文件：\n\n"
        "一、《南河市水务局关于取水的通知》（南水发〔2005〕3号）\n\n二、《南河市水务局关于打井管理若干问题的意见》（南水发\n\n"
        "〔2006〕8号）\n\n南河市水务局\n\n2024年7月1日\n\n附件\n\n宣布失效的文件目录\n\n"
        "1.南河市水务局关于修渠的通知（南水发〔2001〕1号）\n\n2.南河市水务局关于堤防的通知（南水发〔2002〕2号）\n"
    )
    found = issue.documents[0]
    assert [repeal.doc_number for repeal in found.repeals] == [
        "南水发〔2005〕3号",
        "南水发〔2006〕8号",
        "南水发〔2001〕1号",
        "南水发〔2002〕2号",
    ]
    assert found.repeals[2].title == "南河市水务局关于修渠的通知"


def test_a_decision_that_amends_holds_from_its_own_day() -> None:
    issue = parsed(
        "南河市人民政府关于修改《南河市取水办法》的决定\n\n南府规〔2024〕2号\n\n作如下修改：\n\n一、删除第三条。\n\n"
        "本决定自2024年2月1日起施行。\n\n南河市人民政府\n\n2024年1月8日\n\n南河市取水办法\n\n第一条 制定本办法。\n\n"
        "第二条 本办法自2021年6月1日起施行，有效期五年。\n"
    )
    effect = issue.documents[0].effective
    assert effect is not None
    assert (effect.start, effect.until) == ("2024-02-01", None)
