"""Reads a public review: its points of praise and complaint, its sentiment, and stars that contradict the text.

Points are clauses with a polarity, read from what is said of an aspect; a clause that only describes is no
point, nor is one that judges the whole (很好, 差评) where others say of what. Sources: handbooks 000 (five-star
remarks), 004 (points answered one by one, five stars with a complaint).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from rag.domain import Point, Polarity, Review, Sentiment
from rag.reviews.context import of_ours, speed_of_the_goods
from rag.reviews.words import (
    ALWAYS_PRAISE,
    ANNOUNCES,
    ASPECTS,
    COMPLAINT,
    CONTRAST,
    FAINT,
    FLIP,
    FOR_OTHERS,
    GENERAL,
    IMAGINED,
    JOINT,
    NAMING,
    NEUTRAL,
    ONLY,
    OVER,
    PRAISE,
    RIGHTS,
    RIGHTS_LIKELY,
    SAFETY,
    SAFETY_LIKELY,
    THREAT,
)
from rag.text import Span, clauses, fold

_NEGATIVE_AT_MOST = 2
_POSITIVE_FROM = 4


@dataclass(frozen=True)
class ReviewReading:
    """What a review says. `contradiction`: its stars say otherwise.

    `holding` names the card that holds the line where it complains of law, safety or health.
    """

    points: tuple[Point, ...]
    sentiment: Sentiment
    contradiction: bool
    holding: Literal["safety-health", "rights"] | None = None
    for_others: bool = False
    """Whether it was bought for somebody the customer names."""

    @property
    def legal(self) -> bool:
        """Whether it complains of law, safety or health: a supervisor decides what is said."""
        return self.holding is not None


def read_review(review: Review) -> ReviewReading:
    """Read a review from its words; the stars decide only where the words say nothing."""
    text = "\n".join(part for part in (review.title, review.text, review.append) if part)
    folded, few_stars = fold(text).text, (review.stars or 5) <= _NEGATIVE_AT_MOST
    points = points_of(text)
    holding = _holding(folded, few_stars or any(point.polarity == "complaint" for point in points))
    if holding is None:
        points = tuple(point for point in points if point.about not in _GRAVE)
    kinds = {point.polarity for point in points}
    return ReviewReading(
        points=points,
        sentiment=_sentiment(kinds, review.stars),
        contradiction=_contradiction(kinds, review.stars),
        holding=holding,
        for_others=FOR_OTHERS.search(folded) is not None,
    )


def points_of(text: str) -> tuple[Point, ...]:
    """The points of a review in the order they stand, in the customer's own words; what is repeated once."""
    folded = fold(text)
    found: dict[str, Point] = {}
    for clause in clauses(folded.text):
        for start, end in _turns(clause.text[:_CLAUSE]):
            polarity = _polarity(clause.text[start:end])
            if polarity is not None:
                about = _about(clause.text[start:end], polarity)
                if about == "logistics" and speed_of_the_goods(clause.text[start:end], folded.text):
                    about = "quality"
                begin, stop = folded.span(clause.start + start, clause.start + end)
                found.setdefault(text[begin:stop], Point(text[begin:stop], polarity, about))
    points = of_ours(tuple(found.values()), folded.text)
    said_of = {point.polarity for point in points if point.about != _WHOLE}
    return tuple(point for point in points if point.about != _WHOLE or point.polarity not in said_of)


_CLAUSE = 300
"""Characters of a clause that are read: whoever writes on without a mark has said by then what it is about."""
_WHOLE = "other"
"""What a point is about that judges the whole."""


def _turns(clause: str, start: int = 0) -> list[Span]:
    """The clause from `start` in pieces: where praise turns into complaint, or one thing goes on to another."""
    joints = sorted(
        [*CONTRAST.finditer(clause, start + 1), *JOINT.finditer(clause, start + 1)], key=lambda joint: joint.start()
    )
    for joint in joints:
        piece, rest = clause[start : joint.start()], clause[joint.start() :]
        kinds = _polarity(piece), _polarity(rest)
        if None not in kinds and (kinds[0] != kinds[1] or _aspect(piece) != _aspect(rest)):
            return [(start, start + len(piece.rstrip())), *_turns(clause, joint.start())]
    return [(start, len(clause))]


# Polarity --------------------------------------------------------------------------------------------


def _polarity(clause: str) -> Polarity | None:
    """Praise and complaint weighed; complaint where they balance, unless it only names a thing (不实用的功能)."""
    signs = [*_signs(clause)]
    if not signs or ANNOUNCES.search(clause):
        return None
    if sum(signs) <= 0 < max(signs) and NAMING.search(clause):
        return _polarity(NAMING.sub(_blank, clause))
    return "praise" if sum(signs) > 0 else "complaint"


def _signs(clause: str) -> Iterator[int]:
    """A sign for each judging word; a denied word counts for the other side (没有异味, 不太好用)."""
    imagined = IMAGINED.search(clause)
    told = clause[: imagined.start()] if imagined else clause
    bare = NEUTRAL.sub(_blank, ALWAYS_PRAISE.sub(_blank, told))
    for match in (*ALWAYS_PRAISE.finditer(told), *PRAISE.finditer(bare)):
        yield -1 if _denied(told, match) else 1
    at = 0
    while found := COMPLAINT.search(bare, at):
        faint = FAINT.match(bare[found.end() :])
        at = found.end() + (faint.end() if faint else 0)
        yield 1 if faint or _denied(bare, found) else -1


def _denied(clause: str, match: re.Match[str]) -> bool:
    before = clause[: match.start()]
    return FLIP.search(before) is not None and ONLY.search(before) is None


def _blank(match: re.Match[str]) -> str:
    return "□" * len(match[0])


def _holding(folded: str, complains: bool) -> Literal["safety-health", "rights"] | None:
    """What is complained of and not denied (没有过敏), wished (远离医院) or over (过敏好了): health before law."""
    told = [clause.text for clause in clauses(folded)]
    for name, sure, likely in (("safety-health", SAFETY, SAFETY_LIKELY), ("rights", RIGHTS, RIGHTS_LIKELY)):
        for pattern in (sure, likely) if complains else (sure,):
            for said in told:
                if any(not _denied(said, match) and not OVER.search(said) for match in pattern.finditer(said)):
                    return cast('Literal["safety-health", "rights"]', name)
    return None


# What a point is about -------------------------------------------------------------------------------


def _about(clause: str, polarity: Polarity) -> str:
    if not GENERAL.sub("", clause) or (polarity == "complaint" and THREAT.search(clause)):
        return _WHOLE
    about = _aspect(clause)
    return "quality" if polarity == "praise" and about in _FAULTS else about


def _aspect(clause: str) -> str:
    return next((name for name, pattern in ASPECTS if pattern.search(clause)), "quality")


_GRAVE = frozenset({"safety", "rights"})
"""What is a point only where it is complained of in earnest."""
_FAULTS = frozenset({"not-as-described", "safety", "rights", "missing"})
"""What only a complaint is about."""


def _sentiment(kinds: set[Polarity], stars: int | None) -> Sentiment:
    if len(kinds) == 2:
        return "mixed"
    if "complaint" in kinds:
        return "negative"
    if "praise" in kinds:
        return "positive"
    if stars is None:
        return "neutral"
    return "negative" if stars <= _NEGATIVE_AT_MOST else "positive" if stars >= _POSITIVE_FROM else "neutral"


def _contradiction(kinds: set[Polarity], stars: int | None) -> bool:
    if stars is None:
        return False
    five_with_complaint = stars >= _POSITIVE_FROM and "complaint" in kinds
    one_with_praise = stars <= _NEGATIVE_AT_MOST and kinds == {"praise"}
    return five_with_complaint or one_with_praise
