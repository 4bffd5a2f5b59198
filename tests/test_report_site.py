"""The site of a store: what stands where, that links lead somewhere, and that a run writes only what changed."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.lineage_samples import FIRST, SECOND, add_decision, gazette, make_store
from tests.sites import DAY, broken_feed_links, broken_links, built, files_of, page_of
from tests.test_schema_published import problems
from tracker.errors import RenderError
from tracker.parse import parse
from tracker.read import read_bytes
from tracker.report.home_page import HomePage
from tracker.report.site_files import LISTING, SiteFiles
from tracker.store import Store

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_store(tmp_path_factory.mktemp("site") / "store")
    add_decision(folder)
    return folder


@pytest.fixture(scope="module")
def site(store: Path) -> Path:
    root = store.parent / "site"
    built(store, root)
    return root


def words(page: Path) -> str:
    text = re.sub(r"<(script|style).*?</\1>", "", page.read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))


def add_issue(store: Path, number: int, title: str, doc_number: str, *articles: str, year: int = 2026) -> None:
    data = gazette(number, (year, 3, 20), title, doc_number, articles)
    with Store.open(store) as opened:
        opened.add(data, parse(read_bytes(data, "source.txt")))


def the(site: Path, pattern: str) -> Path:
    (found,) = site.glob(pattern)
    return found


def test_pages_stand_where_the_contract_says(site: Path) -> None:
    names = [name for name in files_of(site) if not re.match(r"search/s\d+/", name)]
    places = {re.sub(r"works/[0-9a-z-]+/", "works/SLUG/", name) for name in names}
    assert places == {
        LISTING,
        "index.html",
        "index.json",
        "changes.atom",
        "calendar.ics",
        "search/index.js",
        "search/search.js",
        "assets/site.css",
        "assets/site.js",
        "issues/index.html",
        *(
            f"issues/x-{digest}/{issue}/index.{kind}"
            for digest in issue_digests(site)
            for issue in ISSUES
            for kind in KINDS
        ),
        "status/index.html",
        "status/index.json",
        "status/ledger.csv",
        "status/ledger.xlsx",
        "works/SLUG/index.html",
        "works/SLUG/index.json",
        "works/SLUG/changes.atom",
        *(f"works/SLUG/{name}/index.{kind}" for name in ("history", "words") for kind in KINDS),
        *(f"works/SLUG/{day}/{name}" for day in DAYS for name in ("index.html", "index.json", "akn.xml")),
        *(f"works/SLUG/{DAYS[n]}..{DAYS[n + 1]}/index.{kind}" for n in (0, 1) for kind in KINDS),
    }


ISSUES = ("2023/003", "2024/007", "2025/009")
DAYS = ("2023-05-01", "2024-08-01", "2025-06-20")
KINDS = ("html", "json")


def issue_digests(site: Path) -> list[str]:
    return [one.name.removeprefix("x-") for one in (site / "issues").iterdir() if one.is_dir()]


def test_every_link_and_anchor_leads_somewhere(site: Path) -> None:
    assert list(broken_links(site)) == []
    assert list(broken_feed_links(site)) == []


SCHEMAS = ("site", "issue", "lineage", "status", "show", "diff", "history", "blame")


def test_the_values_beside_each_page_are_what_the_schemas_say(site: Path) -> None:
    found = [json.loads(one.read_text("utf-8")) for one in site.rglob("index.json")]
    schemas = {value["schema"] for value in found}
    assert schemas == {f"tracker.{name}/1" for name in SCHEMAS}
    assert [problem for value in found for problem in problems(value)] == []


def test_a_work_tells_its_versions_with_the_evidence_of_each_link(site: Path) -> None:
    told = words(next(one for one in site.glob("works/*/index.html") if "沿革时间线" in words(one)))
    for line in (
        "柳商规〔2023〕4号",
        "柳商规〔2024〕6号",
        "柳商规〔2025〕11号",
        "修改决定",
        "废止条款",
        "同时废止。",
        "已被取代",
    ):
        assert line in told
    assert "以上状态适用于 2025-06-20 至 2028-06-19（含）" in told


def test_a_text_has_a_permalink_for_every_provision(site: Path) -> None:
    page = the(site, "works/*/2025-06-20/index.html")
    assert {"art-1", "art-7"} <= set(page_of(page.read_text("utf-8")).anchors)
    assert "八十万元" in words(page)


def test_a_consolidated_text_says_that_a_program_made_it(site: Path) -> None:
    told = words(the(site, "works/*/2024-08-01/index.html"))
    assert "柳商规〔2024〕6号" in told
    assert "由本程序整理" in told


def test_a_redline_is_that_of_diff_with_the_way_back(site: Path) -> None:
    page = the(site, "works/*/2024-08-01..2025-06-20/index.html")
    assert "<del>" in page.read_text("utf-8")
    assert "新版本文本：柳商规〔2025〕11号" in words(page)


def test_the_first_page_says_of_which_day_it_is_and_what_ends_soon(store: Path, tmp_path: Path) -> None:
    built(store, tmp_path / "soon", day="2028-05-01")
    told = words(tmp_path / "soon" / "index.html")
    assert "各项状态截至 2028-05-01" in told
    assert f"还有 49 日 {SECOND}" in told


def test_the_ledger_is_a_page_a_workbook_and_a_table(site: Path) -> None:
    told = words(site / "status" / "index.html")
    assert f"各项状态截至 {DAY}" in told
    assert "现行有效 1" in told
    lines = (site / "status" / "ledger.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("状态,施行,截止,文号")


def test_feeds_are_atom(site: Path) -> None:
    for place in (site / "changes.atom", the(site, "works/*/changes.atom")):
        feed = ET.fromstring(place.read_text("utf-8"))  # noqa: S314 - made by this very test
        assert feed.tag == f"{ATOM}feed"
        entries = feed.findall(f"{ATOM}entry")
        assert len(entries) == 3
        for one in (feed, *entries):
            assert [len(one.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
        ids = [one.findtext(f"{ATOM}id") for one in (feed, *entries)]
        assert len(set(ids)) == len(ids)
        assert all(
            re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00\+08:00", one.findtext(f"{ATOM}updated") or "") for one in entries
        )


def test_feeds_have_whole_addresses_where_the_host_is_known(store: Path, tmp_path: Path) -> None:
    built(store, tmp_path, base_url="https://rules.example.com/liuwan")
    links = re.findall(r'href="([^"]*)"', (tmp_path / "changes.atom").read_text("utf-8"))
    assert links
    assert all(one.startswith("https://rules.example.com/liuwan/") for one in links)


def test_the_same_store_gives_the_same_bytes(store: Path, site: Path, tmp_path: Path) -> None:
    built(store, tmp_path / "again")
    assert files_of(tmp_path / "again") == files_of(site)


def test_a_second_run_writes_nothing(store: Path, tmp_path: Path) -> None:
    built(store, tmp_path)
    before = {one: one.stat().st_mtime_ns for one in tmp_path.rglob("*")}
    again = built(store, tmp_path)
    assert (again.rendered, again.written, again.removed) == (0, 0, 0)
    assert {one: one.stat().st_mtime_ns for one in tmp_path.rglob("*")} == before


def test_a_new_issue_changes_only_what_it_touches(store: Path, tmp_path: Path) -> None:
    own = copied(store, tmp_path)
    root = tmp_path / "site"
    built(own, root)
    before = files_of(root)
    add_issue(
        own, 5, "柳湾市夜间摊点若干规定", "柳商规〔2026〕5号", "为了便民，制定本规定。", "本规定自印发之日起施行。"
    )
    done = built(own, root)
    now = files_of(root)
    changed = {name for name in now if before.get(name) != now[name]}
    old_work = the(root, "works/*/2023-05-01").parent.relative_to(root).as_posix()
    assert not [name for name in changed if name.startswith(old_work)]
    assert done.removed == 0
    assert list(broken_links(root)) == []
    built(own, tmp_path / "fresh")
    assert files_of(tmp_path / "fresh") == now


def copied(store: Path, folder: Path) -> Path:
    return Path(shutil.copytree(store, folder / "store"))


def test_a_slug_stays_when_older_and_newer_versions_are_added(store: Path, tmp_path: Path) -> None:
    own = copied(store, tmp_path)
    root = tmp_path / "site"
    built(own, root)
    before = the(root, "works/*/2023-05-01").parent.name
    articles = ("为了鼓励首店落户柳湾，制定本办法。", "每店奖励不超过三十万元。", "本办法自2019年5月1日起施行。")
    add_issue(own, 4, FIRST, "柳商规〔2019〕2号", *articles, year=2019)
    add_issue(
        own,
        6,
        SECOND,
        "柳商规〔2026〕9号",
        "为了鼓励首店，制定本办法。",
        f"《{SECOND}》（柳商规〔2025〕11号）同时废止。",
    )
    built(own, root)
    after = the(root, "works/*/2023-05-01").parent
    assert after.name == before
    assert len([one for one in after.iterdir() if re.fullmatch(r"\d{4}-\d\d-\d\d", one.name)]) == 5
    assert list(broken_links(root)) == []


def test_a_version_that_does_not_name_its_work_leads_to_it(site: Path) -> None:
    ways = [one for one in site.glob("works/*/index.html") if "本页已移动" in words(one)]
    assert len(ways) == 2
    assert len({page_of(one.read_text("utf-8")).links[-1] for one in ways}) == 1


PARTED = "".join(
    f'[[different]]\ndocuments = ["柳商规〔2025〕11号", "{other}"]\n'
    for other in ("柳商规〔2024〕6号", "柳商规〔2023〕4号")
)


def test_a_page_that_moved_leaves_a_way_to_its_new_place(store: Path, tmp_path: Path) -> None:
    own = copied(store, tmp_path)
    root = tmp_path / "site"
    built(own, root)
    before = files_of(root)
    work = the(root, "works/*/2025-06-20").parent
    (own / "lineage.toml").write_text(PARTED, "utf-8")
    for _ in range(2):
        built(own, root)
        (new,) = (one for one in root.glob("works/*/2025-06-20/index.html") if work not in one.parents)
        for old in ("2025-06-20", "2024-08-01..2025-06-20"):
            assert [one.name for one in (work / old).iterdir()] == ["index.html"]
            (*_, way) = page_of((work / old / "index.html").read_text("utf-8")).links
            assert (work / old / way).resolve() == new.resolve()
        assert list(broken_links(root)) == []
    (own / "lineage.toml").unlink()
    built(own, root)
    now = files_of(root)
    assert {**now, LISTING: b""}.items() >= {**before, LISTING: b""}.items()
    (left,) = now.keys() - before.keys()
    assert "本页已移动" in words(root / left)
    assert list(broken_links(root)) == []


def test_files_of_others_are_left_alone(store: Path, tmp_path: Path) -> None:
    root = tmp_path / "site"
    (root / "works" / "mine").mkdir(parents=True)
    (root / "works" / "mine" / "notes.txt").write_text("mine", "utf-8")
    (root / "CNAME").write_text("rules.example.com", "utf-8")
    built(store, root)
    built(store, root, title="另一个名字")
    assert (root / "works" / "mine" / "notes.txt").read_text("utf-8") == "mine"
    assert (root / "CNAME").read_text("utf-8") == "rules.example.com"


def test_a_file_of_another_is_never_written_over(store: Path, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine", "utf-8")
    with pytest.raises(RenderError, match="is not of this site"):
        built(store, tmp_path)
    assert files_of(tmp_path) == {"index.html": b"mine"}


def test_what_went_is_removed_with_its_folders(store: Path, tmp_path: Path) -> None:
    own = copied(store, tmp_path)
    root = tmp_path / "site"
    built(own, root)
    with_new = files_of(root)
    add_issue(
        own, 5, "柳湾市夜间摊点若干规定", "柳商规〔2026〕5号", "为了便民，制定本规定。", "本规定自印发之日起施行。"
    )
    built(own, root)
    assert len(files_of(root)) > len(with_new)
    built(store, root)
    assert files_of(root) == with_new
    assert not [one for one in root.rglob("*") if one.is_dir() and not any(one.iterdir())]


def test_a_page_that_was_lost_or_cut_is_made_again(store: Path, tmp_path: Path) -> None:
    built(store, tmp_path)
    before = files_of(tmp_path)
    the(tmp_path, "works/*/2025-06-20/index.html").unlink()
    (tmp_path / "status" / "index.html").write_bytes(b"cut")
    built(store, tmp_path)
    assert files_of(tmp_path) == before


def test_a_run_that_was_killed_is_taken_up_again(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(HomePage, "files", killed)
        with pytest.raises(KeyboardInterrupt):
            built(store, tmp_path / "a")
    built(store, tmp_path / "a")
    built(store, tmp_path / "b")
    assert files_of(tmp_path / "a") == files_of(tmp_path / "b")


def test_a_damaged_list_of_files_is_told(store: Path, tmp_path: Path) -> None:
    (tmp_path / LISTING).write_text("{", "utf-8")
    with pytest.raises(RenderError, match="is damaged"):
        built(store, tmp_path)


def test_the_store_itself_is_no_place_for_a_site(store: Path, tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="is the store itself"):
        built(store, store)
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(RenderError, match="is a file"):
        built(store, tmp_path / "file")


def test_a_link_in_the_folder_does_not_lead_out_of_it(store: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "works").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(RenderError, match="leads out of the site"):
        built(store, tmp_path / "site")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_an_empty_store_has_a_site_too(tmp_path: Path) -> None:
    with Store.create(tmp_path / "store"):
        pass
    built(tmp_path / "store", tmp_path / "site")
    assert "0 期公报" in words(tmp_path / "site" / "index.html")
    assert list(broken_links(tmp_path / "site")) == []


def test_the_site_in_english(store: Path, tmp_path: Path) -> None:
    built(store, tmp_path, lang="en", title="Rules")
    assert "States as of 2025-12-01" in words(tmp_path / "index.html")
    assert list(broken_links(tmp_path)) == []
    told = words(the(tmp_path, "works/*/2025-06-20/index.html"))
    assert "In force from 2025-06-20 (the date of issue)" in told


def test_a_page_that_cannot_be_written_leaves_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = SiteFiles(tmp_path)
    files.put("a/index.html", b"before")

    def full(_: Path, __: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(RenderError, match="No space left"):
        files.put("a/index.html", b"after")
    assert [one.name for one in (tmp_path / "a").iterdir()] == ["index.html"]
