"""Results of a run, and the file they are kept in: a report's `results.json` and the blessed baseline alike."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from evals.suite import Confusion
from rag.errors import InputError
from rag.tables.output import whole_file
from rag.textfiles import explain

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
    classes: tuple[str, ...] = ()
    """What its yes/no judgements are about, those first that were wrong."""

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

_RUN: TypeAdapter[Run] = TypeAdapter(Run)
_KEPT = ("problems", "scores", "approved")
"""What the baseline keeps of a case besides whether it passed: enough to tell what has changed."""


def write(run: Run, path: Path, *, whole: bool = True) -> None:
    """Keep a run, a case a line so that a change of one is a change of one line; `whole` with texts and times."""
    suites = ",\n".join(_suite(suite, whole) for _, suite in sorted(run.suites.items()))
    made = json.dumps(run.made if whole else {}, ensure_ascii=False)
    with whole_file(path) as out:
        out.write(f'{{"format": {FORMAT}, "made": {made}, "suites": {{\n{suites}\n}}}}\n')


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
    """A run as it was kept. Raises InputError for a file that is none, or is of a newer version."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:
        raise InputError(f"{path}: not a file of results: {error}") from error
    made_by = data.get("format") if isinstance(data, dict) else None
    if isinstance(made_by, int) and made_by > FORMAT:
        raise InputError(f"{path}: written by a newer version (format {made_by}; this one reads {FORMAT})")
    if made_by != FORMAT:
        raise InputError(f"{path}: not a file of results (no `format`)")
    try:
        return _RUN.validate_python({**data, "suites": _named(data["suites"], _suite_of)})
    except ValidationError as error:
        raise InputError(f"{path}: not a file of results: {explain(error)}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: not a file of results: {error!r}") from error


def _named(group: Mapping[str, Any], shaped: Callable[[str, Mapping[str, Any]], Any]) -> dict[str, Any]:
    return {name: shaped(name, entry) for name, entry in group.items()}


def _suite_of(name: str, data: Mapping[str, Any]) -> dict[str, Any]:
    return {**data, "name": name, "cases": tuple(_named(data["cases"], _case_of).values())}


def _case_of(case_id: str, data: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": case_id, "runs": (data["pass"],) if "pass" in data else data["runs"], **data}
