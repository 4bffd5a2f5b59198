# ruff: noqa: E501 - pages, one a line
"""Answers that are not the document, in other words and of other makers than the first ones; each with what it may be called.

Every one is what stands at the address of an entry of a list, under the entry's own title. ``None`` is a document.
"""

from __future__ import annotations

import gzip
from typing import Final

from tests.monitor.families import pdf
from tests.monitor.sites import FRIENDS, NAVIGATION, Reply, document_page, list_page, page_of

TITLE: Final = "澜亭市古树名木保护管理办法"
NUMBER: Final = "澜政规〔2026〕9号"
ARTICLES: Final = [
    "第一条　为了保护古树名木，制定本办法。",
    "第二条　砍伐古树名木的，处5000元罚款。",
    "第三条　本办法自2026年8月1日起施行。",
]
DOCUMENT: Final = document_page(TITLE, NUMBER, ARTICLES)
MENU: Final = "".join(
    f'<li><a href="/c{n}/">{name}</a></li>'
    for n, name in enumerate(
        (
            "机构职能",
            "领导之窗",
            "政府信息公开指南",
            "政府信息公开制度",
            "法定主动公开内容",
            "政府信息公开年报",
            "依申请公开",
            "政策文件库",
            "建议提案办理",
            "重大决策预公开",
            "财政信息",
            "审计公开",
        )
    )
)
FURNISHED: Final = f"{NAVIGATION}<div class='leftbar'><ul>{MENU}</ul></div>"


def html(body: str, *, title: str = "", head: str = "") -> Reply:
    page = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>{body}</body></html>"
    return Reply(body=page.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def raw(body: bytes, kind: str = "text/html", **more: object) -> Reply:
    return Reply(body=body, headers={"Content-Type": kind}, **more)  # type: ignore[arg-type]


def to(location: str) -> Reply:
    return Reply(status=302, headers={"Location": location})


BLOCKED: Final = frozenset({"blocked"})
SOFT: Final = frozenset({"soft-404"})
MAINTAINED: Final = frozenset({"maintenance"})
CONTENT: Final = frozenset({"content"})
FORBIDDEN: Final = frozenset({"forbidden-address"})
NO_TEXT: Final = frozenset({"content", "soft-404"})
CUT: Final = frozenset({"incomplete"})
FINE: Final = frozenset({None})

ANSWERS: Final[dict[str, tuple[Reply, frozenset[str | None]]]] = {
    "whole": (raw(DOCUMENT.encode()), FINE),
    # logins
    "login-of-a-platform": (
        html(
            f"{FURNISHED}<form><h2>统一身份认证平台</h2><p>个人用户 法人用户</p>账号<input name=u>密码<input type='password' name=p><a>忘记密码</a><p>{'本平台为全市政务服务提供统一的身份认证，请妥善保管账号。' * 9}</p></form>",
            title="统一身份认证平台",
        ),
        BLOCKED,
    ),
    "login-by-code": (
        html("<div><h3>扫码登录</h3><p>请使用政务APP扫描二维码登录</p><img src='/qr'></div>", title="用户登录"),
        BLOCKED,
    ),
    "redirect-to-login": (to("/login.jsp?back=%2Fwj"), BLOCKED),
    "right-denied": (
        html(
            f"{FURNISHED}<div class='tip'>抱歉，您没有权限查看该内容，请登录后重试。</div>{FRIENDS}",
            title="澜亭市人民政府",
        ),
        BLOCKED,
    ),
    # protections of other makers
    "tencent": (
        html(
            "<h1>抱歉，您的请求可能存在威胁，已被拦截</h1><p>如有疑问，请联系网站管理员并提供 UUID: 8f0c-11</p>",
            title="腾讯T-Sec Web应用防火墙(WAF)",
        ),
        BLOCKED,
    ),
    "huawei-418": (
        Reply(
            status=418,
            body="<html><title>访问被拦截！</title><body>您的请求疑似攻击行为！事件ID: 04-0012</body></html>".encode(),
        ),
        BLOCKED,
    ),
    "f5": (
        html(
            "The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: 11823477101",
            title="Request Rejected",
        ),
        BLOCKED,
    ),
    "incapsula": (
        html(
            "<iframe id='main-iframe' src='/_Incapsula_Resource?SWUDNSAI=31&xinfo=8'>Request unsuccessful. Incapsula incident ID: 88-12</iframe>",
            head="<META NAME='ROBOTS' CONTENT='NOINDEX, NOFOLLOW'>",
        ),
        BLOCKED,
    ),
    "punish": (
        html(
            "<script>window._config_={'action':'captcha','url':'http://x/_____tmd_____/page/punish?x5secdata=xcY'};</script><div id='nocaptcha'></div>",
            title="验证码拦截",
        ),
        BLOCKED,
    ),
    "geetest": (
        html(
            "<div class='box'><div id='captcha-box'></div><p>为了您的账户安全，请按住滑块，拖动到最右边</p></div><script src='/static/gt.js'></script>",
            title="验证中心",
        ),
        BLOCKED,
    ),
    "cloudflare-503": (
        Reply(
            status=503,
            body=b"<html><title>Just a moment...</title><body><div id='cf-wrapper'>Checking your browser before accessing. DDoS protection by Cloudflare</div><script src='/cdn-cgi/challenge-platform/h.js'></script></body></html>",
        ),
        BLOCKED,
    ),
    "no-record": (
        html(
            "<h2>温馨提示</h2><p>该网站暂时无法进行访问，根据工信部相关规定，未备案网站不能开通访问。</p>",
            title="TestPage",
        ),
        BLOCKED,
    ),
    "sangfor": (
        html("<div>您的访问行为存在风险，请求已被防护系统阻断，事件编号 2026051100871</div>", title="提示"),
        BLOCKED,
    ),
    "script-wanted": (
        html(
            "<noscript><h1><strong>请开启JavaScript并刷新该页.</strong></h1></noscript><script>var seed='a1b2';eval(unescape('%66'))</script>"
        ),
        frozenset({"blocked", "content"}),
    ),
    "portal": (
        html("<p>您当前尚未通过上网认证，请先完成认证后继续访问网络</p><a href='/auth'>立即认证</a>", title="上网认证"),
        BLOCKED,
    ),
    "too-fast": (html(f"{FURNISHED}<div>您的操作太频繁了，请休息一会再来</div>{FRIENDS}", title="提示信息"), BLOCKED),
    # maintenance
    "back-soon": (
        html(
            "<h1>We&rsquo;ll be back soon!</h1><p>Sorry for the inconvenience but we&rsquo;re performing some maintenance at the moment.</p>",
            title="Site Maintenance",
        ),
        MAINTAINED,
    ),
    "cut-over": (
        html(
            f"{FURNISHED}<div>因机房网络割接，本网站将于5月9日22时至5月10日6时无法访问，给您带来不便，敬请谅解。</div>",
            title="公告",
        ),
        MAINTAINED,
    ),
    "resting": (html("<p>网站正在进行升级维护，预计恢复时间：明日8时。</p>", title="维护公告"), MAINTAINED),
    # errors under 200
    "stack": (
        html(
            "<pre>java.lang.NullPointerException\n"
            + "\tat cn.cms.web.ArticleServlet.doGet(ArticleServlet.java:118)\n" * 30
            + "</pre>"
        ),
        SOFT,
    ),
    "tomcat": (
        html(
            "<h1>HTTP Status 404 – Not Found</h1><hr><p><b>Type</b> Status Report</p><p><b>Description</b> The origin server did not find a current representation for the target resource.</p><h3>Apache Tomcat/9</h3>",
            title="HTTP Status 404 – Not Found",
        ),
        SOFT,
    ),
    "asp": (
        html(
            "<span><H1>Server Error in '/' Application.<hr></H1><h2><i>Object reference not set to an instance of an object.</i></h2></span><p>Description: An unhandled exception occurred during the execution of the current web request.</p>",
            title="Object reference not set",
        ),
        SOFT,
    ),
    "database": (html("<h1>Error establishing a database connection</h1>", title="Database Error"), SOFT),
    "nginx": (
        html(
            "<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p><p>For online documentation and support please refer to nginx.org.</p>",
            title="Welcome to nginx!",
        ),
        SOFT,
    ),
    "folder": (
        html(
            "<h1>Index of /zwgk/wj</h1><pre><a href='../'>../</a>\n<a href='a.html'>a.html</a> 11-May-2026 10:00 2210</pre>",
            title="Index of /zwgk/wj",
        ),
        SOFT,
    ),
    "no-file": (raw(b"File not found.\n", "text/html"), SOFT),
    "for-sale": (
        html(
            "<h1>该域名正在出售</h1><p>您正在访问的域名可以转让，欢迎联系。This domain is for sale.</p>",
            title="域名出售",
        ),
        SOFT,
    ),
    "furnished-404": (
        html(
            f"{FURNISHED}<div class='err'><b>404</b><p>很抱歉，您要访问的页面已被移走，5秒后返回首页</p></div>{FRIENDS}",
            title="澜亭市人民政府",
        ),
        SOFT,
    ),
    "to-404-page": (to("/404.html"), SOFT),
    "to-home": (to("/"), SOFT),
    "refresh-inwards": (
        html("<p>正在为您跳转……</p>", head="<meta http-equiv='refresh' content='0; url=http://10.1.2.3/admin'>"),
        SOFT,
    ),
    "nothing-found": (
        html(f"{FURNISHED}<div>没有找到与“{TITLE[3:7]}”相关的结果</div>{FRIENDS}", title="搜索结果"),
        SOFT,
    ),
    "loading": (
        html(
            f"{FURNISHED}<div id='article'>内容加载中，请稍候...</div><script src='/app.js'></script>{FRIENDS}",
            title="澜亭市人民政府",
        ),
        NO_TEXT,
    ),
    "other-list": (
        raw(
            list_page(
                [
                    (f"/jd/t2026051{n}_{n}.html", f"《澜亭市{word}办法》解读", f"2026-05-1{n}")
                    for n, word in enumerate(("养犬", "夜市", "停车", "供水", "供热", "燃气", "河道", "绿化", "广告"))
                ]
            ).encode()
        ),
        frozenset({"blocked", "soft-404", "content"}),
    ),
    # the same in other words
    "error-over-news": (
        html(
            f"{FURNISHED}<div class='e404'><h2>页面走丢了</h2><p>您可以看看：</p></div><div class='hot'>{'<p>全市召开防汛工作会议，部署汛期安全。会议要求各区落实责任。</p>' * 9}</div>{FRIENDS}",
            title="404-澜亭市人民政府",
        ),
        SOFT,
    ),
    "crowded": (
        html("<div>当前访问人数过多，请稍后再试！</div>", title="提示"),
        frozenset({"blocked", "soft-404", "throttled"}),
    ),
    "session-over": (html(f"{FURNISHED}<div>会话已超时，请重新登录。</div>", title="提示"), BLOCKED),
    "traffic": (
        html("<p>系统检测到您所在的网络中存在异常流量，请输入下方字符继续。</p><input>", title="访问验证"),
        BLOCKED,
    ),
    "in-review": (
        html(f"{FURNISHED}<div>对不起，该信息正在审核中，暂时不能查看。</div>", title="澜亭市人民政府"),
        SOFT,
    ),
    "rebuilt": (html("<h2>网站升级改版中，敬请期待</h2>", title="澜亭市人民政府"), MAINTAINED),
    "down-for": (
        html("<p>Our website is currently down for maintenance. Please check back later.</p>", title="澜亭"),
        MAINTAINED,
    ),
    "english-login": (
        html(
            "<h1>Please log in to continue</h1><form>Username <input> Password <input type=password></form>",
            title="Log in",
        ),
        BLOCKED,
    ),
    "old-browser": (
        html("<p>您的浏览器版本过低，请升级浏览器后访问本站。</p>", title="提示"),
        frozenset({"soft-404", "content", "blocked"}),
    ),
    "not-acceptable": (
        html(
            "<h1>Not Acceptable!</h1><p>An appropriate representation of the requested resource could not be found on this server. This error was generated by Mod_Security.</p>",
            title="Not Acceptable!",
        ),
        frozenset({"soft-404", "blocked"}),
    ),
    "other-titled": (
        html(
            f"<h1>关于印发古树名木保护办法的通知</h1><p>{NUMBER}</p>" + "".join(f"<p>{one}</p>" for one in ARTICLES),
            title="关于印发古树名木保护办法的通知",
        ),
        FINE,
    ),
    "short-notice": (
        html(
            "<h1>任职通知</h1><p>各区人民政府：</p><p>经研究决定，任命王一为市林业局局长。</p><p>澜亭市人民政府</p><p>2026年5月6日</p>",
            title="任职通知",
        ),
        FINE,
    ),
    # bodies
    "nothing": (raw(b""), SOFT),
    "null": (raw(b"null", "application/json"), NO_TEXT),
    "envelope": (
        raw('{"code":500,"msg":"系统异常，请联系管理员","data":null,"success":false}'.encode(), "application/json"),
        NO_TEXT,
    ),
    "envelope-login": (
        raw('{"status":401,"message":"登录状态已过期"}'.encode(), "application/json"),
        frozenset({"content", "soft-404", "blocked"}),
    ),
    "gzip-cut": (
        Reply(
            body=gzip.compress(DOCUMENT.encode())[:-200],
            headers={"Content-Type": "text/html", "Content-Encoding": "gzip"},
        ),
        CUT,
    ),
    "half": (raw(DOCUMENT[: len(DOCUMENT) // 2].encode()), CUT),
    "more-promised": (raw(DOCUMENT.encode(), cut=700), CUT),
    "picture": (
        raw(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "text/html"),
        frozenset({"content", "unreadable", "soft-404"}),
    ),
    "noise": (
        raw(bytes((n * 89 + 17) % 256 for n in range(4000)), "text/html"),
        frozenset({"content", "unreadable", "soft-404"}),
    ),
    "feed": (
        raw(
            "<?xml version='1.0'?><rss version='2.0'><channel><title>澜亭</title><item><title>一</title><link>/a</link></item></channel></rss>".encode(),
            "text/xml",
        ),
        frozenset({"content", "soft-404"}),
    ),
    "pdf-under-html": (pdf(f"{TITLE}。第一条 为了保护古树名木，制定本办法。"), FINE),
    "sixteen": (raw(DOCUMENT.replace("utf-8", "utf-16").encode("utf-16")), FINE),
    "marked-but-labelled-otherwise": (
        Reply(body=b"\xef\xbb\xbf" + DOCUMENT.encode(), headers={"Content-Type": "text/html; charset=gbk"}),
        FINE,
    ),
    "speaks-of-it": (
        raw(
            document_page(
                TITLE, NUMBER, ["第一条　网站维护期间，登录页面不存在、验证码失效、请求被拦截的，应当公告。"]
            ).encode()
        ),
        FINE,
    ),
    # redirects
    "to-file": (to("file:" + "///etc/passwd"), FORBIDDEN),
    "to-gopher": (to("gopher://127.0.0.1:70/1"), FORBIDDEN),
    "to-six": (to("http://[::1]:9/a"), FORBIDDEN),
    "to-hex": (to("http://0x7f.1/a"), FORBIDDEN),
    "to-number": (to("http://2852039166/latest/meta-data/"), FORBIDDEN),
    "to-metadata": (to("http://metadata.google.internal/computeMetadata/v1/"), FORBIDDEN),
    "to-localhost": (to("//localhost:6379/"), FORBIDDEN),
    "to-nothing": (
        Reply(status=302, headers={"Location": "http://"}),
        frozenset({"forbidden-address", "redirect", "http"}),
    ),
    "without-location": (Reply(status=302), frozenset({"http"})),
    # statuses
    "500": (Reply(status=500, body=b"oops"), frozenset({"http"})),
    "503": (Reply(status=503, body=b"Service Unavailable"), frozenset({"http", "maintenance"})),
    "451": (Reply(status=451, body=b"x"), frozenset({"refused", "http"})),
    "404": (Reply(status=404, body=b"404"), frozenset({"http"})),
    "204": (Reply(status=204), frozenset({"http", "soft-404"})),
    "206": (raw(DOCUMENT.encode()[:800], status=206), frozenset({"http", "incomplete"})),
}
PAGES: Final = {
    "/login.jsp": html("用户名<input>密码<input type='password'><button>登录</button>", title="系统登录"),
    "/404.html": html(f"{FURNISHED}<div>您访问的页面找不到了</div>{FRIENDS}", title="澜亭市人民政府"),
    "/": raw(
        page_of(
            "澜亭市人民政府",
            f"<div class='home'><ul>{MENU}</ul><div class='news'>{'<p>全市经济工作会议召开，部署下一阶段重点任务。</p>' * 6}</div></div>",
        ).encode()
    ),
}
