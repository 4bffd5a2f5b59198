from __future__ import annotations

import json
from typing import get_args
from xml.etree import ElementTree as ET

import pytest

from tests.lineage_samples import OFFICE, TEXT, document, lineage_for, measure, work_of
from tracker.lineage.graph import Relation, graph_of
from tracker.lineage.state_of_versions import expiring, state_on, status, version_on
from tracker.lineage.values import Lineage, LinkKind, MissingRelation, State
from tracker.model import Effect, Repeal
from tracker.render.graph import to_dot, to_svg
from tracker.schema.lineage_reports import lineage_json, status_json, store_lineage_json
from tracker.wording.lineage import KINDS, MISSING, RELATIONS, STATES

A, B = "柳商发〔2021〕3号", "柳商发〔2024〕8号"


def two_versions() -> Lineage:
    clause = f"本办法自印发之日起施行，有效期3年。《柳湾市首店奖励办法（试行）》（{A}）同时废止。"
    return lineage_for(
        measure(
            "柳湾市首店奖励办法（试行）",
            A,
            "2021-03-01",
            effective=Effect(start="2021-04-01", until="5年", quote="自2021年4月1日起施行，有效期5年"),
        ),
        measure(
            "柳湾市首店奖励办法",
            B,
            "2024-05-06",
            text=(*TEXT, clause),
            effective=Effect(start="印发之日", until="3年", quote=clause),
            repeals=(Repeal(title="柳湾市首店奖励办法（试行）", doc_number=A),),
        ),
    )


@pytest.mark.parametrize(
    ("day", "first", "second"),
    [
        ("2021-03-31", "not-yet", "not-yet"),
        ("2021-04-01", "in-force", "not-yet"),
        ("2024-05-05", "in-force", "not-yet"),
        ("2024-05-06", "superseded", "in-force"),
        ("2027-05-05", "superseded", "in-force"),
        ("2027-05-06", "superseded", "expired"),
    ],
)
def test_states_over_time(day: str, first: str, second: str) -> None:
    lineage = two_versions()
    assert state_on(work_of(lineage, A)[1], day) == first
    assert state_on(work_of(lineage, B)[1], day) == second


def test_an_entry_tells_both_ends_and_why() -> None:
    first, second = status(two_versions(), "2025-01-01")
    assert (first.state, first.until, first.ended_by) == ("superseded", "2024-05-06", B)
    assert (second.state, second.start, second.until, second.ended_by) == ("in-force", "2024-05-06", "2027-05-05", None)
    assert second.why[0].en == "自印发之日起 → 2024-05-06 (signed)"
    assert any("印发之日" in line.zh for line in second.why)


def test_what_expired_before_it_was_repealed_expired() -> None:
    notice = document(
        f"{OFFICE}关于废止部分文件的通知", "柳商发〔2030〕1号", "2030-01-01", repeals=(Repeal(title="", doc_number=B),)
    )
    new = measure("柳湾市首店奖励办法", B, "2024-05-06", effective=Effect(start="印发之日", until="1年", quote=""))
    stage = work_of(lineage_for(new, notice), B)[1]
    assert state_on(stage, "2031-01-01") == "expired"


def test_a_document_without_a_clause_of_effect_is_presumed_to_hold_since_its_signing() -> None:
    lineage = lineage_for(measure("柳湾市首店奖励办法", A, "2021-03-01"))
    stage = work_of(lineage, A)[1]
    assert state_on(stage, "2021-02-01") == "not-yet"
    assert state_on(stage, "2022-02-01") == "in-force"
    (one,) = status(lineage, "2022-02-01")
    assert [line.zh for line in one.why] == ["未载明施行日期，按成文日期推定 → 2021-03-01"]
    assert status_json([one], "2022-02-01")["entries"][0]["presumed"] is True
    assert status_json(status(two_versions(), "2025-01-01"), "2025-01-01")["entries"][1]["presumed"] is False


def test_clauses_that_contradict_each_other_leave_the_state_unknown() -> None:
    effect = Effect(start="2021-04-01", until="2020-12-31", quote="自2021年4月1日起施行，有效期至2020年12月31日")
    lineage = lineage_for(measure("柳湾市首店奖励办法", A, "2021-03-01", effective=effect))
    (one,) = status(lineage, "2022-02-01")
    assert one.state == "unknown"
    assert any("早于施行日期" in line.zh for line in one.why)


def test_expiring_lists_what_ends_soon_the_first_first() -> None:
    entries = status(two_versions(), "2027-03-01")
    assert [one.stage.record.number for one in expiring(entries, "2027-03-01", 90)] == [B]
    assert expiring(entries, "2027-03-01", 60) == ()


def test_the_version_of_a_day() -> None:
    work = two_versions().works[0]
    assert version_on(work, "2021-03-31")[0] is None
    found, note = version_on(work, "2023-01-01")
    assert found is not None
    assert (found.record.number, note) == (A, "")
    found, note = version_on(work, "2030-01-01")
    assert found is not None
    assert (found.record.number, note) == (B, f"{B} was expired on 2030-01-01")


def test_status_json() -> None:
    result = status_json(status(two_versions(), "2025-01-01"), "2025-01-01")
    assert (result["schema"], result["as_of"]) == ("tracker.status/1", "2025-01-01")
    entry = result["entries"][1]
    assert {
        key: entry[key]
        for key in ("work", "title", "doc_number", "state", "effective_from", "effective_until", "ended_by")
    } == {
        "work": "柳湾市首店奖励办法",
        "title": "柳湾市首店奖励办法",
        "doc_number": B,
        "state": "in-force",
        "effective_from": "2024-05-06",
        "effective_until": "2027-05-05",
        "ended_by": None,
    }
    assert entry["why"] == ["自印发之日起 → 2024-05-06 (signed)", "有效期3年 → 2027-05-05 (from 2024-05-06)"]
    json.dumps(result)


def test_lineage_json() -> None:
    lineage = two_versions()
    result = lineage_json(lineage.works[0], lineage.works, lineage.missing, "2025-01-01")
    assert (result["schema"], result["work"], result["dangling"]) == ("tracker.lineage/1", "柳湾市首店奖励办法", [])
    first, second = result["versions"]
    assert first["link"] is None
    assert second["link"]["kind"] == "repeal"
    assert second["link"]["from"] == A
    assert 0 < second["link"]["score"] <= 1
    assert first["issue"].startswith("liuwan/")


def test_dangling_ends_are_listed() -> None:
    new = measure(
        "柳湾市首店奖励办法", B, "2024-05-06", repeals=(Repeal(title="柳湾市集市规定", doc_number="柳商发〔2010〕9号"),)
    )
    lineage = lineage_for(new)
    assert lineage_json(lineage.works[0], lineage.works, lineage.missing, "2025-01-01")["dangling"] == [
        "柳商发〔2010〕9号"
    ]
    whole = store_lineage_json(lineage.works, lineage.missing, lineage.remarks, "2025-01-01")
    assert whole["missing"][0]["by"] == [B]


# --- the graph --------------------------------------------------------------------------------------------------------

HOSTILE = '</text><script>alert("1")</script>\\"];\x08\u202e'


def hostile() -> Lineage:
    return lineage_for(
        measure(HOSTILE, A, "2021-03-01"),
        document(
            f"{HOSTILE}通知", B, "2024-01-01", repeals=(Repeal(title=HOSTILE, doc_number="X〔2000〕1号"),), cites=(A,)
        ),
    )


def test_the_graph_of_a_store_and_of_one_work() -> None:
    lineage = two_versions()
    graph = graph_of(lineage.works, "2025-01-01")
    assert [(edge.source, edge.target, edge.relation) for edge in graph.edges] == [
        ("liuwan/2024/001#000", "liuwan/2024/000#000", "supersedes")
    ]
    assert graph_of(lineage.works, "2025-01-01", around=lineage.works[0]) == graph


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_drawing_is_well_formed_whatever_the_titles_say(lang: str) -> None:
    graph = graph_of(hostile().works, "2025-01-01")
    svg = to_svg(graph, lang)
    root = ET.fromstring(svg)  # noqa: S314 - our own output
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))
    assert "http://www.w3.org/2000/svg" in root.tag
    boxes = list(root.iter("{http://www.w3.org/2000/svg}g"))
    assert len(boxes) == len(graph.nodes) == 3


def test_dot_draws_every_node_and_every_edge() -> None:
    graph = graph_of(hostile().works, "2025-01-01")
    lines = to_dot(graph, "en").splitlines()
    boxes = [line for line in lines if "[label=" in line and "->" not in line]
    assert len(boxes) == len(graph.nodes) == 3
    assert sum(", style=dashed" in line for line in boxes) == sum(not node.held for node in graph.nodes) == 1
    for node in graph.nodes:
        assert (
            any(line.startswith(f'  "{node.key}" [label=') for line in boxes)
            or HOSTILE[:3] in node.key
            or '"' in node.key
        )
    arrows = [line for line in lines if "->" in line]
    assert len(arrows) == len(graph.edges)
    assert sum('[label="repeals"]' in line for line in arrows) == 1


def test_dot_quotes_everything() -> None:
    dot = to_dot(graph_of(hostile().works, "2025-01-01"))
    assert dot.startswith("digraph lineage {")
    for line in dot.splitlines():
        assert line.replace("\\\\", "").replace('\\"', "").count('"') % 2 == 0


def test_a_circle_of_repeals_is_drawn() -> None:
    one = measure("柳湾市甲办法", A, "2021-01-01", repeals=(Repeal(title="", doc_number=B),))
    two = measure("柳湾市乙办法", B, "2021-01-01", repeals=(Repeal(title="", doc_number=A),))
    svg = to_svg(graph_of(lineage_for(one, two).works, "2022-01-01"))
    assert ET.fromstring(svg) is not None  # noqa: S314 - our own output


def test_every_value_that_is_told_has_its_words() -> None:
    tables = ((STATES, State), (KINDS, LinkKind), (RELATIONS, Relation), (MISSING, MissingRelation))
    for words, values in tables:
        assert words.keys() == set(get_args(values))
        assert all(one.keys() == {"zh", "en"} for one in words.values())


def test_a_missing_text_stands_in_the_graph_at_the_year_of_its_number() -> None:
    numbers = ("柳商发〔2019〕7号", "第12号")
    clause = f"《柳湾市夜市管理办法》（{numbers[0]}）、《柳湾市集市管理办法》（{numbers[1]}）同时废止。"
    repeals = tuple(
        Repeal(title=title, doc_number=number)
        for title, number in zip(("柳湾市夜市管理办法", "柳湾市集市管理办法"), numbers, strict=True)
    )
    told = lineage_for(measure("柳湾市市场管理办法", B, "2024-05-06", text=(*TEXT, clause), repeals=repeals))
    days = {node.name: node.day for node in graph_of(told.works, "2024-06-01").nodes if not node.held}
    assert days == {numbers[0]: "2019", numbers[1]: None}
