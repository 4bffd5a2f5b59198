"""The page on paper: the text without the controls, and marks that need no colour."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.browser.pages import Pages
from tracker.render import RenderOptions

pytestmark = pytest.mark.browser


def test_the_printed_page_has_the_text_and_no_controls(pages: Pages, tmp_path: Path) -> None:
    page = pages.open(script=False)
    path = tmp_path / "page.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    with pypdfium2.PdfDocument(path) as pdf:
        width, height = pdf[0].get_size()
        sheets = [sheet.get_textpage().get_text_bounded() for sheet in pdf]
        text = "".join(sheets)
        pdf[0].render(scale=1.5).to_pil().save(tmp_path / "page.png")
    assert (round(width), round(height)) == (595, 842)
    for words in ("单户贴息不超过", "本办法由财政局解释", "贷款合同", "移至"):
        assert words in text
    for words in ("筛选", "下一处", "目录", "数值与义务的变化"):
        assert words not in text
    title = "云岭高新区小额贷款贴息办法 云高管发〔2023〕7号 → 云高管发〔2025〕11号"
    assert [title in sheet.replace("\r\n", "") for sheet in sheets] == [False] + [True] * (len(sheets) - 1)
    assert [f"第 {number} 页 共 {len(sheets)} 页" in sheet for number, sheet in enumerate(sheets, 1)] == [True] * len(
        sheets
    )


def test_side_by_side_on_paper_says_on_every_page_which_side_is_which(pages: Pages, tmp_path: Path) -> None:
    page = pages.open(options=RenderOptions(layout="side-by-side", lang="en"), script=False)
    path = tmp_path / "page.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    with pypdfium2.PdfDocument(path) as pdf:
        first, *others = [sheet.get_textpage().get_text_bounded() for sheet in pdf]
    assert "Before" not in first.replace("Before After", "")
    assert others
    assert all("Before" in sheet and "After" in sheet and "Page " in sheet for sheet in others)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_marks_on_paper_differ_without_colour(pages: Pages, *, dark: bool) -> None:
    page = pages.open(dark=dark)
    page.emulate_media(media="print")
    style = "one => { const s = getComputedStyle(one); return [s.textDecorationLine, s.color, s.fontWeight] }"
    struck = page.locator("[id='第三条'] .inline del").first.evaluate(style)
    added = page.locator("[id='第三条'] .inline ins").first.evaluate(style)
    assert struck[:2] == ["line-through", "rgb(160, 28, 12)"]
    assert added == ["underline", "rgb(11, 63, 145)", "700"]
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "14px"  # 10.5 pt
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
