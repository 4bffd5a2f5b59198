"""Comparisons made for tests: one with every kind of change, hostile ones, and as many random ones as wanted."""

from __future__ import annotations

import random
from dataclasses import replace
from difflib import SequenceMatcher

from tracker.model import Change, ChangeSet, DiffSet, Edit, Effect, Fact, KeyChange, Place, Version

OLD = Version(
    ref="云岭/2023/007.txt#云高管发〔2023〕7号",
    title="云岭高新区小额贷款贴息办法",
    doc_number="云高管发〔2023〕7号",
    date="2023-03-01",
    sha256="ab" * 32,
    issuers=("云岭高新区管理委员会",),
    effective=Effect(start="印发之日", until="2年", quote="本办法自印发之日起施行，有效期2年。"),
)
NEW = replace(
    OLD,
    ref="云岭/2025/011.txt#云高管发〔2025〕11号",
    doc_number="云高管发〔2025〕11号",
    date="2025-04-15",
    sha256="cd" * 32,
    effective=Effect(start="2025-05-01", until="2027-12-31", quote="本办法自2025年5月1日起施行。"),
)

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "]]><!--",
    "&#x3c;b&#x3e; &amp; &lt;",
    "[点此](javascript:alert(1)) javascript:alert(1)",
    "金额\u202e元万百一\u202c结束",
    "零宽\u200b字符\ufeff",
    "控制\x00\x07\x1b[31m字符",
    '=HYPERLINK("http://evil.example","点")',
    "@所有人 #1 https://evil.example",
    "| 表 | 格 |\n# 标题\n- 列表\n1. 项\n```",
    "半个\ud83d字符",
)
"""Texts that would be markup, formulas, links, mentions or controls if a format let them."""


def edits(old: str, new: str) -> tuple[Edit, ...]:
    """Edits that rebuild both sides, cut wherever the texts happen to differ."""
    found = []
    for op, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        found.append(Edit(op=op, old=old[a:b], new=new[c:d]))
    return tuple(found)


def place(label: str | None, text: str, **named: object) -> Place:
    """An article unless ``named`` says otherwise."""
    fields = {"level": "article", "path": f"第一章/{label}", "index": None, **named}
    return Place(label=label, text=text, **fields)  # type: ignore[arg-type]


def change(old: list[Place], new: list[Place], **named: object) -> Change:
    """A change of the kind that its sides make it."""
    before, after = "\n".join(p.text for p in old), "\n".join(p.text for p in new)
    kinds = {(0, 1): "inserted", (1, 0): "deleted", (1, 1): "unchanged" if before == after else "modified"}
    shape = (min(len(old), 2), min(len(new), 2))
    kind = kinds.get(shape) or {(1, 2): "split", (2, 1): "merged"}.get(shape, "restructured")
    fields: dict[str, object] = {
        "kind": kind,
        "edits": edits(before, after) if old and new else (),
        "score": SequenceMatcher(None, before, after).ratio() if old and new else None,
        "renumbered": len(old) == len(new) == 1 and old[0].label != new[0].label,
        **named,
    }
    return Change(old=tuple(old), new=tuple(new), **fields)  # type: ignore[arg-type]


def sample() -> ChangeSet:
    """A small comparison in which every kind of change occurs."""
    amount = Fact(
        type="amount", old="50万元", new="80万元", old_value=500000.0, new_value=800000.0, unit="CNY", direction="up"
    )
    duty = Fact(type="modality", old="可以", new="应当", direction="stricter")
    reference = Fact(type="reference", old="第四条", new="第五条")
    chapter = place("第一章", "总则", level="chapter", path="第一章")
    second = place("第二章", "贴息", level="chapter", path="第二章")
    moved = "申请材料齐全的，管理机构可以当场受理。\n（一）营业执照；\n（二）贷款合同。"
    changes = (
        change([chapter], [chapter]),
        change(
            [place("第一条", "为支持小微企业融资，制订本办法。")],
            [place("第一条", "为支持小微企业融资，制定本办法。")],
        ),
        change([], [place("第二条", "本办法所称贴息，是指对贷款利息的补助。\n（一）新发放贷款；\n（二）续贷。")]),
        change(
            [place("第二条", "单户贴息不超过50万元，企业可以按季申请。")],
            [place("第三条", "单户贴息不超过80万元，企业应当按季申请。")],
            facts=(amount, duty),
            evidence=("文字相近（0.82）",),
        ),
        change(
            [place("第三条", "申请人应当如实申报。管理机构应当在10日内审核。")],
            [place("第四条", "申请人应当如实申报。"), place("第五条", "管理机构应当在10日内审核。")],
        ),
        change([second], [second]),
        change(
            [place("第四条", "贴息资金专款专用。"), place("第五条", "贴息资金接受审计。")],
            [place("第六条", "贴息资金专款专用，接受审计。")],
        ),
        change([place("第六条", "本办法由财政局解释。")], []),
        change(
            [place("第八条", "违反本办法第四条的，收回资金。", path="第二章/第八条")],
            [place("第七条", "违反本办法第五条的，收回资金。", path="第二章/第七条")],
            facts=(reference,),
            editorial=True,
        ),
        change(
            [place("第七条", moved, path="第二章/第七条")], [place("第八条", moved, path="第三章/第八条")], moved=True
        ),
        change(
            [place(None, "云岭高新区管理委员会", level="signature", path="")],
            [place(None, "云岭高新区管理委员会", level="signature", path="")],
        ),
    )
    edits_of_split = (
        Edit(op="equal", old="申请人应当如实申报。", new="申请人应当如实申报。"),
        Edit(op="insert", old="", new="\n"),
        Edit(op="delete", old="管理机构应当在10日内审核。", new="", moved="第五条"),
        Edit(op="insert", old="", new="管理机构应当在10日内审核。", moved="第三条"),
    )
    changes = (*changes[:4], replace(changes[4], edits=edits_of_split), *changes[5:])
    keys = (
        KeyChange(label="第二条 → 第三条", text="单户贴息不超过50万元 → 80万元", weight=9.5, change=3),
        KeyChange(
            label="第六条",
            text="删除：本办法由财政局解释。",
            english="deleted: 本办法由财政局解释。",
            weight=2.0,
            change=7,
            matter="rule",
        ),
    )
    return ChangeSet(
        old=OLD, new=NEW, changes=_indexed(changes), key_changes=keys, terms=(("经办行", "合作银行", 3),), remarks=()
    )


def _indexed(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Both orders: the new one is that of the changes, the old one has the moved article where it stood."""
    order = [0, 1, 3, 4, 5, 6, 7, 9, 8, 10]
    old_start, count = {}, 0
    for at in order:
        old_start[at] = count
        count += len(changes[at].old)
    found, count = [], 0
    for at, one in enumerate(changes):
        old = tuple(replace(p, index=old_start[at] + k) for k, p in enumerate(one.old))
        new = tuple(replace(p, index=count + k) for k, p in enumerate(one.new))
        count += len(one.new)
        found.append(replace(one, old=old, new=new))
    return tuple(found)


def hostile() -> ChangeSet:
    """A comparison in which every text there is attacks the report."""
    changes = [
        change([place(f"{text}条", text)], [place(f"{text}款", text[::-1] + HOSTILE[at - 1])])
        for at, text in enumerate(HOSTILE)
    ]
    changes += [change([], [place(text, text)]) for text in HOSTILE]
    changes.append(change([], [place("长条", "字" * 400_000 + "a" * 600_000)]))
    facts = tuple(Fact(type="amount", old=text, new=text[::-1], direction="up") for text in HOSTILE)
    changes[0] = replace(changes[0], facts=facts, evidence=HOSTILE)
    bad = " ".join(HOSTILE)
    version = Version(ref=bad, title=bad, doc_number=bad, date="2025-02-30", sha256=None, issuers=HOSTILE)
    return ChangeSet(
        old=version,
        new=version,
        changes=tuple(changes),
        key_changes=tuple(KeyChange(label=text, text=text, weight=1.0, change=0) for text in HOSTILE),
        terms=tuple((text, text[::-1], 2) for text in HOSTILE),
        remarks=HOSTILE,
    )


def diff_set() -> DiffSet:
    """Two issues: two documents in both, one that came and one that went."""
    came = replace(NEW, title="云岭高新区人才公寓管理规定", doc_number="云高管发〔2025〕12号")
    went = replace(OLD, title="云岭高新区停车收费规则", doc_number="云高管发〔2023〕9号")
    return DiffSet(
        diffs=(sample(), sample()),
        added=(came,),
        removed=(went,),
        old=replace(OLD, title="云岭公报 2023年第7期", doc_number=None),
        new=replace(NEW, title="云岭公报 2025年第11期", doc_number=None),
    )


def random_comparison(seed: int, articles: int = 40) -> ChangeSet:
    """Articles of several lines that are changed, split, merged, moved, inserted and deleted at random."""
    chance = random.Random(seed)
    old = [[_line(chance) for _ in range(chance.randint(1, 4))] for _ in range(articles)]
    groups: list[tuple[list[list[str]], list[list[str]]]] = []
    rest = list(old)
    while rest:
        groups.append(_group(chance, rest))
    starts, count = [], 0
    for before, _ in groups:
        starts.append(count)
        count += len(before)
    new_order = sorted(range(len(groups)), key=lambda at: at + (chance.randint(-9, 9) if chance.random() < 0.2 else 0))
    changes, place_of_new = [], 0
    for at in new_order:
        before, after = groups[at]
        olds = [_article(starts[at] + k, lines, "旧") for k, lines in enumerate(before)]
        news = [_article(place_of_new + k, lines, "新") for k, lines in enumerate(after)]
        place_of_new += len(after)
        changes.append(change(olds, news))
    return ChangeSet(old=OLD, new=NEW, changes=tuple(changes))


def _article(index: int, lines: list[str], side: str) -> Place:
    number = f"第{index}条" if index % 3 else f"第{index}{side}条"
    return place(None if index % 11 == 5 else number, "\n".join(lines), index=index)


def _line(chance: random.Random) -> str:
    return "".join(chance.choices("甲乙丙丁戊己庚辛", k=chance.randint(1, 24))) + chance.choice("。；：")


def _edited(chance: random.Random, lines: list[str]) -> list[str]:
    text = "\n".join(lines)
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(text))
        text = text[:at] + chance.choice(("", "天地", "\n玄黄", "宇\n宙")) + text[at + chance.choice((0, 0, 2, 9)) :]
    return [line for line in text.split("\n") if line] or ["空。"]


def _group(chance: random.Random, rest: list[list[str]]) -> tuple[list[list[str]], list[list[str]]]:
    first = rest.pop(0)
    kind = chance.random()
    if kind < 0.1:
        return [first], []
    if kind < 0.2:
        return [first], [_edited(chance, first), [_line(chance)]]
    if kind < 0.3 and rest:
        second = rest.pop(0)
        return [first, second], [_edited(chance, first + second)]
    if kind < 0.4:
        rest.insert(0, first)
        return [], [[_line(chance), _line(chance)]]
    return [first], [first if kind < 0.6 else _edited(chance, first)]
