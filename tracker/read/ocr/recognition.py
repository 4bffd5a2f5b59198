"""Pictures of pages → the lines printed on them, recognised by RapidOCR (Apache-2.0) with the models in its wheel.

It is an extra (``pip install 'gazette-tracker[ocr]'``) and works without the network.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias

from tracker.errors import UnreadableSource
from tracker.language.patterns import regex
from tracker.messages import said

__all__ = ["Recognised", "recognised"]

Picture: TypeAlias = Any
"""A page as an array of pixels (rows, columns, blue-green-red)."""

SIDE: Final = 960
"""Pixels of the longer side on which lines are looked for; they are read on the picture as it is."""
NUMBER: Final = regex(r"[0-9０-９](?:[^0-9０-９]{0,3}[0-9０-９])*")
"""Digits with what little stands between them, which are read again together: 2024年1月1日, 12.5."""
MARGIN: Final = 1.0
"""Letters on either side of a number that its second reading may see."""
MOST_NUMBERS: Final = 400
"""Numbers of a page that are read twice."""

_PARAMETERS: Final = {
    "Global.log_level": "error",
    "Global.use_cls": False,
    "Det.limit_type": "max",
    "Det.limit_side_len": SIDE,
}


_WHOLE: Final = {"use_det": True, "use_cls": False, "use_rec": True}
_LINE: Final = {"use_det": False, "use_cls": False, "use_rec": True}
"""What of its steps the engine does; it keeps what it was told last, so that every call says all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A line that was recognised: its words, how sure they are (0 to 1), its edges in pixels.

    ``doubts`` are numbers that a second reading read otherwise: as first read, as read again.
    """

    text: str
    confidence: float
    left: float
    top: float
    right: float
    bottom: float
    doubts: tuple[tuple[str, str], ...] = ()


@cache
def _engine() -> Any:  # noqa: ANN401 - a class of an extra, which may not be there
    """The engine with its models; loaded once.

    Raises:
        UnreadableSource: the extra is not installed, or its models are not in it.
    """
    do = said("pip install 'gazette-tracker[ocr]', or recognise the text first, with `ocrmypdf` for example")
    try:
        package = importlib.import_module("rapidocr")
    except ImportError as error:
        raise UnreadableSource("recognising text needs an extra that is not installed", do=do) from error
    if not any((Path(package.__file__ or "").parent / "models").glob("*.onnx")):
        raise UnreadableSource("the models for recognising text are missing", do=do)  # and the network is not asked
    return package.RapidOCR(params=_PARAMETERS)


def recognised(picture: Picture) -> tuple[Recognised, ...]:
    """The lines on a picture of a page; numbers are read twice.

    Raises:
        UnreadableSource: the extra is not installed.
    """
    found = _engine()(picture, **_WHOLE, return_word_box=True, return_single_char_box=True)
    if getattr(found, "boxes", None) is None or found.txts is None:  # nothing found: an answer of another kind
        return ()
    letters = found.word_results or ((),) * len(found.txts)
    lines = zip(found.boxes, found.txts, found.scores, letters, strict=True)
    return tuple(_lines(picture, list(lines)))


def _lines(picture: Picture, lines: Sequence[tuple[Any, str, float, Sequence[Any]]]) -> Iterator[Recognised]:
    left_to_check = MOST_NUMBERS
    for box, text, score, letters in lines:
        xs, ys = [float(x) for x, _ in box], [float(y) for _, y in box]
        numbers = list(_numbers(letters))[:left_to_check]
        left_to_check -= len(numbers)
        yield Recognised(
            text=text,
            confidence=float(score),
            left=min(xs),
            top=min(ys),
            right=max(xs),
            bottom=max(ys),
            doubts=tuple(_doubts(picture, numbers)),
        )


def _numbers(letters: Sequence[Any]) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    """The numbers of a line, each with the part of the picture it stands on and a margin around it."""
    text = "".join(letter[0] for letter in letters)
    if len(text) != len(letters):
        return
    for number in NUMBER.finditer(text):
        points = [point for letter in letters[number.start() : number.end()] for point in letter[2]]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        margin = (max(ys) - min(ys)) * MARGIN
        yield number[0], (int(min(xs) - margin), int(min(ys)) - 2, int(max(xs) + margin), int(max(ys)) + 2)


def _doubts(picture: Picture, numbers: Sequence[tuple[str, tuple[int, int, int, int]]]) -> Iterator[tuple[str, str]]:
    """The numbers whose digits a second reading, of the number alone, does not find."""
    for number, (left, top, right, bottom) in numbers:
        part = picture[max(0, top) : bottom, max(0, left) : right]
        again = _engine()(part, **_LINE)
        text = "".join(again.txts or ())
        if _digits(number) not in _digits(text):
            yield number, text


def _digits(text: str) -> str:
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())
