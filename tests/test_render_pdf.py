from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

import pypdfium2
import pytest

from tests.comparisons import sample
from tests.programs import CHROMIUM, program
from tracker.errors import RenderError
from tracker.render import RENDERERS, RenderOptions


@pytest.mark.browser
def test_the_pdf_has_the_text_on_a4() -> None:
    program(*CHROMIUM, package="chromium")
    rendered = RENDERERS["pdf"](sample(), RenderOptions())
    assert isinstance(rendered, bytes)
    with pypdfium2.PdfDocument(rendered) as pdf:
        width, height = pdf[0].get_size()
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert (round(width), round(height)) == (595, 842)
    for words in ("小额贷款贴息办法", "单户贴息不超过", "应当"):
        assert words in text
    assert "上一处" not in text
    assert RENDERERS["pdf"](sample(), RenderOptions()) == rendered


def test_without_chromium_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_CHROMIUM", "no-such-browser")
    with pytest.raises(RenderError, match="apt install chromium"):
        RENDERERS["pdf"](sample(), RenderOptions())


def test_without_chromium_weasyprint_prints_what_the_switches_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for the library, which is an extra: what it is given, and that it may fetch nothing."""
    given: dict[str, Any] = {}

    class Document:
        def __init__(self, *, string: str, url_fetcher: Callable[[str], object]) -> None:
            given.update(page=string, fetch=url_fetcher)

        def write_pdf(self, *, stylesheets: list[str]) -> bytes:
            given["styles"] = "".join(stylesheets)
            return b"%PDF-"

    module = ModuleType("weasyprint")
    vars(module).update(HTML=Document, CSS=lambda *, string: string, __spec__=ModuleSpec("weasyprint", None))
    monkeypatch.setitem(sys.modules, "weasyprint", module)
    monkeypatch.setattr("tracker.render.pdf.BROWSERS", ("no-such-browser",))
    monkeypatch.delenv("TRACKER_CHROMIUM", raising=False)
    assert RENDERERS["pdf"](sample(), RenderOptions()) == b"%PDF-"
    assert "小额贷款贴息办法" in given["page"]
    assert ".k-unchanged:not(.leads){display:none" in given["styles"]
    with pytest.raises(ValueError, match="fetches nothing"):
        given["fetch"]("https://evil.example/x.png")
    RENDERERS["pdf"](sample(), RenderOptions(layout="side-by-side", context="all"))
    assert ">.side{display:block" in given["styles"]
    assert ".k-unchanged:not(.leads)" not in given["styles"]
