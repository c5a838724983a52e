"""Which earlier replies a reply repeats, found among thousands of them without comparing with each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from math import ceil
from typing import overload
from zlib import crc32

from rag.text import Pattern, fold

SAME = 0.6
"""Jaccard likeness of character trigrams from which two replies are one: a name or a product changed, no more."""
_SAME_WORDS = 0.7
_COMPARED = 16
"""Candidates that are compared in full: the one that shares most is nearly always the nearest."""
_OPENING = 8
"""Characters of an opening: less is a greeting, which every reply may share."""
_NAMES = re.compile(
    r"(?:亲爱的|尊敬的)?[一-鿿]{1,3}(?:先生|女士|小姐|同学|太太)|\b(?:dear|hi|hello) [a-z]{2,15}(?=[,!. ])"
    r"|\b(?:mr|mrs|ms)\.? [a-z]+|客服[\da-z]{1,6}号?"
)
_DIGITS = re.compile(r"\d+")
_NAMED = Pattern(r"先生|女士|小姐|同学|太太|dear|hi |hello|mr|ms|客服")
_NOISE = re.compile(r"[\W\d_呢哦呀啊喔噢哈啦哟嘛哒滴]+")
_ADDRESS = re.compile(r"[您你妳亲]|(?:小|本|我们?|咱们?)(?=店)|我们家?的?(?=店)")
"""Words that say only who speaks to whom: 感谢您 and 感谢亲, 小店 and 本店 are the same thanks."""
_FILLERS = re.compile(
    r"^(?:亲爱的(?:顾客|客户|买家|朋友)?|尊敬的(?:顾客|客户|买家)?|您好|你好|哈喽|嗨|亲亲?|呀|啊|哦"
    r"|dear customer|hi|hello)+"
)


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """The words of a text alone: folded, without names, digits, particles, punctuation and emoji."""
    folded = fold(text).text
    return _NOISE.sub("", _NAMES.sub("", folded) if _NAMED.search(folded) else folded)


@lru_cache(maxsize=4096)
def _core(text: str) -> str:
    """The normal words without the ways to address a customer, the shop and to join two nouns."""
    return _ADDRESS.sub("", normal(text)).replace("与", "和")


def same_words(one: str, other: str) -> bool:
    """Whether two messages of one conversation say the same: there, another number is another answer."""
    return _DIGITS.findall(one) == _DIGITS.findall(other) and likeness(normal(one), normal(other)) >= _SAME_WORDS


def alike(one: str, other: str) -> bool:
    """Whether two replies are one: `Replies` tells it of thousands."""
    return likeness(_core(one), _core(other)) >= SAME


def likeness(one: str, other: str) -> float:
    """Jaccard likeness of the trigrams of two normal texts, between 0 and 1."""
    if min(len(one), len(other)) < SAME * max(len(one), len(other)) - 2 or not _alike(set(one), set(other)):
        return 0.0
    a, b = _grams(one), _grams(other)
    return len(a & b) / len(a | b) if a and b else 0.0


def _alike(one: set[str], other: set[str]) -> bool:
    """Whether the characters alone allow the texts to be one: quicker told than by their trigrams."""
    return len(one & other) >= SAME * min(len(one), len(other))


def opening_of(text: str) -> str:
    """The first words after the greeting, as they are compared; empty where there are too few."""
    words = _FILLERS.sub("", normal(text))
    return words[:_OPENING] if len(words) >= _OPENING else ""


def _grams(words: str) -> frozenset[str]:
    return frozenset(words[at : at + 3] for at in range(max(1, len(words) - 2))) if words else frozenset()


class Replies(Sequence[str]):
    """Replies of a batch, indexed as they come: `add` one, then ask for those that `repeat` or `open_like` a text.

    A reply is found by its trigrams of lowest hash: two texts of likeness t share one among the first
    (1 - t) share of each (prefix filtering; Bayardo, Ma, Srikant 2007), so few candidates are compared.
    """

    def __init__(self, replies: Sequence[str] = ()) -> None:
        self._replies: list[str] = []
        self._cores: list[str] = []
        self._by_gram: dict[str, list[int]] = defaultdict(list)
        self._by_opening: dict[str, int] = {}
        for reply in replies:
            self.add(reply)

    def add(self, reply: str) -> None:
        """Take one more reply in."""
        words, number = _core(reply), len(self._replies)
        self._replies.append(reply)
        self._cores.append(words)
        for gram in _rarest(words):
            self._by_gram[gram].append(number)
        self._by_opening.setdefault(opening_of(reply), number)

    def repeated(self, reply: str) -> str | None:
        """An earlier reply that this one repeats, the first of the likeliest."""
        found = (number for number, share in self._likeliest(reply) if share >= SAME)
        first = next(found, None)
        return None if first is None else self._replies[first]

    def nearest(self, reply: str) -> float:
        """How alike the nearest earlier reply is, from 0 to 1; one less alike than `SAME` may be overlooked."""
        return max((share for _, share in self._likeliest(reply)), default=0.0)

    def _likeliest(self, reply: str) -> Iterator[tuple[int, float]]:
        """Earlier replies that share most, as they came, with their likeness."""
        words = _core(reply)
        shared = Counter(chain.from_iterable(self._by_gram.get(gram, ()) for gram in _rarest(words)))
        for number in sorted(number for number, _ in shared.most_common(_COMPARED)):
            yield number, likeness(words, self._cores[number])

    def opened_like(self, reply: str) -> str | None:
        """The first earlier reply with the same opening."""
        opening = opening_of(reply)
        first = self._by_opening.get(opening) if opening else None
        return None if first is None else self._replies[first]

    def __len__(self) -> int:
        """How many replies there are."""
        return len(self._replies)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        """A reply as it was given."""
        return self._replies[index]

    def __iter__(self) -> Iterator[str]:
        """The replies in the order they came."""
        return iter(self._replies)


def _rarest(words: str) -> list[str]:
    grams = _grams(words)
    share = len(grams) - ceil(SAME * len(grams)) + 1
    return sorted(grams, key=_order)[:share] if grams else []


def _order(gram: str) -> int:
    return crc32(gram.encode("utf-8", "surrogatepass"))


def indexed(siblings: Sequence[str]) -> Replies:
    """The siblings as an index: the batch's own where it keeps one, else one made from the plain texts and kept."""
    return siblings if isinstance(siblings, Replies) else _indexed(tuple(siblings))


@lru_cache(maxsize=4)
def _indexed(siblings: tuple[str, ...]) -> Replies:
    return Replies(siblings)
