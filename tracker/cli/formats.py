"""The format of a result: what --format says, else what the suffix of -o promises, text without one.

A command offers the formats that it writes and no other, so its help can be believed. A suffix that promises another
one is a usage error, because a text called .xlsx opens in no office program.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeAlias, TypeVar

import typer

from tracker.cli.output import to_standard_output
from tracker.messages import listed, said
from tracker.render import SUFFIXES as RENDERED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Offered = TypeVar("Offered", bound=StrEnum)

SUFFIXES: Mapping[str, str] = {
    **RENDERED,
    ".log": "text",
    ".csv": "csv",
    ".ics": "ics",
    ".dot": "dot",
    ".gv": "dot",
    ".svg": "svg",
    ".sarif": "sarif",
    ".akn": "akn",
    ".xml": "atom",
    ".atom": "atom",
}
"""The format that a suffix promises, over all commands."""


class Format(StrEnum):
    """The formats of a redline."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    MD = "md"
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"


class PageFormat(StrEnum):
    """The formats of what is read in the terminal or as a page."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


class TextFormat(StrEnum):
    """The formats of a command that only tells."""

    TEXT = "text"
    JSON = "json"


FORMAT = typer.Option("--format", "-f", help="Output format.", show_default="text, or by -o's suffix")
"""The option of every command: ``Annotated[… | None, FORMAT]``."""

TextFormatOption: TypeAlias = Annotated[TextFormat | None, FORMAT]


def chosen_format(given: Offered | None, output: Path | None, offered: type[Offered]) -> Offered:
    """The format to write: ``given``, else the one that the suffix of ``output`` names, else the first one offered.

    Raises:
        typer.BadParameter: the suffix names no format that is offered.
    """
    if given is not None:
        return given
    suffix = "" if output is None or to_standard_output(output) else output.suffix.lower()
    if not suffix:
        return next(iter(offered))
    values = [one.value for one in offered]
    if SUFFIXES.get(suffix) in values:
        return offered(SUFFIXES[suffix])
    known = listed(ending for ending, name in SUFFIXES.items() if name in values)
    raise typer.BadParameter(
        said("no {suffix} is written here; end the name in {known}, or give --format", suffix=suffix, known=known),
        param_hint="-o",
    )
