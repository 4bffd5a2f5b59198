"""What an amending decision makes of the term of validity that the rule it changes states of itself.

The new words stand in quotation marks: 将第五条中的“有效期5年”修改为“有效期8年”, 第九条修改为：“…有效期至….”
"""

from __future__ import annotations

from tracker.language.numerals import NUMERAL
from tracker.language.patterns import regex
from tracker.model import Document, own_text, walk
from tracker.parse.clauses.validity import stated_end

OTHERWISE = "另定"
"""The term is changed, and by what words is not plain."""

_QUOTED = regex(r"[“「『]([^“”「」『』]*)[”」』]")
_OF_TERM = regex(
    r"有效期|有效时间|试行期|(?:有效|施行|实施|执行|试行)[^。；;]{0,12}(?:至|到|止)|"
    rf"(?:施行|执行|试行).?{NUMERAL}年"
)
_NEW_WORDS = regex(r"(?:为|成|[：:])\s*$")


def rewritten_end(document: Document) -> str | None:
    """The new end (a day, or a length: 8年) that a decision writes into the one rule it changes.

    ``None`` where it leaves the term alone, ``OTHERWISE`` where it changes it in a way that is not read here.
    """
    texts = [own_text(node) for part in document.instruments for node in walk(part.body)]
    text = "\n".join(texts)
    found: str | None = None
    for quoted in _QUOTED.finditer(text):
        if not _OF_TERM.search(quoted[1]):
            continue
        new = _NEW_WORDS.search(text, 0, quoted.start())
        found = (stated_end(quoted[1]) or OTHERWISE) if new else OTHERWISE
    several = sum(one.kind == "amendment" for one in document.amends) > 1
    return OTHERWISE if found and several else found


__all__ = ["OTHERWISE", "rewritten_end"]
