"""Instructions on words: changed, inserted, deleted, in one place, in several or throughout."""

from __future__ import annotations

import pytest

from tests.amend_samples import apply, fates, labels, only, text_of


@pytest.mark.parametrize(
    "words",
    [
        "将第三条中的“市园林局”修改为“市林业和园林局”。",
        "第三条中“市园林局”修改为“市林业和园林局”。",
        "第三条“市园林局”修改为：“市林业和园林局”。",
        "将第三条中的“市园林局”，修改为“市林业和园林局”。",
    ],
)
def test_words_are_changed(words: str) -> None:
    result = apply(words)
    assert text_of(result, "第三条") == "市林业和园林局主管绿地养护，区园林所负责日常巡查。"
    assert (only(result).kind, only(result).status) == ("replace-words", "applied")


def test_every_occurrence_in_the_place_and_none_elsewhere() -> None:
    result = apply("将第四条、第八条中的“养护”修改为“养护、管理”。")
    assert text_of(result, "第八条") == "养护、管理单位违反本条例第四条规定的，责令改正。"
    assert text_of(result, "第四条").count("养护、管理") == 3
    assert "养护、管理" not in text_of(result, "第三条")


def test_pairs_follow_one_another_in_one_place() -> None:
    result = apply("将第六条中的“三日”修改为“二日”，“区园林所”修改为“区园林局”，“发现”修改为“得知”。")
    assert text_of(result, "第六条") == "巡查人员得知绿地受损的，应当在二日内报告区园林局。"
    assert fates(result) == ["applied"] * 3


def test_words_listed_are_changed_each_or_into_one() -> None:
    result = apply("将第五条中的“停放车辆”、“堆放物料”分别修改为“停车”、“堆物”。")
    assert text_of(result, "第五条") == "禁止在绿地内停车、堆物、倾倒污水。"
    result = apply("将第三条中的“市园林局”、“区园林所”统一修改为“园林部门”。")
    assert text_of(result, "第三条") == "园林部门主管绿地养护，园林部门负责日常巡查。"


@pytest.mark.parametrize(
    "words",
    [
        "将本条例中的“绿地”修改为“园林绿地”。",
        "将条文中的“绿地”统一修改为“园林绿地”。",
        "全文中的“绿地”修改为“园林绿地”。",
    ],
)
def test_words_are_changed_throughout(words: str) -> None:
    result = apply(words)
    assert text_of(result, "第二条").startswith("本市城区园林绿地的养护")
    assert text_of(result, "第六条") == "巡查人员发现园林绿地受损的，应当在三日内报告区园林所。"


def test_the_name_and_articles_in_one_list() -> None:
    result = apply("将名称、第一条、第五条中的“绿地”修改为“园林”。")
    assert result.title == "临江市园林养护条例"
    assert text_of(result, "第一条") == "为了养护园林，改善环境，制定本条例。"
    assert result.lines[0] == result.title


def test_whole_paragraphs_side_by_side() -> None:
    result = apply(
        "第四条：“养护费用由市财政承担。”“养护记录保存三年。”修改为：“费用由财政承担。”“记录保存五年。”“记录应当公开。”"
    )
    assert text_of(result, "第四条").split("\n")[4:] == ["费用由财政承担。", "记录保存五年。", "记录应当公开。"]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("删去第五条中的“、堆放物料”。", "禁止在绿地内停放车辆、倾倒污水。"),
        ("删去第五条中的“堆放物料”。", "禁止在绿地内停放车辆、倾倒污水。"),
        ("第五条中的“倾倒污水”删去。", "禁止在绿地内停放车辆、堆放物料。"),
        ("第五条删去“停放车辆、”。", "禁止在绿地内堆放物料、倾倒污水。"),
    ],
)
def test_deleted_words_leave_no_mark_behind(words: str, text: str) -> None:
    assert text_of(apply(words), "第五条") == text


def test_a_paragraph_is_gone_when_all_its_words_are() -> None:
    result = apply("删去第二条第二款规定的“沿江绿带依照沿江绿带的规定养护”。")
    assert text_of(result, "第二条") == "本市城区绿地的养护、巡查，适用本条例。"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("在第三条的“主管”前增加“统一”。", "市园林局统一主管绿地养护，区园林所负责日常巡查。"),
        ("第三条在“区园林所”后增加“和街道办事处”。", "市园林局主管绿地养护，区园林所和街道办事处负责日常巡查。"),
        (
            "第三条中“主管绿地养护”之后增加“会同有关部门制定规范”。",
            "市园林局主管绿地养护，会同有关部门制定规范，区园林所负责日常巡查。",
        ),
        ("第三条末尾增加：“街道予以协助。”", "市园林局主管绿地养护，区园林所负责日常巡查。街道予以协助。"),
        (
            "第三条“日常巡查。”后增写一句，内容为：“街道予以协助。”",
            "市园林局主管绿地养护，区园林所负责日常巡查。街道予以协助。",
        ),
        (
            "第三条开始部分增加规定：“绿地养护实行分级负责”。",
            "绿地养护实行分级负责；市园林局主管绿地养护，区园林所负责日常巡查。",
        ),
    ],
)
def test_words_are_inserted(words: str, text: str) -> None:
    result = apply(words)
    assert text_of(result, "第三条") == text
    assert only(result).status == "applied"


def test_the_words_before_the_items_are_replaced() -> None:
    result = apply("第四条条首部分修改为：“养护单位应当”；并增加一项作为第四项规定：“按时报告。”")
    assert text_of(result, "第四条").split("\n")[:5] == [
        "养护单位应当：", "（一）每月修剪一次；", "（二）每周浇水两次；", "（三）及时清除枯枝；", "（四）按时报告。"
    ]  # fmt: skip


def test_an_item_is_changed_by_quoting_it_with_its_number() -> None:
    result = apply("第四条养护单位职责第二项“（二）每周浇水两次”修改为“（二）每周浇水三次”。")
    assert "（二）每周浇水三次；" in text_of(result, "第四条")
    result = apply("第四条“养护单位应当做到”中增加一项，作为第四项“（四）按时报告”。")
    assert "（三）及时清除枯枝；\n（四）按时报告。" in text_of(result, "第四条")


def test_a_text_given_again_must_agree_with_the_changes_of_words() -> None:
    good = apply("第六条中“三日”修改为“二日”。这一条相应修改为：“巡查人员发现绿地受损的，应当在二日内报告区园林所。”")
    assert fates(good) == ["applied", "applied"]
    bad = apply("第六条中“三日”修改为“二日”。这一条相应修改为：“巡查人员发现绿地受损的，应当在二日内报告市园林局。”")
    assert fates(bad) == ["applied", "doubtful"]
    assert text_of(bad, "第六条").endswith("报告市园林局。")


def test_a_reference_changed_by_the_decision_is_not_followed_again() -> None:
    result = apply("删去第二条。", "将第七条中的“第五条”修改为“第四条”。", "条文顺序作相应调整。")
    assert "本条例第四条规定" in text_of(result, "第六条")
    assert labels(result)[-1] == "第八条"


def test_several_things_in_one_instruction() -> None:
    result = apply(
        "删去第四条第二款中的“市”和第三款中的“养护”，并将第三款中的“三年”修改为“五年”。同时，第二款增加规定："
        "“专款专用。”"
    )
    assert text_of(result, "第四条").split("\n")[4:] == ["养护费用由财政承担。专款专用。", "记录保存五年。"]


def test_the_name_is_replaced() -> None:
    for words in ("将名称修改为：“临江市〈城市〉绿地条例”。", "将条例名称修改为《临江市〈城市〉绿地条例》。"):
        assert apply(words).title.replace("〈", "《").replace("〉", "》") == "临江市《城市》绿地条例"


def test_a_change_throughout_that_is_said_again_is_made_once_and_counts_each_time() -> None:
    once = apply("将本条例中的“绿地”修改为“园林绿地”。")
    often = apply(*["将本条例中的“绿地”修改为“园林绿地”。"] * 3)
    assert often.lines == once.lines
    assert fates(often) == ["applied"] * 3


def test_words_put_in_throughout_twice_are_told_twice() -> None:
    result = apply(*["在本条例中的“养护”后增加“和巡查”。"] * 2)
    assert "养护和巡查" in text_of(result, "第八条")
    assert fates(result) == ["doubtful"] * 2
