"""The search of the site in Chromium, opened from a disk: 20,000 texts of shuffled clauses of the samples.

The numbers to hold: an answer within 50 ms, and at most 500 KB loaded for the first one. Each question is asked in a
page of its own. Beside the seconds of the wall stand those of the page's own thread, which a busy machine does not
stretch. The variable ``TRACKER_BENCH_TEXTS`` asks for fewer texts.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

from playwright.sync_api import Browser, CDPSession, sync_playwright

from tests.benchmarks import print_table, verdict
from tests.browser.conftest import ARGUMENTS
from tests.programs import CHROMIUM, program
from tests.site_search import made_texts, write_site

TEXTS = int(os.environ.get("TRACKER_BENCH_TEXTS") or 20_000)
MOST_MS, MOST_KB = 50, 500
TIMES = 5
ASKED = (
    "税",
    "补偿",
    "电梯",
    "充电设施",
    "人民政府",
    "贷款风险补偿",
    "银行 备案",
    "第3条 补偿",
    "1000",
    "没有这个词",
)
_ASK = """async (asked) => {
    const start = performance.now();
    const answer = await trackerSearch.ask(asked);
    const shown = await answer.more();
    return [performance.now() - start, shown.length];
}"""


def main() -> None:
    """Print what an answer costs."""
    with TemporaryDirectory() as folder, sync_playwright() as driver:
        start = time.process_time()
        page = write_site(Path(folder), made_texts(TEXTS))
        size = sum(one.stat().st_size for one in Path(folder).rglob("*.js")) / 1e6
        made = f"{TEXTS} texts indexed in {time.process_time() - start:.1f} s of CPU, {size:.0f} MB"
        chromium = driver.chromium.launch(executable_path=program(*CHROMIUM, package="chromium"), args=ARGUMENTS)
        rows = [(asked, *_measured(chromium, page, asked)) for asked in ASKED]
        chromium.close()
    table = [
        (asked, f"{wall:.0f}", f"{own:.0f}", f"{loaded:.0f}", str(shown), _held(own, loaded))
        for asked, wall, own, loaded, shown in rows
    ]
    print_table(made, ("asked", "ms", "ms of the page", "KB", "shown", ""), table)


def _held(own: float, loaded: float) -> str:
    return f"{verdict(own, MOST_MS)} {verdict(loaded, MOST_KB)}"


def _measured(browser: Browser, page: Path, asked: str) -> tuple[float, float, float, int]:
    """The best of some answers: milliseconds of the wall and of the page's thread, kilobytes, texts shown."""
    return min(_answer(browser, page, asked) for _ in range(TIMES))


def _answer(browser: Browser, page: Path, asked: str) -> tuple[float, float, float, int]:
    context = browser.new_context()
    opened = context.new_page()
    loaded: list[int] = []
    opened.on("request", lambda request: loaded.append(_size(request.url)))
    opened.goto(page.as_uri())
    opened.evaluate("trackerSearch.ask('')")
    session = context.new_cdp_session(opened)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = _busy(session)
    wall, shown = opened.evaluate(_ASK, asked)
    own = _busy(session) - before
    context.close()
    return wall, own * 1000, sum(loaded) / 1000, shown


def _size(address: str) -> int:
    path = Path(unquote(address.removeprefix("file://").partition("?")[0]))
    return path.stat().st_size if path.is_file() else 0


def _busy(session: CDPSession) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")
