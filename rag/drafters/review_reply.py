"""Composes the reply to a public review: praise is taken up, complaints are owned, each at fitting length."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.domain import Point, Polarity
from rag.drafters.answering import Answer
from rag.drafters.composition import Composition
from rag.drafters.details import Detail, details_of, wishes
from rag.drafters.drafter import Brief
from rag.drafters.wording import Speaker
from rag.phrases import Phrases
from rag.review_cards import FOR_THE_WHOLE, HOLDING, TOPIC
from rag.text import fold

_SHORT, _LONG, _MANY = 18, 110, 6
"""Characters up to which a review is a word in passing; characters, or points, from which it is a careful one."""
_AT_LENGTH = 3
"""Complaints, by cards, that are gone into; the rest are named."""
_MILD = 3
"""Points of praise for each complaint from which a review is praise with a reservation."""
_ENOUGH = 150
"""Characters of a reply from which further complaints are only named."""
_FIRM, _VAGUE = frozenset({"fault-finder"}), frozenset({"general"})
"""The card that takes a firm stand, and the one that it makes needless: it asks for the facts as well."""


@dataclass(frozen=True)
class ReviewReply:
    """The reply in one segment, the answers it uses, and the review's points marked by whether it takes them up."""

    segments: tuple[str, ...]
    answers: tuple[Answer, ...]
    points: tuple[Point, ...]


def review_reply(brief: Brief, speaker: Speaker, answers: tuple[Answer, ...], phrases: Phrases) -> ReviewReply:
    """The reply. `answers` are what the cards have to say to the review's matters, complaints first."""
    reply = Composition(brief, speaker, phrases)
    if brief.sentiment == "neutral" and not answers:
        reply.say("review_neutral")
    elif _complains(brief, answers):
        _to_complaints(reply, answers)
    else:
        _to_praise(reply, answers)
    text = _within(reply.parts, brief.shop.style.review_length, " " if brief.language == "en" else "")
    answers = tuple(answer for answer in reply.answers if answer.said.text in text)
    return ReviewReply((text,) if text else (), answers, _marked(reply, answers, text))


def _complains(brief: Brief, answers: Sequence[Answer]) -> bool:
    return brief.sentiment in {"negative", "mixed"} or any(_on(answer, "complaint") for answer in answers)


# Praise ----------------------------------------------------------------------------------------------


def _to_praise(reply: Composition, answers: Sequence[Answer]) -> None:
    """Thanks, the customer's own words taken up, a thought on them; in one order or another."""
    length = len(reply.brief.request.customer_text)
    room = 1 if length <= _SHORT else 2 if length < _LONG and len(reply.brief.points) < _MANY else 3
    whole, single = _divided(answers)
    said, subjects = _kinds(reply, "praise")
    way = reply.chance("way", 3)
    careful = bool(whole) and room == 3
    if careful:
        reply.say_card(whole[0])
    elif way != 1 or not (said or subjects):
        reply.say("review_thanks")
    told = min(room + 1, 3)
    _take_up(reply, said[:told], subjects[: room + 1], said[told:5] if room == 3 else [])
    for answer in _leading(reply, single, 2 if room == 3 else 1):
        reply.say_card(answer)
    if wishes(reply.brief.request.customer_text):
        reply.say("review_wish")
    _selling_point(reply)
    if "review_thanks" not in reply.lists and not careful:
        reply.say("review_thanks")
    elif room > 1 and len(reply.parts) < 4:
        reply.say("review_closing_positive")


def _take_up(
    reply: Composition, said: Sequence[Detail], subjects: Sequence[Detail], more: Sequence[Detail]
) -> None:
    """What the customer said of it, what they only call good, and of a long review more of it."""
    if said:
        reply.say("review_said", said)
        if subjects:
            reply.say("review_subjects_too", subjects)
        if more:
            reply.say("review_said_too", more)
    elif subjects:
        reply.say("review_subjects", subjects)


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


# Complaints ------------------------------------------------------------------------------------------


def _to_complaints(reply: Composition, answers: Sequence[Answer]) -> None:
    """An opening that fits, what went wrong owned group by group, what pleased, and the way to settle it."""
    grave = next((answer for answer in answers if _is(answer, HOLDING)), None)
    if grave:
        reply.say("review_opening_grave")
        reply.say_card(grave)
        return
    whole, single = _divided(answers)
    pleased = [detail for kind in _kinds(reply, "praise") for detail in kind if detail.sure][:2]
    mild = len(pleased) > 1 and _count(reply, "praise") >= _MILD * _count(reply, "complaint")
    first = bool(pleased) and (mild or (not whole and reply.chance("praise first", 2) == 0))
    if whole:
        reply.say_card(whole[0])
    else:
        reply.say(
            "review_opening_mixed" if first else "review_opening_negative", pleased if first else (), clauses=True
        )
    firm = any(_is(answer, _FIRM) for answer in whole)
    _own(reply, [answer for answer in single if _on(answer, "complaint") and not (firm and _is(answer, _VAGUE))])
    if pleased and not first:
        reply.say("review_pleased_too", pleased, clauses=True)
    reply.say("review_closing_negative")


def _only_hints(reply: Composition) -> bool:
    """Whether all that is complained of is said in passing: 有点小贵."""
    said = [fold(point.text).text for point in reply.brief.points if point.polarity == "complaint"]
    calm = reply.brief.mood != "angry" and not reply.brief.request.facts.customer.fault_finder
    return calm and 0 < len(said) <= _FEW and all(map(_HINT.search, said))


_FEW = 2
_HINT = re.compile(
    r"有点|有些|稍|略|[慢小大贵薄厚]了?(?:一)?点|小(?:问题|瑕疵|贵|毛病)|\b(?:a bit|a little|slightly|somewhat)\b"
)
"""Words that make a complaint a small one."""


def _own(reply: Composition, answers: Sequence[Answer]) -> None:
    """Each complaint gone into while there is room; the rest named in one clause."""
    rest: list[Detail] = []
    enough = _ENOUGH * (2 if reply.brief.language == "en" else 1)
    for number, answer in enumerate(answers):
        details = details_of(_points(reply, answer), reply.brief.language)
        if number and not details and answer.card.id.endswith(("-quality", "-general")):
            continue
        if number and (number >= _AT_LENGTH or len(reply.text) >= enough):
            rest += details[:1]
        else:
            told = [detail for detail in details if detail.said] or details
            if told or not answer.card.id.endswith("-quality") or not reply.say_unnamed(answer):
                reply.say_card(answer, told[:2])
    if rest:
        reply.say("review_rest", rest[:3])


# What both need --------------------------------------------------------------------------------------


def _points(reply: Composition, answer: Answer) -> list[Point]:
    lines = answer.matter.text.split("\n")
    return [point for point in reply.brief.points if point.text in lines]


def _count(reply: Composition, polarity: Polarity) -> int:
    return sum(point.polarity == polarity for point in reply.brief.points)


def _kinds(reply: Composition, polarity: Polarity) -> tuple[list[Detail], list[Detail]]:
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


def _divided(answers: Sequence[Answer]) -> tuple[list[Answer], list[Answer]]:
    """Answers to the review as a whole, and to its matters."""
    whole = [answer for answer in answers if _is(answer, FOR_THE_WHOLE)]
    return whole, [answer for answer in answers if answer not in whole]


def _is(answer: Answer, cards: frozenset[str]) -> bool:
    return any(answer.card.id == f"{topic}-{card}" for topic in TOPIC.values() for card in cards)


def _on(answer: Answer, polarity: Polarity) -> bool:
    return TOPIC[polarity] in answer.card.topics


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
