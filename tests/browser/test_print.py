"""The page on paper: the text without the controls, and marks that need no colour."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.browser.pages import Pages

pytestmark = pytest.mark.browser


def test_the_printed_page_has_the_text_and_no_controls(pages: Pages, tmp_path: Path) -> None:
    page = pages.open(script=False)
    path = tmp_path / "page.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    with pypdfium2.PdfDocument(path) as pdf:
        width, height = pdf[0].get_size()
        text = "".join(sheet.get_textpage().get_text_bounded() for sheet in pdf)
        pdf[0].render(scale=1.5).to_pil().save(tmp_path / "page.png")
    assert (round(width), round(height)) == (595, 842)
    for words in ("单户贴息不超过", "本办法由财政局解释", "贷款合同", "移至"):
        assert words in text
    for words in ("筛选", "下一处", "目录"):
        assert words not in text


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_marks_on_paper_differ_without_colour(pages: Pages, *, dark: bool) -> None:
    page = pages.open(dark=dark)
    page.emulate_media(media="print")
    style = "one => { const s = getComputedStyle(one); return [s.textDecorationLine, s.color, s.fontWeight] }"
    struck = page.locator("[id='第三条'] .inline del").first.evaluate(style)
    added = page.locator("[id='第三条'] .inline ins").first.evaluate(style)
    assert struck[:2] == ["line-through", "rgb(0, 0, 0)"]
    assert added == ["underline", "rgb(0, 0, 0)", "700"]
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
