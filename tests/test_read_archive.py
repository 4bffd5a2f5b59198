"""ZIP archives of attachments: names in GBK, files that are no documents, archives that are none."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tracker.errors import EncryptedSource, SourceTooLarge, UnreadableSource
from tracker.read.archive import archived_files

TXT = frozenset({".txt"})


def archive(folder: Path, files: dict[str, bytes], *, gbk: bool = False) -> Path:
    place = folder / "附件.zip"
    with zipfile.ZipFile(place, "w") as opened:
        for name, content in files.items():
            opened.writestr(name.encode("gbk").decode("cp437") if gbk else name, content)
    if gbk:  # Python marks names outside ASCII as UTF-8, which a Chinese Windows does not
        data = bytearray(place.read_bytes())
        for name in files:
            wrong = name.encode("gbk").decode("cp437").encode()
            while (at := data.find(wrong)) >= 0:
                raw = name.encode("gbk")
                central = data[at - 46 : at - 42] == b"PK\x01\x02"
                head = at - 46 if central else at - 30
                flags, size = (head + 8, head + 28) if central else (head + 6, head + 26)
                data[flags + 1] &= 0xF7
                data[size : size + 2] = len(raw).to_bytes(2, "little")
                data[at : at + len(wrong)] = raw
        place.write_bytes(_mended(bytes(data)))
    return place


def _mended(data: bytes) -> bytes:
    """The archive with the places of its parts counted anew."""
    end = data.rindex(b"PK\x05\x06")
    start = data.index(b"PK\x01\x02")
    out = bytearray(data)
    out[end + 12 : end + 16] = (end - start).to_bytes(4, "little")
    out[end + 16 : end + 20] = start.to_bytes(4, "little")
    local, central = 0, start
    while central < end:
        out[central + 42 : central + 46] = local.to_bytes(4, "little")
        sizes = [int.from_bytes(out[central + place : central + place + 2], "little") for place in (28, 30, 32)]
        local = out.find(b"PK\x03\x04", local + 4)
        central += 46 + sum(sizes)
    return bytes(out)


def test_documents_by_their_names_whatever_wrote_them(tmp_path: Path) -> None:
    files = {"通知.txt": "甲".encode(), "附件/办法.txt": "乙".encode()}
    for gbk in (False, True):
        found = archived_files(archive(tmp_path, files, gbk=gbk), TXT)
        assert [(one.inner, one.name, one.data().decode()) for one in found] == [
            ("通知.txt", "通知.txt", "甲"),
            ("附件/办法.txt", "办法.txt", "乙"),
        ]
    assert str(found[0]).endswith("附件.zip/通知.txt")


def test_only_documents_are_taken_and_no_name_leads_out(tmp_path: Path) -> None:
    files = {"a.xls": b"", "__MACOSX/._a.txt": b"", ".b.txt": b"", "~$c.txt": b"", "x/": b"", "../../d.txt": b"d"}
    assert [one.inner for one in archived_files(archive(tmp_path, files), TXT)] == ["d.txt"]


def test_what_is_no_archive_has_no_files(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"no archive")
    assert archived_files(tmp_path / "a.zip", TXT) == ()
    assert archived_files(tmp_path / "missing.zip", TXT) == ()


def test_archives_that_are_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = archive(tmp_path, {"a.txt": b"x" * 1000, "b.txt": b""})
    monkeypatch.setattr("tracker.read.archive.TOO_LARGE", 100)
    with pytest.raises(SourceTooLarge, match="unpacks"):
        archived_files(place, TXT)[0].data()
    monkeypatch.setattr("tracker.read.archive.MOST_FILES", 1)
    with pytest.raises(SourceTooLarge, match="more than 1 files"):
        archived_files(place, TXT)


def test_damaged_and_locked_files(tmp_path: Path) -> None:
    place = archive(tmp_path, {"a.txt": b"some text"})
    data = place.read_bytes()
    place.write_bytes(data.replace(b"some text", b"other one"))
    with pytest.raises(UnreadableSource, match="damaged"):
        archived_files(place, TXT)[0].data()
    at = data.index(b"PK\x01\x02") + 8
    place.write_bytes(data[:at] + bytes([data[at] | 1]) + data[at + 1 :])
    with pytest.raises(EncryptedSource, match="password"):
        archived_files(place, TXT)[0].data()
