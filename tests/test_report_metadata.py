"""What machines read of the text pages of the sample store's site."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.sites import built

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("metadata") / "site"
    built(ROOT / "snapshots", root, day="2026-11-01")
    return root


def told(page: Path) -> dict[str, object]:
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.read_text("utf-8"))
    value = json.loads(data)
    assert isinstance(value, dict)
    return value


def properties(page: Path) -> dict[str, str]:
    found = re.findall(r'property="(eli:\w+)" (?:content|resource)="([^"]*)"', page.read_text("utf-8"))
    return dict(found)


def page_of(site: Path, day: str, words: str) -> Path:
    (found,) = (one for one in site.glob(f"works/*/{day}/index.html") if words in one.read_text("utf-8"))
    return found


def test_every_text_page_has_metadata_that_are_json(site: Path) -> None:
    pages = [one for one in site.glob("works/*/[0-9]*/index.html") if ".." not in one.parent.name]
    assert len(pages) >= 18
    assert {told(one)["@type"] for one in pages} == {"Legislation"}


def test_a_version_that_was_superseded_holds_until_the_day_before(site: Path) -> None:
    page = page_of(site, "2024-04-15", "澜政办规〔2024〕1号")
    value = told(page)
    assert value["legislationIdentifier"] == "澜政办规〔2024〕1号"
    assert value["temporalCoverage"] == "2024-04-15/2026-03-31"
    assert value["legislationLegalForce"] == "https://schema.org/NotInForce"
    assert value["legislationChanges"] == [{"@type": "Legislation", "name": "澜政办规〔2021〕2号"}]
    assert properties(page)["eli:date_no_longer_in_force"] == "2026-04-01"


def test_a_text_that_decisions_made_names_them_and_has_no_number(site: Path) -> None:
    page = page_of(site, "2026-04-01", "电动自行车")
    value = told(page)
    assert "legislationIdentifier" not in value
    assert value["legislationConsolidates"] == [{"@type": "Legislation", "name": "澜政办规〔2026〕1号"}]
    assert properties(page)["eli:in_force"].endswith("InForce-inForce")


def test_a_partial_repeal_is_a_change_and_no_repeal(site: Path) -> None:
    value = told(page_of(site, "2026-03-01", "部分条款"))
    assert value["legislationChanges"] == [{"@type": "Legislation", "name": "澜政规〔2021〕3号"}]
    state = told(page_of(site, "2021-05-01", "恢复保证金"))["legislationLegalForce"]
    assert state == "https://schema.org/PartiallyInForce"
