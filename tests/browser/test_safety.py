"""Hostile text is text: nothing of it runs, nothing of it is fetched, and the policy of the page stops what would."""

from __future__ import annotations

import pytest

from tests.browser.pages import DESKTOP, PHONE, Pages
from tests.comparisons import HOSTILE, change, hostile, place, sample
from tracker.model import ChangeSet, Version
from tracker.render import RenderOptions

pytestmark = pytest.mark.browser

ATTACKS = (
    "<script>window.ran=1</script>",
    '"><img src=x onerror="window.ran=1">',
    "'><svg onload=window.ran=1>",
    "]]><script>window.ran=1</script>",
    "</style></script><script>window.ran=1</script>",
    "--><iframe srcdoc='<script>parent.ran=1</script>'>",
    "javascript:window.ran=1",
    "{{ 7 * 7 }}{% raw %}${window.ran=1}",
)


def attack() -> ChangeSet:
    """A comparison whose title, labels and texts would each set ``window.ran``."""
    version = Version(ref=ATTACKS[0], title=ATTACKS[4], doc_number=ATTACKS[1], date=None, sha256=None, issuers=ATTACKS)
    changes = [change([place(one, one)], [place(one, f"{one}。")]) for one in ATTACKS]
    return ChangeSet(old=version, new=version, changes=tuple(changes), remarks=ATTACKS)


def test_nothing_of_a_hostile_text_runs(pages: Pages) -> None:
    page = pages.open(attack(), RenderOptions(verbose=True))
    page.keyboard.press("j")
    for link in page.locator(".outline a").all()[:3]:
        link.click()
    assert page.evaluate("window.ran") is None
    assert page.locator("img, svg, iframe").count() == 0
    shown = page.locator("body").inner_text()
    for text in ATTACKS:
        assert text in shown


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_megabyte_without_a_blank_and_every_control_fit_the_page(pages: Pages, size: tuple[int, int]) -> None:
    page = pages.open(hostile(), RenderOptions(verbose=True), size=size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    shown = page.locator("body").text_content() or ""
    assert HOSTILE[0] in shown
    assert "字" * 400_000 + "a" * 600_000 in shown
    assert not set(shown) & set("\x00\x07\x1b\u202e\u202c")


def test_the_policy_stops_a_script_that_got_into_the_page(pages: Pages) -> None:
    page = pages.open()
    page.evaluate("""
        const script = document.createElement("script");
        script.textContent = "window.ran = 1";
        document.body.append(script);
    """)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p onclick=\"window.ran = 1\" id=trap>trap</p>')")
    page.locator("#trap").click()
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"https://evil.example/x.png\">')")
    page.wait_for_function("performance.now() > 0")
    assert page.evaluate("window.ran") is None
    assert len(pages.complaints) == 3
    assert all("Content Security Policy" in complaint for complaint in pages.complaints)
    pages.complaints.clear()


def test_without_the_policy_a_request_would_be_seen(pages: Pages) -> None:
    """The watch on requests is itself watched: what the other tests do not find would be found."""
    page = pages.open(bypass_policy=True)
    with page.expect_request("https://evil.example/x.png"):
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"https://evil.example/x.png\">')")
    page.wait_for_function("document.images[0].complete")
    assert "request: https://evil.example/x.png" in pages.complaints
    pages.complaints.clear()


@pytest.mark.parametrize("comparison", [sample(), attack()], ids=["sample", "attack"])
def test_nothing_is_wider_than_a_phone(pages: Pages, comparison: ChangeSet) -> None:
    page = pages.open(comparison, RenderOptions(context="all", verbose=True), size=PHONE)
    for layout in ("inline", "side-by-side"):
        page.locator(f"#layout-{layout}").check()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
