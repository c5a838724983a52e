"""A run suite by suite as all reports tell it: what fails it, the costly first, what is better, and the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from evals.comparison import Change, Interval, Kind, intervals
from evals.gates import Breach, Gate
from evals.outcome import Outcome
from evals.results import CaseResult, SuiteResult

_PLURAL = {
    "worse": "worse",
    "new and failing": "new and failing",
    "gone": "gone",
    "says otherwise": "with another text",
    "lower": "lower",
    "better": "better",
    "new": "new",
    "higher": "higher",
}
_SCORES: frozenset[Kind] = frozenset({"lower", "higher"})


@dataclass(frozen=True)
class Figure:
    """A figure now and before, and the gate it has to hold."""

    name: str
    value: float
    before: float | None = None
    gate: Gate | None = None

    @property
    def change(self) -> float | None:
        """The difference from before; None where there was none, or no figure."""
        return None if self.before is None else self.value - self.before

    @property
    def holds(self) -> bool:
        """Whether its gate does."""
        return self.gate is None or self.gate.holds(self.value)


@dataclass(frozen=True)
class Digest:
    """What is to be said of one suite."""

    suite: SuiteResult
    before: SuiteResult | None
    figures: tuple[Figure, ...]
    """`right` first, then those with a gate."""
    breaches: tuple[Breach, ...]
    regressions: tuple[Change, ...]
    improvements: tuple[Change, ...]
    standing: tuple[CaseResult, ...]
    """Cases that fail and are no regression: known to the baseline, or compared with nothing."""

    @property
    def held(self) -> bool:
        """Whether nothing of this suite fails the run."""
        return not self.breaches and not self.regressions

    @cached_property
    def intervals(self) -> dict[str, Interval]:
        """How `right` and the scores of the same cases differ from before."""
        return intervals(self.suite, self.before) if self.before else {}


def digests(outcome: Outcome) -> tuple[Digest, ...]:
    """One a suite, in the order of the run; last those that should have been run."""
    before = outcome.before.suites if outcome.before else {}
    left_out = [breach for breach in outcome.broken if breach.suite not in outcome.run.suites]
    return (
        *(_digest(outcome, suite, before.get(name)) for name, suite in outcome.run.suites.items()),
        *(_digest(outcome, SuiteResult(one.suite, one.harm, (), {}, failure=one.told), None) for one in left_out),
    )


def _digest(outcome: Outcome, suite: SuiteResult, before: SuiteResult | None) -> Digest:
    changes = [change for change in outcome.changes if change.suite == suite.name]
    regressions = tuple(change for change in changes if change.regression)
    told_of = {change.case for change in regressions}
    return Digest(
        suite,
        before,
        tuple(_figures(suite, before, outcome)),
        tuple(breach for breach in outcome.broken if breach.suite == suite.name),
        regressions,
        tuple(change for change in changes if not change.regression),
        tuple(case for case in suite.failed if case.id not in told_of),
    )


def _figures(suite: SuiteResult, before: SuiteResult | None, outcome: Outcome) -> Iterator[Figure]:
    gates = outcome.gates.get(suite.name, {})
    for name in sorted(suite.figures, key=lambda name: (name != "right", name not in gates)):
        known = before.figures.get(name) if before else None
        yield Figure(name, suite.figures[name], known, gates.get(name))


def texts(case: CaseResult, before: CaseResult | None) -> tuple[str, str]:
    """What was said before, where it was something else, and what is said now.

    The blessed baseline knows only what was approved, so that is set against what is approved now.
    """
    now = case.said or case.approved or ""
    if before is None:
        return "", now
    if before.said:
        return (before.said, now) if before.said != case.said else ("", now)
    if before.approved and case.approved and before.approved != case.approved:
        return before.approved, case.approved
    return "", now


# In words --------------------------------------------------------------------------------------------


def counted(changes: Sequence[Change]) -> str:
    """How many of each kind: `42 cases worse, 1 case gone, 1 score lower`."""
    kinds = Counter(change.kind for change in changes)
    return ", ".join(
        _count(count, "score" if kind in _SCORES else "case", _PLURAL[kind]) for kind, count in kinds.items()
    )


def _count(count: int, noun: str, what: str = "") -> str:
    return f"{count:,} {noun}{'s' * (count != 1)} {what}".rstrip()


@dataclass(frozen=True)
class Group:
    """Changes of one class that do one harm, the costly first."""

    name: str
    harm: str
    changes: tuple[Change, ...]


def groups(changes: Sequence[Change]) -> tuple[Group, ...]:
    """The changes by class and harm, in the order in which each comes first."""
    found: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        found.setdefault((change.group, change.harm), []).append(change)
    return tuple(Group(name, harm, tuple(members)) for (name, harm), members in found.items())


def spread(changes: Sequence[Change], most: int) -> list[Change]:
    """As many of the changes: one of every class before the second of any, then the costly ones."""
    first = set({change.group or change.harm: change for change in reversed(changes)}.values())
    chosen = set(sorted(changes, key=lambda change: change not in first)[:most])
    return [change for change in changes if change in chosen]


def grouped(changes: Sequence[Change]) -> str:
    """How many of which class, most first: `pay-for-review: 21, arguing: 12`; nothing where none is named."""
    named = Counter(change.group for change in changes if change.group)
    return ", ".join(f"{group}: {count}" for group, count in named.most_common())


def headline(outcome: Outcome) -> str:
    """The verdict in a line."""
    suites = outcome.run.suites.values()
    if outcome.held:
        cases = sum(len(suite.cases) for suite in suites)
        gates = "every gate holds" if outcome.gates else "rows from outside have no gates"
        worse = "nothing is worse than before" if outcome.before else "compared with nothing"
        fresh = [suite for suite in suites if outcome.before and suite.name not in outcome.before.suites]
        worse += f" ({_count(len(fresh), 'suite', 'not blessed yet')})" if fresh else ""
        return f"{_count(cases, 'case')} in {_count(len(suites), 'suite')}: {gates}, {worse}"
    ran = {suite.name for suite in suites if suite.failure is None}
    stopped = sum(breach.suite not in ran for breach in outcome.broken)
    gates_broken = len(outcome.broken) - stopped
    parts = [
        _count(stopped, "suite", "could not be run") if stopped else "",
        _count(gates_broken, "gate", "broken") if gates_broken else "",
        counted([change for change in outcome.changes if change.regression]),
    ]
    return ", ".join(filter(None, parts))
