"""Shortcuts of the comparison find what the long way finds: signs looked for before a costly pattern, counts kept."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.comparisons import place
from tracker.compare.align.comparable_text import fold, folded_label
from tracker.compare.align.container_links import align_headings
from tracker.compare.align.units import units_of
from tracker.compare.brief.reference_lines import labels_of
from tracker.compare.facts.limit_words import is_limit
from tracker.compare.facts.modality import modals
from tracker.compare.facts.names import nameable
from tracker.compare.facts.of_names import says_more
from tracker.compare.facts.quantity_reading import has_quantity, quantities
from tracker.compare.facts.reference_reading import REFERENCE, reference_of, references
from tracker.compare.redline.tokens import code
from tracker.language.lexicon import LONGEST, is_inside_word, word_costs
from tracker.model import Change, Instrument, Provision

PIECES = (
    *(
        "第三条",
        "第（二）项",
        "前款",
        "前两款",
        "本条",
        "前条第一款",
        "《澜亭市集市管理办法》",
        "澜亭市集市管理办法",
        "第十二条",
    ),
    *("、", "和", "，", "。", "依照", "规定", "条件", "以前", "驿站", "〔2031〕5号", "《", "》", "第", "款"),
    *("应当", "不得", "可以", "为", "支持", "五万元", "三日", "不超过", "以上", "每月", "-3℃", "20%", "一", "12", "含"),
)
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(texts)
def test_references_are_those_of_a_plain_search(text: str) -> None:
    plain = [reference_of(match) for match in REFERENCE.finditer(text)] if set(text) & set("第《前") else []
    assert "号" in text or references(text) == plain


@given(texts)
def test_what_says_more_has_one_of_its_signs(text: str) -> None:
    says = is_limit(text) or modals(text) or quantities(text, slight=True) or references(text)
    assert says_more(text) or not says


@given(texts, st.booleans())
def test_a_text_has_a_quantity_where_one_can_be_read(text: str, slight: bool) -> None:  # noqa: FBT001 - drawn
    assert has_quantity(text, slight=slight) == bool(quantities(text, slight=slight))


@given(st.text(alphabet="人民政府部门市场监督管理局的，x", max_size=24), st.integers(0, 24))
def test_no_offset_is_inside_a_word_where_no_listed_word_runs_over_it(text: str, at: int) -> None:
    windows = [
        text[a:b] for a in range(max(0, at - LONGEST), at) for b in range(at + 1, min(len(text), at + LONGEST) + 1)
    ]
    assert any(window in word_costs() for window in windows) or not is_inside_word(text, at)


@pytest.mark.parametrize(
    ("old", "new", "kept", "ends"),
    [
        ("集市管理所", "市场服务所", ("集市管理所", "市场服务所"), (False, False)),
        ("，集市管理所", "市场服务所", ("集市管理所", "市场服务所"), (True, False)),
        ("集市管理所。", "市场服务所", ("集市管理所", "市场服务所"), (False, True)),
        ("重新申请集市登记", "申请摊位登记", ("集市登记", "摊位登记"), (True, False)),
    ],
)
def test_what_of_an_edit_can_be_a_name(old: str, new: str, kept: tuple[str, str], ends: tuple[bool, bool]) -> None:
    words = nameable(old, new)
    assert words is not None
    assert (words.old, words.new) == kept
    assert (words.begun, words.ended) == ends
    assert [side[skip:][: len(part)] for side, skip, part in zip((old, new), words.skipped, kept, strict=True)] == [
        *kept
    ]


@pytest.mark.parametrize(("old", "new"), [("（三）", "（四）"), ("的", "和"), ("一，二", "一。二"), ("监督", "")])
def test_what_of_an_edit_can_be_no_name(old: str, new: str) -> None:
    assert nameable(old, new) is None


def test_a_label_is_folded_as_any_text() -> None:
    assert [folded_label(label) for label in ("（三）", "第〇条", None)] == [fold("（三）"), fold("第〇条"), ""]


@pytest.mark.parametrize(
    ("pairs", "moved"),
    [
        ([("第一条", "第一条"), ("第二条", "第二条")], False),
        ([("第一条", "第一条"), ("第二条", "第三条")], True),
        ([("第一条", "第一条"), ("第二条", None)], True),
    ],
)
def test_articles_moved_where_one_has_another_label_or_none(pairs: list[tuple[str, str | None]], moved: bool) -> None:  # noqa: FBT001 - a row
    changes = [
        Change(
            kind="unchanged" if new else "deleted",
            old=(place(old, "驿站每日开放。"),),
            new=(place(new, "驿站每日开放。"),) if new else (),
        )
        for old, new in pairs
    ]
    assert labels_of(changes).moved is moved


@pytest.mark.parametrize("strict", [False, True])
def test_a_sign_begins_where_the_text_that_it_stands_for_does(strict: bool) -> None:  # noqa: FBT001 - a row
    text = "依照 第（三）项，“驿站”每日 10 时开放。"
    coded = code(text, {}, strict=strict)
    assert len(coded.starts) == len(coded.signs) + 1
    assert coded.starts[-1] == len(text)
    assert all(a < b for a, b in pairwise(coded.starts))


def test_headings_inside_headings_go_where_their_articles_went() -> None:
    def law(names: tuple[str, str]) -> Instrument:
        def article(number: int, text: str) -> Provision:
            return Provision(level="article", span=(0, 0), label=f"第{number}条", text=text)

        def section(label: str, name: str, *articles: Provision) -> Provision:
            return Provision(level="section", span=(0, 0), label=label, heading=name, children=articles)

        first = section("第一节", names[0], article(1, "驿站由街道办事处设立。"), article(2, "驿站每日开放。"))
        second = section("第二节", names[1], article(3, "摊位按月收费。"))
        chapter = Provision(level="chapter", span=(0, 0), label="第一章", heading="分则", children=(first, second))
        return Instrument(role="measure", title="驿站办法", span=(0, 0), body=(chapter,))

    old, new = units_of(law(("设立", "收费"))), units_of(law(("驿站的设立和开放", "摊位")))
    links = {unit.index: unit.index for unit in old if unit.pool != "heading"}
    assert align_headings(old, new, links) == {unit.index: unit.index for unit in old if unit.pool == "heading"}
