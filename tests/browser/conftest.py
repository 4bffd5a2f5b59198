"""Chromium for the tests of this folder, started once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.pages import Pages
from tests.programs import CHROMIUM, program

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = program(*CHROMIUM, package="chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def pages(browser: Browser, tmp_path: Path) -> Iterator[Pages]:
    """Opens pages; at the end none may have written to the console, raised an error or asked for anything."""
    opened = Pages(browser=browser, folder=tmp_path)
    yield opened
    opened.close()
    assert opened.complaints == []
