"""The pictures of docs/checks.md, made anew: ``python -m tests.check_pictures`` writes docs/check-*.png with Chromium.

A project with the sample store and a sample policy is made; the action runs on it as GitHub would run it.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt
from playwright.sync_api import Browser, sync_playwright

from tests.commands import tracker
from tests.github_stand_in import ROOT, Machine
from tests.programs import CHROMIUM
from tests.store_samples import git

SAMPLES = ROOT / "snapshots" / "lantingshi"
CONFIG = '[check]\nfail-on = ["damaged", "cited"]\nworks = ["澜财金规〔2023〕4号"]\ncites = ["policies/**/*.md"]\n'
_STYLE = """
body { margin: 0; font: 14px/1.5 "Noto Sans CJK SC", sans-serif; color: #1f2328; background: #fff }
main { padding: 14px 20px; width: 920px }
h3 { font-size: 18px; margin: 4px 0 10px } h5 { font-size: 14px; margin: 8px 0 2px }
h4 { margin: 12px 0 4px } ul { padding-left: 22px; margin: 2px 0 }
code { background: #eff1f3; border-radius: 4px; padding: 1px 4px; font-size: 12px }
ins { background: #d1f0d7; text-decoration: none } del { background: #ffd7d5 }
summary { margin: 8px 0 } details p { margin: 3px 0 }
pre { margin: 0; padding: 14px 18px; width: 1000px; background: #16181d; color: #d7dae0; white-space: pre-wrap;
      font: 13px/1.5 "Noto Sans Mono CJK SC", monospace }
pre .gone { color: #ff8f8a } pre .new { color: #7ee2a0 } pre .head { color: #8ab4f8 }
"""


def main() -> None:
    """Write the pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        project = make_project(Path(folder) / "project")
        run = Machine(workspace=project, folder=Path(folder) / "runner", event={}).run()
        command = ["cites", "policies", "--store", "snapshots", "--as-of", "2026-06-01"]
        told = tracker(*command, cwd=project).stdout.decode()
        browser = driver.chromium.launch(executable_path=_chromium())
        page = MarkdownIt("commonmark", {"html": True}).enable("table").render(run.summary).replace("❌", "✗")
        head, _, redlines = page.partition("<details>")
        terminal = f'<pre><span class="head">$ tracker cites policies</span>\n{coloured(told)}</pre>'
        _picture(browser, f"<main>{head}</main>", "check-summary", 420)
        _picture(browser, f"<main><details open>{redlines}</main>", "check-redline", 500)
        _picture(browser, terminal, "check-cites", 620)
        browser.close()


def make_project(folder: Path) -> Path:
    """A project with the sample store, a policy that cites it, and a configuration."""
    folder.mkdir(parents=True)
    git(folder, "init", "-q", "--initial-branch=main")
    shutil.copytree(ROOT / "docs" / "policies", folder / "policies")
    (folder / "tracker.toml").write_text(CONFIG, "utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "Policies")
    for issue in ("2023/021", "2025/018"):
        source = SAMPLES / issue / "source.txt"
        done = tracker("add", "--store", "snapshots", "--gazette", "lantingshi", source, cwd=folder)
        assert done.returncode == 0, done.stderr
    return folder


def coloured(text: str) -> str:
    """The marks of a redline in the colours of a terminal."""
    marked = re.sub(r"\[-(.*?)-\]", r'<span class="gone">[-\1-]</span>', escape(text), flags=re.DOTALL)
    return re.sub(r"\{\+(.*?)\+\}", r'<span class="new">{+\1+}</span>', marked, flags=re.DOTALL)


def _picture(browser: Browser, body: str, name: str, height: int) -> None:
    page = browser.new_page(viewport={"width": 1040, "height": height})
    page.set_content(f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style>{body}")
    box = page.locator("main, pre").bounding_box()
    assert box is not None
    size = {"x": 0, "y": 0, "width": box["width"], "height": min(box["height"], height)}
    page.screenshot(path=ROOT / "docs" / f"{name}.png", clip=size)  # type: ignore[arg-type]
    page.close()


def _chromium() -> str | None:
    return next((path for name in CHROMIUM if (path := shutil.which(name))), os.environ.get("CHROMIUM"))


if __name__ == "__main__":
    main()
