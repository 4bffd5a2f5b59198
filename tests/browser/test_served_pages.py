"""The live pages in Chromium: no complaint of the policy, no page wider than a phone, two files compared."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from tests.browser.test_accessibility import violations
from tests.commands import tracker
from tests.history_samples import NUMBERS, RULE, issues, make_history

PATIENT = 180_000
"""Milliseconds: the machine may be shared."""
PATHS = (
    "/",
    "/?lang=en",
    "/works",
    "/status",
    f"/work?name={quote(RULE)}",
    f"/text?ref={quote(RULE)}",
    f"/search?q={quote('盲道')}",
    f"/history?work={quote(RULE)}",
    f"/blame?work={quote(RULE)}",
    f"/diff?old={quote(NUMBERS[0])}&new={quote(NUMBERS[4])}",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the sample store, in a process of its own."""
    store = make_history(tmp_path_factory.mktemp("served") / "store")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = [sys.executable, "-m", "tracker", "serve", "--store", str(store), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        address = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                with urlopen(f"{address}/healthz") as reply:  # noqa: S310 - loopback
                    assert reply.status == 200
                break
            except OSError:
                time.sleep(0.1)
        yield address
        server.terminate()
        assert server.wait(60) in {0, -15}


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_complains_or_is_wider_than_the_screen(browser: Browser, site: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_default_timeout(PATIENT)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in PATHS:
        page.goto(site + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.close()
    assert said == []


@pytest.mark.browser
def test_two_files_are_compared_from_the_page(browser: Browser, site: str, tmp_path: Path) -> None:
    for name, n in (("旧.txt", 0), ("新.txt", 3)):
        (tmp_path / name).write_bytes(issues()[n])
    page = browser.new_page()
    page.set_default_timeout(PATIENT)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(site)
    page.set_input_files("#drop input[name=old]", tmp_path / "旧.txt")
    page.set_input_files("#drop input[name=new]", tmp_path / "新.txt")
    with page.expect_navigation(timeout=PATIENT):
        page.click("#drop button")
    assert page.locator("ins", has_text="五千元").count() >= 1
    page.close()
    assert said == []


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
def test_no_page_hinders_anybody(browser: Browser, site: str, dark: bool, tmp_path: Path) -> None:  # noqa: FBT001
    many = tmp_path / "many.html"
    numbers = [number for number in NUMBERS if number != NUMBERS[2]]
    store = make_history(tmp_path / "store")
    assert tracker("diff", *numbers, "--store", store, "-o", many).returncode == 0
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme="dark" if dark else "light", bypass_csp=True
    )
    page = context.new_page()
    page.set_default_timeout(PATIENT)
    found = []
    for address in (*(site + path for path in PATHS), many.as_uri()):
        page.goto(address)
        found += [f"{address[-60:]} {line}" for line in violations(page)]
    context.close()
    assert found == []
