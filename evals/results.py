"""Results of a run, and the file they are kept in: a report's `results.json` and the blessed baseline alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.suite import Confusion
from rag.errors import InputError

FORMAT = 1


@dataclass(frozen=True)
class CaseResult:
    """What became of a case; `runs` says of each repetition whether it passed."""

    id: str
    runs: tuple[bool, ...]
    problems: tuple[str, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    approved: str | None = None
    why: str = ""
    weight: int = 1
    asked: str = ""
    said: str = ""
    findings: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether every run passed."""
        return all(self.runs)


@dataclass(frozen=True)
class SuiteResult:
    """What became of a suite; `figures` are shares from 0 to 1 unless their name says otherwise."""

    name: str
    harm: str
    cases: tuple[CaseResult, ...]
    figures: Mapping[str, float]
    classes: Mapping[str, Confusion] = field(default_factory=dict)
    failure: str | None = None
    """Why it could not be run at all."""
    seconds: float = 0.0

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """The cases that did not pass, the costly first."""
        return tuple(sorted((case for case in self.cases if not case.passed), key=lambda case: -case.weight))


@dataclass(frozen=True)
class Run:
    """The suites of one run, by name, and what it was made with."""

    suites: Mapping[str, SuiteResult]
    made: Mapping[str, Any] = field(default_factory=dict)


# The file --------------------------------------------------------------------------------------------

_KEPT = ("problems", "scores", "approved")
"""What the baseline keeps of a case besides whether it passed: enough to tell what has changed."""


def write(run: Run, path: Path, *, whole: bool = True) -> None:
    """Keep a run, a case a line so that a change of one is a change of one line; `whole` with texts and times."""
    suites = ",\n".join(_suite(suite, whole) for _, suite in sorted(run.suites.items()))
    made = json.dumps(run.made if whole else {}, ensure_ascii=False)
    path.write_text(f'{{"format": {FORMAT}, "made": {made}, "suites": {{\n{suites}\n}}}}\n', encoding="utf-8")


def _suite(suite: SuiteResult, whole: bool) -> str:
    digits = 6 if whole else 4
    head: dict[str, Any] = {
        "harm": suite.harm,
        "figures": {name: round(value, digits) for name, value in sorted(suite.figures.items())},
    }
    if whole:
        head |= {"classes": {name: vars(counts) for name, counts in sorted(suite.classes.items())}}
        head |= {"failure": suite.failure, "seconds": round(suite.seconds, 3)}
    lines = [f"  {_text(key)}: {_text(value)}" for key, value in head.items()]
    cases = [
        f"   {_text(case.id)}: {_text(_case(case, whole))}" for case in sorted(suite.cases, key=lambda one: one.id)
    ]
    return "\n".join(
        [f" {_text(suite.name)}: {{", *(f"{line}," for line in lines), '  "cases": {', ",\n".join(cases), "  }}"]
    )


def _case(case: CaseResult, whole: bool) -> dict[str, Any]:
    kept: dict[str, Any] = {"runs": case.runs} if whole else {"pass": case.passed}
    names = [name for name in vars(case) if name not in {"id", "runs"}] if whole else _KEPT
    for name in names:
        if (value := getattr(case, name)) not in ((), {}, "", None):
            kept[name] = {key: round(score, 4) for key, score in value.items()} if name == "scores" else value
    return kept


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def read(path: Path) -> Run:
    """A run as it was kept. Raises InputError for a file that is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:
        raise InputError(f"{path}: not a file of results: {error}") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InputError(f"{path}: not a file of results of this version (format {FORMAT})")
    try:
        return Run({name: _read_suite(name, suite) for name, suite in data["suites"].items()}, data["made"])
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: not a file of results: {error}") from error


def _read_suite(name: str, data: Mapping[str, Any]) -> SuiteResult:
    return SuiteResult(
        name,
        data["harm"],
        tuple(_read_case(case_id, dict(case)) for case_id, case in data["cases"].items()),
        data["figures"],
        {group: Confusion(**counts) for group, counts in data.get("classes", {}).items()},
        data.get("failure"),
        data.get("seconds", 0.0),
    )


def _read_case(case_id: str, data: dict[str, Any]) -> CaseResult:
    runs = tuple(data.pop("runs", ())) or (bool(data.pop("pass")),)
    listed = {name: tuple(data.pop(name)) for name in ("problems", "findings", "sources") if name in data}
    return CaseResult(case_id, runs, **listed, **data)
