"""The suite of reading reviews: what they praise and complain of, how they judge, and of what kind they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from evals.cases import CASES, Case
from evals.suite import Count, Judgement, Suite, Task, confusions
from rag.domain import Point, Polarity, Review, Sentiment
from rag.reviews.kinds import Change, Kind
from rag.reviews.reading import ReviewReading, read_review
from rag.settings import Settings

_OVERLAP = 0.5
"""Share of the shorter of two stretches that both hold, from which they are the same point."""
_LABELS = ("kind", "change", "contradiction", "holding")
_MISSED = {
    "complaint": "the reply passes over a complaint",
    "praise": "nobody thanks for the praise",
}
_MADE_UP = {
    "complaint": "the reply apologises for what nobody complained of",
    "praise": "the reply gives thanks for praise that nobody gave",
}


class Labelled(BaseModel):
    """A point of a review as its reader has it."""

    model_config = ConfigDict(frozen=True)

    text: str = Field(description="The words of the review that make the point.")
    polarity: Polarity = Field(description="praise or complaint.")
    about: str = Field(description="What it is about, such as quality, service, logistics.")


class ReviewCase(Case):
    """A review and what it says, as somebody reads it."""

    text: str = Field(description="The review.")
    sentiment: Sentiment = Field(description="How it judges, whatever its stars say.")
    points: tuple[Labelled, ...] = Field(description="What it praises and complains of.")
    stars: int | None = Field(None, ge=1, le=5, description="Stars, where there are any.")
    title: str | None = Field(None, description="Its title.")
    append: str | None = Field(None, description="What was added later (追评).")
    product: str | None = Field(None, description="What was sold, where it is known.")
    kind: Kind | None = Field(None, description="What kind of review it is; not judged where left out.")
    change: Change | None = Field(None, description="What the follow-up changes; not judged where left out.")
    contradiction: bool | None = Field(
        None, description="Whether its stars say otherwise; not judged where left out."
    )
    holding: Literal["safety-health", "rights"] | None = Field(
        None, description="The card that holds the line, null where none should; not judged where left out."
    )


class ReviewReadings(Suite[ReviewCase, ReviewReading]):
    """Sentiment, points, what they are about, kind, follow-up, contradiction and holding, each as labelled."""

    name = "review-reading"
    harm = "public replies pass over complaints or answer another review than the one that was written"
    case = ReviewCase
    files = (CASES / "review-reading.yaml",)

    @contextmanager
    def task(self, settings: Settings) -> Iterator[Task[ReviewCase, ReviewReading]]:
        """The review read."""

        async def read(case: ReviewCase) -> ReviewReading:
            return read_review(Review(case.text, case.stars, case.title, case.append), case.product)

        yield read

    def judge(self, case: ReviewCase, output: ReviewReading) -> Judgement:
        """Right where all that is labelled is read so, and nothing else is found."""
        wrong = _wrong_labels(case, output)
        judged = output.sentiment == case.sentiment
        return Judgement(
            problems=(
                *(
                    []
                    if judged
                    else [f"a {case.sentiment} review is answered as {output.sentiment}: {case.text!r}"]
                ),
                *_wrong_points(case, output),
                *wrong,
            ),
            counts=(
                Count("sentiment", judged, True),
                Count("kind", not wrong, True),
                *_counts(case, output),
            ),
            asked="\n".join(filter(None, (case.title, case.text, case.append))),
            said="\n".join(f"{point.polarity} ({point.about}): {point.text}" for point in output.points),
        )

    def figures(self, judged: Sequence[tuple[ReviewCase, Judgement]]) -> Mapping[str, float]:
        """Shares of reviews read right, and recall and precision of points."""
        classes = confusions([judgement for _, judgement in judged])
        shares: dict[str, float] = {
            name: classes[name].recall for name in ("sentiment", "kind", "about") if name in classes
        }
        for name in ("complaint", "praise"):
            if name in classes:
                shares |= {f"{name}_recall": classes[name].recall, f"{name}_precision": classes[name].precision}
        return shares


def _wrong_labels(case: ReviewCase, read: ReviewReading) -> list[str]:
    """What of the labels beside the sentiment does not hold."""
    return [
        f"{name} is taken for {getattr(read, name)}, not {getattr(case, name)}: "
        f"the reply is one to another sort of review: {case.text!r}"
        for name in _LABELS
        if name in case.model_fields_set and getattr(read, name) != getattr(case, name)
    ]


# Points ----------------------------------------------------------------------------------------------


def _wrong_points(case: ReviewCase, read: ReviewReading) -> Iterator[str]:
    for polarity, told in _MISSED.items():
        yield from (f"{told}: {point.text!r}" for point in _missed(case, read, polarity))
    for polarity, told in _MADE_UP.items():
        yield from (f"{told}: {point.text!r}" for point in _made_up(case, read, polarity))


def _counts(case: ReviewCase, read: ReviewReading) -> Iterator[Count]:
    for polarity in _MISSED:
        missed = _missed(case, read, polarity)
        for point in _labelled(case, polarity):
            yield Count(polarity, point not in missed, True)
        yield from (Count(polarity, True, False) for _ in _made_up(case, read, polarity))
    for point in case.points:
        found = _same(point, read.points)
        if found is not None and found.polarity == point.polarity:
            yield Count("about", found.about == point.about, True)


def _labelled(case: ReviewCase, polarity: str) -> list[Labelled]:
    return [point for point in case.points if point.polarity == polarity]


def _missed(case: ReviewCase, read: ReviewReading, polarity: str) -> list[Labelled]:
    found = [point for point in read.points if point.polarity == polarity]
    return [point for point in _labelled(case, polarity) if _same(point, found) is None]


def _made_up(case: ReviewCase, read: ReviewReading, polarity: str) -> list[Point]:
    labelled = _labelled(case, polarity)
    found = [point for point in read.points if point.polarity == polarity]
    return [point for point in found if not any(_overlap(point.text, one.text) for one in labelled)]


def _same(point: Labelled, found: Sequence[Point]) -> Point | None:
    """The point that was found in the labelled words."""
    return next((one for one in found if _overlap(one.text, point.text)), None)


def _overlap(one: str, other: str) -> bool:
    """Whether one stretch holds the other, or most of it: labels cut a sentence here or there."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    if short in long:
        return True
    longest = max((size for size in range(1, len(short)) if _shares(short, long, size)), default=0)
    return longest >= _OVERLAP * len(short)


def _shares(short: str, long: str, size: int) -> bool:
    return any(short[at : at + size] in long for at in range(len(short) - size + 1))
