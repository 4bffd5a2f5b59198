"""Reports: how long every format takes in this process, and how soon a browser shows the page of a whole code.

Timed is what ``RENDERERS`` does: a comparison in, the text or the file out. Needs the corpus (``TRACKER_CORPUS``) for
the formats; the page of a code is made here, with a change in every article, and shown where Chromium is present.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from tests.benchmarks import best_of_each, print_table, verdict
from tests.comparisons import change, place, sample
from tests.corpus import corpus_folder
from tests.programs import CHROMIUM
from tracker import compare, parse_file
from tracker.model import ChangeSet, DiffSet
from tracker.render import RENDERERS, RenderOptions

try:
    from playwright.sync_api import Browser, sync_playwright
except ImportError:  # it comes with the extra "dev"; without it only sizes are told
    sync_playwright = None  # type: ignore[assignment]  # stands for the function that is not here

TIMED = "gongsifa-2018-2023"
MOST_MILLISECONDS = {"html": 150.0, "docx": 500.0, "xlsx": 500.0}
FORMATS = ("text", "json", "html", "md", "docx", "xlsx")
ARTICLES = 1260
MOST_MEGABYTES, MOST_PAINT = 3.0, 1000.0


def main() -> None:
    folder = corpus_folder() / "revisions" / TIMED
    if folder.is_dir():
        _print_formats(compare(parse_file(folder / "old.txt"), parse_file(folder / "new.txt")))
    else:
        print_table("render: no corpus, formats not measured", ("set",), [("TRACKER_CORPUS",)])
    _print_pages({"each article changed once": code(1, 0), "3% of each article changed": code(3, 0.03)})


def _print_formats(comparison: ChangeSet | DiffSet) -> None:
    calls = [partial(RENDERERS[name], comparison, RenderOptions()) for name in FORMATS]
    seconds = best_of_each(calls)
    rows = []
    for name, call, took in zip(FORMATS, calls, seconds, strict=True):
        goal = MOST_MILLISECONDS.get(name)
        size = len(_bytes(call()))
        rows.append((name, took * 1000, size / 1000, verdict(took * 1000, goal) if goal else ""))
    print_table(f"{TIMED}, rendered in-process", ("format", "ms", "kB", "goal"), rows)


def _print_pages(codes: dict[str, ChangeSet]) -> None:
    rows = []
    with tempfile.TemporaryDirectory() as folder, _chromium() as browser:
        for name, comparison in codes.items():
            path = Path(folder, "page.html")
            path.write_bytes(_bytes(RENDERERS["html"](comparison, RenderOptions(context="all"))))
            megabytes = path.stat().st_size / 1e6
            painted = min(_first_paint(browser, path) for _ in range(3)) if browser else None
            paint = f"{painted:.0f} {verdict(painted, MOST_PAINT)}" if painted is not None else "no Chromium"
            rows.append((name, f"{megabytes:.2f} {verdict(megabytes, MOST_MEGABYTES)}", paint))
    print_table(f"the page of {ARTICLES} articles", ("code", "MB", "first contentful paint, ms"), rows)


def code(seed: int, part: float) -> ChangeSet:
    """A code of as many articles as a civil code, with that part (0 to 1) of each article's characters changed."""
    chance = random.Random(seed)
    changes = []
    for number in range(1, ARTICLES + 1):
        text = "".join(chance.choices("民事法律行为人应当按照约定履行义务，不得损害他人合法权益；", k=85)) + "。"
        cuts = {chance.randrange(len(text)) for _ in range(max(1, round(part * len(text))))}
        changed = "".join("新" if at in cuts else character for at, character in enumerate(text))
        changes.append(change([place(f"第{number}条", text)], [place(f"第{number}条", changed)]))
    return replace(sample(), changes=tuple(changes))


@contextmanager
def _chromium() -> Iterator[Browser | None]:
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if sync_playwright is None or path is None:
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def _first_paint(browser: Browser, path: Path) -> float:
    """Milliseconds from the start of the navigation."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(path.as_uri())
    found = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    page.close()
    return float(found)


def _bytes(rendered: str | bytes) -> bytes:
    return rendered.encode() if isinstance(rendered, str) else rendered


if __name__ == "__main__":
    main()
