# ruff: noqa: E501 - pairs, one a line
"""Pairs of texts made to make a comparison slow: something changed in every unit, or everything stands elsewhere.

A pair is a function from a number of characters to two texts of about that many; every word in them is invented.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from itertools import count, takewhile
from typing import Final

from tests.benchmarks.hostile_units import Unit, framed, in_measure, numbered, repeated
from tracker.language.numerals import LARGEST, int_to_han

Pair = Callable[[int], tuple[str, str]]
Rule = Callable[[Sequence[str]], Sequence[str]]
"""What every line of the old text becomes."""

_HEAD: Final = "南河省桥梁养护条例\n\n"
_PATROL: Final = "第{han}条 桥梁管理单位应当每{n}日巡查一次，发现裂缝的，处{n}00元罚款。\n\n"
_SHARED: Final = "第{han}条 桥梁管理单位应当按照规定做好日常养护和巡查工作并记录。第{n}号桥由市桥梁所负责。\n\n"
_TABLE: Final = "附件：桥梁表\n\n序号\t桥名\t限重\n"
_WORDS: Final = "桥墩 裂缝 巡查 检修 护栏 支座 排水 标志 照明 荷载 限高 观测 记录 报告 资金 车辆 航道 汛期 冰雪".split()  # noqa: SIM905 - words


def lines_of(unit: Unit, size: int) -> list[str]:
    """The lines of a unit, each with what ends it."""
    return re.findall(r"[^\n]*\n+", unit(size))


def changed(form: str, rule: Rule, head: str = _HEAD) -> Pair:
    """A form that counts up, and what a rule makes of its lines."""

    def made(size: int) -> tuple[str, str]:
        lines = lines_of(numbered(form), size)
        return head + "".join(lines), head + "".join(rule(lines))

    return made


def sides(old: Unit, new: Unit) -> Pair:
    """Two units."""
    return lambda size: (old(size), new(size))


def instead(old: str, new: str) -> Rule:
    """Other words in every line."""
    return lambda lines: [line.replace(old, new) for line in lines]


def counted_anew(lines: Sequence[str]) -> list[str]:
    """The lines with the numbers of articles that their order gives."""
    return [re.sub("^第[^条]+条", f"第{int_to_han(n % LARGEST + 1)}条", line) for n, line in enumerate(lines)]


def reversed_lines(lines: Sequence[str]) -> list[str]:
    """The last line first."""
    return list(lines[::-1])


def shuffled(lines: Sequence[str]) -> list[str]:
    """The lines in another order, the same at each call."""
    return random.Random(5).sample(lines, len(lines))


def _bare(line: str) -> str:
    return line.partition("条 ")[2].strip()


def split(lines: Sequence[str]) -> list[str]:
    """Every article as two."""
    parts = [f"第一条 {part}。\n\n" for line in lines for part in _bare(line).rstrip("。").split("，", 1)]
    return counted_anew(parts)


def merged(lines: Sequence[str]) -> list[str]:
    """Two articles as one each."""
    pairs = zip(lines[::2], lines[1::2], strict=False)
    return counted_anew([f"第一条 {_bare(one)}{_bare(other)}\n\n" for one, other in pairs])


def alternating(size: int, *, first: int) -> str:
    """Articles of two kinds in turn."""
    kinds = "第{han}条 桥梁应当设置护栏。\n\n", "第{han}条 船舶不得停靠桥墩，违者处{n}元罚款。\n\n"
    lines = [kinds[(n + first) % 2].format(han=int_to_han(n % LARGEST + 1), n=n) for n in range(size // 24)]
    return _HEAD + "".join(lines)


def varied(seed: int) -> Unit:
    """Articles of many words, all unlike."""

    def made(size: int) -> str:
        chance = random.Random(seed)
        pieces = (
            f"第{int_to_han(n % LARGEST + 1)}条 应当对{''.join(chance.choices(_WORDS, k=20))}进行检修，并在{n}日内报送。\n\n"
            for n in count(1)
        )
        return _HEAD + "".join(takewhile(_Room(size).has, pieces))

    return made


class _Room:
    """How much of a text is left to be written."""

    def __init__(self, size: int) -> None:
        self._left = size

    def has(self, piece: str) -> bool:
        self._left -= len(piece)
        return self._left >= 0


def drawn_from(signs: Sequence[str], seed: int) -> Unit:
    """One line of signs, or words, in no order."""
    return lambda size: _HEAD + "".join(random.Random(seed).choices(signs, k=size // len(signs[0])))


def in_one_paragraph(form: str, rule: Rule) -> Pair:
    """Sentences of one paragraph."""

    def made(size: int) -> tuple[str, str]:
        sentences = [line.strip() for line in lines_of(numbered(form), size)]
        return f"{_HEAD}第一条 {''.join(sentences)}", f"{_HEAD}第一条 {''.join(rule(sentences))}"

    return made


def _swapped(lines: Sequence[str]) -> list[str]:
    """Both sentences of every article the other way round."""
    cut = [(line.partition("条 ")[0], _bare(line).rstrip("。").split("。")) for line in lines]
    return [f"{label}条 {'。'.join(reversed(sentences))}。\n\n" for label, sentences in cut]


_TO_MAY: Final = instead("应当", "可以")
_MAYBE: Final = "管理单位应当在{n}日内巡查第{n}号桥{end}\n"

PAIRS: dict[str, Pair] = {
    "every 应当 is 可以": changed(_PATROL, _TO_MAY),
    "every number is another": changed(_PATROL, instead("00元", "01元")),
    "every date is another": changed(
        "第{han}条 养护人员应当在2024年{n}月前检查第{n}号桥墩。\n\n", instead("2024", "2025")
    ),
    "all turned round": changed(_PATROL, lambda lines: counted_anew(reversed_lines(lines))),
    "all turned round, changed": changed(_PATROL, lambda lines: _TO_MAY(counted_anew(reversed_lines(lines)))),
    "all shuffled, changed": changed(_PATROL, lambda lines: _TO_MAY(counted_anew(shuffled(lines)))),
    "every article split": changed(_PATROL, split),
    "every two articles merged": changed(_PATROL, merged),
    "a shared sentence, other ends": changed(_SHARED, instead("市桥梁所负责", "市城管局承担")),
    "a shared sentence, turned round": changed(_SHARED, _swapped),
    "one side all equal": sides(
        numbered("第{han}条 桥梁应当有人巡查。\n\n"), numbered("第{han}条 桥梁应当有人巡查第{n}处。\n\n")
    ),
    "all equal, all other": changed("第{han}条 桥梁应当有人巡查并记录。\n\n", instead("应当", "可以")),
    "two kinds in turn": lambda size: (alternating(size, first=0), alternating(size, first=1)),
    "nothing in common": sides(varied(1), varied(2)),
    "dates in one sentence": sides(in_measure(numbered("2024年{n}月3日、")), in_measure(numbered("2026年{n}月3日、"))),
    "amounts in one sentence": sides(
        in_measure(numbered("{n}元以下罚款、")), in_measure(numbered("{n}万元以下罚款、"))
    ),
    "shares in one sentence": sides(in_measure(numbered("{n}%的桥梁、")), in_measure(numbered("{n}‰的桥梁、"))),
    "numbers in one sentence": sides(
        in_measure(numbered("澜桥〔2010〕{n}号、")), in_measure(numbered("澜桥〔2011〕{n}号、"))
    ),
    "paragraphs made one": lambda size: (
        _HEAD + numbered(_MAYBE.replace("{end}", "。\n"))(size),
        _HEAD + numbered(_MAYBE.replace("{end}", "。"))(size).replace("\n", "").replace("应当", "可以"),
    ),
    "one paragraph of duties": in_one_paragraph(_MAYBE.replace("{end}", "。"), _TO_MAY),
    "one paragraph turned round": in_one_paragraph(_MAYBE.replace("{end}", "。"), reversed_lines),
    "one sentence of clauses": in_one_paragraph(_MAYBE.replace("{end}", "，"), _TO_MAY),
    "one sentence of offices": in_one_paragraph("第{n}桥梁管理局、\n", instead("管理局", "养护中心")),
    "items turned round": changed("（{han}）擅自占用第{n}号桥梁的；\n", reversed_lines, _HEAD + "第一条 下列行为：\n"),
    "items made articles": sides(
        framed(_HEAD + "第一条 下列行为：\n", numbered("（{han}）擅自占用第{n}号桥梁的；\n")),
        framed(_HEAD, numbered("第{han}条 擅自占用第{n}号桥梁的，予以处罚。\n")),
    ),
    "one unit against many": sides(
        framed(_HEAD + "第一条 ", numbered("桥梁应当有人巡查第{n}处。")),
        framed(_HEAD, numbered("第{han}条 桥梁应当有人巡查第{n}处。\n\n")),
    ),
    "references all moved": changed(
        "第{han}条 违反本条例第{han}条的，依照第{n}条处罚。\n\n", instead("例第", "例第一百")
    ),
    "titles all other": changed("第{han}条 依照《桥梁第{n}号规定》执行。\n\n", instead("规定》", "办法》")),
    "rows all other": changed("{n}\t第{n}桥\t{n}吨\n", instead("吨", "0吨"), _HEAD + _TABLE),
    "rows turned round": changed("{n}\t第{n}桥\t{n}吨\n", reversed_lines, _HEAD + _TABLE),
    "rows all equal": sides(repeated("桥\t3\t无\n"), repeated("桥\t4\t无\n")),
    "chapters turned round": changed("第{han}章 第{n}类桥梁\n\n第{n}条 桥梁应当有人巡查。\n\n", reversed_lines),
    "documents of one title": changed(
        "澜亭市人民政府关于桥梁的通知\n\n第{n}号桥梁应当有人巡查。\n\n澜亭市人民政府\n\n2024年1月1日\n\n", _TO_MAY, ""
    ),
    "lines in turn": sides(repeated("甲\n乙\n"), repeated("乙\n甲\n")),
    "one line in turn": sides(framed(_HEAD, repeated("甲乙")), framed(_HEAD, repeated("乙甲"))),
    "one line of signs in no order": sides(drawn_from("甲乙丙丁戊己庚辛", 1), drawn_from("甲乙丙丁戊己庚辛", 2)),
    "one line of words in no order": sides(drawn_from(_WORDS, 1), drawn_from(_WORDS, 2)),
}
"""Every pair by its name: what became of the units."""
