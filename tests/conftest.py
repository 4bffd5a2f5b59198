"""Options and settings of the whole suite."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# In CI a property is tried on the same examples each time: a red run can be run again and means what it says.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("dev", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-cases", action="store_true", help="write the golden files of tests/cases anew")


@pytest.fixture
def rewrite_cases(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rewrite-cases"))
