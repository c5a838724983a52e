"""Puts together what a drafter is given: the message understood, its matters looked up, the stage it is at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from rag.conditions import View, case_of
from rag.domain import Card, Facts, Hit, Request, Stage
from rag.drafters.drafter import Brief, Matter
from rag.goods import goods_of
from rag.matters import matters_of
from rag.review_matters import review_matters
from rag.reviews import ReviewReading
from rag.shops import Shop
from rag.synonyms import topical
from rag.understanding import Understanding, understand

_REVIEW_TOPICS = frozenset({"review-positive", "review-negative"})
_HITS = 12
"""Cards looked at for one question, before those on reviews are left out."""


class Search(Protocol):
    """What drafting needs of the index."""

    def search_many(self, queries: Sequence[str], k: int) -> list[list[Hit]]:
        """Best hits for each query."""
        ...

    def card(self, card_id: str) -> Card | None:
        """The card of this id, where the index has it."""
        ...


def brief_for(request: Request, shop: Shop, review: ReviewReading | None, index: Search) -> Brief:
    """Understand the request and look its matters up."""
    reading = understand(request)
    matters = review_matters(review, index) if review else _chat_matters(reading, request.facts, index)
    goods = goods_of(request.customer_text, request.facts.product.name)
    return Brief(
        request=request,
        shop=shop,
        view=View(request.facts, shop, case_of(request.facts, shop, reading.mood, goods), request.agent),
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
    whole, before, *found = (_for_chats(hits[query]) for query in queries)
    now = matters_of(reading.questions, found, reading.whole, whole, facts)
    bare = not topical(reading.whole) and reading.mood != "thankful"
    goes_on = bare and topical(reading.conversation)
    then = matters_of((), (), reading.conversation, before, facts) if goes_on or not now else ()
    return then or now


def _for_chats(hits: Sequence[Hit]) -> list[Hit]:
    """Hits without the cards on public reviews, which speak to other readers."""
    return [hit for hit in hits if _REVIEW_TOPICS.isdisjoint(topics_of(hit))]


def _stage(matters: tuple[Matter, ...], review: ReviewReading | None) -> Stage:
    """The stage of the first matter's card; a review is always after the sale."""
    if review:
        return "after-sales"
    cards = (hit.item for matter in matters for hit in matter.hits if isinstance(hit.item, Card))
    card = next(cards, None)
    return card.stage if card else "consultation"
