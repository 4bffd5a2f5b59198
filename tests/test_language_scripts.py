from __future__ import annotations

import pytest

from tests.gazettes import parsed
from tracker.language.scripts import is_foreign, is_traditional, simplified

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
