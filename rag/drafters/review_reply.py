"""Composes the reply to a public review: praise is taken up, complaints are owned, each at fitting length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.domain import Point
from rag.drafters.answering import Answer
from rag.drafters.composition import Composition
from rag.drafters.details import Detail, wishes
from rag.drafters.drafter import Brief
from rag.drafters.review_complaints import to_complaints
from rag.drafters.review_parts import divided, kinds, speaks_to, take_up
from rag.drafters.wording import Speaker
from rag.phrases import Phrases
from rag.reviews.requests import standing_of

_SHORT, _LONG, _MANY = 18, 110, 6
"""Characters up to which a review is a word in passing; characters, or points, from which it is a careful one."""
_ESSAY = 300
"""Characters from which a review that judges nothing tells a story: what is asked there is not asked of us."""


@dataclass(frozen=True)
class ReviewReply:
    """The reply in one segment, the answers it uses, and the review's points marked by whether it takes them up."""

    segments: tuple[str, ...]
    answers: tuple[Answer, ...]
    points: tuple[Point, ...]


def review_reply(brief: Brief, speaker: Speaker, answers: tuple[Answer, ...], phrases: Phrases) -> ReviewReply:
    """The reply. `answers` are what the cards have to say to the review's matters, complaints first."""
    reply = Composition(brief, speaker, phrases)
    if brief.kind in _UNSAID and brief.sentiment != "negative":
        _to_nothing(reply)
    elif brief.sentiment == "neutral" and not answers:
        _to_little(reply)
    elif _complains(brief, answers):
        to_complaints(reply, answers)
    else:
        _to_praise(reply, answers)
    text = _within(reply.parts, brief.shop.style.review_length, " " if brief.language == "en" else "")
    answers = tuple(answer for answer in reply.answers if answer.said.text in text)
    return ReviewReply((text,) if text else (), answers, _marked(reply, answers, text))


def _complains(brief: Brief, answers: Sequence[Answer]) -> bool:
    return brief.sentiment in {"negative", "mixed"} or any(speaks_to(answer, "complaint") for answer in answers)


_UNSAID = frozenset({"empty", "wordless"})


def _to_nothing(reply: Composition) -> None:
    """To stars or an emoji alone: thanks for them, and an open ear."""
    reply.say("review_silent" if reply.brief.sentiment == "positive" else "review_neutral")
    reply.say("review_offer")


def _to_little(reply: Composition) -> None:
    """To a review that judges nothing: what it asks is taken up, else a word of thanks."""
    text = reply.brief.request.customer_text
    asks = () if len(text) > _ESSAY else standing_of(text).asks
    if not asks:
        reply.say("review_neutral")
        reply.say("review_offer")
        return
    reply.say("review_opening_question" if asks[0] == "question" else "review_opening_negative")
    reply.say(f"review_asks_{asks[0]}")


# Praise ----------------------------------------------------------------------------------------------


def _to_praise(reply: Composition, answers: Sequence[Answer]) -> None:
    """Thanks, the customer's own words taken up, a thought on them; in one order or another."""
    length = len(reply.brief.request.customer_text)
    room = 1 if length <= _SHORT else 2 if length < _LONG and len(reply.brief.points) < _MANY else 3
    whole, single = divided(answers)
    said, subjects = kinds(reply, "praise")
    way = reply.chance("way", 3)
    careful = bool(whole) and room == 3
    thanks = _thanks(reply)
    if careful:
        reply.say_card(whole[0])
    elif way != 1 or not (said or subjects) or thanks != "review_thanks":
        reply.say(thanks)
    told = min(room + 1, 3)
    take_up(reply, said[:told], subjects[: room + 1], said[told:5] if room == 3 else [])
    for answer in _leading(reply, single, 2 if room == 3 else 1):
        reply.say_card(answer)
    if wishes(reply.brief.request.customer_text):
        reply.say("review_wish")
    _selling_point(reply)
    if thanks == "review_low_stars":
        reply.say("review_low_stars_asked")
    elif thanks not in reply.lists and not careful:
        reply.say(thanks)
    elif room > 1 and len(reply.parts) < 4:
        reply.say("review_closing_positive")


def _thanks(reply: Composition) -> str:
    """The list to thank from: a follow-up is thanked for as such, and few stars are not called kind."""
    review = reply.brief.request.review
    if review and review.stars in {1, 2}:
        return "review_low_stars"
    return "review_followup_good" if reply.brief.change == "still-good" else "review_thanks"


def _leading(reply: Composition, answers: Sequence[Answer], most: int) -> list[Answer]:
    """The answers to dwell on: those about what says something of its own before a general word."""
    told = [answer for answer in answers if not answer.card.id.endswith(("-short", "-quality"))]
    chosen = told or list(answers)
    start = reply.chance("answer", len(chosen)) if chosen and most == 1 else 0
    return (chosen[start:] + chosen[:start])[:most]


def _selling_point(reply: Composition) -> None:
    """One true thing about the product for those who read along; nothing where the facts name none."""
    facts = reply.brief.request.facts
    known = (*facts.product.selling_points, *facts.promotions)
    if known:
        reply.say("review_selling_point", [Detail(Point(known[0], "praise", "quality"), subject=known[0])])


# What it took up ------------------------------------------------------------------------------------


def _marked(reply: Composition, answers: Sequence[Answer], text: str) -> tuple[Point, ...]:
    """The points, answered where the text names them or holds what a card says of them."""
    spoken_to = {line for answer in answers for line in answer.matter.text.split("\n")}
    spoken_to |= {point.text for sentence, point in reply.named if sentence in text}
    return tuple(replace(point, answered=point.text in spoken_to) for point in reply.brief.points)


def _within(parts: Sequence[str], limit: int, space: str) -> str:
    """The parts that fit, the last one before those in the middle."""
    if not parts:
        return ""
    opening, *middle = parts
    closing = middle.pop() if middle else ""
    kept = [opening]
    for part in middle:
        if sum(map(len, kept)) + len(part) + len(closing) + len(kept) <= limit:
            kept.append(part)
    return space.join(filter(None, [*kept, closing]))
