"""OFDs made by hand for the tests of the reader, from the same pages as the PDFs of ``read_samples``."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from tests.read_samples import HEIGHT, WIDTH, Sheet

POINTS = 72 / 25.4
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def xml(name: str, content: str, attributes: str = "") -> str:
    return f"{DECLARATION}<ofd:{name} {SPACE} {attributes}>{content}</ofd:{name}>"


def text_object(x: float, y: float, size: float, text: str, *, matrix: str = "") -> str:
    """A line of text; x and the baseline y in points."""
    em = size / POINTS
    left, base = x / POINTS, y / POINTS
    steps = [em * (0.5 if letter < "\x7f" else 1.0) for letter in text][:-1]
    delta = " ".join(f"{step:.4f}" for step in steps)
    if len(set(steps)) == 1 and len(steps) > 1:
        delta = f"g {len(steps)} {steps[0]:.4f}"
    ctm = f' CTM="{matrix}"' if matrix else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{left:.4f} {base - em:.4f} {sum(steps) + em:.4f} {em * 1.2:.4f}"'
        f' Font="2" Size="{em:.4f}"{ctm}><ofd:TextCode X="0" Y="{em:.4f}" DeltaX="{delta}">{escape(text)}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def box_object(x: float, y: float, width: float, height: float) -> str:
    """A filled box, as ruled lines are drawn."""
    x, y, width, height = (side / POINTS for side in (x, y, width, height))
    path = f"M 0 0 L {width:.4f} 0 L {width:.4f} {height:.4f} L 0 {height:.4f} C"
    return (
        f'<ofd:PathObject ID="1" Boundary="{x:.4f} {y:.4f} {width:.4f} {height:.4f}" Stroke="false" Fill="true">'
        f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def content_of(sheet: Sheet) -> str:
    picture = '<ofd:ImageObject ID="1" Boundary="0 0 210 297" ResourceID="9"/>' if sheet.picture else ""
    boxes = "".join(box_object(*box) for box in sheet.boxes)
    return picture + boxes + "".join(text_object(*line) for line in sheet.lines)


def page(objects: str, *, before: str = "") -> str:
    return xml("Page", f'{before}<ofd:Content><ofd:Layer ID="1">{objects}</ofd:Layer></ofd:Content>')


def package(pages: Sequence[str], parts: Mapping[str, str] | None = None, common: str = "") -> bytes:
    """An OFD of the pages; ``parts`` are put in besides, or instead of those of the same name."""
    size = f"0 0 {WIDTH / POINTS:.2f} {HEIGHT / POINTS:.2f}"
    area = f"<ofd:PageArea><ofd:PhysicalBox>{size}</ofd:PhysicalBox></ofd:PageArea>"
    places = "".join(f'<ofd:Page ID="{i}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
    whole = {
        "OFD.xml": xml("OFD", "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"),
        "Doc_0/Document.xml": xml(
            "Document", f"<ofd:CommonData>{area}{common}</ofd:CommonData><ofd:Pages>{places}</ofd:Pages>"
        ),
        **{f"Doc_0/Pages/Page_{i}/Content.xml": content for i, content in enumerate(pages)},
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in whole.items():
            archive.writestr(name, content)
    return out.getvalue()


def ofd(sheets: Sequence[Sheet]) -> bytes:
    """An OFD of the pages."""
    return package([page(content_of(sheet)) for sheet in sheets])
