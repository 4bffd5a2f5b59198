"""Scans and pictures: what is recognised, how surely, and what is said where the extra is not there.

The engine is a stand-in wherever a test is about what becomes of its answers; where the extra is installed, it reads a
page itself.
"""

from __future__ import annotations

import importlib
import io
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest

from tests.read_samples import Sheet, Typesetter, pdf
from tracker.box.sources import parse_guarded, wants_recognition
from tracker.errors import EmptySource, ScannedSource, SourceTooLarge, UnreadableSource
from tracker.library.references import resolve
from tracker.parse import parse
from tracker.read import read_bytes, read_scan
from tracker.read.ocr import recognition, scans
from tracker.read.ocr.recognition import Recognised, recognised
from tracker.read.sniff import scan_type

HAS_ENGINE = find_spec("rapidocr") is not None
SCAN = pdf([Sheet(picture=True)])


class Pixels:
    """A picture of a size, of which any part can be taken."""

    def __init__(self, height: int, width: int) -> None:
        self.shape = (height, width, 3)
        self.taken: list[Any] = []

    def __getitem__(self, part: Any) -> tuple[Pixels, Any]:  # noqa: ANN401
        self.taken.append(part)
        return self, part


def line(text: str, top: int, *, confidence: float = 0.99, doubts: tuple[tuple[str, str], ...] = ()) -> Recognised:
    return Recognised(
        text=text, confidence=confidence, left=100, top=top, right=100 + 20 * len(text), bottom=top + 24, doubts=doubts
    )


LINES = (
    line("南河市清淤规定", 100),
    line("第一条为了清淤，制定本规定。", 160, confidence=0.83),
    line("第二条罚款62.5万元。", 220, doubts=(("62.5", "82.5"),)),
)


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def install(*pages: tuple[Recognised, ...]) -> None:
        answers = iter(pages)
        monkeypatch.setattr(scans, "recognised", lambda _: next(answers))
        monkeypatch.setattr(
            "tracker.read.pdf.pages.drawn_pages", lambda *_: ((Pixels(1200, 800), 1.5) for _ in range(len(pages)))
        )

    return install


def test_recognised_text_is_parsed_and_says_how_sure_it_is(stand_in: Callable[..., None]) -> None:
    stand_in(LINES)
    source = read_scan(SCAN, "scan.pdf")
    issue = parse(source)
    assert issue.documents[0].title == "南河市清淤规定"
    told = {found.code: (found.message, source.text[slice(*found.span)]) for found in source.diagnostics}
    assert told == {
        "recognised": ("文字由识别得来，置信度0.94（1页3行，最低0.83），请核对原件", ""),
        "recognised-doubtful": (
            "文字由识别得来，置信度0.83：“第一条为了清淤，制定本规定。”",
            "第一条为了清淤，制定本规定。",
        ),
        "digits-doubtful": ("数字两次识别不同：“62.5”与“82.5”，请核对原件", "第二条罚款62.5万元。"),
    }


def test_a_page_without_text_is_empty(stand_in: Callable[..., None]) -> None:
    stand_in(())
    with pytest.raises(EmptySource, match="recognised"):
        read_scan(SCAN, "scan.pdf")


def test_what_is_no_scan_is_read_as_ever() -> None:
    assert read_scan("第一条 文字。".encode(), "a.txt").media_type == "text/plain"
    with pytest.raises(ScannedSource):
        read_scan(b"RIFF" + b"x" * 99, "a.webp")
    with pytest.raises(ScannedSource, match="--ocr"):
        read_bytes(SCAN, "scan.pdf")


def test_the_redline_tells_that_a_side_was_recognised(stand_in: Callable[..., None], tmp_path: Path) -> None:
    stand_in(LINES)
    (tmp_path / "scan.pdf").write_bytes(SCAN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACKER_OCR", "1")
        found = resolve(str(tmp_path / "scan.pdf"), None)
    assert found.notes == ("文字由识别得来，置信度0.94（1页3行，最低0.83），请核对原件",)


def test_recognition_is_asked_for() -> None:
    assert [wants_recognition({"TRACKER_OCR": value}) for value in ("1", "0", "")] == [True, False, False]
    assert not wants_recognition({})


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def missing(name: str) -> Any:  # noqa: ANN401
        raise ImportError(name)

    recognition._engine.cache_clear()  # noqa: SLF001
    monkeypatch.setattr(importlib, "import_module", missing)
    for data, name in ((SCAN, "scan.pdf"), (b"\x89PNG\r\n\x1a\n" + b"x" * 99, "a.png")):
        with pytest.raises(UnreadableSource, match=r"gazette-tracker\[ocr\]"):
            read_scan(data, name)
    package = SimpleNamespace(__file__=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(importlib, "import_module", lambda _: package)
    with pytest.raises(UnreadableSource, match="models"):
        recognised(Pixels(10, 10))


def test_numbers_are_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    box = [[0, 0], [100, 0], [100, 20], [0, 20]]
    letters = [
        (sign, 1.0, [[20 * i, 0], [20 * i + 20, 0], [20 * i + 20, 20], [20 * i, 20]])
        for i, sign in enumerate("罚2.5万")
    ]

    class Engine:
        def __call__(self, picture: Any, **options: bool) -> Any:  # noqa: ANN401
            if options.get("use_det") is False:
                return SimpleNamespace(txts=("罚25万",) if picture[1][1].start == 0 else ("3.5",))
            return SimpleNamespace(
                txts=("罚2.5万", "35万"), boxes=[box, box], scores=[0.9, 0.8], word_results=[letters, ()]
            )

    engine = Engine()
    monkeypatch.setattr(recognition, "_engine", lambda: engine)
    first, second = recognised(Pixels(40, 200))
    assert (first.doubts, second.doubts) == ((), ())
    letters[1] = ("2", 1.0, [[60, 0], [80, 0], [80, 20], [60, 20]])
    monkeypatch.setattr(recognition, "MARGIN", 0)
    assert recognised(Pixels(40, 200))[0].doubts == (("2.5", "3.5"),)
    monkeypatch.setattr(Engine, "__call__", lambda *_, **__: SimpleNamespace(txts=None))
    assert recognised(Pixels(40, 200)) == ()


def test_a_bmp_is_a_picture_whatever_its_size_and_a_text_that_begins_like_one_is_none() -> None:
    picture = b"BM" + (15_254).to_bytes(4, "little") + bytes(4) + b"6" * 60
    assert scan_type(picture) == "image/bmp"
    with pytest.raises(ScannedSource):
        read_bytes(picture, "scan.bmp")
    text = "BM系列设备管理办法\n第一条 为了管好设备，制定本办法。\n".encode()
    assert scan_type(text) is None
    assert read_bytes(text, "a.txt").text.startswith("BM系列")


def test_pictures_that_are_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.read.pdf.pages.LARGEST", 10)
    with pytest.raises(SourceTooLarge, match="pages"):
        read_scan(SCAN, "scan.pdf")


def test_the_engine_itself_reads_a_page_or_it_is_said_what_to_install(tmp_path: Path) -> None:
    if not HAS_ENGINE:
        with pytest.raises(UnreadableSource, match=r"gazette-tracker\[ocr\]"):
            read_scan(SCAN, "scan.pdf")
        return
    image = importlib.import_module("PIL.Image")
    setter = Typesetter()
    setter.centred("某某市人民政府关于样本的通知")
    setter.paragraph("第一条 为了试验识别，制定本办法，数字是12.5万元，自2024年5月1日起施行。")
    with pypdfium2.PdfDocument(pdf(setter.sheets)) as document:
        picture = document[0].render(scale=200 / 72).to_pil()
    for suffix in ("png", "jpg", "tiff"):
        picture.convert("RGB").save(tmp_path / f"scan.{suffix}")
        issue = parse_guarded(tmp_path / f"scan.{suffix}", ocr=True)
        assert issue.documents[0].title == "某某市人民政府关于样本的通知"
        assert [found.code for found in issue.diagnostics] == ["recognised"]
    out = io.BytesIO()
    picture.convert("RGB").save(out, "PDF", resolution=200)
    assert "12.5万元" in read_scan(out.getvalue(), "scan.pdf").text
    image.new("RGB", (200, 200), "white").save(tmp_path / "blank.png")
    with pytest.raises(EmptySource):
        parse_guarded(tmp_path / "blank.png", ocr=True)
    (tmp_path / "cut.png").write_bytes((tmp_path / "scan.png").read_bytes()[:2000])
    with pytest.raises(UnreadableSource, match="damaged"):
        parse_guarded(tmp_path / "cut.png", ocr=True)
