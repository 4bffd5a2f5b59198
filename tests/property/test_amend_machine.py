"""Decisions made by machine give exactly the known text, or say that they did not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.amend_machine import OPERATIONS, Case, Operation, decision, made_case, printed
from tracker.amend import amend
from tracker.model import Consolidation, Document, SourceText
from tracker.parse import parse

SEEDS = st.integers(0, 10**9)


def before(case: Case) -> str:
    """The law before the decision."""
    return "\n".join(printed(case.old, case.chapter))


def exact(case: Case, result: Consolidation) -> bool:
    """Whether the result is the known text."""
    return list(result.lines) == printed(case.new, case.new_chapter)


def parsed(text: str) -> Document:
    """A text as a file holds it, parsed."""
    return parse(SourceText(name="a.txt", sha256="0", media_type="text/plain", text=text)).documents[0]


@given(SEEDS)
@settings(max_examples=150, deadline=None)
def test_a_decision_gives_the_known_text_or_says_that_it_did_not(seed: int) -> None:
    case = made_case(seed)
    if not case.instructions:
        return
    result = amend(before(case), decision(case))
    assert exact(case, result) or any(one.status != "applied" for one in result.instructions), decision(case)


@given(SEEDS)
@settings(max_examples=50, deadline=None)
def test_a_decision_that_was_parsed_from_a_file_gives_the_same(seed: int) -> None:
    case = made_case(seed)
    if not case.instructions:
        return
    words = decision(case)
    plain, read = amend(before(case), words), amend(parsed(before(case)), parsed(words))
    assert read.lines == plain.lines
    assert [one.status for one in read.instructions] == [one.status for one in plain.instructions]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.__name__)
def test_every_operation_is_understood_in_every_phrasing(operation: Operation) -> None:
    made = [case for seed in range(60) if (case := made_case(seed, (operation,), count=1)).instructions]
    assert len(made) >= 5
    for case in made:
        words = decision(case)
        result = amend(before(case), words)
        assert exact(case, result), words
        assert all(one.status != "failed" for one in result.instructions), words
