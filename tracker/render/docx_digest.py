"""A digest as a Word document."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from docx import Document

from tracker.render.archive import EPOCH
from tracker.render.visible_characters import visible

if TYPE_CHECKING:
    from tracker.render.digest import DigestReport


def digest_docx(report: DigestReport) -> bytes:
    """The bytes of the document; the same digest gives the same ones."""
    document = Document()
    document.core_properties.title = report.title
    document.core_properties.author = "gazette-tracker"
    document.core_properties.created = document.core_properties.modified = datetime(2000, 1, 1)  # noqa: DTZ001 - as Word keeps it
    document.add_heading(report.title, level=1)
    document.add_paragraph(report.period)
    for section in report.sections:
        document.add_heading(section.title, level=2)
        for entry in section.entries:
            document.add_paragraph(visible(entry.text), style="List Bullet")
            for line in entry.lines:
                document.add_paragraph(visible(line), style="List Bullet 2")
    if not report.sections:
        document.add_paragraph(report.empty)
    written = io.BytesIO()
    document.save(written)
    return _settled(written.getvalue())


def _settled(data: bytes) -> bytes:
    """The archive with the same time for all its members: the library writes the time of day into it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in packed.namelist():
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, packed.read(name))
    return out.getvalue()
