"""Puts together what a drafter is given: the message understood, its matters looked up, the stage it is at."""

from __future__ import annotations

from dataclasses import replace

from rag.catalogue.goods import goods_of
from rag.conditions import View, case_of
from rag.domain import Card, Hit, Request, Stage
from rag.drafters.drafter import Brief, Matter, Search
from rag.matters.chat import chat_matters, status_of, topic_of
from rag.matters.reviews import review_matters
from rag.reviews.reading import ReviewReading
from rag.shops import Shop
from rag.talk.orders import is_of_order
from rag.understanding import understand


def brief_for(request: Request, shop: Shop, review: ReviewReading | None, index: Search) -> Brief:
    """Understand the request and look its matters up."""
    reading = understand(request)
    matters = review_matters(review, index) if review else chat_matters(reading, request.facts, index)
    goods = goods_of(request.customer_text, request.facts.product.name)
    case = case_of(request.facts, shop, reading.mood, goods)
    talk = reading.talk
    topic = None if review else topic_of(reading, index)
    case = replace(
        case,
        pending="yes" if talk.pending else "no",
        again="yes" if talk.again else "no",
        refused="yes" if talk.refused else "no",
        ordered="yes" if is_of_order(request.turns) else case.ordered,
    )
    return Brief(
        request=request,
        shop=shop,
        view=View(request.facts, shop, case, request.agent),
        language=reading.language,
        stage=_stage(matters, review),
        sentiment=review.sentiment if review else reading.sentiment,
        mood=reading.mood,
        matters=matters,
        greet=reading.greet,
        act=reading.talk.act,
        told=talk.told,
        earlier=talk.earlier,
        topic=topic,
        status=status_of(topic, index),
        points=review.points if review else (),
        kind=review.kind if review else "ordinary",
        change=review.change if review else None,
    )


def topics_of(hit: Hit) -> tuple[str, ...]:
    """What a hit's card is about; nothing for a passage."""
    return hit.item.topics if isinstance(hit.item, Card) else ()


def _stage(matters: tuple[Matter, ...], review: ReviewReading | None) -> Stage:
    """The stage of the first matter's card; a review is always after the sale."""
    if review:
        return "after-sales"
    cards = (hit.item for matter in matters for hit in matter.hits if isinstance(hit.item, Card))
    card = next(cards, None)
    return card.stage if card else "consultation"
