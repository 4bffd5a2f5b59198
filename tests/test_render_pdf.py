from __future__ import annotations

import sys
from importlib import import_module
from importlib.abc import MetaPathFinder

import pypdfium2
import pytest

from tests.comparisons import sample
from tests.programs import CHROMIUM, program
from tracker.errors import RenderError
from tracker.render import RENDERERS, RenderOptions

PDF = import_module("tracker.render.pdf")


@pytest.mark.browser
def test_the_pdf_has_the_text_on_a4() -> None:
    program(*CHROMIUM, package="chromium")
    rendered = RENDERERS["pdf"](sample(), RenderOptions())
    assert isinstance(rendered, bytes)
    with pypdfium2.PdfDocument(rendered) as pdf:
        width, height = pdf[0].get_size()
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
        bookmarks = [mark.get_title() for mark in pdf.get_toc()]
    assert (round(width), round(height)) == (595, 842)
    for words in ("小额贷款贴息办法", "单户贴息不超过", "应当"):
        assert words in text
    assert "上一处" not in text
    assert any("第三条" in mark for mark in bookmarks)
    assert b"/StructTreeRoot" in rendered
    assert RENDERERS["pdf"](sample(), RenderOptions()) == rendered


def test_without_chromium_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_CHROMIUM", "no-such-browser")
    with pytest.raises(RenderError, match="apt install chromium"):
        RENDERERS["pdf"](sample(), RenderOptions())


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without Chromium: the extra ``pdf`` prints."""
    monkeypatch.setattr(PDF, "BROWSERS", ("no-such-browser",))
    monkeypatch.delenv("TRACKER_CHROMIUM", raising=False)


def printed_by_weasyprint(options: RenderOptions) -> str:
    rendered = RENDERERS["pdf"](sample(), options)
    assert isinstance(rendered, bytes)
    with pypdfium2.PdfDocument(rendered) as pdf:
        assert [round(side) for side in pdf[0].get_size()] == [595, 842]
        assert "WeasyPrint" in pdf.get_metadata_value("Producer")
        return "".join(page.get_textpage().get_text_bounded() for page in pdf)


@pytest.mark.usefixtures("no_browser")
def test_without_chromium_weasyprint_prints_what_the_switches_say() -> None:
    changed = printed_by_weasyprint(RenderOptions())
    for words in ("小额贷款贴息办法", "单户贴息不超过", "应当"):
        assert words in changed
    for words in ("上一处", "筛选"):
        assert words not in changed
    everything = printed_by_weasyprint(RenderOptions(layout="side-by-side", context="all"))
    assert len(everything) > len(changed)


@pytest.mark.usefixtures("no_browser")
def test_weasyprint_is_told_to_fetch_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    page = '<img src="https://gazette.invalid/x.png"><img src="ftp://gazette.invalid/y.png"><p>正文</p>'
    monkeypatch.setattr(import_module("tracker.render.html"), "render", lambda *_: page)
    monkeypatch.setattr("socket.socket.connect", lambda _, address: asked.append(str(address)))
    rendered = RENDERERS["pdf"](sample(), RenderOptions())
    assert isinstance(rendered, bytes)
    assert not asked
    with pypdfium2.PdfDocument(rendered) as pdf:
        assert "正文" in pdf[0].get_textpage().get_text_bounded()


@pytest.mark.usefixtures("no_browser")
def test_without_the_libraries_of_weasyprint_the_error_names_them(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(MetaPathFinder):
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpangoft2-1.0-0'\nmore")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(PDF, "find_spec", lambda _: object())
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    with pytest.raises(RenderError, match="apt install libpangoft2") as raised:
        RENDERERS["pdf"](sample(), RenderOptions())
    assert "more" not in str(raised.value)
