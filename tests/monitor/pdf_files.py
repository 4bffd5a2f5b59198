"""PDFs written by hand, of as many pages and lines as a test or a benchmark wants; no two of them need be alike."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.language.numerals import int_to_han

_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UCS2-H /DescendantFonts [{0} 0 R] >>",
    """<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /FontDescriptor {1} 0 R
/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>""",
    """<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0
/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>""",
)
ARTICLES_A_PAGE = 9


def pdf_of(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF with a page for each list of lines."""
    font = 3 + 2 * len(pages)
    used = f"/Resources << /Font << /F1 {font} 0 R >> >>"
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(len(pages)))
    parts = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"]
    for n, lines in enumerate(pages):
        shown = " 0 -18 Td ".join(f"<{line.encode('utf-16-be').hex()}> Tj" for line in lines)
        stream = f"BT /F1 12 Tf 70 770 Td {shown} ET"
        parts += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {4 + 2 * n} 0 R {used} >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    parts += [one.format(font + 1, font + 2) for one in _FONT]
    data, places = b"%PDF-1.4\n", []
    for n, part in enumerate(parts, 1):
        places.append(len(data))
        data += f"{n} 0 obj\n{part}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(parts) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode()


def issue_pdf(number: int, pages: int = 60) -> bytes:
    """An issue of a gazette of some pages, whose every document differs from those of other issues."""
    head = ["澜亭市人民政府公报", f"2026年第{number}期（总第{700 + number}期）", "澜亭市人民政府办公室主办"]
    made = (_articles(number, page) if page % 4 else _document_page(number, page) for page in range(pages - 1))
    return pdf_of([head, *made])


def _document_page(number: int, page: int) -> list[str]:
    subject = f"第{number}类第{page + 1}批次公共设施"
    return [
        f"澜亭市人民政府关于印发《{subject}管理办法》的通知",
        f"澜政规〔2026〕{number * 20 + page // 4}号",
        "各区人民政府，市政府各部门：",
        f"　　现将《{subject}管理办法》印发给你们，请遵照执行。",
        "澜亭市人民政府",
        f"2026年3月{page % 28 + 1}日",
        f"{subject}管理办法",
        *_articles(number, page)[:20],
    ]


def _articles(number: int, page: int) -> list[str]:
    first = page % 4 * ARTICLES_A_PAGE + 1
    lines = []
    for n in range(first, first + ARTICLES_A_PAGE):
        lines += [
            f"　　第{int_to_han(n)}条　编号为{number}之{page}之{n}的设施由所在区主管部门登记，登记人",
            f"应当在{n + 4}个工作日内告知其使用人，逾期未告知的，可以处{number * 100 + n}元以",
            "上罚款；使用人对登记有异议的，可以向市主管部门申请复核。",
            f"　　前款所称设施，包括第{page}号目录所列第{n}项设备及其附属场地。",
        ]
    return lines
