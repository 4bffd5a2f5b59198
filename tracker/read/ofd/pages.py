"""OFD to text: its pages in their order with their templates, no annotations and seals; then the layout of pages.

GB/T 33190—2016: OFD.xml names the documents (7.4), each Document.xml its pages and templates (7.5), each page its area,
templates and layers (7.7).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.errors import EmptySource, ScannedSource, SourceTooLarge, UnreadableSource
from tracker.messages import said
from tracker.model import Diagnostic, SourceText
from tracker.read.ofd.glyph_lines import printed_lines
from tracker.read.ofd.package import ROOT, Element, Package, children, local_name
from tracker.read.ofd.page_objects import MOST_LETTERS, POINTS, Glyph, glyphs, objects, picture_share, rules
from tracker.read.pdf.layout import Layout, lay_out
from tracker.read.pdf.page import Page, Rule
from tracker.read.source import source_text

__all__ = ["read_ofd"]

MOST_PAGES: Final = 5_000
MOST_OBJECTS: Final = 100_000
"""Objects of a page that are looked at."""
A4: Final = (210.0, 297.0)
PICTURED: Final = 0.3
"""Share of a page from which a picture on it is the page itself, not a seal or a figure."""


def read_ofd(data: bytes, name: str) -> SourceText:
    """The text of an OFD: paragraphs rebuilt, running heads and page numbers marked, tables as rows.

    Raises:
        EncryptedSource: Its parts need a password.
        ScannedSource: Its pages are pictures without text.
        EmptySource: It has no pages, or pages without text.
        SourceTooLarge: It unpacks to more than a text has.
        UnreadableSource: It is damaged, cut off, or no OFD.
    """
    package = Package(data, name)
    pages = tuple(_pages(package))
    _check_text(pages, name)
    layout = lay_out(pages)
    return source_text(
        data=data,
        name=name,
        media_type="application/ofd",
        text=layout.text,
        furniture=layout.furniture,
        reflowed=True,
        diagnostics=tuple(_picture_pages(pages, layout)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    """One Document.xml: its name in the package, its root, the size of its pages, its templates by their ID."""

    part: str
    root: Element
    size: tuple[float, float]
    templates: dict[str, str]


def _documents(package: Package) -> Iterator[_Document]:
    root = package.xml(ROOT)
    if root is None:
        raise UnreadableSource("the archive has no OFD.xml", where=package.name, do="fetch it again")
    for place in children(root, "DocBody", "DocRoot"):
        part = package.place(ROOT, place.text or "")
        document = package.xml(part)
        if document is None:
            raise UnreadableSource(
                said("{part} is missing from the OFD", part=part), where=package.name, do="fetch it again"
            )
        templates = {
            template.get("ID", ""): package.place(part, template.get("BaseLoc", ""))
            for template in children(document, "CommonData", "TemplatePage")
        }
        area = next(children(document, "CommonData", "PageArea"), None)
        yield _Document(part=part, root=document, size=_size(area) or A4, templates=templates)


def _size(area: Element | None) -> tuple[float, float] | None:
    """Width and height of an area in millimetres, by its physical box."""
    for box in children(area, "PhysicalBox") if area is not None else ():
        try:
            _, _, width, height = (float(piece) for piece in (box.text or "").split())
        except ValueError:
            return None
        return (width, height) if 1 < width < POINTS * 1e4 and 1 < height < POINTS * 1e4 else None
    return None


def _pages(package: Package) -> Iterator[Page]:
    index = 0
    for document in _documents(package):
        for place in children(document.root, "Pages", "Page"):
            if index >= MOST_PAGES:
                raise SourceTooLarge(
                    said("the OFD has more than {most} pages", most=MOST_PAGES),
                    where=package.name,
                    do="split it",
                )
            root = package.xml(package.place(document.part, place.get("BaseLoc", "")))
            if root is None:
                raise UnreadableSource(
                    said("page {number} of the OFD is missing", number=index + 1),
                    where=package.name,
                    do="fetch it again",
                )
            yield _page(package, document, root, index)
            index += 1


def _page(package: Package, document: _Document, root: Element, index: int) -> Page:
    """One page with the templates below it."""
    width, height = (side * POINTS for side in _size(next(children(root, "Area"), None)) or document.size)
    found = [one for layer in (*_templates(package, document, root), root) for one in _objects(layer)]
    letters: list[Glyph] = []
    for one in found:
        if local_name(one) == "TextObject" and len(letters) < MOST_LETTERS:
            letters += glyphs(one)
    drawn = (rule for one in found if local_name(one) == "PathObject" for rule in rules(one))
    ruled = tuple(rule for rule in drawn if _is_drawn_on(rule, width, height))
    has_grid = sum(rule.upright for rule in ruled) > 1 and sum(not rule.upright for rule in ruled) > 1
    pictures = [one for one in found if local_name(one) == "ImageObject"]
    return Page(
        index=index,
        width=width,
        height=height,
        lines=printed_lines([one for one in letters if _is_on(one, width, height)], index, ruled=has_grid),
        rules=ruled,
        pictured=any(picture_share(one, width, height) >= PICTURED for one in pictures),
    )


def _is_on(glyph: Glyph, width: float, height: float) -> bool:
    return -1 < glyph.y < height + 1 and -glyph.em < glyph.x < width


def _is_drawn_on(rule: Rule, width: float, height: float) -> bool:
    """Whether a ruled line lies on the page, an edge's breadth aside; a number without end lies nowhere."""
    across, along = (width, height) if rule.upright else (height, width)
    return -EDGE <= rule.at <= across + EDGE and -EDGE <= rule.start <= rule.end <= along + EDGE


EDGE: Final = 20.0
"""Points by which lines may reach beyond the page."""


def _templates(package: Package, document: _Document, root: Element) -> Iterator[Element]:
    for one in children(root, "Template"):
        part = document.templates.get(one.get("TemplateID", ""))
        template = package.xml(part) if part else None
        if template is not None:
            yield template


def _objects(root: Element) -> list[Element]:
    found = [one for content in children(root, "Content") for one in objects(content)]
    return found[:MOST_OBJECTS]


def _check_text(pages: Sequence[Page], name: str) -> None:
    if not pages:
        raise EmptySource("the OFD has no pages", where=name, do="fetch it again")
    pictures = sum(page.pictured and not page.lines for page in pages)
    if pictures * 2 > len(pages):
        raise ScannedSource(
            said("{pictures} of {count} pages are pictures without text (a scan)", pictures=pictures, count=len(pages)),
            where=name,
            do="print it to a PDF and recognise its text with `tracker parse --ocr`",
        )
    if not any(page.lines for page in pages):
        raise EmptySource("the OFD has no text", where=name, do="print it to a PDF, and recognise its text")


def _picture_pages(pages: Sequence[Page], layout: Layout) -> Iterator[Diagnostic]:
    """Single pages that are pictures, in an OFD that otherwise has text: what they say is missing here."""
    for page in pages:
        if page.pictured and not page.lines:
            offset = layout.starts[page.index]
            message = f"OFD第{page.index + 1}页是没有文字的图片：缺少该页文字"
            yield Diagnostic(severity="warning", code="unreadable", message=message, span=(offset, offset))
