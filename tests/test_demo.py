"""``tracker demo`` and what the documentation promises of it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.cli.app import COMMANDS

ROOT = Path(__file__).resolve().parent.parent


def tracker(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tracker", *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )


SHOWN = ("澜政规〔2021〕3号", "澜政办规〔2021〕2号", "澜政办规〔2026〕1号", "澜政办规〔2026〕7号", "澜商规〔2024〕2号")
"""Documents of the samples that stand in five different ways on one day."""


def log_of(store: Path) -> list[str]:
    """Day and subject of every commit of a store that touched the gazette, newest first."""
    log = ["git", "log", "--format=%as %s", "--", "lantingshi"]
    return subprocess.run(log, cwd=store, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a demo's store and what the demo printed."""
    folder = tmp_path_factory.mktemp("demo") / "store"
    done = tracker("demo", "--store", str(folder))
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_the_demo_keeps_the_issues_as_commits_dated_by_their_publication(demo: tuple[Path, str]) -> None:
    assert [line.split()[0] for line in log_of(demo[0])] == [
        "2026-10-15", "2026-02-28", "2025-09-30", "2024-03-31", "2023-11-15", "2021-03-31", "2024-03-31",
    ]  # fmt: skip
    assert (demo[0] / "lantingshi/2025/018/issue.json").is_file()


def test_the_demo_has_an_issue_that_its_publisher_altered(demo: tuple[Path, str]) -> None:
    assert [line for line in log_of(demo[0]) if "Altered" in line] == [
        "2024-03-31 Altered: 澜汀市人民政府公报 2024年第6期"
    ]
    source = (demo[0] / "lantingshi/2024/006/source.txt").read_text("utf-8")
    assert "新家电售价的15%" in source


def test_the_demo_prints_what_replaced_what_and_the_redline(demo: tuple[Path, str]) -> None:
    printed = demo[1]
    assert "澜财金规〔2023〕4号" in printed
    assert "澜财金规〔2025〕6号" in printed
    assert re.search(r"1000万元.*3000万元", printed)
    assert "第十四条 → 第十五条、第十六条" in printed.replace(", ", "、")


def test_the_demo_writes_a_page_that_needs_nothing_else_and_says_where(demo: tuple[Path, str]) -> None:
    page = demo[0] / "redline.html"
    assert page.name in demo[1]
    html = page.read_text("utf-8")
    assert "<ins" in html
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", html)


def test_the_demo_can_be_run_again_in_its_folder(demo: tuple[Path, str]) -> None:
    again = tracker("demo", "--store", str(demo[0]))
    assert again.returncode == 0
    assert again.stdout == demo[1]
    assert len(log_of(demo[0])) == 7


def test_the_demo_leaves_a_folder_of_somebody_else_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    done = tracker("demo", "--store", str(tmp_path))
    assert done.returncode == 3
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_the_samples_show_what_the_site_is_to_show() -> None:
    shown = tracker("status", "--store", "snapshots", "--as-of", "2026-11-01").stdout
    rows = [re.split(" {2,}", line) for line in shown.splitlines()[3:]]
    assert [row[:4] for row in rows if row[3] in SHOWN] == [
        ["部分废止", "2021-05-01", "—", "澜政规〔2021〕3号"],
        ["已被取代", "2021-05-01", "2024-04-15（由 澜政办规〔2024〕1号）", "澜政办规〔2021〕2号"],
        ["现行有效", "2026-04-01", "2027-01-01（由 澜政办规〔2026〕7号）", "澜政办规〔2026〕1号"],
        ["尚未施行", "2027-01-01", "2031-12-31（有效期5年）", "澜政办规〔2026〕7号"],
        ["现行有效", "2024-04-01", "2026-12-20", "澜商规〔2024〕2号"],
    ]
    text = tracker("show", "澜汀市电动自行车停放充电管理办法@2026-05-01", "--store", "snapshots").stdout
    assert "每千瓦时不超过0.5元" in text
    assert "在24小时内修复" in text
    diff = tracker("diff", "澜政办规〔2021〕2号", "澜政办规〔2024〕1号", "--store", "snapshots").stdout
    assert "第六条 → 第六条、第七条  拆分" in diff


def test_the_sample_store_is_whole_and_works_right_after_a_clone() -> None:
    assert tracker("verify").returncode == 0
    done = tracker("diff", "澜财金规〔2023〕4号", "澜财金规〔2025〕6号")
    assert done.returncode == 0
    assert "第十四条" in done.stdout


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_both_readmes_tell_of_every_command(readme: str) -> None:
    told = set(re.findall(r"^\| `tracker (\w+)", (ROOT / readme).read_text("utf-8"), re.MULTILINE))
    assert told == set(COMMANDS)


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_library_example_of_the_readmes_runs(readme: str) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```", (ROOT / readme).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    done = subprocess.run([sys.executable, "-c", example], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "'split'" in done.stdout


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_comparison_in_the_readmes_is_what_is_printed(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    shown = re.search(r"```\n\$ tracker (diff \S+ \S+)\n(.*?)```", text, re.DOTALL)
    assert shown
    command = [sys.executable, "-m", "tracker", *shown[1].split(), "--store", "snapshots"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    lines = [line for line in shown[2].splitlines() if line not in {"…", ""}]
    assert len(lines) > 20
    assert [line for line in lines if line not in printed] == []
