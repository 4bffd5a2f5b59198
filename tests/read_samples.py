"""PDFs made by hand for the tests of the readers: pages of text at given places, ruled lines, a small typesetter.

The font is one that PDF readers know without a font file (ISO 32000-1, 9.7.5.2: STSong-Light with UniGB-UCS2-H), so
that the samples need no fonts. Chinese characters are one letter wide, ASCII half of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Placed = tuple[float, float, float, str]
"""x, y (from the top edge), size, text of a line"""
Box = tuple[float, float, float, float]
"""x, y (from the top edge), width, height of a filled box: a ruled line when it is thin"""

FONT = (
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
    "/Supplement 2>>/DW 1000/W[1 95 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4"
    "/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>"
)
WIDTH, HEIGHT = 595.0, 842.0
OPENING, CLOSING = "（《“〔(", "，。、；：）》”〕？！),.;:"


@dataclass(slots=True)
class Sheet:
    """One page of a sample."""

    lines: list[Placed] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    picture: bool = False


def letters(text: str) -> float:
    """The width of the text in letters of the sample font."""
    return sum(0.5 if character < "\x7f" else 1.0 for character in text)


def pdf(sheets: Sequence[Sheet]) -> bytes:
    """A PDF of the pages."""
    kids = " ".join(f"{5 + 3 * i} 0 R" for i in range(len(sheets)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(sheets)}/Kids[{kids}]/MediaBox[0 0 {WIDTH:g} {HEIGHT:g}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        FONT,
    ]
    for i, sheet in enumerate(sheets):
        pictures = f"/XObject<</P {7 + 3 * i} 0 R>>" if sheet.picture else ""
        objects.append(f"<</Type/Page/Parent 2 0 R/Contents {6 + 3 * i} 0 R/Resources<</Font<</F 3 0 R>>{pictures}>>>>")
        content = "\n".join(_operators(sheet))
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
        objects.append(
            "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
            "stream\n0\nendstream"
        )
    return _file(objects)


def _operators(sheet: Sheet) -> Iterable[str]:
    if sheet.picture:
        yield f"q {WIDTH:g} 0 0 {HEIGHT:g} 0 0 cm /P Do Q"
    for x, y, width, height in sheet.boxes:
        yield f"{x:.2f} {HEIGHT - y - height:.2f} {width:.2f} {height:.2f} re f"
    for x, y, size, text in sheet.lines:
        yield f"BT /F {size:g} Tf {x:.2f} {HEIGHT - y:.2f} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def _file(objects: Sequence[str]) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return out + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()


def wrap(text: str, width: float, indent: float) -> list[str]:
    """The text broken into lines of that many letters, the first one indented; punctuation begins no line."""
    lines, line, room = [], "", width - indent
    for character in text:
        if room < letters(character) and character not in CLOSING:
            kept = line.rstrip(OPENING)
            lines.append(kept)
            line = line[len(kept) :]
            room = width - letters(line)
        line += character
        room -= letters(character)
    return [*lines, line]


def table(x: float, y: float, widths: Sequence[float], heights: Sequence[float], *, closed: bool = True) -> list[Box]:
    """The ruled lines of a table; an open one has no line below its last row."""
    right, bottom = x + sum(widths), y + sum(heights)
    levels = [y + sum(heights[:i]) for i in range(len(heights) + closed)]
    uprights = [x + sum(widths[:i]) for i in range(len(widths) + 1)]
    return [(x, level, right - x, 0.5) for level in levels] + [(at, y, 0.5, bottom - y) for at in uprights]


@dataclass(slots=True)
class Typesetter:
    """Paragraphs set into pages as a gazette sets them: indented by two letters, with a running head and numbers."""

    em: float = 16.0
    pitch: float = 28.0
    left: float = 80.0
    width: float = 27.0
    top: float = 100.0
    rows: int = 22
    first_page: int = 1
    head: str = "某某市人民政府公报"
    sheets: list[Sheet] = field(default_factory=list)
    row: int = 0

    def paragraph(self, text: str, indent: float = 2.0) -> None:
        for number, line in enumerate(wrap(text, self.width, indent)):
            self.line(line, 0.0 if number else indent)

    def centred(self, text: str, size: float | None = None) -> None:
        size = size or self.em
        self.line(text, (self.width * self.em - letters(text) * size) / 2 / self.em, size)

    def right(self, text: str, margin: float = 4.0) -> None:
        self.line(text, self.width - margin - letters(text))

    def line(self, text: str, indent: float, size: float | None = None) -> None:
        if not self.sheets or self.row >= self.rows:
            self.break_page()
        y = self.top + self.row * self.pitch
        self.sheets[-1].lines.append((self.left + indent * self.em, y, size or self.em, text))
        self.row += 1

    def break_page(self) -> None:
        self.sheets.append(Sheet())
        self.row = 0

    def skip(self) -> None:
        self.row += 1

    def pdf(self) -> bytes:
        """The PDF, with the running head and the page number on every page."""
        for place, sheet in enumerate(self.sheets):
            number = f"— {self.first_page + place} —"
            sheet.lines.append((self.left + 9 * self.em, 50.0, 9.0, self.head))
            sheet.lines.append((WIDTH / 2 - 20, HEIGHT - 40, 14.0, number))
        return pdf(self.sheets)
