from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.errors import EmptySource, EncryptedSource, ScannedSource, SourceTooLarge, UnreadableSource
from tracker.read import TOO_LARGE, read_bytes, read_file

SIMPLIFIED = "某某市人民政府关于印发样本办法的通知\n\n各区人民政府：\n　　现将有关规定印发给你们，请认真贯彻执行。\n"
TRADITIONAL = "某某市政府關於實施樣本辦法的通告\n\n各機關：\n　　現將有關規定發給你們，請遵照辦理，並依法執行。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-32", "utf-16-le"])
def test_simplified_text_in_every_encoding(encoding: str) -> None:
    assert read_bytes(SIMPLIFIED.encode(encoding), "样本.txt").text == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030", "utf-16"])
def test_traditional_text_in_every_encoding(encoding: str) -> None:
    assert read_bytes(TRADITIONAL.encode(encoding), "样本.txt").text == TRADITIONAL


@pytest.mark.parametrize("declared", ["utf-8", "big5", "gb2312", "iso-8859-1", "nonsense"])
def test_a_wrong_declaration_does_not_matter(declared: str) -> None:
    source = read_bytes(SIMPLIFIED.encode("gb18030"), "样本.txt", f"text/plain; charset={declared}")
    assert source.text == SIMPLIFIED


def test_the_byte_order_mark_goes_and_line_ends_become_line_feeds() -> None:
    assert read_bytes("\ufeff一\r\n二\r三\n".encode(), "样本.txt").text == "一\n二\n三\n"


def test_blanks_and_tabs_stay_as_they_are() -> None:
    text = "　　一  二\t三\n\n\n四 \n"
    source = read_bytes(text.encode(), "样本.txt")
    assert source.text == text
    assert not source.reflowed


def test_markdown_by_its_name() -> None:
    assert read_bytes(b"# \xe4\xb8\x80", "a.md").media_type == "text/markdown"
    assert read_bytes(b"# \xe4\xb8\x80", "a").media_type == "text/plain"


def test_damaged_utf8_is_read_with_a_diagnostic() -> None:
    data = SIMPLIFIED.encode() * 5
    source = read_bytes(data[:100] + b"\xff" + data[100:], "样本.txt")
    assert source.diagnostics
    assert source.text[slice(*source.diagnostics[0].span)].strip("\ufffd") == ""


def test_a_latin_text_is_read_too() -> None:
    assert "café" in read_bytes("Le café de la mairie, règlement général. ".encode("cp1252") * 9, "a.txt").text


def test_the_hash_is_of_the_bytes_as_received() -> None:
    one = read_bytes(b"\xef\xbb\xbfa\r\n", "a.txt")
    assert one.sha256 == hashlib.sha256(b"\xef\xbb\xbfa\r\n").hexdigest()
    assert one.sha256 != read_bytes(b"a\n", "a.txt").sha256


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", EmptySource, "empty"),
        (b" \n\t\n", EmptySource, "blanks"),
        (bytes(range(256)) * 40, UnreadableSource, "binary"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 99, ScannedSource, "ocrmypdf"),
        (b"\xff\xd8\xff\xe0" + b"x" * 99, ScannedSource, "picture"),
        (b"\x1f\x8b\x08" + b"x" * 99, UnreadableSource, "unpack"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), EncryptedSource, "password"),
        (b"PK\x05\x06" + b"\x00" * 18, UnreadableSource, "binary"),
        (b"\x81\xff\xfe\x80" * 300, UnreadableSource, "iconv"),
    ],
)
def test_bad_input_says_what_and_what_to_do(data: bytes, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says) as raised:
        read_bytes(data, "某处.bin")
    assert str(raised.value).startswith("某处.bin: ")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_a_name_that_the_bytes_refute_is_an_error(name: str) -> None:
    with pytest.raises(UnreadableSource, match="its bytes are none"):
        read_bytes(b"<html><body>404 Not Found</body></html>", name)


def test_too_large(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    with file.open("wb") as stream:
        stream.truncate(TOO_LARGE + 5)
    with pytest.raises(SourceTooLarge, match="100 MB"):
        read_file(file)


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="no such file"):
        read_file(tmp_path / "missing.txt")
    with pytest.raises(UnreadableSource, match="folder"):
        read_file(tmp_path)
    with pytest.raises(UnreadableSource, match="cannot be read"):
        read_file("a\x00b")


def test_reading_text_loads_no_library_of_another_format(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(SIMPLIFIED, encoding="gb18030")
    code = (
        "import sys; from tracker.read import read_file; read_file(sys.argv[1]);"
        " print([m for m in ('pypdfium2', 'selectolax', 'docx', 'charset_normalizer') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
