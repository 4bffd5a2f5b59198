from __future__ import annotations

import pytest

from tracker.errors import EmptySource, UnreadableSource
from tracker.read import read_bytes

BODY = "".join(
    f"<p>　　第{number}条　为了规范样本的排版，按照有关规定，结合本市实际，制定本办法，由有关部门负责组织实施。</p>"
    for number in "一二三四五六"
)
NAVIGATION = (
    "<div class='top'><ul>" + "".join(f"<li><a href='/{i}'>栏目{i}</a></li>" for i in range(12)) + "</ul></div>"
)
FOOTER = "<div class='footer'>主办：某某市人民政府办公室　备案号：00000000</div>"


def text(page: str, encoding: str = "utf-8", media_type: str | None = None) -> str:
    return read_bytes(page.encode(encoding), "样本.html", media_type).text


def lines(page: str) -> list[str]:
    return [line for line in text(f"<html><body>{page}</body></html>").split("\n") if line]


def test_the_main_text_without_what_stands_around_it() -> None:
    page = (
        "<html><head><title>样本办法_某某市政府</title><script>var x = '脚本'</script><style>p {}</style></head>"
        f"<body>{NAVIGATION}"
        f"<div>您的位置：<a>首页</a> &gt; <a>公报</a></div><div class='main'>{BODY}<p>打印本页</p></div>"
        f"<div><h4>相关链接</h4><ul><li><a>别的文章的标题一</a><li><a>别的文章的标题二</a></ul></div>{FOOTER}</body></html>"
    )
    found = [line for line in text(page).split("\n") if line]
    assert found[0] == "样本办法"
    assert found[1].startswith("第一条　为了")
    assert found[-1].startswith("第六条")
    assert len(found) == 7


def test_title_number_and_signature_beside_the_text_belong_to_it() -> None:
    page = (
        f"{NAVIGATION}<div class='detail'><h1>某某市人民政府关于印发样本办法的通知</h1>"
        "<div class='wh'>某政发〔2031〕7号</div>"
        f"<div class='content'>{BODY}</div><div>某某市人民政府<br>2031年3月4日</div></div>{FOOTER}"
    )
    found = lines(page)
    assert found[:2] == ["某某市人民政府关于印发样本办法的通知", "某政发〔2031〕7号"]
    assert found[-2:] == ["某某市人民政府", "2031年3月4日"]


def test_a_title_signatures_and_an_annex_with_its_table_beside_the_text_belong_to_it() -> None:
    page = (
        f"{NAVIGATION}<div class='main'><p>样本市人民政府关于印发样本办法的通知</p><div class='text'>{BODY * 4}</div>"
        "<p>样本市人民政府　样本市财政局</p><p>浏览次数：12</p><div><p>附件1</p><p>分工表</p>"
        "<table><tr><td>序号</td><td>任务</td></tr><tr><td>1</td><td>巡查河道</td></tr></table></div>"
        f"<ul><li><a href='/a'>样本省关于别的事项的通知</a></li></ul></div>{FOOTER}"
    )
    found = lines(page)
    assert found[0] == "样本市人民政府关于印发样本办法的通知"
    assert found[-5:] == ["样本市人民政府　样本市财政局", "附件1", "分工表", "序号\t任务", "1\t巡查河道"]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("gb18030", "gb2312"),
        ("gb18030", "utf-8"),
        ("gb18030", "big5"),
        ("utf-8", "gb2312"),
        ("utf-8", "big5"),
        ("utf-16", "x"),
    ],
)
def test_the_charset_by_evidence(encoding: str, declared: str) -> None:
    page = f"<html><head><meta charset='{declared}'><title>样本</title></head><body>{BODY}</body></html>"
    assert "为了规范样本的排版" in text(page, encoding)
    assert "为了规范样本的排版" in text(page, encoding, f"text/html; charset={declared}")


def test_traditional_text_in_big5() -> None:
    page = "<html><body>" + "<p>為了規範樣本的編排，按照有關規定，結合本市實際，制定本辦法。</p>" * 5 + "</body></html>"
    assert "為了規範樣本的編排" in text(page, "big5")


def test_blanks_entities_and_breaks() -> None:
    indent = "&nbsp;&nbsp;&nbsp;&nbsp;"
    page = f"<p>{indent}第一条&nbsp; 金额&lt;5&#37;，<b>不得</b>超过\n限额。<br>　　第二条&emsp;一<span>样</span>。</p>"
    assert lines(page) == ["第一条 金额<5%，不得超过限额。", "第二条\u2003一样。"]


def test_a_line_break_of_the_markup_between_chinese_characters_is_no_blank() -> None:
    assert lines("<p>样本\n    办法 of the\n city</p>") == ["样本办法 of the city"]


def test_hidden_elements_stay_out() -> None:
    hidden = "<p hidden>甲</p><p style='display : none'>乙</p><div style='visibility:hidden'>丙</div><!-- 丁 -->"
    page = f"<p>看得见的文字。</p>{hidden}"
    assert lines(page) == ["看得见的文字。"]


def test_centred_lines_are_one_title_and_a_number_stands_alone() -> None:
    page = (
        "<p align=center>某某市人民政府</p><p style='text-align: center'>关于印发样本办法的通知</p>"
        "<center>某政发〔2031〕7号</center><p>各单位：</p>"
    )
    assert text(f"<body>{page}</body>") == "某某市人民政府\n关于印发样本办法的通知\n\n某政发〔2031〕7号\n\n各单位：\n"


def test_data_tables_become_rows_with_spans() -> None:
    page = (
        "<p>附表</p><table><tr><th rowspan=2>序号</th><th colspan=2>金额</th></tr><tr><td>上年</td><td>本年</td></tr>"
        "<tr><td>1</td><td>某样发<br>〔2031〕<p>1号</p></td><td>5</td></tr></table><p>表后的文字。</p>"
    )
    assert text(f"<body>{page}</body>").endswith(
        "附表\n\n序号\t金额\t\n\t上年\t本年\n1\t某样发〔2031〕1号\t5\n\n表后的文字。\n"
    )


def test_layout_tables_are_not_rows() -> None:
    data = "<table><tr><td>甲</td><td>乙</td></tr></table>"
    page = f"<table><tr><td>{NAVIGATION}</td><td>{BODY}{data}</td></tr></table>"
    found = lines(page)
    assert found[-1] == "甲\t乙"
    assert found[0].startswith("第一条")


def test_numbered_lists_keep_the_numbers_that_a_browser_prints() -> None:
    page = (
        "<p>要求：</p><ol start=3><li>甲项<li value=7>乙项</ol><ol><li>（一）丙项</ol>"
        "<ol style='list-style-type:cjk-ideographic'><li>丁</ol>"
    )
    assert lines(page) == ["要求：", "3. 甲项", "7. 乙项", "（一）丙项", "一、丁"]


def test_a_page_of_links_is_taken_whole() -> None:
    page = (
        "<ul>"
        + "".join(f"<li><a>某某市人民政府关于第{i}项样本的通知（某政发〔2031〕{i}号）</a></li>" for i in range(6))
        + "</ul>"
    )
    assert len(lines(page)) == 6


def test_hostile_nesting_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="nests"):
        text("<html>" + "<div>" * 100_000 + "文字")
    with pytest.raises(UnreadableSource, match="nests"):
        text("<html>" + "".join(f"<font color={i}>" for i in range(3_000)) + "<p>文" * 20_000)


def test_deep_but_bearable_nesting_is_read() -> None:
    assert lines("<div>" * 3_000 + "样本文字。" + "</div>" * 3_000) == ["样本文字。"]


def test_a_large_page_is_read() -> None:
    assert text(f"<html><body>{BODY * 300}</body></html>").count("第一条") == 300


def test_spans_do_not_blow_up() -> None:
    page = "<table>" + "<tr><td rowspan=99999 colspan=99999>甲</td><td>乙</td></tr>" * 50 + "</table>"
    assert "甲" in text(f"<body>{page}</body>")


@pytest.mark.parametrize("page", ["<html></html>", "<html><body><script>x()</script><div id=app></div></body></html>"])
def test_a_page_without_text_says_so(page: str) -> None:
    with pytest.raises(EmptySource, match="script"):
        text(page)


def test_the_card_of_a_portal_gives_its_number_alone_and_a_repeated_heading_nothing() -> None:
    card = "<table><tr><td>[索引号]</td><td>A1</td></tr><tr><td>[发文字号]</td><td>某政发〔2031〕7号</td></tr></table>"
    title = "<p align=center>某某市人民政府<br>关于印发样本办法的通知</p>"
    page = f"{card}<h1>某某市人民政府关于印发样本办法的通知</h1><div>{title}<p>各区人民政府：</p>{BODY}</div>"
    assert lines(page)[:4] == ["某某市人民政府", "关于印发样本办法的通知", "某政发〔2031〕7号", "各区人民政府："]


def test_a_title_that_the_text_lacks_comes_from_the_page() -> None:
    head = "<head><meta name='ArticleTitle' content='关于样本排版的通知'><title>首页</title></head>"
    assert text(f"{head}<body><div>{BODY}</div></body>").startswith("关于样本排版的通知\n\n第一条")


def test_a_list_of_documents_is_no_card() -> None:
    page = "<table><tr><td>名称</td><td>文号</td></tr><tr><td>样本规定</td><td>某政发〔2031〕7号</td></tr></table>"
    assert lines(f"<p>下列文件废止：</p>{page}")[1:] == ["名称\t文号", "样本规定\t某政发〔2031〕7号"]


def test_a_short_text_on_a_page_of_nested_tables_is_found_without_the_imprint_of_the_site() -> None:
    menu = "<table><tr><td>栏目</td></tr><tr><td><a>文件</a></td></tr></table>"
    text_cell = (
        "<table><tr><td align=center><b>某某县关于任免的<br>通知</b></td></tr>"
        "<tr><td align=center>2031-3-4　来源：县办　点击：3</td></tr>"
        "<tr><td><div>各乡镇：<br>&nbsp;&nbsp;任命张某为局长，免去李某的局长职务。<br>请遵照执行。</div></td></tr>"
        "<tr><td>【<a>打印</a>】【<a>关闭</a>】</td></tr></table>"
    )
    page = (
        "<title>某某县门户网站</title><table><tr><td><a>首页</a> | <a>公开</a></td></tr></table>"
        f"<table><tr><td>{menu}</td><td>{text_cell}</td></tr></table>"
        "<table><tr><td>版权所有：某某县　地址：某某路1号<br>技术支持：某公司　ICP备00000000号</td></tr></table>"
    )
    assert lines(page) == [
        "某某县关于任免的",
        "通知",
        "各乡镇：",
        "任命张某为局长，免去李某的局长职务。",
        "请遵照执行。",
    ]


CARD = (
    "<ul><li><b>索引号：</b><span>000/2031-1</span></li><li><b>发文机构：</b><span>某某县</span></li><li><b>发文字号：</b>"
    "<span>某政发〔2031〕7号</span></li><li><b>有效性：</b></li><li><b>内容概述：</b></li></ul>"
)


def test_the_card_of_a_document_as_a_list_gives_the_number_that_the_text_lacks() -> None:
    head = f"<title>某某县工作样本规则-某某县</title><h2>某某县工作样本规则</h2>{CARD}"
    page = f"{head}<div><p align=center>某某县工作样本规则</p>{BODY}</div>"
    assert lines(page)[:3] == ["某某县工作样本规则", "某政发〔2031〕7号", lines(BODY)[0]]
    numbered = page.replace(
        "<p align=center>某某县工作样本规则</p>", "<p align=center>某某县工作样本规则</p><p>某政发〔2031〕7号</p>"
    )
    assert lines(numbered)[:3] == lines(page)[:3]


def test_a_numbered_card_with_its_labels_in_brackets_is_no_text() -> None:
    fields = (
        ("索引号", "YB01"),
        ("发文机关", "某某县人民政府"),
        ("成文日期", "2031-03-20"),
        ("标题", "某某县任免名单"),
    )
    card = "".join(f"<li>[{name}]<span>{value}</span></li>" for name, value in fields)
    page = f"<ol class='doc-info'>{card}</ol><h1>某某县任免名单</h1><div>{BODY}</div>"
    assert lines(page)[:2] == ["某某县任免名单", lines(BODY)[0]]


def test_links_and_buttons_below_a_text_are_left_out() -> None:
    page = (
        f"<div><h1>样本办法</h1>{BODY}<p>附件：<a>样本表.doc</a></p><h3>相关解读</h3><ul><li><a>样本办法的解读</a></li></ul>"
        "<p><a>打印本页</a> <a>关闭窗口</a></p><p>上一篇 下一篇</p></div>"
    )
    assert lines(page)[-2:] == [lines(BODY)[-1], "附件：样本表.doc"]


def test_a_page_title_that_shortens_the_texts_own_title_is_not_said_before_it() -> None:
    page = (
        f"<title>关于开展样本申报的通知</title><p align=center>某某市科技局<br>关于开展2031年度样本申报的通知</p>{BODY}"
    )
    assert lines(page)[:2] == ["某某市科技局", "关于开展2031年度样本申报的通知"]
