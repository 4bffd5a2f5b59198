"""An index that is brought up to date step by step says what a lineage of everything says, in whatever order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.lineage_corpus import make_batch
from tests.lineage_samples import TEXT, document, holding
from tracker.library import held_records, upkeep, whole_lineage
from tracker.library.index import Index
from tracker.lineage import catalogue
from tracker.lineage.decisions import Decisions, parse_decisions
from tracker.lineage.digest import records_of
from tracker.lineage.loose_ends import in_order, missing_of
from tracker.lineage.values import Lineage, Record
from tracker.lineage.works import lineage_of
from tracker.model import Document, Effect, Repeal

TITLES = (
    "柳湾市首店奖励办法",
    "柳湾市首店奖励暂行办法",
    "柳湾市集市规定",
    "柳湾市城南区集市规定",
    "柳湾市夜市摊位补贴办法",
    "柳湾市首店奖励资金管理规定",
    "柳湾市首店扶持政策实施意见",
    "柳湾市商务局关于修改《柳湾市集市规定》的决定",
)
NUMBERS = (None, "柳商发〔2021〕1号", "柳商发〔2022〕2号", "柳商发〔2023〕3号", "柳商发〔2024〕4号")
DAYS = (None, "2021-01-01", "2022-02-02", "2023-03-03", "2024-04-04")
ISSUERS = ("柳湾市商务局", "柳湾市商业局", "柳湾市发展改革局")
DECISIONS = (
    "",
    '[[same]]\ndocuments = ["柳商发〔2021〕1号", "柳商发〔2024〕4号"]\n',
    (
        '[[different]]\ndocuments = ["柳湾市集市规定", "柳商发〔2023〕3号"]\n'
        '[[issuer]]\nold = "柳湾市商务局"\nnew = "柳湾市发展改革局"\n'
    ),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    title = draw(st.sampled_from(TITLES))
    measure = None if "决定" in title or draw(st.booleans()) else title
    ended = st.builds(Repeal, title=st.sampled_from(TITLES), doc_number=st.sampled_from(NUMBERS), partial=st.booleans())
    words = draw(st.permutations(TEXT))[: draw(st.integers(1, 6))]
    made = document(
        f"{draw(st.sampled_from(ISSUERS))}关于印发《{title}》的通知" if measure else title,
        draw(st.sampled_from(NUMBERS)),
        draw(st.sampled_from(DAYS)),
        measure=measure,
        text=tuple(words),
        effective=draw(st.sampled_from((None, Effect(start="印发之日", until="2年", quote="自印发之日起施行")))),
        repeals=tuple(draw(st.lists(ended, max_size=2))),
        cites=tuple(draw(st.lists(st.sampled_from(NUMBERS[1:]), max_size=2))),
        issuers=(draw(st.sampled_from(ISSUERS)),),
    )
    return replace(made, kind=draw(st.sampled_from(("通知", "决定"))))


def records(issue: str, made: Sequence[Document]) -> list[Record]:
    holdings = [replace(holding(one, issue=issue), index=place) for place, one in enumerate(made)]
    return records_of(holdings, lambda one: [one])


issues = st.integers(1, 9).map(lambda number: f"liuwan/2024/{number:03d}")
steps = st.lists(
    st.tuples(st.dictionaries(issues, st.lists(documents(), max_size=2), min_size=1, max_size=2), st.integers(0, 9)),
    min_size=2,
    max_size=9,
)


def told(index: Index, decisions: Decisions) -> Lineage:
    """What an index says of all that it holds, as a lineage."""
    held = index.records
    return Lineage(
        works=tuple(index.works.all()),
        missing=missing_of(index.said.claims(), lambda number: bool(held.with_number(number))),
        remarks=in_order((*index.said.remarks(), *decisions.decided(held).remarks)),
    )


def assert_same(index: Index, held: Mapping[str, list[Record]], decisions: Decisions) -> None:
    whole = lineage_of([record for found in held.values() for record in found], decisions)
    step = told(index, decisions)
    assert step.works == whole.works
    assert step.missing == whole.missing
    assert step.remarks == whole.remarks
    names = [name for name, _ in index.works.all_names("work")]
    assert len(set(names)) == len(whole.works)


@pytest.fixture(autouse=True)
def _always_in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """No change is large enough to make everything anew."""
    monkeypatch.setattr(upkeep, "_MOST", 0)


@settings(max_examples=120, deadline=None)
@given(steps, st.sampled_from(DECISIONS))
def test_steps_give_what_the_whole_gives(taken: list[tuple[dict[str, list[Document]], int]], text: str) -> None:
    decisions = parse_decisions(text)
    held: dict[str, list[Record]] = {}
    with Index(None) as index:
        for added, removed in taken:
            changed = {issue: records(issue, made) for issue, made in added.items()}
            if removed and (gone := f"liuwan/2024/{removed:03d}") in held and gone not in changed:
                changed[gone] = []
            with index.writing():
                index.bring_lineage(changed.items(), decisions)
            held |= changed
            assert_same(index, held, decisions)


@settings(max_examples=80, deadline=None)
@given(steps, st.sampled_from(DECISIONS), st.integers(1, 5))
def test_everything_at_once_gives_what_the_whole_gives(
    taken: list[tuple[dict[str, list[Document]], int]], text: str, together: int
) -> None:
    """Component by component, a few at a time: what ends a version may stand in another one."""
    decisions = parse_decisions(text)
    held = {issue: records(issue, made) for added, _ in taken for issue, made in added.items()}
    with pytest.MonkeyPatch.context() as patch, Index(None) as index:
        patch.setattr(whole_lineage, "_AT_ONCE", together)
        patch.setattr(held_records, "_REMEMBERED", 2)
        for _ in range(2):
            with index.writing():
                index.bring_lineage(held.items(), decisions, anew=True)
            assert_same(index, held, decisions)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 200), st.randoms(use_true_random=False))
def test_a_city_of_many_works_comes_issue_by_issue(seed: int, random: object) -> None:
    found: dict[str, list[Record]] = {}
    for one in make_batch(seed, works=8).holdings:
        found.setdefault(one.issue, []).extend(records_of([one], lambda each: [each]))
    order = sorted(found)
    random.shuffle(order)  # type: ignore[attr-defined]
    held: dict[str, list[Record]] = {}
    with Index(None) as index:
        for issue in order:
            held[issue] = found[issue]
            with index.writing():
                index.bring_lineage({issue: found[issue]}.items(), Decisions())
        assert_same(index, held, Decisions())
        for issue in order[::5]:
            del held[issue]
            with index.writing():
                index.bring_lineage({issue: []}.items(), Decisions())
        assert_same(index, held, Decisions())


@settings(max_examples=40, deadline=None)
@given(steps)
def test_what_is_boilerplate_is_the_same_in_steps(taken: list[tuple[dict[str, list[Document]], int]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for module in ("tracker.lineage.catalogue", "tracker.library.held_records", "tracker.library.upkeep"):
            patch.setattr(f"{module}.CROWD", 2)
        assert catalogue.CROWD == 2
        held: dict[str, list[Record]] = {}
        with Index(None) as index:
            for added, _ in taken:
                changed = {issue: records(issue, made) for issue, made in added.items()}
                with index.writing():
                    index.bring_lineage(changed.items(), Decisions())
                held |= changed
                assert_same(index, held, Decisions())


def test_everything_anew_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "_MOST", 4)
    found: dict[str, list[Record]] = {}
    for one in make_batch(5, works=12).holdings:
        found.setdefault(one.issue, []).extend(records_of([one], lambda each: [each]))
    with Index(None) as index:
        with index.writing():
            index.bring_lineage(found.items(), Decisions())
        assert_same(index, found, Decisions())
        with index.writing():
            index.bring_lineage({}.items(), Decisions(), anew=True)
        assert_same(index, found, Decisions())


def in_steps(taken: Sequence[Mapping[str, Sequence[Document]]], decisions: Decisions | None = None) -> Index:
    """An index that took some steps and was right after each of them."""
    decisions = decisions or Decisions()
    index = Index(None)
    held: dict[str, list[Record]] = {}
    for step in taken:
        changed = {issue: records(issue, made) for issue, made in step.items()}
        with index.writing():
            index.bring_lineage(changed.items(), decisions)
        held |= changed
        assert_same(index, held, decisions)
    return index


def rule(title: str, number: str, day: str, *, text: Sequence[str] = TEXT, **more: Any) -> Document:  # noqa: ANN401 - fields of a document
    return document(f"关于印发《{title}》的通知", number, day, measure=title, text=tuple(text), **more)


def chains_of_numbers(index: Index) -> list[list[str | None]]:
    return [[stage.record.number for stage in work.stages] for work in index.works.all()]


OLD_TITLE, NEW_TITLE = "柳湾市首店奖励暂行办法", "柳湾市首店奖励资金管理规定"


def test_an_older_text_that_comes_later_is_found_by_its_likeness() -> None:
    new = rule(NEW_TITLE, "柳商发〔2024〕4号", "2024-04-04")
    old = rule(OLD_TITLE, "柳商发〔2021〕1号", "2021-01-01")
    with in_steps([{"liuwan/2024/002": [new]}, {"liuwan/2021/001": [old]}]) as index:
        assert chains_of_numbers(index) == [["柳商发〔2021〕1号", "柳商发〔2024〕4号"]]


def test_what_becomes_boilerplate_and_ceases_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("tracker.lineage.catalogue", "tracker.library.held_records", "tracker.library.upkeep"):
        monkeypatch.setattr(f"{module}.CROWD", 2)
    old = rule(OLD_TITLE, "柳商发〔2021〕1号", "2021-01-01")
    new = rule(NEW_TITLE, "柳商发〔2024〕4号", "2024-04-04")
    alike = rule("柳湾市城市照明规定", "柳商发〔2020〕9号", "2020-01-01")
    with in_steps(
        [
            {"liuwan/2021/001": [old], "liuwan/2024/001": [new]},
            {"liuwan/2020/001": [alike]},
            {"liuwan/2020/001": []},
        ]
    ) as index:
        assert len(chains_of_numbers(index)) == 1


def test_what_a_document_ends_ends_on_another_day_when_its_own_day_changes() -> None:
    ended = Repeal(title="柳湾市集市规定", doc_number="柳商发〔2021〕1号")
    market = rule("柳湾市集市规定", "柳商发〔2021〕1号", "2021-01-01", text=TEXT[:1])
    first, then = (
        rule("柳湾市河道保洁办法", "柳商发〔2024〕4号", day, text=TEXT[4:], repeals=(ended,))
        for day in ("2024-04-04", "2024-05-05")
    )
    with in_steps([{"liuwan/2021/001": [market]}, {"liuwan/2024/001": [first]}, {"liuwan/2024/001": [then]}]) as index:
        (work,) = [one for one in index.works.all() if one.name == "柳湾市集市规定"]
        assert work.stages[0].ended == "2024-05-05"


def test_a_body_that_turns_out_to_be_renamed_joins_versions() -> None:
    before, after = ("柳湾市商务局",), ("柳湾市经济运行局",)
    steps: list[dict[str, list[Document]]] = [
        {"liuwan/2021/001": [rule(OLD_TITLE, "柳商发〔2021〕1号", "2021-01-01", issuers=before)]},
        {"liuwan/2024/001": [rule(NEW_TITLE, "柳经发〔2024〕1号", "2024-04-04", issuers=after)]},
    ]
    for n, title in enumerate(("柳湾市集市规定", "柳湾市夜市规定"), 2):
        number = f"柳商发〔2021〕{n}号"
        ended = (Repeal(title=title, doc_number=number),)
        steps.append({f"liuwan/2021/00{n}": [rule(title, number, "2021-01-01", text=TEXT[n:], issuers=before)]})
        new = rule(title, f"柳经发〔2024〕{n}号", "2024-04-04", text=TEXT[n:], repeals=ended, issuers=after)
        steps.append({f"liuwan/2024/00{n}": [new]})
    with in_steps(steps[:-1]) as index:
        assert ["柳商发〔2021〕1号"] in chains_of_numbers(index)
    with in_steps(steps) as index:
        assert ["柳商发〔2021〕1号", "柳经发〔2024〕1号"] in chains_of_numbers(index)
