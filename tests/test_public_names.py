"""The door of the package: what a program imports, and what it costs."""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import tracker
from tests.commands import tracker as tracker_command
from tests.lineage_samples import make_store
from tracker import model
from tracker.cli.app import COMMANDS, command
from tracker.cli.log_level import without_level

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
EXAMPLE = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
EVERYTHING = "tracker.store.store, tracker.library.holdings, tracker.cli.app, tracker.amend.consolidation"
ROOMS_WITH_A_DOOR = ("amend", "compare", "parse", "render")


def run(script: str, *options: str) -> str:
    done = subprocess.run(
        [sys.executable, *options, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_name_is_there_and_nothing_else() -> None:
    for name in tracker.__all__:
        assert getattr(tracker, name) is not None, name
    own = {
        name for name, value in vars(tracker).items() if not name.startswith("_") and not isinstance(value, ModuleType)
    }
    assert own - {"annotations", "TYPE_CHECKING"} <= set(tracker.__all__)
    assert set(tracker.__all__) <= set(dir(tracker))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        tracker.nothing  # noqa: B018 - asked for to be refused


def test_every_value_of_the_model_is_public() -> None:
    values = {
        name for name, value in vars(model).items() if isinstance(value, type) and value.__module__ == model.__name__
    }
    missing = values - set(tracker.__all__) - {"Sentence"}
    assert not missing, f"add {missing} to tracker/__init__.py: imports and __all__"


@pytest.mark.parametrize("name", ROOMS_WITH_A_DOOR)
def test_a_function_stays_one_whatever_is_imported(name: str) -> None:
    importlib.import_module(f"tracker.{name}")
    orders = (
        f"import tracker; f = tracker.{name}",
        f"from tracker import {name} as f",
        f"import tracker.{name}; import tracker; f = tracker.{name}",
        f"from tracker.{name} import {name} as f",
        f"import importlib; importlib.import_module('tracker.{name}'); from tracker import {name} as f",
        f"import {EVERYTHING}; from tracker import {name} as f",
    )
    for order in orders:
        run(f"{order}\nassert callable(f) and f.__name__ == '{name}', f")


def test_the_door_costs_nothing() -> None:
    script = "import tracker, sys; print(*sorted(name for name in sys.modules if name.startswith('tracker')))"
    assert run(script).split() == ["tracker", *(f"tracker.{name}" for name in ROOMS_WITH_A_DOOR)]


@pytest.mark.parametrize("example", EXAMPLE)
def test_the_example_of_the_readme_runs_and_is_typed(example: str, tmp_path: Path) -> None:
    assert run(example)
    file = tmp_path / "example.py"
    file.write_text(example, "utf-8")
    run(
        f"import sys; from mypy.main import main; sys.argv = ['mypy', '--strict', {str(file)!r}]; main(clean_exit=True)"
    )


def test_a_comparison_of_single_documents_is_read_like_one_of_issues() -> None:
    one = model.Version(ref="甲", title="甲", doc_number=None, date=None, sha256=None)
    alone = model.ChangeSet(old=one, new=one, changes=())
    assert alone.diffs == (alone,)


def test_an_unknown_format_is_an_error_that_names_the_known_ones() -> None:
    one = model.Version(ref="甲", title="甲", doc_number=None, date=None, sha256=None)
    comparison = model.ChangeSet(old=one, new=one, changes=())
    with pytest.raises(tracker.TrackerError, match="odt"):
        tracker.render(comparison, "odt")
    assert '"tracker.diff/1"' in str(tracker.render(comparison, "json"))


def test_the_list_of_commands_says_what_they_say() -> None:
    for name, text in COMMANDS.items():
        found = command(name)
        assert found.get_short_help_str(200) == text, name
        assert found.name == name


@pytest.mark.parametrize(
    ("given", "kept", "level"),
    [
        (["diff", "a", "b"], ["diff", "a", "b"], None),
        (["--log-level", "debug", "diff"], ["diff"], "debug"),
        (["diff", "--log-level=info", "a"], ["diff", "a"], "info"),
        (["search", "--", "--log-level", "info"], ["search", "--", "--log-level", "info"], None),
        (["diff", "--log-level"], ["diff"], ""),
    ],
)
def test_the_level_of_the_log_stands_anywhere(given: list[str], kept: list[str], level: str | None) -> None:
    assert without_level(given) == (kept, level)


def test_the_library_is_silent_and_has_a_voice_on_request(tmp_path: Path) -> None:
    store = make_store(tmp_path / "store")
    quiet = tracker_command("status", "--store", store)
    assert (quiet.returncode, quiet.stderr) == (0, b"")
    shutil.rmtree(store / ".git" / "tracker")
    loud = tracker_command("status", "--store", store, "--log-level", "info")
    assert b"tracker.library.freshness: index of" in loud.stderr
    assert loud.stdout == quiet.stdout
    wrong = tracker_command("status", "--log-level", "loud")
    assert wrong.returncode == 2
    assert b"none of debug, info, warning, error" in wrong.stderr
