"""Learns what a stretch of a reply does from the replies of `evals/corpus`: `python -m evals.train`.

A row is {"id","context","parts"}: the reply cut into parts, each with what it does in that reply (docs/evals.md).
Softmax regression with an L2 penalty, by Adam over the whole corpus; the same corpus gives the same weights.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b85encode
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.guardrails.negation.cues import Cue, find_cues
from rag.guardrails.negation.evidence import CONCLUSION, evidence
from rag.guardrails.negation.learnt import FILES, Question, run_on
from rag.guardrails.negation.pieces import Piece, pieces
from rag.guardrails.negation.reply import Reply
from rag.text import clauses, fold

CORPUS = Path(__file__).parent / "corpus"
ROLES = ("fact", "talk", "offer", "request", "courtesy", "effort", "question", "condition", "empty")
ANSWERS: dict[Question, tuple[str, ...]] = {"role": ROLES, "run-on": ("ground", "topic")}
_SAME = {"aside": "talk"}
_LEAST = 2
"""Stretches a feature must stand in."""
_PENALTY, _STEPS = 0.05, 150

Matrix = NDArray[np.float64]
Part = Sequence[str]
"""What a part of a reply does, and the part."""


@dataclass(frozen=True)
class Labelled:
    """A stretch with what it does; `source` is the file it comes from."""

    names: tuple[str, ...]
    answer: str
    source: str


def read_corpus(question: Question = "role", folder: Path = CORPUS) -> list[Labelled]:
    """What the corpus holds on a question, cut and looked at as the checker does."""
    return [found for path in sorted(folder.glob("*.jsonl")) for found in _READERS[question](path)]


def _rows(path: Path) -> Iterator[tuple[list[Part], str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["parts"], row["context"]


def _read_roles(path: Path) -> Iterator[Labelled]:
    """Every stretch that denies nothing."""
    for parts, asked in _rows(path):
        yield from _stretches(parts, asked, path.stem)
        if other := turned(parts):
            yield from _stretches(other, asked, path.stem)


def _read_run_ons(path: Path) -> Iterator[Labelled]:
    """What stands before a denial: its topic, its reason in the same breath, the piece before it joined on."""
    for parts, _ in _rows(path):
        labelled = labelled_pieces(parts)
        cues = {cue.at: cue for cue in find_cues(tuple(piece for piece, _ in labelled))}
        labels = [label for _, label in labelled]
        support = {label.partition(":")[2] for label, _ in parts if label.startswith("denial")}
        for at, label in enumerate(labels):
            if label == "denial" and at in cues and len(support) == 1:
                yield from _run_ons(cues[at], labelled, support == {"reason"}, path.stem)


def _run_ons(cue: Cue, labelled: Sequence[tuple[Piece, str]], explained: bool, source: str) -> Iterator[Labelled]:
    def example(head: str, ground: bool) -> Labelled:
        names = run_on(head, cue.kind, cue.word, cue.tail)
        return Labelled(tuple(sorted(names)), "ground" if ground else "topic", source)

    if not _HAN.search(labelled[cue.at][0].text):
        return
    alone = explained and all(label != "fact" for _, label in labelled)
    if len(cue.head) > 1:
        yield example(cue.head, alone)
    before, doing = labelled[cue.at - 1] if cue.at else (None, "")
    if before is not None and doing in _JOINED and len(before.text) > _SHORT:
        yield example(_PARTICLES.sub("", before.text) + cue.head, explained and doing == "fact")


_JOINED = frozenset({"fact", "aside", "effort", "request", "courtesy", "empty"})
_SHORT = 3
_HAN = re.compile("[一-鿿]")
_PARTICLES = re.compile("[呢哦啊哈亲呀啦]+$")
_READERS = {"role": _read_roles, "run-on": _read_run_ons}


def _stretches(parts: Sequence[Part], asked: str, source: str) -> Iterator[Labelled]:
    labelled = labelled_pieces(parts)
    reply = _denying(tuple(piece for piece, _ in labelled), labelled, asked)
    for at, (_, label) in enumerate(labelled):
        role = _SAME.get(label, label)
        if role in ROLES:
            yield Labelled(tuple(sorted(evidence(at, reply))), role, source)


def turned(parts: Sequence[Part]) -> list[Part] | None:
    """The reply with a reason that stands before its denial put behind it: people say it either way."""
    for at, (label, text) in enumerate(parts[1:], start=1):
        fact, before = parts[at - 1]
        if label == "denial:reason" and fact == "fact" and not CONCLUSION.search(fold(text).text):
            (said, close), (why, stop) = _closed(text), _closed(before)
            return [*parts[: at - 1], (label, said + stop), (fact, why + close), *parts[at + 1 :]]
    return None


def _closed(text: str) -> tuple[str, str]:
    """A part's words and the punctuation that ends it."""
    words = text.rstrip("，。,.!！?？;；~～ \n…")
    return words, text[len(words) :]


def labelled_pieces(parts: Sequence[Part]) -> list[tuple[Piece, str]]:
    """The pieces of a labelled reply, each with the label of the part it has most characters of."""
    folded = fold("".join(text for _, text in parts))
    owners = [label for label, text in parts for _ in text]
    return [
        (piece, Counter(owners[slice(*folded.span(piece.start, piece.end))]).most_common(1)[0][0].partition(":")[0])
        for piece in pieces(folded.text, clauses(folded.text))
    ]


def _denying(stretches: tuple[Piece, ...], labelled: Sequence[tuple[Piece, str]], asked: str) -> Reply:
    """The reply with the denials its labels name."""
    cues = {cue.at: cue for cue in find_cues(stretches)}
    denials = {
        at: cues.get(at, Cue("soft", piece.text, piece.start, piece.end, "", "", at))
        for at, (piece, label) in enumerate(labelled)
        if label == "denial"
    }
    return Reply(stretches, denials, asked=fold(asked).text)


def learn(stretches: Sequence[Labelled], answers: Sequence[str] = ROLES) -> tuple[list[str], Matrix, Matrix]:
    """Features, their weights (one column an answer) and the biases."""
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
    wanted = np.zeros((len(stretches), len(answers)))
    wanted[np.arange(len(stretches)), [answers.index(stretch.answer) for stretch in stretches]] = 1
    weights, biases = Parameter((len(names), len(answers))), Parameter((1, len(answers)))
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
    seen = "\n".join("\t".join((stretch.answer, *stretch.names)) for stretch in stretches)
    return hashlib.blake2b(seen.encode(), digest_size=8).hexdigest()


def write(file: Path, source: str, answers: Sequence[str], learned: tuple[list[str], Matrix, Matrix]) -> None:
    """The file that `learnt.Weights` reads: weights in steps of the scale, one byte each."""
    names, weights, biases = learned
    scale = float(np.abs(weights).max()) / 127
    steps = np.rint(weights / scale).astype(int)
    kept = [at for at in range(len(names)) if steps[at].any()]
    packed = (steps[kept] + 128).astype(np.uint8).tobytes()
    lines = (
        source,
        " ".join(answers),
        repr(scale),
        " ".join(f"{bias:.4f}" for bias in biases[0]),
        b85encode(packed).decode(),
        *(names[at] for at in kept),
    )
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Learn from the whole corpus, write the weights, and tell how well they do on what they have not seen."""
    for question, answers in ANSWERS.items():
        stretches = read_corpus(question)
        write(FILES[question], digest(stretches), answers, learn(stretches, answers))
        print(f"{question}: {len(stretches)} stretches; {FILES[question].stat().st_size / 1024:.0f} KiB of weights")
        for source in sorted({stretch.source for stretch in stretches}):
            share = held_out(stretches, source, answers)
            print(f"  {source:<24} right {share:.3f} when learnt from the others")


def held_out(stretches: Sequence[Labelled], source: str, answers: Sequence[str] = ROLES) -> float:
    """Share of the stretches of one file that are told right by weights learnt from all others."""
    names, weights, biases = learn([stretch for stretch in stretches if stretch.source != source], answers)
    place = {name: at for at, name in enumerate(names)}
    asked = [stretch for stretch in stretches if stretch.source == source]
    right = 0
    for stretch in asked:
        known = [place[name] for name in stretch.names if name in place]
        scores = biases[0] + weights[known].sum(axis=0) / np.sqrt(max(len(known), 1))
        right += answers[int(scores.argmax())] == stretch.answer
    return right / len(asked)


if __name__ == "__main__":
    main()
