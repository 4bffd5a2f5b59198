"""Slugs, links and anchors: whatever a store holds, an address is harmless, and it is the same for ever."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Level, Provision
from tracker.report.addresses import absolute, href
from tracker.report.provision_anchors import anchored
from tracker.report.slugs import issue_folder, safe_part

SAFE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("lantingshi", "lantingshi"),
        ("2025", "2025"),
        ("033", "033"),
        ("supplement-001", "supplement-001"),
    ],
)
def test_a_harmless_name_stays(text: str, part: str) -> None:
    assert safe_part(text) == part


@pytest.mark.parametrize(
    "text", ["..", ".", "", "a/b", "a\\b", "CON", "con", "Lantingshi", "澜汀", "a b", "-a", "a" * 300, "<x>"]
)
def test_a_name_that_could_be_something_else_gets_a_digest(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]+-[0-9a-f]{8}", safe_part(text))


@given(st.text())
def test_a_part_is_always_harmless(text: str) -> None:
    part = safe_part(text)
    assert SAFE.fullmatch(part)
    assert len(part) <= 60


@given(st.text(), st.text())
def test_two_names_are_two_parts(one: str, other: str) -> None:
    assert (safe_part(one) == safe_part(other)) == (one == other)


def test_an_issue_stands_in_three_folders_whatever_it_is_called() -> None:
    assert issue_folder("lantingshi/2025/018") == "issues/lantingshi/2025/018/"
    assert re.fullmatch(r"issues/x-\w{8}/2025/x-\w{8}/", issue_folder("../2025/…"))


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        ("", "", "index.html"),
        ("", "status/", "status/index.html"),
        ("works/a/", "", "../../index.html"),
        ("works/a/", "works/b/", "../b/index.html"),
        ("works/a/2025-01-01/", "works/a/", "../index.html"),
        ("works/a/", "works/a/2025-01-01/", "2025-01-01/index.html"),
        ("works/a/", "works/a/", "index.html"),
        ("works/a/2024-01-01..2025-01-01/", "works/a/2025-01-01/", "../2025-01-01/index.html"),
        ("status/", "changes.atom", "../changes.atom"),
        ("works/a/", "works/b/2025-01-01/#art-7", "../b/2025-01-01/index.html#art-7"),
    ],
)
def test_links_are_relative(here: str, there: str, link: str) -> None:
    assert href(here, there) == link


def test_addresses_are_whole_where_the_host_is_known() -> None:
    assert absolute("https://example.com/rules/", "works/a/") == "https://example.com/rules/works/a/"
    assert absolute("", "works/a/") == "works/a/"


def node(level: Level, label: str | None, *children: Provision) -> Provision:
    return Provision(level=level, span=(0, 0), label=label, text="字", children=children)


def anchors(*body: Provision) -> list[tuple[str, str, str]]:
    return [(one.anchor, one.also, one.cite) for one in anchored(body)]


ITEM = node("item", "（三）", node("subitem", "1."))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ((node("article", "第七条"),), [("art-7", "", "第七条")]),
        ((node("article", "第七条之一"),), [("art-7-1", "", "第七条之一")]),
        (
            (node("article", "第七条", node("paragraph", None), node("paragraph", None, ITEM)),),
            [
                ("art-7", "", "第七条"),
                ("art-7-p1", "", "第七条第一款"),
                ("art-7-p2", "", "第七条第二款"),
                ("art-7-p2-i3", "", "第七条第二款第三项"),
                ("art-7-p2-i3-s1", "", "第七条第二款第三项第一目"),
            ],
        ),
        (
            (node("article", "第七条", ITEM),),
            [
                ("art-7", "", "第七条"),
                ("art-7-i3", "art-7-p1-i3", "第七条第三项"),
                ("art-7-i3-s1", "art-7-p1-i3-s1", "第七条第三项第一目"),
            ],
        ),
        (
            (node("chapter", "第二章", node("section", "第一节", node("article", "第五条"))),),
            [("ch-2", "", "第二章"), ("ch-2-sec-1", "", "第二章第一节"), ("art-5", "", "第五条")],
        ),
        (
            (node("outline1", "一、", node("outline2", "（二）", node("outline3", "1."))),),
            [("o1-1", "", "一、"), ("o1-1-o2-2", "", "一、（二）"), ("o1-1-o2-2-o3-1", "", "一、（二）1.")],
        ),
        ((node("article", "第七条"), node("article", "第七条")), [("art-7", "", "第七条"), ("art-7--2", "", "第七条")]),
        ((node("paragraph", None), node("signature", None)), [("p1", "", ""), ("signature-1", "", "")]),
        ((node("decimal1", "1", node("decimal2", "1.4")),), [("d1-1", "", "1"), ("d1-1-d2-4", "", "1.4")]),
    ],
)
def test_anchors_of_provisions(body: tuple[Provision, ...], expected: list[tuple[str, str, str]]) -> None:
    assert anchors(*body) == expected


def test_another_part_of_a_document_has_its_name_before_its_anchors() -> None:
    found = anchored([node("article", "第七条", ITEM)], "annex-1-")
    assert [one.anchor for one in found] == ["annex-1-art-7", "annex-1-art-7-i3", "annex-1-art-7-i3-s1"]
    assert found[1].also == "annex-1-art-7-p1-i3"
