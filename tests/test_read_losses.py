"""What readers used to lose or read wrongly: formulas, symbols, raised figures, struck and hidden text, notes."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.read_samples import Sheet, pdf
from tracker.model import SourceText
from tracker.parse import parse
from tracker.read import read_bytes
from tracker.read.raised_characters import lowered, raised

MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def word(*paragraphs: str) -> SourceText:
    """A Word document whose paragraphs hold the given runs of markup."""
    document = docx.Document()
    for markup in paragraphs:
        document.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w')} {MATH}>{markup}</w:p>"))
    stream = io.BytesIO()
    document.save(stream)
    return read_bytes(stream.getvalue(), "样本.docx")


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def page(body: str, style: str = "") -> SourceText:
    return read_bytes(f"<html><head><style>{style}</style></head><body>{body}</body></html>".encode(), "样本.html")


def codes(source: SourceText) -> list[str]:
    return [diagnostic.code for diagnostic in source.diagnostics]


@pytest.mark.parametrize(
    ("plain", "high", "low"),
    [
        ("4", "⁴", "₄"),
        ("-3", "⁻³", "₋₃"),
        ("n", "ⁿ", "ₙ"),
        ("max", "^(max)", "_(max)"),
        ("[1]", "[1]", "[1]"),
        ("①", "①", "①"),
        ("th", "th", "th"),
        ("试行", "试行", "试行"),
        (" ", " ", " "),
    ],
)
def test_raised_and_lowered(plain: str, high: str, low: str) -> None:
    assert (raised(plain), lowered(plain)) == (high, low)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (
            "<m:f><m:num><m:r><m:t>缴存额</m:t></m:r></m:num><m:den><m:r><m:t>12</m:t></m:r></m:den></m:f>",
            "缴存额/12",
        ),
        (
            "<m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>c</m:t></m:r></m:den></m:f>",
            "(a+b)/c",
        ),
        ("<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>6</m:t></m:r></m:sup></m:sSup>", "10⁶"),
        ("<m:sSub><m:e><m:r><m:t>Q</m:t></m:r></m:e><m:sub><m:r><m:t>2</m:t></m:r></m:sub></m:sSub>", "Q₂"),
        ("<m:rad><m:e><m:r><m:t>S</m:t></m:r></m:e></m:rad>", "√(S)"),
        (
            (
                '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub><m:r><m:t>i=1</m:t></m:r></m:sub>'
                "<m:sup><m:r><m:t>n</m:t></m:r></m:sup><m:e><m:r><m:t>Aᵢ</m:t></m:r></m:e></m:nary>"
            ),
            "∑(i=1..n)Aᵢ",
        ),
        ("<m:d><m:e><m:r><m:t>x</m:t></m:r></m:e><m:e><m:r><m:t>y</m:t></m:r></m:e></m:d>", "(x|y)"),
    ],
)
def test_formulas_of_word_are_read_on_one_line(markup: str, text: str) -> None:
    assert word(f"{run('按')}<m:oMath>{markup}</m:oMath>{run('计算。')}").text == f"按{text}计算。\n"


def test_symbols_of_word_are_characters_or_told() -> None:
    source = word(
        f'{run("得分")}<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>{run("80分")}',
        f'<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>{run("同意")}',
        f'{run("见")}<w:r><w:sym w:font="Webdings" w:char="F021"/></w:r>',
        run("不高于\uf0a330%"),
    )
    assert source.text == "得分≥80分\n\n☑同意\n\n见〓\n\n不高于≤30%\n"
    (told,) = source.diagnostics
    assert (told.code, told.span) == ("unknown-symbol", (source.text.index("〓") + 1,) * 2)
    assert "Webdings F021" in told.message


def test_struck_text_is_no_text_and_is_told() -> None:
    off = '<w:strike w:val="0"/>'
    source = word(f"{run('应当在')}{run('20日', '<w:strike/>')}{run('10日')}{run('内答复。', off)}")
    assert source.text == "应当在10日内答复。\n"
    (told,) = source.diagnostics
    assert (told.code, told.span) == ("struck-text", (3, 3))
    assert "20日" in told.message


def test_a_paragraph_that_is_struck_as_a_whole_is_told_too() -> None:
    source = word(run("第一条 甲。"), run("第二条 乙。", "<w:dstrike/>"), run("第三条 丙。"))
    assert source.text == "第一条 甲。\n\n第三条 丙。\n"
    assert codes(source) == ["struck-text"]


def test_ruby_shows_its_base_only() -> None:
    ruby = "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
    assert word(f"{run('保护')}{ruby.format(run('pú'), run('濮'))}{run('水。')}").text == "保护濮水。\n"


def test_raised_and_lowered_runs_of_word() -> None:
    up, down = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
    source = word(f"{run('3×10')}{run('4', up)}{run('吨CO')}{run('2', down)}{run('，20m')}{run('2', up)}{run('。')}")
    assert source.text == "3×10⁴吨CO₂，20m²。\n"


@pytest.mark.parametrize(
    ("body", "style", "text"),
    [
        ("<p>罚款<del>500元</del><ins>800元</ins>。</p>", "", "罚款800元。"),
        ("<p>罚款<s>500元</s>800元。</p>", "", "罚款800元。"),
        ("<p>罚款<span style='color:red;text-decoration:line-through'>500元</span>800元。</p>", "", "罚款800元。"),
        ("<p>罚款<b class='old'>500元</b>800元。</p>", ".old{text-decoration:line-through red}", "罚款800元。"),
        ("<p>罚款<b class='old'>500元</b>。</p>", "@media print{.old{text-decoration:line-through}}", "罚款500元。"),
        ("<p>罚款<a>500元</a>。</p>", "a:hover{text-decoration:line-through}", "罚款500元。"),
        ("<p>面积3×10<sup>4</sup>m<sup>2</sup>。</p>", "", "面积3×10⁴m²。"),
        ("<p>第一条<sup>[1]</sup>本市。</p>", "", "第一条[1]本市。"),
        ("<p class='x'>旧文。</p><p>新文在此。</p>", ".x{display:none}", "新文在此。"),
        ("<p class='x y'>仍在。</p><p>新文在此。</p>", ".x{display:none}.y{display:block}", "仍在。\n\n新文在此。"),
        ("<div id='all'><p>全文由脚本显示。</p></div>", "#all{visibility:hidden}", "全文由脚本显示。"),
    ],
)
def test_a_page_is_read_as_a_browser_draws_it(body: str, style: str, text: str) -> None:
    assert page(body, style).text == f"{text}\n"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("⾏政机关应当⽤印。".encode(), "样本.txt"),
        ("<p>⾏政机关应当⽤印。</p>".encode(), "样本.html"),
        ("\uf98e度⼲部。".encode(), "样本.txt"),
    ],
)
def test_radicals_become_characters_in_every_format(data: bytes, name: str) -> None:
    assert read_bytes(data, name).text.strip() in {"行政机关应当用印。", "年度干部。"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_every_line_end_ends_a_line(end: str) -> None:
    assert read_bytes(f"第一条 甲。{end}第二条 乙。{end}".encode(), "样本.txt").text == "第一条 甲。\n第二条 乙。\n"


def test_raised_figures_and_footnotes_of_a_pdf() -> None:
    size = 12.0
    sheet = Sheet(lines=[(60, 80 + 24 * i, size, f"第{n}条　甲方应当依照本办法办理。") for i, n in enumerate("一二三")])
    sheet.lines += [(60, 160, size, "总量为10"), (60 + 4 * size, 155, 6, "4"), (60 + 4 * size + 3, 160, size, "吨")]
    sheet.lines += [
        (60, 184, size, "停车场"),
        (60 + 3 * size, 179, 6, "1"),
        (60 + 3 * size + 3, 184, size, "应当公示。"),
    ]
    sheet.lines += [(60, 760, 5, "1"), (63, 764, 9, "不含立体车库。")]
    after = Sheet(lines=[(60, 80, size, "第四条　本办法自公布之日起施行。")])
    text = read_bytes(pdf([sheet, after]), "样本.pdf").text
    assert "总量为10⁴吨" in text
    assert "停车场¹应当公示。" in text
    assert text.endswith("第四条　本办法自公布之日起施行。\n\n¹不含立体车库。\n")


def test_a_footnote_is_a_note_and_no_paragraph_of_the_last_article() -> None:
    source = read_bytes(
        "某市车库办法\n\n第一条　车库[1]免费。\n\n第二条　本办法自公布之日起施行。\n\n[1]限公共车库。\n".encode(),
        "a.txt",
    )
    body = parse(source).documents[0].instruments[0].body
    assert [(node.level, node.label) for node in body] == [("article", "第一条"), ("article", "第二条"), ("note", None)]


def test_a_box_in_a_cell_stands_once_and_an_empty_cell_shows_its_number() -> None:
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>折半</w:t></w:r></w:p></w:txbxContent>'
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>折半</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).paragraphs[0].style = document.styles["List Number"]
    table.cell(0, 1).text = "甲"
    table.cell(1, 0).paragraphs[0].style = document.styles["List Number"]
    paragraph = parse_xml(f"<w:p {nsdecls('w')}>{run('乙')}{box}</w:p>")
    cell = table.cell(1, 1)._tc  # noqa: SLF001  # python-docx has no way to put a text box into a cell
    cell.replace(cell.p_lst[0], paragraph)
    stream = io.BytesIO()
    document.save(stream)
    assert read_bytes(stream.getvalue(), "样本.docx").text == "1\t甲\n2\t乙折半\n"


@pytest.mark.parametrize("tab", ["x", "详情", "index.html"])
def test_what_the_tab_of_a_page_says_is_no_title_without_words(tab: str) -> None:
    source = read_bytes(f"<title>{tab}</title><p>某市车库办法</p><p>第一条 车库免费。</p>".encode(), "样本.html")
    assert source.text == "某市车库办法\n\n第一条 车库免费。\n"
