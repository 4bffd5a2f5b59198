"""What axe-core finds against WCAG 2.2 AA, at both widths and in both colour schemes."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.pages import DESKTOP, PHONE, Pages, picture
from tests.comparisons import diff_set, sample
from tracker.model import ChangeSet, DiffSet
from tracker.render import RenderOptions

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
SCREENS = {
    "desktop": (DESKTOP, False),
    "desktop-dark": (DESKTOP, True),
    "phone": (PHONE, False),
    "phone-dark": (PHONE, True),
}


@cache
def axe() -> str:
    if AXE.is_file():
        return AXE.read_text("utf-8")
    message = "axe-core is missing: npm ci --prefix tests/browser"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def violations(page: Page) -> list[str]:
    """What axe-core finds, a line for each element; every change is drawn, as if it had been scrolled to."""
    page.add_style_tag(content=".change{content-visibility:visible!important}")
    page.add_script_tag(content=axe())
    found = page.evaluate("rules => axe.run(rules)", RULES)["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("screen", SCREENS)
def test_no_violation(pages: Pages, screen: str, tmp_path: Path) -> None:
    size, dark = SCREENS[screen]
    page = pages.open(size=size, dark=dark, bypass_policy=True)
    assert violations(page) == []
    page.locator("#layout-side-by-side").check()
    page.locator("#context-all").check()
    page.locator(".filters > summary").click()
    assert violations(page) == []
    assert picture(page, tmp_path / f"{screen}.png").stat().st_size


@pytest.mark.parametrize(
    ("comparison", "options"),
    [
        (diff_set(), RenderOptions(lang="en", verbose=True)),
        (sample(), RenderOptions(context="all", layout="side-by-side")),
    ],
    ids=["set", "sample"],
)
def test_no_violation_in_other_pages(pages: Pages, comparison: ChangeSet | DiffSet, options: RenderOptions) -> None:
    assert violations(pages.open(comparison, options, bypass_policy=True)) == []
