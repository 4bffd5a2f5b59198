"""A month of a site with hostile answers: nothing missed, nothing told falsely, nothing held on to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.monitor import soak


def test_a_month_with_hostile_answers_misses_nothing_and_tells_nothing_false(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soak, "HOSTILE_SHARE", 0.1)  # in a month 2 % are too few to be worth it
    monkeypatch.setattr(soak, "ALTERED_A_DAY", 0.15)
    found = soak.soaked(tmp_path, 30, seed=3)
    assert found.hostile_answers > 5
    assert sum(one.alterations for one in found.published) > 1
    assert found.faults() == []
    assert found.usage[-1].descriptors <= found.usage[10].descriptors
    assert found.usage[-1].megabytes - found.usage[10].megabytes < 30


def test_what_is_missed_or_told_falsely_is_seen(tmp_path: Path) -> None:
    found = soak.soaked(tmp_path, 4)
    first = found.published[0]
    del found.held[first.ref]
    found.events.append(found.events[0])
    first.alterations += 1
    faults = found.faults()
    assert f"missed: {first.ref}" in faults
    assert f"happened and was not told: issue.altered {first.ref}" in faults
    assert any(fault.startswith("told and did not happen: ") for fault in faults)
