"""The stretches negation is read in: clauses, cut once more where chat text leaves its punctuation out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rag.text import Clause

_PARTICLE = "吗呢哦哈呀啦喔耶㗎喇哒捏嘞咯噢哟呦啊嘛诶亲"
"""Sentence particles, and 亲: after them chat text goes on without a comma."""
_CONJUNCTION = (
    "因为|由于|所以|但是|可是|然而|如果|要是|否则|不然|建议|另外|此外|至于|而且|并且|只是(?=[^给])|毕竟|只不过"
)
_BREAKS_BEHIND = re.compile(
    r"(?:[吗哦呀啦喔耶㗎喇哒捏嘞咯噢哟呦啊嘛诶]|亲(?![爱自们亲戚密测切手人和肤子友近])|哈(?![哈喽罗尔])|呢(?![绒料子]))"
    rf"(?=[一-鿿0-9\[])(?![{_PARTICLE}的啲话])"
    r"|的话(?=[一-鿿])|[()—–]+|(?<=[a-z])\s+-+\s+"
)
_BREAKS_BEFORE = re.compile(rf"(?:{_CONJUNCTION})|[()]")
_JOINED = frozenset("如是就要主正")
"""Before 因为 and its like they make one word: 是因为, 主要因为."""
_SHORT_ANSWER = re.compile(r"不[是会能行]的(?=[^话时,].{2})")


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

    @cached_property
    def asks(self) -> bool:
        """Whether it puts a question."""
        return "?" in self.closing or _ASKING.search(self.text) is not None


_ASKING = re.compile(
    r"(?:吗|么|嘛|咩|未呀|了没有?|[到好]没有?|有[^,]{1,10}没有?|[是能可行]不|是吧|对[吧不])[的呢哦啊亲呀哈]*$"
    r"|(?:什么|哪[里个款些]|怎么|多少|谁)[^,]{0,8}呢$"
    r"|^(?:请问|方便|是否|能否|可否|您看)"
)


_LONGEST = 150
"""Characters of a piece at most, so that the work stays proportional to the text."""


def pieces(text: str, clauses: Sequence[Clause]) -> tuple[Piece, ...]:
    """The pieces of a folded text, in order."""
    found: list[Piece] = []
    for clause in clauses:
        cuts = _cuts(clause.text)
        for begin, end in pairwise(cuts):
            piece = clause.text[begin:end]
            bare = piece.strip(" \t()—–-")
            if bare:
                lead = len(piece) - len(piece.lstrip(" \t()—–-"))
                after = clause.start + end
                closing = text[after : after + 3] if end == len(clause.text) else ""
                start = clause.start + begin + lead
                aside = text[max(0, start - 1) : start] == "("
                found.append(Piece(bare, start, clause.sentence, _closing(closing), aside))
    return tuple(found)


def _cuts(text: str) -> list[int]:
    """Where the clause falls apart, its ends included; what nobody types in one breath is cut by length."""
    soft = {match.end() for match in _BREAKS_BEHIND.finditer(text)}
    for match in _BREAKS_BEFORE.finditer(text):
        at = match.start()
        if match[0] in "()" or (at > 1 and text[at - 1] not in _JOINED):
            soft.add(at)
    if answer := _SHORT_ANSWER.match(text):
        soft.add(answer.end())
    return sorted(soft | set(range(0, len(text), _LONGEST)) | {len(text)})


def _closing(after: str) -> str:
    """The punctuation right behind a clause, white space ignored."""
    return re.match(r"[\s\W]*", after)[0].strip()[:2] if after else ""  # type: ignore[index]
