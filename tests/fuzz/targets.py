"""What is fuzzed: each target a function of bytes that raises nothing but errors of ours, with its seeds."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from tests.amend_machine import decision, made_case, printed
from tests.lineage_samples import FIRST, make_store
from tests.monitor.pdf_files import issue_pdf
from tests.ofd_samples import ofd
from tests.read_samples import Sheet
from tests.store_samples import text_of
from tracker.amend import amend
from tracker.errors import TrackerError
from tracker.library import Library
from tracker.library.references import parted, split
from tracker.parse import parse
from tracker.read import read_bytes
from tracker.schema.issues import issue_from_json, issue_to_json

CORPUS = Path(__file__).parent / "corpus"
BETWEEN = b"\n=====\n"
"""Between the two texts of an amendment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A function of bytes, and the inputs that its mutations begin with."""

    run: Callable[[bytes], None]
    seeds: Callable[[], tuple[bytes, ...]]


def _read_as(suffix: str) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        issue = parse(read_bytes(data, f"a{suffix}"))
        assert issue_from_json(issue_to_json(issue)) == issue

    return run


def _amend(data: bytes) -> None:
    old, _, change = data.decode("utf-8", "replace").partition(BETWEEN.decode())
    result = amend(old, change)
    assert all(one.status in {"applied", "doubtful", "failed"} for one in result.instructions)


def _resolve(data: bytes) -> None:
    ref = data.decode("utf-8", "surrogateescape")
    name, _ = parted(ref)
    with suppress(TrackerError):
        split(name)
    resolved = _library().resolve(ref)
    assert resolved.value is not None


@cache
def _library() -> Library:
    """The library of a small store, for as long as this process lives."""
    return Library.open(make_store(Path(tempfile.mkdtemp(prefix="fuzz-")) / "store"))


def _texts() -> tuple[bytes, ...]:
    laws = (made_case(seed) for seed in range(3))
    return text_of(1), *("\n".join(printed(law.old, law.chapter)).encode() for law in laws)


def _pages() -> tuple[bytes, ...]:
    lines = text_of(2).decode().split("\n")
    body = "".join(f"<p>{line}</p>" for line in lines)
    table = "<table><tr><th>序号<td colspan=2>名称<tr><td>1<td>甲<td>乙</table>"
    return (
        f"<!doctype html><meta charset=utf-8><title>公报</title><div class=TRS_Editor>{body}</div>".encode(),
        f"<html><body><h1>关于夜市的通知</h1>{body}{table}</body></html>".encode("gb18030"),
    )


def _documents() -> tuple[bytes, ...]:
    import io  # noqa: PLC0415 - for seeds only

    import docx  # noqa: PLC0415 - the same

    document = docx.Document()
    for line in text_of(3).decode().split("\n"):
        document.add_paragraph(line)
    rows = document.add_table(2, 2)
    rows.cell(0, 0).text, rows.cell(1, 1).text = "项目", "金额"
    file = io.BytesIO()
    document.save(file)
    return (file.getvalue(),)


def _sheets() -> tuple[bytes, ...]:
    printed_lines = text_of(4).decode().split("\n")
    lines = [(60.0, 90.0 + 24 * place, 16.0, line) for place, line in enumerate(printed_lines) if line]
    return (ofd([Sheet(lines=lines)]),)


def _amendments() -> tuple[bytes, ...]:
    cases = [case for seed in range(8) if (case := made_case(seed)).instructions]
    return tuple("\n".join(printed(one.old, one.chapter)).encode() + BETWEEN + decision(one).encode() for one in cases)


def _references() -> tuple[bytes, ...]:
    number = "柳商规〔2023〕4号"
    provision = f"{number}#第三条第二款第（一）项"
    texts = (number, FIRST, f"{FIRST}@2024-09-01", provision, f"{FIRST}@HEAD~1", "a.txt#第二条")
    return tuple(text.encode() for text in texts)


TARGETS: dict[str, Target] = {
    "text": Target(run=_read_as(".txt"), seeds=_texts),
    "html": Target(run=_read_as(".html"), seeds=_pages),
    "docx": Target(run=_read_as(".docx"), seeds=_documents),
    "ofd": Target(run=_read_as(".ofd"), seeds=_sheets),
    "pdf": Target(run=_read_as(".pdf"), seeds=lambda: (issue_pdf(1, 2),)),
    "amend": Target(run=_amend, seeds=_amendments),
    "reference": Target(run=_resolve, seeds=_references),
}


def corpus_of(name: str) -> tuple[bytes, ...]:
    """The seeds of a target, and the files that are kept of it."""
    kept = sorted((CORPUS / name).glob("*")) if (CORPUS / name).is_dir() else []
    return *TARGETS[name].seeds(), *(file.read_bytes() for file in kept)


def drawn(name: str, random: Random) -> bytes:
    """One of the inputs of a target."""
    return random.choice(corpus_of_once(name))


@cache
def corpus_of_once(name: str) -> tuple[bytes, ...]:
    """The same, made once."""
    return corpus_of(name)
