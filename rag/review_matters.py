"""Looks the points of a public review up: which matters its reply speaks to, and the cards that speak for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rag.domain import Card, Hit
from rag.drafters.drafter import Matter
from rag.reviews import ReviewReading

SearchMany = Callable[[Sequence[str], int], list[list[Hit]]]
"""Queries and how many hits are wanted → the hits for each."""

_HITS = 24
"""Cards looked at for one point, before those of chats are left out."""
_HOLDING = ("review-negative-rights", "review-negative-safety-health")
"""Cards that hold the line in public until a supervisor has spoken."""
_TOPIC = {"praise": "review-positive", "complaint": "review-negative"}
_ASPECTS = {
    "quality": "质量", "logistics": "物流", "service": "客服服务态度", "packaging": "包装", "size": "尺码",
    "price": "价格", "taste": "味道口感", "missing": "少发", "authenticity": "正品假货",
    "safety": "受伤过敏", "rights": "投诉维权",
}  # fmt: skip
"""Names of what a point is about, as cards on reviews put it: 太薄了 alone names nothing."""


def review_matters(review: ReviewReading, search: SearchMany) -> tuple[Matter, ...]:
    """A matter for each point, complaints first: later readers look at those.

    A review that speaks of law, safety or health gets the holding reply alone: a supervisor says the rest.
    """
    if not review.points:
        return ()
    if review.legal:
        said = " ".join(point.text for point in review.points)
        (hits,) = search([f"{said} 投诉 受伤"], _HITS * 2)
        return (Matter(said, tuple(hit for hit in hits if hit.item.id in _HOLDING)),)
    points = sorted(review.points, key=lambda point: point.polarity == "praise")
    found = search([f"{point.text} {_ASPECTS.get(point.about, '')}" for point in points], _HITS)
    return tuple(
        Matter(point.text, tuple(hit for hit in hits if _on(hit, _TOPIC[point.polarity])))
        for point, hits in zip(points, found, strict=True)
    )


def _on(hit: Hit, topic: str) -> bool:
    return isinstance(hit.item, Card) and topic in hit.item.topics
