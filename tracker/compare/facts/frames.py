"""The frame of a mention: the words of its clause around it, and those of the clause before, without their numbers.

A value belongs to the party, the place or the stage that is named before it: 对个人处…, 中心城区每个泊位…, 初审期限….
Two mentions in the same frame speak of the same thing wherever they stand, and whatever a redline keeps of them.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, Protocol, TypeAlias, TypeVar

from tracker.compare.facts.subjects import MEASURING
from tracker.language.numerals import HAN_NUMBER
from tracker.language.patterns import regex
from tracker.language.quantities import TO
from tracker.language.sentence_ends import not_in_number
from tracker.likeness.subsequence import likeness

_ENDS: Final = regex(f"[，。；：、\n;]|{not_in_number(',:')}")
REACH: Final = 60
"""A clause is looked for no farther away than this, in characters."""

_NUMBER: Final = regex(rf"(?:{HAN_NUMBER}|[0-9０-９半]+)(?![级类档等层批期号条款项星线环])")
"""A number that a frame leaves out: 一级 and 二类 are names."""

_BOUNDING: Final = regex("^以[上下内]")
_LOWER: Final = regex(rf"#[^#]{{0,8}}?(?:以上|{TO})\Z")
"""The lower bound of a range, whose upper bound follows."""

_LABEL: Final = regex(r"^(?:[（(]#[）)]|#[.．])")
_HAN: Final = regex("[\u4e00-\u9fff]")
_TELLING: Final = 2
"""So many Chinese characters that do more than measure tell what a mention is about."""

_CASE: Final = 4
_ARTICLE: Final = regex(r"^第#条\s*")
_PARTY: Final = regex(r"对(?!于)([^，。；：\n处罚给]{1,30}?)(?:并?处|罚|给予|可以|应当|的|\Z)")
_SAME_PARTY: Final = 0.5
"""Two parties whose names are this alike are one: 行为人 and 违法行为人."""


class Frame(NamedTuple):
    """The words around a mention: of the clause before its own, and of its own on either side.

    What only measures or bounds (处, 不超过, 以上) is left out: it can change while the thing stays the same. A lower
    bound before a mention is a mere #. ``named`` is what stands before it as printed, where that has a number: the
    grade that a value belongs to (80周岁至89周岁的，每人60元).
    """

    head: str
    left: str
    right: str
    named: str

    @property
    def words(self) -> tuple[str, str, str]:
        """What two frames have in common that are one, whatever their numbers."""
        return (self.head, self.left, self.right)

    @property
    def is_telling(self) -> bool:
        """Whether the words before the mention say what it is about (处 and 不超过 do not)."""
        return len(_HAN.findall(self.left)) >= _TELLING

    @property
    def case(self) -> str:
        """The case that the clause before names (组成前撤回的), where it names one."""
        bare = _ARTICLE.sub("", self.head)
        return bare if bare.endswith("的") and len(_HAN.findall(bare)) >= _CASE else ""

    @property
    def party(self) -> str | None:
        """Whom the clause is about, where it says so: 对个人处."""
        found = _PARTY.match(self.left) or _PARTY.match(self.head)
        return found[1] if found else None


@lru_cache(maxsize=64)
def frame_of(text: str, start: int, end: int) -> Frame:
    """The frame of ``text[start:end]``; what leads to a value is asked for again when its line is written."""
    begun, ends = clause_of(text, start, end)
    left = _masked(text[begun:start])
    bare = _LOWER.sub("", left)
    before = clause_start(text, max(0, begun - 1))
    head = _masked(text[before : max(0, begun - 1)])
    return Frame(
        head=head,
        named=text[begun:start] if "#" in bare else text[before:begun] if "#" in head else "",
        left=MEASURING.sub("", bare) + "#" * (bare != left),
        right=_BOUNDING.sub("", _masked(text[end:ends])),
    )


def clause_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the clause of ``text[start:end]`` begins and ends, at most so far away as clauses are looked for."""
    return clause_start(text, start), clause_end(text, end)


def clause_end(text: str, end: int) -> int:
    """Where the clause ends that an offset stands in, at most so far away."""
    found = _ENDS.search(text, end, end + REACH)
    return found.start() if found else min(len(text), end + REACH)


def clause_start(text: str, start: int) -> int:
    """Where it begins."""
    return start - len(_ENDS.split(text[max(0, start - REACH) : start])[-1])


def _masked(text: str) -> str:
    return _LABEL.sub("", _NUMBER.sub("#", text.strip()))


_RANK: Final = regex(rf"(?:{HAN_NUMBER}|[A-Z甲乙丙丁特0-9]+)[级类档等]")


def of_other_parties(old: Frame, new: Frame) -> bool:
    """Whether two frames name parties or ranks that are not one: 个人 is not 单位, 一级 is not 三级."""
    ranks, others = _RANK.findall(old.left), _RANK.findall(new.left)
    if ranks and others and ranks != others:
        return True
    before, after = old.party, new.party
    return before is not None and after is not None and likeness(before, after) < _SAME_PARTY


class Framed(Protocol):
    """Something in a frame; ``sentence`` names the sentence of the new text in which it stands, or would stand."""

    @property
    def frame(self) -> Frame:
        """The words around it."""
        ...

    @property
    def says(self) -> Hashable:
        """What it says, the same for those that say the same."""
        ...

    @property
    def sentence(self) -> int:
        """The sentence of the new text."""
        ...


T = TypeVar("T", bound=Framed)
Key: TypeAlias = Callable[[T], Hashable | None]


def in_the_same_frame(olds: Sequence[T], news: Sequence[T]) -> Iterator[tuple[T, T]]:
    """The old and new mentions that stand in the same frame, those first that say the same there.

    Where the words before a mention do not tell what it is about, it is looked for in its own sentence only. Each is
    given once; of several in one frame the first goes with the first.
    """

    def whole(one: T) -> Hashable:
        return (one.frame.words, 0 if one.frame.is_telling else one.sentence)

    def own(one: T) -> Hashable | None:
        return (one.frame.left, one.frame.right) if one.frame.is_telling else None

    def staged(one: T) -> Hashable | None:
        ranged = one.frame.left.endswith("#") or "#" in one.frame.right
        return (one.frame.case, one.frame.right) if one.frame.case and not ranged else None

    def graded(one: T) -> Hashable | None:
        return (one.frame.named, one.frame.left, one.frame.right) if one.frame.named else None

    keys: tuple[Key[T], ...] = (
        graded,
        lambda one: (one.says, whole(one)),
        whole,
        staged,
        lambda one: (one.says, own(one)) if own(one) else None,
        own,
    )
    rest, others = list(olds), list(news)
    for key in keys:
        pairs = list(_by(key, rest, others))
        yield from pairs
        gone = {id(one) for pair in pairs for one in pair}
        rest = [one for one in rest if id(one) not in gone]
        others = [one for one in others if id(one) not in gone]


def _by(key: Key[T], olds: Sequence[T], news: Sequence[T]) -> Iterator[tuple[T, T]]:
    """The mentions with the same key, the first with the first."""
    waiting: defaultdict[Hashable, deque[T]] = defaultdict(deque)
    for one in news:
        waiting[key(one)].append(one)
    for one in olds:
        name = key(one)
        if name is not None and waiting[name]:
            yield one, waiting[name].popleft()
