"""The text of a PDF follows from where it stands on the page, not from the order in which it was painted."""

from __future__ import annotations

import itertools
from random import Random

import pytest

from tests.read_samples import Placed, Sheet, Typesetter, letters, pdf, table, wrap
from tracker.model import SourceText
from tracker.read import read_bytes

LONG = "为了规范样本的排版，按照有关规定，结合本市实际，制定下列措施，由有关部门负责组织实施，任何单位不得擅自变更。"
RIGHT = 500.0
"""The right edge of the page numbers of the contents lists here."""


def read(sheets: list[Sheet]) -> SourceText:
    return read_bytes(pdf(sheets), "样本.pdf")


def without_furniture(source: SourceText) -> str:
    text = source.text
    for noise in reversed(source.furniture):
        text = text[: noise.span[0]] + text[noise.span[1] :]
    return text


def at_the_right(number: str, y: float, size: float = 12.0) -> Placed:
    return (RIGHT - letters(number) * size, y, size, number)


def entries(titles: list[str], numbers: list[str], width: float = 30.0) -> tuple[list[Placed], list[Placed]]:
    """The lines of a contents list, and its page numbers at the height of the last line of each entry."""
    texts: list[Placed] = []
    references: list[Placed] = []
    y = 120.0
    for title, number in zip(titles, numbers, strict=True):
        for line in wrap(title, width, 0):
            texts.append((80.0, y, 12.0, line))
            y += 22
        references.append(at_the_right(number, y - 22))
    return texts, references


TITLES = [
    "某某市样本局关于印发《某某市样本排版管理办法》的通知（某样发〔2031〕4号）",
    "某某市样本局关于废止部分样本文件的通告（某样发〔2031〕5号）",
    "某某市样本局某某市排版局关于联合印发《某某市样本分类保护实施方案》的通知（某样发〔2031〕16号）",
    "某某市样本局关于样本期限的公告（某样发〔2031〕21号）",
]


@pytest.mark.parametrize("first", ["numbers", "titles"])
def test_page_numbers_painted_apart_stand_at_the_end_of_their_entries(first: str) -> None:
    texts, numbers = entries(TITLES, ["（6）", "（12）", "（23）", "（40）"])
    painted = numbers + texts if first == "numbers" else texts + numbers
    text = "".join(read([Sheet(lines=[(240, 80, 16, "目　录"), *painted])]).text.split())
    assert text == "目录" + "".join(map("".join, zip(TITLES, ["（6）", "（12）", "（23）", "（40）"], strict=True)))


def test_bare_page_numbers_follow_a_tab() -> None:
    titles = ["样本排版管理办法", "关于废止部分样本文件的通告", "关于样本期限的公告"]
    texts, numbers = entries(titles, ["6", "12", "140"])
    found = read([Sheet(lines=[*numbers, *texts])]).text.split("\n")
    assert [line for line in found if line] == [f"{a}\t{b}" for a, b in zip(titles, ["6", "12", "140"], strict=True)]


def test_dotted_leaders_stay() -> None:
    sheet = Sheet(lines=[(80, 100 + 22 * row, 12, f"样本办法之{row}" + "…" * 20 + f"{row + 3}") for row in range(4)])
    assert "样本办法之2" + "…" * 20 + "5" in read([sheet]).text


def test_a_number_without_room_beside_its_entry_belongs_to_the_line_above() -> None:
    full = "某某市样本局关于印发《某某市样本排版保护办法》的通知（某样发〔31〕4号）"
    following = ["某某市样本局关于印发《某某市样本分类办", "法》的通知（某样发〔2031〕5号）"]
    lines = [(80, 100, 12, full), (80, 122, 12, following[0]), (80, 144, 12, following[1])]
    numbers = [at_the_right("（23）", 122), at_the_right("（29）", 144)]
    assert letters(full) * 12 > 400
    text = "".join(read([Sheet(lines=[*numbers, *lines])]).text.split())
    assert text == full + "（23）" + "".join(following) + "（29）"


def test_numbers_at_the_height_of_the_first_line_follow_their_entry() -> None:
    texts, _ = entries(TITLES, ["", "", "", ""], width=20)
    starts = [y for _, y, _, text in texts if text.startswith("某某市样本局")]
    numbers = [at_the_right(f"（{7 * (place + 1)}）", y) for place, y in enumerate(starts)]
    text = "".join(read([Sheet(lines=numbers + texts)]).text.split())
    assert text == "".join(f"{title}（{7 * (place + 1)}）" for place, title in enumerate(TITLES))


def columns(left: str, right: str, *, top: float, size: float = 12.0, offset: float = 0.0) -> list[Placed]:
    """Two columns of 18 letters; the second one may stand a little lower."""
    out: list[Placed] = []
    for x, text, y in ((70.0, left, top), (310.0, right, top + offset)):
        out += [(x, y + 20 * row, size, line) for row, line in enumerate(wrap(text, 18, 0))]
    return out


@pytest.mark.parametrize("offset", [0.0, 2.0, 9.0])
@pytest.mark.parametrize("order", ["columns", "rows", "backwards", "shuffled"])
def test_columns_are_read_between_the_titles_that_run_over_them(offset: float, order: str) -> None:
    left, right, third, fourth = ("左甲" + LONG * 2, "右乙" + LONG * 2, "左丙" + LONG, "右丁" + LONG)
    title = "某某市样本局关于排版样本两栏文字的通知"
    lines = [
        *columns(left, right, top=100, offset=offset),
        (140, 320, 16, title),
        *columns(third, fourth, top=360, offset=offset),
    ]
    if order == "rows":
        lines.sort(key=lambda line: (line[1], line[0]))
    elif order == "backwards":
        lines.reverse()
    elif order == "shuffled":
        Random(5).shuffle(lines)
    assert "".join(read([Sheet(lines=lines)]).text.split()) == left + right + title + third + fourth


def test_a_paragraph_goes_on_over_a_column_break() -> None:
    text = LONG * 7
    broken = wrap(text, 18, 2)
    half = (len(broken) + 1) // 2
    sheet = Sheet()
    for row, line in enumerate(broken):
        x, y = (70.0, 100 + 20 * row) if row < half else (310.0, 100 + 20 * (row - half))
        sheet.lines.append((x + (24 if row == 0 else 0), y, 12, line))
    assert [line for line in read([sheet]).text.split("\n") if line] == [text]


def test_three_columns() -> None:
    texts = ["甲" + LONG * 2, "乙" + LONG * 2, "丙" + LONG * 2]
    lines = [
        (60.0 + 170 * place, 100.0 + 20 * row, 12.0, line)
        for place, text in enumerate(texts)
        for row, line in enumerate(wrap(text, 12, 0))
    ]
    Random(3).shuffle(lines)
    assert "".join(read([Sheet(lines=lines)]).text.split()) == "".join(texts)


def test_short_cells_beside_each_other_are_rows_and_no_columns() -> None:
    names = ["甲局", "乙委员会", "丙管理处", "丁中心", "戊局"]
    lines = [(90.0, 100.0 + 22 * row, 12.0, name) for row, name in enumerate(names)]
    lines += [(330.0, 100.0 + 22 * row, 12.0, f"{row}组") for row in range(5)]
    text = read([Sheet(lines=lines)]).text
    assert [line.split() for line in text.split("\n") if line] == [[name, f"{row}组"] for row, name in enumerate(names)]


def test_what_a_browser_prints_at_the_edges_is_furniture_even_on_one_page() -> None:
    sheet = Sheet(lines=[(24, 22, 8, "11/24/31, 3:45 AM"), (240, 22, 8, "样本通知")])
    sheet.lines += [(24, 825, 8, "https://gov.example.cn/a/b.html"), (560, 825, 8, "1/1")]
    sheet.lines += [(80, 100 + 28 * row, 16, line) for row, line in enumerate(wrap(LONG * 3, 27, 0))]
    source = read([sheet])
    assert "".join(without_furniture(source).split()) == LONG * 3
    assert source.furniture


def test_a_date_at_the_head_of_a_page_is_no_print_head_alone() -> None:
    sheet = Sheet(lines=[(80, 60, 16, "2031/3/4 9:30"), (80, 100, 16, LONG[:20])])
    assert "9:30" in without_furniture(read([sheet]))


def test_text_printed_twice_to_make_it_bold_is_said_once() -> None:
    lines = [(80.0, 100.0, 16.0, "样本办法"), (80.0, 140.0, 16.0, LONG[:20]), (80.4, 100.0, 16.0, "样本办法")]
    assert read([Sheet(lines=lines)]).text.count("样本办法") == 1


def test_a_table_beside_a_column_of_text() -> None:
    left = "左栏" + LONG * 4
    lines: list[Placed] = [(70, 100 + 20 * row, 12, line) for row, line in enumerate(wrap(left, 18, 0))]
    cells = [f"{row}{column}号" for row in range(8) for column in "甲乙"]
    places = itertools.product(range(8), range(2))
    lines += [(316 + 100 * column, 115 + 24 * row, 12, cell) for (row, column), cell in zip(places, cells, strict=True)]
    sheet = Sheet(lines=lines[::-1], boxes=table(310, 100, [100, 100], [24] * 8))
    assert "".join(read([sheet]).text.split()) == left + "".join(cells)


@pytest.mark.parametrize("seed", range(4))
def test_whole_documents_do_not_depend_on_the_order_of_painting(seed: int) -> None:
    setter = Typesetter(rows=9)
    setter.centred("某某市样本局", 22)
    setter.centred("关于印发样本办法的通知", 22)
    setter.centred("某样发〔2031〕7号")
    for place in range(12):
        setter.paragraph(f"第{place}项" + LONG * (1 + place % 3))
    setter.right("某某市样本局")
    setter.right("2031年3月4日")
    straight = read_bytes(setter.pdf(), "样本.pdf")
    for sheet in setter.sheets:
        Random(seed).shuffle(sheet.lines)
    assert read(setter.sheets).text == straight.text
