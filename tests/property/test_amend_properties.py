"""Laws of amending: what is not named stays, what is not understood is listed, nothing changes nothing."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.amend_samples import HEAD, base
from tracker.amend import amend
from tracker.amend.application.arrangement import arrange
from tracker.amend.application.new_text import paragraphs_of
from tracker.amend.application.printing import printed
from tracker.amend.application.text_edits import deletion, edited
from tracker.amend.instructions.quotation import take_quotes
from tracker.errors import MalformedSource
from tracker.language.numerals import int_to_han

WORDS = st.text("绿地养护单位应当巡查报告处罚", min_size=4, max_size=20)
SENTENCES = WORDS.map(lambda words: f"{words}。")


@st.composite
def laws(draw: st.DrawFn) -> str:
    """A law of articles with one to three paragraphs, some with items."""
    lines = ["临江市绿地养护条例", "第一章 总则"]
    for number in range(1, draw(st.integers(2, 8)) + 1):
        first, *rest = draw(st.lists(SENTENCES, min_size=1, max_size=3))
        items = draw(st.lists(WORDS, max_size=3))
        if items:
            first = f"{first[:-1]}："
        lines.append(f"第{int_to_han(number)}条 {first}")
        lines += [f"（{int_to_han(i)}）{item}{'。' if i == len(items) else '；'}" for i, item in enumerate(items, 1)]
        lines += rest
    return "\n".join(lines)


@given(laws())
def test_a_law_is_printed_as_it_was_read(law: str) -> None:
    assert "\n".join(printed(base(law)).lines) == law


@given(laws(), st.data())
def test_articles_that_are_not_named_are_untouched(law: str, data: st.DataObject) -> None:
    count = len(re.findall("(?m)^第.+条 ", law))
    number = data.draw(st.integers(1, count))
    kind = data.draw(
        st.sampled_from(["将{}修改为：“甲乙丙丁。”", "{}增加一款，作为第一款：“甲。”", "将{}中的“绿地”修改为“园林”。"])
    )
    label = f"第{int_to_han(number)}条"
    before = {a.label: a for a in amend(law, f"{HEAD}一、第一条增加规定：“甲。”").articles}
    result = amend(law, f"{HEAD}一、{kind.format(label)}")
    assert [a.label for a in result.articles] == list(before)
    for article in result.articles:
        if article.label not in {label, "第一条"}:
            assert article == before[article.label]


@given(laws(), st.text("将第条款项修改为删去增加“”‘’，。；：、一二三（）\n甲乙丙", max_size=120))
@settings(max_examples=300)
def test_odd_instructions_are_answered_and_never_crash(law: str, words: str) -> None:
    try:
        result = amend(law, f"{HEAD}一、{words}\n二、删去第一条。")
    except MalformedSource:
        return
    assert result.instructions
    assert all(one.reason for one in result.instructions if one.status != "applied")
    if all(one.status == "failed" for one in result.instructions):
        assert "\n".join(result.lines) == law


@given(laws())
def test_what_is_not_understood_changes_nothing_and_is_listed(law: str) -> None:
    result = amend(law, f"{HEAD}一、对第一条的附图作出处理。\n二、将第一百条修改为：“甲。”")
    assert [one.status for one in result.instructions] == ["failed", "failed"]
    assert "\n".join(result.lines) == law


@given(laws(), st.data())
def test_renumbering_after_deletions_is_gapless_and_keeps_every_other_text(law: str, data: st.DataObject) -> None:
    old = base(law).units
    gone = data.draw(st.sets(st.integers(1, len(old)), min_size=1, max_size=len(old) - 1))
    named = "、".join(f"第{int_to_han(number)}条" for number in sorted(gone))
    result = amend(law, f"{HEAD}一、删去{named}。\n二、条文顺序作相应调整。")
    kept = [unit.text for i, unit in enumerate(old, 1) if i not in gone]
    assert [article.text for article in result.articles] == kept
    assert [article.label for article in result.articles] == [f"第{int_to_han(i)}条" for i in range(1, len(kept) + 1)]


@given(st.lists(st.none() | st.integers(1, 12), max_size=10), st.sets(st.integers(1, 12), max_size=4))
def test_numbers_given_are_kept_and_the_rest_ascends(kept: list[int | None], given_numbers: set[int]) -> None:
    result = arrange(kept, sorted(given_numbers))
    assert all(new == number for new, number in zip(result.kept, kept, strict=True) if number is not None)
    free = [new for new, number in zip(result.kept, kept, strict=True) if number is None]
    assert free == sorted(set(free))
    assert not set(free) & given_numbers


@given(st.lists(SENTENCES | WORDS.map(lambda w: f"（一）{w}；") | WORDS.map(lambda w: f"{w}："), max_size=8))
def test_paragraphs_lose_no_line(lines: list[str]) -> None:
    assert [line for paragraph in paragraphs_of(lines) for line in paragraph.shown()] == lines


@given(st.lists(WORDS, min_size=1, max_size=4), WORDS)
def test_quotations_come_back_whole(paragraphs: list[str], before: str) -> None:
    quoted = take_quotes(f"{before}：“" + "\n“".join(paragraphs) + "”。")
    assert quoted.text == f"{before}：⟦0⟧。"
    assert quoted.quotes == (tuple(paragraphs),)
    assert not quoted.unbalanced


@given(st.text("甲乙，、；。", min_size=1, max_size=30), st.data())
def test_a_deletion_takes_the_words_and_at_most_one_mark(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start + 1, len(line)))
    left, clean = edited(line, [deletion(line, start, end)])
    assert clean
    assert len(line) - (end - start) - 1 <= len(left) <= len(line) - (end - start)
