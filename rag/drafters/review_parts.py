"""What replies to praise and to complaints both ask of a review: points by kind, and cards that speak to them."""

from __future__ import annotations

from collections.abc import Sequence

from rag.domain import Point, Polarity
from rag.drafters.answering import Answer
from rag.drafters.composition import Composition
from rag.drafters.details import Detail, details_of
from rag.reviews.cards import FOR_THE_WHOLE, TOPIC


def points_of(reply: Composition, answer: Answer) -> list[Point]:
    lines = answer.matter.text.split("\n")
    return [point for point in reply.brief.points if point.text in lines]


def count(reply: Composition, polarity: Polarity) -> int:
    return sum(point.polarity == polarity for point in reply.brief.points)


def kinds(reply: Composition, polarity: Polarity) -> tuple[list[Detail], list[Detail]]:
    """Details of these points: those with something of their own to say, the shorter first, and mere subjects."""
    points = [point for point in reply.brief.points if point.polarity == polarity]
    details = _different(details_of(points, reply.brief.language))
    return [detail for detail in details if detail.said], [detail for detail in details if detail.subject]


def _different(details: Sequence[Detail]) -> list[Detail]:
    """Details without those that end as an earlier one does: 很划算, 超级划算."""
    endings: set[str] = set()
    kept: list[Detail] = []
    for detail in details:
        ending = (detail.said or detail.subject)[-2:]
        if ending not in endings:
            kept.append(detail)
        endings.add(ending)
    return kept


def divided(answers: Sequence[Answer]) -> tuple[list[Answer], list[Answer]]:
    """Answers to the review as a whole, and to its matters."""
    whole = [answer for answer in answers if is_one_of(answer, FOR_THE_WHOLE)]
    return whole, [answer for answer in answers if answer not in whole]


def is_one_of(answer: Answer, cards: frozenset[str]) -> bool:
    return any(answer.card.id == f"{topic}-{card}" for topic in TOPIC.values() for card in cards)


def speaks_to(answer: Answer, polarity: Polarity) -> bool:
    return TOPIC[polarity] in answer.card.topics


def take_up(reply: Composition, said: Sequence[Detail], subjects: Sequence[Detail], more: Sequence[Detail]) -> None:
    """What the customer said of it, what they only call good, and of a long review more of it."""
    if said:
        reply.say("review_said", said)
        if subjects:
            reply.say("review_subjects_too", subjects)
        if more:
            reply.say("review_said_too", more)
    elif subjects:
        reply.say("review_subjects", subjects)
