"""Where buttons, keys and links of a page lead."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Page

from tests.browser.pages import DESKTOP, PHONE, Pages
from tests.comparisons import random_comparison, sample
from tracker.compare.brief.ten_lines import MOST

pytestmark = pytest.mark.browser

STEPS = ["第一条", "第二条", "第三条", "第四条", "第六条", "old-第六条", "第七条", "第八条"]


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def position(page: Page) -> str:
    return page.locator("#position").inner_text()


def settle(page: Page) -> None:
    """Waits until the page has stood still for twenty frames, however slow the machine draws them."""
    page.evaluate(
        """() => new Promise(done => {
            let last = [scrollY, document.body.offsetHeight].join(), still = 0;
            const look = () => {
                const now = [scrollY, document.body.offsetHeight].join();
                still = now === last ? still + 1 : 0;
                last = now;
                still > 20 ? done() : requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
        })"""
    )


@pytest.mark.parametrize("by", ["button", "key"])
def test_next_and_previous_visit_every_change_in_order(pages: Pages, by: str) -> None:
    page = pages.open()
    keys = {"next": "j", "previous": "k"}

    def step(way: str) -> str:
        if by == "button":
            page.locator(f"#{way}").click()
        else:
            page.keyboard.press(keys[way])
        link = page.locator(".outline [aria-current]").get_attribute("href")
        return unquote(link or "")[1:]

    assert position(page) == "共 8 处"
    assert [step("next") for _ in STEPS] == STEPS
    assert position(page) == "第 8 处，共 8 处"
    assert step("next") == STEPS[-1]
    assert [step("previous") for _ in STEPS[1:]] == STEPS[-2::-1]
    assert step("previous") == STEPS[0]
    assert position(page) == "第 1 处，共 8 处"


def test_steps_leave_out_what_filters_hide(pages: Pages) -> None:
    page = pages.open()
    page.locator(".filters > summary").click()
    page.locator("#show-inserted").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page) == "第三条"
    assert position(page) == "第 2 处，共 7 处"


def test_keys_with_a_modifier_belong_to_the_browser(pages: Pages) -> None:
    page = pages.open()
    page.keyboard.press("Control+j")
    page.keyboard.press("Alt+j")
    assert position(page) == "共 8 处"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_step_shows_its_change_below_the_tools(pages: Pages, size: tuple[int, int]) -> None:
    page = pages.open(random_comparison(3, articles=60), size=size)
    for _ in range(12):
        page.keyboard.press("j")
        top = page.evaluate("document.activeElement.getBoundingClientRect().top")
        tools = page.evaluate("document.querySelector('.tools').getBoundingClientRect().bottom")
        assert tools - 1 <= top < size[1] / 2


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_outline_leads_to_its_article(pages: Pages, size: tuple[int, int], *, script: bool) -> None:
    page = pages.open(size=size, script=script)
    if size == PHONE:
        page.locator(".outline summary").click()
    page.locator(".outline a", has_text="第七条 → 第八条").click()
    assert page.url.endswith(f"#{quote('第八条')}")
    assert page.locator("[id='第八条']:target").is_visible()
    assert page.locator("[id='第八条']").evaluate("one => one.getBoundingClientRect().top") < size[1]


def test_a_permalink_opens_its_article_whatever_is_hidden(pages: Pages) -> None:
    page = pages.open(at=f"#{quote('signature')}")
    assert page.locator("[id='signature']").is_visible()
    permalink = page.locator("[id='第三条'] .permalink")
    permalink.focus()
    assert permalink.get_attribute("aria-label") == "链接到 第二条 → 第三条"
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#{quote('第三条')}")
    assert not page.locator("[id='signature']").is_visible()


def test_key_changes_facts_and_moved_words_lead_to_their_articles(pages: Pages) -> None:
    page = pages.open()
    page.locator(".facts > summary").click()
    for link, name in ((".key a >> nth=0", "第三条"), (".facts a >> nth=1", "第三条"), (".way >> nth=0", "第四条")):
        page.locator(link).click()
        assert page.locator(":target").get_attribute("id") == name
    page.locator("footer a").click()
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize("size", [(1440, 900), PHONE], ids=["desktop", "phone"])
def test_the_summary_stands_first_and_the_redline_within_two_screens(pages: Pages, size: tuple[int, int]) -> None:
    lines = tuple(replace(line, brief=n < MOST) for n, line in enumerate(sample().key_changes * 40))
    many = replace(sample(), key_changes=lines)
    page = pages.open(many, size=size)
    assert page.locator(".key li:visible").count() == MOST
    assert page.locator(".key").evaluate("one => one.getBoundingClientRect().top") < size[1] / 2
    assert page.locator("#text").evaluate("one => one.getBoundingClientRect().top + scrollY") < 2 * size[1]
    assert not page.locator(".facts table").is_visible()


def test_the_counter_and_the_outline_follow_the_reading(pages: Pages) -> None:
    page = pages.open(random_comparison(3, articles=60))
    page.evaluate("document.querySelectorAll('.change:not(.k-unchanged)')[20].scrollIntoView({block: 'start'})")
    page.wait_for_function("document.querySelector('#position').textContent.startsWith('第 2')")
    assert page.locator(".outline [aria-current]").count() == 1
    before = position(page)
    page.keyboard.press("j")
    assert position(page) != before


def test_what_is_read_stays_in_place_when_the_layout_is_switched(pages: Pages) -> None:
    page = pages.open(random_comparison(3, articles=60))
    twentieth = "document.querySelectorAll('.change:not(.k-unchanged)')[20]"
    page.evaluate(f"{twentieth}.scrollIntoView({{block: 'start', behavior: 'instant'}})")
    page.wait_for_function("document.querySelector('.outline [aria-current]')")
    settle(page)
    link = unquote(page.locator(".outline [aria-current]").get_attribute("href") or "")[1:]
    top = page.locator(f"[id='{link}']").evaluate("one => one.getBoundingClientRect().top")
    # The driver's own click may scroll the page to find a free spot on the switch; the reader's does not.
    page.locator("#layout-side-by-side").evaluate("one => one.click()")
    settle(page)
    assert abs(page.locator(f"[id='{link}']").evaluate("one => one.getBoundingClientRect().top") - top) < 60
    assert page.locator(".row.heads").inner_text().split() == ["修订前", "修订后"]
