from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tracker.errors import EmptySource, SourceTooLarge, UnreadableSource
from tracker.read import read_bytes

Document = Any


def element(markup: str) -> Any:  # noqa: ANN401  # python-docx has no types
    head, _, tail = markup.partition(" ") if " " in markup.partition(">")[0] else markup.partition(">")
    joint = " " if " " in markup.partition(">")[0] else ">"
    return parse_xml(f"{head} {nsdecls('w')}{joint}{tail}")


def data_of(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def text(document: Document) -> str:
    return read_bytes(data_of(document), "样本.docx").text


def numbered(document: Document, levels: list[tuple[str, str, str]]) -> None:
    """A list with (format, text, suffix) a level, as number 77."""
    root = document.part.numbering_part.element
    parts = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{label}"/></w:lvl>'
        for i, (form, label, suffix) in enumerate(levels)
    )
    root.append(element(f'<w:abstractNum w:abstractNumId="77">{parts}</w:abstractNum>'))
    root.append(element('<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    root.append(element(f'<w:num w:numId="78"><w:abstractNumId w:val="77"/>{override}</w:num>'))


def item(document: Document, words: str, level: int, number: int = 77) -> None:
    properties = document.add_paragraph(words)._p.get_or_add_pPr()  # noqa: SLF001  # python-docx has no other way
    properties.append(element(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'))


def test_paragraphs_titles_and_indents() -> None:
    document = docx.Document()
    for words in ("某某市样本局", "关于印发样本办法的通知", "某样发〔2031〕7号"):
        document.add_paragraph(words).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("　　各单位：")
    document.add_paragraph("")
    document.add_paragraph("请遵照执行。")
    assert text(document) == "某某市样本局\n关于印发样本办法的通知\n\n某样发〔2031〕7号\n\n各单位：\n\n请遵照执行。\n"


def test_automatic_numbers_become_labels() -> None:
    document = docx.Document()
    numbered(
        document,
        [
            ("chineseCountingThousand", "第%1条", "tab"),
            ("chineseCounting", "（%2）", "nothing"),
            ("decimal", "%3.", "space"),
        ],
    )
    item(document, "目的。", 0)
    item(document, "范围：", 0)
    item(document, "甲；", 1)
    item(document, "乙：", 1)
    item(document, "细目。", 2)
    item(document, "施行。", 0)
    item(document, "丙。", 1)
    item(document, "重新编号。", 0, 78)
    assert text(document).split("\n\n") == [
        "第一条 目的。",
        "第二条 范围：",
        "（一）甲；",
        "（二）乙：",
        "1. 细目。",
        "第三条 施行。",
        "（一）丙。",
        "第一条 重新编号。\n",
    ]


def test_numbers_of_a_style() -> None:
    document = docx.Document()
    numbered(document, [("chineseCounting", "%1、", "nothing")])
    style = document.styles["Heading 1"].element.get_or_add_pPr()
    style.append(element('<w:numPr><w:numId w:val="77"/></w:numPr>'))
    document.add_paragraph("总则", style="Heading 1")
    document.add_paragraph("附则", style="Heading 1")
    assert text(document) == "一、总则\n\n二、附则\n"


def test_tracked_changes_are_accepted() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("保留")._p  # noqa: SLF001
    paragraph.append(element('<w:del w:id="1" w:author="甲"><w:r><w:delText>删除</w:delText></w:r></w:del>'))
    paragraph.append(element('<w:ins w:id="2" w:author="甲"><w:r><w:t>插入</w:t></w:r></w:ins>'))
    joined = document.add_paragraph("前半")._p.get_or_add_pPr()  # noqa: SLF001
    joined.append(element('<w:rPr><w:del w:id="3" w:author="甲"/></w:rPr>'))
    document.add_paragraph("后半")
    assert text(document) == "保留插入\n\n前半后半\n"


def test_hidden_text_fields_and_headers_stay_out() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    paragraph = document.add_paragraph("正文")._p  # noqa: SLF001
    paragraph.append(element("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"))
    paragraph.append(element("<w:r><w:instrText>PAGE</w:instrText></w:r>"))
    paragraph.append(element("<w:r><w:br/><w:t>下一行</w:t></w:r>"))
    assert text(document) == "正文\n\n下一行\n"


def test_tables_with_merged_cells() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row, words in enumerate((["序号", "金额", ""], ["", "上年", "本年"], ["1", "某样发\n〔2031〕1号", "5"])):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    assert text(document) == "序号\t金额\t\n\t上年\t本年\n1\t某样发〔2031〕1号\t5\n"


def test_a_table_of_one_cell_is_a_frame() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "框内的文字。"
    assert text(document) == "框内的文字。\n"


def test_an_empty_document_says_so() -> None:
    with pytest.raises(EmptySource):
        text(docx.Document())


def test_a_cut_document_says_so() -> None:
    document = docx.Document()
    document.add_paragraph("文字")
    data = data_of(document)
    with pytest.raises(UnreadableSource):
        read_bytes(data[: len(data) // 2], "样本.docx")


def parts(document: bytes, replaced: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, replaced.get(name, old.read(name)))
    return out.getvalue()


def test_a_zip_bomb_is_refused() -> None:
    data = parts(data_of(docx.Document()), {"word/document.xml": b" " * 120_000_000})
    assert len(data) < 1_000_000
    with pytest.raises(SourceTooLarge, match="unpacks"):
        read_bytes(data, "样本.docx")


def test_an_entity_bomb_does_nothing() -> None:
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 20}">' for i in range(1, 9))
    head = f'<!DOCTYPE d [<!ENTITY e0 "炸">{entities}]>'
    body = f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>甲&e8;乙</w:t></w:r></w:p></w:body></w:document>"
    data = parts(data_of(docx.Document()), {"word/document.xml": (head + body).encode()})
    # Unexpanded, or refused: either will do.
    with suppress(UnreadableSource):
        assert len(read_bytes(data, "样本.docx").text) < 100


def test_broken_xml_is_an_error() -> None:
    data = parts(data_of(docx.Document()), {"word/document.xml": b"<w:document><w:body>"})
    with pytest.raises(UnreadableSource, match="damaged"):
        read_bytes(data, "样本.docx")


def test_footnotes_stand_at_the_end() -> None:
    document = docx.Document()
    document.add_paragraph("正文。")
    notes = (
        f"<w:footnotes {nsdecls('w')}>"
        "<w:footnote w:type='separator' w:id='0'><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>"
        "<w:footnote w:id='1'><w:p><w:r><w:t>脚注的文字。</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    relation = (
        "<Relationship Id='rId99' Target='footnotes.xml'"
        " Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes'/></Relationships>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    data = data_of(document)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode().replace("</Relationships>", relation)
        types = archive.read("[Content_Types].xml").decode()
    types = types.replace("</Types>", f"<Override PartName='/word/footnotes.xml' ContentType='{kind}'/></Types>")
    changed = {"word/_rels/document.xml.rels": relations.encode(), "[Content_Types].xml": types.encode()}
    stream = io.BytesIO(parts(data, changed))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/footnotes.xml", notes)
    assert read_bytes(stream.getvalue(), "样本.docx").text == "正文。\n\n[1]脚注的文字。\n"
