"""The real PDFs against the same issues as text: their paragraphs, their characters, their furniture."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from tests.corpus import corpus
from tracker.model import SourceText
from tracker.read import read_file

pytestmark = pytest.mark.corpus


def pairs() -> list[tuple[Path, Path]]:
    folder = corpus() / "gazettes"
    return [(file, file.with_suffix(".txt")) for file in sorted(folder.glob("*.pdf"))]


@cache
def read(file: Path) -> SourceText:
    return read_file(file)


def folded(text: str) -> str:
    return re.sub(r"\s|\*\*|^- ", "", text)


def without_furniture(source: SourceText) -> str:
    text = source.text
    for noise in reversed(source.furniture):
        text = text[: noise.span[0]] + text[noise.span[1] :]
    return text


def test_the_characters_are_those_of_the_text() -> None:
    for pdf, text in pairs():
        ours, theirs = folded(without_furniture(read(pdf))), "".join(map(folded, text.read_text("utf-8").split("\n")))
        assert abs(len(ours) - len(theirs)) <= 0.0005 * len(theirs), pdf.name


def test_paragraphs_that_the_text_does_not_break_are_lines_of_the_pdf() -> None:
    for pdf, text in pairs():
        ours = {folded(line) for line in without_furniture(read(pdf)).split("\n")}
        whole = [
            folded(line)
            for line in text.read_text("utf-8").split("\n")
            if re.search("[。；]$", line) and len(line) > 60
        ]
        starts = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十百]+条")
        begun = [line for line in whole if starts.match(line)]
        assert sum(line in ours for line in begun) >= 0.98 * len(begun), pdf.name


def test_every_page_has_its_number_and_head_marked() -> None:
    for pdf, _ in pairs():
        kinds = [noise.kind for noise in read(pdf).furniture]
        numbers = [int(n) for n in re.findall(r"— (\d+) —", read(pdf).text)]
        assert kinds.count("page-number") == len(numbers)
        assert kinds.count("running-head") == len(numbers)
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_tables_keep_their_rows() -> None:
    for pdf, text in pairs():
        ours = {folded(line.replace("\t", "|")) for line in without_furniture(read(pdf)).split("\n") if "\t" in line}
        printed = [line for line in text.read_text("utf-8").split("\n") if line.count("\t") > 1]
        # Entries of the contents list have tabs before the page number; they are no table in the PDF.
        theirs = {folded(line.replace("\t", "|")) for line in printed if not re.search(r"\(\d+\)$", line)}
        assert theirs
        assert len(ours & theirs) >= 0.98 * len(theirs), pdf.name
