from __future__ import annotations

from dataclasses import replace

import pytest

from tests.store_samples import made_issue
from tracker.errors import StoreError
from tracker.store.layout import document_names, gazette_slug, issue_ref, safe_name, source_name
from tracker.store.legible_document import document_text


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("北京市人民政府公报", "beijing"),
        ("北 京 市 人 民 政 府 公 报", "beijing"),
        ("陕西省人民政府公报", "shaanxi"),
        ("山西省人民政府公报", "shanxi"),
        ("广西壮族自治区人民政府公报", "guangxi"),
        ("中华人民共和国国务院公报", "guowuyuan"),
        ("北京市朝阳区人民政府公报", "北京市朝阳区人民政府公报"),
        ("北京市人民代表大会常务委员会公报", "北京市人民代表大会常务委员会公报"),
        ("Official Gazette", "OfficialGazette"),
        ("README.md", "README-md"),
        (None, "untitled"),
        ("\u202e", "untitled"),
    ],
)
def test_a_gazette_has_a_readable_folder(title: str | None, slug: str) -> None:
    assert gazette_slug(title) == slug


def test_two_gazettes_of_one_place_do_not_share_a_folder() -> None:
    assert len({gazette_slug(f"{place}人民政府公报") for place in ("北京市", "北京市海淀区", "河北省", "河南省")}) == 4


@pytest.mark.parametrize(
    ("changes", "ref"),
    [
        ({}, "云岚市人民政府公报/2025/007"),
        ({"number": 1234}, "云岚市人民政府公报/2025/1234"),
        ({"number": None, "total_number": 909}, "云岚市人民政府公报/2025/total-0909"),
        ({"number": None}, "云岚市人民政府公报/2025/2025-06-01"),
        ({"year": None}, "云岚市人民政府公报/2025/007"),
        ({"year": None, "date": None, "documents": ()}, "云岚市人民政府公报/undated/007"),
        ({"kind": "compilation", "title": "夜市政策汇编"}, "compilations/2025/夜市政策汇编"),
        ({"kind": "document", "year": None}, "documents/2025/云政发〔2025〕7号"),
    ],
)
def test_an_issue_has_its_folder(changes: dict[str, object], ref: str) -> None:
    assert issue_ref(made_issue(b"x", **changes)) == ref


def test_a_document_without_a_number_is_told_apart_by_its_day_and_else_by_its_bytes() -> None:
    issue = made_issue(kind="document", title="夜市条例", year=None, date="2023-12-29")
    unnumbered = replace(issue, documents=(replace(issue.documents[0], doc_number=None, date=None),))
    assert issue_ref(unnumbered) == "documents/2023/夜市条例-2023-12-29"
    undated = replace(unnumbered, date=None)
    other = replace(undated, source=replace(undated.source, sha256="f" * 64))
    assert issue_ref(undated).startswith("documents/undated/夜市条例-")
    assert issue_ref(undated) != issue_ref(other)


def test_a_name_for_the_gazette_goes_before_its_title() -> None:
    assert issue_ref(made_issue(), "yunlan") == "yunlan/2025/007"
    assert issue_ref(made_issue(kind="document", year=None), "yunlan") == "yunlan/2025/云政发〔2025〕7号"
    assert issue_ref(made_issue(), "../--x") == "x/2025/007"
    with pytest.raises(StoreError, match="no name"):
        issue_ref(made_issue(), "..")


def test_documents_have_their_number_or_title_in_order() -> None:
    issue = made_issue()
    first = issue.documents[0]
    many = replace(issue, documents=(first, replace(first, doc_number=None, title="关于 夜市\n的通知")))
    assert document_names(many) == ("01-云政发〔2025〕7号.md", "02-关于夜市的通知.md")
    assert document_names(replace(issue, documents=(first,) * 100))[0].startswith("001-")


@pytest.mark.parametrize("reserved", ["con", "CON", "nul.txt", "Com1", "LPT9.a.b", "aux"])
def test_names_of_devices_are_not_used(reserved: str) -> None:
    assert safe_name(reserved).startswith("_")


def test_a_long_name_is_cut_and_told_apart() -> None:
    one, other = safe_name("关于" * 200 + "甲"), safe_name("关于" * 200 + "乙")
    assert one != other
    assert len(one.encode()) < 200


def test_the_suffix_comes_from_what_the_bytes_are() -> None:
    assert source_name("application/pdf") == "source.pdf"
    assert source_name("something/else") == "source.bin"


def test_a_document_is_one_provision_a_line_and_no_markup_of_its_own() -> None:
    issue = made_issue()
    document = issue.documents[0]
    article = replace(
        document.instruments[0].body[0],
        text="<script>*不*得[链接](javascript:x)\n第二行",
        children=(replace(document.instruments[0].body[0], level="item", label="(一)", text="- 项"),),
    )
    table = replace(article, level="table", label=None, text="", children=(), rows=(("名|称", "数"), ("甲",)))
    instrument = replace(document.instruments[0], body=(article, table))
    lines = document_text(replace(document, instruments=(instrument,))).splitlines()
    assert lines[0] == "# 关于夜市的通知"
    assert r"**第一条**　\<script>\*不\*得\[链接\](javascript:x) 第二行" in lines
    assert "(一)- 项" in lines
    assert [line for line in lines if line.startswith("|")] == [r"| 名\|称 | 数 |", "| --- | --- |", "| 甲 |  |"]
