from __future__ import annotations

from pathlib import Path

import pytest

from tests.lineage_samples import TEXT, chains, lineage_for, measure, records_for, work_of
from tracker.errors import ConfigError
from tracker.lineage.decisions import parse_decisions, read_decisions
from tracker.lineage.works import lineage_of
from tracker.model import Document

A, B = "柳商发〔2021〕3号", "柳商发〔2024〕8号"
OTHER = tuple(f"第{n}段河道由沿岸街道负责保洁，每周巡查不少于两次。" for n in range(6))


def two(first: str, second: str, *, text: tuple[str, ...] = TEXT) -> tuple[Document, Document]:
    return measure(first, A, "2021-03-01"), measure(second, B, "2024-05-06", text=text)


def test_a_person_links_what_nothing_else_links() -> None:
    documents = two("柳湾市首店奖励办法", "柳湾市河道保洁规定", text=OTHER)
    assert len(lineage_for(*documents).works) == 2
    decisions = parse_decisions(f'[[same]]\ndocuments = ["{A}", "柳湾市河道保洁规定"]\nnote = "moved"\n')
    lineage = lineage_of(records_for(*documents), decisions)
    assert chains(lineage) == [[A, B]]
    link = work_of(lineage, B)[1].link
    assert link is not None
    assert (link.kind, link.quote, link.place) == ("person", "moved", "lineage.toml:1")


def test_a_person_parts_what_looks_like_one_work() -> None:
    documents = two("柳湾市首店奖励办法", "柳湾市首店奖励办法")
    assert len(lineage_for(*documents).works) == 1
    decisions = parse_decisions(f'[[different]]\ndocuments = ["{B}", "{A}"]\n')
    assert len(lineage_of(records_for(*documents), decisions).works) == 2


def test_a_person_names_a_renamed_office() -> None:
    documents = (
        measure("首店奖励办法", "柳招发〔2021〕3号", "2021-03-01", issuer="柳湾市招商局"),
        measure("首店奖励办法", "柳经发〔2024〕8号", "2024-03-01", issuer="柳湾市经济合作局", text=OTHER),
    )
    assert len(lineage_for(*documents).works) == 2
    decisions = parse_decisions('[[issuer]]\nold = "柳湾市招商局"\nnew = "柳湾市经济合作局"\n')
    assert len(lineage_of(records_for(*documents), decisions).works) == 1


def test_a_decision_about_what_is_not_held_is_remarked_with_its_line() -> None:
    decisions = parse_decisions('\n[[same]]\ndocuments = ["柳商发〔2030〕1号", "柳商发〔2024〕8号"]\n')
    lineage = lineage_of(records_for(*two("甲规定之一", "乙规定之二")), decisions)
    assert [(one.code, one.key) for one in lineage.remarks] == [("decision-unknown", "lineage.toml:2")]


def test_links_in_a_circle_end_somewhere() -> None:
    decisions = parse_decisions(f'[[same]]\ndocuments = ["{A}", "{B}"]\n[[same]]\ndocuments = ["{B}", "{A}"]\n')
    lineage = lineage_of(records_for(*two("甲规定之一", "乙规定之二")), decisions)
    assert sorted(number for chain in chains(lineage) for number in chain) == [A, B]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x = = 1\n", 1),
        ('\n\n[[same]]\ndocuments = ["a"]\n', 3),
        ('[[same]]\ndocuments = ["a", "b"]\n\n[[different]]\ndocuments = ["a", 3]\n', 4),
        ('[[smae]]\ndocuments = ["a", "b"]\n', 1),
        ('[same]\ndocuments = ["a", "b"]\n', 1),
        ('\n[[issuer]]\nold = "a"\n', 2),
        ('[[issuer]]\nold = "a"\nnew = "a"\n', 1),
        ('[[same]]\ndocuments = ["a", "b"]\nscore = 1\n', 1),
        ("version = 1\n", 1),
    ],
)
def test_a_wrong_line_is_reported_with_its_number(text: str, line: int) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_decisions(text)
    assert caught.value.where == f"lineage.toml:{line}"


def test_no_file_is_no_decision_and_a_binary_one_an_error(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "lineage.toml").same == ()
    (tmp_path / "lineage.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError):
        read_decisions(tmp_path / "lineage.toml")
