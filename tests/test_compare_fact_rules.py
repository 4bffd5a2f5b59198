"""The rules behind facts, each with a table: grades, heads of clauses, bounds, duties that stayed, names, papers."""

from __future__ import annotations

import pytest

from tests.measures import article, measure
from tracker.compare import compare
from tracker.compare.facts.cell_units import cell_quantities
from tracker.compare.facts.modality import modals
from tracker.compare.facts.quantity_reading import quantities
from tracker.model import ChangeSet

VALUES = frozenset({"amount", "percentage", "duration", "date", "count"})
NAMES = frozenset({"organisation", "term"})


def told(old: str, new: str) -> list[tuple[str, str | None, str | None]]:
    """The facts of one article that changed: type, old and new words."""
    sides = (measure([article(1, "本办法适用于本市。"), article(2, *text.split("\n"))]) for text in (old, new))
    comparison = compare(*sides)
    assert isinstance(comparison, ChangeSet)
    return [(fact.type, fact.old, fact.new) for change in comparison.changes for fact in change.facts]


def of_kind(
    found: list[tuple[str, str | None, str | None]], kinds: frozenset[str]
) -> set[tuple[str | None, str | None]]:
    return {(old, new) for kind, old, new in found if kind in kinds}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (  # a grade that is new before the others takes no value from them
            "标准如下：\n（一）60岁至69岁的，每人每年30元；\n（二）70岁以上的，每人每年80元。",
            "标准如下：\n（一）50岁至59岁的，每人每年20元；\n（二）60岁至69岁的，每人每年45元；\n（三）70岁以上的，每人每年90元。",
            {("30元", "45元"), ("80元", "90元"), (None, "20元"), (None, "50岁"), (None, "59岁")},
        ),
        (  # the same where the grades stand in one line
            "10吨至20吨的船舶补5000元；20吨至50吨的船舶补9000元。",
            "5吨至10吨的船舶补3000元；10吨至20吨的船舶补6000元；20吨至50吨的船舶补9500元。",
            {("5000元", "6000元"), ("9000元", "9500元"), (None, "5吨"), (None, "10吨"), (None, "3000元")},
        ),
        (  # a clause with the value that another one had before is not that one
            "新建商品房的，备案费不低于200元；二手房的，备案费不低于300元。",
            "新建商品房的，备案费不低于100元；二手房的，备案费不低于200元。",
            {("200元", "100元"), ("300元", "200元")},
        ),
        (  # nor with the rhythm that another one had
            "对一级站点，每周巡查一次；对二级站点，每月巡查一次。",
            "对一级站点，每日巡查一次；对二级站点，每周巡查一次。",
            {("每周", "每日"), ("每月", "每周")},
        ),
        (  # the lower bound of a range borrows its measure word
            "每班配备2至4名保育员。",
            "每班配备3至5名保育员。",
            {("2", "3"), ("4名", "5名")},
        ),
        (  # what follows a head goes with it to another place
            "开工前退出的，退还押金的70%；开工后退出的，退还押金的50%。",
            "开工后退出的，退还押金的40%；开工前退出的，退还押金的80%。",
            {("70%", "80%"), ("50%", "40%")},
        ),
        ("两地间跨2个区的线路由市局审批。", "两地间跨区的线路由市局审批。", set()),
        ("留样不少于80克。", "留样不少于120克。", {("80克", "120克")}),
        ("培训不少于12学时。", "培训不少于24学时。", {("12学时", "24学时")}),
    ],
)
def test_a_value_belongs_to_its_grade_and_to_the_clause_before_it(
    old: str, new: str, expected: set[tuple[str | None, str | None]]
) -> None:
    assert of_kind(told(old, new), VALUES) == expected


@pytest.mark.parametrize(
    ("heading", "value", "unit"),
    [("水价（元/立方米）", 3.1, "CNY"), ("租金（元／平方米·月）", 3.1, "CNY"), ("补助（万元）", 31000, "CNY")],
)
def test_a_rate_in_the_heading_of_a_column_measures_its_cells(heading: str, value: float, unit: str) -> None:
    (found,) = cell_quantities(f"类别\t{heading}\n一档\t3.1")
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("181至260立方米", [("181", 181), ("260立方米", 260)]),
        ("二至四人", [("二", 2), ("四人", 4)]),
        ("第二至四条", []),
        ("2021至2023年", [("2021", "2021"), ("2023年", "2023")]),
    ],
)
def test_the_bounds_of_a_count(text: str, expected: list[tuple[str, float | str]]) -> None:
    assert [(one.text, one.value) for one in quantities(text)] == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (  # a duty whose sentence was only reworded neither went nor came
            "变更法定代表人的企业，应当在十日内向登记机关办理备案手续。停业的企业应当交回证件。",
            "停业的企业应当交回证件。企业变更法定代表人，应当自变更之日起十日内向登记机关办理备案手续。",
            set(),
        ),
        (  # the only word of duty of a sentence became another one
            "双职工家庭可以申请子女在单位附近就读。",
            "双职工家庭申请子女在单位附近就读的，应当予以安排。",
            {("可以", "应当")},
        ),
        ("经营者可以提供发票。", "经营者提供发票。消费者应当核对票面金额。", {("可以", None), (None, "应当")}),
    ],
)
def test_a_duty_is_paired_with_the_sentence_of_its_rule(
    old: str, new: str, expected: set[tuple[str | None, str | None]]
) -> None:
    assert of_kind(told(old, new), frozenset({"modality"})) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("依法应当由其他部门处理的，移送该部门。", []),
        ("可以当场决定的，应当当场决定。", ["应当"]),
        ("知道或者应当知道权利受到损害之日起", []),
        ("应当预见而没有预见", []),
        ("法律、行政法规禁止发布的信息", []),
        ("但是法律禁止的除外", []),
        ("国家禁止进口旧衣服", ["禁止"]),
        ("绕城路以内为禁止燃放区域", []),
        ("免予刑事处罚的决定", []),
        ("应当提交的材料包括申请书。", ["应当"]),
    ],
)
def test_a_condition_and_a_standard_of_care_oblige_nobody(text: str, words: list[str]) -> None:
    assert [modal.text for modal in modals(text)] == words


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("由区、县人民政府批准。", "由区人民政府批准。", {("区、县人民政府", "区人民政府")}),
        ("由市、区民政部门受理。", "由区民政部门受理。", {("市、区民政部门", "区民政部门")}),
        (
            "经市人力资源和社会保障局同意。",
            "经市人力资源局同意。",
            {("市人力资源和社会保障局", "市人力资源局")},
        ),
        ("由市建设局负责。", "由市住房和城乡建设局负责。", {("市建设局", "市住房和城乡建设局")}),
        ("由市公安局和市交通局负责。", "由市公安局和市城管局负责。", {("市交通局", "市城管局")}),
        (
            "由市人民政府财政部门审核。",
            "由市财政部门审核。",
            {("市人民政府财政部门", "市财政部门")},
        ),
        (
            "由民政部门责令改正。",
            "由县级以上人民政府民政部门责令改正。",
            {("民政部门", "县级以上人民政府民政部门")},
        ),
        (
            "审核由街道办事处负责，期限另定。",
            "审核由区政务服务中心负责，期限另定。",
            {("街道办事处", "区政务服务中心")},
        ),
        (
            "市公安局交通警察支队负责处罚。",
            "市公安局交通管理局负责处罚。",
            {("市公安局交通警察支队", "市公安局交通管理局")},
        ),
        ("缴存满12个月的职工，可以贷款。", "缴存满6个月的缴存人，可以贷款。", {("职工", "缴存人")}),
        ("由仲裁委员会秘书处核定。", "由仲裁院核定。", {("仲裁委员会秘书处", "仲裁院")}),
        ("县教体局每年9月组织认定。", "县教育局每年3月、9月组织认定。", {("县教体局", "县教育局")}),
        ("津贴拨付到个人账户。", "津贴拨付到社会保障卡账户。", {("个人账户", "社会保障卡账户")}),
        ("作出是否准予的决定。", "作出是否准予提取的决定。", set()),
        ("第二档为18至26吨。", "第二档为20至30吨。", set()),
        ("有关部门应当配合。", "相关部门应当配合。", set()),
    ],
)
def test_a_name_begins_and_ends_with_its_own_words(
    old: str, new: str, expected: set[tuple[str | None, str | None]]
) -> None:
    assert of_kind(told(old, new), NAMES) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "经现场核验合格的，发给准予开业的通知书。申请人凭营业执照领取号牌。",
            "申请人作出承诺的，当场签署告知确认书。申请人凭营业执照领取号牌。",
            set(),  # 准予开业的通知书 is a description; 通知书 and 确认书 stand in no other words' place
        ),
        (
            "符合条件的，应当自受理之日起五日内发给排污许可证。",
            "符合条件的，应当场签署排污承诺书，不再等候。",
            {("排污许可证", "排污承诺书")},
        ),
        (
            "办理时应当持户籍簿、出生证向原登记的机关申请补发。",
            "当事人可以持居民身份证或者有效护照，向任一登记机关申请。",
            {("户籍簿、出生证", "居民身份证")},
        ),
    ],
)
def test_a_paper_that_stands_in_the_place_of_another(
    old: str, new: str, expected: set[tuple[str | None, str | None]]
) -> None:
    found = of_kind(told(old, new), frozenset({"term"}))
    assert expected <= found
    assert expected or not found
