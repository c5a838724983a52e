"""The report as one HTML page: charts without a script, nothing fetched, readable on a phone and in the dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.comparison import Change
from evals.gates import told
from evals.outcome import Outcome
from evals.reports.charts import Part, Track, Whisker, confusion, outcomes, tracks, whiskers
from evals.reports.digest import Digest, Figure, counted, digests, grouped, headline, texts
from evals.reports.marking import Piece, changed, pieces, spans_of
from evals.results import CaseResult, SuiteResult
from evals.suite import Confusion, share
from rag.pages import templates
from rag.text import language_of

SHOWN = 400
"""Cases of a suite on the page that failed or changed; `results.json` has all."""
PASSING = 12
"""Cases of a suite on the page that pass as before: the costly ones and those with the lowest scores."""
OUTCOMES = {
    "worse": "worse",
    "new and failing": "new and failing",
    "gone": "gone",
    "says otherwise": "says otherwise",
    "fails": "failing",
    "known": "known to fail",
    "better": "better",
    "new": "new",
    "passes": "passing",
}
"""What may have become of a case, worst first, and what the page calls it."""


@dataclass(frozen=True)
class ShownCase:
    """A case as the page tells it."""

    suite: str
    case: CaseResult
    outcome: str
    told: tuple[str, ...]
    said: tuple[Piece, ...]
    before: tuple[Piece, ...]
    """What was said before, where it was something else."""


@dataclass(frozen=True)
class ShownSuite:
    """A suite as the page tells it."""

    digest: Digest
    outcomes: tuple[Part, ...]
    figures: tuple[tuple[Figure, Track], ...]
    classes: tuple[tuple[str, Confusion, tuple[Part, ...]], ...]
    whiskers: tuple[Whisker, ...]
    what: str


@dataclass(frozen=True)
class Drafters:
    """One suite as several drafters did it."""

    name: str
    suites: tuple[SuiteResult, ...]
    shared: int
    """Cases that all of them did."""
    right: tuple[float, ...]
    """Of these, by drafter, by weight."""
    figures: tuple[tuple[str, tuple[float | None, ...]], ...]
    differing: tuple[tuple[str, str, tuple[CaseResult | None, ...]], ...]
    """Cases of which some passed and some did not: id, what was asked, each drafter's."""


def page(outcome: Outcome) -> str:
    """The page. What customers and models say is escaped."""
    environment = templates(Path(__file__).parent)
    environment.filters |= {"told": told, "signed": signed, "language": language_of, "round_number": "{:,g}".format}
    found = digests(outcome)
    cases = [case for digest in found for case in _cases(digest)]
    return environment.get_template("page.html").render(
        outcome=outcome,
        headline=headline(outcome),
        suites=[_suite(digest) for digest in found],
        cases=sorted(cases, key=_worst),
        outcomes=OUTCOMES,
        drafters=[*_drafters(outcome.run.suites.values())],
    )


def signed(change: float | None) -> str:
    """A difference with its sign; `=` where it does not show, nothing where there is none."""
    if change is None:
        return ""
    shown = told(abs(change))
    return f"{'+' if change > 0 else '−'}{shown}" if any(digit in shown for digit in "123456789") else "="


# Suites ----------------------------------------------------------------------------------------------


def _suite(digest: Digest) -> ShownSuite:
    suite = digest.suite
    worst = sorted(suite.classes.items(), key=lambda item: _mistaken(item[1]))
    worse = digest.regressions
    drawn = [*zip(digest.figures, tracks(digest.figures, digest.intervals), strict=True)]
    return ShownSuite(
        digest,
        outcomes(digest),
        tuple(sorted(drawn, key=lambda pair: pair[1].axis != drawn[0][1].axis)),
        tuple((name, counts, confusion(counts)) for name, counts in worst),
        whiskers(digest.intervals),
        ": ".join(filter(None, [counted(worse), grouped(worse)])),
    )


def _mistaken(counts: Confusion) -> tuple[int, int]:
    """The class with most mistakes first, of the same the one that tells most."""
    return -counts.missed - counts.false_alarms, -counts.hits - counts.missed


def _drafters(suites: Iterable[SuiteResult]) -> Iterator[Drafters]:
    """Suites that several drafters did, `name` and `name@drafter`."""
    together: dict[str, list[SuiteResult]] = {}
    for suite in suites:
        together.setdefault(suite.name.partition("@")[0], []).append(suite)
    for name, same in together.items():
        if len(same) > 1:
            names = dict.fromkeys(figure for suite in same for figure in suite.figures)
            figures = tuple((figure, tuple(suite.figures.get(figure) for suite in same)) for figure in names)
            ids = set.intersection(*({case.id for case in suite.cases} for suite in same))
            right = tuple(_right([case for case in suite.cases if case.id in ids]) for suite in same)
            yield Drafters(name, tuple(same), len(ids), right, figures, tuple(_differing(same)))


def _right(cases: Sequence[CaseResult]) -> float:
    return share(sum(case.weight * case.passed for case in cases), sum(case.weight for case in cases))


def _differing(same: Sequence[SuiteResult]) -> Iterator[tuple[str, str, tuple[CaseResult | None, ...]]]:
    by_id = [{case.id: case for case in suite.cases} for suite in same]
    for case in same[0].cases:
        each = tuple(cases.get(case.id) for cases in by_id)
        if len({one.passed for one in each if one}) > 1:
            yield case.id, case.asked, each


# Cases -----------------------------------------------------------------------------------------------


def _cases(digest: Digest) -> list[ShownCase]:
    """What failed or changed, then some of what passes as ever."""
    before = {case.id: case for case in digest.before.cases} if digest.before else {}
    changes = {change.case: change for change in (*digest.improvements, *digest.regressions)}
    shown = [_shown(digest, case, changes.get(case.id), before.get(case.id)) for case in digest.suite.cases]
    shown += [
        _told(digest, known, "gone", (change.told,), None)
        for case_id, known in before.items()
        if (change := changes.get(case_id)) and change.kind == "gone"
    ]
    notable = sorted((one for one in shown if one.outcome != "passes"), key=_worst)
    passing = sorted((one for one in shown if one.outcome == "passes"), key=_worst)
    return [*notable[:SHOWN], *passing[:PASSING]]


def _worst(one: ShownCase) -> tuple[int, int, float]:
    """The worst outcome first, of the same the costly case, of the same the lowest score."""
    return list(OUTCOMES).index(one.outcome), -one.case.weight, min(one.case.scores.values(), default=1.0)


def _shown(digest: Digest, case: CaseResult, change: Change | None, before: CaseResult | None) -> ShownCase:
    if change is not None:
        told_of = () if case.passed and change.kind != "says otherwise" else case.problems or (change.told,)
        return _told(digest, case, change.kind, told_of, before)
    outcome = "passes" if case.passed else "known" if digest.before else "fails"
    return _told(digest, case, outcome, case.problems, before)


def _told(
    digest: Digest, case: CaseResult, outcome: str, problems: Sequence[str], before: CaseResult | None
) -> ShownCase:
    old, now = texts(case, before)
    was, new = changed(old, now) if old else ((), ())
    marked = pieces(now, new, spans_of(case.findings, now))
    return ShownCase(digest.suite.name, case, outcome, tuple(problems), marked, pieces(old, was) if old else ())
