"""Figures → shapes of SVG charts, in percent of the box they are drawn in."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.comparison import Interval
from evals.reports.digest import Digest, Figure
from evals.suite import Confusion

_FLOORS = (0.9, 0.8, 0.5, 0.0)
"""Where the axis of shares may begin: as near as holds every point, as what is told lies near 1."""
_HIGH = 0.5
_NICE = (1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 10.0)
_EDGE = 4.0
"""Left free at either end of differences, so that no mark is cut."""


@dataclass(frozen=True)
class Axis:
    """The ends of an axis."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Where a value lies, in percent."""
        place = (value - self.low) / (self.high - self.low)
        return round(100 * min(max(place, 0.0), 1.0), 2)


@dataclass(frozen=True)
class Track:
    """A figure on its axis: now, before, where it may lie beyond chance, and what its gate forbids."""

    axis: Axis
    now: float
    before: float | None
    spread: tuple[float, float] | None
    gate: float | None
    forbidden: tuple[float, float] | None
    """From where to where."""


def tracks(figures: Sequence[Figure], lie: Mapping[str, Interval]) -> tuple[Track, ...]:
    """Figures with the intervals of their differences laid on what they were before; high shares on one axis."""
    spreads = [_spread(figure, lie.get(figure.name)) for figure in figures]
    points = [_points(figure, spread) for figure, spread in zip(figures, spreads, strict=True)]
    shares = _axis([point for own in points if _is_high(own) for point in own])
    return tuple(
        _track(figure, spread, shares if _is_high(own) else _axis(own))
        for figure, spread, own in zip(figures, spreads, points, strict=True)
    )


def _is_high(points: Sequence[float]) -> bool:
    """Whether it is a share that lies near 1."""
    return max(points) <= 1.0 and min(points) >= _HIGH


def _points(figure: Figure, spread: tuple[float, float] | None) -> list[float]:
    """What the axis of a figure has to hold."""
    return [figure.value, *(one for one in (figure.before, _limit(figure), *(spread or ())) if one is not None)]


def _track(figure: Figure, spread: tuple[float, float] | None, axis: Axis) -> Track:
    limit = _limit(figure)
    gate = None if limit is None else axis.at(limit)
    least = figure.gate is not None and figure.gate.least is not None
    return Track(
        axis,
        axis.at(figure.value),
        None if figure.before is None else axis.at(figure.before),
        (axis.at(spread[0]), axis.at(spread[1])) if spread else None,
        gate,
        None if gate is None else (0.0, gate) if least else (gate, 100.0),
    )


def _limit(figure: Figure) -> float | None:
    if figure.gate is None:
        return None
    return figure.gate.least if figure.gate.least is not None else figure.gate.most


def _spread(figure: Figure, interval: Interval | None) -> tuple[float, float] | None:
    if interval is None or figure.before is None or not math.isfinite(interval.low) or interval.mean == 0:
        return None
    return figure.before + interval.low, min(figure.before + interval.high, 1.0)


def _axis(points: Sequence[float]) -> Axis:
    """For shares from a round floor to 1; for what is larger or small throughout from 0 to a round number."""
    most = max(points, default=1.0)
    if _HIGH < most <= 1.0 or most <= 0.0:
        return Axis(max(floor for floor in _FLOORS if floor <= max(min(points, default=0.0), 0.0)), 1.0)
    power = 10.0 ** math.floor(math.log10(most))
    return Axis(0.0, next((nice * power for nice in _NICE if nice * power >= 1.05 * most), 20 * power))


@dataclass(frozen=True)
class Part:
    """A piece of a bar."""

    name: str
    count: int
    x: float
    width: float


def strip(counts: Mapping[str, int]) -> tuple[Part, ...]:
    """Counts one beside the other as shares of their sum; what is none is left out."""
    whole, parts, x = sum(counts.values()) or 1, list[Part](), 0.0
    for name, count in counts.items():
        if count:
            width = 100 * count / whole
            parts.append(Part(name, count, round(x, 2), round(width, 2)))
            x += width
    return tuple(parts)


def outcomes(digest: Digest) -> tuple[Part, ...]:
    """How the cases of a suite came out."""
    regressed = {change.case for change in digest.regressions}
    worse = sum(case.id in regressed for case in digest.suite.cases)
    passing = sum(case.passed and case.id not in regressed for case in digest.suite.cases)
    return strip({"passing": passing, "failing": len(digest.standing), "worse": worse})


def confusion(counts: Confusion) -> tuple[Part, ...]:
    """Judgements of a class: right and wrong."""
    return strip(
        {"found": counts.hits, "missed": counts.missed, "false": counts.false_alarms, "clean": counts.right_noes}
    )


@dataclass(frozen=True)
class Whisker:
    """An interval of differences about the middle, which is no difference."""

    name: str
    interval: Interval
    low: float
    mean: float
    high: float

    @property
    def verdict(self) -> str:
        """`lower`, `higher`, or unclear, as chance may do as much."""
        return "lower" if self.interval.high < 0 else "higher" if self.interval.low > 0 else "unclear"


def whiskers(lie: Mapping[str, Interval]) -> tuple[Whisker, ...]:
    """The intervals that differ from nothing, on one axis; those of too few cases are left out."""
    shown = {name: one for name, one in lie.items() if one.mean and math.isfinite(one.low)}
    reach = max((abs(end) for one in shown.values() for end in (one.low, one.high)), default=1.0)
    axis = Axis(-reach * (1 + _EDGE / 50), reach * (1 + _EDGE / 50))
    return tuple(
        Whisker(name, one, axis.at(one.low), axis.at(one.mean), axis.at(one.high)) for name, one in shown.items()
    )
