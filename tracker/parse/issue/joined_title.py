"""A title over several lines as one, without the blanks that layout put into it."""

from __future__ import annotations

from tracker.language.bodies import LAST_SIGNS, NAMED
from tracker.language.patterns import regex

_PIECES = regex(r"[ \t\u00a0\u2002\u2003\u3000\n]+")
_ISSUER_END = regex(rf"{NAMED}(?:[(（][^()（）]*[)）])?$")
"""A body's name ends a piece, maybe with a short name in brackets: behind it another issuer may begin."""
_LONGEST_ISSUER = 80
"""Characters of the last of the issuers named."""
_ISSUER_START = regex(
    rf"(?:中共|国家|中国|共青团|[\u4e00-\u9fff]{{2,12}}?(?:省|市|自治区|州|盟|区|县|旗))?[\u4e00-\u9fff]{{2,24}}?{NAMED}"
)
"""A piece begins with a body's name."""


def join_title(text: str) -> str:
    """A title over several pieces (lines, or parted by layout blanks) as one.

    The blank stays only between the names of joint issuers.
    """
    joined = ""
    for piece in _PIECES.split(text.strip()):
        apart = (
            bool(joined)
            and "《" not in joined
            and "关于" not in joined
            and joined[-1] in LAST_SIGNS
            and not piece.startswith(("关于", "印发", "废止", "转发", "联合", "第"))
            and _ISSUER_END.search(joined[-_LONGEST_ISSUER:]) is not None
            and _ISSUER_START.match(piece) is not None
        )
        latin = joined[-1:].isascii() and joined[-1:].isalnum() and piece[:1].isascii() and piece[:1].isalnum()
        joined += (" " if apart or latin else "") + piece
    return joined
