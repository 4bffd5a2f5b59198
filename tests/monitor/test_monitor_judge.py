# ruff: noqa: E501 - tables of pages, one a line
"""What comes in place of a page is known for what it is, and a page that speaks of such things is a page."""

from __future__ import annotations

import pytest

from tests.monitor.sites import document_page, list_page, page_of
from tracker.monitor.judge import judge_page
from tracker.monitor.reading.document import Asked, Reading, read_document
from tracker.monitor.reading.plain_text import digest_of, folded_lines
from tracker.monitor.sources.index import line_digests
from tracker.monitor.sources.markup import tree_of

TITLE = "澜亭市夜间经济促进办法"
URL = "http://www.lanting.example/zwgk/t20260511_1.html"
ARTICLES = [
    "第一条　为促进夜间经济，制定本办法。",
    "第二条　夜市每日18时至24时营业。",
    "第三条　本办法自2026年6月1日起施行。",
]


def read(page: str | bytes, **more: object) -> Reading:
    body = page.encode() if isinstance(page, str) else page
    return read_document(body, Asked(**{"url": URL, "title": TITLE, **more}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("<html><title>405</title><body>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</body></html>", "blocked"),
        ("<html><title>安全验证</title><body><div>请完成安全验证后继续访问，拖动滑块</div></body></html>", "blocked"),
        ("<html><body><script>document.cookie='C3VK=1';location.reload()</script></body></html>", "blocked"),
        ("<html><head><script>$_ts=window['$_ts'];</script><script src='/x.js'></script></head><body></body></html>", "blocked"),
        ("<html><title>提示</title><body>您的IP访问过于频繁，请稍后再试</body></html>", "blocked"),
        ("<html><title>Just a moment...</title><body>Checking your browser before accessing</body></html>", "blocked"),
        ("<html><title>用户登录</title><body>用户名<input><input type='password'><button>登录</button></body></html>", "blocked"),
        ("<html><title>通知</title><body>平台升级改造，5月1日至3日暂停服务。</body></html>", "maintenance"),
        ("<html><title>系统维护中</title><body>系统维护中，请稍后访问</body></html>", "maintenance"),
        ("<html><title>404</title><body>您访问的页面不存在或已被删除</body></html>", "soft-404"),
        ("<html><body>ok</body></html>", "soft-404"),
        ("", "soft-404"),
        ("   \n ", "soft-404"),
        ("<html><head><meta http-equiv=refresh content='3;url=/'></head><body>文章找不到了，3秒后跳转</body></html>", "soft-404"),
        ("<script>location.href='/b.html'</script>", "content"),
        (page_of("澜亭市人民政府", "<h1>澜亭市人民政府</h1><p>欢迎访问</p>"), "soft-404"),
        (page_of("提示", "<div class='tip'>抱歉，参数错误！</div>"), "soft-404"),
        ("<!DOCTYPE html><html><head><title>" + TITLE + "</title></head><body><p>第一条　为促进夜间经", "incomplete"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_a_failure_of_its_kind(page: str, kind: str) -> None:
    assert read(page).error_kind == kind


@pytest.mark.parametrize(
    "articles",
    [
        ["第一条　运营者应当安装防火墙，拦截恶意请求，验证码失效时应当提示。"],
        ["第一条　系统维护期间暂停服务的，应当提前公告。"],
        ["第一条　页面不存在的，应当返回错误。访问被拒绝的，应当说明理由。"],
    ],
)
def test_a_document_that_speaks_of_such_things_is_a_document(articles: list[str]) -> None:
    assert read(document_page(TITLE, "澜政规〔2026〕4号", articles)).error_kind is None


def test_a_document_called_after_maintenance_is_a_document() -> None:
    title = "关于系统升级维护暂停服务的公告"
    assert read(page_of(title, f"<h1>{title}</h1><p>因系统升级，5月1日暂停服务。</p>"), title=title).error_kind is None


def test_the_publishers_word_that_it_took_a_document_back_is_told_from_an_error() -> None:
    assert read(page_of("提示", "<p>该信息已撤下。</p>")).is_withdrawn
    assert read(page_of("提示", "<p>本文件已被撤销发布</p>")).is_withdrawn
    assert not read(page_of("提示", "<p>您访问的信息不存在或已被删除</p>")).is_withdrawn


def test_a_list_or_a_home_page_in_place_of_a_document_is_known() -> None:
    rows = [(f"./t{n}.html", f"澜亭市第{n}号管理办法", "2026-05-11") for n in range(9)]
    page = list_page([("./t20260511_1.html", TITLE, "2026-05-11"), *rows])
    root = tree_of(page)
    assert root is not None
    assert read(page, list_lines=line_digests(root)).error_kind == "blocked"
    assert read(page, home_lines=line_digests(root)).error_kind == "soft-404"


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("report.pdf", b"<html><title>404</title><body>\xe6\x96\x87\xe4\xbb\xb6\xe4\xb8\x8d\xe5\xad\x98\xe5\x9c\xa8</body></html>", "soft-404"),
        ("report.pdf", b"<html><body>" + "这里是别的内容而不是文件本身".encode() * 20 + b"</body></html>", "content"),
        ("report.docx", b"<html><title>\xe7\x99\xbb\xe5\xbd\x95</title><body><input type=password></body></html>", "blocked"),
        ("report.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n" + b"x" * 9000, "incomplete"),
        ("report.docx", b"PK\x03\x04" + b"x" * 900, "incomplete"),
        ("report.doc", b"\xd0\xcf\x11\xe0" + b"\x00" * 900, "unreadable"),
        ("downfile.jsp?filename=ab12.pdf", b"<html><body>error</body></html>", "soft-404"),
    ],
)  # fmt: skip
def test_a_body_of_another_type_than_its_name_is_a_failure(name: str, body: bytes, kind: str) -> None:
    assert read(body, url=f"http://www.lanting.example/files/{name}", title=None).error_kind == kind


def test_bytes_decide_their_encoding_not_the_server() -> None:
    page = document_page(TITLE, "澜政规〔2026〕4号", ["第一条　㙍𬒗片区夜市适用本办法。"]).replace("utf-8", "gb2312")
    for label in ("text/html; charset=ISO-8859-1", "text/html; charset=utf-8", "text/html", None):
        reading = read(page.encode("gb18030"), media_type=label)
        assert reading.error_kind is None
        assert any("㙍𬒗片区" in line for line in reading.lines)


def test_counters_clocks_and_layout_are_no_text() -> None:
    one = document_page(TITLE, "澜政规〔2026〕4号", ARTICLES)
    info = "<div>发布时间：2026-05-11 更新时间：2026-05-1{} 10:0{} 浏览次数：{}</div>"
    first = one.replace("<div class='zoom'>", info.format(2, 3, 15) + "<div class='zoom'>")
    second = one.replace("<div class='zoom'>", info.format(4, 8, 1999) + "<div class='zoom'>")
    styled = first.replace("<p>第二条", "<p style='font:x'><span>第二条</span>")
    assert read(first).digest == read(second).digest == read(styled).digest
    assert read(one.replace("24时", "23时")).digest != read(one).digest


def test_width_of_signs_and_breaks_of_lines_are_no_text_but_raised_figures_are() -> None:
    assert digest_of(folded_lines("第一条：面积（平方米）\n不得超过")) == digest_of(
        folded_lines("第一条:面积(平方米)不得\n超过")
    )
    assert digest_of(folded_lines("100m²")) != digest_of(folded_lines("100m2"))


def test_a_page_without_an_expected_title_is_judged_by_itself() -> None:
    assert judge_page(document_page(TITLE, "澜政规〔2026〕4号", ARTICLES)) is None
