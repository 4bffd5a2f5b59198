# ruff: noqa: E501 - tables of instructions, one a line
"""Forms of an instruction, each with all that it changes in the law: what is not listed stays as it was."""

from __future__ import annotations

import pytest

from tests.amend_samples import LAW, apply, labels, only, text_of
from tracker.model import Consolidation

ORDER = "条文顺序作相应调整。"
FOURTH = ("养护单位应当做到：", "（一）每月修剪一次；", "（二）每周浇水两次；", "（三）及时清除枯枝。", "养护费用由市财政承担。", "养护记录保存三年。")  # fmt: skip
FIFTH = "禁止在绿地内停放车辆、堆放物料、倾倒污水。"
SIXTH = "巡查人员发现绿地受损的，应当在三日内报告区园林所。"
SEVENTH = "违反本条例第五条规定的，处二百元以下的罚款。"
EIGHTH = "养护单位违反本条例第四条规定的，责令改正。"
NINTH = "本条例自2010年5月1日起施行。"

Changed = dict[str, str | tuple[str, ...]]


def articles(result: Consolidation) -> dict[str, str]:
    return {article.label or "": article.text for article in result.articles}


OLD = articles(apply("将第十二条修改为：“甲。”"))


def changed(result: Consolidation) -> Changed:
    """The articles that are not what they were under their labels; of several lines, the lines."""
    now = articles(result)
    texts = {label: text for label, text in now.items() if OLD.get(label) != text}
    gone: Changed = {label: "" for label in OLD if label not in now}
    return {label: tuple(text.split("\n")) if "\n" in text else text for label, text in texts.items()} | gone


def told(result: Consolidation) -> list[tuple[str, str]]:
    """Status and reason of every instruction but the order to renumber."""
    return [(one.status, one.reason or "") for one in result.instructions if one.kind != "reorder"]


WITHOUT_ORDER: list[tuple[str, Changed]] = [
    # words
    ("删去第四条第二款中的“市”和第六条中的“区”。", {"第四条": (*FOURTH[:4], "养护费用由财政承担。", FOURTH[5]), "第六条": SIXTH.replace("区", "")}),
    ("第五条中删去“、倾倒污水”。", {"第五条": "禁止在绿地内停放车辆、堆放物料。"}),
    ("第五条中的“、倾倒污水”予以删去。", {"第五条": "禁止在绿地内停放车辆、堆放物料。"}),
    ("第六条中“三日”前增加“发现后”。", {"第六条": SIXTH.replace("三日", "发现后三日")}),
    ("第六条中“三日”后增加“（不含当日）”。", {"第六条": SIXTH.replace("三日", "三日（不含当日）")}),
    ("第二条第一款中的“城区”、第三条中的“日常”分别修改为“建成区”、“经常”。", {"第二条": ("本市建成区绿地的养护、巡查，适用本条例。", "沿江绿带依照沿江绿带的规定养护。"), "第三条": "市园林局主管绿地养护，区园林所负责经常巡查。"}),
    ("第六条中的“三日”、第七条中的“二百元”修改为“若干”。", {"第六条": SIXTH.replace("三日", "若干"), "第七条": SEVENTH.replace("二百元", "若干")}),
    ("将第七条中的“二百元以下”修改为“二百元以上五百元以下”，“第五条”修改为“第四条”。", {"第七条": "违反本条例第四条规定的，处二百元以上五百元以下的罚款。"}),
    # sentences
    ("第三条增加一句，作为第二句：“区园林所每季度报告一次。”", {"第三条": "市园林局主管绿地养护，区园林所负责日常巡查。区园林所每季度报告一次。"}),
    ("第三条增加一句，作为第一句：“绿地养护分级负责。”", {"第三条": "绿地养护分级负责。市园林局主管绿地养护，区园林所负责日常巡查。"}),
    ("第三条末尾增加：“巡查应当有记录。”", {"第三条": "市园林局主管绿地养护，区园林所负责日常巡查。巡查应当有记录。"}),
    # 项
    ("第四条第一款增加一项，作为第二项：“（二）每季施肥一次；”", {"第四条": (*FOURTH[:2], "（二）每季施肥一次；", "（三）每周浇水两次；", "（四）及时清除枯枝。", *FOURTH[4:])}),
    ("第四条第一款第一项之后增加一项：“每季施肥一次”", {"第四条": (*FOURTH[:2], "（二）每季施肥一次；", "（三）每周浇水两次；", "（四）及时清除枯枝。", *FOURTH[4:])}),
    ("第四条第一款第三项之前增加一项：“每季施肥一次；”", {"第四条": (*FOURTH[:3], "（三）每季施肥一次；", "（四）及时清除枯枝。", *FOURTH[4:])}),
    ("第四条第一款第二项后增加：“（三）每季施肥一次；”", {"第四条": (*FOURTH[:3], "（三）每季施肥一次；", "（四）及时清除枯枝。", *FOURTH[4:])}),
    ("第四条第一款增加二项，作为第四项、第五项：“（四）每季施肥一次；（五）每年补植一次。”", {"第四条": (*FOURTH[:3], "（三）及时清除枯枝；", "（四）每季施肥一次；", "（五）每年补植一次。", *FOURTH[4:])}),
    ("第四条第一款删除第二项。", {"第四条": (*FOURTH[:2], "（二）及时清除枯枝。", *FOURTH[4:])}),
    ("删去第四条第一款第三项。", {"第四条": (*FOURTH[:2], "（二）每周浇水两次。", *FOURTH[4:])}),
    ("将第四条第一款第一项、第二项合并，修改为：“（一）每月修剪一次，每周浇水两次；”", {"第四条": (FOURTH[0], "（一）每月修剪一次，每周浇水两次；", "（二）及时清除枯枝。", *FOURTH[4:])}),
    ("将第四条第一款第三项移至第一项之前。", {"第四条": (FOURTH[0], "（一）及时清除枯枝；", "（二）每月修剪一次；", "（三）每周浇水两次。", *FOURTH[4:])}),
    ("将第四条第一款第一项移至第三项之后。", {"第四条": (FOURTH[0], "（一）每周浇水两次；", "（二）及时清除枯枝；", "（三）每月修剪一次。", *FOURTH[4:])}),
    ("将第四条第一款第一项和第二项互换。", {"第四条": (FOURTH[0], "（一）每周浇水两次；", "（二）每月修剪一次；", *FOURTH[3:])}),
    # 款
    ("第四条增加一款，作为第二款：“养护标准由市园林局制定。”", {"第四条": (*FOURTH[:4], "养护标准由市园林局制定。", *FOURTH[4:])}),
    ("第四条第一款后增加一款：“养护标准由市园林局制定。”", {"第四条": (*FOURTH[:4], "养护标准由市园林局制定。", *FOURTH[4:])}),
    ("第四条第三款前增加一款：“养护标准由市园林局制定。”", {"第四条": (*FOURTH[:5], "养护标准由市园林局制定。", FOURTH[5])}),
    ("第四条第三款予以删去。", {"第四条": FOURTH[:5]}),
    ("将第四条第二款、第三款合并为一款，修改为：“养护费用由市财政承担，养护记录保存三年。”", {"第四条": (*FOURTH[:4], "养护费用由市财政承担，养护记录保存三年。")}),
    ("将第二条第二款拆分为两款，修改为：“沿江绿带依照其规定养护。”“沿江绿带的范围由市园林局划定。”", {"第二条": ("本市城区绿地的养护、巡查，适用本条例。", "沿江绿带依照其规定养护。", "沿江绿带的范围由市园林局划定。")}),
    ("将第四条第三款移至第一款之前。", {"第四条": (FOURTH[5], *FOURTH[:5])}),
    ("将第四条第二款与第三款对调。", {"第四条": (*FOURTH[:4], FOURTH[5], FOURTH[4])}),
    ("第四条增加一款，作为第二款：“养护标准由市园林局制定。”，将该条修改为：“养护单位应当每月修剪一次。”", {"第四条": ("养护单位应当每月修剪一次。", "养护标准由市园林局制定。")}),
    # 条
    ("增加一条，作为第十条：“第十条 绿地分级养护。”", {"第十条": "绿地分级养护。"}),
    ("增加第四条之一：“绿地分级养护。”", {"第四条之一": "绿地分级养护。"}),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), WITHOUT_ORDER, ids=[words[:24] for words, _ in WITHOUT_ORDER])
def test_what_an_instruction_changes_and_nothing_else(words: str, expected: Changed) -> None:
    result = apply(words)
    assert changed(result) == expected
    assert {status for status, _ in told(result)} == {"applied"}


WITH_ORDER: list[tuple[tuple[str, ...], Changed]] = [
    (
        ("将第五条、第六条合并为一条，作为第五条，修改为：“停放车辆、报告受损，依照规定。”",),
        {"第五条": "停放车辆、报告受损，依照规定。", "第六条": SEVENTH, "第七条": EIGHTH, "第八条": NINTH, "第九条": ""},
    ),
    (
        ("将第六条并入第五条，修改为：“停放车辆、报告受损，依照规定。”",),
        {"第五条": "停放车辆、报告受损，依照规定。", "第六条": SEVENTH, "第七条": EIGHTH, "第八条": NINTH, "第九条": ""},
    ),
    (
        ("将第六条和第四条第三款合并为一条，作为第六条，修改为：“巡查记录保存三年。”",),
        {"第四条": FOURTH[:5], "第六条": "巡查记录保存三年。"},
    ),
    (
        ("将第五条拆分为两条，作为第五条、第六条，修改为：“禁止停放车辆。”“禁止倾倒污水。”",),
        {"第五条": "禁止停放车辆。", "第六条": "禁止倾倒污水。", "第七条": SIXTH, "第八条": SEVENTH, "第九条": EIGHTH, "第十条": NINTH},
    ),
    (("将第八条移至第五条之后，作为第六条。",), {"第六条": EIGHTH, "第七条": SIXTH, "第八条": SEVENTH}),
    (("将第八条移至第五条之后。",), {"第六条": EIGHTH, "第七条": SIXTH, "第八条": SEVENTH}),
    (("将第八条移至第二章末尾。",), {"第七条": EIGHTH, "第八条": SEVENTH}),
    (
        ("将第八条移至第五条之前，作为第五条，修改为：“不履行职责的，责令改正。”",),
        {"第五条": "不履行职责的，责令改正。", "第六条": FIFTH, "第七条": SIXTH, "第八条": SEVENTH.replace("第五条", "第六条")},
    ),
    (("将第五条与第六条的顺序对调。",), {"第五条": SIXTH, "第六条": FIFTH, "第七条": SEVENTH.replace("第五条", "第六条")}),
    (("删去第三章。",), {"第七条": "", "第八条": "", "第九条": ""}),
    (
        ("第三条后增加一条：“区园林所每季度报告一次。”",),
        {
            "第四条": "区园林所每季度报告一次。", "第五条": FOURTH, "第六条": FIFTH, "第七条": SIXTH,
            "第八条": SEVENTH.replace("第五条", "第六条"), "第九条": EIGHTH.replace("第四条", "第五条"), "第十条": NINTH,
        },
    ),
    (
        ("增加一章，作为第三章“监督”，包括第七条至第八条。", "增加一条，作为第七条：“甲条。”", "增加一条，作为第八条：“乙条。”"),
        {"第七条": "甲条。", "第八条": "乙条。", "第九条": SEVENTH, "第十条": EIGHTH, "第十一条": NINTH},
    ),
    (
        ("增加一章，作为第三章：“第三章 监督\n第七条 甲条。”",),
        {"第七条": "甲条。", "第八条": SEVENTH, "第九条": EIGHTH, "第十条": NINTH},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), WITH_ORDER, ids=[words[0][:24] for words, _ in WITH_ORDER])
def test_what_an_instruction_changes_where_articles_are_renumbered(words: tuple[str, ...], expected: Changed) -> None:
    result = apply(*words, closing=ORDER)
    assert changed(result) == expected
    assert "failed" not in {status for status, _ in told(result)}
    assert labels(result)[0] == "第一条"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("将第三章“责任”修改为“法律责任”。", ["第一章 总则", "第二章 养护", "第三章 法律责任"]),
        ("第三章章名修改为“法律责任”。", ["第一章 总则", "第二章 养护", "第三章 法律责任"]),
        ("将第三章改为第四章，章名修改为“法律责任”。", ["第一章 总则", "第二章 养护", "第四章 法律责任"]),
        ("删去第三章章名。", ["第一章 总则", "第二章 养护"]),
        ("将第二章、第三章合并为第二章，章名修改为“养护与责任”。", ["第一章 总则", "第二章 养护与责任"]),
        ("将第一章、第二章合并为一章，作为第一章。", ["第一章 总则", "第三章 责任"]),
        ("第二章后增加一章：“第三章 监督”", ["第一章 总则", "第二章 养护", "第三章 监督", "第四章 责任"]),
        (
            "在第二章后增加一章，作为第三章，章名为“监督”。",
            ["第一章 总则", "第二章 养护", "第三章 监督", "第四章 责任"],
        ),
        ("在第三章前增加一章，作为第三章“监督”。", ["第一章 总则", "第二章 养护", "第三章 监督", "第四章 责任"]),
    ],
)
def test_chapters_of_the_law_after_an_instruction(words: str, expected: list[str]) -> None:
    result = apply(words)
    assert [line for line in result.lines if line.startswith("第") and "章 " in line] == expected


@pytest.mark.parametrize(
    ("words", "fate", "reason"),
    [
        ("将第五条分为两条，修改为：“禁止停放车辆。”“禁止倾倒污水。”", "failed", "未能识别"),
        ("将第四条第一款第一项和第五条互换。", "failed", "未能识别"),
        ("第三条后增加：“又一款。”", "failed", "未能识别"),
        ("将第四条第一款第四项修改为：“（四）每年补植。”", "failed", "旧文没有第四条第一款第四项"),
        ("删去第四条第一款第四项。", "failed", "旧文没有第四条第一款第四项"),
        ("将第四条第五款修改为：“养护记录永久保存。”", "failed", "旧文第四条只有3款"),
        ("将第四条第三款、第五款合并为一款，修改为：“养护记录永久保存。”", "failed", "旧文第四条只有3款"),
        ("删去第十二条。", "failed", "旧文没有第十二条"),
        ("删去第三条第二款第一句。", "failed", "旧文没有第三条第二款"),
        ("第三条增加一项，作为第一项：“（一）甲；”", "failed", "旧文该处没有分项的款"),
        ("删去第四章。", "failed", "旧文没有第四章"),
        ("将第五条中的“停放自行车”修改为“停车”。", "failed", "旧文没有“停放自行车”"),
        ("第四条增加两款，作为第二款、第三款：“甲款。”", "doubtful", "增加2款，而新文为1款"),
        ("第四条第二款后增加：“费用不足的，由区财政补足。”", "doubtful", "未写明款号，按其位置插入"),
        ("将第四条第二款、第三款合并为一款，作为第二款。", "doubtful", "按原文前后相接"),
        ("第四条第一款增加两项：“每季施肥一次。”", "doubtful", "增加2项，而新文为1项"),
        ("第四条第二款增加一项：“每季施肥一次。”", "doubtful", "旧文该款原无分项"),
        ("将第四条第二款修改为：“费用由市财政承担。\n费用不足的，由区财政补足。”", "doubtful", "一款修改为2款"),
        ("第四条第一款增加一项，作为第七项：“每季施肥一次。”", "doubtful", "第7项超出修改后的项数"),
        ("第四条增加一款，作为第九款：“养护标准由市园林局制定。”", "doubtful", "第9款超出修改后的款数"),
        ("增加两条，作为第十条、第十一条：“甲条。”", "doubtful", "增加2条，而新文分不出2条"),
    ],
)
def test_what_does_not_come_out_is_told(words: str, fate: str, reason: str) -> None:
    result = apply(words)
    status, why = told(result)[0]
    assert status == fate
    assert reason in why
    if fate == "failed":
        assert changed(result) == {}


def test_the_sample_is_what_the_tables_say() -> None:
    assert all(text in LAW for text in (*FOURTH, FIFTH, SIXTH, SEVENTH, EIGHTH, NINTH))


@pytest.mark.parametrize(
    ("rate", "words"),
    [("3.5%", "5%"), ("12.5%", "12"), ("13.5%", "13."), ("15%", "5%"), ("二十三元", "三元"), ("第十二条", "第十")],
)
def test_words_that_cut_a_number_of_the_law_are_not_found_in_it(rate: str, words: str) -> None:
    law = LAW.replace("养护费用由市财政承担。", f"养护费用为{rate}，另计。")
    result = apply(f"将第四条中的“{words}”修改为“另定标准”。", law=law)
    assert only(result).status == "failed"
    assert f"养护费用为{rate}，另计。" in text_of(result, "第四条")
    whole = apply(f"将第四条中的“{rate}”修改为“另定标准”。", law=law)
    assert "养护费用为另定标准，另计。" in text_of(whole, "第四条")


def test_an_item_behind_another_one_without_a_number_goes_right_behind_it() -> None:
    result = apply("第四条第一款第一项后增加：“每季施肥一次；”")
    assert "（一）每月修剪一次；\n（二）每季施肥一次；\n（三）每周浇水两次；" in text_of(result, "第四条")
