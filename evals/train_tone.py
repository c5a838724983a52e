"""Learns what tone a sentence has from the sentences of `evals/corpus/manners`: `python -m evals.train_tone`.

A row is {"id","context","text","label"} (docs/evals.md). The replies of `evals/corpus` are harmless sentences
besides: denied, explained, apologised for, but neither quarrelling nor blaming nor ordering about.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.softmax import Example, digest, learn, write
from evals.train import CORPUS
from rag.guardrails.tone import FILE, HARMLESS, SURE, features, sentences
from rag.text import clauses, fold

MANNERS = CORPUS / "manners"
LABELS = (HARMLESS, "arguing", "blame-shifting", "commanding")


def read_corpus(folder: Path = MANNERS, replies: Path = CORPUS) -> list[Example]:
    """Every labelled text, and every sentence of the replies as a harmless one."""
    labelled = [found for path in sorted(folder.glob("*.jsonl")) for found in _labelled(path)]
    return labelled + [found for path in sorted(replies.glob("*.jsonl")) for found in _harmless(path)]


def _labelled(path: Path) -> Iterator[Example]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Example(tuple(sorted(features(fold(row["text"]).text))), row["label"], path.stem)


def _harmless(path: Path) -> Iterator[Example]:
    for line in path.read_text(encoding="utf-8").splitlines():
        text = fold("".join(part for _, part in json.loads(line)["parts"])).text
        for start, end in () if text.isascii() else sentences(text, clauses(text)):
            yield Example(tuple(sorted(features(text[start:end]))), HARMLESS, "replies")


def held_out(examples: Sequence[Example], source: str) -> tuple[int, int, int]:
    """Of one file, by weights learnt from all others: tones told right, all tones, tones told where none is."""
    learnt = learn([example for example in examples if example.source != source], LABELS)
    right = tones = wrong = 0
    for example in (example for example in examples if example.source == source):
        harmless, *others = learnt.likelihoods(example)
        sure = 1 - harmless >= SURE
        tones += example.label != HARMLESS
        right += sure and example.label == LABELS[1 + others.index(max(others))]
        wrong += sure and example.label == HARMLESS
    return right, tones, wrong


def main() -> None:
    """Learn from the whole corpus, write the weights, and tell how well they do on what they have not seen."""
    examples = read_corpus()
    write(learn(examples, LABELS), digest(examples), FILE)
    print(f"{len(examples)} sentences; {FILE.stat().st_size / 1024:.0f} KiB of weights")
    for source in sorted({example.source for example in examples} - {"replies"}):
        right, tones, wrong = held_out(examples, source)
        print(
            f"  {source:<24} {right} of {tones} tones told when learnt from the others, {wrong} told where none is"
        )


if __name__ == "__main__":
    main()
