"""What typing and copying do to a text changes nothing of what it says: widths, blanks, line ends, widthless signs."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.corpus import corpus
from tests.gazettes import ISSUE, source
from tests.property.test_parse_conservation import lost_and_doubled
from tests.test_parse_forms import FORWARDED, MINUTES
from tracker.model import Issue, walk
from tracker.parse import parse

Mutation = Callable[[str, int], str]

ORDER: Final = """南河市财政局　南河市税务局公告

2023年第11号

关于缓缴保障金的公告

为减轻企业负担，根据《南河市保障金办法》（南财〔2019〕4号），现公告如下：

一、职工30人以下的企业，暂缓缴纳。

（一）2023年度的保障金缓缴6个月。

（二）上述政策不含外地企业。

二、本公告自2023年9月1日起施行，有效期至2027年12月31日。《南河市保障金缴纳办法》（南财〔2017〕12号）同时废止。

特此公告。

南河市财政局　南河市税务局

2023年8月21日
"""

PLAN: Final = """南河市清淤应急预案

1 总则

1.1 目的

为了应对淤塞，制定本预案。

1.2 原则

（1）统一领导；

（2）快速反应。

2 附则

2.1 本预案自2024年5月1日起实施。
"""


def _folded(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def facts(issue: Issue) -> list[object]:
    """What a text says, whatever it is typed like."""
    return [
        issue.kind,
        [_folded(entry.title) for entry in issue.toc],
        *(
            (
                _folded(one.title),
                _folded(one.doc_number),
                one.date,
                [_folded(issuer) for issuer in one.issuers],
                one.effective and (one.effective.start, one.effective.until),
                sorted((_folded(repeal.title), _folded(repeal.doc_number), repeal.partial) for repeal in one.repeals),
                sorted(map(_folded, one.cites)),
                [(part.role, _folded(part.title)) for part in one.instruments],
                [(node.level, _folded(node.label)) for part in one.instruments for node in walk(part.body)],
            )
            for one in issue.documents
        ),
    ]


def _between(signs: str) -> Mutation:
    """Every ``step``-th sign gets a sign without width behind it."""

    def mutate(text: str, step: int) -> str:
        out = []
        for index, sign in enumerate(text):
            out.append(sign)
            if sign != "\n" and index % (step % 23 + 2) == 0:
                out.append(signs[index % len(signs)])
        return "".join(out)

    return mutate


_WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
_NARROW = str.maketrans("（），；：", "(),;:")
_SQUARE = str.maketrans("〔〕", "[]")

MUTATIONS: Final[Mapping[str, Mutation]] = {
    "line ends of Windows": lambda text, _: text.replace("\n", "\r\n"),
    "line ends of old Macs": lambda text, _: text.replace("\n", "\r"),
    "signs without width": _between("\u200b\u200c\ufeff\u2060\u00ad"),
    "digits of full width": lambda text, _: text.translate(_WIDE_DIGITS),
    "narrow punctuation": lambda text, _: text.translate(_NARROW),
    "square brackets of numbers": lambda text, _: text.translate(_SQUARE),
    "more blank lines": lambda text, step: text.replace("\n\n", "\n" * (step % 4 + 2)),
    "blanks at line ends": lambda text, step: text.replace("\n", f"{' 　'[step % 2] * (step % 3 + 1)}\n"),
    "indents": lambda text, step: "\n".join(line and "　　 "[: step % 2 + 2] + line for line in text.split("\n")),
    "blank lines of blanks": lambda text, _: text.replace("\n\n", "\n　 \n"),
    "a mark of byte order": lambda text, _: f"\ufeff{text}",
    "no last line feed": lambda text, _: text.rstrip("\n"),
    "blanks of another kind": lambda text, _: text.replace("　", "\u2003"),
}

_TEXTS: Final = (ISSUE, ORDER, PLAN, FORWARDED, MINUTES)


def read(text: str) -> Issue:
    value = source(text.replace("\r\n", "\n").replace("\r", "\n"))
    issue = parse(value)
    lost, doubled = lost_and_doubled(value, issue)
    assert (dict(lost), dict(doubled)) == ({}, {})
    return issue


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(_TEXTS), st.lists(st.sampled_from(sorted(MUTATIONS)), max_size=3, unique=True), st.integers(0, 99)
)
def test_typing_changes_no_fact(text: str, names: list[str], step: int) -> None:
    mutated = text
    for name in names:
        mutated = MUTATIONS[name](mutated, step)
    assert facts(read(mutated)) == facts(read(text)), names


@pytest.mark.corpus
@settings(max_examples=12, deadline=None)
@given(st.data())
def test_typing_changes_no_fact_of_a_real_text(data: st.DataObject) -> None:
    sources = sorted((corpus() / "wild").glob("*/input.txt"))
    text = data.draw(st.sampled_from(sources)).read_text("utf-8")
    name = data.draw(st.sampled_from(sorted(MUTATIONS)))
    assert facts(read(MUTATIONS[name](text, data.draw(st.integers(0, 99))))) == facts(read(text)), name
