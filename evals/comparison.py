"""Holds a run against the blessed baseline: case by case, and by paired interval where a case has a score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from evals.results import CaseResult, Run, SuiteResult
from rag.text import sentence_spans

BASELINE = Path(__file__).parent / "baseline.json"
RESAMPLES = 2_000
"""Draws of the bootstrap."""
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


def compare(run: Run, baseline: Run) -> tuple[Change, ...]:
    """What has changed in the suites that both have, regressions first."""
    changes = [
        change
        for name, suite in run.suites.items()
        if name in baseline.suites and suite.failure is None
        for change in _of_suite(suite, baseline.suites[name])
    ]
    return tuple(sorted(changes, key=lambda change: not change.regression))


def _of_suite(suite: SuiteResult, before: SuiteResult) -> Iterator[Change]:
    known, now = {case.id: case for case in before.cases}, {case.id: case for case in suite.cases}
    for case_id, case in now.items():
        if change := _of_case(suite, case, known.get(case_id)):
            yield change
    for case_id in known.keys() - now.keys():
        yield Change(suite.name, case_id, "gone", _gone(known[case_id]), suite.harm)
    yield from _of_scores(suite, known, now)


def _of_case(suite: SuiteResult, case: CaseResult, before: CaseResult | None) -> Change | None:
    harm = case.why or suite.harm
    problems = "; ".join(case.problems) or "fails"
    if before is None:
        kind: Kind = "new" if case.passed else "new and failing"
        return Change(suite.name, case.id, kind, "passes" if case.passed else problems, harm)
    if case.passed != before.passed:
        return Change(
            suite.name, case.id, "better" if case.passed else "worse", problems if case.problems else "passes", harm
        )
    if case.approved != before.approved and case.approved is not None:
        return Change(suite.name, case.id, "says otherwise", difference(before.approved or "", case.approved), harm)
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
    both = [(known[case_id].scores, now[case_id].scores) for case_id in sorted(known.keys() & now.keys())]
    for name in sorted({name for _, scores in both for name in scores}):
        pairs = [(before[name], after[name]) for before, after in both if name in before and name in after]
        change = paired([before for before, _ in pairs], [after for _, after in pairs])
        if change.low > 0 or change.high < 0:
            kind: Kind = "higher" if change.low > 0 else "lower"
            told = f"{change.mean:+.3f} ({change.low:+.3f} to {change.high:+.3f}) over {len(pairs)} cases"
            yield Change(suite.name, name, kind, told, suite.harm)


def paired(before: Sequence[float], after: Sequence[float]) -> Interval:
    """The bootstrap interval of the mean paired difference (Efron 1979); the same for the same numbers."""
    differences = np.asarray(after, dtype=float) - np.asarray(before, dtype=float)
    if not differences.any():
        return Interval(0.0, 0.0, 0.0)
    draws = np.random.default_rng(1).choice(differences, (RESAMPLES, len(differences))).mean(axis=1)
    low, high = np.quantile(draws, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(differences.mean()), float(low), float(high))
