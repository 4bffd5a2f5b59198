# ruff: noqa: E501 - tables of pages, one a line
"""Lists of all families, recognised from what their address answers alone."""

from __future__ import annotations

import json

import pytest

from tests.monitor.sites import FRIENDS, NAVIGATION, list_page, page_of
from tracker.monitor.answers import Request
from tracker.monitor.sources.document_page import read_details
from tracker.monitor.sources.endpoints import first_request
from tracker.monitor.sources.gkmlpt import embedded_text
from tracker.monitor.sources.listed import Listing, listing_from_json, listing_to_json
from tracker.monitor.sources.markup import tree_of
from tracker.monitor.sources.recognition import Hints, read_listing
from tracker.monitor.sources.row_words import IssueWords, day_in, issue_in

BASE = "http://www.lanting.example/zwgk/wj/index.html"
ROWS = [
    ("./202605/t20260511_4101.html", "澜亭市人民政府关于印发夜间经济促进办法的通知", "2026-05-11"),
    ("./202604/t20260420_4077.html", "澜亭市河道采砂管理规定", "2026-04-20"),
    ("./202603/t20260302_4012.html", "澜亭市城市绿线管理实施细则", "2026-03-02"),
]


def read(text: str, url: str = BASE, *, family: str = "", page: int = 1, **hints: object) -> Listing:
    return read_listing(text, Request(url=url, family=family, page=page), url, Hints(**hints))  # type: ignore[arg-type]


def told(listing: Listing) -> list[tuple[str, str | None]]:
    return [(entry.title, entry.date) for entry in listing.entries]


EXPECTED = [(title, day) for _, title, day in ROWS]


def wrapped(rows: str) -> str:
    return f"<!DOCTYPE html><html><head><title>文件</title></head><body>{NAVIGATION}{rows}{FRIENDS}</body></html>"


@pytest.mark.parametrize(
    "row",
    [
        '<li><a href="{url}" title="{title}">{title}</a><span>{day}</span></li>',
        "<li><a href='{url}' title='{title}'>{cut}...</a><b class='u_time'>{day}</b></li>",
        '<li style="x"><i>{day}</i><a target="_blank" href="{url}">{title}</a></li>',
        '<li><span>[{day}]</span><a href="{url}">·{title}</a></li>',
        '<a class="row" href="{url}"><li><p>{title}</p><span>{day}</span></li></a>',
        '<li><a href="{url}">{title}\u200b</a>　{day}</li>',
        '<li><a href="javascript:void(0)" onclick="go(\'{url}\')">{title}</a><em>{slashed}</em></li>',
        '<li><h4><a href="{url}">{title}</a></h4><p>摘要</p><span class="date">发布时间：{chinese}</span></li>',
        '<li><a class="pc" href="{url}" title="{title}">{title}</a><a class="mobile" href="{url}">{cut}</a><span>{day}</span></li>',
        '<li><a href="{url}" title="点击查看全文">{title}</a><span>{day}</span></li>',
        '<li><a href="{url}">{title}</a><span>\n  {split}\n</span></li>',
    ],
)
def test_rows_are_found_in_whatever_markup(row: str) -> None:
    rows = "".join(
        row.format(
            url=url, title=title, cut=title[:9], day=day, slashed=day.replace("-", "/"),
            chinese="{}年{}月{}日".format(*(part.lstrip("0") for part in day.split("-"))),
            split="-\n    ".join(day.split("-")),
        )
        for url, title, day in ROWS
    )  # fmt: skip
    assert told(read(wrapped(f"<div class='main'><ul class='list'>{rows}</ul></div>"))) == EXPECTED


def test_rows_of_a_table_are_found_under_their_header() -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td><a href='{url}'>{title}</a></td><td>{day}</td></tr>"
        for n, (url, title, day) in enumerate(ROWS)
    )
    table = f"<table><tr><th>序号</th><th>标题</th><th>发布日期</th></tr>{rows}</table>"
    assert told(read(wrapped(table))) == EXPECTED


def test_a_list_that_a_script_writes_is_read() -> None:
    items = "".join(
        f"document.writeln(\"<li><a href='{u}' title='{t}'>{t}<\\/a><span>{d}</span></li>\");\n" for u, t, d in ROWS
    )
    assert told(read(wrapped(f"<ul><script>\n{items}</script></ul>"))) == EXPECTED


def test_what_stands_beside_the_list_is_not_of_it() -> None:
    side = "".join(
        f"<li><a href='/jd/202605/t2026050{n}_1.html'>解读之{n}：夜间经济怎么办</a><span>2026-05-0{n}</span></li>"
        for n in range(1, 9)
    )
    page = list_page(ROWS, more=f"<div class='side'><h3>热点解读</h3><ul>{side}</ul></div>")
    assert told(read(page)) == EXPECTED


@pytest.mark.parametrize(
    "name", ["page-content", "main-list", "content_left", "zfgb_list", "tab-content", "search-result", "list_head_box"]
)
def test_a_list_may_stand_in_an_element_of_any_name(name: str) -> None:
    rows = "".join(f"<li><a href='{url}'>{title}</a><span>{day}</span></li>" for url, title, day in ROWS)
    assert told(read(wrapped(f"<div class='{name}'><ul>{rows}</ul></div>"))) == EXPECTED


def test_comments_placeholders_and_rows_without_an_address_are_none() -> None:
    more = '<!--<li><a href="./202605/t20260501_1.html">草稿</a><span>2026-05-01</span></li>--><li><i class="flag"></i></li><li><a href=""></a></li>'
    page = list_page(ROWS).replace("</ul><", f"{more}</ul><", 2)
    assert told(read(page)) == EXPECTED


def test_a_day_without_its_year_is_of_the_newest_year_or_of_its_address() -> None:
    rows = "".join(
        f"<li><a href='{url}'>{title}</a><span>[{day}]</span></li>"
        for url, title, day in [
            ("/c/2026/901.html", "澜亭市夜市管理办法", "05-09"),
            ("/c/2026/900.html", "澜亭市停车管理办法", "01-17"),
            ("/c/2021/777.html", "澜亭市散装水泥管理规定", "2021-08-03"),
        ]
    )
    assert [day for _, day in told(read(wrapped(f"<ul>{rows}</ul>")))] == ["2026-05-09", "2026-01-17", "2021-08-03"]


@pytest.mark.parametrize(
    ("script", "page", "address"),
    [
        ('createPageHTML(5, 0, "index", "html");', 1, "index_1.html"),
        ('createPageHTML(5, 1, "index", "html");', 2, "index_2.html"),
        ('createPageHTML(93, 5, 0, "index", "html");', 1, "index_1.html"),
        ("createPage(5, 0, 'index', 'html');", 1, "index_1.html"),
        ("var countPage = 5; var currentPage = 0;", 1, "index_1.html"),
        ("Pager({totalPage: 5, prefix: 'list', suffix: 'html', current: 0})", 1, "list_1.html"),
    ],
)
def test_the_next_page_is_where_the_script_says(script: str, page: int, address: str) -> None:
    url = BASE if page == 1 else BASE.replace("index", f"index_{page - 1}")
    listing = read(list_page(ROWS, more=f"<script>{script}</script>"), url, page=page)
    assert next(one.url.rpartition("/")[2] for one in listing.follow) == address


def test_the_last_page_has_no_next_one() -> None:
    page = list_page(ROWS, more='<script>createPageHTML(3, 2, "index", "html")</script>')
    assert read(page, BASE.replace("index", "index_2"), page=3).follow == ()


def test_a_link_to_the_next_page_is_followed() -> None:
    page = list_page(ROWS, more='<div class="page"><a href="?page=1">1</a><a href="?page=2">下一页</a></div>')
    assert [one.url for one in read(page).follow] == [f"{BASE}?page=2"]


@pytest.mark.parametrize(
    ("title", "issue"),
    [
        ("2026年第5、6期（总第1049、1050期）", IssueWords(year=2026, numbers=(5, 6), total_numbers=(1049, 1050))),
        ("澜亭市人民政府公报2026年第3期", IssueWords(year=2026, numbers=(3,))),
        ("2026年第1-2期合刊", IssueWords(year=2026, numbers=(1, 2))),
        ("2026年第十二期", IssueWords(year=2026, numbers=(12,))),
        ("澜亭市人民政府公报（2026年增刊第1期）", IssueWords(year=2026, numbers=(1,), supplement=True)),
        ("第3号国务院公报2026年", IssueWords(year=2026, numbers=(3,))),
        ("总第738期", IssueWords(year=None, numbers=(), total_numbers=(738,))),
        ("2026年第20号公告", None),
        ("关于2026年第7期刊登文件的更正", None),
        ("澜亭市教育局关于第3期培训班的通知", None),
    ],
)
def test_issues_are_told_by_their_titles(title: str, issue: IssueWords | None) -> None:
    assert issue_in(title) == issue


def test_an_index_number_is_no_day() -> None:
    assert day_in("索引号 2026-02-00018") is None
    assert day_in("编号2026-02-00018 2026-03-04") == "2026-03-04"


def test_a_gazettes_issues_and_what_each_holds() -> None:
    years = "<ul class='years'><li><a href='./2026n/'>2026年</a></li><li><a href='./2025n/'>2025年</a></li></ul>"
    rows = "".join(f"<dd><a href='./2026n/d{n}q/'>2026年第{n}期</a><i>2026-0{n}-28</i></dd>" for n in (3, 2, 1))
    listing = read(wrapped(f"{years}<dl><dt>2026年</dt>{rows}</dl>"), "http://www.lanting.example/gb/")
    assert [(entry.kind, entry.numbers, entry.date) for entry in listing.entries] == [
        ("issue", (3,), "2026-03-28"), ("issue", (2,), "2026-02-28"), ("issue", (1,), "2026-01-28"),
    ]  # fmt: skip
    inside = (
        "<h2>2026年第3期</h2><h3>市政府令</h3><p><a href='../../202603/t20260328_1.html'>澜亭市停车<br>管理办法</a>（澜政令第7号）</p>"
        "<h3>部门文件</h3><p><a href='../../202603/t20260328_2.html'>澜亭市财政局关于票据的通知</a>（澜财〔2026〕3号）</p>"
        "<a href='./W020260328.pdf'>本期PDF下载</a>"
    )
    issue = read(wrapped(inside), "http://www.lanting.example/gb/2026n/d3q/", family="issue")
    assert [(one.title, one.doc_number, one.category) for one in issue.entries] == [
        ("澜亭市停车管理办法", "澜政令第7号", "市政府令"),
        ("澜亭市财政局关于票据的通知", "澜财〔2026〕3号", "部门文件"),
    ]
    assert issue.issue_file == "http://www.lanting.example/gb/2026n/d3q/W020260328.pdf"


# --- JSON, records, feeds ---------------------------------------------------------------------------------------------

RECORDS = "".join(
    f"<record><![CDATA[<li><a href='{url}' title='{title}'>{title[:6]}…</a><span>{day}</span></li>]]></record>"
    for url, title, day in ROWS
)


@pytest.mark.parametrize("escape", [0, 1, 2])
def test_a_record_set_is_read_plain_or_escaped(escape: int) -> None:
    store = f"<datastore><recordset>{RECORDS}</recordset></datastore>"
    for _ in range(escape):
        store = store.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    inside = f"<textarea>{store}</textarea>" if escape else f'<script type="text/xml">{store}</script>'
    assert (
        told(read(page_of("文件", f"<ul id='l'></ul>{inside}"), "http://www.lanting.example/col/col9/index.html"))
        == EXPECTED
    )


def test_a_record_set_turns_its_pages_by_its_group_or_by_its_proxy() -> None:
    group = '<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=2&amp;columnid=9&amp;unitid=7"></a>]]></nextgroup>'
    text = f"<datastore>{group}<recordset>{RECORDS}</recordset></datastore>"
    following = read(text, "http://www.lanting.example/col/col9/index.html").follow
    assert following[0].url == "http://www.lanting.example/module/web/jpage/dataproxy.jsp?page=2&columnid=9&unitid=7"
    call = "$('#7').jpage({totalRecord:30,perPage:3,webid:1,columnid:'9',unitid:7,proxyUrl:'/module/web/jpage/dataproxy.jsp'});"
    text = f"<datastore><recordset>{RECORDS}</recordset></datastore><script>{call}</script>"
    assert "page=2" in read(text, "http://www.lanting.example/col/col9/index.html").follow[0].url
    assert read("<datastore><recordset></recordset></datastore>", family="recordset").entries == ()


def test_the_directory_platform_is_asked_for_the_column_of_its_address() -> None:
    shell = (
        '<html><body><script>window._CONFIG = {SID: \'76\', TREE: [{"id": 12, "name": "规章"}]}</script></body></html>'
    )
    for address, asked in (
        ("http://www.lanting.example/gkmlpt/index#12", "http://www.lanting.example/gkmlpt/api/all/12?page=1&sid=76"),
        (
            "http://www.lanting.example/jyj/gkmlpt/index",
            "http://www.lanting.example/jyj/gkmlpt/api/all/0?page=1&sid=76",
        ),
    ):
        assert [one.url for one in read(shell, address).instead] == [asked]


def test_an_entry_of_the_directory_platform_has_days_number_flag_and_files() -> None:
    article = {
        "id": 9, "title": "澜亭市人才公寓管理办法", "document_number": "澜府规[2026]3号", "date": 1777564800,
        "created_at": "2026-05-08 10:00:00", "url": "http://www.lanting.example/gkmlpt/content/9/post_9.html#12",
        "is_expired": 0, "is_abolished": 1, "attachment": json.dumps([{"name": "附件", "url": "/attachment/9.docx"}]),
    }  # fmt: skip
    twin = {**article, "id": 10}
    url = "http://www.lanting.example/gkmlpt/api/all/12?page=1&sid=76"
    listing = read(json.dumps({"total": 2, "articles": [article, twin]}), url)
    assert len(listing.entries) == 1
    entry = listing.entries[0]
    assert (entry.date, entry.signed, entry.doc_number) == ("2026-05-08", "2026-05-01", "澜府规〔2026〕3号")
    assert (entry.validity, entry.attachments) == ("废止", ("http://www.lanting.example/attachment/9.docx",))
    assert "page=2" in listing.follow[0].url
    assert read(json.dumps({"total": 2, "articles": []}), url).follow == ()


def test_static_columns_lead_to_their_newest_ones_and_list_their_articles() -> None:
    url = "http://www.lanting.example/postmeta/i/100.json"
    columns = {
        "children": [{"id": 101, "name": "2024年"}, {"id": 103, "name": "2026年"}, {"id": 102, "name": "2025年"}]
    }
    assert next(one.url for one in read(json.dumps(columns), url).instead).endswith("/postmeta/i/103.json")
    article = {
        "id": 5,
        "title": "澜亭市<br/>绿化办法",
        "url": "http://www.lanting.example/p/post_5.html",
        "date": "2026-04-01",
        "EXT_zh": "澜府〔2026〕9号",
        "EXT_sx": "无效",
    }
    entry = read(json.dumps({"articles": [article]}), url).entries[0]
    assert (entry.title, entry.signed, entry.doc_number, entry.validity) == (
        "澜亭市绿化办法",
        "2026-04-01",
        "澜府〔2026〕9号",
        "失效",
    )


def test_a_unit_of_jpaas_is_asked_for_and_read() -> None:
    data = "{'webId': 'w1', 'tagId': '右侧', 'pageId': 'p1'}"
    page = page_of(
        "发布", f'<script parseType="bulidstatic" url="/api-gateway/front/page/build/unit" querydata="{data}"></script>'
    )
    request = read(page).instead[0]
    assert request.url.startswith("http://www.lanting.example/api-gateway/front/page/build/unit?webId=w1&tagId=")
    rows = "".join(f"<tr><td><a href='{url}'>{title}</a></td><td>{day}</td></tr>" for url, title, day in ROWS)
    answer = json.dumps({"data": {"html": f"<table>{rows}</table><div count='7' rows='3' pageNo='1'></div>"}})
    listing = read_listing(answer, request, request.url, Hints())
    assert told(listing) == EXPECTED
    assert "paramJson=%7B%22pageNo%22%3A+2" in listing.follow[0].url


def test_a_search_by_channel_is_asked_with_a_form_and_turned_by_it() -> None:
    request = first_request("http://api.lanting.example/search/common/search/88", (), None)
    assert request.form is not None
    assert dict(request.form)["page"] == "1"
    results = [
        {
            "title": "<em>澜亭市</em>湿地办法",
            "url": "http://www.lanting.example/a/1.html",
            "publishedTimeStr": "2026-05-02 08:00:00",
            "domainMetaList": [{"resultList": [{"key": "wh", "value": "澜政规〔2026〕6号"}]}],
        }
    ]
    listing = read_listing(json.dumps({"data": {"results": results}}), request, request.url, Hints())
    assert [(one.title, one.date, one.doc_number) for one in listing.entries] == [
        ("澜亭市湿地办法", "2026-05-02", "澜政规〔2026〕6号")
    ]
    assert dict(listing.follow[0].form or ())["page"] == "2"


def test_static_json_named_by_its_arguments_is_turned_until_its_total() -> None:
    url = "http://www.lanting.example/cn/static/data/DocInfo/SelectDocByItemIdAndChild/data_itemId=9,pageIndex=1,pageSize=2.json"
    rows = [
        {
            "docId": n,
            "docTitle": f"澜亭市第{n}号规则",
            "publishDate": "2026-05-02 08:00:00",
            "documentNo": "澜规〔2026〕1号",
            "pdfFileUrl": "/p/1.pdf",
        }
        for n in (7, 8)
    ]
    listing = read(json.dumps({"data": {"total": 3, "rows": rows}}), url, family="json")
    assert (
        listing.entries[0].text_url
        == "http://www.lanting.example/cn/static/data/DocInfo/SelectByDocId/data_docId=7.json"
    )
    assert "pageIndex=2" in listing.follow[0].url
    assert read(json.dumps({"data": {"total": 2, "rows": rows}}), url, family="json").follow == ()


def test_issues_by_year_in_one_json_come_newest_first() -> None:
    value = {
        "values": {
            "2025年": {"第2号": {"gname": "/gb/2025/i2/"}},
            "2026年": {"第1号": {"gname": "/gb/2026/i1/"}, "第2号": {"gname": "/gb/2026/i2/"}},
        }
    }
    listing = read("\ufeff" + json.dumps(value, ensure_ascii=False), "https://www.lanting.example/gb/gbgl.json")
    assert [(one.year, one.numbers) for one in listing.entries] == [(2026, (2,)), (2026, (1,)), (2025, (2,))]


def test_an_api_of_ones_own_is_read_by_the_names_that_are_given() -> None:
    value = {"ok": 1, "hits": [{"bt0": "澜亭市夜市办法", "lj": "a/1.html", "rq": "2026年5月2日"}]}
    listing = read(json.dumps(value), family="json", fields={"title": "bt0", "url": "lj", "date": "rq"}, results="hits")
    assert told(listing) == [("澜亭市夜市办法", "2026-05-02")]


@pytest.mark.parametrize(
    "page",
    [
        "<html ng-app='a'><body><div ng-repeat='x in rows'>{{x.docTitle}}</div><script src='/app.js'></script></body></html>",
        page_of("文件", "<ul id='list'></ul><script>var channelId='9';</script><script src='/js/list.js'></script>"),
        "<html><body><div id='app'></div><script src='/static/chunk.js'></script></body></html>",
    ],
)
def test_a_list_drawn_by_a_script_is_refused_with_the_remedy(page: str) -> None:
    refusal = read(page).refusal
    assert refusal is not None
    assert "drawn by a script" in refusal.what
    assert 'kind = "api"' in refusal.do


def test_feeds_are_read_as_they_come() -> None:
    items = (
        "<item><title><![CDATA[澜亭市供水办法]]></title><link>/a/1.html?from=rss</link><guid isPermaLink='false'>1</guid><pubDate>2026年2月3日</pubDate></item>"
        "<item><title>澜亭市绿化 &amp;amp; 环境办法</title><link>/a/2.html</link><guid isPermaLink='false'>2</guid><pubDate>Mon, 11 May 2026 18:30:00 GMT</pubDate>"
        "<enclosure url='/a/2.pdf' type='application/pdf' length='0'/></item>"
        "<item><title>重复</title><link>/a/2.html</link><guid isPermaLink='false'>2</guid></item>"
    )
    listing = read(
        f"<?xml version='1.0' encoding='GB2312'?><rss version='2.0'><channel><title>澜亭</title>{items}</channel></rss>"
    )
    assert told(listing) == [("澜亭市绿化 & 环境办法", "2026-05-12"), ("澜亭市供水办法", "2026-02-03")]
    assert listing.entries[1].url == "http://www.lanting.example/a/1.html"
    assert [entry.key for entry in listing.entries] == ["2", "1"]
    assert listing.entries[0].attachments == ("http://www.lanting.example/a/2.pdf",)
    atom = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>tag:1</id><title type='html'>澜亭市供水办法</title><link rel='alternate' href='/a/1.html'/><published>2026-05-11T23:30:00Z</published></entry></feed>"
    assert told(read(atom)) == [("澜亭市供水办法", "2026-05-12")]


# --- the pages of documents -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "box",
    [
        "<table><tr><td>发文字号：</td><td>澜政规〔2026〕4号</td><td>成文日期：</td><td>2026年5月6日</td></tr><tr><td>发布日期：</td><td>2026-05-11</td><td>有 效 性：</td><td>失效</td></tr></table>",
        "<ol class='doc-info'><li>[发文字号]<span>澜政规[2026]4号</span></li><li>[成文日期]<span>2026-05-06</span></li><li>[发布日期]<span>2026-05-11</span></li><li>[有效性]<span>失效</span></li></ol>",
        "<div class='xx'><p>文　　号：澜政规〔2026〕4号</p><p>成文日期：2026-05-06</p><p>发布日期：2026-05-11</p><p>时 效 性：无效</p></div>",
        "<dl><dt>文号</dt><dd>澜政规〔2026〕4号</dd><dt>成文日期</dt><dd>2026-05-06</dd><dt>发布时间</dt><dd>2026-05-11 09:00</dd><dt>效力状态</dt><dd>已失效</dd></dl>",
    ],
)
def test_the_box_of_labels_is_read_in_its_forms(box: str) -> None:
    root = tree_of(page_of("澜亭市夜市办法", f"{box}<div><p>第一条　本办法适用于夜市。</p></div>"))
    assert root is not None
    details = read_details(root, BASE)
    assert (details.doc_number, details.signed, details.date) == ("澜政规〔2026〕4号", "2026-05-06", "2026-05-11")
    assert details.validity == "失效"


def test_attachments_are_those_of_the_document() -> None:
    files = "<p>附件：<a href='./P020260511.doc'>1</a><a href='/module/download/downfile.jsp?classid=0&filename=a1.pdf'>2</a></p>"
    aside = "<div class='side'><ul><li><a href='/files/other.pdf'>手册</a></li></ul></div>"
    root = tree_of(page_of("澜亭市夜市办法", f"<div><p>第一条　夜市。</p>{files}</div>{aside}"))
    assert root is not None
    assert read_details(root, BASE).attachments == (
        "http://www.lanting.example/zwgk/wj/P020260511.doc",
        "http://www.lanting.example/module/download/downfile.jsp?classid=0&filename=a1.pdf",
    )


def test_a_text_inside_the_pages_own_json_is_found() -> None:
    page = '<script>window._CONFIG = {DETAIL: {"id":1,"content":"\\u003Cp\\u003E第一条　夜市。\\u003C\\/p\\u003E"}};</script>'
    assert embedded_text(page) == "<p>第一条　夜市。</p>"


def test_a_listing_goes_between_processes_as_it_is() -> None:
    listing = read(list_page(ROWS, more='<script>createPageHTML(3, 0, "index", "html")</script>'))
    assert listing_from_json(json.loads(json.dumps(listing_to_json(listing)))) == listing
