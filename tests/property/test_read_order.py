"""Any permutation of what is painted on a page gives the same text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read_samples import Placed, Sheet, pdf
from tracker.read import read_bytes

HAN = "为了规范样本的排版按照有关规定结合本市实际制定下列措施由部门负责组织实施任何单位不得擅自变更内容"
TEXTS = st.text(alphabet=HAN + "，。1a", min_size=2, max_size=14).filter(lambda text: text[0] not in "，。1a")


@st.composite
def pages(draw: st.DrawFn) -> list[Placed]:
    """Rows of one to three pieces with clear blanks between them: one column, columns, entries with page numbers."""
    out: list[Placed] = []
    starts = draw(st.sampled_from([(60.0,), (60.0, 300.0), (60.0, 230.0, 400.0), (60.0, 480.0)]))
    for row in range(draw(st.integers(1, 25))):
        for x in starts:
            if draw(st.integers(0, 5)):
                text = draw(TEXTS) if x < 480 else f"（{row + 3}）"
                out.append((x, 100 + 24.0 * row + draw(st.sampled_from([0.0, 0.0, 1.0])), 10.0, text))
    return out


@settings(max_examples=60, deadline=None)
@given(lines=pages().filter(bool), data=st.data())
def test_the_order_of_painting_means_nothing(lines: list[Placed], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(lines))
    straight = read_bytes(pdf([Sheet(lines=lines)]), "样本.pdf")
    assert read_bytes(pdf([Sheet(lines=shuffled)]), "样本.pdf").text == straight.text
    assert sorted("".join(straight.text.split())) == sorted("".join(text for _, _, _, text in lines))
