"""The suite of reading reviews: rows with `text`, `sentiment`, `points`; ours also tell kind, stars, approval."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.suite import CASES, Confusion, Result, rows
from rag.domain import Point, Review
from rag.reviews.reading import ReviewReading, read_review
from rag.settings import Settings
from rag.textfiles import read_text, read_yaml

_OVERLAP = 0.5
"""Share of the shorter of two stretches that both hold, from which they are the same point."""


def run(settings: Settings, dataset: Path | None = None) -> Result:
    """Score the sentiment, and the points of complaint and praise that are found and that are right."""
    cases = _cases(dataset or CASES / "reviews.yaml")
    complaints, praises, misses = Confusion(), Confusion(), []
    judged = about = matched = kinds = 0
    for case in cases:
        review = Review(case["text"], case.get("stars"), case.get("title"), case.get("append"))
        read = read_review(review, case.get("product"))
        problems = [*_points(case, read, "complaint", complaints), *_points(case, read, "praise", praises)]
        pairs = [
            (point, found)
            for point in case["points"]
            if (found := _same(point, read.points)) is not None and found.polarity == point["polarity"]
        ]
        matched += len(pairs)
        about += sum(found.about == point["about"] for point, found in pairs)
        judged += read.sentiment == case["sentiment"]
        if read.sentiment != case["sentiment"]:
            problems.insert(0, f"{case['sentiment']}, got {read.sentiment}")
        wrong = _kind(case, read)
        kinds += not wrong
        problems += wrong
        misses += [f"{case['id']}: {problem}" for problem in problems]
    figures = {
        "sentiment": judged / len(cases) if cases else 1.0,
        "complaint_recall": complaints.recall,
        "complaint_precision": complaints.precision,
        "praise_recall": praises.recall,
        "praise_precision": praises.precision,
        "about": about / matched if matched else 1.0,
        "kind": kinds / len(cases) if cases else 1.0,
    }
    return Result("reviews", len(cases), figures, tuple(misses), {"complaint": complaints, "praise": praises})


def _cases(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".jsonl":
        return list(rows(path, ("id", "text", "sentiment", "points")))
    cases: list[dict[str, Any]] = read_yaml(path, read_text(path))
    return [{"points": [], **case} for case in cases]


def _points(case: dict[str, Any], read: ReviewReading, polarity: str, counts: Confusion) -> list[str]:
    """Count the points of one polarity; those missed and those made up, in words."""
    labelled = [point for point in case["points"] if point["polarity"] == polarity]
    found = [point for point in read.points if point.polarity == polarity]
    missed = [point["text"] for point in labelled if _same(point, found) is None]
    counts.hits += len(labelled) - len(missed)
    counts.missed += len(missed)
    made_up = [point.text for point in found if not any(_overlap(point.text, one["text"]) for one in labelled)]
    counts.false_alarms += len(made_up)
    return [
        *(f"{polarity} missed: {text!r}" for text in missed),
        *(f"{polarity} made up: {text!r}" for text in made_up),
    ]


def _same(point: dict[str, Any], found: Sequence[Point]) -> Point | None:
    """The point that was found in the labelled words."""
    return next((one for one in found if _overlap(one.text, point["text"])), None)


def _overlap(one: str, other: str) -> bool:
    """Whether one stretch holds the other, or most of it: labels cut a sentence here or there."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    if short in long:
        return True
    longest = max((size for size in range(1, len(short)) if _shares(short, long, size)), default=0)
    return longest >= _OVERLAP * len(short)


def _shares(short: str, long: str, size: int) -> bool:
    return any(short[at : at + size] in long for at in range(len(short) - size + 1))


def _kind(case: dict[str, Any], read: ReviewReading) -> list[str]:
    """What of the labels beside the sentiment does not hold."""
    return [
        f"{name}: {case[name]}, got {getattr(read, name)}"
        for name in ("kind", "change", "contradiction", "holding")
        if name in case and getattr(read, name) != case[name]
    ]
