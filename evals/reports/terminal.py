"""The summary on the terminal: a line a suite, then what fails the run with its harm, then what is better."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import TypeVar

from rich.console import Console
from rich.text import Text

from evals.comparison import Change
from evals.gates import told
from evals.outcome import Options, Outcome
from evals.reports.digest import Digest, Figure, Group, counted, digests, grouped, groups, headline, spread
from evals.results import SuiteResult
from rag.terminal import cells, wrapped

_SHOWN = 8
"""Cases printed of a suite unless all are asked for."""
_WIDTH = 80
_BAD, _GOOD, _SOFT = "bold red", "green", "dim"
T = TypeVar("T")


def telling(options: Options) -> Callable[[SuiteResult], None]:
    """Says on standard error how far a run is, where somebody is watching."""
    if options.as_json or not sys.stderr.isatty():
        return lambda _: None
    return lambda suite: print(f"… {suite.name}: {len(suite.cases)} cases, {suite.seconds:.1f} s", file=sys.stderr)


def show(outcome: Outcome, options: Options) -> None:
    """Figures on standard output; on standard error what makes the run fail, and what to do about it."""
    found = digests(outcome)
    figures = _Page(Console(highlight=False), options)
    failing = _Page(Console(stderr=True, highlight=False), options)
    if options.as_json:
        print(json.dumps(asdict(outcome.run), ensure_ascii=False, indent=2))
    else:
        figures.figures(found)
    sys.stdout.flush()
    for digest in found:
        if not digest.held:
            failing.failures(digest)
    (figures if outcome.held and not options.as_json else failing).verdict(outcome)


class _Page:
    """A terminal, or a pipe, in which nothing is broken into lines."""

    def __init__(self, console: Console, options: Options) -> None:
        self._out, self._options = console, options
        self._width = min(console.width, 120) if console.is_terminal else _WIDTH

    # Standard output ---------------------------------------------------------------------------------

    def figures(self, found: Sequence[Digest]) -> None:
        """A line a suite; of suites asked for by name every figure and class too."""
        wide = max([cells(digest.suite.name) for digest in found] + [5])
        self._line(f"  {'suite':<{wide}} {'cases':>6} {'right':>6} {'':7}{'s':>5}", _SOFT)
        for digest in found:
            self._suite(digest, wide)
            if self._options.suites:
                self._details(digest)
            self._standing(digest)
        for digest in found:
            self._better(digest)

    def _suite(self, digest: Digest, wide: int) -> None:
        suite = digest.suite
        mark, style = ("✓", _GOOD) if digest.held else ("✗", _BAD)
        right, *others = digest.figures or (Figure("right", math.nan),)
        line = Text.assemble(
            (mark, style),
            f" {suite.name:<{wide}} {len(suite.cases):>6,} {'–' if suite.failure else told(right.value):>6} ",
            _moved(right, 7),
            f"{suite.seconds:>5.1f}",
        )
        for figure in [] if self._options.suites else others:
            piece = Text.assemble(
                "  ", (figure.name, _SOFT), " ", (told(figure.value), "" if figure.holds else _BAD)
            )
            if line.cell_len + piece.cell_len > self._width:
                continue
            line.append_text(piece)
        self._print(line)

    def _details(self, digest: Digest) -> None:
        wide = max([cells(figure.name) for figure in digest.figures] + [0])
        for figure in digest.figures:
            gate = f"{'gate' if figure.holds else 'BROKEN'}: {figure.gate}" if figure.gate else ""
            line = Text.assemble(f"    {figure.name:<{wide}} {told(figure.value):>8} ", _moved(figure, 8))
            line.append(gate, _SOFT if figure.holds else _BAD)
            line.rstrip()
            self._print(line)
        if digest.suite.classes:
            wide = max(24, *map(cells, digest.suite.classes))
            self._line(f"    {'class':<{wide}}{'found':>7}{'missed':>8}{'false':>7}{'clean':>7}", _SOFT)
        for name, counts in sorted(digest.suite.classes.items()):
            row = f"{counts.hits:>7}{counts.missed:>8}{counts.false_alarms:>7}{counts.right_noes:>7}"
            self._line(f"    {name:<{wide}}{row}", _BAD if counts.missed or counts.false_alarms else "")

    def _standing(self, digest: Digest) -> None:
        """What fails and is known, or is compared with nothing; of a run of all suites only how much is known."""
        if digest.standing and digest.before and not (self._options.suites or self._options.misses):
            return self._line(f"    {len(digest.standing)} known to fail (--misses lists all)", _SOFT)
        shown = self._most(digest.standing)
        for case in shown:
            known = "known: " if digest.before else ""
            self._wrapped(f"{known}{case.id}: ", "; ".join(case.problems), indent=4)
        self._more(len(digest.standing) - len(shown))
        return None

    def _better(self, digest: Digest) -> None:
        if digest.improvements:
            shown = self._most(digest.improvements)
            names = ", ".join(change.case for change in shown)
            more = (
                f" … {len(digest.improvements) - len(shown)} more" if len(digest.improvements) > len(shown) else ""
            )
            self._wrapped(f"{digest.suite.name}: {counted(digest.improvements)}: ", names + more, _GOOD, 2)

    # Standard error ----------------------------------------------------------------------------------

    def failures(self, digest: Digest) -> None:
        """What fails the run of one suite: its harm, its gates, and cases with what each does to people."""
        suite, worse = digest.suite, digest.regressions
        what = ": ".join(filter(None, [counted(worse), grouped(worse)])) or suite.failure or "a gate is broken"
        self._line("")
        self._wrapped(f"✗ {suite.name}: ", f"{what} — {suite.harm}", _BAD)
        for breach in digest.breaches if suite.failure is None else ():
            self._wrapped("gate broken: ", f"{breach.told} — {breach.harm}", _BAD, 2)
        shown = worse if self._options.misses else spread(worse, _SHOWN)
        for group in groups(shown):
            self._group(group, suite.harm)
        self._more(len(worse) - len(shown))

    def _group(self, group: Group, known: str) -> None:
        """Cases, and the harm they do once."""
        for change in group.changes:
            self._wrapped(f"{change.kind}: {_weighed(change)}: ", change.told, "red", 2)
        if group.harm != known:
            self._wrapped("→ ", group.harm, indent=4)

    def verdict(self, outcome: Outcome) -> None:
        """The outcome in a line, and in others what to do."""
        self._line("")
        verdict, style = ("held", _GOOD) if outcome.held else ("FAILED", _BAD)
        self._line(f"{verdict}: {headline(outcome)}", style)
        for line in _what_to_do(outcome, self._options):
            self._line(line)

    # Lines -------------------------------------------------------------------------------------------

    def _most(self, items: Sequence[T]) -> Sequence[T]:
        return items if self._options.misses else items[:_SHOWN]

    def _more(self, count: int) -> None:
        if count > 0:
            self._line(f"    … {count} more (--misses lists all)", _SOFT)

    def _wrapped(self, head: str, text: str, style: str = "", indent: int = 0) -> None:
        """A head and a text; on a terminal broken to its width, later lines further in."""
        text = " ".join(text.split())
        space = " " * indent
        if not self._out.is_terminal:
            return self._line(space + head + text)
        first, *rest = wrapped(head + text, self._width - indent - 2)
        self._print(Text(space) + Text(first[: len(head)], style) + Text(first[len(head) :]))
        for line in rest:
            self._line(f"{space}  {line}")
        return None

    def _line(self, text: str, style: str = "") -> None:
        self._print(Text(text.rstrip(), style))

    def _print(self, text: Text) -> None:
        self._out.print(text, soft_wrap=True)


def _moved(figure: Figure, width: int) -> Text:
    """The change of a figure; nothing where there was none to compare with."""
    if figure.change is None:
        return Text(" " * width)
    shown = told(abs(figure.change))
    if float(shown.replace(",", "")) == 0:
        return Text(f"{'=':<{width}}", _SOFT)
    worse = figure.change < 0 if figure.gate is None or figure.gate.least is not None else figure.change > 0
    return Text(f"{'+' if figure.change > 0 else '−'}{shown}".ljust(width), "red" if worse else _GOOD)


def _weighed(change: Change) -> str:
    """The case, and how costly it is where it is more than most."""
    return f"{change.case} (weight {change.weight})" if change.weight > 1 else change.case


def _what_to_do(outcome: Outcome, options: Options) -> Iterator[str]:
    if options.bless:
        yield (
            "not blessed: a gate is broken" if outcome.broken else "blessed: later runs are compared with this one"
        )
    elif outcome.broken:
        yield "mend it: what breaks a gate cannot be blessed"
    elif not outcome.held:
        yield "mend it or, where it is meant to be so, bless it: wanyan eval --bless"
    if options.report:
        yield f"report: {options.report / 'index.html'}"
