# ruff: noqa: E501 - pages, one a line
"""Answers that are no documents and lists that are no lists: each a failure of its kind, none stored, none told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.monitor.hostile import ANSWERS, FURNISHED, PAGES, TITLE, html, raw
from tests.monitor.sites import Reply, Site, document_page, json_reply, list_page, served
from tests.monitor.test_monitor_passes import ARTICLES, TITLES, Watched, outcomes
from tracker.monitor.passes import run_pass
from tracker.monitor.results import ItemResult
from tracker.monitor.settings import Settings, SourceSettings
from tracker.monitor.web_addresses import identity
from tracker.monitor.world import World


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ItemResult]:
    """What one pass over a list of all answers made of each."""
    folder = tmp_path_factory.mktemp("hostile")
    with served() as site:
        rows = [(f"/wj/202605/t20260511_{1000 + n}.html", TITLE, "2026-05-11") for n in range(len(ANSWERS))]
        site.pages.update(PAGES)
        site.pages.update({path: reply for (path, _, _), (reply, _) in zip(rows, ANSWERS.values(), strict=True)})
        site.page("/wj/index.html", list_page(rows))
        source = SourceSettings(id="x", kind="index", url=f"{site.origin}/wj/index.html", allow_private=site.private)
        settings = Settings(file=folder / "tracker.toml", delay=timedelta(0), timeout=timedelta(seconds=5))
        result = run_pass(settings, folder / "snapshots", [source], world=World(sleep=lambda _: None))
    names = {path: name for (path, _, _), name in zip(rows, ANSWERS, strict=True)}
    return {names[item.url.partition(str(site.port))[2]]: item for item in result.sources[0].items}


@pytest.mark.parametrize("name", ANSWERS)
def test_what_comes_in_place_of_a_document_is_known_for_what_it_is(judged: dict[str, ItemResult], name: str) -> None:
    item = judged[name]
    assert item.error_kind in ANSWERS[name][1], item.error
    assert (item.ref is None) is (item.error_kind is not None)


# --- lists ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    with served() as site:
        yield Watched(site, tmp_path)


FEED = "<rss version='2.0'><channel><title>澜亭</title>" + "".join(
    f"<item><title>澜亭市第{n}号办法</title><link>/wj/{n}.html</link><guid>{n}</guid></item>" for n in range(4)
)


@pytest.mark.parametrize(
    ("kind", "reply", "error"),
    [
        ("feed", raw(list_page([("/a/t20260511_1.html", "澜亭市夜间经济促进办法", "2026-05-11")] * 4).encode()), {"content"}),
        ("feed", html("<h1>502 Bad Gateway</h1>", title="502 Bad Gateway"), {"soft-404"}),
        ("feed", raw(FEED.encode(), "text/xml"), {"incomplete"}),
        ("feed", html("请完成安全验证", title="安全验证"), {"blocked"}),
        ("api", json_reply({"code": 401, "msg": "请先登录"}), {"content", "blocked"}),
        ("api", raw('{"data": {"rows": [{"title": "澜亭市夜间经济促进办法", "url": "/a/1.html"}, {"ti'.encode(), "application/json"), {"incomplete", "content"}),
        ("api", json_reply({"code": 500, "msg": "系统繁忙", "data": []}), {"empty-list"}),
        ("api", html(f"{FURNISHED}<p>登录</p><input type='password'>", title="用户登录"), {"blocked"}),
        ("index", html(f"{FURNISHED}<h2>用户登录</h2>账号<input>密码<input type='password'><p>{'为保障账号安全，请使用强度较高的密码并定期更换。' * 9}</p>", title="统一身份认证"), {"blocked"}),
        ("index", html(f"{FURNISHED}<p>系统升级维护中，{'给您带来不便敬请谅解，' * 20}</p>", title="系统维护公告"), {"maintenance"}),
        ("index", html(f"{FURNISHED}<p>您访问的页面不存在</p>", title="404"), {"soft-404"}),
        ("index", html(f"{FURNISHED}<div class='list'><p>暂无数据</p></div>", title="规范性文件"), {"empty-list", "soft-404"}),
        ("index", raw(b""), {"soft-404"}),
    ],
)  # fmt: skip
def test_what_comes_in_place_of_a_list_is_no_list(watched: Watched, kind: str, reply: Reply, error: set[str]) -> None:
    watched.site.pages["/wj/index.html"] = reply
    watched.more = {"kind": kind}
    result = watched.run()
    assert result.error_kind in error, result.error
    assert not result.items


def test_another_list_under_the_address_of_one_is_refused_until_a_person_takes_it(watched: Watched) -> None:
    watched.run()
    told = watched.kinds()
    rows = [(f"/jd/t2026051{n}_{n}.html", f"澜亭市第{n}号供水办法", f"2026-05-1{n}") for n in range(1, 6)]
    for path, title, _ in rows:
        watched.site.page(path, document_page(title, f"澜水〔2026〕{path[-6]}号", ARTICLES))
    watched.site.page("/wj/index.html", list_page(rows))
    refused = watched.run()
    assert (refused.error_kind, refused.items) == ("content", ())
    assert "--recheck all" in (refused.error or "")
    assert watched.kinds() == [*told, "source.failed"]
    assert watched.run(days=9).error_kind == "content"
    assert "new" in outcomes(watched.run(recheck_all=True))


def test_a_rebuilt_list_of_the_same_titles_is_no_other_and_nothing_in_it_is_new(watched: Watched) -> None:
    watched.run()
    told = watched.kinds()
    for number, (title, own) in TITLES.items():
        watched.site.page(f"/neu/{number}.shtml", document_page(title, own, ARTICLES))
    watched.site.page("/wj/index.html", list_page([(f"/neu/{n}.shtml", TITLES[n][0], f"2026-05-1{n}") for n in TITLES]))
    assert set(outcomes(watched.run())) == {"unchanged"}
    assert watched.kinds() == told


def test_two_texts_of_one_title_are_two_and_neither_is_an_alteration(watched: Watched) -> None:
    texts = ["经研究，任命王一为市林业局局长。", "经研究，任命赵二为市水务局局长。"]
    for n, text in enumerate(texts):
        page = document_page("任免通知", "", [text, "特此通知。"])
        watched.site.page(f"/rm/t20260511_{n}.html", page)
    rows = [(f"/rm/t20260511_{n}.html", "任免通知", "2026-05-11") for n in (0, 1)]
    watched.site.page("/wj/index.html", list_page(rows))
    first = watched.run()
    assert outcomes(first) == ["new", "new"]
    assert len({item.ref for item in first.items}) == 2
    assert outcomes(watched.run()) == ["unchanged"] * 2
    assert "issue.altered" not in watched.kinds()


def test_a_row_that_stands_twice_and_a_session_in_the_address_make_no_second_document(watched: Watched) -> None:
    def listing(session: str) -> str:
        rows = [(f"{watched.address(n)};jsessionid={session}{n}", TITLES[n][0], f"2026-05-1{n}") for n in TITLES]
        return list_page([*rows, rows[0]])

    for n in TITLES:
        for session in ("A1", "B2"):
            watched.site.pages[f"{watched.address(n)};jsessionid={session}{n}"] = watched.site.pages[watched.address(n)]
    watched.site.page("/wj/index.html", listing("A1"))
    assert outcomes(watched.run()) == ["new"] * 4
    watched.site.page("/wj/index.html", listing("B2"))
    told = watched.kinds()
    assert outcomes(watched.run()) == ["unchanged"] * 4
    assert watched.kinds() == told


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("http://a.cn/x.jsp;jsessionid=12AB?id=3", "https://a.cn/x.jsp?id=3", True),
        ("http://a.cn/x?PHPSESSID=7&id=3", "http://a.cn/x?id=3&sessionId=9", True),
        ("http://a.cn/x?id=3", "http://a.cn/x?id=4", False),
        ("http://a.cn/x?sid=3", "http://a.cn/x?sid=4", False),
    ],
)
def test_a_session_is_no_part_of_an_address(one: str, other: str, is_same: bool) -> None:  # noqa: FBT001
    assert (identity(one) == identity(other)) is is_same


def test_a_day_to_come_is_a_day_like_others(watched: Watched) -> None:
    rows = [(watched.address(n), TITLES[n][0], day) for n, day in zip(TITLES, ("2036-05-14", "2026-05-13", "2026-05-12", "2026-05-11"), strict=True)]  # fmt: skip
    watched.site.page("/wj/index.html", list_page(rows))
    assert outcomes(watched.run()) == ["new"] * 4
    assert outcomes(watched.run()) == ["unchanged"] * 4


def test_a_shell_that_did_not_change_does_not_hide_what_its_list_gained(watched: Watched) -> None:
    site: Site = watched.site
    shell = "<html><body><script parseType='bulidstatic' querydata=\"{'webId':'8d'}\" url='/api-gateway/front/page/build/unit'></script></body></html>"
    site.pages["/wj/index.html"] = Reply(body=shell.encode(), headers={"Content-Type": "text/html", "ETag": '"same"'})

    def unit(*numbers: int) -> Reply:
        items = "".join(
            f"<li><a href='{watched.address(n)}'>{TITLES[n][0]}</a><span>2026-05-1{n}</span></li>" for n in numbers
        )
        return json_reply({"data": {"html": f"<ul>{items}</ul>"}})

    site.pages["/api-gateway/front/page/build/unit"] = unit(2, 3, 4)
    assert outcomes(watched.run()) == ["new"] * 3
    site.pages["/api-gateway/front/page/build/unit"] = unit(1, 2, 3, 4)
    assert outcomes(watched.run()) == ["new", *["unchanged"] * 3]
