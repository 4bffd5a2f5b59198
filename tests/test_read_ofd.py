"""OFDs made here (GB/T 33190), read as the PDFs of the same pages are; and OFDs made to crash or stall a reader."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.ofd_samples import SPACE, box_object, content_of, ofd, package, page, text_object, xml
from tests.read_samples import Sheet, Typesetter, pdf, table
from tracker.errors import EmptySource, EncryptedSource, ScannedSource, SourceTooLarge, UnreadableSource
from tracker.parse import parse
from tracker.read import read_bytes


def text(data: bytes) -> str:
    return read_bytes(data, "sample.ofd").text


def gazette() -> Typesetter:
    setter = Typesetter()
    setter.centred("某某市人民政府关于印发样本办法的通知")
    setter.centred("某政发〔2031〕7号")
    setter.paragraph("各区人民政府：", 0)
    for number in range(1, 31):
        setter.paragraph(
            f"第{number}条 为了试验排版，制定本办法，这里是一个相当长的句子，它要跨过几行才算结束，数字是12.5万元。"
        )
    return setter


def test_an_ofd_reads_as_the_pdf_of_the_same_pages() -> None:
    sheets = gazette().sheets
    source = read_bytes(ofd(sheets), "sample.ofd")
    assert source.text == read_bytes(pdf(sheets), "sample.pdf").text
    assert source.media_type == "application/ofd"
    assert parse(source).documents[0].doc_number == "某政发〔2031〕7号"


def test_running_heads_and_page_numbers_are_marked() -> None:
    sheets = gazette().sheets
    for number, sheet in enumerate(sheets, 1):
        sheet.lines.append((250.0, 60.0, 10.5, "某某市人民政府公报"))
        sheet.lines.append((280.0, 800.0, 10.5, f"— {number} —"))
    source = read_bytes(ofd(sheets), "sample.ofd")
    assert {noise.kind for noise in source.furniture} == {"running-head", "page-number"}
    assert len(source.furniture) == 2 * len(sheets)


def test_a_table_by_its_ruled_lines() -> None:
    widths, heights = (80.0, 160.0), (30.0, 30.0, 30.0)
    cells = [("序号", "名称"), ("1", "清淤船"), ("2", "挖泥船")]
    lines = [(110.0, 90.0, 12.0, "设备表")]
    for row, (first, second) in enumerate(cells):
        lines += [(110.0, 120.0 + 30 * row, 12.0, first), (190.0, 120.0 + 30 * row, 12.0, second)]
    sheet = Sheet(lines=lines, boxes=table(100.0, 100.0, widths, heights))
    assert text(ofd([sheet])).splitlines() == ["设备表", "", "序号\t名称", "1\t清淤船", "2\t挖泥船"]


def test_lines_of_single_letters_in_any_order_scaled_by_a_matrix() -> None:
    letters = [text_object(100 + 12 * i, 100, 12, letter) for i, letter in enumerate("第一条本办法")]
    scaled = (
        '<ofd:TextObject ID="3" Boundary="35 45 100 10" Size="2" CTM="2 0 0 2 0 0">'
        '<ofd:TextCode X="0" Y="2" DeltaX="2 g 2 2.0 2">由市政府</ofd:TextCode>'
        '<ofd:TextCode X="8.2" Y="2" DeltaX="2 2">负责。</ofd:TextCode></ofd:TextObject>'
    )
    assert text(package([page("".join(reversed(letters)) + scaled)])) == "第一条本办法\n\n由市政府负责。\n"


def test_pages_stand_in_the_order_of_the_document_and_templates_below_them() -> None:
    whole = package(
        [page(text_object(100, 100, 12, "第一页的文字。")), page(text_object(100, 100, 12, "第二页的文字。"))],
        parts={
            "Doc_0/Tpl.xml": page(text_object(100, 50, 12, "模板的文字。")),
            "Doc_0/Document.xml": xml(
                "Document",
                '<ofd:CommonData><ofd:TemplatePage ID="7" BaseLoc="Tpl.xml"/></ofd:CommonData><ofd:Pages>'
                '<ofd:Page ID="2" BaseLoc="/Doc_0/Pages/Page_1/Content.xml"/>'
                '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>',
            ),
            "Doc_0/Pages/Page_0/Content.xml": page(
                text_object(100, 100, 12, "第一页的文字。"), before='<ofd:Template TemplateID="7"/>'
            ),
            "Doc_0/Annots/Page_0/Annotation.xml": page(text_object(100, 200, 12, "批注的文字。")),
        },
    )
    assert text(whole).split() == ["第二页的文字。", "模板的文字。", "第一页的文字。"]


def test_what_is_hidden_or_off_the_page_is_not_read() -> None:
    shown = text_object(100, 100, 12, "看得见的文字。")
    hidden = text_object(100, 150, 12, "看不见的文字。").replace("<ofd:TextObject", '<ofd:TextObject Visible="false"')
    assert text(package([page(shown + hidden + text_object(100, 2000, 12, "页外"))])) == "看得见的文字。\n"


def test_a_letter_drawn_twice_to_make_it_bold_counts_once() -> None:
    assert text(package([page(text_object(100, 100, 12, "标题") + text_object(100.4, 100, 12, "标题"))])) == "标题\n"


# --- broken and hostile files -----------------------------------------------------------------------------------------


def test_a_scan_says_so() -> None:
    with pytest.raises(ScannedSource, match="pictures"):
        text(ofd([Sheet(picture=True)]))


def test_a_page_that_is_a_picture_among_pages_of_text_is_told() -> None:
    source = read_bytes(ofd([*gazette().sheets, Sheet(picture=True)]), "sample.ofd")
    assert [found.code for found in source.diagnostics] == ["unreadable"]


def test_an_ofd_without_text_or_pages() -> None:
    with pytest.raises(EmptySource, match="no text"):
        text(ofd([Sheet()]))
    with pytest.raises(EmptySource, match="no pages"):
        text(ofd([]))


@pytest.mark.parametrize(
    ("part", "content", "match"),
    [
        ("Doc_0/Pages/Page_0/Content.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "DTD"),
        ("Doc_0/Pages/Page_0/Content.xml", "<ofd:Page", "no XML"),
        (
            "Doc_0/Document.xml",
            xml("Document", '<ofd:Pages><ofd:Page BaseLoc="../../x"/></ofd:Pages>'),
            "page 1",
        ),
        ("OFD.xml", xml("OFD", "<ofd:DocBody><ofd:DocRoot>../x.xml</ofd:DocRoot></ofd:DocBody>"), "missing"),
    ],
)
def test_parts_that_are_none(part: str, content: str, match: str) -> None:
    with pytest.raises(UnreadableSource, match=match):
        text(package([page("")], parts={part: content}))


def test_numbers_without_sense_do_not_crash() -> None:
    odd = (
        f'<ofd:TextObject {SPACE} Boundary="a b" Size="1e400"><ofd:TextCode>甲</ofd:TextCode></ofd:TextObject>'
        '<ofd:TextObject Boundary="10 10 5 5" Size="4" CTM="nan 0 0 inf 0 0">'
        '<ofd:TextCode X="x" Y="4" DeltaX="g 99999999999 1 g g">乙丙</ofd:TextCode></ofd:TextObject>'
        '<ofd:PathObject Boundary="0 0 1 1"><ofd:AbbreviatedData>M 1 L B 2 2 Z - . C S</ofd:AbbreviatedData>'
        "</ofd:PathObject><!-- remark --><?x y?>"
    )
    assert "丁" in text(package([page(odd + text_object(100, 100, 12, "丁"))]))


def test_lines_and_letters_of_no_size_draw_no_table() -> None:
    widths, heights = (80.0, 160.0), (30.0, 30.0)
    words = ((110.0, 120.0, "序号"), (190.0, 120.0, "名称"), (110.0, 150.0, "1"), (190.0, 150.0, "泵"))
    lines = [(x, y, 12.0, word) for x, y, word in words]
    content = content_of(Sheet(lines=lines, boxes=table(100.0, 100.0, widths, heights)))
    far = content.replace("M 0 0 L", "M 0 0 L 0 1e308 L 0 -1e300 L")
    code = '<ofd:TextCode X="0" Y="0">小</ofd:TextCode>'
    tiny = f'<ofd:TextObject Boundary="40 40 9 9" Size="0.00001">{code}</ofd:TextObject>'
    assert "小" not in text(package([page(far + tiny)]))
    assert text(package([page(content + tiny)])) == "序号\t名称\n1\t泵\n"


def test_blocks_inside_blocks_without_end() -> None:
    deep = "<ofd:PageBlock>" * 100 + text_object(100, 100, 12, "深") + "</ofd:PageBlock>" * 100
    assert text(package([page(deep + text_object(100, 100, 12, "浅"))])) == "浅\n"


def test_an_archive_that_unpacks_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = package([page(text_object(100, 100, 12, "文字" * 500))])
    monkeypatch.setattr("tracker.read.ofd.package.LARGEST_PART", 200)
    with pytest.raises(SourceTooLarge, match="unpacks"):
        text(whole)
    monkeypatch.setattr("tracker.read.ofd.package.MOST_PARTS", 1)
    with pytest.raises(SourceTooLarge, match="unpacks"):
        text(whole)


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.read.ofd.pages.MOST_PAGES", 1)
    with pytest.raises(SourceTooLarge, match="pages"):
        text(package([page(""), page("")]))


def test_damaged_and_locked_archives() -> None:
    whole = ofd(gazette().sheets)
    with pytest.raises(UnreadableSource):
        text(whole[: len(whole) // 2])
    start = whole.index(b"PK\x01\x02")
    with pytest.raises(EncryptedSource):
        text(whole[: start + 8] + bytes([whole[start + 8] | 1]) + whole[start + 9 :])
    middle = len(whole) // 3
    broken = whole[:middle] + b"\xff" * 40 + whole[middle + 40 :]
    with pytest.raises(UnreadableSource):
        text(broken)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("folder/OFD.xml.txt", "x")
    with pytest.raises(UnreadableSource, match=r"OFD\.xml"):
        text(out.getvalue())


def test_a_stroked_path_and_one_with_a_curve() -> None:
    frame = (
        '<ofd:PathObject Boundary="20 20 60 30"><ofd:AbbreviatedData>M 0 0 L 60 0 L 60 30 L 0 30 C M 30 0 L 30 30 '
        "M 0 15 L 60 15 M 0 0 Q 1 1 2 2</ofd:AbbreviatedData></ofd:PathObject>"
    )
    at = 72 / 25.4
    cells = [(22, 30, "甲"), (52, 30, "乙"), (22, 45, "丙"), (52, 45, "丁")]
    words = "".join(text_object(x * at, y * at, 12, letter) for x, y, letter in cells)
    assert text(package([page(frame + words + box_object(0, 800, 2, 2))])) == "甲\t乙\n丙\t丁\n"
