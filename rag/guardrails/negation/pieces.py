"""The stretches negation is read in: clauses, cut once more where chat text leaves its punctuation out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.text import Clause, Pattern

_PARTICLE = "吗呢哦哈呀啦喔耶㗎喇哒捏嘞咯噢哟呦啊嘛诶亲"
"""Sentence particles, and 亲: after them chat text goes on without a comma."""
_CONJUNCTION = (
    "因为|由于|所以|但是|可是|然而|如果|要是|否则|不然|建议|另外|此外|至于|而且|并且|只是(?=[^给])|毕竟|只不过"
)
_BREAKS = Pattern(
    r"(?:[吗哦呀啦喔耶㗎喇哒捏嘞咯噢哟呦啊嘛诶]|亲(?![爱自们亲戚密测切手人和肤子友近])|哈(?![哈喽罗尔])|呢(?![绒料子]))"
    rf"(?=[一-鿿0-9\[])(?![{_PARTICLE}的啲话])"
    r"|的话(?=[一-鿿])|[()—–]+|(?<=[a-z])\s+-+\s+"
    rf"|(?<=\w\w)(?<![如是就要主正])(?P<before>(?={_CONJUNCTION}))"
)
"""Where a clause falls apart: behind a particle or bracket, before a conjunction (not in 是因为, 主要因为)."""
_SHORT_ANSWER = Pattern(r"不[是会能行]的(?=[^话时,].{2})")


@dataclass(frozen=True)
class Piece:
    """A stretch of folded text that says one thing; `closing` is what punctuation ends it."""

    text: str
    start: int
    sentence: int
    closing: str
    aside: bool = False
    """Whether it stands in brackets."""

    @property
    def end(self) -> int:
        """End (exclusive) in the folded text."""
        return self.start + len(self.text)

    @property
    def asks(self) -> bool:
        """Whether it puts a question."""
        return "?" in self.closing or asking(self.text)


_ASKING = Pattern(
    r"(?:吗|么|嘛|咩|未呀|了没有?|[到好]没有?|有[^,]{1,10}没有?|[是能可行]不|是吧|对[吧不])[的呢哦啊亲呀哈]*$"
    r"|(?:什么|哪[里个款些]|怎么|多少|谁)[^,]{0,8}呢$"
    r"|^(?:请问|方便|是否|能否|可否|您看|[您你亲]?(?:这边|那边)?(?:是不是|系咪))"
)


@lru_cache(maxsize=512)
def asking(text: str) -> bool:
    """Whether the words alone put a question."""
    return _ASKING.search(text) is not None


_LONGEST = 150
"""Characters of a piece at most, so that the work stays proportional to the text."""


def pieces(text: str, clauses: Sequence[Clause]) -> tuple[Piece, ...]:
    """The pieces of a folded text, in order."""
    breaks = [match.end() for match in _BREAKS.finditer(text)]
    found: list[Piece] = []
    for number, clause in enumerate(clauses):
        begin, last = clause.start, clause.end
        following = clauses[number + 1].start if number + 1 < len(clauses) else len(text)
        for end in (*_inner(clause, breaks), last):
            piece = text[begin:end]
            bare = piece.strip(_TRIMMED)
            if bare:
                start = begin + piece.index(bare)
                closing = text[last : min(following, last + 3)] if end == last else ""
                found.append(Piece(bare, start, clause.sentence, closing, text[start - 1 : start] == "("))
            begin = end
    return tuple(found)


_TRIMMED = " \t()—–-"


def _inner(clause: Clause, breaks: list[int]) -> list[int]:
    """Breaks inside the clause; what nobody types in one breath is cut by length."""
    found = breaks[bisect_right(breaks, clause.start) : bisect_left(breaks, clause.end)]
    if answer := _SHORT_ANSWER.match(clause.text):
        found = [clause.start + answer.end(), *found]
    if len(clause.text) > _LONGEST:
        found += range(clause.start + _LONGEST, clause.end, _LONGEST)
    return sorted(set(found)) if len(found) > 1 else found
