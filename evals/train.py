"""Learns what a stretch of a reply does from the replies of `evals/corpus`: `python -m evals.train`.

A row is {"id","context","parts"}: the reply cut into parts, each with what it does in that reply (docs/evals.md).
Softmax regression with an L2 penalty, by Adam over the whole corpus; the same corpus gives the same weights.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b85encode
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.guardrails.negation.learnt import FILE, features
from rag.guardrails.negation.pieces import Piece, pieces
from rag.guardrails.negation.roles import by_words
from rag.text import clauses, fold

CORPUS = Path(__file__).parent / "corpus"
ROLES = ("fact", "talk", "offer", "request", "courtesy", "effort", "question", "condition", "empty")
_SAME = {"aside": "talk"}
_LEAST = 2
"""Stretches a feature must stand in."""
_PENALTY, _STEPS = 0.05, 150

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Labelled:
    """A stretch with what it does; `source` is the file it comes from."""

    names: tuple[str, ...]
    role: str
    source: str


def read_corpus(folder: Path = CORPUS) -> list[Labelled]:
    """Every stretch of the corpus that denies nothing, cut as the checker cuts a reply."""
    return [found for path in sorted(folder.glob("*.jsonl")) for found in _read(path)]


def _read(path: Path) -> Iterator[Labelled]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for piece, label in labelled_pieces(row):
            role = _SAME.get(label, label)
            if role in ROLES:
                names = tuple(sorted(set(features(piece.text, piece.closing, by_words(piece)))))
                yield Labelled(names, role, path.stem)


def labelled_pieces(row: dict[str, Any]) -> Iterator[tuple[Piece, str]]:
    """The pieces of a row's reply, each with the label of the part it has most characters of."""
    folded = fold("".join(text for _, text in row["parts"]))
    owners = [label for label, text in row["parts"] for _ in text]
    for piece in pieces(folded.text, clauses(folded.text)):
        start, end = folded.span(piece.start, piece.end)
        yield piece, Counter(owners[start:end]).most_common(1)[0][0].partition(":")[0]


def learn(stretches: Sequence[Labelled]) -> tuple[list[str], Matrix, Matrix]:
    """Features, their weights (one column a role) and the biases."""
    counts = Counter(name for stretch in stretches for name in stretch.names)
    names = sorted(name for name, count in counts.items() if count >= _LEAST)
    place = {name: at for at, name in enumerate(names)}
    columns = [[place[name] for name in stretch.names if name in place] for stretch in stretches]
    lengths = np.array([len(row) for row in columns])
    rows = np.repeat(np.arange(len(columns)), lengths)
    flat = np.array([at for row in columns for at in row])
    value = (1 / np.sqrt(np.maximum(lengths, 1)))[rows][:, None]
    order = np.argsort(flat, kind="stable")
    starts = np.searchsorted(flat[order], np.arange(len(names)))
    firsts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    wanted = np.zeros((len(stretches), len(ROLES)))
    wanted[np.arange(len(stretches)), [ROLES.index(stretch.role) for stretch in stretches]] = 1
    weights, biases = Parameter((len(names), len(ROLES))), Parameter((1, len(ROLES)))
    for step in range(1, _STEPS + 1):
        scores = np.add.reduceat(weights.value[flat] * value, firsts, axis=0) + biases.value
        likelihood = np.exp(scores - scores.max(axis=1, keepdims=True))
        likelihood /= likelihood.sum(axis=1, keepdims=True)
        missed = likelihood - wanted
        slope = np.add.reduceat((missed[rows] * value)[order], starts, axis=0)
        weights.descend(slope + _PENALTY * weights.value, step)
        biases.descend(missed.sum(axis=0, keepdims=True), step)
    return names, weights.value, biases.value


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


def digest(stretches: Sequence[Labelled]) -> str:
    """What the weights were learnt from, in 16 characters: the test that they are up to date compares it."""
    seen = "\n".join("\t".join((stretch.role, *stretch.names)) for stretch in stretches)
    return hashlib.blake2b(seen.encode(), digest_size=8).hexdigest()


def write(source: str, names: Sequence[str], weights: Matrix, biases: Matrix, file: Path = FILE) -> None:
    """The file that `learnt.Weights` reads: weights in steps of the scale, one byte each."""
    scale = float(np.abs(weights).max()) / 127
    steps = np.rint(weights / scale).astype(int)
    kept = [at for at in range(len(names)) if steps[at].any()]
    packed = (steps[kept] + 128).astype(np.uint8).tobytes()
    lines = (
        source,
        " ".join(ROLES),
        repr(scale),
        " ".join(f"{bias:.4f}" for bias in biases[0]),
        b85encode(packed).decode(),
        *(names[at] for at in kept),
    )
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Learn from the whole corpus, write the weights, and tell how well they do on what they have not seen."""
    stretches = read_corpus()
    write(digest(stretches), *learn(stretches))
    print(f"{len(stretches)} stretches; {FILE.stat().st_size / 1024:.0f} KiB of weights")
    for source in sorted({stretch.source for stretch in stretches}):
        print(f"  {source:<24} right {held_out(stretches, source):.3f} when learnt from the others")


def held_out(stretches: Sequence[Labelled], source: str) -> float:
    """Share of the stretches of one file that are told right by weights learnt from all others."""
    names, weights, biases = learn([stretch for stretch in stretches if stretch.source != source])
    place = {name: at for at, name in enumerate(names)}
    asked = [stretch for stretch in stretches if stretch.source == source]
    right = 0
    for stretch in asked:
        known = [place[name] for name in stretch.names if name in place]
        scores = biases[0] + weights[known].sum(axis=0) / np.sqrt(max(len(known), 1))
        right += ROLES[int(scores.argmax())] == stretch.role
    return right / len(asked)


if __name__ == "__main__":
    main()
