"""What machines read of a text page: Schema.org and ELI."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import get_args

import pytest

from tracker.lineage.values import State
from tracker.report.metadata import FORCE, Legislation, Named, Property, eli, json_ld

LOANS = Legislation(
    name="澜汀市中小微企业贷款风险补偿办法",
    number="澜财金规〔2025〕6号",
    kind="办法",
    made_by=("澜汀市财政局", "澜汀市地方金融管理局"),
    signed="2025-09-18",
    published="2025-09-30",
    start="2025-11-01",
    until="2028-10-31",
    state="in-force",
    url="https://example.org/works/loans/2025-11-01/index.html",
    data="https://example.org/works/loans/2025-11-01/index.json",
    work=Named(name="澜汀市中小微企业贷款风险补偿办法", url="https://example.org/works/loans/index.html"),
    repeals=(Named(name="澜财金规〔2023〕4号", url="https://example.org/works/loans/2023-12-01/index.html"),),
    cites=(Named(name="澜财预〔2020〕1号"),),
)


def test_a_text_in_the_words_of_schema_org() -> None:
    told = json.loads(json_ld(LOANS))
    assert told["@type"] == "Legislation"
    assert told["legislationIdentifier"] == "澜财金规〔2025〕6号"
    assert told["temporalCoverage"] == "2025-11-01/2028-10-31"
    assert told["legislationLegalForce"] == "https://schema.org/InForce"
    assert [one["name"] for one in told["legislationPassedBy"]] == ["澜汀市财政局", "澜汀市地方金融管理局"]
    assert told["legislationChanges"][0]["url"].endswith("2023-12-01/index.html")
    assert told["citation"] == [{"@type": "Legislation", "name": "澜财预〔2020〕1号"}]
    assert told["encoding"]["legislationLegalValue"] == "https://schema.org/UnofficialLegalValue"
    assert "legislationConsolidates" not in told


def test_what_is_not_known_is_not_told() -> None:
    told = json.loads(json_ld(Legislation(name="渡口管理办法")))
    assert set(told) == {"@context", "@type", "name", "inLanguage", "legislationJurisdiction"}
    assert eli(Legislation(name="渡口管理办法")) == (Property(name="eli:title", value="渡口管理办法"),)


def test_a_text_without_an_end_is_open() -> None:
    assert json.loads(json_ld(replace(LOANS, until="")))["temporalCoverage"] == "2025-11-01/.."
    assert "eli:date_no_longer_in_force" not in {one.name for one in eli(replace(LOANS, until=""))}


def test_a_consolidated_text_names_what_it_was_made_of() -> None:
    by = (Named(name="澜财金规〔2026〕1号", url="https://example.org/x"),)
    told = json.loads(json_ld(replace(LOANS, changed_by=by, before=Named(name="旧版"))))
    assert [one["name"] for one in told["legislationConsolidates"]] == ["旧版", "澜财金规〔2026〕1号"]
    assert Property(name="eli:changed_by", value="https://example.org/x", is_address=True) in eli(
        replace(LOANS, changed_by=by)
    )


@pytest.mark.parametrize("state", get_args(State))
def test_every_state_has_its_force_and_the_unknown_one_none(state: State) -> None:
    assert (state in FORCE) is (state != "unknown")
    told = {one.name: one.value for one in eli(replace(LOANS, state=state))}
    assert ("eli:in_force" in told) is (state != "unknown")
    if state in {"in-force", "partly-repealed"}:
        assert "notInForce" not in told["eli:in_force"]


def test_the_last_day_of_a_text_is_not_the_first_without_it() -> None:
    told = {one.name: one.value for one in eli(LOANS)}
    assert told["eli:first_date_entry_in_force"] == "2025-11-01"
    assert told["eli:date_no_longer_in_force"] == "2028-11-01"
    assert told["eli:in_force"].endswith("#InForce-inForce")


@pytest.mark.parametrize("until", ["9999-12-31", "2025-02-30", "3年"])
def test_an_end_that_is_no_day_gives_none(until: str) -> None:
    assert "eli:date_no_longer_in_force" not in {one.name for one in eli(replace(LOANS, until=until))}


def test_nothing_in_a_text_ends_the_script() -> None:
    evil = "</script><!--<script>&amp;\u2028\u202e\ud800\x00"
    text = Legislation(name=evil, number=evil, kind=evil, made_by=(evil,), cites=(Named(name=evil, url=evil),))
    told = json_ld(text)
    assert not set(told) & set("<>&\u2028\u2029\u202e\x00")
    assert json.loads(told)["name"].startswith("</script><!--<script>&amp;⟦U+2028⟧")
