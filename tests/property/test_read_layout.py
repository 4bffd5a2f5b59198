"""What is set into pages is read back: paragraphs, characters, and furniture, whatever the measures of the page."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read_samples import CLOSING, WIDTH, Typesetter
from tracker.errors import TrackerError
from tracker.model import SourceText
from tracker.read import read_bytes

HAN = (
    "为了规范样本的排版按照有关规定结合本市实际制定下列措施由部门负责组织实施任何单位不得擅自变更内容和期限并且应当公开"
)
CLAUSES = st.text(alphabet=HAN, min_size=3, max_size=24)
NUMBERS = st.sampled_from(["12", "3000", "2031", "5%", "A4", ""])


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """A paragraph of sentences with numbers, long enough that some wrap and some do not; it ends in a full stop."""
    clauses = draw(st.lists(st.tuples(CLAUSES, NUMBERS, CLAUSES), min_size=1, max_size=12))
    return "，".join(f"{before}{number}{after}" for before, number, after in clauses) + "。"


def without_furniture(source: SourceText) -> str:
    text = source.text
    for noise in reversed(source.furniture):
        text = text[: noise.span[0]] + text[noise.span[1] :]
    return text


@settings(max_examples=40, deadline=None)
@given(
    texts=st.lists(paragraphs(), min_size=12, max_size=30),
    em=st.sampled_from([10.5, 12.0, 16.0]),
    shift=st.floats(-14, 14),
    width=st.integers(20, 27),
)
def test_paragraphs_set_into_pages_are_read_back(texts: list[str], em: float, shift: float, width: int) -> None:
    left = (WIDTH - width * em) / 2 + shift
    setter = Typesetter(em=em, pitch=1.7 * em, left=left, width=float(width), rows=6)
    # Edges show where lines are wrapped: a document without any wrapped paragraph has none to be found.
    texts = [HAN + "。", *texts, HAN + HAN + "。"]
    for number, text in enumerate(texts):
        setter.paragraph(f"第{number}段，{text}")
    source = read_bytes(setter.pdf(), "样本.pdf")
    found = [line for line in without_furniture(source).split("\n") if line]
    assert found == [f"第{number}段，{text}" for number, text in enumerate(texts)]
    assert len(source.furniture) == 2 * len(setter.sheets)


@settings(max_examples=40, deadline=None)
@given(
    lines=st.lists(
        st.tuples(st.text(alphabet=HAN + CLOSING + "1a", min_size=1, max_size=24), st.floats(0, 12)),
        min_size=1,
        max_size=60,
    )
)
def test_no_character_is_lost_or_said_twice_whatever_the_layout(lines: list[tuple[str, float]]) -> None:
    setter = Typesetter(rows=15)
    for text, indent in lines:
        setter.line(text, indent, 12.0)
    source = read_bytes(setter.pdf(), "样本.pdf")
    head, numbers = setter.head * len(setter.sheets), "".join(f"—{i + 1}—" for i in range(len(setter.sheets)))
    assert sorted("".join(source.text.split())) == sorted("".join(text for text, _ in lines) + head + numbers)
    assert all(0 <= a < b <= len(source.text) for a, b in (noise.span for noise in source.furniture))


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 3000), junk=st.binary(max_size=40), place=st.integers(0, 3000))
def test_damaged_pdfs_give_text_or_an_error_of_ours(cut: int, junk: bytes, place: int) -> None:
    setter = Typesetter()
    setter.paragraph("为了规范样本的排版，制定本办法。" * 4)
    data = setter.pdf()
    data = data[:place] + junk + data[place + len(junk) :]
    try:
        read_bytes(data[: len(data) - cut % 50] if cut % 3 == 0 else data, "样本.pdf")
    except TrackerError as error:
        assert "样本.pdf" in str(error)  # noqa: PT017  # both outcomes are right


@settings(max_examples=120, deadline=None)
@given(
    data=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass"))),
    name=st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.pdf", "a"]),
)
def test_any_bytes_give_text_or_an_error_of_ours(data: bytes, name: str) -> None:
    try:
        source = read_bytes(data, name)
    except TrackerError:
        return
    assert source.text.strip()


@settings(max_examples=100, deadline=None)
@given(
    text=st.text(alphabet=HAN + "，。（）第条abc 123\n", min_size=30, max_size=400),
    encoding=st.sampled_from(["utf-8", "gb18030", "utf-16", "utf-8-sig"]),
)
def test_chinese_text_is_decoded_in_every_encoding(text: str, encoding: str) -> None:
    text = f"为了规范样本的排版，按照有关规定，制定本办法。{text}"
    assert read_bytes(text.encode(encoding), "样本.txt").text == text


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(paragraphs(), min_size=1, max_size=12), navigation=st.integers(0, 30))
def test_the_paragraphs_of_a_page_are_read_back(texts: list[str], navigation: int) -> None:
    links = "".join(f"<li><a>栏目{i}</a></li>" for i in range(navigation))
    page = f"<html><body><ul>{links}</ul><div>{''.join(f'<p>　　{text}</p>' for text in texts)}</div></body></html>"
    source = read_bytes(page.encode("gb18030"), "样本.html")
    assert [line for line in source.text.split("\n") if line] == texts
