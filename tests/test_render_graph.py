"""The graph of documents: every node and every edge is drawn, in DOT and in SVG."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from tracker.lineage.graph import Edge, Graph, Node
from tracker.render.graph import to_dot, to_svg

S = "{http://www.w3.org/2000/svg}"

NODES = (
    Node(key="b", name="澜政发〔2024〕2号", title="澜亭市停车管理办法", day="2024-03-01", state="in-force", held=True),
    Node(key="a", name="澜政发〔2019〕7号", title='澜亭市"停车"规定', day=None, state="repealed", held=True),
    Node(key="c", name="南河省停车条例", title="南河省停车条例", day=None, state="unknown", held=False),
)
EDGES = (
    Edge(source="b", target="a", relation="repeals"),
    Edge(source="b", target="c", relation="cites"),
    Edge(source="a", target="c", relation="partly-repeals"),
)
GRAPH = Graph(nodes=NODES, edges=EDGES)


def test_dot_has_one_line_for_every_node_with_its_name_and_title() -> None:
    lines = [line.strip() for line in to_dot(GRAPH).splitlines()]
    assert '"b" [label="澜政发〔2024〕2号\\n澜亭市停车管理办法"];' in lines
    assert '"a" [label="澜政发〔2019〕7号\\n澜亭市\\"停车\\"规定"];' in lines
    assert '"c" [label="南河省停车条例", style=dashed];' in lines
    assert sum("[label=" in line and "->" not in line for line in lines) == len(NODES)


def test_dot_has_one_arrow_for_every_edge_from_the_document_that_acts() -> None:
    arrows = [line.strip() for line in to_dot(GRAPH, "en").splitlines() if "->" in line]
    assert [re.sub(r" \[.*", "", arrow) for arrow in arrows] == ['"b" -> "a"', '"b" -> "c"', '"a" -> "c"']
    assert ["dashed" in arrow for arrow in arrows] == [False, True, True]


def test_an_empty_graph_is_a_graph() -> None:
    assert to_dot(Graph(nodes=(), edges=())).startswith("digraph lineage {")
    assert ET.fromstring(to_svg(Graph(nodes=(), edges=()))).tag == f"{S}svg"  # noqa: S314 - made by us


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_svg_has_a_box_for_every_node_and_a_path_for_every_edge(lang: str) -> None:
    root = ET.fromstring(to_svg(GRAPH, lang))  # noqa: S314 - made by us
    boxes = root.findall(f"{S}g")
    assert ["".join(text.text or "" for text in box.findall(f"{S}text"))[:6] for box in boxes] == [
        "澜政发〔20",
        "澜政发〔20",
        "南河省停车条",
    ]
    assert [box.find(f"{S}rect").get("stroke-dasharray") is not None for box in boxes] == [False, False, True]  # type: ignore[union-attr]
    assert len([path for path in root.findall(f"{S}path") if path.find(f"{S}title") is not None]) == len(EDGES)


def test_what_acts_stands_right_of_what_it_acts_on() -> None:
    root = ET.fromstring(to_svg(GRAPH))  # noqa: S314 - made by us
    x = [int(box.find(f"{S}rect").get("x") or 0) for box in root.findall(f"{S}g")]  # type: ignore[union-attr]
    assert x[0] > x[1] > x[2]
