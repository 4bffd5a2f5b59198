"""Measures made for the tests of the comparison: articles, chapters, outlines and documents in few words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.language.numerals import int_to_han
from tracker.model import Change, ChangeSet, Document, Instrument, Issue, Level, Provision, Repeal, Source

GRANTS = (
    "为了规范云岭高新区科技专项补助的管理，提高资金使用效益，结合本区实际，制定本办法。",
    "本办法所称科技专项补助，是指区财政安排用于支持企业开展技术研发的无偿资金。",
    "区科技局负责专项补助的受理、评审和验收，区财政局负责资金拨付与绩效评价。",
    "申请补助的企业应当在本区注册满二年，近三年内未受到重大行政处罚。",
    "单个项目的补助金额不超过五十万元，且不超过项目研发投入的百分之三十。",
    "企业应当自公告发布之日起三十日内提交申报书、审计报告和信用承诺书。",
    "评审专家与申报企业有利害关系的，应当主动回避，不得泄露评审意见。",
    "获得补助的企业应当单独核算经费，接受审计监督，并按季度报送进展。",
    "提供虚假材料骗取补助的，追回已拨资金，五年内不再受理其申请。",
    "本办法由区科技局负责解释。",
    "本办法自2023年3月1日起施行，有效期三年。",
)
"""Eleven articles of an invented measure."""


def article(number: int | str, *paragraphs: str) -> Provision:
    """An article with one text, or with several paragraphs."""
    label = number if isinstance(number, str) else f"第{int_to_han(number)}条"
    if len(paragraphs) == 1:
        return node("article", label, paragraphs[0])
    return node("article", label, "", [node("paragraph", None, text) for text in paragraphs])


def node(level: Level, label: str | None, text: str = "", children: Iterable[Provision] = ()) -> Provision:
    """A provision of any level; for headings the text is the heading."""
    if level in {"part", "chapter", "section"}:
        return Provision(level=level, span=(0, 0), label=label, heading=text, children=tuple(children))
    return Provision(level=level, span=(0, 0), label=label, text=text, children=tuple(children))


def chapter(number: int, heading: str, articles: Iterable[Provision]) -> Provision:
    """A chapter with its articles."""
    return node("chapter", f"第{int_to_han(number)}章", heading, articles)


def measure(texts: Sequence[str | Provision], title: str = "云岭高新区科技专项补助管理办法") -> Instrument:
    """A measure of articles, numbered from one where texts are given."""
    body = tuple(article(n, text) if isinstance(text, str) else text for n, text in enumerate(texts, start=1))
    return Instrument(role="measure", title=title, span=(0, 0), body=body)


def document(
    title: str, number: str | None, texts: Sequence[str | Provision], repeals: Iterable[Repeal] = ()
) -> Document:
    """A document that is one measure."""
    return Document(
        title=title,
        doc_number=number,
        kind="通知",
        issuers=("云岭高新区管理委员会",),
        date="2023-02-01",
        span=(0, 0),
        instruments=(measure(texts, title),),
        repeals=tuple(repeals),
    )


def issue(*documents: Document) -> Issue:
    """An issue of a gazette."""
    source = Source(name="made.txt", sha256="0" * 64, media_type="text/plain", chars=0)
    return Issue(kind="gazette", title="云岭公报", source=source, documents=documents)


def links(changes: ChangeSet) -> set[tuple[str | None, str | None]]:
    """Every old label with every new label of each change that has both sides."""
    return {(old.label, new.label) for change in changes.changes for old in change.old for new in change.new}


def of_new(changes: ChangeSet, label: str) -> Change:
    """The change that a new label stands in."""
    return next(change for change in changes.changes if any(place.label == label for place in change.new))


def of_old(changes: ChangeSet, label: str) -> Change:
    """The change that an old label stands in."""
    return next(change for change in changes.changes if any(place.label == label for place in change.old))
