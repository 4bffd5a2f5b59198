"""Where a snapshot lies in the store, and safe names for whatever a title holds.

===============  ====================================  ======================================================
what             folder (its *ref*)                    where the parts come from
===============  ====================================  ======================================================
numbered issue   ``beijing/2025/033``                  gazette, year and number of its cover
issue without    ``beijing/2025/total-0909``,          its total number; else its date; else its bytes
a number         ``beijing/2025/2025-09-01``
compilation      ``compilations/2021/<title>``         its title
one document     ``documents/2025/<document number>``  its document number; else title and date; else title
                                                       and bytes, for nothing says that it is the same one
===============  ====================================  ======================================================

``--gazette NAME`` stands in for the first part. A year that is unknown is ``undated``.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from tracker.errors import StoreError
from tracker.language.patterns import regex
from tracker.messages import said

if TYPE_CHECKING:
    from tracker.model import Document, Issue

RECORD: Final = "issue.json"
"""The derived ``tracker.issue/1`` of a snapshot."""

EXTENSIONS: Final = {
    "text/plain": "txt",
    "text/markdown": "md",
    "text/html": "html",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/ofd": "ofd",
    "application/msword": "doc",
    "application/rtf": "rtf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/tiff": "tif",
    "image/bmp": "bmp",
}
"""The suffix under which a source of each media type is kept."""

LONGEST: Final = 150
"""Bytes of a name in UTF-8: what file systems allow (255) less an index, a suffix and a mark of the cut."""

_PLACES: Final = {
    "北京市": "beijing", "天津市": "tianjin", "上海市": "shanghai", "重庆市": "chongqing",
    "河北省": "hebei", "山西省": "shanxi", "辽宁省": "liaoning", "吉林省": "jilin", "黑龙江省": "heilongjiang",
    "江苏省": "jiangsu", "浙江省": "zhejiang", "安徽省": "anhui", "福建省": "fujian", "江西省": "jiangxi",
    "山东省": "shandong", "河南省": "henan", "湖北省": "hubei", "湖南省": "hunan", "广东省": "guangdong",
    "海南省": "hainan", "四川省": "sichuan", "贵州省": "guizhou", "云南省": "yunnan", "陕西省": "shaanxi",
    "甘肃省": "gansu", "青海省": "qinghai", "台湾省": "taiwan", "内蒙古自治区": "neimenggu",
    "广西壮族自治区": "guangxi", "西藏自治区": "xizang", "宁夏回族自治区": "ningxia",
    "新疆维吾尔自治区": "xinjiang", "香港特别行政区": "hongkong", "澳门特别行政区": "macau",
    "深圳市": "shenzhen", "广州市": "guangzhou", "厦门市": "xiamen", "宁波市": "ningbo", "青岛市": "qingdao",
    "大连市": "dalian", "南京市": "nanjing", "杭州市": "hangzhou", "武汉市": "wuhan", "成都市": "chengdu",
    "西安市": "xian", "济南市": "jinan", "沈阳市": "shenyang", "长春市": "changchun", "哈尔滨市": "harbin",
    "苏州市": "suzhou", "郑州市": "zhengzhou", "长沙市": "changsha", "合肥市": "hefei", "南昌市": "nanchang",
    "福州市": "fuzhou", "石家庄市": "shijiazhuang", "太原市": "taiyuan", "南宁市": "nanning", "昆明市": "kunming",
    "贵阳市": "guiyang", "海口市": "haikou", "兰州市": "lanzhou", "西宁市": "xining", "银川市": "yinchuan",
    "乌鲁木齐市": "urumqi", "呼和浩特市": "hohhot", "拉萨市": "lasa",
}  # fmt: skip
"""Provinces, municipalities, capitals, cities with their own planning: the name before 人民政府公报, and its slug."""

_GOVERNMENT_GAZETTE = regex(r"(?P<place>\w+?)(?:人民)?政府公报\Z")
_STATE_COUNCIL = regex(r"(?:中华人民共和国)?国务院公报\Z")
_UNSAFE = regex(r'[\s/\\:*?"<>|~`$^{}\[\]%!&;\'#@]+')
_EDGES = "-._ "
_RESERVED = regex(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|\Z)", re.IGNORECASE)
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def safe_name(text: str) -> str:
    """A file name from any text: on every file system, in git, and as an argument it is only a name.

    Invisible characters go; blanks and what has a meaning to a shell, a path or git become one ``-``; leading dots and
    dashes go (a hidden file, an option), names that Windows keeps for devices get a ``_``; what is too long is cut and
    told apart by a digest. An empty result is ``untitled``.
    """
    visible = "".join(
        "-" if character in "\t\n\r\v\f" else character
        for character in unicodedata.normalize("NFC", text)
        if character in "\t\n\r\v\f" or unicodedata.category(character) not in _INVISIBLE
    )
    name = _UNSAFE.sub("-", visible).replace("..", "-").strip(_EDGES)
    if _RESERVED.match(name):
        name = f"_{name}"
    raw = name.encode()
    if len(raw) > LONGEST:
        name = f"{raw[:LONGEST].decode(errors='ignore').rstrip(_EDGES)}-{_digest(text)}"
    return name or "untitled"


def gazette_slug(title: str | None) -> str:
    """The folder of a gazette: ``beijing`` for 北京市人民政府公报, else a safe form of its title."""
    folded = re.sub(r"\s+", "", title or "")
    if _STATE_COUNCIL.match(folded):
        return "guowuyuan"
    found = _GOVERNMENT_GAZETTE.match(folded)
    if found and found["place"] in _PLACES:
        return _PLACES[found["place"]]
    return safe_name(folded).replace(".", "-").strip(_EDGES) or "untitled"


def issue_ref(issue: Issue, gazette: str | None = None) -> str:
    """The ref of an issue: gazette, year and number as a path (see the table above).

    Raises:
        StoreError: ``gazette`` has nothing that could be a name.
    """
    year = f"{issue.year:04d}" if issue.year and 0 < issue.year <= 9999 else (_year_of(issue) or "undated")  # noqa: PLR2004
    return f"{_series(issue, gazette)}/{year}/{_entry(issue)}"


def _series(issue: Issue, gazette: str | None) -> str:
    if gazette is not None:
        slug = gazette_slug(gazette)
        if slug == "untitled":
            raise StoreError(
                said("{gazette!r} is no name for a gazette", gazette=gazette), do="use letters, digits or characters"
            )
        return slug
    if issue.kind == "gazette":
        return gazette_slug(issue.title)
    return "compilations" if issue.kind == "compilation" else "documents"


def _entry(issue: Issue) -> str:
    if issue.kind == "gazette":
        if numbered := _numbered(issue):
            return numbered
        if issue.total_number is not None and issue.total_number >= 0:
            return f"total-{issue.total_number:04d}"
        return issue.date or issue.source.sha256[:12]
    if issue.kind == "compilation":
        return safe_name(_tight(issue.title or _first_title(issue)))
    return _document_entry(issue)


def _numbered(issue: Issue) -> str | None:
    """An issue by its own numbers: 005, 005-006 for a combined one, supplement-001; nothing where it has none."""
    mark = "supplement-" if issue.supplement else ""
    if issue.number is not None and issue.number >= 0:
        return mark + "-".join(f"{number:03d}" for number in issue.numbers or (issue.number,))
    return f"{mark}{issue.date or issue.source.sha256[:12]}" if mark else None


def _document_entry(issue: Issue) -> str:
    document = _first(issue)
    if document and document.doc_number:
        return safe_name(_tight(document.doc_number))
    title = safe_name(_tight(issue.title or _first_title(issue)))
    date = issue.date or (document.date if document else None)
    return safe_name(f"{title}-{date or issue.source.sha256[:8]}")


def _year_of(issue: Issue) -> str | None:
    document = _first(issue)
    number = (document.doc_number or "") if document else ""
    bracketed = re.search(r"〔(\d{4})〕", number)
    date = issue.date or (document.date if document else None)
    return bracketed[1] if bracketed and issue.kind == "document" else (date[:4] if date else None)


def _first(issue: Issue) -> Document | None:
    return issue.documents[0] if issue.documents else None


def _first_title(issue: Issue) -> str:
    document = _first(issue)
    return document.title if document else ""


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


def source_name(media_type: str) -> str:
    """The name under which the bytes are kept: ``source.txt``, ``source.pdf``."""
    return f"source.{EXTENSIONS.get(media_type, 'bin')}"


def document_names(issue: Issue) -> tuple[str, ...]:
    """The file of each document: its place in the issue and its number or title, ``01-京政发〔2025〕22号.md``."""
    width = max(2, len(str(len(issue.documents))))
    return tuple(
        f"{place:0{width}d}-{safe_name(_tight(document.doc_number or document.title))}.md"
        for place, document in enumerate(issue.documents, 1)
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
