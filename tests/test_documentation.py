"""The documentation site: every page has its place, every link of a page leads to a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

DOCS = Path(__file__).resolve().parent.parent / "docs"
CHINESE = ".zh-CN.md"


class _Loader(yaml.SafeLoader):  # type: ignore[misc]
    """Reads ``!ENV`` as nothing."""


_Loader.add_constructor("!ENV", lambda *_: None)
CONFIG = yaml.load((DOCS.parent / "mkdocs.yml").read_text("utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))


def named(entries: object) -> Iterator[tuple[str, str]]:
    """The pages of the menu with their titles, those of a part without one."""
    for entry in entries if isinstance(entries, list) else []:
        for title, below in entry.items() if isinstance(entry, dict) else [("", entry)]:
            if isinstance(below, str):
                yield title, below
            else:
                yield title, ""
                yield from named(below)


def test_the_menu_leads_to_pages_and_to_each_once() -> None:
    listed = [page for _, page in named(CONFIG["nav"]) if page]
    assert len(listed) == len(set(listed))
    assert set(listed) <= set(PAGES)


def test_the_menu_is_in_both_languages() -> None:
    chinese = CONFIG["plugins"][1]["i18n"]["languages"][1]
    assert chinese["locale"] == "zh-CN"
    assert {title for title, _ in named(CONFIG["nav"]) if title} == chinese["nav_translations"].keys()


def test_a_page_in_chinese_stands_beside_an_english_one() -> None:
    assert all(page.replace(CHINESE, ".md") in PAGES for page in PAGES)
    assert {"index.zh-CN.md", "tours.zh-CN.md"} <= set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files(page: str) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", (DOCS / page).read_text("utf-8"))
    relative = [target for target in targets if "://" not in target]
    assert [target for target in relative if not ((DOCS / page).parent / target).is_file()] == []
    assert not [target for target in relative if target.startswith("../..")]
