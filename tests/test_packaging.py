"""What is shipped: a wheel that works without the source tree, locks without addresses, no traces of a machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import tracker
from tests.corpus import corpus

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

REGISTRY = re.compile(
    r"(?:pypi[.]org|pythonhosted[.]org|registry[.]npmjs|npm[m]irror|registry[.]yarnpkg|(?:deb|security)[.]debian[.]org"
    r"|archive[.]ubuntu|tuna[.]tsinghua|mirrors[.]\w+[.](?:com|cn|org)|crates[.]io|proxy[.]golang|anaconda[.]org)",
    re.IGNORECASE,
)
INDEX_OPTION = re.compile(r"^\s*(?:-i|-f|--(?:extra-)?index-url|--find-links|--trusted-host)\b", re.MULTILINE)
MACHINE_PATH = re.compile(r"(?<![\w.})~-])/(?:work|root|home/[a-z])/|file:/{3}")
PINNED = re.compile(
    r"^[a-z0-9][a-z0-9.-]*==\S+(?: ; [^\\]+)? \\(?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+$", re.MULTILINE
)


def tracked_files() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return [path for name in listing.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder the wheel is installed in; its libraries are those of the running interpreter."""
    folder = tmp_path_factory.mktemp("installed")
    command = ["install", "--quiet", "--no-index", "--no-deps", "--no-compile", "--target", str(folder), str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", *command], capture_output=True, check=True)
    return folder


def run(installed: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1", "NO_COLOR": "1"}
    script = str(installed / "bin" / "tracker")
    return subprocess.run(
        [sys.executable, script, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


def test_the_wheel_holds_templates_samples_types_and_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert any(re.fullmatch(r"tracker/_templates/.+\.j2", name) for name in names)
    assert "tracker/_snapshots/lantingshi/2023/021/source.txt" in names
    assert "tracker/_snapshots/lantingshi/2025/018/source.txt" in names
    assert "tracker/_snapshots/2024-006-first-printing.txt" in names
    assert "tracker/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith("tests/") or "__pycache__" in name]


def test_the_wheel_knows_its_version_and_command(installed: Path, tmp_path: Path) -> None:
    done = run(installed, "--version", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"tracker {tracker.__version__}\n")
    assert PYPROJECT["project"]["version"] == tracker.__version__


def test_the_installed_wheel_does_the_main_job_without_the_source_tree(installed: Path, tmp_path: Path) -> None:
    done = run(installed, "demo", "--store", "tried", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "tried" / "redline.html").read_text("utf-8")
    assert "1.2亿元" in page
    assert str(ROOT) not in done.stdout + page


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "requirements-site.lock"])
def test_every_line_of_a_lock_is_pinned_and_hashed_and_names_no_address(name: str) -> None:
    lock = re.sub(r"\n {4}#.*", "", (ROOT / name).read_text("utf-8"))
    assert PINNED.sub("", lock).strip() == ""
    assert not INDEX_OPTION.search(lock)


def test_the_locks_hold_every_dependency() -> None:
    def plain(requirement: str) -> str:
        return re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0].lower().replace("_", "-").replace(".", "-")

    def locked(name: str) -> set[str]:
        return {line.partition("==")[0] for line in (ROOT / name).read_text("utf-8").splitlines() if "==" in line}

    project = PYPROJECT["project"]
    runtime = {plain(requirement) for requirement in project["dependencies"] + PYPROJECT["build-system"]["requires"]}
    extras = project["optional-dependencies"]
    assert runtime <= locked("requirements.lock")
    assert {plain(requirement) for requirement in extras["site"]} <= locked("requirements-site.lock")
    assert runtime | {plain(r) for r in extras["dev"] + extras["bench"]} <= locked("requirements-dev.lock")


def test_no_file_names_a_package_registry_or_a_path_of_one_machine() -> None:
    wrong = []
    for path in tracked_files():
        text = path.read_bytes().decode("utf-8", "replace")
        wrong += [
            f"{path.relative_to(ROOT)}: {found[0]}"
            for pattern in (REGISTRY, MACHINE_PATH)
            for found in pattern.finditer(text)
        ]
    assert not wrong


@pytest.mark.corpus
def test_no_sentence_of_the_corpus_stands_in_a_file() -> None:
    run = 20  # characters: longer than any formula of official language, such as an addressee or a closing
    marks = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff]")
    texts = {path: marks.sub("", path.read_bytes().decode("utf-8", "replace")) for path in tracked_files()}
    ours = {text[start : start + run]: path for path, text in texts.items() for start in range(len(text) - run)}
    copied = set()
    for source in sorted(corpus().rglob("*.txt")):
        text = marks.sub("", source.read_text("utf-8"))
        copied |= {text[start : start + run] for start in range(len(text) - run)} & ours.keys()
    assert not {f"{ours[text].relative_to(ROOT)}: {text}" for text in copied if re.search("[\u4e00-\u9fff]{8}", text)}
