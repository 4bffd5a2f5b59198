"""The search of the site in Chromium, opened from a disk: its answers against a plain scan, and what a reader sees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.site_search import WORDS, holds, in_order, made_texts, sample_texts, write_site
from tracker.report.search_index import SearchedPassage, SearchedText

pytestmark = pytest.mark.browser

ASKED = (
    *("补", "税", "元", "罚", "河", "的", "电", "补偿", "贷款", "电梯", "充电", "停放", "书屋", "废止", "施行", "责任"),
    *(
        "罚款",
        "摊点",
        "备案",
        "封签",
        "风险补偿",
        "合作银行",
        "中小微企业",
        "电动自行车",
        "人民政府",
        "城市道路",
        "公示期",
    ),
    *("城市道路", "消防救援机构", "贷款风险补偿", "加装电梯", "知识产权或者应收账款质押", "应当自收到完整材料之日起"),
    *("1000", "100", "0.5", "5", "2024", "3000万元", "1:1", "2%", "12345热线"),
    *("澜财金规〔2025〕6号", "澜财金规[2023]4号", "澜试规〔2005〕4号"),
    *("贷款 电梯", "备案 工作日 银行", "第三条", "第3条 补偿", "第七条 备案", "第十二条 充电 元"),
    *("没有这个词", "银行补贴电梯", "ＬＰＲ", "《通知》", "，", "第九十九条"),
)
"""Signs, words of two and more, numbers, document numbers, several words, articles, and what is not there."""


@pytest.fixture(scope="module")
def texts() -> list[SearchedText]:
    return [*made_texts(300), *sample_texts()]


@pytest.fixture(scope="module")
def site(texts: list[SearchedText], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("site"), texts)


class Opened:
    """A page of its own; at the end it may have complained of nothing, and have asked for its own files only."""

    def __init__(self, browser: Browser, site: Path, *, script: bool = True) -> None:
        self.context = browser.new_context(java_script_enabled=script)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._asked(request.url, site))

    def _asked(self, address: str, site: Path) -> None:
        if not address.startswith((site.parent.as_uri(), "data:,")):
            self.complaints.append(f"request: {address}")


@pytest.fixture
def opened(browser: Browser, site: Path) -> Iterator[Page]:
    made = Opened(browser, site)
    made.page.goto(site.as_uri())
    yield made.page
    made.context.close()
    assert made.complaints == []


def answer(page: Page, asked: str) -> list[str]:
    """The addresses of all texts that are found, in order."""
    return list(
        page.evaluate(
            """async (asked) => {
                const answer = await trackerSearch.ask(asked), found = [];
                while (!answer.done) found.push(...(await answer.more(50)).map((one) => one.head.url));
                return found;
            }""",
            asked,
        )
    )


def ask(page: Page, asked: str) -> None:
    """Type what is asked for, and wait for what is shown."""
    page.locator("#q").fill(asked)
    page.locator(".found[data-answered]").wait_for(state="attached")
    page.wait_for_function("(asked) => document.querySelector('.found').dataset.answered === asked", arg=asked)


def test_the_answers_are_those_of_a_plain_scan(opened: Page, texts: list[SearchedText]) -> None:
    wrong = []
    for asked in ASKED:
        numbered = [one.url for one in texts if one.number and plain_number(one.number) == plain_number(asked)]
        expected = in_order(texts, asked) if asked != "，" else []
        expected = [*numbered[::-1], *(url for url in expected if url not in numbered)]
        found = answer(opened, asked)
        if found != expected:
            wrong.append((asked, len(found), len(expected), sorted(set(found) ^ set(expected))[:4]))
    assert wrong == []


def plain_number(number: str) -> str:
    return "".join(sign for sign in number if sign.isalnum())


def test_most_of_what_is_asked_for_is_there(texts: list[SearchedText]) -> None:
    found = [asked for asked in ASKED if any(holds(one, asked) for one in texts)]
    assert len(found) >= 45


def test_what_is_found_is_shown_with_its_words_marked_and_leads_to_its_place(opened: Page) -> None:
    ask(opened, "不良率 备案")
    first = opened.locator(".found li").first
    assert set(first.locator("mark").all_inner_texts()) >= {"不良率", "备案"}
    assert first.locator(".state").inner_text() == "现行有效"
    href = first.locator(".passage a").first.get_attribute("href") or ""
    assert href.startswith("file://")
    assert "/works/" in href
    assert opened.locator(".found p[role=status]").inner_text()


def test_more_is_shown_when_it_is_asked_for(opened: Page, texts: list[SearchedText]) -> None:
    ask(opened, "银行")
    items = opened.locator(".found li")
    assert items.count() == 10
    opened.locator(".found > button").click()
    opened.wait_for_function("() => document.querySelectorAll('.found li').length === 20")
    ask(opened, "没有这个词")
    assert items.count() == 0
    assert opened.locator(".found p[role=status]").inner_text() == WORDS["search-none"]
    ask(opened, "澜市监规〔2025〕3号")
    assert items.count() == sum(holds(one, "澜市监规〔2025〕3号") for one in texts)
    assert not opened.locator(".found > button").is_visible()


def test_what_stands_in_the_address_is_asked_for(browser: Browser, site: Path) -> None:
    made = Opened(browser, site)
    made.page.goto(f"{site.as_uri()}?q=电梯")
    made.page.locator(".found li").first.wait_for()
    assert made.page.locator("#q").input_value() == "电梯"
    made.context.close()
    assert made.complaints == []


def test_without_javascript_the_page_says_so(browser: Browser, site: Path) -> None:
    made = Opened(browser, site, script=False)
    made.page.goto(site.as_uri())
    assert not made.page.locator("form").is_visible()
    assert WORDS["no-script"] in made.page.locator("body").inner_text()
    made.context.close()


def test_hostile_texts_are_shown_as_text(browser: Browser, tmp_path: Path) -> None:
    evil = "<img src=x onerror=ran=1></script><script>ran=1</script>渡口"
    texts = [
        SearchedText(
            title=evil, url="javascript:ran=1", number=evil, issuer=evil, state=evil,
            passages=(SearchedPassage(text=evil, label=evil, anchor='"><script>ran=1</script>'),),
        ),
        SearchedText(title="渡口", url="https://evil.example/渡口"),
        SearchedText(title="渡口", url="../../渡口"),
    ]  # fmt: skip
    made = Opened(browser, write_site(tmp_path, texts))
    made.page.goto((tmp_path / "index.html").as_uri())
    ask(made.page, "渡口")
    assert made.page.locator(".found li").count() == 3
    assert made.page.locator(".found a, .found img").count() == 0
    assert made.page.locator(".found li").last.locator(".title").inner_text() == evil
    assert made.page.evaluate("typeof ran") == "undefined"
    made.context.close()
    assert made.complaints == []


def test_a_missing_file_is_told_and_asked_for_again(browser: Browser, tmp_path: Path) -> None:
    page = write_site(tmp_path, [SearchedText(title="渡口", url="x.html")])
    hidden = tmp_path / "search" / "index.js"
    data = hidden.read_bytes()
    hidden.unlink()
    made = Opened(browser, page)
    made.page.goto(page.as_uri())
    made.page.locator("#q").fill("渡口")
    made.page.get_by_text(WORDS["search-broken"]).wait_for()
    hidden.write_bytes(data)
    made.page.locator("#q").fill("渡")
    made.page.locator(".found li").first.wait_for()
    made.context.close()
