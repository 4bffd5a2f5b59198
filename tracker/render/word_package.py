"""A Word document as a package: its parts, how they are related, and what they are (ECMA-376 Part 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.render.archive import zipped
from tracker.render.template_environment import asset, environment

if TYPE_CHECKING:
    from collections.abc import Mapping

_CONSTANT = ("styles.xml", "settings.xml", "footer.xml", "fonts.xml", "theme.xml")
"""Parts that are the same in every document, with the relationships rId1 to rId6 and the running head."""

_KINDS = {"header-first.xml": "header", "comments.xml": "comments"}
"""What the other parts are; the first of a document is rId7."""


def packed(parts: Mapping[str, str], *, title: str, head: str, author: str, created: str) -> bytes:
    """The bytes of a document with these parts, ``document.xml`` among them.

    ``head`` stands above every page but the first; ``created`` is the time that its properties tell (ISO 8601, UTC).
    """
    others = [(name, _KINDS[name]) for name in parts if name in _KINDS]
    related = [(f"rId{number}", kind, name) for number, (name, kind) in enumerate(others, 7)]
    return zipped(
        {
            "[Content_Types].xml": _filled("content-types.xml.j2", others=others),
            "_rels/.rels": asset("docx/relationships.xml"),
            "docProps/core.xml": _filled("core.xml.j2", title=title, author=author, created=created),
            "word/_rels/document.xml.rels": _filled("document-relationships.xml.j2", others=related),
            **{f"word/{name}": asset(f"docx/{name}") for name in _CONSTANT},
            "word/running-head.xml": _filled("running-head.xml.j2", title=head),
            **{f"word/{name}": content for name, content in parts.items()},
        }
    )


def _filled(template: str, **named: object) -> str:
    return environment().get_template(f"docx/{template}").render(**named)
