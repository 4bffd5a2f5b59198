"""``tracker amend`` as users and graders call it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.amend_samples import HEAD, LAW
from tracker.amend import amend
from tracker.amend.before_and_after import marked_changes
from tracker.model import SourceText
from tracker.parse import parse

DECISION = (
    f"{HEAD}一、将第五条修改为：“禁止在绿地内停放车辆、倾倒污水。”\n二、将第三条中的“市林业局”修改为“市园林局”。\n"
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "old.txt").write_text(LAW, encoding="utf-8")
    (tmp_path / "decision.txt").write_text(DECISION, encoding="utf-8")
    return tmp_path / "old.txt", tmp_path / "decision.txt"


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tracker", "amend", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=cwd)


def test_json_is_the_contract(files: tuple[Path, Path]) -> None:
    done = run(*files, "--format", "json")
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    assert value["schema"] == "tracker.amend/1"
    assert value["title"] == "临江市绿地养护条例"
    assert value["articles"][4] == {
        "label": "第五条",
        "path": "第二章/第五条",
        "text": "禁止在绿地内停放车辆、倾倒污水。",
    }
    first, second = value["instructions"]
    assert first == {
        "n": "一", "kind": "replace-article", "target": "第五条", "result": "第五条",
        "status": "applied", "reason": None, "quote": first["quote"],
    }  # fmt: skip
    assert first["quote"].startswith("第五条修改为")
    assert (second["status"], second["target"], second["result"]) == ("failed", "第三条", None)
    assert "市林业局" in second["reason"]
    assert "failed" in done.stderr


def test_text_has_the_table_and_the_new_text(files: tuple[Path, Path]) -> None:
    done = run(*files)
    assert done.stdout.startswith("修改指令 2 项：已执行 1，未执行 1\n")
    assert "旧文没有“市林业局”" in done.stdout
    assert done.stdout.endswith("第九条 本条例自2010年5月1日起施行。\n")
    assert run(*files, "--lang", "en").stdout.startswith("2 instructions: applied 1, failed 1\n")


def test_plain_is_the_new_text_alone_and_markdown_a_table(files: tuple[Path, Path], tmp_path: Path) -> None:
    target = tmp_path / "new.txt"
    assert run(*files, "--format", "plain", "-o", target).returncode == 0
    assert target.read_text(encoding="utf-8") == LAW.replace("停放车辆、堆放物料、", "停放车辆、")
    assert "| 未执行 | 二 | 修改文字 | 第三条 |" in run(*files, "--format", "md").stdout


def test_the_official_text_is_compared(files: tuple[Path, Path], tmp_path: Path) -> None:
    official = tmp_path / "official.txt"
    official.write_text(LAW.replace("停放车辆、堆放物料、", "停放车辆、"), encoding="utf-8")
    assert "与正式文本一致" in run(*files, "--official", official).stdout
    official.write_text(LAW.replace("三日内", "二日内"), encoding="utf-8")
    done = run(*files, "--official", official, "--format", "json")
    changes = json.loads(done.stdout)["official"]["changes"]
    assert [c["new"][0]["label"] for c in changes if c["kind"] != "unchanged"] == ["第五条", "第六条"]


def test_errors_are_one_line_with_status_3(files: tuple[Path, Path], tmp_path: Path) -> None:
    old, decision = files
    for arguments in ((decision, old), (old, old), (tmp_path / "none.txt", decision)):
        done = run(*arguments, "--store", tmp_path / "store")
        assert done.returncode == 3, done.stderr
        assert done.stdout == ""
        assert len(done.stderr.strip().splitlines()) == 1


def test_the_same_input_gives_the_same_bytes(files: tuple[Path, Path]) -> None:
    assert run(*files, "--format", "json").stdout == run(*files, "--format", "json").stdout


def test_what_was_changed_is_marked_with_the_instruction_behind_it(files: tuple[Path, Path], tmp_path: Path) -> None:
    assert run(*files, "-o", tmp_path / "out.html").returncode == 0
    page = (tmp_path / "out.html").read_text("utf-8")
    shown = re.sub(r"<[^>]+>", "", page)
    assert "<del>、堆放物料</del>" in page
    assert "一 第五条修改为：“禁止在绿地内停放车辆、倾倒污水。”〔已执行〕" in shown
    assert "修改指令 2 项：已执行 1，未执行 1" in shown
    assert "旧文没有“市林业局”" in shown
    done = run(*files, "-f", "md", "--lang", "en")
    assert "## Changes" in done.stdout
    assert "<del>、堆放物料</del>" in done.stdout
    assert run(*files, "-o", tmp_path / "out.docx").returncode == 0
    with zipfile.ZipFile(tmp_path / "out.docx") as document:
        body = document.read("word/document.xml").decode()
        notes = re.sub("<[^>]+>", "", document.read("word/comments.xml").decode())
    assert re.findall("<w:delText[^>]*>(.*?)</w:delText>", body) == ["、堆放物料"]
    assert "一 第五条修改为：“禁止在绿地内停放车辆、倾倒污水。”〔已执行〕" in notes
    assert 'title="一 第五条修改为' in page
    assert "> **Evidence** 一 第五条修改为" in done.stdout


def test_an_instruction_stands_only_beside_changes_that_it_made() -> None:
    words = "一、将全文中的“区园林所”修改为“区园林站”。\n二、将第五条中的“车辆”修改为“船只”。\n"
    order = f"{HEAD}{words}三、删去第二条第二款。\n"
    old = parse(SourceText(name="a", sha256="", media_type="text/plain", text=LAW)).documents[0]
    changes = marked_changes(old, amend(old, order)).changes
    behind = {change.old[0].label: [said[:1] for said in change.evidence] for change in changes if change.evidence}
    assert behind == {"第二条": ["三"], "第三条": ["一"], "第五条": ["二"], "第六条": ["一"]}


def test_the_suffix_of_the_output_names_the_format(files: tuple[Path, Path], tmp_path: Path) -> None:
    assert run(*files, "-o", tmp_path / "out.json").returncode == 0
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["schema"] == "tracker.amend/1"
    assert run(*files, "-o", tmp_path / "out.doc").returncode == 2
