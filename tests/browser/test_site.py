"""The site in a real browser, opened from a disk: every kind of page, with and without a script, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.pages import DESKTOP, PHONE
from tests.browser.test_accessibility import SCREENS, violations
from tests.lineage_samples import add_decision, make_store
from tests.sites import built

pytestmark = pytest.mark.browser

KINDS = {
    "home": "index.html",
    "issues": "issues/index.html",
    "issue": "issues/*/2025/009/index.html",
    "work": "works/*/[0-9]*-[0-9]*-[0-9][0-9]/../index.html",
    "text": "works/*/2025-06-20/index.html",
    "consolidated": "works/*/2024-08-01/index.html",
    "redline": "works/*/2024-08-01..2025-06-20/index.html",
    "status": "status/index.html",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = make_store(tmp_path_factory.mktemp("browser-site") / "store")
    add_decision(store)
    built(store, store.parent / "site")
    return store.parent / "site"


def place(root: Path, kind: str) -> Path:
    if kind == "work":
        return next(root.glob("works/*/2025-06-20")).parent / "index.html"
    return next(root.glob(KINDS[kind]))


class Window:
    """Opens pages of a site from the disk; ``complaints`` gathers what no page may do."""

    def __init__(self, browser: Browser, root: Path) -> None:
        self.browser, self.root = browser, root
        self.complaints: list[str] = []

    def open(
        self,
        page_file: Path,
        *,
        at: str = "",
        size: tuple[int, int] = DESKTOP,
        dark: bool = False,
        script: bool = True,
        bypass_policy: bool = False,
    ) -> Page:
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            bypass_csp=bypass_policy,
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.route("**/*", self._asked)
        page.on("console", lambda message: self.complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.goto(page_file.as_uri() + at)
        return page

    def _asked(self, route: Route) -> None:
        if route.request.url.startswith(self.root.as_uri()):
            route.continue_()
            return
        self.complaints.append(f"request: {route.request.url}")
        route.abort()


@pytest.fixture
def window(browser: Browser, root: Path) -> Iterator[Window]:
    opened = Window(browser, root)
    yield opened
    for context in browser.contexts:
        context.close()
    assert opened.complaints == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_fits_its_window_and_looks_the_part(
    window: Window, root: Path, kind: str, size: tuple[int, int], *, script: bool
) -> None:
    page = window.open(place(root, kind), size=size, script=script)
    if script:
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= size[0]
        assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"  # the style sheet was loaded
    assert page.locator("h1").first.is_visible()


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "redline"])  # that one has tests of its own
def test_no_violation(window: Window, root: Path, kind: str, screen: str) -> None:
    size, dark = SCREENS[screen]
    page = window.open(place(root, kind), size=size, dark=dark, bypass_policy=True)
    assert window.complaints == []
    found = violations(page)
    window.complaints.clear()  # axe-core asks for the style sheet itself, which a page from a disk may not
    assert found == []


def rows(page: Page) -> list[str]:
    shown = [one for one in page.locator("#ledger tbody tr").all() if one.is_visible()]
    return [one.locator("td").nth(3).inner_text() for one in shown]


def test_the_ledger_is_filtered_by_state_without_a_script(window: Window, root: Path) -> None:
    page = window.open(place(root, "status"), script=False)
    assert len(rows(page)) == 3
    assert not page.locator(".needs-script").is_visible()
    page.locator("#state-in-force").check(force=True)
    assert rows(page) == ["柳商规〔2025〕11号"]


def test_the_ledger_is_filtered_by_words_issuer_and_day_and_says_how_much_is_shown(window: Window, root: Path) -> None:
    page = window.open(place(root, "status"))
    page.locator("[name=words]").fill("决定")
    assert rows(page) == ["柳商规〔2024〕6号"]
    assert page.locator("#shown").inner_text() == "显示 1 / 3 项"
    page.locator("[name=words]").fill("")
    page.locator("[name=ends]").fill("2024-12-31")
    assert rows(page) == ["柳商规〔2023〕4号"]


def test_the_ledger_is_sorted_both_ways_with_what_is_unknown_last(window: Window, root: Path) -> None:
    page = window.open(place(root, "status"))
    head = page.locator("#ledger thead th").nth(1)
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    rising = rows(page)
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert rows(page) == rising[::-1]


def test_the_first_page_leads_to_the_ledger_of_a_state(window: Window, root: Path) -> None:
    page = window.open(place(root, "home"))
    page.get_by_role("link", name="已被取代").click()
    page.wait_for_url("**/status/index.html*")
    assert len(rows(page)) == 1


def test_a_permalink_leads_to_its_provision(window: Window, root: Path) -> None:
    page = window.open(place(root, "text"), at="#art-3")
    box = page.locator("#art-3").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= DESKTOP[1]


def test_a_reader_walks_from_the_first_page_to_a_redline_and_back(window: Window, root: Path) -> None:
    page = window.open(place(root, "home"), script=False)
    page.get_by_role("link", name="柳湾市首店奖励办法").first.click()
    page.get_by_role("link", name="沿革").click()
    page.get_by_role("link", name="柳商规〔2025〕11号").last.click()
    page.get_by_role("link", name="首页").click()
    assert page.url == place(root, "home").as_uri()


def test_a_word_is_found_and_leads_to_its_provision(window: Window, root: Path) -> None:
    page = window.open(place(root, "home"), at="?q=旗舰店")
    page.locator(".found li a").first.wait_for()
    assert page.locator(".found li").count() == 3
    page.locator(".found li a").first.click()
    page.wait_for_url("**/works/*/*/index.html*")
    assert "旗舰店" in page.locator("#main").inner_text()
