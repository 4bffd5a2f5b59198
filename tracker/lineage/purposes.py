"""What a document is for, by its title: to end others, to change their term, to hand down a revised text, to ask."""

from __future__ import annotations

from tracker.language.patterns import regex
from tracker.language.titles import levelled
from tracker.model import Document, Instrument
from tracker.parse.clauses.acts import DRAFT, only_tells
from tracker.parse.clauses.amending import hands_down_revised as hands_down

_ENDS = regex(r"(?:废止|失效|停止执行)")
_MAKES_RULE = regex(r"(?:废止|失效)[^《》]*(?:印发|发布|公布)")


def is_notice(document: Document, measures: tuple[Instrument, ...]) -> bool:
    """Whether a document makes no version of a rule: it ends others, changes their term or words, or only tells.

    关于废止《…》的通知, 关于公布失效文件目录的公告, 关于延长《…》有效期的通知, a draft, an answer.
    """
    title = levelled(document.title)
    ends = bool(_ENDS.search(title)) and not measures and not _MAKES_RULE.search(title)
    corrects = any(one.kind == "correction" for one in document.amends)
    return ends or only_tells(document.title) or corrects or (bool(document.term_changes) and not measures)


def is_draft(document: Document) -> bool:
    """Whether a document is a draft, or asks for opinions on one: it is no rule yet."""
    return DRAFT.search(levelled(document.title)) is not None


def hands_down_revised(document: Document) -> bool:
    """Whether a circular hands down a revised measure whole (关于修订印发《…》的通知)."""
    return hands_down(document.title, frozenset(instrument.role for instrument in document.instruments))
