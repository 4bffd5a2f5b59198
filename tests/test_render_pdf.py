from __future__ import annotations

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
