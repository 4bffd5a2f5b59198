"""Pages of ours in Chromium: they must not fetch anything, and must not complain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.comparisons import sample
from tracker.model import ChangeSet, DiffSet
from tracker.render import RENDERERS, RenderOptions

DESKTOP, PHONE = (1280, 900), (390, 844)


def html(comparison: ChangeSet | DiffSet, options: RenderOptions) -> str:
    rendered = RENDERERS["html"](comparison, options)
    assert isinstance(rendered, str)
    return rendered


@dataclass(slots=True, kw_only=True)
class Pages:
    """Opens comparisons as pages; ``complaints`` gathers what no page may do."""

    browser: Browser
    folder: Path
    complaints: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def open(  # noqa: PLR0913 - each is something that a test varies
        self,
        comparison: ChangeSet | DiffSet | None = None,
        options: RenderOptions | None = None,
        *,
        at: str = "",
        size: tuple[int, int] = DESKTOP,
        dark: bool = False,
        script: bool = True,
        bypass_policy: bool = False,
    ) -> Page:
        """A page in a window of its own; ``at`` is the fragment of its address."""
        source = self.folder / f"page-{len(self._contexts)}.html"
        source.write_text(html(comparison or sample(), options or RenderOptions()), encoding="utf-8")
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            bypass_csp=bypass_policy,
            reduced_motion="reduce",
        )
        self._contexts.append(context)
        page = context.new_page()
        self._watch(page, source.as_uri())
        page.goto(source.as_uri() + at)
        return page

    def close(self) -> None:
        """Close every window."""
        for context in self._contexts:
            context.close()

    def _watch(self, page: Page, address: str) -> None:
        def asked(route: Route) -> None:
            if route.request.url.partition("#")[0] == address:
                route.continue_()
                return
            self.complaints.append(f"request: {route.request.url}")
            route.abort()

        page.route("**/*", asked)
        page.on("console", lambda message: self.complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))


def visible_names(page: Page, selector: str = ".change") -> Sequence[str]:
    """The names of the changes that can be seen, in their order."""
    return [str(one.get_attribute("id")) for one in page.locator(selector).all() if one.is_visible()]


def picture(page: Page, path: Path) -> Path:
    """The whole page as a picture; what lies outside the window is drawn too."""
    page.screenshot(path=path, full_page=True, style=".change{content-visibility:visible!important}")
    return path
