"""Files made to crash, stall or swell a reader: each ends within its limits, with a text or with a line of words."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from tests.corpus import corpus
from tracker.box.limits import limits_for
from tracker.box.processes import Box
from tracker.box.sources import issue_in_box
from tracker.errors import UnreadableSource

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT = "第一条　为规范夜市摊位，制定本办法。"
PARAGRAPH = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"
"""Elements are many, texts are one."""


def pdf(content: bytes, *, filters: bytes = b"", resources: bytes = b"", more: dict[int, bytes] | None = None) -> bytes:
    """A PDF of one page with this content."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<<%s>>/Contents 4 0 R>>" % resources,
        4: stream(content, filters),
        **(more or {}),
    }
    out, offsets = bytearray(b"%PDF-1.7\n"), {}
    for number, value in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, value)
    table, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % offsets.get(number, 0) for number in range(1, size))
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, table))


def stream(content: bytes, head: bytes = b"") -> bytes:
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (head, len(content), content)


def deflated(piece: bytes, times: int) -> bytes:
    """So many times a piece, compressed without holding them all."""
    packer = zlib.compressobj()
    many = piece * 1_000
    return b"".join([*(packer.compress(many) for _ in range(times // 1_000)), packer.flush()])


def forms(depth: int, width: int) -> bytes:
    """Forms that draw the next form several times: the last is drawn width to the power of depth times."""
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    more = {
        10 + n: stream(b"/X Do " * width if n < depth else b"0 0 m 9 9 l S", head % (11 + n)) for n in range(depth + 1)
    }
    return pdf(b"/X Do", resources=b"/XObject<</X 10 0 R>>", more=more)


def docx(body: str, *, head: str = "", **parts: str) -> bytes:
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'  # noqa: E501
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'  # noqa: E501
    files = {
        "[Content_Types].xml": types,
        "_rels/.rels": relations,
        "word/document.xml": f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**files, **parts}.items():
            if text:
                archive.writestr(name, text)
    return held.getvalue()


def page(body: str, head: str = "") -> bytes:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()


def charset(name: str) -> bytes:
    return f'<html><head><meta charset="{name}"></head><body><p>{TEXT * 3}</p></body></html>'.encode("gb18030")


LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(8))

FILES: dict[str, Callable[[], bytes]] = {
    "forms.pdf": lambda: forms(7, 12),
    "self.pdf": lambda: forms(0, 1).replace(b"0 0 m 9 9 l S", b"/X Do /X Do  ").replace(b"/X 11 0 R", b"/X 10 0 R"),
    "bomb.pdf": lambda: pdf(deflated(b"q Q ", 150_000_000), filters=b"/Filter/FlateDecode"),
    "double.pdf": lambda: pdf(
        zlib.compress(deflated(b"  ", 300_000_000)), filters=b"/Filter[/FlateDecode/FlateDecode]"
    ),
    "rules.pdf": lambda: pdf(b"".join(b"%d 0 m %d 800 l S 0 %d m 600 %d l S " % (n, n, n, n) for n in range(700))),
    "paths.pdf": lambda: pdf(deflated(b"0 0 1 1 re f ", 3_000_000), filters=b"/Filter/FlateDecode"),
    "no-size.pdf": lambda: pdf(
        b"BT /F 1 Tf 0.01 0 0 0.01 5 700 Tm (a b c d) Tj ET",
        resources=b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>",
    ),
    "loop.pdf": lambda: pdf(b"").replace(b"/Kids[3 0 R]/Count 1", b"/Kids[2 0 R]/Count 9"),
    "deep.pdf": lambda: pdf(b"", more={9: b"[" * 100_000 + b"]" * 100_000}),
    "laughs.docx": lambda: docx(
        "<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", head=f'<!DOCTYPE l [<!ENTITY a "法">{LAUGHS}]>'
    ),
    "file.docx": lambda: docx(
        f"{PARAGRAPH}<w:p><w:r><w:t>&a;</w:t></w:r></w:p>",
        head='<!DOCTYPE l [<!ENTITY a SYSTEM "' + "file:" + '///etc/passwd">]>',
    ),
    "no-types.docx": lambda: docx(PARAGRAPH, **{"[Content_Types].xml": ""}),
    "no-relations.docx": lambda: docx(PARAGRAPH, **{"_rels/.rels": ""}),
    "no-end.docx": lambda: docx(PARAGRAPH).replace(b"PK\x05\x06", b"PK\x05\x07"),
    "wide.docx": lambda: docx(f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * 60_000}</w:tr></w:tbl>{PARAGRAPH}"),
    "long.docx": lambda: docx(f"<w:tbl>{f'<w:tr><w:tc>{PARAGRAPH}</w:tc></w:tr>' * 60_000}</w:tbl>"),
    "boxes.docx": lambda: docx(f"{'<w:p><w:r><w:txbxContent>' * 60}{PARAGRAPH}{'</w:txbxContent></w:r></w:p>' * 60}"),
    "nested.docx": lambda: docx(f"{'<w:sdt><w:sdtContent>' * 4_000}{PARAGRAPH}{'</w:sdtContent></w:sdt>' * 4_000}"),
    "attributes.html": lambda: page(f"<div {' '.join(f'a{n}=1' for n in range(20_000))}><p>{TEXT}</p></div>"),
    "deep.html": lambda: page(f"{'<b>' * 200_000}{TEXT}"),
    "tables.html": lambda: page(f"{'<table><tr><td>' * 2_500}{TEXT}"),
    "options.html": lambda: page(f"{'<option>甲' * 9_000}<p>{TEXT}</p>"),
    "media.html": lambda: page(f"<p>{TEXT}</p>", f"<style>{'@media screen{' * 9_000}p{{color:red}}</style>"),
    "zeros.html": lambda: b"<html><body>" + bytes(200_000) + page(TEXT),
    "rot13.html": lambda: charset("rot13"),
    "zip.html": lambda: charset("zip"),
    "unicode-escape.html": lambda: charset("unicode_escape"),
    "idna.html": lambda: charset("idna"),
    "utf-7.html": lambda: charset("utf-7"),
    "zeros.txt": lambda: f"{TEXT}\0\n".encode() * 2_000,
    "surrogates.txt": lambda: b"\xff\xfe" + f"{TEXT}\n".encode("utf-16-le") * 50 + b"\x00\xd8" * 3,
    "line.txt": lambda: "澜亭市".encode() * 100_000,
    "nested.zip.docx": lambda: docx("", **{f"{n}.zip": "x" * 1_000_000 for n in range(10)}),
}


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    with Box(limits=lambda size: replace(limits_for(size), seconds=2)) as opened:
        yield opened


def ends_rightly(data: bytes, name: str, box: Box) -> None:
    """A text, or one line of words; the box sees to time and memory, and an error of another kind fails the test."""
    told = outcome(data, name, box)
    assert "its reader failed" not in told, told
    assert "root:" not in told, "a file of this machine came in"


def outcome(data: bytes, name: str, box: Box) -> str:
    try:
        return str(issue_in_box(box, data, name))
    except UnreadableSource as error:
        return str(error)


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_ends_in_words_or_in_a_text(name: str, box: Box) -> None:
    ends_rightly(FILES[name](), name, box)


@pytest.mark.corpus
def test_the_hostile_files_of_the_corpus_end_rightly(box: Box) -> None:
    files = [file for file in sorted((corpus() / "hostile").iterdir()) if file.suffix != ".md"]
    assert len(files) >= 19
    for file in files:
        ends_rightly(file.read_bytes(), file.name, box)


def test_a_small_file_is_given_seconds_and_less_than_500_megabytes() -> None:
    limits = limits_for(300_000)
    assert limits.seconds < 6
    assert limits.memory < 450_000_000
