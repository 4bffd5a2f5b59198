"""The fuzzer itself, and what it once found: every kept input, and some new ones of each target."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.fuzz import __main__ as fuzz
from tests.fuzz.mutators import MOST, mutated
from tests.fuzz.targets import CORPUS, TARGETS, Target, corpus_of_once, drawn

SOME = 25
"""Inputs of a target that are tried in every run of the tests; more in ``make fuzz``."""


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", TARGETS)
def test_every_input_ends_in_a_value_or_in_an_error_of_ours(name: str) -> None:
    random = Random(f"tests {name}")
    inputs = [*corpus_of_once(name), *(mutated(drawn(name, random), random, drawn(name, random)) for _ in range(SOME))]
    faults = [(fault, data[:200]) for data in inputs if (fault := fuzz.fault_of(name, data))]
    assert faults == []


def test_mutations_are_the_same_for_one_seed_and_bounded() -> None:
    for name in TARGETS:
        one, two = (
            [mutated(drawn(name, random), random, drawn(name, random)) for _ in range(10)]
            for random in (Random(7), Random(7))
        )
        assert one == two
        assert all(len(data) <= MOST for data in one)
        assert len(set(one)) > 5


def test_the_kept_inputs_are_small_and_belong_to_a_target() -> None:
    kept = [file for file in CORPUS.rglob("*") if file.is_file()]
    assert {file.parent.name for file in kept} <= TARGETS.keys()
    assert sum(file.stat().st_size for file in kept) < 200_000


def test_a_fault_is_kept_named_and_can_be_played_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(data: bytes) -> None:
        if data.startswith(b"b"):
            raise KeyError("w:body")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(TARGETS, "text", Target(run=broken, seeds=lambda: (b"a", b"b")))
    monkeypatch.setattr(fuzz, "corpus_of_once", lambda _: (b"a", b"b"))
    monkeypatch.setattr(fuzz, "drawn", lambda *_: b"a")
    monkeypatch.setattr(fuzz, "mutated", lambda *_: b"a")
    assert fuzz.main(["text", "--minutes", "0.001"]) == 1
    told = capsys.readouterr()
    assert "KeyError: 'w:body'" in told.out
    (file,) = (tmp_path / "fuzz-findings" / "text").iterdir()
    assert fuzz.main(["text", "--replay", str(file)]) == 1
    (tmp_path / "good").write_bytes(b"a")
    assert fuzz.main(["text", "--replay", str(tmp_path / "good")]) == 0


def test_what_does_not_end_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(_: bytes) -> None:
        while True:
            pass

    monkeypatch.setattr(fuzz, "SECONDS", 1)
    monkeypatch.setitem(TARGETS, "text", Target(run=endless, seeds=tuple))
    assert fuzz.fault_of("text", b"") == "takes more than 1 seconds"
