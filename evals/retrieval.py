"""How often search finds the matter of a question: recall at 1 and at 3, and every miss by name.

`python -m evals.retrieval --dataset FILE` scores a file of JSONL rows {"id","question","topics","answerable"}.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.suite import CASES, Result, rows
from rag.cards import load_cards
from rag.domain import Card, Hit
from rag.retrieval.index import Index
from rag.settings import Settings, load_settings

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
class Score:
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
    return tuple(
        Question(row["id"], row["question"], tuple(row["topics"]), row.get("answerable", True))
        for row in rows(path, ("id", "question", "topics"))
    )


def score(questions: Sequence[Question], search: Search, k: int = 3) -> Score:
    """Search for every question that counts and look at the first `k` cards."""
    counting = [question for question in questions if question.counts]
    found = search([question.text for question in counting], k)
    cards = [tuple(hit.item for hit in hits if isinstance(hit.item, Card)) for hits in found]
    return Score(tuple(map(Answer, counting, cards)))


def run(settings: Settings, dataset: Path | None = None) -> Result:
    """Score a fresh index of the knowledge, made by the built-in embedder: the same figures everywhere."""
    with tempfile.TemporaryDirectory() as folder:
        index = Index.open(Path(folder))
        index.sync(load_cards(settings.knowledge / "cards"))
        scored = score(read_questions(dataset or CASES / "retrieval.jsonl"), index.search_many)
    figures = {f"recall@{k}": scored.recall(k) for k in (1, 3)}
    figures |= {f"main_topic@{k}": scored.main_recall(k) for k in (1, 3)}
    lost = scored.misses(3)
    misses = tuple(f"missed@{3 if answer in lost else 1} {_told(answer)}" for answer in scored.misses(1))
    return Result("retrieval", len(scored.answers), figures, misses)


def _told(answer: Answer) -> str:
    names = " · ".join(card.id for card in answer.found) or "nothing"
    return f"{answer.question.text!r} ({', '.join(answer.question.topics)}): {names}"


def main() -> None:
    """Score a file against the knowledge folder and print the figures and every miss."""
    parser = argparse.ArgumentParser(prog="evals.retrieval", description=main.__doc__)
    parser.add_argument("--dataset", type=Path)
    result = run(load_settings(), parser.parse_args().dataset)
    print(f"{result.cases} questions")
    for line in (*(f"{name} {value:.3f}" for name, value in result.figures.items()), *result.misses):
        print(line)


if __name__ == "__main__":
    main()
