"""Citations in one's own texts: found in every form, looked up, and told where they stand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands import tracker
from tests.lineage_samples import FIRST, OFFICE, SECOND, add_decision, gazette, make_store
from tests.store_samples import git
from tracker import Library, Store
from tracker.check.citations import citations_of
from tracker.check.cited import Citing
from tracker.check.findings import Finding, workflow_commands
from tracker.parse import parse
from tracker.read import read_bytes

A, B = "柳商规〔2023〕4号", "柳商规〔2025〕11号"
X, Y = "柳湾市夜市管理办法", "柳湾市集市规定"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"按照{A}执行。", [(A, None, None)]),
        ("根据柳商规[2023] 4号第七条执行。", [(A, None, "第七条")]),
        ("柳商规（2023）4号和柳商规【2025】第11号都有效。", [(A, None, None), (B, None, None)]),
        ("参照某河省人民政府令第12号第三条。", [("某河省人民政府令第12号", None, "第三条")]),
        (f"《{X}》另有规定。", [(None, X, None)]),
        (f"《{X}》第五条。", [(None, X, "第五条")]),
        (f"《{X}》第 5 条第二款。", [(None, X, "第5条第二款")]),
        (f"《{X}》第六条第一款第（二）项。", [(None, X, "第六条第一款第（二）项")]),
        (f"《{X}》第六条第（三）项第2目。", [(None, X, "第六条第（三）项第2目")]),
        (f"《{X}》第二十条之一。", [(None, X, "第二十条之一")]),
        (f"《{X}》的第五条。", [(None, X, "第五条")]),
        (f"《{X}》第五条至第七条。", [(None, X, "第五条至第七条")]),
        (f"《{X}》第五条—第七条。", [(None, X, "第五条—第七条")]),
        (f"《{X}》第三条、第五条和第九条。", [(None, X, "第三条"), (None, X, "第五条"), (None, X, "第九条")]),
        (f"《{X}》第四条第二款、第三款。", [(None, X, "第四条第二款"), (None, X, "第四条第三款")]),
        (f"《{X}》第三章。", [(None, X, "第三章")]),
        (f"《{X}》（{A}）第三条。", [(A, X, "第三条")]),
        (f"《{X}》（柳商规（2023）4号）。", [(A, X, None)]),
        (f"{A}《{X}》第三条。", [(A, X, "第三条")]),
        (f"《{X}》（试行）第三条。", [(None, f"{X}（试行）", "第三条")]),
        (f"《{X}》（见附件）第三条。", [(None, X, None)]),
        (f"《{OFFICE}关于印发〈{X}〉的通知》。", [(None, f"{OFFICE}关于印发〈{X}〉的通知", None)]),
        (f"《{X}》（以下简称《办法》）。《办法》第三条。", [(None, X, None), (None, X, "第三条")]),
        (f"《{X}》（{A}，以下简称“办法”）。“办法”第三条。", [(A, X, None), (A, X, "第三条")]),
        (f"依据{A}。该通知第三条。", [(A, None, None), (A, None, "第三条")]),
        (f"依据《{X}》。该办法第三条。", [(None, X, None), (None, X, "第三条")]),
        (
            f"《{X}》和《柳湾市集市规定》。前述规定第二条。",
            [(None, X, None), (None, Y, None), (None, Y, "第二条")],
        ),
        (
            f"《{X}》和《柳湾市集市规定》。上述办法。",
            [(None, X, None), (None, Y, None), (None, X, None)],
        ),
        ("该办法自印发之日起施行。", []),
        ("本办法第三条。", []),
        ("见《柳湾晚报》，填写《申请表》。", []),
        ("第三条规定的期限为5日。", []),
        ("按照2024年第3号报表。", []),
        (
            "柳商规【2023】4号、柳商规［2023］5号、柳商规(2023)6号。",
            [(f"柳商规〔2023〕{n}号", None, None) for n in (4, 5, 6)],
        ),
        ("《柳湾市夜市管理办法》(柳商规[2023]4号)第二条第三项。", [(A, X, "第二条第三项")]),
        ("《柳湾市夜市管理办法》【柳商规〔2023〕4号】。", [(A, X, None)]),
        (f"《{X}》《{Y}》。", [(None, X, None), (None, Y, None)]),
        (f"《{X}》、《{Y}》第二条。", [(None, X, None), (None, Y, "第二条")]),
        (f"《{X}》第三条和《{Y}》第五条第二款。", [(None, X, "第三条"), (None, Y, "第五条第二款")]),
        (
            f"《{OFFICE}转发〈关于印发《{X}》的通知〉的通知》。",
            [(None, f"{OFFICE}转发〈关于印发《{X}》的通知〉的通知", None)],
        ),
        (f"《{OFFICE}关于修改〈{X}〉的决定》第二项。", [(None, f"{OFFICE}关于修改〈{X}〉的决定", "第二项")]),
        (f"《{X}》第六条第一款第（二）项、第（四）项。", [(None, X, f"第六条第一款第（{n}）项") for n in "二四"]),
        (f"《{X}》第五条第一款至第三款。", [(None, X, "第五条第一款至第三款")]),
        (f"《{X}》第三章第二节。", [(None, X, "第三章第二节")]),
        (f"《{X}》第三条、第七条至第九条。", [(None, X, "第三条"), (None, X, "第七条至第九条")]),
        (f"《{X}》第三条以及第五条。", [(None, X, "第三条"), (None, X, "第五条")]),
        (f"《{X}》中第三条。", [(None, X, "第三条")]),
        (f"{A}第三条、{B}第三条。", [(A, None, "第三条"), (B, None, "第三条")]),
        (f"《{X}》（{A}，以下简称《办法》）第三条；《办法》第五条。", [(A, X, "第三条"), (A, X, "第五条")]),
        (f"《{X}》（下称「夜市办法」）。「夜市办法」第四条。", [(None, X, None), (None, X, "第四条")]),
        (f"《{X}》。{X}第四条。", [(None, X, None), (None, X, "第四条")]),
        (f"《{X}》（{A}）。应当依照{X}第四条办理。", [(A, X, None), (A, X, "第四条")]),
        (f"依据《{X}》，同时按该办法第三条办理。", [(None, X, None), (None, X, "第三条")]),
        (f"《{X}》。前述办法第三条、第四条。", [(None, X, None), (None, X, "第三条"), (None, X, "第四条")]),
        (f"按{A}办理，上述文件第二条除外。", [(A, None, None), (A, None, "第二条")]),
        ("依照民法典第五百零九条履行。", [(None, "民法典", "第五百零九条")]),
        (
            "应当认定为刑事诉讼法第十条、第十二条的情形。",
            [(None, "刑事诉讼法", "第十条"), (None, "刑事诉讼法", "第十二条")],
        ),
        (
            "《中华人民共和国公司法》。依照公司法第二十条。",
            [(None, "中华人民共和国公司法", p) for p in (None, "第二十条")],
        ),
        ("违反海岛灯塔保护法第三条第二款的。", [(None, "海岛灯塔保护法", "第三条第二款")]),
        (
            "依照灯塔条例第六条处罚，同条例第七条另有规定。",
            [(None, "灯塔条例", "第六条"), (None, "灯塔条例", "第七条")],
        ),
        ("宪法第三章第五节规定的机关。", [(None, "宪法", "第三章第五节")]),
        ("用人单位违法第三条的说法第二条都不成立。", []),
        ("本条例第五条、本法第六条和同法律第七条。", []),
        (f"《{X}》规定的灯塔，依照该法律办理。", [(None, X, None)]),
        ("见《柳湾市人民政府公报》和《征信报告》，附《税务登记证》。", []),
        (
            "《关于扩大夜市试点的请示》和《两市关于互认证照的安排》。",
            [(None, "关于扩大夜市试点的请示", None), (None, "两市关于互认证照的安排", None)],
        ),
        ("《年度审查报告》（柳审〔2024〕7号）。", [("柳审〔2024〕7号", "年度审查报告", None)]),
        ("（某省商务局公告2024年第21号）", [("某省商务局公告2024年第21号", None, None)]),
        ("某省人民政府令（第18号）第二条", [("某省人民政府令第18号", None, "第二条")]),
        ("《嵐市燈塔管理辦法》（嵐政〔2005〕12號）第三條。", [("岚政〔2005〕12号", "岚市灯塔管理办法", "第三条")]),
        (f"《{X}》第五、六条。", [(None, X, "第五条"), (None, X, "第六条")]),
        (f"《{X}》第三条第一、三款和第八条。", [(None, X, f"第三条第{n}款") for n in "一三"] + [(None, X, "第八条")]),
        (f"《{X}》第五至七条、第九条。", [(None, X, "第五条至第七条"), (None, X, "第九条")]),
        (f"《{X}》第六条第（一）、（三）项。", [(None, X, f"第六条第（{n}）项") for n in "一三"]),
        (f"《{X}》第六条第一至三项。", [(None, X, "第六条第一项至第三项")]),
        (f"{A}文件第三条、{B}文第四条。", [(A, None, "第三条"), (B, None, "第四条")]),
        (f"《{X}》第二章第三条第一款第二项第1目。", [(None, X, "第二章第三条第一款第二项第1目")]),
        ("《柳湾市夜市\n\n管理办法》第三条", [(None, X, "第三条")]),
        ("《柳湾市夜市\n\n没有完的一行，\n\n见柳商规〔2023〕4号。", [(A, None, None)]),
        ("| 柳商规〔2023〕4号 | 第三条 |", [(A, None, None)]),
        (f"[《{X}》](https://x.invalid/a)第三条", [(None, X, None)]),
        (
            "参照中华人民共和国《某某法》第十条、第十二条第一款",
            [(None, "某某法", "第十条"), (None, "某某法", "第十二条第一款")],
        ),
    ],
)
def test_every_form_of_a_citation(text: str, found: list[tuple[str | None, str | None, str | None]]) -> None:
    assert [(one.number, one.title, one.provision) for one in citations_of(text)] == found


def test_a_quote_is_as_it_is_printed() -> None:
    (found,) = citations_of("《嵐市燈塔管理辦法》第三條")
    assert found.quote == "《嵐市燈塔管理辦法》第三條"


def test_lines_and_columns_are_those_of_the_file() -> None:
    text = f"# 规程\n\n一、依据：\n- 见《柳湾市夜市\n  管理办法》第三条和{A}。\n"
    found = citations_of(text)
    assert [(one.line, one.column) for one in found] == [(4, 4), (5, 12)]
    for one in found:
        line = text.split("\n")[one.line - 1]
        assert line[one.column - 1] == one.quote[0]


def test_a_text_does_not_cite_itself_nor_what_stands_in_code() -> None:
    text = f"某公司规程\n{A}\n依据{B}第一条。\n```\n{A}\n```\n再见{A}。\n"
    assert [one.number for one in citations_of(text)] == [B]


def test_what_became_of_what_is_cited(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "store")
    add_decision(folder)
    live = f"{A}第三条；《{FIRST}》第二条；{B}第一条；《{SECOND}》第三条至第五条；"
    text = f"{live}{A}第九十条；《没有的办法》第一条；{A}第六条"
    with Library.open(folder) as library:
        told = [Citing(library, "2025-07-01").cited(one) for one in citations_of(text)]
    assert [(one.state, one.successor, one.successor_provision, one.changed) for one in told] == [
        ("superseded", B, "第三条", True),
        ("superseded", B, "第二条", False),
        ("in-force", None, None, False),
        ("in-force", None, None, False),
        ("superseded", B, None, None),
        ("not-in-store", None, None, None),
        ("superseded", B, "第六条", False),
    ]
    assert told[0].redline is not None
    assert "[-五十万元-]{+八十万元+}" in told[0].redline
    assert [one.needs_attention for one in told] == [True, True, False, False, True, False, True]
    assert "内容有改动" in told[0].message.zh
    assert "reads otherwise" in told[0].message


def test_a_finer_provision_may_read_the_same_in_an_article_that_changed(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    articles = ("摊位由街道管理。\n\n每个摊位的费用为{}元。", "夜市应当整洁。")
    for number, day, fee in ((1, (2023, 3, 20), "五十"), (2, (2025, 3, 20), "八十")):
        texts = (articles[0].format(fee), articles[1])
        data = gazette(number, day, X, f"柳商规〔{day[0]}〕{number}号", texts)
        with Store.create(folder) as store:
            store.add(data, parse(read_bytes(data, "source.txt")))
    with Library.open(folder) as library:
        citing = Citing(library, "2026-01-01")
        told = [
            citing.cited(one) for one in citations_of("柳商规〔2023〕1号第一条第一款；柳商规〔2023〕1号第一条第二款")
        ]
    assert [one.changed for one in told] == [False, True]


def test_an_item_that_another_one_was_put_before_reads_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    items = ("经营烧烤的；", "占用盲道的；", "夜间播放音乐的。")
    for number, day, kept in ((1, (2023, 3, 20), items[1:]), (2, (2025, 3, 20), items)):
        listed = "\n\n".join(f"（{sign}）{item}" for sign, item in zip("一二三", kept, strict=False))
        data = gazette(
            number,
            day,
            X,
            f"柳商规〔{day[0]}〕{number}号",
            (f"有下列情形之一的，不得设摊：\n\n{listed}", "夜市应当整洁。"),
        )
        with Store.create(folder) as store:
            store.add(data, parse(read_bytes(data, "source.txt")))
    with Library.open(folder) as library:
        citing = Citing(library, "2026-01-01")
        told = [citing.cited(one) for one in citations_of("柳商规〔2023〕1号第一条第一项；柳商规〔2023〕1号第一条")]
    assert [one.changed for one in told] == [False, True]
    assert told[0].successor_provision == "第一条"
    assert told[0].redline is None


def test_a_range_of_paragraphs_is_looked_up_in_its_article(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    articles = ("摊位由街道管理。\n\n每个摊位的费用为五十元。\n\n夜市在零时关闭。", "夜市应当整洁。")
    data = gazette(1, (2023, 3, 20), X, "柳商规〔2023〕1号", articles)
    with Store.create(folder) as store:
        store.add(data, parse(read_bytes(data, "source.txt")))
    cited = "柳商规〔2023〕1号第一条第一款至第三款；柳商规〔2023〕1号第一条第一、二款；柳商规〔2023〕1号第一至二条；"
    with Library.open(folder) as library:
        citing = Citing(library, "2024-01-01")
        told = [citing.cited(one) for one in citations_of(f"{cited}柳商规〔2023〕1号第一条第二款至第九款")]
    assert [one.needs_attention for one in told] == [False] * 4 + [True]


def test_the_command_tells_it_in_every_format(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "store")
    policy = tmp_path / "规程, 一.md"
    policy.write_text(f"依据{A}第三条。\n依据{B}。\n依据《国家某法》第二条。\n", "utf-8")
    command = ("cites", policy, "--store", folder, "--as-of", "2025-07-01")
    told = json.loads(tracker(*command, "--format", "json").stdout)
    assert (told["schema"], told["as_of"]) == ("tracker.cites/1", "2025-07-01")
    first, second, third = told["files"][0]["citations"]
    assert (first["line"], first["column"], first["quote"]) == (1, 3, f"{A}第三条")
    assert (first["state"], first["successor"], first["changed"]) == ("expired", B, True)
    assert (second["state"], third["state"]) == ("in-force", "not-in-store")
    text = tracker(*command)
    assert text.returncode == 0
    assert "1 个文件，3 处引用，1 处需要注意，1 处库中未收录" in text.stdout.decode()
    assert tracker(*command, "--exit-code").returncode == 1
    log = json.loads(tracker(*command, "--format", "sarif").stdout)
    (result,) = log["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 1, "startColumn": 3, "endColumn": 3 + len(f"{A}第三条")}
    assert " " not in place["artifactLocation"]["uri"]
    (line,) = tracker(*command, "--format", "github").stdout.decode().splitlines()
    assert line.startswith("::warning file=")
    assert "规程%2C 一.md,line=1,col=3" in line
    assert "| 位置 | 引用 | 说明 |" in tracker(*command, "--format", "md").stdout.decode()
    assert tracker("cites", tmp_path / "none.md", "--store", folder).returncode == 3


def test_no_text_of_a_finding_is_a_command() -> None:
    one = Finding(rule="x", level="warning", message="%0A::error::pwned\n::set-output name=a::b", path="a:b,c\n::d")
    assert workflow_commands([one]).count("\n") == 1
    assert workflow_commands([one]).startswith("::warning file=a%3Ab%2Cc%0A%3A%3Ad,title=x::%250A::error::pwned%0A")
    many = workflow_commands([one] * 25).splitlines()
    assert len(many) == 10
    assert "16 more" in many[-1]


def test_an_empty_file_cites_nothing_and_one_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "store")
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "a.md").write_text("")
    (tmp_path / "policies" / "b.md").write_text(f"依据{B}。", "utf-8")
    done = tracker("cites", tmp_path / "policies", "--store", folder, "--exit-code", "--as-of", "2025-07-01")
    assert (done.returncode, done.stderr) == (0, b"")
    (tmp_path / "policies" / "c.pdf").write_bytes(b"%PDF-1.4 nothing")
    done = tracker("cites", tmp_path / "policies", "--store", folder)
    assert done.returncode == 3
    assert b"c.pdf" in done.stderr


def test_a_store_that_was_never_read_is_read_once(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "store")
    assert git(folder, "status", "--porcelain") == ""
    policy = tmp_path / "a.txt"
    policy.write_text(f"依据{A}。\n", "utf-8")
    assert tracker("cites", tmp_path, "--store", folder).returncode == 0
    assert git(folder, "status", "--porcelain") == ""
