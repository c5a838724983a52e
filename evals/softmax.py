"""Softmax regression over features that are there or not, and the file that `rag.guardrails.learnt` reads.

With an L2 penalty, by Adam over all rows at once; the same rows give the same weights.
"""

from __future__ import annotations

import hashlib
from base64 import b85encode
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.guardrails.learnt import ZERO

_LEAST = 2
"""Rows a feature must stand in."""
_PENALTY, _STEPS = 0.05, 150

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """The features of a text and its label; `source` is the file it comes from."""

    names: tuple[str, ...]
    label: str
    source: str


@dataclass(frozen=True)
class Learnt:
    """Features with their weights, a column a label, and the biases."""

    labels: tuple[str, ...]
    names: tuple[str, ...]
    weights: Matrix
    biases: Matrix

    def likelihoods(self, example: Example) -> Matrix:
        """How likely each label is for an example, whatever label it has."""
        place = {name: at for at, name in enumerate(self.names)}
        known = [place[name] for name in example.names if name in place]
        scores = self.biases[0] + self.weights[known].sum(axis=0) / np.sqrt(max(len(known), 1))
        powers = np.exp(scores - scores.max())
        likelihoods: Matrix = powers / powers.sum()
        return likelihoods

    def likeliest(self, example: Example) -> str:
        """The likeliest label for an example, whatever label it has."""
        return self.labels[int(self.likelihoods(example).argmax())]


def learn(examples: Sequence[Example], labels: tuple[str, ...]) -> Learnt:
    """The weights that tell the examples apart best."""
    counts = Counter(name for example in examples for name in example.names)
    names = sorted(name for name, count in counts.items() if count >= _LEAST)
    place = {name: at for at, name in enumerate(names)}
    columns = [[place[name] for name in example.names if name in place] for example in examples]
    told = [at for at, row in enumerate(columns) if row]
    columns = [columns[at] for at in told]
    lengths = np.array([len(row) for row in columns])
    rows = np.repeat(np.arange(len(columns)), lengths)
    flat = np.array([at for row in columns for at in row])
    value = (1 / np.sqrt(lengths))[rows][:, None]
    order = np.argsort(flat, kind="stable")
    starts = np.searchsorted(flat[order], np.arange(len(names)))
    firsts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    wanted = np.zeros((len(told), len(labels)))
    wanted[np.arange(len(told)), [labels.index(examples[at].label) for at in told]] = 1
    weights, biases = Parameter((len(names), len(labels))), Parameter((1, len(labels)))
    for step in range(1, _STEPS + 1):
        scores = np.add.reduceat(weights.value[flat] * value, firsts, axis=0) + biases.value
        likelihood = np.exp(scores - scores.max(axis=1, keepdims=True))
        likelihood /= likelihood.sum(axis=1, keepdims=True)
        missed = likelihood - wanted
        slope = np.add.reduceat((missed[rows] * value)[order], starts, axis=0)
        weights.descend(slope + _PENALTY * weights.value, step)
        biases.descend(missed.sum(axis=0, keepdims=True), step)
    return Learnt(labels, tuple(names), weights.value, biases.value)


class Parameter:
    """Values that descend a slope by Adam (Kingma & Ba, 2015), in steps that grow smaller."""

    def __init__(self, shape: tuple[int, int]) -> None:
        self.value: Matrix = np.zeros(shape)
        self._mean: Matrix = np.zeros(shape)
        self._square: Matrix = np.zeros(shape)

    def descend(self, slope: Matrix, step: int) -> None:
        """One step, counted from 1."""
        self._mean += 0.1 * (slope - self._mean)
        self._square += 0.01 * (slope * slope - self._square)
        size = 0.3 * (1 - step / _STEPS) + 0.01
        spread = np.sqrt(self._square / (1 - 0.99**step)) + 1e-8
        self.value = self.value - size * (self._mean / (1 - 0.9**step)) / spread


def digest(examples: Sequence[Example]) -> str:
    """What weights were learnt from, in 16 characters: the test that they are up to date compares it."""
    seen = "\n".join("\t".join((example.label, *example.names)) for example in examples)
    return hashlib.blake2b(seen.encode(), digest_size=8).hexdigest()


def write(learnt: Learnt, source: str, file: Path) -> None:
    """The file of weights: in steps of the scale, one byte each."""
    scale = float(np.abs(learnt.weights).max()) / 127
    steps = np.rint(learnt.weights / scale).astype(int)
    kept = [at for at in range(len(learnt.names)) if steps[at].any()]
    packed = (steps[kept] + ZERO).astype(np.uint8).tobytes()
    lines = (
        source,
        " ".join(learnt.labels),
        repr(scale),
        " ".join(f"{bias:.4f}" for bias in learnt.biases[0]),
        b85encode(packed).decode(),
        *(learnt.names[at] for at in kept),
    )
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
