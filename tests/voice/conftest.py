"""Reviews to count: written for these tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from rag.domain import Language, Point, Polarity, Sentiment
from rag.voice.counting import Voice
from rag.voice.report import Before, Figures, Run
from rag.voice.saying import Said

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
RUN = Run("七月.csv", "july", NOON)
Tell = Callable[..., Said]


def told(
    *points: tuple[Polarity, str, str],
    product: str | None = "保温杯",
    day: date | None = None,
    language: Language = "zh-Hans",
    names: tuple[str, ...] = (),
) -> Said:
    """A review that makes these points: polarity, what about, words."""
    kinds = {polarity for polarity, _, _ in points}
    sentiment: Sentiment = "mixed" if len(kinds) == 2 else "negative" if "complaint" in kinds else "positive"
    made = tuple(Point(text, polarity, about) for polarity, about, text in points)
    return Said(made, sentiment, language, product, day, 5, names)


SLOW: tuple[Polarity, str, str] = ("complaint", "logistics", "等了十天才收到杯子")
LID: tuple[Polarity, str, str] = ("complaint", "quality", "盖子一拧就裂开")
WARM: tuple[Polarity, str, str] = ("praise", "quality", "保温一整夜还是热的")


def counted(*reviews: Said) -> Voice:
    """The reviews counted."""
    voice = Voice()
    for review in reviews:
        voice.add(review)
    return voice


def last(voice: Voice, fingerprint: str = "june") -> Before:
    """What was counted as the run before."""
    run = Run("六月.csv", fingerprint, datetime(2026, 6, 1, 12, tzinfo=UTC))
    return Before(run, Figures.of(voice.all), {name: Figures.of(tally) for name, tally in voice.products.items()})
