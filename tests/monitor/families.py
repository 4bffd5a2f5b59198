# ruff: noqa: E501 - pages, one a line
"""Sites of the families that are recognised from an address alone, in other markup, paging and encodings than the first ones.

Each is a function that gives its pages and what is on them. Cities, texts and numbers are invented.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from typing import Final, TypeAlias
from urllib.parse import parse_qs, urlsplit

from tests.monitor.pdf_files import pdf_of
from tests.monitor.sites import FRIENDS, NAVIGATION, Asked, Reply, json_reply

HOST: Final = "www.lanting.example"
BEIJING: Final = timezone(timedelta(hours=8))
Pages: TypeAlias = Mapping[str, Reply | Callable[[Asked], Reply]]


@dataclass(frozen=True, kw_only=True)
class Text:
    """One document as a list must give it: where it is, and what is known of it."""

    path: str
    title: str
    day: str
    number: str | None = None
    signed: str | None = None
    files: tuple[str, ...] = ()
    flag: str | None = None


@dataclass(frozen=True, kw_only=True)
class Variant:
    """A site: the address that a person gives, its pages, its documents in order; ``issues`` by their titles."""

    entry: str
    pages: Pages
    texts: tuple[Text, ...]
    issues: tuple[tuple[str, tuple[int, ...], str | None], ...] = ()
    kind: str = "index"
    more: Mapping[str, object] = field(default_factory=dict)


UNIT: Final = "/api-gateway/jpaas-publish-server/front/page/build/unit"
VARIANTS: Final[dict[str, Callable[[], Variant]]] = {}


def variant(make: Callable[[], Variant]) -> Callable[[], Variant]:
    VARIANTS[make.__name__] = make
    return make


def reply(text: str, *, charset: str = "utf-8", kind: str = "text/html", label: bool = True) -> Reply:
    return Reply(body=text.encode(charset), headers={"Content-Type": f"{kind}; charset={charset}" if label else kind})


def around(content: str, *, title: str = "文件", charset: str = "utf-8", head: str = "") -> str:
    return f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}</title>{head}</head><body>{NAVIGATION}{content}{FRIENDS}</body></html>'


TOPICS: Final = (
    "夜间集市经营",
    "河道岸线保护",
    "城市绿道养护",
    "餐厨油脂回收",
    "社区食堂补助",
    "电动自行车停放",
    "古树名木保护",
    "井盖设施安全",
    "农村公路养护",
)


def texts(
    count: int, path: str, *, year: int = 2026, signed: bool = False, number: str | None = "澜政规"
) -> tuple[Text, ...]:
    """Invented documents, newest first; ``path`` is a pattern of {n}, {y}, {m}, {d}, {m0}, {d0}."""
    made = []
    for n in range(count):
        month, day = 9 - n % 9, 28 - 2 * n
        where = path.format(
            n=70210 - 7 * n, y=year, m=month, d=day, m0=f"{month:02d}", d0=f"{day:02d}", x=f"{n + 11:x}" * 16
        )
        made.append(
            Text(
                path=where,
                title=f"澜亭市{TOPICS[n % len(TOPICS)]}管理办法",
                day=f"{year}-{month:02d}-{day:02d}",
                number=f"{number}〔{year}〕{count - n}号" if number else None,
                signed=f"{year}-{month:02d}-{day - 5:02d}" if signed else None,
            )
        )
    return tuple(made)


def body_of(text: Text) -> str:
    return (
        f"<p>第一条　为了规范{text.title[3:-4]}，制定本办法。</p><p>第二条　市人民政府主管部门负责具体工作，各区配合。</p>"
        f"<p>第三条　本办法自{text.day or '2026-01-01'}起施行。</p>"
    )


def plain_page(text: Text, *, charset: str = "utf-8") -> str:
    """A document's page with fields for machines and without a box; the number stands in the text."""
    head = f'<meta name="ArticleTitle" content="{text.title}"/><meta name="PubDate" content="{text.day} 16:02:11"/>'
    number = f"<p style='text-align:center'>{text.number}</p>" if text.number else ""
    files = "".join(f'<p><a href="{one}">附件</a></p>' for one in text.files)
    return around(
        f'<div class="article"><h1>{text.title}</h1><div class="info">发布时间：{text.day} 来源：市政府办公室 浏览次数：118</div><div id="zoom">{number}{body_of(text)}{files}</div></div>',
        title=f"{text.title}_澜亭市人民政府",
        head=head,
        charset=charset,
    )


def boxed_page(text: Text, *, charset: str = "utf-8") -> str:
    """A document's page with a box of labels in a list and none of the fields for machines."""
    rows = (
        ("索引号", "lt-77/2026-00081"),
        ("发文机关", "澜亭市人民政府"),
        ("成文日期", text.signed),
        ("文　　号", text.number),
        ("发布日期", text.day),
        ("有 效 性", text.flag),
    )
    box = "".join(f"<li><strong>{name}：</strong><span>{value}</span></li>" for name, value in rows if value)
    files = "".join(f'<li><a href="{one}">{one.rpartition("/")[2]}</a></li>' for one in text.files)
    return around(
        f"<ul class='xxgk-head-box'>{box}</ul><h1 class='bt'>{text.title}</h1><div class='view TRS_UEDITOR'>{body_of(text)}</div><ul class='fujian'>{files}</ul>",
        title=f"{text.title}-澜亭市人民政府门户网站",
        charset=charset,
    )


def bare_page(text: Text, *, charset: str = "utf-8") -> str:
    """A document's page that says nothing but its title and text: the list alone knows the days."""
    return around(f"<h2>{text.title}</h2><div>{body_of(text)}</div>", title=text.title, charset=charset)


def documents(
    made: tuple[Text, ...], page: Callable[..., str] = plain_page, *, charset: str = "utf-8", label: bool = True
) -> dict[str, Reply]:
    found = {
        one.path: reply(page(one, charset=charset), charset=charset, label=label)
        for one in made
        if not one.path.endswith(".pdf")
    }
    found |= {file: pdf(one.title) for one in made for file in one.files}
    return found


def pdf(text: str) -> Reply:
    """A small PDF that says a text."""
    return Reply(body=pdf_of([[text]]), headers={"Content-Type": "application/pdf"})


# --- list pages -------------------------------------------------------------------------------------------------------


@variant
def trs_blocks_in_gb18030_with_dots_and_a_name_of_its_own() -> Variant:
    """Rows that are blocks, days with dots, ../ links, pages list.shtml, list_1.shtml; labelled gb2312 in the page alone."""
    made = texts(6, "/xxgk/fgwj/{y}{m0}/t{y}{m0}{d0}_{n}.shtml")

    def page(number: int, rows: tuple[Text, ...]) -> Reply:
        items = "".join(
            f'<div class="news-item"><a target="_blank" href="../../..{one.path}"><p class="tit">{one.title[:10]}...</p></a><a class="ico" title="{one.title}" href="../../..{one.path}"></a><div class="time">{one.day.replace("-", ".")}</div></div>'
            for one in rows
        )
        script = f'<script>createPageHTML(3, {number}, "list", "shtml");</script>'
        return reply(
            around(
                f'<div class="wrap"><div class="news-box">{items}</div><div class="fanye">{script}</div></div>',
                charset="gb2312",
            ),
            charset="gb18030",
            label=False,
        )

    pages = {f"/xxgk/fgwj/gz/list{f'_{n}' if n else ''}.shtml": page(n, made[n * 2 : n * 2 + 2]) for n in range(3)}
    return Variant(
        entry="/xxgk/fgwj/gz/list.shtml", pages=pages | documents(made, charset="gb18030", label=False), texts=made
    )


@variant
def trs_that_counts_from_two() -> Variant:
    """A folder as the address, 32 hexadecimal digits as names, totalPage in a script, second page index_2."""
    made = texts(4, "/nw44142/{y}{m0}{d0}/{x}.html")

    def page(rows: tuple[Text, ...]) -> Reply:
        stale = '<!-- <li><a href="/nw44142/20190101/aa.html" title="旧稿">旧稿</a><span class="time">2019-01-01</span></li> -->'
        items = "".join(
            f"<li><a href=\"{one.path}\" title='{one.title}' target='_blank'>{one.title}</a><span class=\"time\">{one.day}</span></li>"
            for one in rows
        )
        return reply(
            around(
                f'<ul class="uli14 nowrapli list-date">{stale}{items}</ul><div class="pagination"></div><script>new Page({{ totalPage:2, pageName: "index" }})</script>'
            )
        )

    return Variant(
        entry="/nw44142/",
        pages={"/nw44142/": page(made[:2]), "/nw44142/index_2.html": page(made[2:])} | documents(made, boxed_page),
        texts=made,
    )


@variant
def table_with_both_days() -> Variant:
    """A table whose header tells the day of signing from that of publication, and which holds the numbers."""
    made = texts(4, "/zwgk/szfwj/content_{n}.htm", signed=True)
    rows = "".join(
        f'<tr class="r"><td>{n}</td><td class="t"><a href=".{one.path.removeprefix("/zwgk/szfwj")}">{one.title}</a></td><td>{one.number}</td><td>{one.signed}</td><td>{one.day}</td></tr>'
        for n, one in enumerate(made, 1)
    )
    head = "<thead><tr><th>序号</th><th>文件名称</th><th>文号</th><th>成文日期</th><th>发布日期</th></tr></thead>"
    listing = reply(around(f"<table id='wjlb'>{head}<tbody>{rows}</tbody></table>"))
    return Variant(
        entry="/zwgk/szfwj/index.htm", pages={"/zwgk/szfwj/index.htm": listing} | documents(made, bare_page), texts=made
    )


@variant
def definition_lists_with_labels() -> Variant:
    """Each entry a dl: the title, then its number, day of signing and day of publication, each behind its label."""
    made = texts(3, "/zfxxgk/fdzdgknr/lzyj/{y}/{m}/{d}/{n}.html", signed=True)
    rows = "".join(
        f"<dl><dt><a href='https://{HOST}{one.path}'>{one.title}</a></dt><dd>发文字号：{one.number}　　成文日期：{one.signed}　　发布日期：{one.day}</dd></dl>"
        for one in made
    )
    return Variant(
        entry="/zfxxgk/fdzdgknr/lzyj/",
        pages={"/zfxxgk/fdzdgknr/lzyj/": reply(around(f"<div class='lists'>{rows}</div>"))}
        | documents(made, bare_page),
        texts=made,
    )


@variant
def nested_tables_of_an_old_site() -> Variant:
    """Tables inside tables, font tags, ids of 19 digits that begin with the day."""
    made = texts(4, "/tiaofasi/144941/3581332/{y}{m0}{d0}09381{n}00/index.html", number="澜银发")
    rows = "".join(
        f'<tr><td height="22" align="left"><font class="newslist_style"><a href="{one.path}" onclick="void(0)" target="_blank" title="{one.title}" istitle="true">{one.title}</a></font><span class="hui12">{one.day}</span></td></tr><tr><td height="1" background="/line.gif"></td></tr>'
        for one in made
    )
    listing = reply(
        around(
            f'<table width="90%"><tr><td><table border="0"><tbody>{rows}</tbody></table></td></tr></table>',
            charset="GBK",
        ),
        charset="gb18030",
        label=False,
    )
    return Variant(
        entry="/tiaofasi/144941/3581332/index.html",
        pages={"/tiaofasi/144941/3581332/index.html": listing} | documents(made),
        texts=made,
    )


@variant
def links_with_queries_and_the_next_page_by_a_query() -> Variant:
    """Addresses that differ in their query alone, https beside http, 下一页 by a link, the last page without one."""
    made = texts(5, "/art/view.jsp?docId={n}&cat=31")

    def page(number: int, rows: tuple[Text, ...]) -> Reply:
        items = "".join(
            f'<li class="clearfix"><span class="date">{one.day[5:]}</span><a href="https://{HOST}{one.path.replace("&", "&amp;")}">{one.title}</a></li>'
            for one in rows
        )
        turn = "".join(f'<a href="list.jsp?cat=31&amp;cur={n}">{n}</a>' for n in (1, 2, 3))
        following = (
            f'<a href="list.jsp?cat=31&amp;cur={number + 1}">下一页</a>' if number < 3 else "<span>下一页</span>"
        )
        return reply(
            around(f"<ul class='gwlist'>{items}</ul><div class='pg'>{turn}{following}<span>共3页 5条</span></div>")
        )

    pages: dict[str, Reply] = {f"/art/list.jsp?cat=31&cur={n}": page(n, made[n * 2 - 2 : n * 2]) for n in (1, 2, 3)}
    pages["/art/list.jsp?cat=31"] = page(1, made[:2])
    return Variant(entry="/art/list.jsp?cat=31", pages=pages | documents(made), texts=made)


@variant
def days_in_parts_and_cards_of_one_link() -> Variant:
    """A card is one link: the day large beside year and month, then heading and summary."""
    made = texts(4, "/gongkai/{y}/{m0}/{d0}/c{n}.html")
    cards = "".join(
        f'<a class="card" href="{one.path}"><div class="when"><b>{one.day[8:]}</b><i>{one.day[:7]}</i></div><h4>{one.title}</h4><p class="abs">为了规范有关活动，结合本市实际，制定……</p></a>'
        for one in made
    )
    return Variant(
        entry="/gongkai/gfxwj.html",
        pages={"/gongkai/gfxwj.html": reply(around(f"<section class='cards'>{cards}</section>"))} | documents(made),
        texts=made,
    )


@variant
def a_list_without_days() -> Variant:
    """No day in the rows; the address has it, or only the page."""
    made = texts(4, "/zwgk/zfgz/{y}-{m0}/{d0}/content_{n}.shtml", number=None)
    made = tuple(replace(one, number=f"澜亭市人民政府令第{30 - n}号") for n, one in enumerate(made))
    items = "".join(f"<li><a href='{one.path}'>{one.title}</a></li>" for one in made)
    return Variant(
        entry="/zwgk/zfgz/index.shtml",
        pages={"/zwgk/zfgz/index.shtml": reply(around(f"<div class='box'><ul class='gzk'>{items}</ul></div>"))}
        | documents(made),
        texts=made,
    )


@variant
def a_table_that_a_click_opens() -> Variant:
    """No addresses but in clicks: window.open in the row's link."""
    made = texts(3, "/public/detail/{n}.html")
    rows = "".join(
        f"<tr><td><a href=\"javascript:;\" onclick=\"window.open('{one.path}','_blank')\">{one.title}</a></td><td>{one.number}</td><td>{one.day.replace('-', '/')}</td></tr>"
        for one in made
    )
    return Variant(
        entry="/public/column/31.html",
        pages={
            "/public/column/31.html": reply(
                around(f"<table class='pub'><tr><td>名称</td><td>文号</td><td>时间</td></tr>{rows}</table>")
            )
        }
        | documents(made),
        texts=made,
    )


@variant
def a_whole_list_paged_in_the_browser() -> Variant:
    """120 rows in one page, of which a script shows ten; numbers of years before."""
    made = []
    for n in range(120):
        day = f"{2026 - n // 30}-{9 - n % 9:02d}-{28 - n % 20:02d}"
        made.append(
            Text(
                path=f"/zhengce/gfxwj/{day[:7].replace('-', '')}/t{day.replace('-', '')}_{5000 - n}.html",
                title=f"澜亭市第{n + 1}批次设施管理规定",
                day=day,
            )
        )
    items = "".join(
        f'<li style="display:none"><a href=".{one.path.removeprefix("/zhengce/gfxwj")}" target="_blank">{one.title}</a><span>{one.day}</span></li>'
        for one in made
    )
    listing = reply(
        around(
            f'<div class="changepage"></div><ul class="list">{items}</ul><script>$(".list li").slice(0,10).show()</script>'
        )
    )
    return Variant(
        entry="/zhengce/gfxwj/", pages={"/zhengce/gfxwj/": listing} | documents(tuple(made[:60])), texts=tuple(made)
    )


# --- gazettes ---------------------------------------------------------------------------------------------------------


@variant
def gazette_by_years_in_a_table() -> Variant:
    """Issues in cells under headings of years, 第N期 alone; each with its contents in a table and its PDF."""
    first, second = texts(3, "/zfgb/2026/09/{n}.shtml"), texts(2, "/zfgb/2025/12/{n}.shtml", year=2025)
    table = (
        "<h3>2026年</h3><table><tr><td><a href='2026/d9q/index.shtml'>第9期</a></td><td><a href='2026/d7_8q/index.shtml'>第7-8期合刊</a></td></tr></table>"
        "<h3>2025年</h3><table><tr><td><a href='2025/d12q/index.shtml'>第12期</a></td></tr></table>"
    )

    def issue(title: str, rows: tuple[Text, ...], file: str | None) -> Reply:
        link = f'<a class="down" href="{file}">PDF版下载</a>' if file else ""
        items = "".join(
            f"<tr><td class='c1'><a href='{one.path}' title='{one.title}'>{one.title}</a></td><td>({one.number})</td><td>{n}</td></tr>"
            for n, one in enumerate(rows, 3)
        )
        return reply(
            around(f"<h2>澜亭市人民政府公报 {title}</h2>{link}<h4>市政府文件</h4><table>{items}</table>", title=title)
        )

    pages = {
        "/zfgb/index.shtml": reply(around(f"<div class='gb'>{table}</div>", title="政府公报")),
        "/zfgb/2026/d9q/index.shtml": issue("2026年第9期", first[:2], "gb202609.pdf"),
        "/zfgb/2026/d7_8q/index.shtml": issue("2026年第7、8期", first[2:], None),
        "/zfgb/2025/d12q/index.shtml": issue("2025年第12期", second, "/zfgb/2025/d12q/W020251230.pdf"),
        "/zfgb/2026/d9q/gb202609.pdf": pdf("澜亭市人民政府公报2026年第9期"),
        "/zfgb/2025/d12q/W020251230.pdf": pdf("澜亭市人民政府公报2025年第12期"),
    }
    return Variant(
        entry="/zfgb/index.shtml",
        pages=pages | documents(first + second),
        texts=first + second,
        issues=(
            ("第9期", (9,), "/zfgb/2026/d9q/gb202609.pdf"),
            ("第7-8期合刊", (7, 8), None),
            ("第12期", (12,), "/zfgb/2025/d12q/W020251230.pdf"),
        ),
    )


@variant
def gazette_of_covers() -> Variant:
    """Issues as pictures of covers with captions; the newest has its documents under three headings in divs."""
    made = texts(4, "/gongbao/content/post_{n}.html")
    covers = "".join(
        f"<li class='cover'><a href='/gongbao/{year}/{number}/'><img src='/c.jpg' alt=''><p>{year}年第{number}期（总第{total}期）</p></a></li>"
        for year, number, total in ((2026, 18, 738), (2026, 17, 737))
    )

    def issue(title: str, groups: list[tuple[str, tuple[Text, ...]]]) -> Reply:
        parts = "".join(
            f"<div class='part'><div class='hd'><h3>{name}</h3></div><div class='bd'>"
            + "".join(f"<p><a href='{one.path}'>{one.title}<br>（{one.number}）</a></p>" for one in rows)
            + "</div></div>"
            for name, rows in groups
        )
        return reply(around(f"<div class='gbml'><h1>{title}</h1>{parts}</div>", title=title))

    pages = {
        "/gongbao/": reply(around(f"<ul class='covers'>{covers}</ul>")),
        "/gongbao/2026/18/": issue(
            "澜亭市人民政府公报2026年第18期",
            [("市政府令", made[:1]), ("市政府文件", made[1:2]), ("部门文件", made[2:3])],
        ),
        "/gongbao/2026/17/": issue("澜亭市人民政府公报2026年第17期", [("市政府文件", made[3:])]),
    }
    return Variant(
        entry="/gongbao/",
        pages=pages | documents(made),
        texts=made,
        issues=(("2026年第18期（总第738期）", (18,), None), ("2026年第17期（总第737期）", (17,), None)),
    )


@variant
def a_pdf_an_issue_with_a_button() -> Variant:
    """The name of the issue is text, the link says 下载; some names have a supplement."""
    names = (
        ("澜亭政报2026年第6期", "2026-06-30", "d6"),
        ("澜亭政报2026年增刊第1期", "2026-05-20", "zk1"),
        ("澜亭政报2026年第4、5期合刊", "2026-05-15", "d45"),
    )
    rows = "".join(
        f"<div class='gb-row'><span class='name'>{name}</span><span class='rq'>{day}</span><a href='./pdf/{file}.pdf' title='{name}'>下载</a></div>"
        for name, day, file in names
    )
    made = tuple(
        Text(path=f"/zb/pdf/{file}.pdf", title=name, day=day, files=(f"/zb/pdf/{file}.pdf",))
        for name, day, file in names
    )
    return Variant(
        entry="/zb/", pages={"/zb/": reply(around(f"<div class='main'>{rows}</div>"))} | documents(made), texts=made
    )


@variant
def issues_by_year_in_one_json() -> Variant:
    """The JSON of issues by year and number; pages of issues whose titles are broken by br in mid-word."""
    made = texts(3, "/gongbao/content/2026/content_{n}.htm")
    listing = json_reply(
        {
            "values": {
                "2026年": {
                    "第2号": {"issue": "2", "gname": "/gongbao/2026/issue_902/", "serial": "1702"},
                    "第1号": {"issue": "1", "gname": "/gongbao/2026/issue_901/", "serial": "1701"},
                }
            }
        }
    )

    def issue(rows: tuple[Text, ...]) -> Reply:
        items = "".join(
            f"<li><a href='../..{one.path.removeprefix('/gongbao')}'>{one.title[:6]}<br>{one.title[6:]}</a></li>"
            for one in rows
        )
        return reply(around(f"<div class='mulu'><ul>{items}</ul></div>", title="2026年号"))

    return Variant(
        entry="/gongbao/gbgl.json",
        pages={
            "/gongbao/gbgl.json": listing,
            "/gongbao/2026/issue_902/": issue(made[:2]),
            "/gongbao/2026/issue_901/": issue(made[2:]),
        }
        | documents(made),
        texts=made,
        issues=(("2026年第2号", (2,), None), ("2026年第1号", (1,), None)),
        kind="api",
    )


# --- record sets, units, platforms ------------------------------------------------------------------------------------


def records(rows: list[str], *, group: str = "", total: int = 5, pages: int = 3, escape: bool = False) -> str:
    body = "".join(f"<record><![CDATA[{row}]]></record>" for row in rows)
    store = f"<datastore>{f'<nextgroup><![CDATA[{group}]]></nextgroup>' if group else ''}<totalrecord>{total}</totalrecord><totalpage>{pages}</totalpage><recordset>{body}</recordset></datastore>"
    return html.escape(store) if escape else store


@variant
def jpage_turned_by_its_script() -> Variant:
    """Records as rows of a table; no nextgroup, but a call of jpage with columnid and unitid; GBK pages."""
    made = texts(5, "/art/{y}/{m}/{d}/art_2116_{n}.html", number="澜政办发")

    def row(one: Text) -> str:
        return f"<tr><td width='2%'></td><td><a style='font-size:11pt' href='{one.path}' class='bt_link' title='{one.title}' target='_blank'>{one.title[:8]}...</a></td><td>{one.number}</td><td align='center'>[{one.day}]</td></tr>"

    call = "<script>$(function(){ $('#5099').jpage({totalRecord:5,perPage:2,groupSize:1,barPosition:'bottom',proxyUrl:'/module/web/jpage/dataproxy.jsp',columnid:2116,unitid:5099,webname:'澜亭市人民政府',permissiontype:0,webid:1,path:'/',appid:1}); });</script>"
    page = around(
        f"<div id='5099'><script type='text/xml'>{records([row(one) for one in made[:2]])}</script></div>{call}",
        charset="GBK",
    )

    def proxy(asked: Asked) -> Reply:
        number = int(parse_qs(urlsplit(asked.path).query)["page"][0])
        return reply(records([row(one) for one in made[number * 2 - 2 : number * 2]]), kind="text/xml")

    return Variant(
        entry="/col/col2116/index.html",
        pages={
            "/col/col2116/index.html": reply(page, charset="gb18030", label=False),
            "/module/web/jpage/dataproxy.jsp": proxy,
            **documents(made, boxed_page),
        },
        texts=made,
    )


@variant
def jpage_by_records_escaped() -> Variant:
    """Escaped records, hexadecimal names, a group that names startrecord and endrecord."""
    made = texts(4, "/art/{y}/{m}/{d}/art_{x}.html")

    def row(one: Text) -> str:
        return f'<li class="clearfix"><a href="http://{HOST}{one.path}" title="{one.title}">{one.title}</a><span>{one.day.replace("-", chr(10) + "-")}</span></li>'

    group = '<a href="/module/web/jpage/dataproxy.jsp?startrecord=3&amp;endrecord=4&amp;perpage=2&amp;columnid=77&amp;unitid=9"></a>'
    pages: dict[str, Reply | Callable[[Asked], Reply]] = {
        "/col/col77/index.html": reply(
            around(
                f"<div class='list'><script type=\"text/xml\">{records([row(one) for one in made[:2]], group=group, total=4, pages=2, escape=True)}</script></div>"
            )
        ),
        "/module/web/jpage/dataproxy.jsp": reply(
            records([row(one) for one in made[2:]], total=4, pages=2), kind="text/plain"
        ),
    }
    return Variant(entry="/col/col77/index.html", pages=pages | documents(made), texts=made)


@variant
def a_unit_of_rows_in_a_table_with_pages() -> Variant:
    """jpaas with rows of a table; the API turns pages by paramJson; the script's attributes in other letters."""
    made = texts(5, "/xxgk/zcfg/art/{y}/art_{x}.html", number="澜工信规")

    def fragment(rows: tuple[Text, ...]) -> Reply:
        items = "".join(
            f"<tr><td><a href='{one.path}' title='{one.title}'>{one.title}</a></td><td>{one.number}</td><td>{one.day}</td></tr>"
            for one in rows
        )
        pager = '<div class=\'page\' count="5" rows="2" pageNo="1"></div>'
        return json_reply(
            {
                "success": True,
                "code": "200",
                "data": {
                    "html": f"<table class='t'><tr><th>标题</th><th>文号</th><th>发布日期</th></tr>{items}</table>{pager}"
                },
            }
        )

    def unit(asked: Asked) -> Reply:
        turn = parse_qs(urlsplit(asked.path).query).get("paramJson")
        number = json.loads(turn[0])["pageNo"] if turn else 1
        return fragment(made[number * 2 - 2 : number * 2])

    shell = around(
        "<div class='lb'><script language='javascript' parseType='bulidstatic' queryData=\"{'parseType':'bulidstatic','webId':'a1','tplSetId':'b2','pageType':'column','tagId':'信息列表','editType':'null','pageId':'c3'}\" url='/api-gateway/jpaas-publish-server/front/page/build/unit'></script></div>"
    )
    return Variant(
        entry="/xxgk/zcfg/index.html",
        pages={"/xxgk/zcfg/index.html": reply(shell), UNIT: unit, **documents(made)},
        texts=made,
    )


@variant
def a_unit_that_wants_the_pages_cookie() -> Variant:
    """The API answers only with the cookie that the list's page set (MIIT)."""
    made = texts(3, "/jgsj/ghs/wjfb/art/{y}/art_{n}.html", number="澜信部规")
    items = "".join(
        f"<li class='cf'><a href='{one.path}'>{one.title}</a><span class='fr'>{one.day}</span></li>" for one in made
    )

    def unit(asked: Asked) -> Reply:
        if "jpaas_session=q7" not in asked.headers.get("cookie", ""):
            return Reply(status=403, body=b"<html><body>403</body></html>")
        return json_reply({"data": {"html": f"<ul>{items}</ul>"}})

    shell = around(
        "<script parseType=\"bulidstatic\" querydata=\"{'webId':'8d','pageId':'11'}\" url=\"/api-gateway/jpaas-publish-server/front/page/build/unit\"></script>"
    )
    page = Reply(body=shell.encode(), headers={"Content-Type": "text/html", "Set-Cookie": "jpaas_session=q7; Path=/"})
    return Variant(
        entry="/jgsj/ghs/wjfb/index.html",
        pages={"/jgsj/ghs/wjfb/index.html": page, UNIT: unit, **documents(made)},
        texts=made,
    )


def _article(n: int, one: Text, **more: object) -> dict[str, object]:
    return {
        "id": 8800 - n,
        "title": one.title,
        "url": f"http://{HOST}{one.path}",
        "document_number": one.number,
        "publisher": "澜亭市发展和改革局",
        **more,
    }


@variant
def directory_platform_of_a_department() -> Variant:
    """gkmlpt below a department's folder, times in seconds, flags, files as JSON in a text, https addresses."""
    made = texts(4, "/ltfgj/gkmlpt/content/8/80{n}/post_80{n}.html", number="澜发改规", signed=True)
    made = tuple(
        replace(one, flag="失效" if n == 1 else "有效", files=("/ltfgj/attachment/0/9/fj1.pdf",) if n == 2 else ())
        for n, one in enumerate(made)
    )

    def stamp(day: str) -> int:
        return int(datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=BEIJING).timestamp())

    def listing(rows: tuple[Text, ...], start: int) -> Reply:
        return json_reply({
            "total": 4, "classify": {"id": 2217, "name": "规范性文件", "post_count": 4},
            "articles": [
                _article(start + n, one, url=f"https://{HOST}{one.path}", display_publish_time=stamp(one.day), date=stamp(one.signed or one.day), is_abolished=0, is_expired=1 if one.flag == "失效" else 0,
                         attachment=json.dumps([{"name": "附件1.pdf", "url": f"https://{HOST}{file}"} for file in one.files]) if one.files else "")
                for n, one in enumerate(rows)
            ],
        })  # fmt: skip

    shell = around(
        '<div id=\'app\'></div><script>window._CONFIG = {SID: \'770022\', TREE: [{"id":2217,"name":"规范性文件","children":[]},{"id":2218,"name":"政策解读"}]};</script>'
    )
    pages: dict[str, Reply] = {
        "/ltfgj/gkmlpt/index": reply(shell),
        "/ltfgj/gkmlpt/api/all/2217?page=1&sid=770022": listing(made[:2], 0),
        "/ltfgj/gkmlpt/api/all/2217?page=2&sid=770022": listing(made[2:], 2),
        "/ltfgj/gkmlpt/api/all/2217?page=3&sid=770022": json_reply({"total": 4, "articles": []}),
    }
    return Variant(entry="/ltfgj/gkmlpt/index#2217", pages=pages | documents(made, boxed_page), texts=made)


@variant
def static_columns_of_a_gazette() -> Variant:
    """/postmeta: the column of the gazette leads to years, these to issues, these to articles."""
    made = texts(4, "/zfgb/2026/gb12{n}/content/post_{n}.html", number="澜府")

    def column(number: int, name: str, children: list[int], rows: tuple[Text, ...] = ()) -> Reply:
        return json_reply({
            "id": number, "name": name, "children": [{"id": child, "name": f"{child}"} for child in children],
            "articles": [{"id": 90 + n, "title": one.title.replace("市", "市<br/>", 1), "url": f"http://{HOST}{one.path}", "date": f"{one.day} 00:00:00", "EXT_zh": one.number, "EXT_fwdw": "澜亭市人民政府", "EXT_sx": "有效"} for n, one in enumerate(rows)],
        })  # fmt: skip

    pages = {
        "/postmeta/i/301.json": column(301, "政府公报", [2026, 2025]),
        "/postmeta/i/2026.json": column(2026, "2026", [312, 311, 301]),
        "/postmeta/i/2025.json": column(2025, "2025", []),
        "/postmeta/i/312.json": column(312, "2026年第2期", [], made[:2]),
        "/postmeta/i/311.json": column(311, "2026年第1期", [], made[2:]),
    }
    return Variant(
        entry="/postmeta/i/301.json",
        pages=pages | documents(made),
        texts=tuple(replace(one, flag="有效", signed=one.day) for one in made),
        kind="api",
    )


@variant
def channels_of_a_regulator() -> Variant:
    """getLocalList names channels, searchList gives their rows with texts inside."""
    made = texts(3, "/csrc/c10195/c{n}/content.shtml", number=None)
    rows = [
        {
            "title": one.title,
            "publishedTime": f"{one.day} 17:20:00",
            "manuscriptId": one.path.split("/")[3][1:],
            "channelCodeName": "c10195",
            "url": f"http://{HOST}{one.path}",
            "resList": [],
        }
        for one in made
    ]
    pages = {
        "/getLocalList": json_reply({"results": {"channelLevel": [{"channelId": "ab12", "channelName": "公告"}]}}),
        "/searchList/ab12": json_reply({"data": {"results": rows, "total": 3}}),
    }
    return Variant(entry="/getLocalList?channelCode=c10195", pages=pages | documents(made), texts=made, kind="api")


@variant
def rows_in_json_of_its_own_names() -> Variant:
    """A JSON list inside a callback, days as milliseconds, pages by pageNo."""
    made = texts(4, "/zcwjk/detail/{n}.html", number="澜民发")

    def moment(day: str) -> int:
        return int(datetime.fromisoformat(f"{day}T08:30:00").replace(tzinfo=BEIJING).timestamp() * 1000)

    def listing(rows: tuple[Text, ...]) -> Reply:
        value = {
            "code": 0,
            "result": {
                "total": 4,
                "rows": [
                    {"subject": one.title, "detailUrl": one.path, "pubtime": moment(one.day), "fwzh": one.number}
                    for one in rows
                ],
            },
        }
        return Reply(
            body=f"cb_list({json.dumps(value, ensure_ascii=False)});".encode(),
            headers={"Content-Type": "text/javascript"},
        )

    pages: dict[str, Reply] = {
        f"/api/zcwjk/list?pageNo={n}&size=2&callback=cb_list": listing(made[n * 2 - 2 : n * 2]) for n in (1, 2, 3)
    }
    return Variant(
        entry="/api/zcwjk/list?pageNo=1&size=2&callback=cb_list", pages=pages | documents(made), texts=made, kind="api"
    )


# --- feeds ------------------------------------------------------------------------------------------------------------


@variant
def feed_of_the_old_kind_with_its_own_days() -> Variant:
    """RSS 1.0: items outside the channel, dc:date, addresses in rdf:about, signs in CDATA."""
    made = texts(3, "/wj/{y}/{n}.html")
    items = "".join(
        f"<item rdf:about='http://{HOST}{one.path}'><title><![CDATA[ {one.title} ]]></title><link>http://{HOST}{one.path}?utm_source=rss</link><dc:date>{one.day}T23:40:00+08:00</dc:date></item>"
        for one in made
    )
    feed = f"<?xml version='1.0' encoding='UTF-8'?><rdf:RDF xmlns='http://purl.org/rss/1.0/' xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel rdf:about='/'><title>澜亭</title></channel>{items}</rdf:RDF>"
    return Variant(
        entry="/rss.rdf",
        pages={"/rss.rdf": reply(feed, kind="application/rdf+xml")} | documents(made),
        texts=made,
        kind="feed",
    )


@variant
def feed_of_atom_with_a_base() -> Variant:
    """Atom behind a byte order mark, relative links, published and updated, files as enclosures."""
    made = texts(3, "/wj/{y}/{n}.html")
    made = (replace(made[0], files=("/wj/fj/1.pdf",)), *made[1:])

    def enclosed(one: Text) -> str:
        return "".join(f"<link rel='enclosure' href='{file}' type='application/pdf'/>" for file in one.files)

    items = "".join(
        f"<entry><id>urn:uuid:{n}</id><title>{one.title}</title><link href='{one.path}'/>{enclosed(one)}<published>{one.day}T01:00:00Z</published><updated>2026-12-01T00:00:00Z</updated></entry>"
        for n, one in enumerate(made)
    )
    feed = f"\ufeff<?xml version='1.0' encoding='utf-8'?>\n<feed xmlns='http://www.w3.org/2005/Atom'><title>澜亭</title><link rel='self' href='/atom'/>{items}</feed>"
    return Variant(
        entry="/atom", pages={"/atom": reply(feed, kind="text/xml")} | documents(made), texts=made, kind="index"
    )
