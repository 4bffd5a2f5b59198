"""Texts as Akoma Ntoso 3.0: valid by the standard's own schema, and nothing of the words lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from tests.commands import tracker
from tests.corpus import corpus
from tracker.model import Document, Instrument, Issue, Provision, own_text, walk
from tracker.parse import parse_file
from tracker.render.akoma_ntoso_file import Standing, akoma_ntoso
from tracker.render.akoma_ntoso_words import words_of, work_address

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = etree.XMLSchema(etree.parse(str(ROOT / "tests/schemas/akomantoso30.xsd")))
AKN = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
FULL = Standing(
    published="2025-09-30",
    gazette="澜汀市人民政府公报",
    start="2025-11-01",
    until="2028-10-31",
    changed_by=("澜财金规〔2026〕1号", "澜财金规〔2027〕2号"),
)


def checked(document: Document, value: Document | Instrument, standing: Standing | None = None) -> etree._Element:
    """The text as XML, after the schema found nothing wrong with it."""
    root = etree.fromstring(akoma_ntoso(document, value, standing).encode())
    SCHEMA.assertValid(root)
    return root


def one(*body: Provision, **changes: object) -> Document:
    """A document of one text."""
    text = Instrument(role="measure", title="澜汀市渡口管理办法", span=(0, 0), body=body)
    made = Document(
        title="关于印发《澜汀市渡口管理办法》的通知",
        doc_number="澜交规〔2024〕2号",
        kind="通知",
        issuers=("澜汀市交通运输局",),
        date="2024-05-06",
        span=(0, 0),
        instruments=(text,),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def rule(level: str, label: str | None, text: str = "", *children: Provision, **more: object) -> Provision:
    return Provision(level=level, label=label, text=text, children=children, span=(0, 0), **more)  # type: ignore[arg-type]


def names(root: etree._Element) -> list[str]:
    return [str(name) for name in root.xpath("//a:body//@eId", namespaces=AKN)]


def words(root: etree._Element) -> str:
    """All words of the text itself and of what is attached, without blanks."""
    for meta in root.xpath("//a:meta", namespaces=AKN):
        meta.getparent().remove(meta)
    return "".join("".join(root.itertext()).split())


def samples() -> Iterator[Issue]:
    for source in sorted((ROOT / "snapshots").glob("*/*/*/source.txt")):
        yield parse_file(source)


def test_every_text_of_the_samples_is_valid() -> None:
    count = 0
    for issue in samples():
        for document in issue.documents:
            values: tuple[Document | Instrument, ...] = (document, *document.instruments)
            for value in values:
                checked(document, value)
                checked(document, value, FULL)
                count += 1
    assert count > 40


@pytest.mark.corpus
def test_every_text_of_the_corpus_is_valid() -> None:
    sources = [*(corpus() / "gazettes").glob("*.txt"), *(corpus() / "wild").rglob("*.txt")]
    for source in sorted(sources):
        for document in parse_file(source).documents:
            checked(document, document, FULL)


def test_no_word_is_lost_and_none_is_said_twice() -> None:
    for issue in samples():
        for document in issue.documents:
            told = words(checked(document, document))
            for provision in walk(part for text in document.instruments for part in text.body):
                said = "".join(f"{provision.label or ''}{own_text(provision)}".split())
                assert said in told
            printed = sum(
                len("".join(f"{part.label or ''}{own_text(part)}{''.join(map(''.join, part.rows))}".split()))
                for text in document.instruments
                for part in walk(text.body)
            )
            heads = [text.title for text in document.instruments] + [
                document.doc_number or ""
                for place, text in enumerate(document.instruments)
                if text.role in {"circular", "measure"}
            ]
            assert len(told) == printed + sum(len("".join(head.split())) for head in heads)


def test_the_hierarchy_is_that_of_the_standard() -> None:
    items = (rule("item", "（一）", "甲；"), rule("item", "（二）", "乙：", rule("subitem", "1.", "丙。")))
    root = checked(
        document := one(
            rule("paragraph", None, "为了管理渡口，制定本办法。"),
            rule(
                "chapter",
                "第一章",
                "",
                rule("article", "第一条", "", rule("paragraph", None, "一款。"), rule("paragraph", None, "", *items)),
                rule("article", "第一条之二", "下列：", *items),
                heading="总则",
            ),
            rule("signature", None, "澜汀市交通运输局"),
        ),
        document.instruments[0],
    )
    assert names(root) == [
        "chp_1", "art_1", "art_1__para_1", "art_1__para_2", "art_1__para_2__point_1", "art_1__para_2__point_2",
        "art_1__para_2__point_2__indent_1", "art_1-2", "art_1-2__point_1", "art_1-2__point_2",
        "art_1-2__point_2__indent_1",
    ]  # fmt: skip
    assert root.xpath("string(//a:preamble/a:p)", namespaces=AKN) == "为了管理渡口，制定本办法。"
    assert root.xpath("string(//a:chapter/a:heading)", namespaces=AKN) == "总则"
    assert root.xpath("string(//a:article[2]/a:intro/a:p)", namespaces=AKN) == "下列："
    assert root.xpath("string(//a:conclusions//a:signature)", namespaces=AKN) == "澜汀市交通运输局"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ((rule("outline1", "一、", "甲。"), rule("outline1", "一、", "乙。")), ["lvl_1", "lvl_1--2"]),
        (
            (rule("outline1", "一、", "", rule("outline2", "（一）", "甲。")), rule("outline1", "二、", "乙。")),
            ["lvl_1", "lvl_1__lvl_1", "lvl_2"],
        ),
        ((rule("article", "第三条", "甲。"), rule("article", "第三条", "乙。")), ["art_3", "art_3--2"]),
        (
            (
                rule("article", "第一条", "甲。"),
                rule("table", None, "", rows=(("1", ""), ())),
                rule("article", "第二条", ""),
            ),
            ["art_1", "hcontainer_1", "art_2"],
        ),
        ((rule("decimal2", "1.1", "甲。"), rule("outline5", "①", "乙。")), ["lvl_1", "lvl_1--2"]),
    ],
)
def test_every_provision_has_a_name_of_its_own(body: tuple[Provision, ...], expected: list[str]) -> None:
    document = one(*body)
    assert names(checked(document, document.instruments[0])) == expected


def test_a_text_without_provisions_is_no_act() -> None:
    document = one(
        rule("paragraph", None, "现予公布。"), rule("table", None, "", rows=(("序号", "名称"), ("1", "渡口")))
    )
    root = checked(document, document.instruments[0])
    assert root.xpath("count(//a:doc/a:mainBody/a:table/a:tr)", namespaces=AKN) == 2
    assert words_of(()).is_act is False
    checked(one(), one().instruments[0])


def test_metadata_tell_the_work_its_versions_and_what_became_of_it() -> None:
    document = parsed_sample()
    root = checked(document, document, FULL)

    def value(path: str) -> str:
        return str(root.xpath(f"string({path})", namespaces=AKN))

    main = "/a:akomaNtoso/a:act/a:meta"
    assert value(f"{main}//a:FRBRWork/a:FRBRuri/@value") == "/akn/cn/act/2025/澜财金规-2025-6号"
    assert value(f"{main}//a:FRBRExpression/a:FRBRuri/@value").endswith("/zho@2025-11-01")
    assert value(f"{main}//a:FRBRWork/a:FRBRdate/@date") == "2025-09-18"
    assert value(f"{main}/a:publication/@showAs") == "澜汀市人民政府公报"
    assert value(f"{main}//a:timeInterval/@start") == "#e_start"
    assert value(f"{main}//a:eventRef[@eId='e_end']/@date") == "2028-10-31"
    assert value(f"{main}//a:eventRef[@eId='e_changed']/@source") == "#by_2"
    assert value(f"{main}//a:activeRef/@showAs") == "澜财金规〔2023〕4号"
    assert value(f"{main}//a:TLCOrganization/@showAs") == "澜汀市财政局"
    assert value("/a:akomaNtoso/a:act/@contains") == "singleVersion"
    assert value("//a:attachment/a:doc/@name") == "通知"


def test_a_cited_number_leads_to_the_work_that_it_names() -> None:
    document = parsed_sample()
    root = checked(document, document)
    (link,) = root.xpath("//a:article[last()]//a:ref", namespaces=AKN)
    assert link.text == "澜财金规〔2023〕4号"
    assert link.get("href") == work_address("澜财金规[2023]4号", "", "")
    before = Document(
        title="x", doc_number="澜财金规〔2023〕4号", kind="通知", issuers=(), date=None, span=(0, 0), instruments=()
    )
    old = checked(before, before)
    assert old.xpath("string(//a:FRBRWork/a:FRBRuri/@value)", namespaces=AKN) == link.get("href")


def test_two_rules_of_one_document_are_two_works() -> None:
    measures = tuple(Instrument(role="measure", title=title, span=(0, 0)) for title in ("甲办法", "乙办法"))
    document = one(instruments=measures)
    found = {
        str(checked(document, text).xpath("string(//a:FRBRWork/a:FRBRuri/@value)", namespaces=AKN)) for text in measures
    }
    assert found == {"/akn/cn/act/2024/澜交规-2024-2号/甲办法", "/akn/cn/act/2024/澜交规-2024-2号/乙办法"}


def test_what_is_not_known_is_not_told() -> None:
    document = one(rule("article", "第一条", "甲。"), doc_number=None, date=None, issuers=())
    root = checked(document, document)
    assert root.xpath("//a:FRBRnumber", namespaces=AKN) == []
    assert set(root.xpath("//a:FRBRdate/@name", namespaces=AKN)) == {"unknown"}
    assert root.xpath("//a:publication | //a:temporalData", namespaces=AKN) == []


def test_hostile_words_are_words() -> None:
    evil = "]]><script>1</script>\x00\u202e\ud800&lt;\r\n\t\ufffe"
    body = rule("article", evil, evil, rule("item", evil, evil), heading=evil)
    table = rule("table", None, "", rows=((evil,),))
    document = one(body, table, title=evil, doc_number=evil, issuers=(evil,), date=None)
    root = checked(document, document)
    assert root.xpath("//a:script", namespaces=AKN) == []
    assert "<script>1</script>⟦U+0000⟧⟦U+202E⟧⟦U+D800⟧" in words(root)


def test_the_command_writes_one_text(tmp_path: Path) -> None:
    done = tracker("show", "澜财金规〔2025〕6号", "--store", "snapshots", "-o", str(tmp_path / "loans.akn"), cwd=ROOT)
    assert done.returncode == 0
    SCHEMA.assertValid(etree.parse(str(tmp_path / "loans.akn")))
    changed = tracker(
        "show", "澜汀市电动自行车停放充电管理办法@2026-05-01", "--store", "snapshots", "-f", "akn", cwd=ROOT
    )
    root = etree.fromstring(changed.stdout)
    SCHEMA.assertValid(root)
    assert root.xpath("string(//a:passiveRef/@showAs)", namespaces=AKN) == "澜政办规〔2026〕1号"
    assert "不超过0.5元" in words(root)


@pytest.mark.parametrize("ref", ["lantingshi/2025/018", "澜财金规〔2025〕6号#第七条"])
def test_neither_an_issue_nor_a_provision_is_a_text(ref: str) -> None:
    done = tracker("show", ref, "--store", "snapshots", "-f", "akn", cwd=ROOT)
    assert done.returncode == 3
    assert "Akoma Ntoso" in done.stderr.decode()


def parsed_sample() -> Document:
    issue = parse_file(ROOT / "snapshots/lantingshi/2025/018/source.txt")
    return next(one for one in issue.documents if one.doc_number == "澜财金规〔2025〕6号")
