"""Covers of issues: combined ones, supplements, those that count from the first; and issues without texts."""

from __future__ import annotations

import pytest

from tests.gazettes import parsed
from tracker.schema.issues import issue_from_json, issue_to_json
from tracker.store.layout import issue_ref

BODY = (
    "\n\n南河市人民政府关于印发节水办法的通知\n南府规〔2026〕5号\n各区人民政府：\n现印发给你们。\n南河市人民政府\n2026年4月2日\n\n"
    "节水办法\n第一条 为了节约用水，制定本办法。\n第二条 本办法自2026年5月1日起施行。\n"
)


@pytest.mark.parametrize(
    ("cover", "numbers", "place"),
    [
        ("2026年第12期", (12, (), False, None), "2026/012"),
        ("2026年第5、6期（总第1049、1050期）", (5, (5, 6), False, 1049), "2026/005-006"),
        ("2026年第1-3期合刊\n（总第80—82期）", (1, (1, 2, 3), False, 80), "2026/001-002-003"),
        ("2026年第五、六期", (5, (5, 6), False, None), "2026/005-006"),
        ("2026年增刊第1期", (1, (), True, None), "2026/supplement-001"),
        ("总第738期\n2026年5月8日", (None, (), False, 738), "2026/total-0738"),
        ("（总第738期）", (None, (), False, 738), "2026/total-0738"),
        ("2026\n第5期\n（总第88期）", (5, (), False, 88), "2026/005"),
    ],
)
def test_a_cover_says_which_issue_it_is(
    cover: str, numbers: tuple[int | None, tuple[int, ...], bool, int | None], place: str
) -> None:
    issue = parsed(f"南河市人民政府公报\n{cover}{BODY}")
    assert (issue.number, issue.numbers, issue.supplement, issue.total_number) == numbers
    assert issue_ref(issue) == f"南河市人民政府公报/{place}"
    assert [(document.title, document.doc_number) for document in issue.documents] == [
        ("南河市人民政府关于印发节水办法的通知", "南府规〔2026〕5号")
    ]
    assert issue_from_json(issue_to_json(issue)) == issue


def test_a_cover_on_one_line_is_no_title() -> None:
    issue = parsed(f"南河市人民政府公报2026年第7、8期{BODY}")
    assert [document.title for document in issue.documents] == ["南河市人民政府关于印发节水办法的通知"]


@pytest.mark.parametrize("sentence", ["各单位应当按照2026年增刊的要求办理。", "2026年特刊登的各项规定同时执行。"])
def test_a_sentence_about_a_supplement_makes_no_gazette(sentence: str) -> None:
    text = f"南河市水务公告\n{sentence}\n南河市关于节水的通告\n一、节约用水。\n"
    assert parsed(text).supplement is False


def test_a_title_that_names_an_issue_is_a_title() -> None:
    issue = parsed(
        "关于举办2026年第3期培训班的通知\n南训〔2026〕3号\n各区：\n现就培训通知如下。\n南河市\n2026年4月2日\n"
    )
    assert [document.title for document in issue.documents] == ["关于举办2026年第3期培训班的通知"]


def test_an_issue_of_cover_and_contents_alone_has_no_documents() -> None:
    cover = "南河市人民政府公报\n2026年第8期（总第52期）\n2026-04-30\n"
    listed = "市政府令 南河市政府采购信用办法 南政令第11号\n市政府文件 南河市人民政府关于节水的意见 南政发〔2026〕9号\n"
    issue = parsed(cover + listed)
    assert (issue.kind, issue.number, issue.documents) == ("gazette", 8, ())
    assert parsed(f"{cover}{listed}\n各区人民政府：\n现将意见印发给你们。\n").documents
