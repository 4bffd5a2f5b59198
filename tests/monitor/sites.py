# ruff: noqa: E501, A002 - pages, one a line; a method of the library has an argument called format
"""A site of our own on loopback: pages by path, each an answer that a test chooses; and what a list of it looks like."""

from __future__ import annotations

import gzip
import http.server
import json
import socket
import socketserver
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs


@dataclass
class Reply:
    """What a path answers. ``cut`` sends so many bytes of those promised; ``reset`` closes without an answer."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    reset: bool = False
    delay: float = 0.0
    endless: bytes = b""
    chunked_cut: bool = False


@dataclass
class Asked:
    """A request that came: path with query, headers in small letters, form."""

    path: str
    headers: Mapping[str, str]
    form: Mapping[str, list[str]]
    time: float
    body: bytes = b""


Answering = Reply | Callable[[Asked], Reply]


@dataclass
class Site:
    """The pages of a site that is being served, and what was asked of it."""

    port: int
    pages: dict[str, Answering] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def private(self) -> tuple[str, ...]:
        return (f"127.0.0.1:{self.port}",)

    def page(self, path: str, html: str, **more: object) -> None:
        self.pages[path] = Reply(body=html.encode(), headers={"Content-Type": "text/html; charset=utf-8"}, **more)  # type: ignore[arg-type]

    def paths(self) -> list[str]:
        return [one.path for one in self.asked if one.path != "/robots.txt"]


@contextmanager
def served(**pages: Answering) -> Iterator[Site]:  # noqa: C901 - a server is a class, and lives in here
    """Serve a site until the block ends."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.answer({})

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            self.answer(parse_qs(body.decode()), body)

        def log_message(self, format: str, *args: object) -> None:
            pass

        def answer(self, form: dict[str, list[str]], body: bytes = b"") -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(path=self.path, headers=headers, form=form, time=time.monotonic(), body=body)
            site.asked.append(asked)
            found = site.pages.get(self.path) or site.pages.get(self.path.partition("?")[0])
            reply = found(asked) if callable(found) else found or Reply(status=404, body=b"404")
            self.send(reply, headers)

        def send(self, reply: Reply, headers: Mapping[str, str]) -> None:
            if reply.reset:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True
                self.connection.close()
                return
            time.sleep(reply.delay)
            tag = reply.headers.get("ETag")
            if reply.status == 200 and tag and headers.get("if-none-match") == tag:
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            try:
                self.send_body(reply)
            except OSError:
                self.close_connection = True

        def send_body(self, reply: Reply) -> None:
            if reply.endless:
                self.send_header("Connection", "close")
                self.end_headers()
                while True:
                    self.wfile.write(reply.endless * 1024)
            if reply.chunked_cut:
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                self.wfile.write(b"%x\r\n" % len(reply.body) + reply.body[:50])
                self.close_connection = True
                return
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body if reply.cut is None else reply.body[: reply.cut])
            if reply.cut is not None:
                self.close_connection = True

    class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
        daemon_threads = True

    server = Server(("127.0.0.1", 0), Handler)
    site = Site(port=server.server_address[1], pages=dict(pages))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


NAVIGATION = (
    '<div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a><a href="/zwfw/">政务服务</a></div>'
    '<div class="position">您的位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a></div>'
)
FRIENDS = (
    '<div class="links"><h3>友情链接</h3><ul><li><a href="http://www.lanting.example/" title="澜亭市人民政府门户网站">'
    '澜亭市人民政府门户网站</a></li><li><a href="http://www.nanhe.example/">南河省人民政府门户网站</a></li></ul></div>'
    "<div class='footer'>主办：澜亭市人民政府办公室 网站标识码：9900000002</div>"
)


def page_of(title: str, content: str, *, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}_澜亭市人民政府</title>{head}</head>"
        f"<body>{NAVIGATION}{content}{FRIENDS}</body></html>"
    )


def list_page(rows: list[tuple[str, str, str]], *, more: str = "") -> str:
    """A list page: (address, title, day) a row."""
    items = "".join(
        f'<li><a href="{url}" title="{title}">{title}</a><span>{day}</span></li>' for url, title, day in rows
    )
    return page_of("规范性文件", f'<div class="box"><ul class="wenjian">{items}</ul>{more}</div>')


def document_page(title: str, number: str, articles: list[str], *, day: str = "2026-05-11", flag: str = "有效") -> str:
    """The page of a document, with box and text."""
    head = f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:00">'
    box = (
        f"<table class='box'><tr><td>索 引 号：</td><td>lt-0001</td><td>发文字号：</td><td>{number}</td></tr>"
        f"<tr><td>发文机关：</td><td>澜亭市人民政府</td><td>发布日期：</td><td>{day}</td><td>有 效 性：</td><td>{flag}</td></tr></table>"
    )
    text = "".join(f"<p>{article}</p>" for article in articles)
    body = f"{box}<h1>{title}</h1><div class='zoom'><p>{number}</p><p>{title}</p>{text}<p>澜亭市人民政府</p><p>{day}</p></div>"
    return page_of(title, body, head=head)


def zipped(reply: Reply) -> Reply:
    return Reply(body=gzip.compress(reply.body), status=reply.status, headers=reply.headers)


def json_reply(value: object) -> Reply:
    return Reply(body=json.dumps(value, ensure_ascii=False).encode(), headers={"Content-Type": "application/json"})
