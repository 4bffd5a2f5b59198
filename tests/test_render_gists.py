"""The list of changes beside the text says in a few words what changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.comparisons import change, place, sample
from tracker.model import Change, Edit, Fact
from tracker.render import RENDERERS, RenderOptions
from tracker.render.gists import gist

AMOUNT = Fact(type="amount", old="50万元", new="80万元", old_value=500_000, new_value=800_000, unit="CNY")


def one(*edits: Edit, **named: object) -> Change:
    old, new = "".join(edit.old for edit in edits), "".join(edit.new for edit in edits)
    made = change([place("第一条", old)], [place("第一条", new)])
    return replace(made, edits=edits, **named)  # type: ignore[arg-type]


SAME = Edit(op="equal", old="申请人", new="申请人")
STRUCK = Edit(op="delete", old="应当在十个工作日内提出书面材料", new="")
ADDED = Edit(op="insert", old="", new="代理人")
OTHER = Edit(op="replace", old="局", new="委")


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (one(SAME, OTHER), "局 → 委"),
        (one(SAME, OTHER, ADDED), "+ 代理人"),
        (one(SAME, STRUCK), "− 应当在十个工作日内提出书面材…"),
        (one(SAME, OTHER, facts=(AMOUNT,)), "50万元 → 80万元"),
        (one(SAME, replace(ADDED, moved="第二款")), ""),
        (one(SAME, OTHER, editorial=True), ""),
        (change([], [place("第二条", "县级人民政府应当设立补助资金并公布。")]), "县级人民政府应当设立补助资金…"),
        (change([], [place("第二章", "监督", level="chapter")]), ""),
    ],
)
def test_a_change_in_a_few_words(found: Change, told: str) -> None:
    assert gist(found) == told


def test_the_outline_says_it_beside_the_article() -> None:
    tree = HTMLParser(str(RENDERERS["html"](sample(), RenderOptions())))
    assert any("50万元 → 80万元" in node.text(strip=True) for node in tree.css(".outline li"))
