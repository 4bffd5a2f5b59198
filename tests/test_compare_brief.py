"""The brief: which lines come first, in whose words, and that each is about its own clause."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.corpus import ROOT, corpus
from tests.measures import article, measure
from tracker.compare import compare
from tracker.compare.brief.ten_lines import MOST
from tracker.model import ChangeSet, Instrument, KeyChange
from tracker.parse import parse, parse_file
from tracker.read import read_bytes
from tracker.wording.brief import MATTERS


def brief_of(old: list[str], new: list[str]) -> list[tuple[str, str, str]]:
    """The brief of two measures made of articles: matter, label, text."""
    comparison = compare(made(old), made(new))
    assert isinstance(comparison, ChangeSet)
    return [(line.matter, line.label, line.text) for line in comparison.key_changes if line.brief]


def made(texts: list[str]) -> Instrument:
    return measure([article(n, *text.split("\n")) for n, text in enumerate(texts, 1)])


def line_of(old: str, new: str) -> tuple[str, str]:
    """The first line of one changed article: its matter and its text."""
    same = "为了规范管理，制定本办法。"
    (matter, label, text), *_ = brief_of([same, old], [same, new])
    assert label.partition("（")[0] == "第二条"
    return matter, text


@pytest.mark.parametrize(
    ("old", "new", "matter", "text"),
    [
        ("单户贴息不超过50万元。", "单户贴息不超过80万元。", "money", "单户贴息不超过50万元 → 不超过80万元（提高）"),
        ("补贴比例为30%。", "补贴比例为20%。", "money", "补贴比例为30% → 20%（降低）"),
        ("投资额10-20万元的。", "投资额15-30万元的。", "money", "投资额10-20万元 → 15-30万元的（提高）"),
        (
            "受理机关应当在十日内答复。",
            "受理机关应当在五日内答复。",
            "time",
            "受理机关应当在十日内 → 五日内答复（缩短）",
        ),
        ("备案有效期为两年。", "备案有效期为三年。", "time", "备案有效期为两年 → 三年（延长）"),
        ("企业应当每半年报告一次。", "企业应当每季度报告一次。", "time", "企业应当每半年 → 每季度报告一次（更频繁）"),
        ("每年3月1日前报送。", "每年3月31日前报送。", "time", "每年3月1日前 → 每年3月31日前报送"),
        ("银行可以报送年报。", "银行应当报送年报。", "duty", "银行可以 → 应当报送年报（趋严）"),
        ("企业可以收费。", "企业不得收费。", "duty", "企业可以 → 不得收费（趋严）"),
        ("必要时应当委托评估。", "必要时可以委托评估。", "duty", "必要时应当 → 可以委托评估（放宽）"),
        (
            "逾期不改的，处五千元以上三万元以下罚款。",
            "逾期不改的，处一万元以上十万元以下罚款。",
            "penalty",
            "逾期不改的，处五千元以上三万元以下 → 一万元以上十万元以下罚款（提高）",
        ),
        (
            "逾期不改的，处一万元以上五万元以下罚款。",
            "逾期不改的，处一万元以上十万元以下罚款。",
            "penalty",
            "逾期不改的，处一万元以上五万元以下 → 一万元以上十万元以下罚款（上限提高）",
        ),
        (
            "情节严重的，责令停业整顿或者吊销许可证。",
            "情节严重的，责令停业整顿。",
            "penalty",
            "责令停业整顿或者吊销许可证 → 责令停业整顿",
        ),
        ("补偿比例不超过30%。", "补偿比例不低于30%。", "money", "补偿比例不超过 → 不低于30%"),
        (
            "出资占资本百分之五十以上的股东。",
            "出资占资本超过百分之五十的股东。",
            "money",
            "出资占资本百分之五十以上 → 超过百分之五十的股东",
        ),
        ("申请人可以补正。", "申请人可以补正，补正期限为十日。", "time", "新增：补正期限为十日"),
        ("由市林业局受理。", "由市园林局受理。", "office", "由市林业局 → 市园林局受理"),
        (  # what follows a name is told only where it followed the old one too
            "由林业部门予以警告。",
            "由区林业部门责令限期补种。",
            "office",
            "林业部门 → 区林业部门",
        ),
        (  # a term of a sanction is no time limit
            "处五年以上十年以下有期徒刑。",
            "处三年以上十年以下有期徒刑。",
            "penalty",
            "处五年以上十年以下 → 三年以上十年以下有期徒刑（下限降低）",
        ),
        ("评审组由三人组成。", "评审组由五人组成。", "money", "评审组由三人 → 五人组成（增加）"),
        ("年龄不超过45周岁。", "年龄不超过50周岁。", "money", "年龄不超过45周岁 → 不超过50周岁（提高）"),
        (  # other words lead to the value: it means something else
            "每次领取不超过1万元。",
            "全年领取不超过2万元。",
            "money",
            "每次领取不超过1万元 → 全年领取不超过2万元（提高）",
        ),
        (  # a clause that only leads on is told with what follows
            "本市推行承诺制。",
            "本市推行承诺制。受理机关不得以材料陈旧为由，拒绝受理补正后的申请。",
            "duty",
            "增设禁止：受理机关不得以材料陈旧为由，拒绝受理补正后的申请",
        ),
        (  # a comma inside a number ends no clause
            "50,001元至100,000元的部分。",
            "50,001元至200,000元的部分。",
            "money",
            "50,001元至100,000元 → 50,001元至200,000元的部分（上限提高）",
        ),
        (  # counted in another time, fewer at once may be more
            "联合检查每年不少于两次。",
            "联合检查每季度不少于一次。",
            "money",
            "联合检查每年不少于两次 → 联合检查每季度不少于一次",
        ),
        (  # a time that is an amount of service is no time limit
            "二星级累计服务300小时。",
            "二星级累计服务200小时。",
            "time",
            "二星级累计服务300小时 → 200小时（降低）",
        ),
        (  # 小时 before a comma is no condition
            "一星级服务100小时，二星级服务200小时。",
            "一星级服务100小时，二星级服务200小时，三星级服务300小时。",
            "time",
            "新增：三星级服务300小时",
        ),
        (  # a list that grew is told whole
            "广告设施应当牢固、整洁和美观。",
            "广告设施应当牢固、安全、整洁、美观。",
            "scope",
            "广告设施应当牢固、整洁和美观 → 广告设施应当牢固、安全、整洁、美观",
        ),
        (  # a name begins behind the unit of a number
            "禁止在学校周边50米范围内设置商业广告。",
            "禁止在学校周边50米范围内设置广告。",
            "scope",
            "禁止在学校周边50米范围内设置商业广告 → 广告",
        ),
        (  # a clause that only grew is not new
            "查实的，给予举报人奖励。",
            "查实的，可以给予举报人不超过500元的奖励。",
            "duty",
            "给予举报人奖励 → 可以给予举报人不超过500元的奖励",
        ),
        (  # an item of a list is told from its beginning
            "补偿比例如下：\n（一）信用贷款，补偿损失的30%；\n（二）抵押贷款，补偿损失的20%。",
            "补偿比例如下：\n（一）信用贷款，补偿损失的40%；\n（二）抵押贷款，补偿损失的20%。",
            "money",
            "信用贷款，补偿损失的30% → 40%（提高）",
        ),
        (  # a time for which something is barred, with the conduct that it is barred for
            "企业骗取补贴的，由市财政局追回资金，三年内不得再次申请。",
            "企业骗取补贴的，由市财政局追回资金，五年内不得再次申请。",
            "time",
            "企业骗取补贴的…三年内 → 五年内不得再次申请（延长）",
        ),
        (  # what follows a value is told on both sides
            "账户余额低于首期规模的40%时。",
            "账户余额低于资金规模的30%时。",
            "money",
            "账户余额低于首期规模的40%时 → 账户余额低于资金规模的30%时（降低）",
        ),
        (  # a clause that goes on otherwise behind the same words is no duty or value that went
            "调整车位租金，应当经专有面积过半数的业主同意。",
            "调整车位租金，应当由业主依法共同决定。",
            "money",
            "应当经专有面积过半数的业主同意 → 应当由业主依法共同决定",
        ),
        (  # the same where what only leads on is followed by the rule itself
            "举办展销的，举办者应当在展销的十五日前，向区文旅局提出申请。",
            "举办展销的，举办者应当按照国家有关规定办理手续。",
            "time",
            "举办者应当在展销的十五日前，向区文旅局提出申请 → 举办者应当按照国家有关规定办理手续",
        ),
        (  # a new sanction is told with the conduct that it is for
            "经营者应当公示价格。",
            "经营者应当公示价格。未按规定备案的，由区商务局责令改正；拒不改正的，处三千元罚款。",
            "penalty",
            "新增：未按规定备案的…拒不改正的，处三千元罚款",
        ),
        (
            "经营者强行招揽旅客的，由区交通局责令改正，处一千元罚款。",
            "经营者强行招揽旅客的，由区交通局责令改正，处一千元罚款。经营者强行招揽货物的，由区交通局责令改正，处二千元罚款。",
            "penalty",
            "新增：经营者强行招揽货物的，由区交通局责令改正，处二千元罚款",
        ),
        (  # a ban without an object is told with its sentence
            "申请人可以查阅案卷，除涉及商业秘密外，复议机关不得拒绝。",
            "申请人可以查阅案卷。",
            "duty",
            "取消禁止：申请人可以查阅案卷，除涉及商业秘密外，复议机关不得拒绝",
        ),
        (
            "可以停止供水。",
            "可以停止供水，或者由市水务局处五百元罚款。",
            "penalty",
            "新增：由市水务局处五百元罚款",
        ),
        (
            "应当具备下列条件：\n（一）有消防器材；\n（二）有照明设施；\n（三）有明显标志。",
            "应当具备下列条件：\n（一）有明显标志；\n（二）有消防器材；\n（三）有照明设施。",
            "scope",
            "调整顺序，内容未变",
        ),
    ],
)
def test_a_line_says_what_changed_in_words_of_the_text(old: str, new: str, matter: str, text: str) -> None:
    assert line_of(old, new) == (matter, text)


def test_a_duty_that_only_was_reworded_is_neither_dropped_nor_new() -> None:
    old = "变更名称的企业，应当在十日内向登记机关办理备案手续。停业的企业应当交回证件。"
    new = "停业的企业应当交回证件。企业变更名称，应当自变更之日起十日内向登记机关办理备案手续。"
    lines = [text for _, _, text in brief_of(["总则。", old], ["总则。", new])]
    assert not any(text.startswith(("取消", "增设")) for text in lines)


def test_a_clause_that_came_stands_without_the_one_before_it() -> None:
    old, new = "甲类每个5000元，丙类每个3000元。", "甲类每个6000元，乙类每个5000元，丙类每个3000元。"
    lines = [text for _, _, text in brief_of(["总则。", old], ["总则。", new])]
    assert lines == ["甲类每个5000元 → 6000元（提高）", "新增：乙类每个5000元"]


def test_a_duty_that_only_got_another_rhythm_is_not_dropped() -> None:
    lines = [
        text for _, _, text in brief_of(["总则。", "企业应当每半年报告一次。"], ["总则。", "企业每季度报告一次。"])
    ]
    assert not any(text.startswith("取消") for text in lines)


def test_lines_come_by_matter_and_ten_at_most() -> None:
    old = [f"第{n}类企业的补贴不超过{n}万元，应当在{n}日内申请。" for n in range(2, 12)]
    new = [f"第{n}类企业的补贴不超过{n + 5}万元，应当在{n + 5}日内申请。" for n in range(2, 12)]
    comparison = compare(made(old), made(new))
    assert isinstance(comparison, ChangeSet)
    brief = [line for line in comparison.key_changes if line.brief]
    assert len(brief) == MOST
    assert len(comparison.key_changes) == 20
    order = list(MATTERS)
    places = [order.index(line.matter) for line in brief]
    assert places == sorted(places)


def test_what_recurs_is_one_line_with_its_count() -> None:
    acts = ("建立台账", "公示收费标准", "配备消防器材", "保存监控录像")
    lines = brief_of([f"经营者必须{act}。" for act in acts], [f"经营者应当{act}。" for act in acts])
    assert lines == [("duty", "全文", "必须 → 应当（4处条文）")]


def test_a_renamed_office_is_one_line_for_the_whole_text() -> None:
    acts = ("受理", "审批", "公示")
    lines = brief_of([f"由市工信局{act}申请。" for act in acts], [f"由市经信局{act}申请。" for act in acts])
    assert lines == [("office", "全文", "市工信局 → 市经信局（3处条文）")]


def test_a_name_that_goes_on_elsewhere_is_not_told_of_the_whole_text() -> None:
    old = [f"{act}时应当启动实验室感染应急预案。" for act in ("受理", "审批", "公示")]
    new = [text.replace("感染", "生物安全") for text in old]
    rest = [f"发生实验室感染的，应当{act}。" for act in ("报告", "隔离", "消毒", "登记")]
    lines = [(label, text) for _, label, text in brief_of([*old, *rest], [*new, *rest])]
    assert lines == [("第一条等3条", "感染 → 生物安全")]


def test_the_words_between_a_body_and_its_task_rename_nothing() -> None:
    old = "质监部门履行各自食品安全监督管理职责。"
    lines = brief_of(["总则。", old], ["总则。", old.replace("各自", "")])
    assert [text for _, _, text in lines] == ["质监部门履行各自食品安全监督管理职责 → 质监部门履行食品安全监督管理职责"]


def test_values_go_with_their_cases_where_these_changed_their_order() -> None:
    old = "组庭前撤回申请的，退还受理费的80%；组庭后撤回的，退还50%。"
    new = "组庭后撤回的，退还受理费的60%；组庭前撤回申请的，退还90%。"
    assert {text for _, _, text in brief_of(["总则。", old], ["总则。", new])} == {
        "组庭前撤回申请的，退还受理费的80% → 退还90%（提高）",
        "组庭后撤回的，退还50% → 退还受理费的60%（提高）",
    }


def test_values_go_with_their_grades_where_the_first_of_a_list_says_what_is_graded() -> None:
    old = "胸径10厘米以下的，每株缴纳补偿费500元；20厘米以上的，每株2000元。"
    new = "胸径20厘米以上的，每株缴纳补偿费3000元；10厘米以下的，每株500元。"
    assert [text for _, _, text in brief_of(["总则。", old], ["总则。", new])] == [
        "胸径20厘米以上的，每株2000元 → 每株缴纳补偿费3000元（提高）"
    ]


def test_one_of_several_conditions_instead_of_all_is_told_first() -> None:
    old, new = "企业应当同时具备以下条件。有效期为一年。", "企业应当具备以下条件之一。有效期为一年。"
    (line,) = brief_of(["总则。", old], ["总则。", new])
    assert line[2] == "企业应当同时具备以下条件 → 企业应当具备以下条件之一"


def test_a_verb_is_no_other_name_of_a_body() -> None:
    old, new = "本办法由市科技局会同市财政局解释。", "本办法由市科技局负责解释。"
    assert [text for _, _, text in brief_of(["总则。", old], ["总则。", new])] == [
        "本办法由市科技局会同市财政局解释 → 本办法由市科技局负责解释"
    ]


def test_a_duty_that_joined_another_one_of_its_sentence_did_not_go() -> None:
    old = ["总则。", "志愿组织应当为志愿者购买保险。", "志愿组织应当对志愿者进行培训，培训不少于四次。"]
    new = ["总则。", "志愿组织应当对志愿者进行培训，培训不少于四次，并为志愿者购买保险。"]
    texts = [text for _, _, text in brief_of(old, new)]
    assert texts
    assert not any(text.startswith(("取消", "增加", "增设")) for text in texts)


def test_what_came_beside_other_changes_is_told_and_clauses_of_one_sentence_are_one_line() -> None:
    old = "养殖场应当建立台账，台账保存两年。"
    new = "养殖场应当建立台账，台账保存三年，并按月上传监管平台；拒不上传的，予以通报，记入档案。"
    texts = [text for _, _, text in brief_of(["总则。", old], ["总则。", new])]
    assert "台账保存两年 → 三年（延长）" in texts
    assert any("并按月上传监管平台" in text for text in texts)
    assert not any(text.endswith("拒不上传的") for text in texts)


def test_a_new_grade_of_a_sanction_is_not_told_with_the_conduct_of_another() -> None:
    old = "经营者应当公示价格。"
    new = f"{old}违反规定，造成污染的，由区环保局处三千元罚款；造成严重污染的，处五万元罚款。"
    texts = [text for _, _, text in brief_of(["总则。", old], ["总则。", new])]
    assert "新增：造成严重污染的，处五万元罚款" in texts


def test_a_reference_that_followed_is_no_line_and_one_that_did_not_is_one() -> None:
    old = [
        "总则。",
        "申请条件由主管部门规定。",
        "资助标准由财政部门规定。",
        "符合第二条、第三条规定的，按照第三条拨付。",
    ]
    new = ["总则。", "资金来源由财政部门安排。", *old[1:3], "符合第二条、第三条规定的，按照第四条拨付。"]
    texts = [text for _, _, text in brief_of(old, new)]
    assert not any("第三条 → 第四条" in text for text in texts)
    assert "引用未随条号调整：仍引用第二条、第三条（原第二条现为第三条）" in texts


# --- laws -------------------------------------------------------------------------------------------------------------


def pairs() -> Iterator[Path]:
    yield from sorted(path.parent for path in corpus().glob("revisions/*/old.txt"))


@pytest.mark.corpus
def test_the_words_of_a_line_stand_in_one_sentence_of_its_article() -> None:
    for folder in pairs():
        comparison = compare(parse_file(folder / "old.txt"), parse_file(folder / "new.txt"))
        assert isinstance(comparison, ChangeSet)
        for line in comparison.key_changes:
            assert_quoted(comparison, line, folder.name)


def assert_quoted(comparison: ChangeSet, line: KeyChange, where: str) -> None:
    """Every quotation of a line stands, without a sentence ending in it, in a provision under the line's label."""
    change = comparison.changes[line.change]
    for places, quotations in zip((change.old, change.new), line.quoted, strict=True):
        for words in filter(None, quotations):
            holding = [place for place in places if "".join(words.split()) in "".join(place.text.split())]
            assert holding, (where, line.label, words)
            assert not any(end in words.rstrip("。；;")[:-1] for end in "。\n"), (where, line.label, words)
            if line.label != "全文" and len(holding) == 1 and holding[0].label:
                assert holding[0].label in line.label or "等" in line.label, (where, line.label, words)


@pytest.mark.corpus
def test_lines_are_ten_and_never_of_references_that_followed() -> None:
    for folder in pairs():
        comparison = compare(parse_file(folder / "old.txt"), parse_file(folder / "new.txt"))
        assert isinstance(comparison, ChangeSet)
        assert sum(line.brief for line in comparison.key_changes) <= MOST
        editorial = {n for n, change in enumerate(comparison.changes) if change.editorial}
        assert not [line for line in comparison.key_changes if line.change in editorial and "→" in line.text]


# --- what a lawyer would put first ------------------------------------------------------------------------------------

BRIEFS = sorted((ROOT / "tests" / "briefs").glob("*.toml"))
ENOUGH = 40


@pytest.mark.corpus
def test_the_lines_that_a_lawyer_would_put_first_stand_in_the_brief() -> None:
    wanted = [(path, line) for path in BRIEFS for line in tomllib.loads(path.read_text("utf-8"))["lines"]]
    briefs = {path: list(brief_at(path)) for path in BRIEFS}
    missed = [(path.stem, line) for path, line in wanted if not any(tells(one, line) for one in briefs[path])]
    assert len(wanted) == 5 * len(BRIEFS)
    assert len(wanted) - len(missed) >= ENOUGH, missed


def brief_at(path: Path) -> Iterator[KeyChange]:
    made_here = path.with_suffix("")
    folder = made_here if made_here.is_dir() else corpus() / "revisions" / path.stem
    comparison = compare(parse_file(folder / "old.txt"), parse_file(folder / "new.txt"))
    assert isinstance(comparison, ChangeSet)
    yield from (line for line in comparison.key_changes if line.brief)


def tells(line: KeyChange, wanted: dict[str, Any]) -> bool:
    text = "".join(line.text.split())
    return wanted["article"] in line.label and all("".join(words.split()) in text for words in wanted["words"])


def test_a_line_about_a_table_names_its_row_and_its_column() -> None:
    body = "某市电梯补贴办法\n\n第一条　补贴标准见附件。\n\n第二条　本办法自公布之日起施行。\n\n附件\n\n补贴标准表\n\n"
    table = "楼层\t补贴（万元）\n5层\t18\n6层\t{}\n"
    old, new = (parse(read_bytes((body + table.format(n)).encode(), "样本.txt")).documents[0] for n in (20, 24))
    assert [line.text for line in compare(old, new).key_changes if "20 → 24" in line.text] == [
        "6层，补贴（万元）：20 → 24（提高）"
    ]


def test_a_row_that_came_or_went_is_one_line_that_names_its_columns() -> None:
    body = "某市泊位补助办法\n\n第一条　补助标准如下：\n\n{}\n\n第二条　本办法自公布之日起施行。\n"
    head = "序号\t片区\t补助（元）\t上限（万元）\n"
    before = head + "1\t东片\t500\t20\n2\t西片\t400\t16\n3\t南片\t300\t12"
    after = head + "1\t东片\t500\t20\n2\t北片\t450\t18\n3\t西片\t400\t16\n4\t南片\t300\t12"
    for old, new, lead in ((before, after, "新增："), (after, before, "取消：")):
        ours, theirs = (parse(read_bytes(body.format(t).encode(), "样本.txt")).documents[0] for t in (old, new))
        lines = [line.text for line in compare(ours, theirs).key_changes]
        assert lines == [f"{lead}北片，补助（元）450，上限（万元）18"]


def test_a_line_about_an_annex_names_the_annex() -> None:
    body = "某市电梯补贴办法\n\n第一条　补贴标准见附件。\n\n第二条　本办法自公布之日起施行。\n\n附件\n\n补贴标准表\n\n"
    table = "楼层\t补贴（万元）\n5层\t18\n6层\t{}\n"
    old, new = (parse(read_bytes((body + table.format(n)).encode(), "样本.txt")).documents[0] for n in (20, 24))
    assert [line.label for line in compare(old, new).key_changes if "20 → 24" in line.text] == ["附件/表格"]


LEAD = "有下列情形之一的，由市城管部门处理："


@pytest.mark.parametrize(
    ("old", "new", "label"),
    [
        (
            f"{LEAD}\n（一）占道的，处三百元罚款；\n（二）遮挡路牌的，处五百元罚款。",
            f"{LEAD}\n（一）占道的，处三百元罚款；\n（二）遮挡路牌的，处八百元罚款。",
            "第二条（二）",
        ),
        (
            f"{LEAD}\n（一）占道的，处三百元罚款；\n（二）遮挡路牌的，处五百元罚款。",
            f"{LEAD}\n（一）污损花坛的；\n（二）占道的，处三百元罚款；\n（三）遮挡路牌的，处八百元罚款。",
            "第二条（二） → 第二条（三）",
        ),
        (
            "遮挡路牌的，处五百元罚款。",
            f"{LEAD}\n（一）遮挡路牌的，处八百元罚款；\n（二）占道的。",
            "第二条 → 第二条（一）",
        ),
        (
            f"{LEAD}\n（一）占道的，处三百元罚款；\n（二）其他情形。\n前款罚款在五日内缴清。",
            f"{LEAD}\n（一）占道的，处三百元罚款；\n（二）其他情形。\n前款罚款在十日内缴清。",
            "第二条",
        ),
    ],
)
def test_a_line_names_the_item_in_which_it_stands(old: str, new: str, label: str) -> None:
    same = "为了规范管理，制定本办法。"
    assert label in [told for _, told, _ in brief_of([same, old], [same, new])]


def test_an_old_repeal_that_is_not_printed_again_is_no_news() -> None:
    same = "为了规范管理，制定本办法。"
    old = "本办法自2003年10月1日起施行。1994年2月1日市政府发布的《露天集市管理规定》同时废止。"
    assert not any("废止" in text for _, _, text in brief_of([same, old], [same, "本办法自2026年5月10日起施行。"]))
    back = brief_of([same, "本办法自2026年5月10日起施行。"], [same, old])
    assert any("《露天集市管理规定》同时废止" in text for _, _, text in back)


def test_a_rule_about_repealing_that_goes_is_told() -> None:
    same = "为了规范管理，制定本办法。"
    old = "集市规划经批准后公布。集市规划未经原批准机关同意不得废止。"
    assert any("不得废止" in text for _, _, text in brief_of([same, old], [same, "集市规划经批准后公布。"]))
