from __future__ import annotations

import pytest

from tests.read_samples import Box, Placed, Sheet, Typesetter, letters, pdf, table
from tracker.errors import EmptySource, ScannedSource, UnreadableSource
from tracker.model import SourceText
from tracker.read import read_bytes

LONG = "为了规范样本的排版，按照有关规定，结合本市实际，制定下列措施，由有关部门负责组织实施，任何单位不得擅自变更。"


def read(data: bytes) -> SourceText:
    return read_bytes(data, "样本.pdf")


def without_furniture(source: SourceText) -> str:
    text = source.text
    for noise in reversed(source.furniture):
        text = text[: noise.span[0]] + text[noise.span[1] :]
    return text


def lines(source: SourceText) -> list[str]:
    return [line for line in without_furniture(source).split("\n") if line]


def test_wrapped_lines_become_paragraphs() -> None:
    setter = Typesetter()
    paragraphs = [f"第{place}项" + LONG * 2 for place in range(8)]
    for paragraph in paragraphs:
        setter.paragraph(paragraph)
    source = read(setter.pdf())
    assert lines(source) == paragraphs
    assert source.reflowed
    assert source.media_type == "application/pdf"


def test_a_paragraph_over_a_page_break_is_joined_when_the_furniture_is_taken_out() -> None:
    setter = Typesetter(rows=5)
    paragraphs = [LONG * 3, LONG * 2, LONG * 4]
    for paragraph in paragraphs:
        setter.paragraph(paragraph)
    source = read(setter.pdf())
    assert lines(source) == paragraphs
    assert {noise.kind for noise in source.furniture} == {"running-head", "page-number"}
    assert all("— " in source.text[slice(*noise.span)] for noise in source.furniture if noise.kind == "page-number")


@pytest.mark.parametrize("left", [50.0, 120.0])
@pytest.mark.parametrize(("em", "pitch"), [(10.5, 17.0), (16.0, 28.0)])
def test_the_layout_is_found_whatever_its_measures_are(left: float, em: float, pitch: float) -> None:
    setter = Typesetter(left=left, em=em, pitch=pitch, width=24.0)
    paragraphs = [f"{place}" + LONG * 2 for place in "甲乙丙丁戊己"]
    for paragraph in paragraphs:
        setter.paragraph(paragraph)
    assert lines(read(setter.pdf())) == paragraphs


def test_lines_of_a_centred_title_are_neighbours_and_the_number_stands_alone() -> None:
    setter = Typesetter()
    setter.centred("某某市人民政府", 22)
    setter.centred("关于印发样本办法的通知", 22)
    setter.skip()
    setter.centred("某政发〔2031〕7号")
    setter.paragraph(LONG * 2)
    setter.paragraph(LONG)
    text = without_furniture(read(setter.pdf()))
    assert "某某市人民政府\n关于印发样本办法的通知\n\n某政发〔2031〕7号\n\n为了" in text


def test_a_title_that_fills_its_line_goes_on() -> None:
    setter = Typesetter()
    title = "某某市人民政府关于印发某某市样本排版管理办法和有关实施细则的通知"
    setter.centred(title[:19], 22)
    setter.centred(title[19:], 22)
    setter.paragraph(LONG * 2)
    setter.paragraph(LONG)
    assert title in lines(read(setter.pdf()))


def test_signature_and_date_are_lines_of_their_own() -> None:
    setter = Typesetter()
    setter.paragraph(LONG * 2)
    setter.paragraph("特此通知。")
    setter.right("某某市样本局")
    setter.right("2031年3月4日")
    assert without_furniture(read(setter.pdf())).endswith("特此通知。\n\n某某市样本局\n\n2031年3月4日\n\n")


def test_an_article_that_is_not_indented_begins_a_paragraph() -> None:
    setter = Typesetter()
    first = "第一条　" + "甲" * 20 + "。"  # with its indent it fills the line exactly
    setter.paragraph(first)
    setter.paragraph("第二条　" + LONG, indent=0.0)
    for _ in range(3):
        setter.paragraph(LONG * 2)
    assert lines(read(setter.pdf()))[:2] == [first, "第二条　" + LONG]


def test_hanging_indents_belong_to_the_item() -> None:
    setter = Typesetter()
    for _ in range(4):
        setter.paragraph(LONG * 2)
    setter.line("1.各单位应当按照下列要求报送样本材料并对材料的真实性负责任", 0.0)
    setter.line("于每年三月底前送达样本主管部门，逾期不予受理。", 1.0)
    assert lines(read(setter.pdf()))[-1].startswith("1.各单位")
    assert lines(read(setter.pdf()))[-1].endswith("逾期不予受理。")


@pytest.mark.parametrize("form", ["— {} —", "- {} -", "第{}页", "{}", "·{}·", "第 {} 页 共 9 页"])
def test_page_numbers_of_every_form_are_furniture(form: str) -> None:
    sheets = []
    for page in range(5):
        sheet = Sheet(lines=[(80, 120 + 28 * row, 16, f"第{page}页第{row}行的正文文字。") for row in range(6)])
        sheet.lines.append((290, 800, 10, form.format(page + 31)))
        sheets.append(sheet)
    source = read(pdf(sheets))
    assert [noise.kind for noise in source.furniture] == ["page-number"] * 5
    assert "31" not in without_furniture(source)


def test_running_heads_may_differ_on_odd_and_even_pages_and_by_section() -> None:
    sheets = []
    for page in range(8):
        head = (
            "某某市公报 2031年第3期" if page % 2 else ("法规" if page < 2 else "部门文件" if page < 7 else "人事任免")
        )
        sheet = Sheet(lines=[(80, 50, 9, head)])
        sheet.lines += [(80, 120 + 28 * row, 16, f"第{page}页里的第{row}行正文文字各不相同。") for row in range(7)]
        sheets.append(sheet)
    source = read(pdf(sheets))
    assert len(source.furniture) == 8
    assert "人事任免" not in without_furniture(source)


def test_a_first_line_that_recurs_in_the_text_is_text() -> None:
    sheets = []
    for page in range(9):
        first = "样本目录" if page % 3 == 0 else f"第{page}页的第一行写着别的内容"
        sheets.append(
            Sheet(lines=[(80, 120 + 28 * row, 16, first if not row else LONG[row : row + 20]) for row in range(6)])
        )
    assert without_furniture(read(pdf(sheets))).count("样本目录") == 3


def rows(source: SourceText) -> list[list[str]]:
    return [line.split("\t") for line in lines(source) if "\t" in line]


def test_a_ruled_table_gives_rows_and_joins_the_lines_of_a_cell() -> None:
    boxes = table(80, 200, [40, 200, 120], [30, 50, 30])
    cells = [(84, 220, 12, "序号"), (124, 220, 12, "名称"), (324, 220, 12, "文号"), (84, 250, 12, "1")]
    cells += [
        (124, 245, 12, "某某市样本局关于印发样本排版办法"),
        (124, 265, 12, "的通知"),
        (324, 250, 12, "某样发〔2031〕1号"),
    ]
    cells += [(84, 300, 12, "2"), (124, 300, 12, "样本管理规定")]
    sheet = Sheet(lines=[(80, 150, 16, "附件"), *cells, (80, 400, 16, "表后的文字。")], boxes=boxes)
    source = read(pdf([sheet]))
    assert rows(source) == [
        ["序号", "名称", "文号"],
        ["1", "某某市样本局关于印发样本排版办法的通知", "某样发〔2031〕1号"],
        ["2", "样本管理规定", ""],
    ]
    assert source.text.index("附件") < source.text.index("序号") < source.text.index("表后的文字")


def test_cells_that_span_stand_in_their_first_row_and_column() -> None:
    boxes: list[Box] = [(80, 200, 300, 0.5), (180, 230, 200, 0.5), (80, 260, 300, 0.5)]
    boxes += [(80, 200, 0.5, 60), (180, 200, 0.5, 60), (280, 230, 0.5, 30), (380, 200, 0.5, 60)]
    cells: list[Placed] = [
        (84, 232, 12, "项目"),
        (240, 220, 12, "金额"),
        (184, 250, 12, "上年"),
        (284, 250, 12, "本年"),
    ]
    assert rows(read(pdf([Sheet(lines=cells, boxes=boxes)]))) == [["项目", "金额", ""], ["", "上年", "本年"]]


def test_a_row_that_the_page_break_cuts_is_one_row() -> None:
    first = Sheet(
        lines=[(84, 220, 12, "1"), (124, 220, 12, "甲规定"), (84, 250, 12, "2"), (124, 250, 12, "某某市样本局关于印发")]
    )
    first.boxes = table(80, 200, [40, 130], [30, 30], closed=False)
    second = Sheet(lines=[(124, 120, 12, "样本办法的通知"), (84, 150, 12, "3"), (124, 150, 12, "丙规定")])
    second.boxes = [box for box in table(80, 100, [40, 130], [30, 30]) if box[1] != 100 or box[2] < 1]
    assert rows(read(pdf([first, second]))) == [
        ["1", "甲规定"],
        ["2", "某某市样本局关于印发样本办法的通知"],
        ["3", "丙规定"],
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"左栏第{row}行的文字写到这里为止了啊" for row in range(12)]
    right = [f"右栏第{row}行的文字写到这里为止了啊" for row in range(12)]
    sheet = Sheet()
    for row in range(12):
        sheet.lines += [(60, 120 + 20 * row, 12, left[row]), (320, 120 + 20 * row, 12, right[row])]
    text = "".join(read(pdf([sheet])).text.split())
    assert text == "".join(left + right)


def test_radicals_become_characters() -> None:
    setter = Typesetter()
    setter.paragraph("⽂件⾄⽇起施⾏，⻓期有效。")
    assert lines(read(setter.pdf())) == ["文件至日起施行，长期有效。"]


def test_latin_words_are_parted_and_numbers_are_not() -> None:
    setter = Typesetter()
    for _ in range(3):
        setter.paragraph(LONG * 2)
    setter.line("金额为" + "甲" * 21 + "12", 2.0)
    setter.line("345元，其余各行照此办理。", 0.0)
    setter.line("Administrative measures for all the newest samples", 2.0)
    setter.line("of the typesetting office of the city and its district", 0.0)
    setter.line("and its towns", 0.0)
    text = without_furniture(read(setter.pdf()))
    assert "12345元" in text
    assert "newest samples of the typesetting office of the city and its district and its towns" in text


def test_a_picture_without_text_is_a_scan() -> None:
    with pytest.raises(ScannedSource, match="ocrmypdf"):
        read(pdf([Sheet(picture=True), Sheet(picture=True)]))


def test_one_picture_among_pages_is_a_diagnostic() -> None:
    setter = Typesetter()
    for _ in range(3):
        setter.paragraph(LONG * 9)
    source = read(pdf([*setter.sheets, Sheet(picture=True)]))
    assert [diagnostic.code for diagnostic in source.diagnostics] == ["unreadable"]
    assert f"PDF第{len(setter.sheets) + 1}页" in source.diagnostics[0].message


def test_pages_without_text_or_picture_are_empty() -> None:
    with pytest.raises(EmptySource):
        read(pdf([Sheet()]))


@pytest.mark.parametrize("share", [0.3, 0.7, 0.95])
def test_a_cut_pdf_is_an_error(share: float) -> None:
    setter = Typesetter()
    setter.paragraph(LONG)
    data = setter.pdf()
    with pytest.raises(UnreadableSource, match="cut off"):
        read(data[: int(len(data) * share)])


def test_a_damaged_pdf_is_an_error() -> None:
    with pytest.raises(UnreadableSource):
        read(b"%PDF-1.7\n" + b"\x8f\x02junk" * 500 + b"\n%%EOF")


def test_the_sample_typesetter_counts_letters() -> None:
    assert letters("第5条") == 2.5
