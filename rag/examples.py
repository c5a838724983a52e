"""Replies a model may go by: `prompts/examples/*.yaml` → `Example`, and which of them suit a matter.

An example is a case (`given`) and its answer in the shape that is asked for. It is shown to a shop where its
`when` holds; its texts may have slots, which that shop's profile fills.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from rag.conditions import SLOT, View, case_of, is_path
from rag.domain import FORBID_UNKNOWN_KEYS, TOPICS, Channel, Facts, Language, Review, Turn
from rag.errors import KnowledgeError
from rag.shops import Shop
from rag.textfiles import line_naming, read_text, read_yaml, validated

MOST = 3
"""Examples that one prompt shows."""
_GENERAL = "other"
_IN_ANOTHER_LANGUAGE = 0.5


@dataclass(frozen=True)
class Given:
    """The case of an example: a talk or a review, and what is known."""

    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    turns: tuple[Turn, ...] = ()
    review: Review | None = None
    facts: Facts = Facts()


@dataclass(frozen=True)
class Said:
    """A segment and the cards it rests on, by id."""

    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    text: str
    cards: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """An answer in the shape that models are asked for."""

    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    segments: tuple[Said, ...]
    missing_facts: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    answered: tuple[int, ...] = ()


@dataclass(frozen=True)
class Example:
    """A case and its answer. `topics` are what it is an example of, the main one first."""

    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    id: str
    channel: Channel
    topics: tuple[str, ...]
    given: Given
    answer: Answer
    language: Language = "zh-Hans"
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def for_shop(self, shop: Shop) -> Answer | None:
        """The answer as the shop would give it; None where it would give another."""
        facts = self.given.facts
        view = View(facts, shop, case_of(facts, shop))
        texts = [view.fill(said.text) for said in self.answer.segments]
        if not view.holds(self.when) or None in texts:
            return None
        segments = tuple(
            Said(text or "", said.cards) for text, said in zip(texts, self.answer.segments, strict=True)
        )
        return Answer(segments, self.answer.missing_facts, self.answer.next_steps, self.answer.answered)


def load_examples(folder: Path) -> tuple[Example, ...]:
    """Read every example of a folder, by file. Raises KnowledgeError with file and line."""
    return tuple(example for path in sorted(folder.glob("*.yaml")) for example in _load(path))


def _load(path: Path) -> tuple[Example, ...]:
    examples: tuple[Example, ...] = validated(tuple[Example, ...], read_yaml(path, read_text(path)), path)
    for example in examples:
        if problem := _problem(example):
            raise KnowledgeError(path, line_naming(path, example.id), f"{example.id}: {problem}")
    return examples


def _problem(example: Example) -> str | None:
    if (example.channel == "chat") != bool(example.given.turns) or bool(example.given.turns) == bool(
        example.given.review
    ):
        return "given: turns for a chat, a review for a review"
    unknown = [topic for topic in example.topics if topic not in TOPICS]
    slots = [path for said in example.answer.segments for path in SLOT.findall(said.text)]
    unknown += [path for path in (*example.when, *slots) if not is_path(path)]
    return f"unknown {unknown[0]!r}" if unknown else None


def suiting(
    examples: Sequence[Example], shop: Shop, channel: Channel, topics: Sequence[str], language: Language
) -> tuple[dict[str, Any], ...]:
    """At most MOST examples for the topics, the likest first, as a prompt shows them.

    An earlier topic counts for more, an example in another language for half; among equals, the order of the files
    decides. One at the least is in the language, of whatever topic it is.
    """
    weights = {topic: 1 / rank for rank, topic in enumerate(dict.fromkeys([*topics, _GENERAL]), 1)}

    def fit(example: Example) -> float:
        of_topics = sum(weights.get(topic, 0.0) for topic in example.topics)
        return of_topics if example.language == language else of_topics * _IN_ANOTHER_LANGUAGE

    ranked = sorted((example for example in examples if example.channel == channel), key=fit, reverse=True)
    chosen = _first(MOST, filter(fit, ranked), shop)
    if all(example.language != language for example, _ in chosen):
        chosen[MOST - 1 :] = _first(1, (example for example in ranked if example.language == language), shop)
    return tuple(_shown(example, answer) for example, answer in chosen)


def _first(number: int, examples: Iterable[Example], shop: Shop) -> list[tuple[Example, Answer]]:
    """The first so many examples that the shop would answer so, with their answers."""
    answers = ((example, example.for_shop(shop)) for example in examples)
    found = ((example, answer) for example, answer in answers if answer is not None)
    return list(islice(found, number))


def _shown(example: Example, answer: Answer) -> dict[str, Any]:
    given = example.given
    return {
        "said": [known(asdict(given.review))] if given.review else [asdict(turn) for turn in given.turns],
        "facts": known(asdict(example.given.facts)),
        "answer": asdict(answer),
    }


def known(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values without those nothing is known of."""
    nested = {key: known(value) if isinstance(value, Mapping) else value for key, value in values.items()}
    return {key: value for key, value in nested.items() if value not in (None, (), [], {}, "")}
