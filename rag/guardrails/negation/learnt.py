"""What a stretch most likely does, by weights learnt from replies that were written and labelled for it.

Tables of words (`roles`) know what they name, and take all else for a fact. The weights have seen more than two
thousand replies (`evals/corpus`): a softmax regression over the pairs and triples of characters of a stretch
(words and pairs of words in English), with the tables' own view as one feature among them. `evals.train` makes
the file; nothing is learnt at run time.
"""

from __future__ import annotations

import math
from base64 import b85decode
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from rag.text import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = Path(__file__).with_name("learnt.weights")
"""Lines: digest of what they were learnt from · roles · scale · biases · weights, a byte a role, row by row for the
features · the features themselves."""
SURE = 0.7
"""Likelihood from which the weights overrule the tables."""

_MASKED = Pattern(r"\[[^\]]*\]")
_NUMBER = Pattern(r"\d+")
_UNSPOKEN = Pattern(r"[\s,.。!;~、…]+")
_HAN = Pattern("[一-鿿]")
_TOKEN = Pattern(r"[a-z']+|0|\S")


def features(text: str, closing: str, role: str) -> Iterator[str]:
    """The features of a folded stretch: what it is written with, how it closes, what the tables take it for."""
    text = _NUMBER.sub("0", _MASKED.sub("□", text))
    yield f"role {role}"
    if "?" in closing:
        yield "asks"
    if _HAN.search(text):
        yield from _grams(f"^{_UNSPOKEN.sub('', text)}$")
    else:
        yield from _words(["^", *_TOKEN.compiled.findall(text), "$"])


def _grams(text: str) -> Iterator[str]:
    yield from text[1:-1]
    for size in (2, 3):
        yield from (text[at : at + size] for at in range(len(text) - size + 1))


def _words(words: list[str]) -> Iterator[str]:
    yield from (f"{word} " for word in words[1:-1])
    yield from map(" ".join, pairwise(words))


class Weights:
    """The learnt weights: `likeliest` is all there is to ask."""

    def __init__(self, file: Path = FILE) -> None:
        self.source, roles, scale, biases, weights, names = file.read_text(encoding="utf-8").split("\n", 5)
        self.roles = tuple(roles.split())
        self._scale = float(scale)
        self._biases = tuple(map(float, biases.split()))
        packed, width = b85decode(weights), len(self.roles)
        rows = (packed[at : at + width] for at in range(0, len(packed), width))
        self._rows = dict(zip(names.rstrip("\n").split("\n"), rows, strict=True))

    def likeliest(self, text: str, closing: str, role: str) -> tuple[str, float]:
        """The likeliest role of a folded stretch and its likelihood, 0 to 1."""
        known = self._rows
        rows = [known[name] for name in set(features(text, closing, role)) if name in known]
        if not rows:
            return role, 0.0
        factor = self._scale / math.sqrt(len(rows))
        shift = _ZERO * len(rows)
        scores = [
            bias + (sum(column) - shift) * factor
            for bias, column in zip(self._biases, zip(*rows, strict=True), strict=True)
        ]
        best = max(scores)
        return self.roles[scores.index(best)], 1 / sum(math.exp(score - best) for score in scores)


_ZERO = 128
"""The byte that stands for a weight of 0."""


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that come with Wanyan, read when they are first asked for."""
    return Weights()
