"""Laws that every comparison obeys, whatever the texts."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.measures import article, chapter, measure, node
from tracker.compare import compare
from tracker.language.numerals import int_to_han
from tracker.model import ChangeSet, Instrument, Place, Provision

_SUBJECTS = ("区科技局", "申报企业", "评审专家", "主管部门", "承办银行", "任何单位和个人")
_DUTIES = ("应当", "不得", "可以", "有权", "负责")
_ACTS = ("提交审计报告", "单独核算经费", "公示评审结果", "拨付补助资金", "泄露商业秘密", "开展绩效评价", "留存台账记录")
_WHEN = ("自公告之日起三十日内", "每年三月底前", "经区管委会批准后", "按照本办法第三条的规定", "于5个工作日内", "")


def sentences() -> st.SearchStrategy[str]:
    """Sentences as rules have them; few enough words that copies and look-alikes occur."""
    parts = st.tuples(*map(st.sampled_from, (_SUBJECTS, _WHEN, _DUTIES, _ACTS)), st.integers(1, 40))
    return parts.map(lambda said: f"{said[0]}{said[1]}{said[2]}{said[3]}，并在第{said[4]}号窗口备案。")


def texts() -> st.SearchStrategy[list[str]]:
    """The texts of a measure's articles; an article may be empty."""
    return st.lists(st.lists(sentences(), max_size=3).map("".join), max_size=14)


def revised(old: list[str], seed: int) -> list[str]:
    """A revision: articles dropped, added, moved, merged and split, words changed."""
    choose = random.Random(seed)
    new = [text.replace("备案", choose.choice(("备案", "登记"))) for text in old if choose.random() > 0.1]
    for _ in range(choose.randrange(4)):
        at = choose.randrange(len(new) + 1)
        match choose.choice(("add", "move", "merge", "split")):
            case "add":
                new.insert(at, f"第{choose.randrange(99)}项工作由牵头单位另行组织，其他单位予以配合。")
            case "move" if new:
                new.insert(choose.randrange(len(new)), new.pop(at % len(new)))
            case "merge" if len(new) > 1:
                at %= len(new) - 1
                new[at : at + 2] = [new[at] + new[at + 1]]
            case "split" if new and "。" in new[at % len(new)][:-1]:
                first, _, rest = new[at % len(new)].partition("。")
                new[at % len(new) : at % len(new) + 1] = [f"{first}。", rest]
            case _:
                pass
    return new


def built(made: list[str], per_chapter: int) -> Instrument:
    """A measure in chapters (none where ``per_chapter`` is 0), with a preamble and a signature."""
    articles = [article(n, *text.split("。", 1)) if n % 3 == 0 else article(n, text) for n, text in enumerate(made, 1)]
    body: list[str | Provision] = [node("paragraph", None, "现将有关规定公布如下。"), *articles]
    if per_chapter:
        starts = range(0, len(articles), per_chapter)
        body[1:] = [
            chapter(n, f"第{n}部分", articles[start : start + per_chapter]) for n, start in enumerate(starts, start=1)
        ]
    return measure([*body, node("signature", None, "云岭高新区管理委员会")])


def versions() -> st.SearchStrategy[tuple[Instrument, Instrument]]:
    """A measure and a revision of it, or another measure."""
    seeds = st.integers(0, 10_000)
    pairs = st.tuples(texts(), seeds).map(lambda made: (made[0], revised(*made))) | st.tuples(texts(), texts())
    chapters = st.sampled_from((0, 3, 5))
    return st.tuples(pairs, chapters, chapters).map(
        lambda made: (built(made[0][0], made[1]), built(made[0][1], made[2]))
    )


def changes(old: Instrument, new: Instrument, *, strict: bool = False) -> ChangeSet:
    result = compare(old, new, strict=strict)
    assert isinstance(result, ChangeSet)
    return result


def places(found: ChangeSet) -> tuple[list[Place], list[Place]]:
    return [p for c in found.changes for p in c.old], [p for c in found.changes for p in c.new]


@given(versions(), st.booleans())
def test_every_provision_stands_in_exactly_one_change(made: tuple[Instrument, Instrument], strict: bool) -> None:  # noqa: FBT001 - drawn
    found = changes(*made, strict=strict)
    alone = changes(made[0], made[0]), changes(made[1], made[1])
    for side, whole in zip(places(found), alone, strict=True):
        assert sorted(place.index or 0 for place in side) == list(range(len(whole.changes)))


@given(versions(), st.booleans())
def test_edits_rebuild_both_sides(made: tuple[Instrument, Instrument], strict: bool) -> None:  # noqa: FBT001 - drawn
    for change in changes(*made, strict=strict).changes:
        assert "".join(edit.old for edit in change.edits) == "\n".join(place.text for place in change.old)
        assert "".join(edit.new for edit in change.edits) == "\n".join(place.text for place in change.new)


@given(versions())
def test_new_provisions_come_in_order(made: tuple[Instrument, Instrument]) -> None:
    firsts = [change.new[0].index or 0 for change in changes(*made).changes if change.new]
    assert firsts == sorted(firsts)


@given(versions())
def test_kinds_say_how_many_provisions_there_are(made: tuple[Instrument, Instrument]) -> None:
    for change in changes(*made).changes:
        counts = (min(2, len(change.old)), min(2, len(change.new)))
        expected = {
            (0, 1): {"inserted"},
            (1, 0): {"deleted"},
            (1, 1): {"unchanged", "modified"},
            (1, 2): {"split"},
            (2, 1): {"merged"},
            (2, 2): {"restructured"},
        }
        assert change.kind in expected[counts]
        assert (change.score is None) == (0 in counts)
        assert change.score is None or 0 <= change.score <= 1


@given(texts(), st.sampled_from((0, 3)))
def test_a_text_with_itself_has_only_unchanged(made: list[str], per_chapter: int) -> None:
    text = built(made, per_chapter)
    for change in changes(text, text).changes:
        assert change.kind == "unchanged"
        assert not change.renumbered
        assert not change.moved
        assert change.old == change.new
        assert not change.facts


@given(versions())
@settings(max_examples=150)
def test_swapping_the_sides_swaps_insertions_and_deletions_and_pairs_the_same(
    made: tuple[Instrument, Instrument],
) -> None:
    there, back = changes(*made), changes(made[1], made[0])
    forwards = {(tuple(p.index for p in c.old), tuple(p.index for p in c.new)) for c in there.changes}
    assert forwards == {(tuple(p.index for p in c.new), tuple(p.index for p in c.old)) for c in back.changes}


@given(texts(), st.integers(1, 60))
def test_renumbering_every_article_is_renumbering_only(made: list[str], shift: int) -> None:
    old = measure(list(made))
    body = tuple(replace(p, label=f"第{int_to_han(n + shift)}条") for n, p in enumerate(old.body, start=1))
    for change in changes(old, replace(old, body=body)).changes:
        assert (change.kind, change.renumbered, change.moved) == ("unchanged", True, False)
        assert all(edit.op == "equal" for edit in change.edits)


@given(versions())
def test_a_fact_stands_where_it_says(made: tuple[Instrument, Instrument]) -> None:
    for change in changes(*made).changes:
        sides = ["\n".join(place.text for place in side) for side in (change.old, change.new)]
        for fact in change.facts:
            for text, words, at in zip(sides, (fact.old, fact.new), fact.at, strict=True):
                assert (words is None) == (at is None)
                assert at is None or text.startswith(words or "", at)
