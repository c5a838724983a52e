"""The summary on the terminal: a line a suite, what fails, and what has become worse or better."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict

from evals.comparison import Change
from evals.outcome import Options, Outcome
from evals.results import SuiteResult

_SHOWN = 8
"""Failing cases printed of a suite, and improvements, unless all are asked for."""


def telling(options: Options) -> Callable[[SuiteResult], None]:
    """Says on standard error how far a run is, where somebody is watching."""
    if options.as_json or not sys.stderr.isatty():
        return lambda _: None
    return lambda suite: print(f"… {suite.name}: {len(suite.cases)} cases, {suite.seconds:.1f} s", file=sys.stderr)


def show(outcome: Outcome, options: Options) -> None:
    """Figures on standard output; on standard error what makes the run fail."""
    if options.as_json:
        print(json.dumps(asdict(outcome.run), ensure_ascii=False, indent=2))
    else:
        for suite in outcome.run.suites.values():
            _show(suite, len(suite.cases) if options.misses else _SHOWN, classes=bool(options.suites))
        _show_better([change for change in outcome.changes if not change.regression], every=options.misses)
    for line in (*map("gate broken: {}".format, outcome.broken), *map(_regression, _regressions(outcome))):
        print(line, file=sys.stderr)
    if not outcome.held and not options.bless and _regressions(outcome):
        print("mend it or, where it is meant to be so, bless it: wanyan eval --bless", file=sys.stderr)
    if options.bless:
        print("not blessed: a gate is broken" if outcome.broken else "blessed", file=sys.stderr)


def _show(suite: SuiteResult, shown: int, *, classes: bool) -> None:
    figures = "  ".join(f"{name} {value:.3f}" for name, value in suite.figures.items())
    print(f"{suite.name:<16}{len(suite.cases):>5} cases {suite.seconds:>5.1f} s  {figures}")
    if classes and suite.classes:
        print(f"    {'class':<24}{'found':>7}{'missed':>8}{'false':>7}{'clean':>7}")
        for name, counts in sorted(suite.classes.items()):
            row = f"{counts.hits:>7}{counts.missed:>8}{counts.false_alarms:>7}{counts.right_noes:>7}"
            print(f"    {name:<24}{row}")
    for case in suite.failed[:shown]:
        print(f"    {case.id}: {'; '.join(case.problems)}")
    if len(suite.failed) > shown:
        print(f"    … {len(suite.failed) - shown} more (--misses lists all)")


def _regressions(outcome: Outcome) -> list[Change]:
    return [change for change in outcome.changes if change.regression]


def _regression(change: Change) -> str:
    harm = f" — {change.harm}" if change.harm else ""
    return f"{change.kind}: {change.suite} {change.case}: {change.told}{harm}"


def _show_better(changes: Sequence[Change], *, every: bool) -> None:
    for change in changes if every else changes[:_SHOWN]:
        print(f"{change.kind}: {change.suite} {change.case}: {change.told}")
    if len(changes) > _SHOWN and not every:
        print(f"… {len(changes) - _SHOWN} more changes for the better (--misses lists all)")
