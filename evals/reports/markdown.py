"""The report as Markdown for a pull request: the verdict, figures with their change, what is worse and better."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from evals.comparison import Change, Interval
from evals.gates import told
from evals.outcome import Outcome
from evals.reports.digest import Digest, Figure, counted, digests, grouped, groups, headline, spread, texts
from evals.results import CaseResult

LIMIT = 65_000
"""Characters; GitHub takes comments of 65,536."""
_SHOWN = 20
"""Changes for the worse told of a suite."""
_TEXT = 1_500
"""Characters of a customer's text or a draft."""
_CUT = "\n\n*The rest does not fit into a comment; the page of the report has all of it.*\n"


def markdown(outcome: Outcome) -> str:
    """The report, whole parts of it while they fit, the least important last."""
    found = digests(outcome)
    verdict = "✅ Held" if outcome.held else "❌ Failed"
    parts = [f"## {verdict}: {_plain(headline(outcome))}\n\n", _figures(found)]
    parts += [part for digest in found if not digest.held for part in _failing(digest)]
    parts += _better(found)
    parts += _standing(found)
    return _within(parts, LIMIT)


def _within(parts: Sequence[str], limit: int) -> str:
    """The parts that fit, in their order; a note where one does not."""
    kept: list[str] = []
    left = limit - len(_CUT)
    for part in parts:
        if len(part) > left:
            return "".join(kept).rstrip("\n") + _CUT
        kept.append(part)
        left -= len(part)
    return "".join(kept)


# Figures ---------------------------------------------------------------------------------------------


def _figures(found: Sequence[Digest]) -> str:
    """Of every suite `right` and what has changed or does not hold; all figures folded away."""
    every = f"<details><summary>all figures</summary>\n\n{_table(found, every=True)}\n</details>"
    return f"{_table(found, every=False)}\n{every}\n\n"


def _table(found: Sequence[Digest], *, every: bool) -> str:
    head = "| suite | cases | figure | now | change | 95 % interval | gate |\n|---|--:|---|--:|--:|---|---|\n"
    return head + "".join(row for digest in found for row in _rows(digest, every))


def _rows(digest: Digest, every: bool) -> Iterator[str]:
    """A row a figure; the suite stands beside its first."""
    suite = digest.suite
    first = f"{'✅' if digest.held else '❌'} {_plain(suite.name)} | {len(suite.cases):,}"
    if suite.failure is not None:
        yield f"| {first} | {_plain(suite.failure)} | | | | |\n"
    for figure in digest.figures:
        if every or figure.name == "right" or not figure.holds or _change(figure) not in ("", "="):
            cells = (
                _plain(figure.name),
                _now(figure),
                _change(figure),
                _lies(digest.intervals.get(figure.name)),
                _gate(figure),
            )
            yield f"| {first} | {' | '.join(cells)} |\n"
            first = " | "


def _now(figure: Figure) -> str:
    return told(figure.value) if figure.holds else f"**{told(figure.value)}**"


def _change(figure: Figure) -> str:
    if figure.change is None:
        return ""
    shown = told(abs(figure.change))
    return "=" if not re.search("[1-9]", shown) else f"{'+' if figure.change > 0 else '−'}{shown}"


def _lies(interval: Interval | None) -> str:
    if interval is None or interval.mean == 0:
        return ""
    return f"{interval.low:+.3f} … {interval.high:+.3f}".replace("-", "−")


def _gate(figure: Figure) -> str:
    if figure.gate is None:
        return ""
    return str(figure.gate) if figure.holds else f"❌ {figure.gate}: {_plain(figure.gate.harm)}"


# Changes ---------------------------------------------------------------------------------------------


def _failing(digest: Digest) -> Iterator[str]:
    """What fails the run of a suite, a part a group so that a cut falls between them."""
    suite, worse = digest.suite, digest.regressions
    what = ": ".join(filter(None, [counted(worse), grouped(worse)])) or "a gate is broken"
    yield f"### ❌ {_plain(suite.name)}: {_plain(what)}\n\n{_plain(suite.harm)}\n\n"
    for breach in digest.breaches:
        yield f"- **gate broken**: {_plain(breach.told)} — {_plain(breach.harm)}\n"
    cases = {case.id: case for case in suite.cases}
    before = {case.id: case for case in digest.before.cases} if digest.before else {}
    shown = spread(worse, _SHOWN)
    for group in groups(shown):
        yield f"\n**{_plain(group.harm)}**\n\n"
        for change in group.changes:
            yield _change_of(change, cases.get(change.case), before.get(change.case))
    if len(worse) > len(shown):
        yield f"\n… {len(worse) - len(shown)} more of {_plain(suite.name)}\n"
    yield "\n"


def _change_of(change: Change, case: CaseResult | None, before: CaseResult | None) -> str:
    head = f"- `{_code(change.case)}` {change.kind}: {_plain(change.told, _TEXT)}\n"
    shown = "".join(f"  {name}:\n\n  {_block(text)}\n\n" for name, text in _told_of(case, before) if text)
    return head + (f"  <details><summary>texts</summary>\n\n{shown}  </details>\n" if shown else "")


def _told_of(case: CaseResult | None, before: CaseResult | None) -> list[tuple[str, str]]:
    """The texts of a case, each with its name; none of one that is gone."""
    if case is None:
        return []
    old, now = texts(case, before)
    found, sources = "\n".join(case.findings), ", ".join(case.sources)
    return [
        ("customer", case.asked),
        ("said before", old),
        ("says now", now),
        ("found", found),
        ("sources", sources),
    ]


def _better(found: Sequence[Digest]) -> list[str]:
    better = [digest for digest in found if digest.improvements]
    lines = [
        f"- {_plain(one.suite.name)}: {counted(one.improvements)}: {_names(one.improvements)}\n" for one in better
    ]
    return ["### For the better\n\n", *lines, "\n"] if lines else []


def _names(changes: Sequence[Change]) -> str:
    named = ", ".join(f"`{_code(change.case)}`" for change in islice(changes, _SHOWN))
    return named + (f" … {len(changes) - _SHOWN} more" if len(changes) > _SHOWN else "")


def _standing(found: Sequence[Digest]) -> list[str]:
    """Cases that fail without failing the run."""
    failing = [(digest, case) for digest in found for case in digest.standing]
    if not failing:
        return []
    lines = [
        f"- {_plain(digest.suite.name)} `{_code(case.id)}`: {_plain('; '.join(case.problems), _TEXT)}\n"
        for digest, case in failing
    ]
    return [f"### Failing, and no reason to fail the run: {len(failing)}\n\n", *lines]


# Texts -----------------------------------------------------------------------------------------------

_MARKS = re.compile(r"[\\`*_\[\]|~$]")
_LINKED = re.compile(r"([@#]|www|(?:https?|ftp|mailto):)(?=\S)", re.IGNORECASE)
"""What GitHub makes mentions and links of, escaped or not."""


def _plain(text: str, most: int = 400) -> str:
    """A text in one line that is taken for nothing but text: no marks, tags, mentions or links."""
    line = " ".join(text.split())
    line = line if len(line) <= most else line[: most - 1] + "…"
    marked = _MARKS.sub(lambda mark: f"\\{mark[0]}", html.escape(line, quote=False))
    return _LINKED.sub("\\1\u200b", marked)


def _code(text: str) -> str:
    """A name between backticks."""
    return " ".join(text.replace("`", "'").split()).replace("|", "\\|")


def _block(text: str) -> str:
    """A text with its lines, as a block of HTML in which nothing is Markdown."""
    cut = text if len(text) <= _TEXT else text[: _TEXT - 1] + "…"
    return f"<pre>{html.escape(cut.strip()).replace(chr(10), '&#10;')}</pre>"
