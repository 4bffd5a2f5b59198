"""A rule of an invented city through five versions: a split, a merge, a move, a decision, an article that goes."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from hypothesis import strategies as st

from tests.lineage_samples import OFFICE, gazette
from tracker.history.compared_texts import Succession, edition_of, succession
from tracker.language.numerals import int_to_han
from tracker.model import Instrument, Provision, Version
from tracker.parse import parse
from tracker.read import read_bytes
from tracker.store import Store

RULE = "柳湾市共享单车停放管理办法"
NUMBERS = ("柳商规〔2018〕2号", "柳商规〔2020〕8号", "柳商规〔2021〕15号", "柳商规〔2023〕21号", "柳商规〔2025〕30号")

_PURPOSE = "为了规范共享单车的停放秩序，方便市民出行，制定本办法。"
_AREAS = "街道办事处划定停放区，设置统一标识，并在划定后五日内向社会公布。"
_SPLIT = (
    "运营企业应当按照每百辆单车不少于一人的比例配备调度人员。"
    "调度人员应当在接到通知后三十分钟内清理占用盲道和消防通道的单车。"
)
_CREW = "运营企业应当按照每百辆单车不少于一人的比例配备调度人员。"
_CLEAR = "调度人员应当在接到通知后三十分钟内清理占用盲道和消防通道的单车。"
_CLEAR_SOON = _CLEAR.replace("三十分钟", "二十分钟")
_DEPOSIT = "运营企业收取押金的，应当存入银行专用账户，接受商务部门检查。"
_RIDERS = "骑行人应当将单车停放在停放区内，不得随意丢弃。"
_CHILDREN = "未满十二周岁的儿童不得骑行共享单车。"
_HOTLINE = "商务部门设立投诉电话，在二日内答复投诉人。"
_FINE = "运营企业未及时清理的，处二千元罚款。"
_FINE_MORE = "运营企业未及时清理的，处五千元罚款。"


def _end(old: str = "") -> str:
    gone = f"《{OFFICE}关于印发〈{RULE}〉的通知》（{old}）同时废止。" if old else ""
    return f"本办法自印发之日起施行。{gone}"


VERSIONS: tuple[tuple[str, ...], ...] = (
    (_PURPOSE, _AREAS, _SPLIT, _DEPOSIT, _RIDERS, _CHILDREN, _FINE, _end()),
    (_PURPOSE, _AREAS, _CREW, _CLEAR, _DEPOSIT, _RIDERS, _CHILDREN, _FINE, _end(NUMBERS[0])),
    (),  # a decision
    (_PURPOSE, _AREAS, _CREW, _CLEAR_SOON, _RIDERS + _CHILDREN, _HOTLINE, _FINE_MORE, _end(NUMBERS[1])),
    (_PURPOSE, _HOTLINE, _AREAS, _CREW, _CLEAR_SOON, _RIDERS + _CHILDREN, _FINE_MORE, _end(NUMBERS[3])),
)
"""The articles of each version; the third is made by a decision that deletes the article on deposits."""

DAYS = ((2018, 3, 20), (2020, 5, 20), (2021, 9, 20), (2023, 6, 20), (2025, 8, 20))

_DECISION = f"""柳湾市人民政府公报

2021

第9期

2021年9月20日

目 录

{OFFICE}关于修改《{RULE}》的决定
({NUMBERS[2]}) (3)

{OFFICE}关于修改《{RULE}》的决定

{NUMBERS[2]}

{OFFICE}决定对《{RULE}》（{NUMBERS[1]}）作如下修改：

一、将第四条中的“三十分钟”修改为“二十分钟”。

二、删去第五条。

三、第六条至第九条的序号依次改为第五条至第八条。

本决定自2021年10月1日起施行。

{OFFICE}

2021年9月15日
"""


def issues() -> tuple[bytes, ...]:
    """The five issues, the oldest first."""
    found: list[bytes] = []
    for number, day, articles in zip(NUMBERS, DAYS, VERSIONS, strict=True):
        if not articles:
            found.append(_DECISION.encode())
            continue
        found.append(gazette(day[1], day, RULE, number, articles))
    return tuple(found)


def make_history(folder: Path, *, only: tuple[int, ...] = (0, 1, 2, 3, 4)) -> Path:
    """A store with some of the versions."""
    whole = issues()
    with Store.create(folder) as store:
        for n in only:
            store.add(whole[n], parse(read_bytes(whole[n], "source.txt")))
    return folder


def label(number: int) -> str:
    """第七条."""
    return f"第{int_to_han(number)}条"


# --- texts that are made at random ---


def instrument(*articles: str) -> Instrument:
    body = tuple(Provision(level="article", span=(0, 0), label=label(n), text=one) for n, one in enumerate(articles, 1))
    return Instrument(role="measure", title="某办法", span=(0, 0), body=body)


def texts(*versions: Instrument) -> Succession:
    pairs = []
    for n, one in enumerate(versions):
        version = Version(ref=f"v{n}", title="某办法", doc_number=None, date=None, sha256=None)
        pairs.append((edition_of(one, version), one))
    return succession(pairs)


def bare(text: str) -> str:
    """A text without what typography may change: signs, widths, blanks."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))


SENTENCES = (
    "摊主应当保持摊位整洁，收摊后清扫场地。",
    "夜市应当在二十三点前结束营业。",
    "街道办事处每年核定摊位不超过二百个。",
    "市商务局对优秀夜市给予十万元奖励。",
    "食品摊主应当持有健康证明，并在摊前公示。",
    "“示范摊位”的评定办法由市商务局另行制定。",
    "违反本办法的，处五百元以上二千元以下罚款。",
)
article = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3, unique=True).map("".join)
changed = st.sampled_from(
    [("应当", "必须"), ("二", "三"), ("，", ","), ("“", "「"), ("。", "；"), ("元", "元人民币"), ("", "")]
)


@st.composite
def versions(draw: st.DrawFn) -> list[Instrument]:
    now = draw(st.lists(article, min_size=1, max_size=5))
    found = [instrument(*now)]
    for _ in range(draw(st.integers(1, 3))):
        old, new = draw(changed)
        now = [one.replace(old, new, draw(st.integers(0, 2))) if old else one for one in draw(st.permutations(now))]
        if draw(st.booleans()):
            now.insert(draw(st.integers(0, len(now))), draw(article))
        if len(now) > 1 and draw(st.booleans()):
            gone = now.pop(draw(st.integers(0, len(now) - 1)))
            if draw(st.booleans()):
                now[-1] += gone
        found.append(instrument(*now))
    return found
