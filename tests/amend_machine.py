"""Amending decisions made by machine: random operations on a small law, in drafters' words, and the known result.

An operation changes the model of the law and says so in words. Articles are addressed by their old numbers; no article
is changed twice, so that the order of the instructions does not matter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import TypeAlias

from tracker.language.numerals import int_to_han

TITLE = "澜亭市公园绿地条例"
_ACTORS = ("市园林局", "养护单位", "巡查人员", "区管理所", "施工单位", "公园管理人")
_VERBS = ("负责", "记录", "公示", "检查", "清理", "登记")
_THINGS = ("古树", "草坪", "花坛", "水池", "步道", "围栏", "座椅", "标牌", "灯具", "苗圃")
_TIMES = ("在三日内", "在十五日内", "按月", "按年度", "于每年三月", "在六十日内")


@dataclass(slots=True)
class Clause:
    """款: its text, and its items without labels and final marks."""

    text: str
    items: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The lines as printed."""
        last = len(self.items)
        return [self.text] + [
            f"（{int_to_han(i)}）{item}{'。' if i == last else '；'}" for i, item in enumerate(self.items, 1)
        ]


@dataclass(slots=True)
class Rule:
    """条: its clauses; ``number`` is its old number, 0 for a new one."""

    number: int
    clauses: list[Clause]

    def lines(self) -> list[str]:
        """The lines as printed, without the label."""
        return [line for clause in self.clauses for line in clause.lines()]


@dataclass(slots=True)
class Case:
    """A law, the instructions given so far, and the law after them."""

    random: Random
    old: list[Rule]
    new: list[Rule]
    chapter: str = "养护与登记"
    new_chapter: str = "养护与登记"
    instructions: list[str] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    reorders: bool = False

    def free(self, wanted: Callable[[Rule], bool] = lambda _: True) -> Rule | None:
        """An article that no instruction has touched."""
        left = [rule for rule in self.new if rule.number > 0 and rule.number not in self.touched and wanted(rule)]
        if not left:
            return None
        rule = self.random.choice(left)
        self.touched.add(rule.number)
        return rule


Operation: TypeAlias = Callable[[Case], str | None]
"""Changes the new law and answers with the instruction in words; ``None`` where the law offers nothing to change."""


def label(number: int) -> str:
    """第三条."""
    return f"第{int_to_han(number)}条"


def printed(rules: list[Rule], chapter: str) -> list[str]:
    """A law as printed: its title, a chapter, its articles."""
    lines = [TITLE, f"第一章 {chapter}"]
    for i, rule in enumerate(rules, 1):
        first, *rest = rule.lines()
        lines += [f"{label(i)} {first}", *rest]
    return lines


def sentence(random: Random) -> str:
    """A sentence in the manner of a rule."""
    things = "、".join(random.sample(_THINGS, random.choice((1, 2, 3))))
    words = f"{random.choice(_ACTORS)}应当{random.choice(_TIMES)}{random.choice(_VERBS)}{things}"
    return f"{words}，并报告{random.choice(_ACTORS)}" if random.random() < 0.4 else words


def clause(random: Random, *, items: bool = False) -> Clause:
    """款, with items where asked for."""
    if items:
        return Clause(
            f"{random.choice(_ACTORS)}应当做到：", [f"{sentence(random)}" for _ in range(random.randint(2, 4))]
        )
    return Clause(f"{sentence(random)}。")


def law(random: Random) -> list[Rule]:
    """Articles of one to three 款, some with items."""
    rules = []
    for number in range(1, random.randint(4, 12) + 1):
        count = random.choice((1, 1, 2, 3))
        having = random.randrange(count) if random.random() < 0.4 else -1
        rules.append(Rule(number, [clause(random, items=i == having) for i in range(count)]))
    return rules


def copied(rules: list[Rule]) -> list[Rule]:
    """The same law as other objects."""
    return [Rule(rule.number, [Clause(one.text, list(one.items)) for one in rule.clauses]) for rule in rules]


def altered(random: Random, old: Clause) -> Clause:
    """A clause with some of its words exchanged and perhaps a sentence added, as a revision is."""
    found = [word for word in (*_ACTORS, *_TIMES, *_THINGS) if word in old.text] or [old.text[:2]]
    text = old.text.replace(random.choice(found), random.choice(("市容部门", "绿化专员", "管护站")))
    if random.random() < 0.3 and text.endswith("。"):
        text += f"{sentence(random)}。"
    return Clause(text, [item.replace("应当", "必须") for item in old.items])


# --- quotations ---------------------------------------------------------------------------------------------------


def quoted(random: Random, lines: list[str], shown: str = "") -> str:
    """Lines in quotation marks, with a label inside or not; each with an opening mark or only the first."""
    inner = random.choice(("", f"{shown}\u3000", f"{shown} ")) if shown else ""
    first, *rest = lines
    opening = random.choice(("“", "")) if rest else ""
    return "\n".join([f"“{inner}{first}", *(f"{opening}{line}" for line in rest)]) + "”"


def lead(random: Random) -> str:
    """How an instruction begins: 将, 把, or with the place itself."""
    return random.choice(("将", "将", "把", ""))


def becomes(random: Random) -> str:
    """The verb of a replacement and what follows it."""
    return random.choice(("修改为：", "修改为:", "修改为", "改为：", "修改为：\n", "修订为："))


def words_become(random: Random) -> str:
    """The verb of a change of words."""
    return random.choice(("修改为", "改为", "统一修改为", "均修改为", "替换为"))


# --- operations ---------------------------------------------------------------------------------------------------


def replace_article(case: Case) -> str | None:
    """将第三条修改为：“…”."""
    rule = case.free()
    if rule is None:
        return None
    shown = label(rule.number)
    rule.clauses = [altered(case.random, one) for one in rule.clauses]
    if case.random.random() < 0.3:
        rule.clauses.append(clause(case.random))
    what = case.random.choice(("", "", "的规定", "内容"))
    return f"{lead(case.random)}{shown}{what}{becomes(case.random)}{quoted(case.random, rule.lines(), shown)}"


def replace_paragraph(case: Case) -> str | None:
    """将第三条第二款修改为：“…”."""
    rule = case.free()
    if rule is None:
        return None
    at = case.random.randrange(len(rule.clauses))
    rule.clauses[at] = altered(case.random, rule.clauses[at])
    place = f"{label(rule.number)}第{int_to_han(at + 1)}款"
    return f"{lead(case.random)}{place}{becomes(case.random)}{quoted(case.random, rule.clauses[at].lines())}"


def two_paragraphs(case: Case) -> str | None:
    """将第三条第一款修改为：“…”。 第二款修改为：“…”: the article is carried over."""
    rule = case.free(lambda one: len(one.clauses) > 1)
    if rule is None:
        return None
    rule.clauses[:2] = [altered(case.random, one) for one in rule.clauses[:2]]
    first, second = (quoted(case.random, one.lines()) for one in rule.clauses[:2])
    join = case.random.choice(("。\n", "，", "；", "。"))
    return f"将{label(rule.number)}第一款{becomes(case.random)}{first}{join}第二款{becomes(case.random)}{second}"


def _with_items(rule: Rule) -> bool:
    return any(one.items for one in rule.clauses)


def _itemised(rule: Rule) -> tuple[int, Clause]:
    return next((i, one) for i, one in enumerate(rule.clauses, 1) if one.items)


def replace_item(case: Case) -> str | None:
    """将第三条第一款第二项修改为：“（二）…”."""
    rule = case.free(_with_items)
    if rule is None:
        return None
    number, one = _itemised(rule)
    at = case.random.randrange(len(one.items))
    one.items[at] = one.items[at].replace("应当", "必须")
    mark = "。" if at == len(one.items) - 1 else "；"
    text = f"{case.random.choice(('', f'（{int_to_han(at + 1)}）'))}{one.items[at]}{case.random.choice(('', mark))}"
    nth = case.random.choice((f"第{int_to_han(at + 1)}项", f"第（{int_to_han(at + 1)}）项"))
    place = f"{label(rule.number)}{case.random.choice((f'第{int_to_han(number)}款', ''))}{nth}"
    return f"{lead(case.random)}{place}{becomes(case.random)}“{text}”"


def replace_words(case: Case) -> str | None:
    """将第三条第一款中的“A”修改为“B”."""
    rule = case.free()
    if rule is None:
        return None
    at = case.random.randrange(len(rule.clauses))
    one = rule.clauses[at]
    text = "".join((one.text, *one.items))
    old = case.random.choice([word for word in (*_ACTORS, *_VERBS, *_THINGS) if word in text] or ["应当"])
    new = case.random.choice(("园林绿化单位", "市容部门", "设施", "管护"))
    one.text, one.items = one.text.replace(old, new), [item.replace(old, new) for item in one.items]
    place = f"{label(rule.number)}第{int_to_han(at + 1)}款"
    inner = case.random.choice(("中的", "中", "", "的", "里的"))
    return f"{lead(case.random)}{place}{inner}“{old}”{words_become(case.random)}“{new}”"


def words_everywhere(case: Case) -> str | None:
    """将全文中的“A”统一修改为“B”，第二条除外."""
    if case.touched:
        return None
    old, new = case.random.choice(_THINGS), "公用设施"
    if not any(old in line for rule in case.new for line in rule.lines()):
        return None
    spared = case.random.choice(case.new).number if case.random.random() < 0.5 else 0
    case.touched |= {rule.number for rule in case.new}
    hit = False
    for rule in case.new:
        if rule.number == spared:
            continue
        for one in rule.clauses:
            hit = hit or old in "".join((one.text, *one.items))
            one.text, one.items = one.text.replace(old, new), [item.replace(old, new) for item in one.items]
    whole = case.random.choice(("全文中的", "文中", "本条例中的", "条例全文中的", "通篇", "各条中的"))
    if not hit:
        return None
    said = f"{whole}“{old}”{words_become(case.random)}“{new}”"
    if not spared:
        return f"将{said}"
    shown = label(spared)
    return case.random.choice((f"将{said}，{shown}除外", f"将{said}，但{shown}除外", f"除{shown}外，将{said}"))


def insert_words(case: Case) -> str | None:
    """在第三条第一款中的“A”后增加“、B”."""
    rule = case.free()
    if rule is None:
        return None
    one = rule.clauses[0]
    found = [word for word in _THINGS if "".join((one.text, *one.items)).count(word) == 1]
    if not found:
        return None
    anchor = case.random.choice(found)
    before = case.random.random() < 0.4
    extra = "亭台、" if before else "、亭台"
    whole = f"{extra}{anchor}" if before else f"{anchor}{extra}"
    one.text, one.items = one.text.replace(anchor, whole), [item.replace(anchor, whole) for item in one.items]
    side = "前" if before else "后"
    where = case.random.choice((side, f"之{side}"))
    inner = case.random.choice(("中的", "", "中"))
    verb = case.random.choice(("增加", "增写", "插入"))
    return f"{case.random.choice(('在', ''))}{label(rule.number)}第一款{inner}“{anchor}”{where}{verb}“{extra}”"


def delete_words(case: Case) -> str | None:
    """删去第三条第一款中的“、A”."""
    rule = case.free(lambda one: "、" in one.clauses[0].text)
    if rule is None:
        return None
    one = rule.clauses[0]
    start = one.text.index("、")
    word = one.text[start : start + 3]
    one.text, one.items = one.text.replace(word, ""), [item.replace(word, "") for item in one.items]
    place = f"{label(rule.number)}第一款"
    return case.random.choice(
        (f"删去{place}中的“{word}”", f"{place}中的“{word}”删去", f"删除{place}中的“{word}”", f"{place}删去“{word}”")
    )


def delete_article(case: Case) -> str | None:
    """删去第三条，条文顺序作相应调整."""
    rule = case.free()
    if rule is None:
        return None
    case.new.remove(rule)
    case.reorders = True
    tail = case.random.choice(("", "，条文顺序作相应调整", "，其后条文序号依次顺延"))
    return f"{case.random.choice(('删去', '删除'))}{label(rule.number)}{tail}"


def delete_paragraph(case: Case) -> str | None:
    """删去第三条第二款."""
    rule = case.free(lambda one: len(one.clauses) > 1)
    if rule is None:
        return None
    at = case.random.randrange(len(rule.clauses))
    del rule.clauses[at]
    place = f"{label(rule.number)}第{int_to_han(at + 1)}款"
    return case.random.choice((f"删去{place}", f"删除{place}", f"将{place}删去", f"{place}予以删去"))


def delete_item(case: Case) -> str | None:
    """删去第三条第二项，其他项序号依次调整."""
    rule = case.free(lambda one: any(len(clause.items) > 2 for clause in one.clauses))
    if rule is None:
        return None
    _, one = _itemised(rule)
    at = case.random.randrange(len(one.items))
    del one.items[at]
    tail = case.random.choice(("", "，其他项序号作相应调整", "，其后各项依次顺延"))
    return f"删去{label(rule.number)}第{int_to_han(at + 1)}项{tail}"


def insert_paragraph(case: Case) -> str | None:
    """第三条增加一款，作为第二款：“…”."""
    rule = case.free()
    if rule is None:
        return None
    at = case.random.randint(0, len(rule.clauses))
    rule.clauses.insert(at, clause(case.random))
    text = quoted(case.random, rule.clauses[at].lines())
    nth = f"第{int_to_han(at + 1)}款"
    return f"{case.random.choice(('在', ''))}{label(rule.number)}" + case.random.choice(
        (f"增加一款，作为{nth}：{text}", f"中增加一款作为{nth}：{text}", f"增加一款，作为{nth}，规定：{text}")
    )


def insert_item(case: Case) -> str | None:
    """第三条第一款增加一项，作为第二项：“（二）…”，原第二项、第三项顺延."""
    rule = case.free(_with_items)
    if rule is None:
        return None
    number, one = _itemised(rule)
    at = case.random.randint(0, len(one.items))
    follow = "" if at == len(one.items) else case.random.choice(("", f"，原第{int_to_han(at + 1)}项以后各项依次顺延"))
    one.items.insert(at, sentence(case.random))
    nth = int_to_han(at + 1)
    text = f"{case.random.choice(('', f'（{nth}）'))}{one.items[at]}{case.random.choice(('', '；'))}"
    return f"{label(rule.number)}第{int_to_han(number)}款增加一项，作为第{nth}项：“{text}”{follow}"


def insert_article(case: Case) -> str | None:
    """增加一条，作为第三条：“…” (by its new number)."""
    if any(rule.number < 1 for rule in case.new):
        return None
    at = case.random.randint(1, len(case.new))
    case.new.insert(at, Rule(0, [clause(case.random) for _ in range(case.random.choice((1, 2)))]))
    case.reorders = True
    return "增加一条"  # its number is known when all others are


def merge_articles(case: Case) -> str | None:
    """将第三条、第四条合并，作为第三条，修改为：“…”."""
    pairs = [
        (one, other)
        for one, other in zip(case.new, case.new[1:], strict=False)
        if one.number > 0 and other.number == one.number + 1 and not {one.number, other.number} & case.touched
    ]
    if not pairs:
        return None
    one, other = case.random.choice(pairs)
    case.touched |= {one.number, other.number}
    case.new.remove(other)
    one.clauses = [Clause(f"{one.clauses[0].text[:-1]}；{sentence(case.random)}。")]
    case.reorders = True
    join = case.random.choice(("、", "和"))
    verb = case.random.choice(("合并修改为：", "合并，修改为：", "合并为一条，修改为："))
    return f"将{label(one.number)}{join}{label(other.number)}{verb}{quoted(case.random, one.lines())}"


def replace_lead(case: Case) -> str | None:
    """第三条第一款引导语修改为：“…：”."""
    rule = case.free(_with_items)
    if rule is None:
        return None
    number, one = _itemised(rule)
    one.text = "有下列情形之一的，由市园林局处理："
    part = case.random.choice(("引导语", "条首部分", "首部"))
    return f"{label(rule.number)}第{int_to_han(number)}款{part}修改为：“{one.text}”"


def words_of_several(case: Case) -> str | None:
    """将第三条第一款、第五条第一款中的“应当”修改为“必须”; 第三条中的“A”、第五条中的“B”修改为“C”."""
    pair = [case.free(), case.free()]
    rules = sorted((one for one in pair if one is not None), key=lambda rule: rule.number)
    if len(rules) < 2:
        return None
    if case.random.random() < 0.5:
        places = [f"{label(rule.number)}第一款" for rule in rules]
        for rule in rules:
            one = rule.clauses[0]
            one.text, one.items = one.text.replace("应当", "必须"), [i.replace("应当", "必须") for i in one.items]
        return f"将{case.random.choice(('、', '和')).join(places)}中的“应当”修改为“必须”"
    said = []
    for rule in rules:
        text = "\n".join(rule.lines())
        old = next(word for word in (*_THINGS, *_ACTORS) if word in text)
        for one in rule.clauses:
            one.text, one.items = one.text.replace(old, "设施"), [i.replace(old, "设施") for i in one.items]
        said.append(f"{label(rule.number)}中的“{old}”")
    return f"将{case.random.choice(('、', '和', '以及')).join(said)}{words_become(case.random)}“设施”"


def pairs_of_words(case: Case) -> str | None:
    """将第三条中的“A”修改为“B”，“C”修改为“D”; “A”“C”分别修改为“B”“D”."""
    rule = case.free()
    if rule is None:
        return None
    text = "\n".join(rule.lines())
    found = [word for word in (*_THINGS, *_ACTORS) if word in text][:2]
    news = ["亭台", "廊桥"][: len(found)]
    for old, new in zip(found, news, strict=True):
        for one in rule.clauses:
            one.text, one.items = one.text.replace(old, new), [item.replace(old, new) for item in one.items]
    each = [f"“{old}”修改为“{new}”" for old, new in zip(found, news, strict=True)]
    listed = "、".join(f"“{word}”" for word in found), "、".join(f"“{word}”" for word in news)
    return f"将{label(rule.number)}中的" + case.random.choice(
        ("，".join(each), "；".join(each), f"{listed[0]}分别修改为{listed[1]}")
    )


def delete_several(case: Case) -> str | None:
    """删去第二条、第五条."""
    pair = [case.free(), case.free()]
    rules = sorted((one for one in pair if one is not None), key=lambda rule: rule.number)
    if len(rules) < 2 or len(case.new) < 4:
        return None
    for rule in rules:
        case.new.remove(rule)
    case.reorders = True
    return f"删去{case.random.choice(('、', '和')).join(label(rule.number) for rule in rules)}"


def insert_two_paragraphs(case: Case) -> str | None:
    """第三条增加二款，作为第二款、第三款：“…” “…”."""
    rule = case.free()
    if rule is None:
        return None
    at = case.random.randint(0, len(rule.clauses))
    new = [clause(case.random), clause(case.random)]
    rule.clauses[at:at] = new
    nth = f"第{int_to_han(at + 1)}款、第{int_to_han(at + 2)}款"
    text = case.random.choice((f"“{new[0].text}\n“{new[1].text}”", f"“{new[0].text}”\n“{new[1].text}”"))
    return f"{label(rule.number)}增加{case.random.choice(('二', '两'))}款，作为{nth}：{text}"


def append_sentence(case: Case) -> str | None:
    """在第三条第一款末尾增加：“…”."""
    rule = case.free(lambda one: not one.clauses[0].items)
    if rule is None:
        return None
    extra = f"{sentence(case.random)}。"
    rule.clauses[0].text += extra
    verb = case.random.choice(("增加", "增加一句", "增写一句，内容为", "增加规定"))
    return f"{case.random.choice(('在', ''))}{label(rule.number)}第一款末尾{verb}：“{extra}”"


def restated(case: Case) -> str | None:
    """将第三条第一款中的“A”修改为“B”，这一款相应修改为：“…”."""
    rule = case.free(lambda one: not one.clauses[0].items)
    if rule is None:
        return None
    one = rule.clauses[0]
    old = next(word for word in _VERBS if word in one.text)
    one.text = one.text.replace(old, "管护")
    place = f"{label(rule.number)}第一款"
    return f"将{place}中的“{old}”修改为“管护”。这一款相应修改为：“{one.text}”"


def split_article(case: Case) -> str | None:
    """将第三条分为两条，作为第三条、第四条，修改为：“…” “…”."""
    rule = case.free(lambda one: len(one.clauses) == 2 and not any(clause.items for clause in one.clauses))
    if rule is None or case.reorders:
        return None
    at = case.new.index(rule)
    case.new.insert(at + 1, Rule(-1, [rule.clauses.pop()]))
    case.reorders = True
    case.touched |= {one.number for one in case.old}  # the numbers after it follow, so nothing else may change them
    first, second = case.new[at].clauses[0].text, case.new[at + 1].clauses[0].text
    one, other = label(at + 1), label(at + 2)
    return f"将{label(rule.number)}分为两条，作为{one}、{other}，分别修改为：“{one} {first}”“{other} {second}”"


def chapter_words(case: Case) -> str | None:
    """将第一章章名中的“登记”修改为“巡查”."""
    if case.new_chapter != case.chapter or not case.random.randrange(3):
        return None
    case.new_chapter = "养护与巡查"
    return case.random.choice(
        (
            "将第一章章名中的“登记”修改为“巡查”",
            "第一章章名修改为“养护与巡查”",
            "将第一章“养护与登记”修改为“养护与巡查”",
            "第一章章名“养护与登记”修改为“养护与巡查”",
        )
    )


OPERATIONS: tuple[Operation, ...] = (
    replace_article,
    replace_paragraph,
    two_paragraphs,
    replace_item,
    replace_words,
    words_everywhere,
    insert_words,
    delete_words,
    delete_article,
    delete_paragraph,
    delete_item,
    insert_paragraph,
    insert_item,
    insert_article,
    merge_articles,
    replace_lead,
    words_of_several,
    pairs_of_words,
    delete_several,
    insert_two_paragraphs,
    append_sentence,
    restated,
    split_article,
    chapter_words,
)


def made_case(seed: int, operations: tuple[Operation, ...] = OPERATIONS, count: int | None = None) -> Case:
    """A law and a decision of one to five operations on it."""
    random = Random(seed)
    old = law(random)
    case = Case(random, old, copied(old))
    for _ in range(count or random.randint(1, 5)):
        said = random.choice(operations)(case)
        if said is not None:
            case.instructions.append(said)
    return case


def decision(case: Case) -> str:
    """The decision in words."""
    lines = [f"澜亭市人大常委会关于修改《{TITLE}》的决定", f"决定对《{TITLE}》作如下修改："]
    for i, said in enumerate(case.instructions, 1):
        text = said
        if said == "增加一条":
            at = next(k for k, rule in enumerate(case.new, 1) if not rule.number)
            shown = label(at)
            text = f"增加一条，作为{shown}：{quoted(case.random, case.new[at - 1].lines(), shown)}"
        lines.append(f"{int_to_han(i)}、{text}{'' if text.endswith('。') else '。'}")
    lines.append("本决定自公布之日起施行。")
    if case.reorders:
        lines.append(f"《{TITLE}》根据本决定作相应修改并对条文顺序作相应调整，重新公布。")
    return "\n".join(lines)
