"""Puts together what a drafter is given: the message understood, its matters looked up, the stage it is at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from rag.conditions import View, case_of
from rag.domain import Card, Facts, Hit, Request, Stage
from rag.drafters.drafter import Brief, Matter
from rag.matters import matters_of
from rag.reviews import ReviewReading
from rag.shops import Shop
from rag.synonyms import topical
from rag.understanding import Understanding, understand

_REVIEW_TOPICS = frozenset({"review-positive", "review-negative"})
_HITS = 12
"""Cards looked at for one question, before those of the other channel are left out."""
_HOLDING = ("review-negative-rights", "review-negative-safety-health")
"""Cards that hold the line in public until a supervisor has spoken."""
_KIND = {"praise": "positive", "complaint": "negative"}
_ASPECTS = {
    "quality": "质量", "logistics": "物流", "service": "客服服务态度", "packaging": "包装", "size": "尺码",
    "price": "价格", "taste": "味道口感", "missing": "少发", "authenticity": "正品假货",
    "safety": "受伤过敏", "rights": "投诉维权",
}  # fmt: skip
"""Names of what a point is about, as cards on reviews put it: 太薄了 alone names nothing."""


class Search(Protocol):
    """What drafting needs of the index."""

    def search_many(self, queries: Sequence[str], k: int) -> list[list[Hit]]:
        """Best hits for each query."""
        ...


def brief_for(request: Request, shop: Shop, review: ReviewReading | None, index: Search) -> Brief:
    """Understand the request and look its matters up."""
    reading = understand(request)
    matters = _review_matters(review, index) if review else _chat_matters(reading, request.facts, index)
    return Brief(
        request=request,
        shop=shop,
        view=View(request.facts, shop, case_of(request.facts, shop, reading.mood), request.agent),
        language=reading.language,
        stage=_stage(matters, review),
        sentiment=review.sentiment if review else reading.sentiment,
        mood=reading.mood,
        matters=matters,
        greet=reading.greet,
        points=review.points if review else (),
    )


def topics_of(hit: Hit) -> tuple[str, ...]:
    """What a hit's card is about; nothing for a passage."""
    return hit.item.topics if isinstance(hit.item, Card) else ()


def _chat_matters(reading: Understanding, facts: Facts, index: Search) -> tuple[Matter, ...]:
    """The matters of this message; where it has none, of the conversation it goes on with."""
    queries = [reading.whole, reading.conversation, *(question.text for question in reading.questions)]
    distinct = list(dict.fromkeys(queries))  # a message of one sentence is its own conversation and question
    hits = dict(zip(distinct, index.search_many(distinct, _HITS), strict=True))
    whole, before, *found = (_for_channel(hits[query], False) for query in queries)
    now = matters_of(reading.questions, found, reading.whole, whole, facts)
    bare = not topical(reading.whole) and reading.mood != "thankful"
    goes_on = bare and topical(reading.conversation)
    then = matters_of((), (), reading.conversation, before, facts) if goes_on or not now else ()
    return then or now


def _review_matters(review: ReviewReading, index: Search) -> tuple[Matter, ...]:
    """A matter for each point, complaints first: later readers look at those.

    A review that speaks of law, safety or health gets the holding reply alone: a supervisor says the rest.
    """
    if not review.points:
        return ()
    if review.legal:
        said = " ".join(point.text for point in review.points)
        (hits,) = index.search_many([f"{said} 投诉 受伤"], _HITS * 4)
        return (Matter(said, tuple(hit for hit in hits if hit.item.id in _HOLDING)),)
    points = sorted(review.points, key=lambda point: point.polarity == "praise")
    queries = [f"{point.text} {_ASPECTS.get(point.about, '')}" for point in points]
    found = index.search_many(queries, _HITS * 2)
    return tuple(
        Matter(point.text, tuple(_for_channel(hits, True, f"review-{_KIND[point.polarity]}")))
        for point, hits in zip(points, found, strict=True)
    )


def _for_channel(hits: Sequence[Hit], review: bool, topic: str | None = None) -> list[Hit]:
    """Hits whose cards speak in this channel: review cards publicly, all others in chats."""
    return [hit for hit in hits if _speaks(hit, review) and (topic is None or topic in topics_of(hit))]


def _speaks(hit: Hit, review: bool) -> bool:
    return bool(_REVIEW_TOPICS.intersection(topics_of(hit))) == review


def _stage(matters: tuple[Matter, ...], review: ReviewReading | None) -> Stage:
    """The stage of the first matter's card; a review is always after the sale."""
    if review:
        return "after-sales"
    cards = (hit.item for matter in matters for hit in matter.hits if isinstance(hit.item, Card))
    card = next(cards, None)
    return card.stage if card else "consultation"
