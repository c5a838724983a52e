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
from rag.reviews.kinds import ABUSE, BARGAIN, Change, Kind, change_of, face_of, kind_of, of_other_goods
from rag.reviews.requests import standing_of
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
    OUTCOME,
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
    kind: Kind = "ordinary"
    change: Change | None = None
    """What the follow-up changes; None where there is none, or it judges nothing."""

    @property
    def legal(self) -> bool:
        """Whether it complains of law, safety or health: a supervisor decides what is said."""
        return self.holding is not None


def read_review(review: Review, product: str | None = None) -> ReviewReading:
    """Read a review from its words; the stars decide only where the words say nothing.

    `product` is the name of what was sold, where it is known: the review may speak of something else.
    """
    text = "\n".join(part for part in (review.title, review.text, review.append) if part)
    folded, few_stars = fold(text).text, (review.stars or 5) <= _NEGATIVE_AT_MOST
    points = points_of(text)
    kind = _kind(text, product, points)
    points = _of_the_goods(points, kind)
    holding = _holding(folded, few_stars or any(point.polarity == "complaint" for point in points))
    if holding is None:
        points = tuple(point for point in points if point.about not in _GRAVE)
    kinds = {point.polarity for point in points} | _told_otherwise(kind, text)
    return ReviewReading(
        points=points,
        sentiment=_sentiment(kinds, review.stars),
        contradiction=_contradiction(kinds, review.stars),
        holding=holding,
        for_others=FOR_OTHERS.search(folded) is not None,
        kind=kind,
        change=_change(review),
    )


def _kind(text: str, product: str | None, points: tuple[Point, ...]) -> Kind:
    kind = kind_of(text)
    if kind == "wordless" and points:  # 赞赞赞赞
        return "ordinary"
    if kind in {"ordinary", "abuse"} and of_other_goods(text, product):
        return "other-goods"
    return kind


def _of_the_goods(points: tuple[Point, ...], kind: Kind) -> tuple[Point, ...]:
    """The points without what is no word of the customer's, advertises, or bargains with the review itself."""
    if kind in {"empty", "spam"}:
        return ()
    return tuple(point for point in points if kind != "threat" or not BARGAIN.search(fold(point.text).text))


def _told_otherwise(kind: Kind, text: str) -> set[Polarity]:
    """What a review says beside its points: by its emoji, by a threat, by an insult."""
    face = face_of(text) if kind == "wordless" else "complaint" if kind in {"threat", "abuse"} else None
    return {face} if face else set()


def _change(review: Review) -> Change | None:
    if not review.append:
        return None
    first = {point.polarity for point in points_of("\n".join(filter(None, (review.title, review.text))))}
    later = {point.polarity for point in points_of(review.append)}
    return change_of(first, later, settled=standing_of(review.append).settled)


def points_of(text: str) -> tuple[Point, ...]:
    """The points of a review in the order they stand, in the customer's own words; what is repeated once."""
    folded = fold(text)
    found: dict[str, Point] = {}
    led_in: int | None = None
    for clause in clauses(folded.text):
        for start, end in _turns(clause.text[:_CLAUSE]):
            said = clause.text[start:end]
            polarity = _polarity(said)
            if polarity is not None:
                since = clause.start + start
                if led_in is not None and OUTCOME.match(said) and _named(said) is None:
                    whole = folded.text[led_in : clause.start + end]
                    since, said = (led_in, whole) if "\n" not in whole else (since, said)
                about = _about(said, polarity)
                if about == "logistics" and speed_of_the_goods(said, folded.text):
                    about = _QUALITY
                begin, stop = folded.span(since, clause.start + end)
                found.setdefault(text[begin:stop], Point(text[begin:stop], polarity, about))
            led_in = clause.start + start if polarity is None else None
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
    about = _named(clause)
    if about is None and ABUSE.search(clause):
        return _WHOLE
    about = about or _QUALITY
    return _QUALITY if polarity == "praise" and about in _FAULTS else about


def _aspect(clause: str) -> str:
    return _named(clause) or _QUALITY


def _named(clause: str) -> str | None:
    return next((name for name, pattern in ASPECTS if pattern.search(clause)), None)


_QUALITY = "quality"
"""What a point is about that names nothing else."""


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
