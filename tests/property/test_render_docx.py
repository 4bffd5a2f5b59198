"""Laws of the Word document: accepted it is the new text, rejected the old one, by the rules of ECMA-376 §17.13.5."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from tests.comparisons import NEW, OLD, edits, random_comparison
from tracker.model import Change, ChangeSet, Edit, Place
from tracker.render import RENDERERS, RenderOptions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GONE = {"accept": {f"{W}del", f"{W}moveFrom"}, "reject": {f"{W}ins", f"{W}moveTo"}}
"""What is taken out of the document by each command: runs, and the marks of paragraphs."""

LINES = st.lists(st.text("甲乙12（一）。", min_size=1, max_size=6), min_size=1, max_size=4)
STEPS = st.lists(st.tuples(st.sampled_from(["equal", "delete", "insert", "replace"]), LINES), min_size=1, max_size=6)


def body(comparison: ChangeSet) -> ET.Element:
    rendered = RENDERERS["docx"](comparison, RenderOptions())
    assert isinstance(rendered, bytes)
    with zipfile.ZipFile(BytesIO(rendered)) as archive:
        return ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 - made by us


def settled(root: ET.Element, command: str) -> list[str]:
    """The paragraphs that are left; one whose mark goes runs into the next."""
    found = [""]
    for paragraph in root.iter(f"{W}p"):
        found[-1] += "".join(text for child in paragraph if child.tag not in GONE[command] for text in _texts(child))
        marks = paragraph.find(f"{W}pPr/{W}rPr")
        if marks is None or not any(mark.tag in GONE[command] for mark in marks):
            found.append("")
    return found[:-1]


def _texts(node: ET.Element) -> Iterator[str]:
    for one in node.iter():
        if one.tag in {f"{W}t", f"{W}delText"}:
            yield one.text or ""
        elif one.tag == f"{W}tab":
            yield "\t"


def lines(title: str, places: Iterable[Place]) -> list[str]:
    ordered = sorted(places, key=lambda place: place.index or 0)
    shown = [f"{place.label}　{place.text}" if place.label else place.text for place in ordered]
    return [title, *"\n".join(shown).split("\n")]


def both(comparison: ChangeSet) -> tuple[list[str], list[str]]:
    old = lines(comparison.old.title, (place for one in comparison.changes for place in one.old))
    return old, lines(comparison.new.title, (place for one in comparison.changes for place in one.new))


@given(st.integers(0, 100_000))
def test_both_texts_come_back(seed: int) -> None:
    comparison = random_comparison(seed, articles=12)
    root = body(comparison)
    assert (settled(root, "reject"), settled(root, "accept")) == both(comparison)


@st.composite
def stepped(draw: st.DrawFn) -> Change:
    """A change by any edits there can be, with line feeds in any of them."""
    steps = []
    for op, some in draw(STEPS):
        before, after = "\n".join(some), "\n".join(draw(LINES))
        steps.append(
            Edit(
                op=op,  # type: ignore[arg-type] # drawn from the four there are
                old="" if op == "insert" else before,
                new="" if op == "delete" else before if op == "equal" else after,
            )
        )
    steps.append(Edit(op="equal", old="完", new="完"))
    old, new = "".join(step.old for step in steps), "".join(step.new for step in steps)
    return Change(
        kind="modified",
        old=(Place(level="article", label=draw(st.sampled_from([None, "第一条"])), path="", text=old),),
        new=(Place(level="article", label=draw(st.sampled_from([None, "第一条", "第二条"])), path="", text=new),),
        edits=tuple(steps),
    )


@given(st.lists(stepped(), min_size=1, max_size=4))
def test_any_edits_give_both_texts_back(changes: list[Change]) -> None:
    comparison = ChangeSet(old=OLD, new=replace(NEW, title="新办法"), changes=tuple(changes))
    root = body(comparison)
    old, new = both(comparison)
    assert settled(root, "accept") == new
    assert settled(root, "reject") == old


@given(st.lists(stepped(), min_size=1, max_size=4))
def test_no_insertion_stands_on_both_sides_of_an_untracked_mark(changes: list[Change]) -> None:
    """LibreOffice rejects such a mark with them; only lines that hold nothing else are left so."""
    paragraphs = list(body(ChangeSet(old=OLD, new=NEW, changes=tuple(changes))).iter(f"{W}p"))
    for before, after in pairwise(paragraphs):
        if before.find(f"{W}pPr/{W}rPr") is None and len(before) > 1 and len(after) > 1:
            only = any({child.tag for child in one[1:]} == {f"{W}ins"} for one in (before, after))
            assert only or not before[-1].tag == after[1].tag == f"{W}ins"


def test_a_word_beside_two_insertions_is_written_again() -> None:
    steps = edits("甲\n12月", "甲乙\n第12月")
    change = Change(
        kind="modified",
        old=(Place(level="article", label=None, path="", text="甲\n12月"),),
        new=(Place(level="article", label=None, path="", text="甲乙\n第12月"),),
        edits=steps,
    )
    last = list(body(ChangeSet(old=OLD, new=OLD, changes=(change,))).iter(f"{W}p"))[-1]
    assert [("".join(_texts(child)), child.tag.removeprefix(W)) for child in last[1:]] == [
        ("12", "del"),
        ("第", "ins"),
        ("12", "ins"),
        ("月", "r"),
    ]
