"""What a reply shows of a text it must not show, word for word or nearly, and what of it is common property."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from rag.text import Span, fold

VERBATIM = 20
"""Han characters running (of Latin text three times as many) from which words are taken, not found again by "
"chance."""
_LATIN = 3
_PIECE = 6
_MOSTLY = 0.7
"""Share of a sentence's pieces of six characters from which it is the other text reworded."""
_CHANCE = 2
"""Pieces running that two texts of one trade may share: seven characters."""
_WORD = re.compile(r"\w")
_SENTENCE = re.compile(r"[^。!?\n;]+")


def leaked(reply: str, confidential: tuple[str, ...], known: Iterable[str]) -> list[Span]:
    """Spans of a folded reply that show a confidential text, unless the known texts say the same."""
    own = _own_pieces(_squeezed(reply)[0], confidential, known)
    if not own:
        return []
    spans = [span for sentence in _SENTENCE.finditer(reply) if (span := _leaked_in(sentence, own))]
    return spans or _scattered(reply, own) or _backwards(reply, own)


def _own_pieces(words: str, confidential: tuple[str, ...], known: Iterable[str]) -> frozenset[str]:
    """The reply's pieces, forwards and backwards, that are the confidential texts' own."""
    shared = _pieces_of(confidential).intersection((*_pieces(words), *_pieces(words[::-1])))
    common = [_letters(text) for text in known] if shared else []
    return frozenset(piece for piece in shared if not any(piece in text for text in common))


def _leaked_in(sentence: re.Match[str], own: frozenset[str]) -> Span | None:
    """Where a sentence shows enough of it running, or is mostly made of it."""
    words, places = _squeezed(sentence.group())
    shared = [piece in own for piece in _pieces(words)]
    first, length = _longest_run(shared)
    if length and length + _PIECE - 1 >= _enough(words):
        return sentence.start() + places[first], sentence.start() + places[first + length + _PIECE - 2] + 1
    if shared and len(words) >= _enough(words) and sum(shared) >= _MOSTLY * len(shared):
        return sentence.start() + places[0], sentence.start() + places[-1] + 1
    return None


def _scattered(reply: str, own: frozenset[str]) -> list[Span]:
    """A text shown in pieces too short by themselves: broken up by marks and lines, or strewn among other words."""
    words, places = _squeezed(reply)
    shared = [piece in own for piece in _pieces(words)]
    first, length = _longest_run(shared)
    if length and length + _PIECE - 1 >= _enough(words):
        return [(places[first], places[first + length + _PIECE - 2] + 1)]
    told = sum(run for run in _runs(shared) if run > _CHANCE)
    if told >= _enough(words) and sum(1 for run in _runs(shared) if run > _CHANCE) > 1:
        return [(places[0], places[-1] + 1)]
    return []


def _backwards(reply: str, own: frozenset[str]) -> list[Span]:
    words, places = _squeezed(reply)
    shared = [piece in own for piece in _pieces(words[::-1])]
    _, length = _longest_run(shared)
    return [(places[0], places[-1] + 1)] if length and length + _PIECE - 1 >= _enough(words) else []


def _enough(words: str) -> int:
    return VERBATIM if any(char > "\u2e80" for char in words) else VERBATIM * _LATIN


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a folded text, and where each stands."""
    found = [(match.group(), match.start()) for match in _WORD.finditer(text)]
    return "".join(char for char, _ in found), [place for _, place in found]


@lru_cache(maxsize=512)
def _letters(text: str) -> str:
    return _squeezed(fold(text).text)[0]


def _pieces(words: str) -> list[str]:
    return [words[at : at + _PIECE] for at in range(len(words) - _PIECE + 1)]


@lru_cache(maxsize=8)
def _pieces_of(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(piece for text in texts for piece in _pieces(_letters(text)))


def _runs(shared: list[bool]) -> list[int]:
    """How many shared pieces stand together, run by run."""
    return [sum(1 for _ in group) for hit, group in groupby(shared) if hit]


def _longest_run(shared: list[bool]) -> Span:
    """Where the longest run of shared pieces begins, and how many there are."""
    best, begin, length = 0, 0, 0
    for at, hit in enumerate(shared):
        length = length + 1 if hit else 0
        if length > best:
            best, begin = length, at - length + 1
    return begin, best
