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
from typing import TYPE_CHECKING, Literal

from rag.text import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

Question = Literal["role", "run-on"]
"""What a stretch does in its reply · whether the words before a denial's cue say why: 保险已经生效退不了."""
FILES: dict[Question, Path] = {
    "role": Path(__file__).with_name("role.weights"),
    "run-on": Path(__file__).with_name("run-on.weights"),
}
"""Lines: digest of what they were learnt from · roles · scale · biases · weights, a byte a role, row by row for the
features · the features themselves."""
SURE = 0.5
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


def run_on(head: str, kind: str, word: str, tail: str) -> set[str]:
    """The features of what stands before a denial's cue in its own stretch, of the cue, and of what follows it."""
    head = _UNSPOKEN.sub("", _NUMBER.sub("0", _MASKED.sub("□", head)))
    return {
        *_grams(f"^{head}$"),
        f"{min(len(head) // 2, 8)} long",
        f"kind {kind}",
        f"cue {word}",
        f"then {tail[:2]}",
    }


def _grams(text: str) -> Iterator[str]:
    yield from text[1:-1]
    for size in (2, 3):
        yield from (text[at : at + size] for at in range(len(text) - size + 1))


def _words(words: list[str]) -> Iterator[str]:
    yield from (f"{word} " for word in words[1:-1])
    yield from map(" ".join, pairwise(words))


class Weights:
    """The learnt weights: `likelihoods` is all there is to ask."""

    def __init__(self, file: Path) -> None:
        self.source, answers, scale, biases, weights, names = file.read_text(encoding="utf-8").split("\n", 5)
        self.answers = tuple(answers.split())
        self._scale = float(scale)
        self._biases = tuple(map(float, biases.split()))
        packed, width = b85decode(weights), len(self.answers)
        rows = (packed[at : at + width] for at in range(0, len(packed), width))
        self._rows = dict(zip(names.rstrip("\n").split("\n"), rows, strict=True))

    def likelihoods(self, names: set[str]) -> dict[str, float]:
        """The likelihood of every answer for a stretch with these features; empty where none is known."""
        known = self._rows
        rows = [known[name] for name in names if name in known]
        if not rows:
            return {}
        factor = self._scale / math.sqrt(len(rows))
        shift = _ZERO * len(rows)
        scores = [
            bias + (sum(column) - shift) * factor
            for bias, column in zip(self._biases, zip(*rows, strict=True), strict=True)
        ]
        best = max(scores)
        shares = [math.exp(score - best) for score in scores]
        whole = sum(shares)
        return {answer: share / whole for answer, share in zip(self.answers, shares, strict=True)}


_ZERO = 128
"""The byte that stands for a weight of 0."""


@lru_cache(maxsize=2)
def weights(question: Question = "role") -> Weights:
    """The weights that come with Wanyan, read when they are first asked for."""
    return Weights(FILES[question])
