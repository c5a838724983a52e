"""Figures → shapes of SVG charts, in a box of 100 by 100 that the page stretches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from rag.voice.report import KindOf, Period

LINES = 6
"""Kinds of complaint whose course is drawn."""
_GAP = 0.15
"""Of a column's width, what is left free."""


@dataclass(frozen=True)
class Column:
    """One period: how wide and high, how much of that complains, and what a pointer over it tells."""

    x: float
    width: float
    height: float
    complained: float
    period: Period


@dataclass(frozen=True)
class Line:
    """The course of a share: its strokes as points of polylines, broken where no review was written."""

    about: str | None
    strokes: tuple[str, ...]
    most: float
    last: float


def columns(periods: Sequence[Period]) -> tuple[Column, ...]:
    """Reviews of each period as a column, the complaining part at its foot."""
    most = max((period.figures.reviews for period in periods), default=0) or 1
    width = 100 / max(len(periods), 1)
    return tuple(
        Column(
            round((place + _GAP / 2) * width, 3),
            round(width * (1 - _GAP), 3),
            round(100 * period.figures.reviews / most, 2),
            round(100 * period.figures.complained / most, 2),
            period,
        )
        for place, period in enumerate(periods)
    )


def lines(periods: Sequence[Period], complaints: Sequence[KindOf]) -> tuple[Line, ...]:
    """The share of all complaints over time, and those of the most frequent kinds."""
    return (_line(periods, None), *(_line(periods, kind.about) for kind in complaints[:LINES]))


def _line(periods: Sequence[Period], about: str | None) -> Line:
    shares = [_share(period, about) for period in periods]
    known = [share for share in shares if share is not None]
    most = max(known, default=0.0) or 1.0
    step = 100 / max(len(periods) - 1, 1)
    places = [(round(at * step, 2), share) for at, share in enumerate(shares)]
    strokes = tuple(
        _stroke([(x, round(100 - 96 * share / most, 2)) for x, share in stretch if share is not None])
        for there, stretch in groupby(places, key=lambda place: place[1] is not None)
        if there
    )
    return Line(about, strokes, most, known[-1] if known else 0.0)


def _share(period: Period, about: str | None) -> float | None:
    figures = period.figures
    if not figures.reviews:
        return None
    return (figures.complained if about is None else figures.complaints.get(about, 0)) / figures.reviews


def _stroke(points: list[tuple[float, float]]) -> str:
    """Points of a polyline; a single one becomes a short dash, else it would not be seen."""
    if len(points) == 1:
        x, y = points[0]
        points = [(max(0.0, x - 1), y), (min(100.0, x + 1), y)]
    return " ".join(f"{x},{y}" for x, y in points)
