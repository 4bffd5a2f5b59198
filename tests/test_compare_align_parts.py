"""The pieces of the alignment: chains, assignments, identical texts, readings, and the judged pairs of the corpus."""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.train_alignment import TARGETS, grade, read_pair
from tests.corpus import corpus
from tracker import parse_file
from tracker.compare.align.comparable_text import canon, fold
from tracker.compare.align.provision_links import align
from tracker.compare.align.same_text_links import identical
from tracker.compare.comparison import compare_any
from tracker.likeness import assignment
from tracker.likeness.assignment import assign
from tracker.likeness.chain import heaviest_chain
from tracker.likeness.character_runs import grams, long_grams
from tracker.likeness.subsequence import likeness
from tracker.model import ChangeSet

SCORES = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(-3, 9).map(float), min_size=1, max_size=14
)


@given(SCORES)
def test_an_assignment_has_the_greatest_sum_and_uses_nothing_twice(scores: dict[tuple[int, int], float]) -> None:
    links = assign(scores).links
    assert len(set(links.values())) == len(links)
    best = max(sum(max(0.0, scores.get((i, j), 0.0)) for i, j in enumerate(order)) for order in permutations(range(5)))
    assert sum(scores[i, j] for i, j in links.items()) == best


def test_a_tangle_is_assigned_by_falling_score_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assignment, "EXACT", 3)
    result = assign({(i, j): 10.0 - abs(i - j) for i in range(3) for j in range(3)})
    assert result.links == {0: 0, 1: 1, 2: 2}
    assert result.entangled == 9


@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=7).flatmap(
        lambda weights: st.tuples(st.just(weights), st.permutations(range(len(weights))))
    )
)
def test_a_chain_rises_and_is_the_heaviest(made: tuple[list[int], list[int]]) -> None:
    weights, places = made
    chain = heaviest_chain((i, j, float(weights[i])) for i, j in enumerate(places))
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(chain))
    subsets = range(1 << len(weights))
    rising = (
        sum(weights[i] for i in chosen)
        for chosen in ([i for i in range(len(weights)) if subset >> i & 1] for subset in subsets)
        if all(places[a] < places[b] for a, b in pairwise(chosen))
    )
    assert sum(weights[i] for i, _ in chain) == max(rising)


def test_copies_are_paired_nearest_to_their_neighbours() -> None:
    assert identical(list("axbxc"), list("abxc")) == {0: 0, 2: 1, 4: 3, 3: 2}
    assert identical(list("abxc"), list("axbxc")) == {0: 0, 1: 2, 3: 4, 2: 3}


@given(st.lists(st.sampled_from("abcx"), max_size=12), st.lists(st.sampled_from("abcx"), max_size=12))
def test_identical_pairs_are_the_same_backwards(old: list[str], new: list[str]) -> None:
    links = identical(old, new)
    assert {(j, i) for i, j in links.items()} == set(identical(new, old).items())


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("依照本办法第一百二十条之一第二款办理", "依照本办法¶办理"),
        ("依照第三条至第五条、第七条第（一）项办理", "依照¶办理"),
        ("处十万元以上1,000.5万元以下罚款", "处#元以上#元以下罚款"),
        ("不低于百分之三十五;自二〇二三年5月1日起", "不低于百分之#;自#年#月#日起"),
        ("下列材料:\n（一）执照;\n（二）报告。", "下列材料:执照;报告。"),
        ("统一规划,一律公开", "统一规划,一律公开"),
    ],
)
def test_numbers_references_and_labels_are_looked_through(text: str, read: str) -> None:
    assert canon(fold(text)) == read


@given(st.text(alphabet="，；：（）“”《〈〉》 　\u200b•○〇ａＡ１甲乙\n", max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(min_size=1, max_size=40))
def test_grams_are_all_runs_of_two_and_four_characters(text: str) -> None:
    plain = [c for c in text if ord(c) < 0x10000]
    bmp = "".join(plain)
    assert len(grams(bmp)) == len({bmp[k : k + 2] for k in range(len(bmp) - 1)}) or len(bmp) < 2
    assert len(long_grams(bmp)) == len({bmp[k : k + 4] for k in range(len(bmp) - 3)}) or len(bmp) < 4
    assert likeness(text, text) == 1.0


# --- the judged pairs -------------------------------------------------------------------------------------------------


@pytest.mark.corpus
def test_the_judged_pairs_are_found() -> None:
    folders = [gold.parent for gold in sorted(corpus().glob("revisions/*/gold.json"))]
    grades = [grade(pair, align(pair.old, pair.new)) for pair in map(read_pair, folders)]
    totals = {key: [sum(each[key][n] for each in grades) for n in (0, 1)] for key in TARGETS}
    shares = {key: hits / of for key, (hits, of) in totals.items()}
    assert shares["recall"] >= 0.99
    assert shares["judged"] >= 0.965
    assert shares["precision"] >= 0.99
    assert shares["splitmerge"] >= 0.55


@pytest.mark.corpus
def test_a_text_that_differs_in_typography_only_is_unchanged() -> None:
    folder = corpus() / "revisions" / "null-minfadian-2020"
    result = compare_any(parse_file(folder / "old.txt"), parse_file(folder / "new.txt"), strict=False, aliases={})
    assert isinstance(result, ChangeSet)
    assert {change.kind for change in result.changes} == {"unchanged"}
    assert sum(change.new[0].level == "article" for change in result.changes) == 1260


@pytest.mark.corpus
@pytest.mark.parametrize("slug", ["xingzheng-fuyi-2017-2023", "fanjiandie-2014-2023", "tufa-shijian-2007-2024"])
def test_real_revisions_read_the_same_backwards(slug: str) -> None:
    texts = [parse_file(corpus() / "revisions" / slug / f"{side}.txt") for side in ("old", "new")]
    there = compare_any(texts[0], texts[1], strict=False, aliases={})
    back = compare_any(texts[1], texts[0], strict=False, aliases={})
    assert isinstance(there, ChangeSet)
    assert isinstance(back, ChangeSet)
    forwards = {tuple(place.path for place in (*change.old, *change.new)) for change in there.changes}
    assert forwards == {tuple(place.path for place in (*change.new, *change.old)) for change in back.changes}
