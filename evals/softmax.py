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

from evals.train import Matrix, Parameter
from rag.guardrails.learnt import ZERO

_LEAST = 2
"""Rows a feature must stand in."""
_PENALTY, _STEPS = 0.05, 150


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
