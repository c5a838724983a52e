"""Sorts the points of a public review by the cards that speak to them, a matter for each card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from rag.domain import Card, Hit, Polarity, Sentiment
from rag.drafters.drafter import Matter
from rag.reviews.cards import ALONE, KNOWN, TOPIC, card_of, weight
from rag.reviews.reading import ReviewReading

_HITS = 8
"""Hits looked at for one matter, before those of chats are left out."""
_SURE = 0.5
"""From this score on, a review card of the shop's own speaks to a matter."""
_FALLBACK: dict[Polarity, str] = {"praise": "short", "complaint": "general"}
"""Cards that speak where the one for the matter has no wording left."""

_ONLY: dict[Sentiment, Polarity] = {"positive": "praise", "negative": "complaint"}
"""Which card speaks to a review whose stars alone say something."""
_CAREFUL = 5
"""Points from which a review is a careful account."""


class Search(Protocol):
    """What is needed of the index."""

    def search_many(self, queries: Sequence[str], k: int) -> list[list[Hit]]:
        """Best hits for each query."""
        ...

    def card(self, card_id: str) -> Card | None:
        """The card of this id."""
        ...

    def cards_about(self, topic: str) -> Sequence[Card]:
        """The cards of a topic."""
        ...


def review_matters(review: ReviewReading, index: Search) -> tuple[Matter, ...]:
    """A matter for each card that speaks to points, complaints first: later readers look at those.

    A matter's text holds its points, a line each. A review that complains of law, safety or health gets the
    holding reply alone: a supervisor says the rest.
    """
    if review.kind in ALONE:
        return (
            Matter("\n".join(point.text for point in review.points), _by_id(index, "complaint", review.kind)[:1]),
        )
    if not review.points and review.sentiment in _ONLY and review.kind != "threat":
        polarity = _ONLY[review.sentiment]
        return (Matter("", _by_id(index, polarity, _FALLBACK[polarity])),)
    if review.holding:
        text = "\n".join(point.text for point in review.points)
        return (Matter(text, _by_id(index, "complaint", review.holding)),)
    whole = _on_the_whole(review)
    groups: dict[tuple[Polarity, str], list[str]] = {}
    for point in sorted(review.points, key=lambda point: point.polarity == "praise"):
        groups.setdefault((point.polarity, card_of(point)), []).append(point.text)
    _join(groups)
    groups = dict(sorted(groups.items(), key=lambda group: _place(*group[0])))
    texts = ["\n".join(points) for points in groups.values()]
    return tuple(Matter("", _by_id(index, polarity, card)[:1]) for polarity, card in whole) + tuple(
        Matter(text, (*own, *_by_id(index, polarity, card)))
        for (polarity, card), text, own in zip(groups, texts, _own(index, groups, texts), strict=True)
    )


def _join(groups: dict[tuple[Polarity, str], list[str]]) -> None:
    """What is said of quality or service at large is told with the finer complaint beside it, not once more."""
    if ("complaint", "no-reply") in groups:
        groups["complaint", "no-reply"] += groups.pop(("complaint", "service"), [])
    finer = next((card for card in _FINER_THAN_QUALITY if ("complaint", card) in groups), None)
    if finer:
        groups["complaint", finer] += groups.pop(("complaint", "quality"), [])


_FINER_THAN_QUALITY = ("spoiled", "performance", "wear", "workmanship")


def _place(polarity: Polarity, card: str) -> int:
    """Complaints the worst first, then praise as it stands."""
    return weight(card) if polarity == "complaint" else _AFTER


_AFTER = 99


def _on_the_whole(review: ReviewReading) -> list[tuple[Polarity, str]]:
    """Cards that speak to the review as a whole, before its points."""
    kinds = {point.polarity for point in review.points}
    if kinds == {"praise"} and review.kind != "threat":
        careful = ["detailed"] if len(review.points) >= _CAREFUL else []
        return [("praise", card) for card in (*careful, *(["gift-family"] if review.for_others else []))]
    named: list[tuple[Polarity, str]] = [("complaint", "fault-finder")]
    if review.kind == "threat":
        return [*named, ("complaint", "threat")]
    if review.contradiction:
        named.append(("complaint", "five-stars-complaint"))
    elif _even(review):
        named.append(("complaint", "mixed"))
    return named


def _even(review: ReviewReading) -> bool:
    """Whether a careful account has as much to praise as to complain of."""
    praises = sum(point.polarity == "praise" for point in review.points)
    return len(review.points) >= _CAREFUL and praises * 2 >= len(review.points)


def _by_id(index: Search, polarity: Polarity, card: str) -> tuple[Hit, ...]:
    """The card of the table and the one to fall back on."""
    found = (index.card(f"{TOPIC[polarity]}-{name}") for name in (card, _FALLBACK[polarity]))
    return tuple(Hit(item, 1.0) for item in found if item)


def _own(index: Search, groups: Iterable[tuple[Polarity, str]], texts: Sequence[str]) -> Sequence[tuple[Hit, ...]]:
    """Of each group the cards of the shop's own that fit its text. Where there are none, nothing is searched."""
    own = {
        polarity: {card.id for card in index.cards_about(topic) if card.id.removeprefix(f"{topic}-") not in KNOWN}
        for polarity, topic in TOPIC.items()
    }
    if not any(own.values()):
        return [()] * len(texts)
    return [
        tuple(hit for hit in hits if hit.item.id in own[polarity] and hit.score >= _SURE)
        for (polarity, _), hits in zip(groups, index.search_many(texts, _HITS), strict=True)
    ]
