"""What the switches and filters show and hide, with a script and without one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.pages import DESKTOP, PHONE, Pages, visible_names
from tests.comparisons import sample
from tracker.render import RenderOptions

pytestmark = pytest.mark.browser

CHAPTERS = ["第一章", "第二章"]
CHANGED = ["第一章", "第一条", "第二条", "第三条", "第四条", "第二章", "第六条", "old-第六条", "第七条", "第八条"]
FILTERED = {
    "modified": ["第一条", "第三条"],
    "inserted": ["第二条"],
    "split": ["第四条"],
    "merged": ["第六条"],
    "deleted": ["old-第六条"],
    "editorial": ["第七条"],
    "moved": ["第八条"],
}
WITH_AND_WITHOUT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


def choose(page: Page, *names: str) -> None:
    for name in names:
        page.locator(f"#{name}").check()


@WITH_AND_WITHOUT
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_layout_shows_one_text_or_two(pages: Pages, size: tuple[int, int], *, script: bool) -> None:
    page = pages.open(size=size, script=script)
    article = page.locator("[id='第三条']")
    assert article.locator(".inline").is_visible()
    assert not article.locator(".side").is_visible()
    choose(page, "layout-side-by-side")
    assert not article.locator(".inline").is_visible()
    old, new = (
        article.locator(".row:not(.nums) > .old").bounding_box(),
        article.locator(".row:not(.nums) > .new").bounding_box(),
    )
    assert old
    assert new
    assert (old["x"] < new["x"]) == (size == DESKTOP)
    assert (old["y"] < new["y"]) == (size == PHONE)
    choose(page, "layout-inline")
    assert article.locator(".inline").is_visible()


@WITH_AND_WITHOUT
def test_the_range_shows_changes_or_everything(pages: Pages, *, script: bool) -> None:
    page = pages.open(script=script)
    assert visible_names(page) == CHANGED
    choose(page, "context-all")
    assert visible_names(page) == [*CHANGED, "signature"]
    assert page.locator(".outline li:visible").count() == len(CHANGED) + 1
    choose(page, "context-changed")
    assert visible_names(page) == CHANGED
    assert page.locator(".outline li:visible").count() == len(CHANGED)


def test_options_choose_what_the_page_opens_with(pages: Pages) -> None:
    page = pages.open(sample(), RenderOptions(layout="side-by-side", context="all"))
    assert "signature" in visible_names(page)
    assert page.locator("[id='第三条'] .side").is_visible()


@WITH_AND_WITHOUT
def test_a_kind_that_is_not_wanted_is_hidden(pages: Pages, *, script: bool) -> None:
    page = pages.open(script=script)
    page.locator(".filters > summary").click()
    assert [str(one.get_attribute("id")) for one in page.locator(".sheet [type=checkbox]").all()] == [
        f"show-{name}" for name in ("modified", "inserted", "deleted", "split", "merged", "moved", "editorial")
    ]
    for name, articles in FILTERED.items():
        page.locator(f"#show-{name}").uncheck()
        shown = visible_names(page)
        assert shown == [one for one in CHANGED if one not in articles], name
        assert page.locator(".outline li:visible").count() == len(shown)
        page.locator(f"#show-{name}").check()
    assert visible_names(page) == CHANGED


@WITH_AND_WITHOUT
def test_a_fact_leaves_the_changes_that_have_it(pages: Pages, *, script: bool) -> None:
    page = pages.open(script=script)
    page.locator(".filters > summary").click()
    for fact, articles in {"amount": ["第三条"], "modality": ["第三条"], "reference": ["第七条"]}.items():
        choose(page, f"fact-{fact}")
        assert visible_names(page) == articles
    choose(page, "fact-any")
    assert visible_names(page) == CHANGED


def test_a_label_of_a_change_leaves_those_that_have_it_and_again_all(pages: Pages) -> None:
    page = pages.open()
    amount = page.locator("[id='第三条'] .badge", has_text="金额")
    amount.click()
    assert visible_names(page) == ["第三条"]
    assert page.locator("#filtering").inner_text() == "：金额 1"
    amount.click()
    assert visible_names(page) == CHANGED
    assert page.locator("#filtering").inner_text() == ""
    page.locator("[id='第三条'] .badge", has_text="修改").click()
    assert "第三条" in visible_names(page)
    assert set(visible_names(page)) < set(CHANGED)
    page.locator("[id='第三条'] .badge", has_text="修改").click()
    assert visible_names(page) == CHANGED


def test_a_filter_that_leaves_nothing_says_so(pages: Pages) -> None:
    page = pages.open()
    nothing = page.locator(".nothing")
    assert not nothing.is_visible()
    page.locator(".filters > summary").click()
    for name in FILTERED:
        page.locator(f"#show-{name}").uncheck()
    assert nothing.is_visible()
    assert page.locator("#position").inner_text() == "共 0 处"
    choose(page, "show-moved")
    assert not nothing.is_visible()
    assert page.locator("#position").inner_text() == "共 1 处"


def test_the_filters_close_by_key_and_by_a_click_elsewhere(pages: Pages) -> None:
    page = pages.open()
    summary, sheet = page.locator(".filters > summary"), page.locator(".sheet")
    summary.click()
    assert sheet.is_visible()
    page.keyboard.press("Escape")
    assert not sheet.is_visible()
    assert summary.evaluate("element => element === document.activeElement")
    summary.click()
    page.locator("footer").click(position={"x": 300, "y": 20})
    assert not sheet.is_visible()


def test_every_control_is_reached_and_worked_by_keyboard(pages: Pages) -> None:
    page = pages.open()
    page.keyboard.press("Tab")
    assert page.locator(".skip").evaluate("element => element === document.activeElement")
    assert page.locator(".skip").is_visible()
    page.keyboard.press("Enter")
    reached = []
    for _ in range(5):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.localName"))
    assert reached == ["layout-inline", "context-changed", "summary", "previous", "next"]
    page.locator("#layout-inline").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("[id='第三条'] .side").is_visible()
    page.locator(".filters > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert "第一条" not in visible_names(page)
