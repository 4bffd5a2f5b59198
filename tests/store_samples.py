"""Small issues of an invented gazette, git repositories to keep them in, and what git says of those."""

from __future__ import annotations

import hashlib
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from tracker.model import Document, Instrument, Issue, Provision, Source
from tracker.parse import parse
from tracker.read import read_bytes
from tracker.store import Store
from tracker.store.batch import Added
from tracker.store.record import Record, make_record

NOON = datetime(2025, 9, 2, 4, 0, tzinfo=UTC)
"""A moment for clocks that stand still."""


def text_of(number: int, *, year: int = 2025, words: str = "一百万元") -> bytes:
    """An issue with two documents, as a text file."""
    title = f"云岚市人民政府关于第{number}批夜市摊位的通知"
    return f"""云岚市人民政府公报

{year}

第{number}期

{year}年6月1日

目 录

{title}
(云政发〔{year}〕{number}号) (3)
云岚市人民政府关于表彰清洁街巷的通告
(云政发〔{year}〕{number + 500}号) (5)

{title}

云政发〔{year}〕{number}号

各区人民政府:

第一条 摊位补助不超过{words}。

第二条 本通知自印发之日起施行。

云岚市人民政府

{year}年5月20日

云岚市人民政府关于表彰清洁街巷的通告

云政发〔{year}〕{number + 500}号

现将清洁街巷名单予以公布。

云岚市人民政府

{year}年5月21日
""".encode()


def issue_of(data: bytes, name: str = "issue.txt") -> Issue:
    return parse(read_bytes(data, name))


def record_of(number: int, *, year: int = 2025, words: str = "一百万元") -> Record:
    data = text_of(number, year=year, words=words)
    return make_record(data, issue_of(data), gazette="yunlan")


def add(store: Store, number: int, *, words: str = "一百万元", url: str | None = None) -> Added:
    data = text_of(number, words=words)
    return store.add(data, issue_of(data), gazette="yunlan", url=url)


def made_issue(data: bytes = b"x", **changes: object) -> Issue:
    """An issue as a parser might have made it, with one document; ``changes`` are fields of the issue."""
    article = Provision(level="article", label="第一条", text="摊位补助不超过一百万元。", span=(0, 1))
    instrument = Instrument(role="circular", title="关于夜市的通知", span=(0, 1), body=(article,))
    document = Document(
        title="关于夜市的通知",
        doc_number="云政发〔2025〕7号",
        kind="通知",
        issuers=("云岚市人民政府",),
        date="2025-05-20",
        span=(0, 1),
        instruments=(instrument,),
    )
    fields: dict[str, object] = {
        "kind": "gazette",
        "title": "云岚市人民政府公报",
        "year": 2025,
        "number": 7,
        "date": "2025-06-01",
        "documents": (document,),
        "source": Source(name="a.txt", sha256=hashlib.sha256(data).hexdigest(), media_type="text/plain", chars=1),
    }
    return Issue(**(fields | changes))  # type: ignore[arg-type]


def git(folder: Path, *arguments: str) -> str:
    """What git says, in a clean environment."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        [
            "git",
            "-c",
            "core.quotePath=false",
            "-c",
            "user.name=Person",
            "-c",
            "user.email=person@example.org",
            *arguments,
        ],
        cwd=folder,
        env=clean,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def repository(folder: Path) -> Path:
    """A person's repository with one commit, one staged and one changed file; the store will be a folder in it."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=work")
    (folder / "code.py").write_text("print(1)\n")
    (folder / "other.py").write_text("print(2)\n")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "Begin")
    (folder / "staged.py").write_text("print(3)\n")
    git(folder, "add", "staged.py")
    (folder / "code.py").write_text("print(4)\n")
    return folder


PERSONS_STATUS = " M code.py\nA  staged.py\n"
"""What ``git status`` says of ``repository`` before anything else happens."""
