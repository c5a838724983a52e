"""Learns what a stretch of a reply does from the replies of `evals/corpus`: `python -m evals.train`.

A row is {"id","context","parts"}: the reply cut into parts, each with what it does in that reply (docs/evals.md).
How it learns is in `softmax`; the same corpus gives the same weights.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.softmax import Example, digest, learn, write
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
Part = Sequence[str]
"""What a part of a reply does, and the part."""


def read_corpus(question: Question = "role", folder: Path = CORPUS) -> list[Example]:
    """What the corpus holds on a question, cut and looked at as the checker does."""
    return [found for path in sorted(folder.glob("*.jsonl")) for found in _READERS[question](path)]


def _rows(path: Path) -> Iterator[tuple[list[Part], str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["parts"], row["context"]


def _read_roles(path: Path) -> Iterator[Example]:
    """Every stretch that denies nothing."""
    for parts, asked in _rows(path):
        yield from _stretches(parts, asked, path.stem)
        if other := turned(parts):
            yield from _stretches(other, asked, path.stem)


def _read_run_ons(path: Path) -> Iterator[Example]:
    """What stands before a denial: its topic, its reason in the same breath, the piece before it joined on."""
    for parts, _ in _rows(path):
        labelled = labelled_pieces(parts)
        cues = {cue.at: cue for cue in find_cues(tuple(piece for piece, _ in labelled))}
        labels = [label for _, label in labelled]
        support = {label.partition(":")[2] for label, _ in parts if label.startswith("denial")}
        for at, label in enumerate(labels):
            if label == "denial" and at in cues and len(support) == 1:
                yield from _run_ons(cues[at], labelled, support == {"reason"}, path.stem)


def _run_ons(cue: Cue, labelled: Sequence[tuple[Piece, str]], explained: bool, source: str) -> Iterator[Example]:
    def example(head: str, ground: bool) -> Example:
        names = run_on(head, cue.kind, cue.word, cue.tail)
        return Example(tuple(sorted(names)), "ground" if ground else "topic", source)

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


def _stretches(parts: Sequence[Part], asked: str, source: str) -> Iterator[Example]:
    labelled = labelled_pieces(parts)
    reply = _denying(tuple(piece for piece, _ in labelled), labelled, asked)
    for at, (_, label) in enumerate(labelled):
        role = _SAME.get(label, label)
        if role in ROLES:
            yield Example(tuple(sorted(evidence(at, reply))), role, source)


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


def main() -> None:
    """Learn from the whole corpus, write the weights, and tell how well they do on what they have not seen."""
    for question, answers in ANSWERS.items():
        examples = read_corpus(question)
        write(learn(examples, answers), digest(examples), FILES[question])
        print(f"{question}: {len(examples)} stretches; {FILES[question].stat().st_size / 1024:.0f} KiB of weights")
        for source in sorted({example.source for example in examples}):
            share = held_out(examples, source, answers)
            print(f"  {source:<24} right {share:.3f} when learnt from the others")


def held_out(examples: Sequence[Example], source: str, answers: tuple[str, ...] = ROLES) -> float:
    """Share of the examples of one file that are told right by weights learnt from all others."""
    learnt = learn([example for example in examples if example.source != source], answers)
    asked = [example for example in examples if example.source == source]
    return sum(learnt.likeliest(example) == example.label for example in asked) / len(asked)


if __name__ == "__main__":
    main()
