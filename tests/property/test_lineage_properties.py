"""Laws of lineage: assignment is one-to-one and best, dates only move forward, the result does not depend on order."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.lineage_corpus import make_batch
from tests.lineage_samples import measure, records_for
from tracker.language.numbers_of_documents import number_key
from tracker.language.titles import levelled, rule_key
from tracker.library.kept_values import Print, stages_text, text_of, value_from, work_from
from tracker.likeness.assignment import matched
from tracker.likeness.sketches import resemblance, sketch
from tracker.lineage.state_of_versions import state_on
from tracker.lineage.terms import last_day
from tracker.lineage.values import Lineage
from tracker.lineage.works import lineage_of
from tracker.model import Document, Repeal

names = st.text("甲乙丙丁办法规定市区〔〕2025号令第《》〈〉()（） 关于印发的通知试行", max_size=30)
days = st.dates().map(lambda day: day.isoformat())
gains = st.integers(1, 5).flatmap(
    lambda rows: st.lists(st.lists(st.integers(0, 9), min_size=5, max_size=5), min_size=rows, max_size=rows)
)


@given(names)
def test_folding_again_changes_nothing(name: str) -> None:
    assert levelled(levelled(name)) == levelled(name)
    assert number_key(number_key(name)) == number_key(name)


@given(names)
def test_a_core_title_is_never_lost(name: str) -> None:
    assert bool(rule_key(name)) == bool(levelled(name))


@given(gains)
def test_the_assignment_is_the_best_one(table: list[list[int]]) -> None:
    weights = {("abcde"[i], "vwxyz"[j]): float(gain) for i, row in enumerate(table) for j, gain in enumerate(row)}
    found = sum(weights[pair] for pair in matched(weights))
    best = max(
        sum(row[column] for row, column in zip(table, chosen, strict=True))
        for chosen in permutations(range(5), len(table))
    )
    assert found == best


@given(st.dictionaries(st.tuples(st.sampled_from("abcde"), st.sampled_from("vwxyz")), st.floats(0.1, 1.0)))
def test_nothing_is_assigned_twice(weights: dict[tuple[str, str], float]) -> None:
    chosen = matched(weights)
    assert chosen <= weights.keys()
    assert len({old for old, _ in chosen}) == len({new for _, new in chosen}) == len(chosen)


@given(st.text("甲乙丙丁戊己庚辛壬癸子丑", min_size=40, max_size=300), st.integers(0, 20))
def test_a_text_resembles_itself_most(text: str, cut: int) -> None:
    whole = sketch(text)
    assert resemblance(whole, whole) == 1.0
    assert resemblance(whole, sketch(text[cut:])) == resemblance(sketch(text[cut:]), whole)


@given(st.dates(max_value=date(8000, 1, 1)), st.integers(1, 500), st.sampled_from("年月日"))
def test_a_longer_term_ends_later(start: date, length: int, unit: str) -> None:
    unit = "个月" if unit == "月" else unit
    one, longer = last_day(start.isoformat(), f"{length}{unit}"), last_day(start.isoformat(), f"{length + 1}{unit}")
    assert one is not None
    assert longer is not None
    assert start.isoformat() <= one
    assert one < longer


titles = st.sampled_from(["柳湾市首店奖励办法", "柳湾市首店奖励暂行办法", "柳湾市集市规定", "柳湾市城南区集市规定", ""])
numbers = st.sampled_from([None, "柳商发〔2021〕1号", "柳商发〔2022〕2号", "柳商发〔2023〕3号"])
dates = st.sampled_from([None, "2021-01-01", "2022-02-02", "2023-03-03", "2023-02-30"])
repeals = st.builds(Repeal, title=titles, doc_number=numbers, partial=st.booleans())
documents = st.builds(
    lambda title, number, day, ended: measure(title or "通知", number, day, repeals=tuple(ended)),
    titles,
    numbers,
    dates,
    st.lists(repeals, max_size=3),
)


@settings(max_examples=150)
@given(st.lists(documents, max_size=6), days, st.randoms())
def test_any_documents_make_works_whatever_their_order(made: list[Document], day: str, random: Random) -> None:
    records = records_for(*made)
    lineage = lineage_of(records)
    random.shuffle(records)
    assert lineage_of(records) == lineage
    _sound(lineage, {record.key for record in records}, day)


def _sound(lineage: Lineage, keys: set[str], day: str) -> None:
    """Every record is one version or a reprint of one; links join neighbours, the older before the newer."""
    stages = [stage for work in lineage.works for stage in work.stages]
    held = [stage.record.key for stage in stages] + [one.key for stage in stages for one in stage.reprints]
    assert sorted(held) == sorted(keys)
    for work in lineage.works:
        assert work.stages[0].link is None
        for old, new in zip(work.stages, work.stages[1:], strict=False):
            assert new.link is not None
            assert (new.link.old, new.link.new) == (old.record.key, new.record.key)
            assert 0 < new.link.score <= 1
            assert not old.record.day or not new.record.day or old.record.day <= new.record.day
        for stage in work.stages:
            state_on(stage, day)
    assert len({work.name for work in lineage.works}) == len(lineage.works)


def test_what_is_kept_comes_back() -> None:
    records = records_for(*(holding.document for holding in make_batch(3, works=6).holdings))
    for record in records:
        kept = value_from(Print, text_of(Print(record=record, reprints=(record,))))
        assert kept.record == record
        assert kept.record.sketch == record.sketch
        assert kept.reprints == (record,)
    for work in lineage_of(records).works:
        assert work_from(work.name, stages_text(work.stages)) == work
