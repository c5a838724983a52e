"""Composes the reply to a public review: an opening, the points answered, a closing, within the shop's length."""

from __future__ import annotations

from dataclasses import replace

from rag.domain import Point
from rag.drafters.answering import Answer
from rag.drafters.drafter import Brief
from rag.drafters.wording import Speaker
from rag.phrases import Phrases

_TONES = {"positive": "positive", "neutral": "mixed", "negative": "negative", "mixed": "mixed"}
"""How a public reply opens: what is neither praise nor complaint is thanked for as a fair word."""


def review_reply(brief: Brief, speaker: Speaker, answers: tuple[Answer, ...], phrases: Phrases) -> tuple[str, ...]:
    """The reply, as one segment."""
    tone = _TONES[brief.sentiment]
    parts = [speaker.phrase(phrases, f"review_opening_{tone}")]
    parts += [answer.said.text for answer in answers]
    if tone == "positive":
        parts.append(_selling_point(brief, speaker, phrases))
    parts.append(speaker.phrase(phrases, f"review_closing_{'positive' if tone == 'positive' else 'negative'}"))
    limit = brief.shop.style.review_length
    return (_within(tuple(filter(None, parts)), limit, " " if brief.language == "en" else ""),)


def answered(brief: Brief, answers: tuple[Answer, ...]) -> tuple[Point, ...]:
    """The review's points, marked where an answer speaks to them: one card may answer several."""
    cards = {answer.card.id for answer in answers}
    spoken_to = {answer.matter.text for answer in answers}
    spoken_to |= {matter.text for matter in brief.matters if matter.hits and matter.hits[0].item.id in cards}
    topics = {topic for answer in answers for topic in answer.card.topics}
    return tuple(
        replace(point, answered=point.text in spoken_to or f"review-{point.polarity}" in topics)
        for point in brief.points
    )


def _selling_point(brief: Brief, speaker: Speaker, phrases: Phrases) -> str:
    """One true thing about the product for those who read along; nothing where the facts name none."""
    known = (*brief.request.facts.product.selling_points, *brief.request.facts.promotions)
    if not known:
        return ""
    return speaker.phrase(phrases, "review_selling_point", view=replace(brief.view, given={"point": known[0]}))


def _within(parts: tuple[str, ...], limit: int, space: str) -> str:
    """Opening, as many of the parts as fit, and the closing."""
    opening, *middle, closing = parts if len(parts) > 1 else (*parts, "")
    kept = [opening]
    for part in middle:
        if sum(map(len, kept)) + len(part) + len(closing) + len(kept) <= limit:
            kept.append(part)
    return space.join([*kept, closing]).strip()
