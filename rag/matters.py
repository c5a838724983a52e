"""Decides which of a message's questions are matters of their own, from what was found for each."""

from __future__ import annotations

from collections.abc import Sequence

from rag.domain import Card, Hit
from rag.drafters.drafter import Matter
from rag.understanding import Question

SURE = 0.62
"""From this score on, a part of a message is a matter of its own."""
LIKELY = 0.40
"""Below this score of the whole message, no card covers it."""
MOST = 3
"""Matters answered in one reply: more, and nobody reads them."""


def matters_of(
    questions: Sequence[Question], found: Sequence[Sequence[Hit]], whole: str, whole_hits: Sequence[Hit]
) -> tuple[Matter, ...]:
    """The matters, in the order they were raised; none where no card covers the message.

    The whole message is one matter where its parts point to nothing surer or all to the same card.
    """
    parts = [
        Matter(question.text, tuple(hits))
        for question, hits in _best_split(questions, found)
        if hits and hits[0].score >= SURE
    ]
    distinct = _distinct(parts)
    if len(distinct) > 1 or (distinct and distinct[0].hits[0].score >= _score(whole_hits)):
        return tuple(_without_courtesies(distinct)[:MOST])
    return (Matter(whole, tuple(whole_hits)),) if _score(whole_hits) >= LIKELY else ()


def _best_split(
    questions: Sequence[Question], found: Sequence[Sequence[Hit]]
) -> list[tuple[Question, Sequence[Hit]]]:
    """Of each sentence either the whole or its clauses, whichever says more surely what it is about."""
    chosen: list[tuple[Question, Sequence[Hit]]] = []
    for number in dict.fromkeys(question.sentence for question in questions):
        group = [(q, hits) for q, hits in zip(questions, found, strict=True) if q.sentence == number]
        sentence, *parts = group
        sure = [part for part in parts if _score(part[1]) >= max(SURE, _score(sentence[1]) - 0.1)]
        chosen += sure if len({_first(hits) for _, hits in sure}) > 1 else [max(group, key=lambda g: _score(g[1]))]
    return chosen


def _distinct(matters: list[Matter]) -> list[Matter]:
    """One matter a card and a topic: the surest."""
    best: dict[str, Matter] = {}
    for matter in matters:
        key = _topic(matter.hits[0])
        if key not in best or matter.hits[0].score > best[key].hits[0].score:
            best[key] = matter
    return [matter for matter in matters if best[_topic(matter.hits[0])] is matter]


def _without_courtesies(matters: list[Matter]) -> list[Matter]:
    """A hello or a thank-you beside a real matter is no matter."""
    real = [matter for matter in matters if _topic(matter.hits[0]) not in {"greeting", "farewell"}]
    return real or matters


def _score(hits: Sequence[Hit]) -> float:
    return hits[0].score if hits else 0.0


def _first(hits: Sequence[Hit]) -> str:
    return hits[0].item.id if hits else ""


def _topic(hit: Hit) -> str:
    return hit.item.topics[0] if isinstance(hit.item, Card) else hit.item.id
