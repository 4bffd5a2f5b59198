"""The graph as DOT for Graphviz and as a plain SVG that needs nothing else."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from html import escape

from tracker.language.patterns import regex
from tracker.lineage.graph import Edge, Graph, Node, Relation
from tracker.wording.lineage import RELATIONS, STATES

_BOX_WIDTH, _BOX_HEIGHT = 250, 60
_COLUMN, _ROW, _MARGIN = 370, 76, 24
_LEGEND = 34
_STROKES: Mapping[Relation, str] = {
    "supersedes": "#1b5e9b",
    "repeals": "#a32020",
    "partly-repeals": "#a32020",
    "amends": "#7a4b00",
    "cites": "#767676",
}
_DASHES: Mapping[Relation, str] = {
    "supersedes": "",
    "repeals": "",
    "partly-repeals": "7 4",
    "amends": "2 3",
    "cites": "1 5",
}
_NOT_XML = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_dot(graph: Graph, lang: str = "zh") -> str:
    """The graph in the DOT language; an edge points from the document that acts to the one it acts on."""
    lines = ["digraph lineage {", "  rankdir=RL;", '  node [shape=box, fontname="sans-serif"];']
    for node in graph.nodes:
        label = _quoted("\n".join(part for part in (node.name, node.title if node.title != node.name else "") if part))
        style = "" if node.held else ", style=dashed"
        lines.append(f"  {_quoted(node.key)} [label={label}{style}];")
    for edge in graph.edges:
        label = _quoted(RELATIONS[edge.relation][lang])
        style = "" if edge.relation in {"supersedes", "repeals"} else ", style=dashed"
        lines.append(f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [label={label}{style}];")
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", " ")
    return f'"{_NOT_XML.sub("�", escaped)}"'


def to_svg(graph: Graph, lang: str = "zh") -> str:
    """The graph as an SVG: older documents left, newer ones right, a dashed box for what is not in the store."""
    places = _places(graph)
    width = 2 * _MARGIN + max((x for x, _ in places.values()), default=0) + _BOX_WIDTH
    height = 2 * _MARGIN + _LEGEND + max((y for _, y in places.values()), default=0) + _BOX_HEIGHT
    title = {"zh": "沿革与引用关系图", "en": "Graph of repeals and citations"}[lang]
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    style = f'font-family="sans-serif" font-size="13" role="img" aria-label="{title}"'
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>',
        f"<title>{title}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *(_marker(relation) for relation in _STROKES),
        *_legend(lang),
        *(_edge(edge, places, lang) for edge in graph.edges),
        *(_box(node, places[node.key], lang) for node in graph.nodes),
    ]
    return "\n".join([*drawn, "</svg>"]) + "\n"


def _places(graph: Graph) -> dict[str, tuple[int, int]]:
    """Where each box stands: its column is how many steps of time lead to it, its row keeps it near what it touches."""
    columns: dict[int, list[str]] = defaultdict(list)
    for key, column in _columns(graph).items():
        columns[column].append(key)
    touched: dict[str, set[str]] = defaultdict(set)
    for edge in graph.edges:
        touched[edge.source].add(edge.target)
        touched[edge.target].add(edge.source)
    order = {node.key: n for n, node in enumerate(graph.nodes)}
    rows = {key: order[key] for key in order}
    # Three sweeps of the barycentre method (Sugiyama 1981): right, left, right.
    for sweep in (sorted(columns), sorted(columns, reverse=True), sorted(columns)):
        for column in sweep:
            columns[column].sort(key=lambda key: (*_middle([rows[one] for one in touched[key]]), order[key]))
            rows |= {key: row for row, key in enumerate(columns[column])}
    return {
        key: (_MARGIN + column * _COLUMN, _MARGIN + _LEGEND + row * _ROW)
        for column, keys in columns.items()
        for row, key in enumerate(keys)
    }


def _columns(graph: Graph) -> dict[str, int]:
    """One more than the farthest document that is acted on; a circle ends where it comes back."""
    targets: dict[str, list[str]] = defaultdict(list)
    for edge in graph.edges:
        targets[edge.source].append(edge.target)
    columns: dict[str, int] = {}
    for node in graph.nodes:
        stack = [(node.key, False)]
        open_keys: set[str] = set()
        while stack:
            key, finished = stack.pop()
            if finished:
                open_keys.discard(key)
                columns[key] = 1 + max((columns.get(one, -1) for one in targets[key]), default=-1)
            elif key not in columns and key not in open_keys:
                open_keys.add(key)
                stack.append((key, True))
                stack.extend((one, False) for one in targets[key] if one not in columns and one not in open_keys)
    return columns


def _middle(rows: list[int]) -> tuple[bool, float]:
    """The mean row of what a box touches; what touches nothing stands last."""
    return not rows, sum(rows) / len(rows) if rows else 0.0


def _marker(relation: Relation) -> str:
    return (
        f'<marker id="{relation}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        f'<path d="M0 0 8 4 0 8z" fill="{_STROKES[relation]}"/></marker>'
    )


def _legend(lang: str) -> list[str]:
    drawn, x = [], _MARGIN
    for relation in _STROKES:
        drawn.append(f'<path d="M{x + 30} {_MARGIN}H{x}" {_stroke(relation)}/>')
        drawn.append(f'<text x="{x + 36}" y="{_MARGIN + 5}" fill="#333333">{RELATIONS[relation][lang]}</text>')
        x += 110
    return drawn


def _stroke(relation: Relation) -> str:
    dash = f' stroke-dasharray="{_DASHES[relation]}"' if _DASHES[relation] else ""
    return f'fill="none" stroke="{_STROKES[relation]}" stroke-width="1.6"{dash} marker-end="url(#{relation})"'


def _edge(edge: Edge, places: Mapping[str, tuple[int, int]], lang: str) -> str:
    (x1, y1), (x2, y2) = places[edge.source], places[edge.target]
    y1, y2 = y1 + _BOX_HEIGHT // 2, y2 + _BOX_HEIGHT // 2
    end = x2 + _BOX_WIDTH
    bend = max(40, (x1 - end) // 2)
    said = escape(RELATIONS[edge.relation][lang])
    path = f"M{x1} {y1}C{x1 - bend} {y1} {end + bend} {y2} {end} {y2}"
    return f'<path d="{path}" {_stroke(edge.relation)}><title>{said}</title></path>'


def _box(node: Node, place: tuple[int, int], lang: str) -> str:
    x, y = place
    dash = "" if node.held else ' stroke-dasharray="5 4"'
    fill = "#f4f8fc" if node.held else "#ffffff"
    state = STATES[node.state][lang] if node.held else {"zh": "未收录", "en": "not held"}[lang]
    title = node.title if node.title != node.name else ""
    told = _xml("\n".join(part for part in (node.name, node.title, node.day or "", state) if part))
    below = f"{state}  {node.day}" if node.day else state
    lines = [(19, 13, "#1a1a1a", node.name), (36, 11, "#333333", title), (52, 11, "#5f5f5f", below)]
    texts = "".join(
        f'<text x="{x + 8}" y="{y + down}" font-size="{size}" fill="{colour}">{_xml(_cut(text, size))}</text>'
        for down, size, colour, text in lines
        if text
    )
    size = f'width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}"'
    box = f'<rect x="{x}" y="{y}" {size} rx="4" fill="{fill}" stroke="#44546a"{dash}/>'
    return f"<g><title>{told}</title>{box}{texts}</g>"


def _cut(text: str, size: int) -> str:
    """Text that fits into a box at a size of type: a Chinese character is as wide as high, a Latin one about half."""
    room = (_BOX_WIDTH - 16) / size
    for n, character in enumerate(text):
        room -= 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.6
        if room < 0:
            return f"{text[: max(0, n - 1)]}…"
    return text


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("�", text))
