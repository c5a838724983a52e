"""What one review tells the report: its points, and the product and day they are about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from rag.domain import Language, Point, Review, Sentiment
from rag.reviews.reading import read_review
from rag.text import language_of

_EARLIEST = date(1995, 1, 1)
_NUMERIC = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_PACKED = re.compile(r"(20\d\d)(\d\d)(\d\d)(?:\d{4}|\d{6})?(?!\d)")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_ENGLISH = ("%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y")


@dataclass(frozen=True)
class Said:
    """One review as the report counts it. `names` must not be shown, wherever they stand."""

    points: tuple[Point, ...]
    sentiment: Sentiment
    language: Language
    product: str | None = None
    day: date | None = None
    stars: int | None = None
    names: tuple[str, ...] = ()


def said(
    review: Review,
    draft: Mapping[str, Any] | None = None,
    product: str | None = None,
    day: str | None = None,
    names: tuple[str, ...] = (),
) -> Said:
    """The review with the points of its draft, as its JSON has them; without a draft it is read here.

    `day` is its date as the file has it, `names` are those of the customer, not to be shown.
    """
    points, sentiment = _of_draft(draft) if draft else _read(review)
    return Said(
        points=points,
        sentiment=sentiment,
        language=language_of("\n".join(filter(None, (review.title, review.text, review.append)))),
        product=product,
        day=day_of(day or ""),
        stars=review.stars,
        names=names,
    )


def _read(review: Review) -> tuple[tuple[Point, ...], Sentiment]:
    reading = read_review(review)
    return reading.points, reading.sentiment


def _of_draft(draft: Mapping[str, Any]) -> tuple[tuple[Point, ...], Sentiment]:
    points = tuple(Point(point["text"], point["polarity"], point["about"]) for point in draft["points"])
    return points, draft["sentiment"]


def day_of(text: str) -> date | None:
    """The day of a date as platforms write it: 2026-03-01 12:00, 2026年3月1日, 20260301, March 1, 2026, seconds."""
    text = text.strip()
    if _EPOCH.fullmatch(text):
        return _sane(datetime.fromtimestamp(int(text[:10]), UTC).date())
    if match := _NUMERIC.search(text) or _PACKED.match(text):
        try:
            return _sane(date(*map(int, match.groups())))
        except ValueError:
            return None
    for form in _ENGLISH:
        try:
            return _sane(datetime.strptime(text.replace(".", ""), form).replace(tzinfo=UTC).date())
        except ValueError:
            continue
    return None


def _sane(day: date) -> date | None:
    """No day before there were shops on the net, and none to come: such a column is not the review's date."""
    return day if _EARLIEST <= day <= datetime.now(UTC).date() + timedelta(days=1) else None
