"""Golden comparisons: each folder of ``cases`` holds two texts, the comparison and the page that they must give.

``pytest tests/test_cases.py --rewrite-cases`` writes the golden files anew; read what changed before committing it.

A golden page names the style sheet and the script where the page carries them, and so their digests: what they do is
tested in a browser, that the digests are theirs in ``test_render_html``.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.corpus import ROOT
from tracker.compare import compare
from tracker.model import ChangeSet
from tracker.parse import parse_file
from tracker.render import RENDERERS, RenderOptions
from tracker.render.template_environment import asset

CASES = sorted(path for path in (ROOT / "tests" / "cases").iterdir() if path.is_dir())
GOLDEN = {"expected.json": "json", "redline.html": "html"}
NAMED = ("redline.css", "redline.js")


def compared(case: Path) -> ChangeSet:
    old, new = (parse_file(next(case.glob(f"{side}.*"))) for side in ("old", "new"))
    comparison = compare(old, new)
    assert isinstance(comparison, ChangeSet)
    return comparison


def without_files(page: str) -> str:
    """A page with the name of each file of ours in the place of its text, and no digest of either."""
    for name in NAMED:
        assert page.count(asset(name)) == 1
        page = page.replace(asset(name), f"[{name}]")
    page, count = re.subn(r"sha256-[\w+/]{43}=", "sha256-…", page)
    assert count == len(NAMED)
    return page


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(case: Path, *, rewrite_cases: bool) -> None:
    comparison = compared(case)
    for name, format_ in GOLDEN.items():
        rendered = RENDERERS[format_](comparison, RenderOptions())
        assert isinstance(rendered, str)
        if format_ == "html":
            rendered = without_files(rendered)
        if rewrite_cases:
            (case / name).write_text(rendered, encoding="utf-8")
        assert (case / name).read_text(encoding="utf-8") == rendered


def kinds(name: str) -> list[tuple[str, list[str | None], list[str | None]]]:
    return [
        (change.kind, [place.label for place in change.old], [place.label for place in change.new])
        for change in compared(ROOT / "tests" / "cases" / name).changes
        if change.kind != "unchanged"
    ]


def test_an_article_that_became_two_and_two_that_became_one() -> None:
    assert ("split", ["第二条"], ["第二条", "第三条"]) in kinds("split-and-merge")
    assert ("merged", ["第三条", "第四条"], ["第四条"]) in kinds("split-and-merge")


def test_typography_is_no_change() -> None:
    assert kinds("typography") == []


def test_a_reference_that_followed_a_renumbered_article_is_editorial() -> None:
    comparison = compared(ROOT / "tests" / "cases" / "renumbering-only")
    followed = next(change for change in comparison.changes if change.kind == "modified")
    assert (followed.editorial, followed.renumbered) == (True, True)


def test_look_alikes_in_parallel_chapters_keep_to_their_own() -> None:
    pairs = {
        (change.old[0].label, change.new[0].label)
        for change in compared(ROOT / "tests" / "cases" / "look-alikes").changes
        if change.old and change.new and change.new[0].level == "article"
    }
    assert pairs == {("第三条", "第一条"), ("第四条", "第二条"), ("第一条", "第三条"), ("第二条", "第四条")}
