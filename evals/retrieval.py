"""How often search finds the matter of a question: recall at 1 and at 3, and every miss by name.

`python -m evals.retrieval --dataset FILE` scores a file of JSONL rows {"id","question","topics","answerable"}.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.cards import load_cards
from rag.domain import Card, Hit
from rag.errors import InputError
from rag.index import Index
from rag.settings import load_settings

CASES = Path(__file__).parent / "cases" / "retrieval.jsonl"
Search = Callable[[Sequence[str], int], list[list[Hit]]]


@dataclass(frozen=True)
class Question:
    """A customer's message and what it is about, the main topic first (docs/topics.md)."""

    id: str
    text: str
    topics: tuple[str, ...]
    answerable: bool = True

    @property
    def counts(self) -> bool:
        """Whether it can be scored: knowledge cannot answer what is unclear or about nothing listed."""
        return self.answerable and self.topics != ("other",)


@dataclass(frozen=True)
class Answer:
    """What search found for a question: for each card, best first, its topics."""

    question: Question
    found: tuple[Card, ...]

    def hit(self, k: int) -> bool:
        """Whether one of the first `k` cards is about one of the question's topics."""
        return any(topic in self.question.topics for card in self.found[:k] for topic in card.topics)

    def main(self, k: int) -> bool:
        """Whether one of the first `k` cards is about the question's main topic."""
        return any(self.question.topics[0] in card.topics for card in self.found[:k])


@dataclass(frozen=True)
class Result:
    """The answers to the questions that count."""

    answers: tuple[Answer, ...]

    def recall(self, k: int) -> float:
        """The share of questions with a right card among the first `k`, 0 to 1."""
        return _share([answer.hit(k) for answer in self.answers])

    def main_recall(self, k: int) -> float:
        """The same, when only the main topic is right."""
        return _share([answer.main(k) for answer in self.answers])

    def misses(self, k: int) -> tuple[Answer, ...]:
        """The questions with no right card among the first `k`."""
        return tuple(answer for answer in self.answers if not answer.hit(k))


def _share(hits: list[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0


def read_questions(path: Path) -> tuple[Question, ...]:
    """Read a labelled file. Raises InputError with file and line."""
    questions: list[Question] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            one = Question(row["id"], row["question"], tuple(row["topics"]), row.get("answerable", True))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path}:{number}: needs id, question, topics ({error!r})") from error
        questions.append(one)
    return tuple(questions)


def score(questions: Sequence[Question], search: Search, k: int = 3) -> Result:
    """Search for every question that counts and look at the first `k` cards."""
    counting = [question for question in questions if question.counts]
    found = search([question.text for question in counting], k)
    cards = [tuple(hit.item for hit in hits if isinstance(hit.item, Card)) for hits in found]
    return Result(tuple(map(Answer, counting, cards)))


def main() -> None:
    """Score a file against the knowledge folder and print the figures and the misses."""
    parser = argparse.ArgumentParser(prog="evals.retrieval", description=main.__doc__)
    parser.add_argument("--dataset", type=Path, default=CASES)
    path: Path = parser.parse_args().dataset
    with tempfile.TemporaryDirectory() as folder:
        index = Index.open(Path(folder))
        index.sync(load_cards(load_settings().knowledge / "cards"))
        result = score(read_questions(path), index.search_many)
    print(f"{len(result.answers)} questions from {path}")
    for k in (1, 3):
        print(f"recall@{k} {result.recall(k):.3f}   main topic {result.main_recall(k):.3f}")
    for answer in result.misses(1):
        missed = "3" if answer in result.misses(3) else "1"
        names = " · ".join(card.id for card in answer.found) or "nothing"
        print(f"missed@{missed} {answer.question.text!r} ({', '.join(answer.question.topics)}): {names}")


if __name__ == "__main__":
    main()
