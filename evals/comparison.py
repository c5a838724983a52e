"""Holds a run against the blessed baseline: case by case, and by paired interval where a case has a score."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist
from typing import Literal

import numpy as np

from evals.results import CaseResult, Run, SuiteResult
from rag.text import sentence_spans

BASELINE = Path(__file__).parent / "baseline.json"
RESAMPLES = 2_000
"""Draws of the bootstrap."""
DIGITS = 3
"""Of a difference; the baseline keeps four of a score, and what it rounds off is no change."""
FEWEST = 6
"""Differences that can tell anything: if five all fell, chance would do as much once in sixteen times."""
LEVEL = 0.95
"""Of the interval; both ends are cut, so a score that has not changed is called worse once in forty."""

Kind = Literal["worse", "gone", "says otherwise", "new and failing", "lower", "better", "new", "higher"]
REGRESSIONS: frozenset[Kind] = frozenset({"worse", "gone", "says otherwise", "new and failing", "lower"})


@dataclass(frozen=True)
class Change:
    """One difference from the baseline, and what it means."""

    suite: str
    case: str
    """The case's id; of a score, its name."""
    kind: Kind
    told: str
    harm: str = ""
    """What customers or the shop suffer of it."""
    weight: int = 1
    group: str = ""
    """The class the case is counted under, where it is counted under one."""

    @property
    def regression(self) -> bool:
        """Whether it has to be mended or blessed."""
        return self.kind in REGRESSIONS


@dataclass(frozen=True)
class Interval:
    """Mean difference of paired scores, and where it lies with the confidence of LEVEL."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:+.3f} ({self.low:+.3f} to {self.high:+.3f})"


def compare(run: Run, baseline: Run) -> tuple[Change, ...]:
    """What has changed in the suites that both have: regressions first, of those the costly ones."""
    changes = [
        change
        for name, suite in run.suites.items()
        if name in baseline.suites and suite.failure is None
        for change in _of_suite(suite, baseline.suites[name])
    ]
    return tuple(sorted(changes, key=lambda change: (not change.regression, -change.weight)))


def _of_suite(suite: SuiteResult, before: SuiteResult) -> Iterator[Change]:
    known, now = {case.id: case for case in before.cases}, {case.id: case for case in suite.cases}
    for case_id, case in now.items():
        if change := _of_case(suite, case, known.get(case_id)):
            yield change
    for case_id in sorted(known.keys() - now.keys()):
        yield Change(suite.name, case_id, "gone", _gone(known[case_id]), suite.harm)
    yield from _of_scores(suite, known, now)


def _of_case(suite: SuiteResult, case: CaseResult, before: CaseResult | None) -> Change | None:
    if (seen := _seen(case, before)) is None:
        return None
    kind, told = seen
    group = case.classes[0] if case.classes else ""
    return Change(suite.name, case.id, kind, told, case.why or suite.harm, case.weight, group)


def _seen(case: CaseResult, before: CaseResult | None) -> tuple[Kind, str] | None:
    """What has become of a case, and how it shows."""
    problems = "; ".join(case.problems) or "fails"
    if before is None:
        return ("new", "passes") if case.passed else ("new and failing", problems)
    if not case.passed and (before.passed or len(case.problems) > len(before.problems)):
        return "worse", problems
    if case.passed and not before.passed:
        return "better", "passes"
    if case.approved != before.approved:
        return "says otherwise", difference(before.approved or "", case.approved or "")
    return None


def _gone(before: CaseResult) -> str:
    return f"no such case any more; it said {before.approved!r}" if before.approved else "no such case any more"


def difference(before: str, now: str) -> str:
    """Which sentences of a text are new, and which are no longer said."""
    old, new = ([text[start:end].strip() for start, end in sentence_spans(text)] for text in (before, now))
    added = [one for one in new if one not in old]
    dropped = [one for one in old if one not in new]
    told = [
        f"now says {' '.join(added)!r}" if added else "",
        f"no longer says {' '.join(dropped)!r}" if dropped else "",
    ]
    return "; ".join(filter(None, told)) or "the same words in another order"


# Scores ----------------------------------------------------------------------------------------------


def _of_scores(
    suite: SuiteResult, known: Mapping[str, CaseResult], now: Mapping[str, CaseResult]
) -> Iterator[Change]:
    both = [(known[case_id], now[case_id]) for case_id in sorted(known.keys() & now.keys())]
    for name in sorted({name for before, _ in both for name in before.scores}):
        pairs = _pairs(both, name)
        change = paired(*pairs)
        if change.low > 0 or change.high < 0:
            kind: Kind = "higher" if change.low > 0 else "lower"
            yield Change(suite.name, name, kind, f"{change} over {len(pairs[0])} cases", suite.harm)


def intervals(suite: SuiteResult, before: SuiteResult) -> dict[str, Interval]:
    """How `right` and each score differ from before, over the cases that both have; by name."""
    known = {case.id: case for case in before.cases}
    both = [(known[case.id], case) for case in suite.cases if case.id in known]
    if not both:
        return {}
    weights = [now.weight for _, now in both]
    found = {"right": paired([_share(old) for old, _ in both], [_share(now) for _, now in both], weights)}
    for name in sorted({name for _, now in both for name in now.scores}):
        if (pairs := _pairs(both, name))[0]:
            found[name] = paired(*pairs)
    return found


def _share(case: CaseResult) -> float:
    return sum(case.runs) / len(case.runs)


def _pairs(both: Sequence[tuple[CaseResult, CaseResult]], name: str) -> tuple[list[float], list[float]]:
    """A score before and now, of the cases that had it both times."""
    scored = [
        (old.scores[name], now.scores[name]) for old, now in both if name in old.scores and name in now.scores
    ]
    return [old for old, _ in scored], [now for _, now in scored]


def paired(before: Sequence[float], after: Sequence[float], weights: Sequence[float] = ()) -> Interval:
    """The bootstrap interval of the (weighted) mean paired difference; the same for the same numbers.

    Percentiles of resampled means (Efron 1979), expanded for few differences (Hesterberg 2015, section 4.4).
    """
    differences = np.round(np.asarray(after, dtype=float) - np.asarray(before, dtype=float), DIGITS)
    if not differences.any():
        return Interval(0.0, 0.0, 0.0)
    count, weighed = len(differences), np.asarray(weights or np.ones(len(differences)), dtype=float)
    mean = float(np.average(differences, weights=weighed))
    if count < FEWEST:
        return Interval(mean, -math.inf, math.inf)
    drawn = np.random.default_rng(1).integers(count, size=(RESAMPLES, count))
    means = (differences * weighed)[drawn].sum(axis=1) / weighed[drawn].sum(axis=1)
    tail = _tail(count)
    low, high = np.quantile(means, [tail, 1 - tail])
    return Interval(mean, float(low), float(high))


def _tail(count: int) -> float:
    """What is cut at either end: less than (1 - LEVEL) / 2, as resampled means spread less than means do.

    Φ(-√(n/(n-1))·t), Student's t by its expansion in z and n - 1 (Abramowitz and Stegun, 26.7.5).
    """
    normal, degrees = NormalDist(), count - 1
    z = normal.inv_cdf((1 + LEVEL) / 2)
    t = z + (z**3 + z) / (4 * degrees) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * degrees**2)
    return normal.cdf(-math.sqrt(count / degrees) * t)
