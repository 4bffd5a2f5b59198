from __future__ import annotations

import base64
import hashlib
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from urllib.parse import unquote

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.comparisons import HOSTILE, change, diff_set, hostile, place, random_comparison, sample
from tracker.model import ChangeSet, DiffSet
from tracker.render import RENDERERS, RenderOptions
from tracker.render.visible_characters import visible

MEGABYTE = 1_000_000
COMPARISONS: dict[str, ChangeSet | DiffSet] = {
    "sample": sample(),
    "set": diff_set(),
    "hostile": hostile(),
    "random": random_comparison(7),
}


def page(comparison: ChangeSet | DiffSet, **named: object) -> str:
    rendered = RENDERERS["html"](comparison, RenderOptions(**named))  # type: ignore[arg-type]
    assert isinstance(rendered, str)
    return rendered


@pytest.mark.parametrize("name", COMPARISONS)
def test_nothing_comes_from_elsewhere(name: str) -> None:
    tree = HTMLParser(page(COMPARISONS[name]))
    addresses = [node.attributes.get(key) for key in ("src", "href", "action") for node in tree.css(f"[{key}]")]
    assert addresses
    assert all(address and (address.startswith("#") or address == "data:,") for address in addresses)
    assert not tree.css("img, iframe, object, embed, form, base")
    assert "url(" not in page(COMPARISONS[name])
    assert "@import" not in page(COMPARISONS[name])


def test_the_policy_allows_the_page_s_own_style_and_script_only() -> None:
    tree = HTMLParser(page(sample()))
    meta = tree.css_first("meta[http-equiv=Content-Security-Policy]")
    assert meta is not None
    policy = dict(part.strip().split(" ", 1) for part in str(meta.attributes["content"]).split(";"))
    assert policy["default-src"] == "'none'"
    for name, tag in (("style-src", "style"), ("script-src", "script")):
        (node,) = tree.css(tag)
        digest = base64.b64encode(hashlib.sha256(node.text(strip=False).encode()).digest()).decode()
        assert policy[name] == f"'sha256-{digest}'"
    assert not tree.css("[style], [onclick], [onload], [onerror]")


@pytest.mark.parametrize("name", COMPARISONS)
def test_every_link_leads_to_one_place_of_the_page(name: str) -> None:
    tree = HTMLParser(page(COMPARISONS[name]))
    names = [str(node.attributes["id"]) for node in tree.css("[id]")]
    assert len(names) == len(set(names))
    assert not any(re.search(r"\s", one) for one in names)
    links = {unquote(str(node.attributes["href"]))[1:] for node in tree.css("a[href]")}
    assert links <= set(names)


def test_labels_take_no_name_of_the_page() -> None:
    labels = ("top", "text", "next", "summary", "show-modified", "layout-side-by-side")
    tree = HTMLParser(page(replace(sample(), changes=tuple(change([], [place(one, "新。")]) for one in labels))))
    names = [str(node.attributes["id"]) for node in tree.css("[id]")]
    assert len(names) == len(set(names))


def test_hostile_text_is_shown_as_text() -> None:
    tree = HTMLParser(page(hostile(), verbose=True))
    assert len(tree.css("script")) == 1
    shown = tree.body.text(strip=False) if tree.body else ""
    for text in HOSTILE:
        for line in text.split("\n"):
            assert visible(line) in shown
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\ud800-\udfff]", page(hostile()))


def test_what_stands_above_the_text() -> None:
    tree = HTMLParser(page(sample()))
    summary = tree.css_first(".summary")
    assert summary is not None
    shown = summary.text(separator=" ", strip=True)
    for words in (
        "云高管发〔2023〕7号",
        "2025-04-15",
        "云岭高新区管理委员会",
        "自印发之日起，有效期2年",
        "自2025-05-01起，至2027-12-31",
    ):
        assert words in shown
    row = [cell.text(strip=True) for cell in tree.css(".facts tbody tr")[0].iter()]
    assert row == ["第二条 → 第三条", "金额", "50万元", "80万元", "↑ 提高 +60%"]
    key, fact = tree.css(".key li a")[0], tree.css(".facts tbody a")[0]
    assert key.attributes["href"] == fact.attributes["href"]


def test_a_change_carries_what_filters_look_for() -> None:
    tree = HTMLParser(page(sample()))
    classes = {str(node.attributes["id"]): str(node.attributes["class"]).split() for node in tree.css(".change")}
    assert {"k-modified", "f-amount", "f-modality"} <= set(classes["第三条"])
    assert "k-editorial" in classes["第七条"]
    assert "k-modified" not in classes["第七条"]
    assert "k-moved" in classes["第八条"]
    assert "leads" in classes["第一章"]
    filters = {str(node.attributes["id"]) for node in tree.css(".filters input")}
    assert {"show-modified", "show-moved", "show-editorial", "fact-any", "fact-amount"} <= filters


def test_moved_words_link_to_where_they_went() -> None:
    tree = HTMLParser(page(sample()))
    ways = {link.text(): unquote(str(link.attributes["href"])) for link in tree.css(".inline .way")}
    assert ways == {"移至 第五条": "#第四条", "移自 第三条": "#第四条"}


def test_both_layouts_hold_both_texts() -> None:
    tree = HTMLParser(page(sample()))
    (article,) = tree.css("[id='第三条']")
    assert [node.text() for node in article.css(".side .old p, .side .new p")] == [
        "单户贴息不超过50万元，企业可以按季申请。",
        "单户贴息不超过80万元，企业应当按季申请。",
    ]
    assert [node.text() for node in article.css(".inline del")] == ["5", "可以"]
    assert [node.text() for node in article.css(".inline ins")] == ["8", "应当"]


def test_options_set_the_switches() -> None:
    tree = HTMLParser(page(sample(), layout="side-by-side", context="all"))
    on = [str(node.attributes["id"]) for node in tree.css(".switch input[checked]")]
    assert on == ["layout-side-by-side", "context-all"]


def test_labels_in_english() -> None:
    shown = page(sample(), lang="en")
    assert '<html lang="en">' in shown
    assert "Key changes" in shown
    assert "要点" not in shown


@pytest.mark.parametrize("name", ["text", "html", "md"])
def test_the_summary_speaks_the_report_s_language(name: str) -> None:
    for lang, words, other in (("zh", "删除：", "deleted: "), ("en", "deleted: ", "删除：")):
        rendered = RENDERERS[name](sample(), RenderOptions(lang=lang))  # type: ignore[arg-type]
        assert isinstance(rendered, str)
        assert f"{words}本办法由财政局解释" in rendered
        assert other not in rendered


def test_a_code_of_1260_articles_stays_small() -> None:
    articles = [place(f"第{n}条", "甲乙丙丁戊己庚辛壬癸" * 9 + f"{n}。\n（一）子丑寅卯。") for n in range(1260)]
    changes = [change([one], [replace(one, text=one.text.replace("己庚", "庚己", 1))]) for one in articles]
    assert len(page(replace(sample(), changes=tuple(changes))).encode()) < 3 * MEGABYTE


@pytest.mark.parametrize("name", ["html", "md", "text", "docx", "xlsx"])
def test_no_report_tells_where_on_a_machine_a_file_lay(name: str) -> None:
    paths = ("/home/wang/秘密/旧稿.txt", "C:\\Users\\wang\\新稿.docx#第二号")
    old, new = (
        replace(one, ref=ref, doc_number=None, date=None, title="")
        for one, ref in zip((sample().old, sample().new), paths, strict=True)
    )
    data = RENDERERS[name](replace(sample(), old=old, new=new), RenderOptions())
    text = data if isinstance(data, str) else unzipped(data)
    assert "wang" not in text
    assert name == "docx" or "新稿.docx#第二号" in text


def unzipped(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return b"".join(map(archive.read, archive.namelist())).decode("utf-8", "replace")


def test_beside_one_another_no_number_is_struck_or_added() -> None:
    tree = HTMLParser(page(sample()))
    labels = [node.html for node in tree.css(".side .row:not(.nums) b")]
    assert labels
    assert not [label for label in labels if label and ("<del" in label or "<ins" in label)]
    assert tree.css(".inline b del, .inline b ins")
