"""Pages, lists of links and citing texts made to make their readers slow; every word in them is invented."""

from __future__ import annotations

from tests.benchmarks.hostile_units import Unit, framed, numbered, repeated

_TOP, _TITLE = "<html><body>", "澜亭市第{n}号办法"

PAGES: dict[str, Unit] = {
    "paragraphs": framed(_TOP, repeated("<p>渡口应当有人值守。</p>")),
    "breaks": framed(_TOP + "<p>", repeated("渡口<br>")),
    "spans": framed(_TOP, repeated("<span>甲</span>")),
    "rows": framed(_TOP + "<table>", repeated("<tr><td>甲</td><td>乙</td></tr>")),
    "columns": framed(_TOP + "<table><tr>", repeated("<td>甲</td>")),
    "cells over many": framed(_TOP + "<table>", repeated("<tr><td rowspan=99>甲</td><td colspan=99>乙</td></tr>")),
    "comments": framed(_TOP, repeated("<!-- a -->甲")),
    "links": framed(_TOP, repeated("<a href='/a.html'>甲</a>")),
    "styles": framed("<html><head><style>", repeated("p{color:red}"), "</style></head><body>甲"),
}
"""Pages for the reader of HTML."""

LISTS: dict[str, Unit] = {
    "rows": framed(
        _TOP + "<ul>", numbered(f"<li><a href='/t20260511_{{n}}.html'>{_TITLE}</a>2026-05-11</li>"), "</ul>"
    ),
    "rows of one title": framed(_TOP + "<ul>", numbered("<li><a href='/{n}.html'>办法</a></li>"), "</ul>"),
    "rows of one address": framed(_TOP + "<ul>", numbered(f"<li><a href='/1.html'>{_TITLE}</a></li>"), "</ul>"),
    "a class each": framed(_TOP, numbered(f"<div class=c{{n}}><a href='/{{n}}.html'>{_TITLE}</a></div>")),
    "one row": framed(_TOP + "<ul><li>", numbered(f"<a href='/{{n}}.html'>{_TITLE}</a>"), "2026-05-11</li></ul>"),
    "a table": framed(
        _TOP + "<table>", numbered(f"<tr><td>{{n}}</td><td><a href='/{{n}}.html'>{_TITLE}</a></td></tr>")
    ),
}
"""Lists of links as the monitor reads them."""

CITING: dict[str, Unit] = {
    "titles": numbered("依照《渡口第{n}号规定》第{n}条办理。\n"),
    "titles in one line": numbered("《渡口第{n}号规定》第{n}条、第{han}条，"),
    "numbers": numbered("澜府规〔2024〕{n}号、"),
    "short names": numbered("《渡口第{n}号规定》（以下简称《规定{n}》）依照《规定{n}》第三条。\n"),
    "that measure": repeated("依照该办法第三条、本办法第四条，"),
    "laws without marks": repeated("依照民法典第五条和公司法第三条，"),
    "marks never closed": repeated("《渡口"),
    "articles of one": framed("《渡口办法》", numbered("第{han}条、")),
    "ranges of one": framed("《渡口办法》", repeated("第一条至第九条第（二）项和")),
    "brackets": repeated("（澜府〔2024〕"),
}
"""Texts that cite."""
