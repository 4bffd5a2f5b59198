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
def test_the_day_of_publication_is_the_gazettes_and_says_so(event: str) -> None:
    term = term_of(record(event))
    assert (term.start, term.start_note) == ("2025-09-01", event)
    assert "published in liuwan" in term.why[0].en


def test_what_is_not_known_stays_unknown() -> None:
    assert term_of(record("发布之日", published=None)).start is None
    assert term_of(record("印发之日", signed=None)).start is None
    assert term_of(record(None)).start is None
    assert term_of(records_for(document("甲通告"))[0]).start is None


@pytest.mark.parametrize(
    ("quote", "day"),
    [
        ("本措施自发布之日起30日后施行", "2025-10-01"),
        ("本措施自公布之日起三十日后施行", "2025-10-01"),
        ("本办法自印发之日起三个月后施行", "2025-09-30"),
        ("本办法自发布之日起1年后执行", "2026-09-01"),
    ],
)
def test_days_after_an_event_are_counted(quote: str, day: str) -> None:
    term = term_of(record(None, None, quote))
    assert term.start == day
    assert day in term.why[0].en


def test_working_days_need_a_calendar_that_we_do_not_have() -> None:
    term = term_of(record("公布之日", None, "自公布之日起10个工作日后施行"))
    assert term.start is None
    assert "working days" in term.why[0].en


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
    term = term_of(record(None, None, "本办法自2025年2月30日起施行"))
    assert term.start is None
    assert "2025年2月30日" in term.remarks[0].zh


def test_an_end_before_the_beginning_is_remarked() -> None:
    assert term_of(record("2025-05-01", "2024-01-01")).remarks
