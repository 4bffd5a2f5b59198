"""Documents of invented offices for the tests of lineage: as values, and as issues that the parser reads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tracker.language.numerals import int_to_han
from tracker.language.titles import rule_key
from tracker.lineage.digest import records_of
from tracker.lineage.values import Holding, Lineage, Record, Stage, Work
from tracker.lineage.works import lineage_of
from tracker.model import Document, Effect, Instrument, Provision, Repeal
from tracker.parse import parse
from tracker.parse.clauses.reading import read_clauses
from tracker.read import read_bytes
from tracker.store import Store

OFFICE = "柳湾市商务局"
TEXT = (
    "为了鼓励首店落户柳湾，规范首店奖励资金的申请、审核和拨付，制定本办法。",
    "首店是指品牌在本市开设的第一家门店，包括旗舰店和体验店。",
    "对租期两年以上的首店，按实际租金的三成给予奖励，每店不超过五十万元。",
    "申请人应当在开业后六个月内向所在街道提交租赁合同、营业执照和付款凭证。",
    "街道在十个工作日内完成初审，市商务局每季度组织一次专家评审并公示结果。",
    "弄虚作假骗取奖励的，全额退回资金，三年内不再受理其申请。",
)


def document(  # noqa: PLR0913 - the parts of a document
    title: str,
    number: str | None = None,
    date: str | None = "2024-01-10",
    *,
    measure: str | None = None,
    text: tuple[str, ...] = TEXT,
    effective: Effect | None = None,
    repeals: tuple[Repeal, ...] = (),
    cites: tuple[str, ...] = (),
    issuers: tuple[str, ...] = (OFFICE,),
) -> Document:
    """A circular that hands down a measure, or a document by itself."""
    body = tuple(
        Provision(level="article", span=(0, 0), label=f"第{int_to_han(n)}条", text=one) for n, one in enumerate(text, 1)
    )
    circular = Instrument(role="circular", title=title, span=(0, 0), body=() if measure else body)
    parts = (circular, Instrument(role="measure", title=measure, span=(0, 0), body=body)) if measure else (circular,)
    said = read_clauses(parts, title, "通知")
    return Document(
        title=title,
        doc_number=number,
        kind="通知",
        issuers=issuers,
        date=date,
        span=(0, 0),
        instruments=parts,
        effective=effective,
        repeals=tuple(_quoted(one, said.repeals) for one in repeals) or said.repeals,
        cites=cites,
        amends=said.amends,
        term_changes=said.term_changes,
        doubtful_repeals=said.doubtful_repeals,
    )


def _quoted(repeal: Repeal, said: tuple[Repeal, ...]) -> Repeal:
    """A repeal with the words and the place of the text that says it, where one does."""
    key = rule_key(repeal.title)
    found = next((one for one in said if key and key == rule_key(one.title)), None)
    return replace(repeal, quote=found.quote, place=found.place) if found else repeal


def measure(  # noqa: PLR0913 - the parts of a document
    title: str,
    number: str | None,
    date: str | None,
    *,
    text: tuple[str, ...] = TEXT,
    effective: Effect | None = None,
    repeals: tuple[Repeal, ...] = (),
    issuer: str = OFFICE,
) -> Document:
    """A circular of an office that hands down a measure."""
    return document(
        f"{issuer}关于印发《{title}》的通知",
        number,
        date,
        measure=title,
        text=text,
        effective=effective,
        repeals=repeals,
        issuers=(issuer,),
    )


def holding(one: Document, place: int = 0, *, issue: str | None = None, published: str | None = None) -> Holding:
    """A document in an issue of its own."""
    return Holding(issue=issue or f"liuwan/2024/{place:03d}", index=0, document=one, published=published)


def records_for(*documents: Document, published: str | None = None) -> list[Record]:
    """The records of documents, each in an issue of its own."""
    holdings = [holding(one, place, published=published) for place, one in enumerate(documents)]
    return records_of(holdings, lambda one: [one])


def lineage_for(*documents: Document, published: str | None = None) -> Lineage:
    """The lineage of documents, each in an issue of its own."""
    return lineage_of(records_for(*documents, published=published))


def chains(lineage: Lineage) -> list[list[str]]:
    """The numbers (or titles) of the versions of every work."""
    return [[stage.record.name for stage in work.stages] for work in lineage.works]


def work_of(lineage: Lineage, number: str) -> tuple[Work, Stage]:
    """The work and the version that a number stands for."""
    return next((work, stage) for work in lineage.works for stage in work.stages if stage.record.number == number)


# --- a store ----------------------------------------------------------------------------------------------------------

FIRST = "柳湾市首店奖励暂行办法"
SECOND = "柳湾市首店奖励办法"


def gazette(number: int, day: tuple[int, int, int], title: str, doc_number: str, articles: tuple[str, ...]) -> bytes:
    """An issue with one circular that hands down one measure."""
    year, month, date = day
    whole = f"{OFFICE}关于印发《{title}》的通知"
    body = "\n\n".join(f"第{n}条 {text}" for n, text in zip("一二三四五六七八九", articles, strict=False))
    return f"""柳湾市人民政府公报

{year}

第{number}期

{year}年{month}月{date}日

目 录

{whole}
({doc_number}) (3)

{whole}

{doc_number}

各区人民政府：

现将《{title}》印发给你们，请认真贯彻执行。

{OFFICE}

{year}年{month}月{date - 5}日

{title}

{body}
""".encode()


def make_store(folder: Path) -> Path:
    """A store with two issues: the two versions of one measure, of 2023 and 2025."""
    texts = (
        gazette(3, (2023, 3, 20), FIRST, "柳商规〔2023〕4号", (*TEXT, "本办法自2023年5月1日起施行，有效期2年。")),
        gazette(
            9,
            (2025, 6, 25),
            SECOND,
            "柳商规〔2025〕11号",
            (
                *(text.replace("五十万元", "八十万元") for text in TEXT),
                f"本办法自印发之日起施行，有效期三年。《{OFFICE}关于印发〈{FIRST}〉的通知》（柳商规〔2023〕4号）同时废止。",
            ),
        ),
    )
    with Store.create(folder) as store:
        for text in texts:
            store.add(text, parse(read_bytes(text, "source.txt")))
    return folder


DECISION = f"""柳湾市人民政府公报

2024

第7期

2024年7月20日

目 录

{OFFICE}关于修改《{FIRST}》的决定
(柳商规〔2024〕6号) (3)

{OFFICE}关于修改《{FIRST}》的决定

柳商规〔2024〕6号

{OFFICE}决定对《{FIRST}》（柳商规〔2023〕4号）作如下修改：

一、将第三条中的“五十万元”修改为“六十万元”。

二、删去第六条。

本决定自2024年8月1日起施行。

{OFFICE}

2024年7月15日
"""


def add_decision(folder: Path) -> None:
    """Add an issue with a decision that amends the first version."""
    data = DECISION.encode()
    with Store.open(folder) as store:
        store.add(data, parse(read_bytes(data, "source.txt")))
