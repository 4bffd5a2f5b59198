from __future__ import annotations

import pytest

from tests.gazettes import parsed
from tracker.language.scripts import is_foreign, is_of_the_mainland, is_traditional, simplified

LAW = (
    "瀾亭市人民政府關於印發瀾亭市溝渠規定的通知\n\n瀾政〔2012〕7號\n\n"
    "各縣人民政府：\n\n現將《瀾亭市溝渠規定》印發給你們。\n\n"
    "瀾亭市人民政府\n\n二○一二年三月四日\n\n瀾亭市溝渠規定\n\n"
    "第一條 為了護溝，制定本規定。\n\n第一百零五條 有下列情形的，應當報告：\n\n"
    "（一）損壞；\n\n（二）淤積。\n\n"
    "第一百零六條 本規定自2012年5月1日起施行。《瀾亭市溝渠辦法》（瀾政〔2003〕2號）同時廢止。\n"
)


def test_signs_stand_for_signs() -> None:
    assert simplified("第一百零五條 縣級機關應當報告") == "第一百零五条 县级机关应当报告"
    assert len(simplified(LAW)) == len(LAW)


def test_a_traditional_text_is_read_as_a_simplified_one_and_kept_as_printed() -> None:
    issue = parsed(LAW)
    (document,) = issue.documents
    assert document.title == "瀾亭市人民政府關於印發瀾亭市溝渠規定的通知"
    assert document.doc_number == "瀾政〔2012〕7號"
    assert (document.date, document.issuers) == ("2012-03-04", ("瀾亭市人民政府",))
    measure = document.instruments[1]
    assert [(node.label, node.text) for node in measure.body][-1][0] == "第一百零六條"
    assert document.effective is not None
    assert (document.effective.start, document.effective.quote) == ("2012-05-01", "本規定自2012年5月1日起施行。")
    assert [repeal.title for repeal in document.repeals] == ["瀾亭市溝渠辦法"]
    assert "script-traditional" not in {found.code for found in issue.diagnostics}


def test_stray_signs_make_no_traditional_text() -> None:
    assert not is_traditional("第一条 为了护沟，制定本規定。" * 20)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Regulations of the City of Lanting on Ditches. Article 1.", "language-foreign"),
        ("瀾亭區渠務規則第一條為施行法例，訂定本規則。主管機關認為應當時，得發還證書。" * 4, "script-traditional"),
    ],
)  # fmt: skip
def test_a_text_that_is_no_mainland_document_says_so(text: str, code: str) -> None:
    assert code in {found.code for found in parsed(text).diagnostics}


def test_a_chinese_text_with_latin_names_is_chinese() -> None:
    assert not is_foreign("采用 ISO 14064 和 GB/T 9704 标准的单位应当报告核查结果。")


def test_an_english_contents_list_makes_no_foreign_gazette() -> None:
    english = "Notice of the Office of the People's Government of Nanhe Province on Forests (3)\n" * 60
    chinese = "第一条 为了护林，各级林业主管部门应当加强管理，落实责任，定期巡查并公布结果。\n" * 200
    assert "language-foreign" not in {found.code for found in parsed(english + chinese).diagnostics}


@pytest.mark.parametrize(
    ("text", "of_the_mainland"),
    [
        ("中华人民共和国国家海洋局令第12号", True),
        ("岚市人民政府关于灯塔的通知", True),
        ("中华人民共和国香港特别行政区政府宪报", False),
        ("行政院令 中华民国112年5月10日", False),
        ("关于与香港特别行政区政府合作的通知 南政发〔2011〕5号", True),
        ("农业发展条例", False),
    ],
)
def test_texts_of_the_mainland_by_the_bodies_they_name(text: str, of_the_mainland: bool) -> None:  # noqa: FBT001 - a table
    assert is_of_the_mainland(text) is of_the_mainland


def test_a_text_of_another_place_states_no_law_and_says_so() -> None:
    issue = parsed(
        "農業發展條例施行細則\n\n中華民國112年5月10日\n\n第三條　農業用地依下列規定認定，應當申請許可證。\n\n"
        "第四條　違反規定者，由主管機關處罰鍰。\n\n第五條　本細則自發布日施行。\n"
    )
    assert [found.code for found in issue.diagnostics] == ["script-traditional"]
    assert issue.documents[0].effective is None


def test_a_text_in_english_has_its_first_line_as_title() -> None:
    words = "Regulations that are long enough to be no title of any text whatever they may be about here"
    issue = parsed(f"Regulations on Lighthouses\n\n{words}\n\n{words}\n\nArticle 1 These Regulations take effect.\n")
    assert issue.documents[0].title == "Regulations on Lighthouses"
    assert [found.code for found in issue.diagnostics] == ["language-foreign"]
