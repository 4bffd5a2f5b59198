from __future__ import annotations

import re
from itertools import accumulate, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.compare.align.comparable_text import fold
from tracker.compare.redline.edits import group_redline, matched, redline
from tracker.compare.redline.moved_passages import Lines, mark_moves
from tracker.compare.redline.recurring_terms import with_whole_terms
from tracker.compare.redline.shown_edits import drawn

NUMERALS = re.compile(
    r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*[%％]?|[零〇一二三四五六七八九十百千万亿]+(?=[日月年条款项个元倍天人名])|[A-Za-z]+"
)

BRACKETS = {ord("("): None, ord(")"): None}

marks = st.sampled_from("的和或由，。；：、\n（）()“”《》 ")
names = st.sampled_from(["应当", "可以", "不得", "市财政局", "人民政府", "申请人", "提交材料", "一般", "统一", "LPR"])
numbers = st.sampled_from(["30%", "５０％", "1,000万元", "十五日", "三年", "百分之三", "150BP", "2025年1月1日"])
places = st.sampled_from(["第六条", "第(三)项", "（一）", "《办法》", "〔2024〕5号"])
words = st.one_of(marks, names, numbers, places)
texts = st.lists(words, max_size=30).map("".join)
wild = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)


@st.composite
def versions(draw: st.DrawFn) -> tuple[str, str]:
    """A text and what edits by a person would make of it."""
    old = draw(st.lists(words, max_size=30))
    new = list(old)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(new)))
        new[at : at + draw(st.integers(0, 3))] = draw(st.lists(words, max_size=3))
    return "".join(old), "".join(new)


@given(st.one_of(versions(), st.tuples(texts, texts), st.tuples(wild, wild)), st.booleans())
@settings(max_examples=300)
def test_edits_rebuild_both_sides(pair: tuple[str, str], strict: bool) -> None:  # noqa: FBT001 - hypothesis fills it in
    old, new = pair
    edits = redline(old, new, strict=strict)
    assert "".join(edit.old for edit in edits) == old
    assert "".join(edit.new for edit in edits) == new


@given(versions())
@settings(max_examples=300)
def test_no_boundary_lies_inside_a_number_or_a_latin_word(pair: tuple[str, str]) -> None:
    edits = redline(*pair)
    for side, texts_of in ((pair[0], [e.old for e in edits]), (pair[1], [e.new for e in edits])):
        cuts, at = set(), 0
        for text in texts_of:
            cuts.add(at)
            at += len(text)
        for match in NUMERALS.finditer(side):
            assert not any(match.start() < cut < match.end() for cut in cuts)


@given(versions())
def test_operations_say_what_their_sides_hold(pair: tuple[str, str]) -> None:
    for edit in redline(*pair):
        if edit.op == "equal":
            assert fold(edit.old).translate({40: None, 41: None}) == fold(edit.new).translate({40: None, 41: None})
        else:
            assert (bool(edit.old), bool(edit.new)) == (edit.op != "insert", edit.op != "delete")


@given(versions())
def test_equal_edits_never_touch_and_edits_never_follow_each_other(pair: tuple[str, str]) -> None:
    kinds = [edit.op == "equal" for edit in redline(*pair)]
    assert all(one != other for one, other in pairwise(kinds))


@given(st.one_of(versions(), st.tuples(texts, texts), st.tuples(wild, wild)), st.booleans())
@settings(max_examples=300)
def test_what_is_drawn_gives_back_both_sides(pair: tuple[str, str], strict: bool) -> None:  # noqa: FBT001 - drawn
    shown = mark_moves(drawn(matched(*pair, strict=strict)), Lines(pair[0]), Lines(pair[1]), strict=strict)
    for edits in (shown, *with_whole_terms([shown, shown, shown])):
        assert "".join(edit.old for edit in edits) == pair[0]
        assert "".join(edit.new for edit in edits) == pair[1]
        for edit in edits:
            if edit.op == "equal":
                assert fold(edit.old).translate(BRACKETS) == fold(edit.new).translate(BRACKETS)
            else:
                assert (bool(edit.old), bool(edit.new)) == (edit.op != "insert", edit.op != "delete")


@given(versions())
@settings(max_examples=300)
def test_what_is_drawn_cuts_no_number(pair: tuple[str, str]) -> None:
    shown = drawn(matched(*pair))
    for side, parts in ((pair[0], [e.old for e in shown]), (pair[1], [e.new for e in shown])):
        cuts = set(accumulate(map(len, parts)))
        assert not any(match.start() < cut < match.end() for match in NUMERALS.finditer(side) for cut in cuts)


@given(texts)
def test_a_text_and_itself_have_no_edits(text: str) -> None:
    assert all(edit.op == "equal" for edit in redline(text, text))


@given(st.lists(texts, min_size=1, max_size=4), st.lists(texts, min_size=1, max_size=4))
@settings(max_examples=200)
def test_groups_rebuild_their_joined_sides(olds: list[str], news: list[str]) -> None:
    edits = group_redline(
        olds,
        news,
        old_labels=[f"第{n}条" for n in range(len(olds))],
        new_labels=[f"第{n}条" for n in range(len(news))],
    )
    assert "".join(edit.old for edit in edits) == "\n".join(olds)
    assert "".join(edit.new for edit in edits) == "\n".join(news)
    assert all(edit.moved is None or edit.op in {"delete", "insert"} for edit in edits)
