from __future__ import annotations

import pytest

from tests.lineage_samples import document, records_for
from tracker.lineage.terms import last_day, later_by, term_of
from tracker.lineage.values import Record, Term
from tracker.model import Effect


def record(
    start: str | None,
    until: str | None = None,
    quote: str = "",
    *,
    signed: str | None = "2025-06-30",
    published: str | None = "2025-09-01",
) -> Record:
    effect = Effect(start=start, until=until, quote=quote)
    return records_for(document("甲通告", "甲〔2025〕1号", signed, effective=effect), published=published)[0]


def test_a_printed_date_is_taken_as_it_is() -> None:
    term = term_of(record("2025-02-01"))
    assert (term.start, term.start_note, term.until) == ("2025-02-01", "", None)


def test_the_day_of_issue_is_the_signing_date_and_says_so() -> None:
    term = term_of(record("印发之日"))
    assert (term.start, term.start_note) == ("2025-06-30", "印发之日")
    assert term.why[0].en == "自印发之日起 → 2025-06-30 (signed)"


@pytest.mark.parametrize("event", ["发布之日", "公布之日"])
def test_the_day_of_publication_is_the_documents_own_and_at_the_latest_the_gazettes(event: str) -> None:
    term = term_of(record(event))
    assert (term.start, term.start_note, term.presumed) == ("2025-06-30", event, False)
    assert term.why[0].zh == f"自{event}起 → 2025-06-30（成文日期；最迟为 2025-09-01，刊登于 liuwan/2024/000）"


def test_without_a_day_of_signing_the_gazettes_is_the_latest_possible() -> None:
    for event in ("印发之日", "公布之日", "通过之日"):
        term = term_of(record(event, signed=None))
        assert (term.start, term.presumed) == ("2025-09-01", True)
        assert "最迟为该日" in term.why[0].zh


def test_what_states_no_day_is_presumed_to_hold_since_it_was_issued() -> None:
    term = term_of(record(None))
    assert (term.start, term.presumed) == ("2025-06-30", True)
    assert term.why[0].zh == "未载明施行日期，按成文日期推定 → 2025-06-30"
    assert term_of(record(None, signed=None)).why[0].zh.startswith("未载明施行日期，也无成文日期，按刊登日期推定")
    assert term_of(record("批准之日")).presumed


def test_what_is_not_known_stays_unknown() -> None:
    assert term_of(record("发布之日", signed=None, published=None)).start is None
    assert term_of(record(None, signed=None, published=None)).start is None


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("发布之日起30日后", "2025-07-30"),
        ("公布之日起三十日后", "2025-07-30"),
        ("印发之日起三个月后", "2025-09-30"),
        ("公布之日起六个月后", "2025-12-30"),
        ("发布之日起1年后", "2026-06-30"),
    ],
)
def test_days_after_an_event_are_counted(start: str, day: str) -> None:
    term = term_of(record(start))
    assert (term.start, term.start_note) == (day, start)
    assert day in term.why[0].en


def test_working_days_are_counted_without_a_calendar_of_holidays_and_that_is_presumed() -> None:
    term = term_of(record("公布之日起10个工作日后"))
    assert (term.start, term.presumed) == ("2025-07-14", True)
    assert "工作日按周一至周五推算" in term.why[0].zh


def test_a_day_before_the_signing_is_questioned() -> None:
    term = term_of(record("2025-01-01"))
    assert term.start == "2025-01-01"
    assert [line.zh for line in term.remarks] == ["施行日期 2025-01-01 早于成文日期 2025-06-30"]
    assert not term.contradictory
    assert term_of(record("2025-06-30")).remarks == ()


@pytest.mark.parametrize(
    ("start", "length", "last"),
    [
        ("2024-01-01", "3年", "2026-12-31"),
        ("2024-02-29", "1年", "2025-02-27"),
        ("2025-06-30", "三年", "2028-06-29"),
        ("2025-01-31", "6个月", "2025-07-30"),
        ("2025-08-31", "1个月", "2025-09-29"),
        ("2025-03-01", "90日", "2025-05-29"),
        ("2025-03-01", "1年半", "2026-08-31"),
        ("2025-03-01", "长期", None),
        ("2025-03-01", "99999999999999999999年", None),
        ("2025-03-01", "9999年", None),
    ],
)
def test_a_term_ends_on_its_last_day(start: str, length: str, last: str | None) -> None:
    assert last_day(start, length) == last


def test_months_end_where_the_month_ends() -> None:
    assert later_by("2025-01-31", 1) == "2025-02-28"
    assert later_by("2025-01-31", 12 * 9000) is None


def test_a_term_that_is_counted_together_begins_with_the_version_before() -> None:
    before = Term(start="2024-01-01", until="2026-12-31")
    joint = record("印发之日", "3年", "有效期与原办法合计共三年")
    assert term_of(joint, before).until == "2026-12-31"
    assert term_of(joint).until is None


@pytest.mark.parametrize("text", ["2025-02-30", "2025-13-01"])
def test_a_day_that_does_not_exist_is_remarked(text: str) -> None:
    term = term_of(record(text))
    assert term.start is None
    assert "does not exist" in term.remarks[0].en


def test_a_printed_day_that_does_not_exist_is_remarked() -> None:
    term = term_of(record("2025年2月30日"))
    assert (term.start, term.contradictory) == (None, True)
    assert "2025-02-30" in term.remarks[0].zh


def test_an_end_before_the_beginning_is_a_contradiction() -> None:
    term = term_of(record("2025-05-01", "2024-01-01"))
    assert term.contradictory
    assert "有效期至 2024-01-01，早于施行日期 2025-05-01" in [line.zh for line in term.remarks]
