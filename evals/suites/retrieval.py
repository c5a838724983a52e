"""The suite of search: customers' questions, and whether a card on their matter is found (docs/retrieval.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import Field, model_validator

from evals.cases import CASES, Case
from evals.suite import Judgement, Suite, Task, share
from rag.domain import TOPICS, Card
from rag.settings import Settings
from rag.wiring import build_index

READ = 5
"""Cards looked at; a model is given the first few of them, the offline drafter speaks from the first."""
GIVEN = 3
"""Cards among which one on the matter has to be."""


class Question(Case):
    """A customer's message and what it is about."""

    question: str = Field(description="What the customer writes.")
    topics: tuple[str, ...] = Field(
        min_length=1, description="What it is about, the main topic first (docs/topics.md)."
    )
    answerable: bool = Field(True, description="Whether knowledge can answer it: nothing unclear or personal.")
    card: str | None = Field(None, description="The one card that has to be among the first three, by its id.")

    @model_validator(mode="before")
    @classmethod
    def _known(cls, row: Any) -> Any:
        unknown = [
            topic for topic in (row.get("topics") or () if isinstance(row, dict) else ()) if topic not in TOPICS
        ]
        if unknown:
            raise ValueError(f"unknown topic {unknown[0]!r}; there are: {', '.join(TOPICS)}")
        return row


class Retrieval(Suite[Question, Sequence[Card]]):
    """Whether a card on the question's topic is among the first three; each case scores the reciprocal rank."""

    name = "retrieval"
    harm = "customers are answered about another matter than theirs"
    case = Question
    files = (CASES / "retrieval.yaml",)

    def cases(self, settings: Settings, dataset: Path | None = None) -> tuple[Question, ...]:
        """The questions that can be scored."""
        every = super().cases(settings, dataset)
        return tuple(case for case in every if case.answerable and case.topics != ("other",))

    @contextmanager
    def task(self, settings: Settings) -> Iterator[Task[Question, Sequence[Card]]]:
        """The cards found, best first, by the built-in embedder: the same figures everywhere."""
        index, _ = build_index(_built_in(settings))

        async def search(case: Question) -> Sequence[Card]:
            hits = index.search(case.question, READ)
            return [hit.item for hit in hits if isinstance(hit.item, Card)]

        yield search

    def judge(self, case: Question, output: Sequence[Card]) -> Judgement:
        """Right where a card on one of the topics, and the card named if one is, are among the first three."""
        rank = next((at for at, card in enumerate(output, 1) if {*card.topics} & {*case.topics}), None)
        given = [card.id for card in output[:GIVEN]]
        names = ", ".join(given) or "nothing"
        problems = []
        if rank is None or rank > GIVEN:
            told = " or ".join(case.topics)
            problems.append(f"asked about {told}, the customer is answered from {names}: {case.question!r}")
        if case.card and case.card not in given:
            problems.append(f"the card {case.card} is not found, but {names}: {case.question!r}")
        first = output[0] if output else None
        return Judgement(
            problems=tuple(problems),
            scores={
                "reciprocal_rank": 1 / rank if rank else 0.0,
                "main_topic": float(any(case.topics[0] in card.topics for card in output[:GIVEN])),
                "main_first": float(first is not None and case.topics[0] in first.topics),
            },
            asked=case.question,
            sources=tuple(card.id for card in output),
        )

    def figures(self, judged: Sequence[tuple[Question, Judgement]]) -> Mapping[str, float]:
        """Recall of any topic and of the main one among the first card and the first three; the mean score."""
        scores = [judgement.scores for _, judgement in judged]

        def mean(values: Sequence[float]) -> float:
            return share(sum(values), len(values))

        return {
            "recall@1": mean([float(one["reciprocal_rank"] == 1) for one in scores]),
            f"recall@{GIVEN}": mean([float(one["reciprocal_rank"] * GIVEN >= 1) for one in scores]),
            "main_topic@1": mean([one["main_first"] for one in scores]),
            f"main_topic@{GIVEN}": mean([one["main_topic"] for one in scores]),
            "reciprocal_rank": mean([one["reciprocal_rank"] for one in scores]),
        }


def _built_in(settings: Settings) -> Settings:
    """The settings without an embedding model; the index of one who has set one stays as it is."""
    if settings.embedding_model is None:
        return settings
    return settings.model_copy(update={"embedding_model": None, "data": settings.data / "built-in"})
