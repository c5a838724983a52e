"""Reads weights learnt from labelled text: softmax regression over what a text is written with, a byte a weight.

`evals.softmax` makes the files; nothing is learnt at run time, and nothing but the standard library is needed.
"""

from __future__ import annotations

import math
from base64 import b85decode
from collections.abc import Collection, Iterator
from pathlib import Path

from rag.text import Pattern

ZERO = 128
"""The byte that stands for a weight of 0."""


class Weights:
    """One file of weights: `likelihoods` is what there is to ask.

    Lines: digest of what they were learnt from · labels · scale · biases · weights, a byte a label, row by row
    for the features · the features themselves.
    """

    def __init__(self, file: Path) -> None:
        self.source, labels, scale, biases, weights, names = file.read_text(encoding="utf-8").split("\n", 5)
        self.labels = tuple(labels.split())
        self._scale = float(scale)
        self._biases = tuple(map(float, biases.split()))
        packed, width = b85decode(weights), len(self.labels)
        rows = (packed[at : at + width] for at in range(0, len(packed), width))
        self._rows = dict(zip(names.rstrip("\n").split("\n"), rows, strict=True))

    def likelihoods(self, features: Collection[str]) -> dict[str, float]:
        """How likely each label is, 0 to 1, together 1; empty where no feature is known."""
        known = self._rows
        rows = [known[name] for name in features if name in known]
        if not rows:
            return {}
        factor = self._scale / math.sqrt(len(rows))
        shift = ZERO * len(rows)
        scores = [
            bias + (sum(column) - shift) * factor
            for bias, column in zip(self._biases, zip(*rows, strict=True), strict=True)
        ]
        best = max(scores)
        powers = [math.exp(score - best) for score in scores]
        total = sum(powers)
        return {label: power / total for label, power in zip(self.labels, powers, strict=True)}

    def speaking_for(self, labels: Collection[str], least: float) -> Iterator[str]:
        """The features whose weight for one of the labels is at least this much above that for any other label."""
        chosen = [at for at, label in enumerate(self.labels) if label in labels]
        others = [at for at in range(len(self.labels)) if at not in chosen]
        for name, row in self._rows.items():
            if (max(row[at] for at in chosen) - max(row[at] for at in others)) * self._scale >= least:
                yield name


_MASKED = Pattern(r"\[[^\]]*\]")
_NUMBER = Pattern(r"\d+")


def alike(text: str) -> str:
    """A text in which all numbers are one, and all masked tokens of logs."""
    return _NUMBER.sub("0", _MASKED.sub("□", text))


def grams(text: str) -> Iterator[str]:
    """The characters of a text, and its pairs and triples of them with its bounds."""
    yield from text
    bounded = f"^{text}$"
    for size in (2, 3):
        yield from (bounded[at : at + size] for at in range(len(bounded) - size + 1))
