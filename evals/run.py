"""Runs suites, prints their figures and fails on a broken gate."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from evals import attacks, drafts, negation, retrieval, return_shipping, reviews, rules, second_opinion
from evals.suite import Result
from rag.errors import InputError
from rag.settings import Settings, load_settings
from rag.textfiles import read_text, read_yaml

SUITES: dict[str, Callable[[Settings, Path | None], Result]] = {
    "retrieval": retrieval.run,
    "negation": negation.run,
    "return-shipping": return_shipping.run,
    "rules": rules.run,
    "second-opinion": second_opinion.run,
    "reviews": reviews.run,
    "drafts": drafts.run,
    "conversations": drafts.run_conversations,
    "attacks": attacks.run,
}
GATES = Path(__file__).parent / "gates.yaml"
_SHOWN = 8
"""Misses printed of a suite unless all are asked for."""


def run(suites: Sequence[str], dataset: str | None = None, *, misses: bool = False, as_json: bool = False) -> int:
    """Run the suites named (all where none is); exit status 1 where a gate is broken.

    Gates hold for the project's own cases; outside rows are measured, not gated.
    """
    settings = load_settings().model_copy(update={"llm_model": None, "llm_base_url": None})
    results = [SUITES[name](settings, Path(dataset) if dataset else None) for name in _chosen(suites, dataset)]
    broken = [] if dataset else _broken(results)
    if as_json:
        print(json.dumps([asdict(result) for result in results], ensure_ascii=False, indent=2))
    else:
        for result in results:
            _show(result, len(result.misses) if misses else _SHOWN, classes=bool(suites))
    for line in broken:
        print(f"gate broken: {line}", file=sys.stderr)
    return 1 if broken else 0


def _chosen(suites: Sequence[str], dataset: str | None) -> list[str]:
    unknown = [name for name in suites if name not in SUITES]
    if unknown:
        raise InputError(f"unknown suite {unknown[0]!r}; there are: {', '.join(SUITES)}")
    if dataset and len(suites) != 1:
        raise InputError("--dataset goes with one suite")
    return list(suites) or list(SUITES)


def _broken(results: Sequence[Result]) -> list[str]:
    gates = read_yaml(GATES, read_text(GATES))
    found: list[str] = []
    for result in results:
        for gate, limit in gates.get(result.suite, {}).items():
            figure = result.figures[gate.removeprefix("most_")]
            held = figure <= limit if gate.startswith("most_") else figure >= limit
            if not held:
                found.append(f"{result.suite} {gate.replace('most_', 'at most ')} {figure:.3f}, gate {limit}")
    return found


def _show(result: Result, shown: int, *, classes: bool) -> None:
    figures = "  ".join(f"{name} {value:.3f}" for name, value in result.figures.items())
    print(f"{result.suite:<16}{result.cases:>5} cases  {figures}")
    if classes and result.classes:
        print(f"    {'class':<24}{'found':>7}{'missed':>8}{'false':>7}{'clean':>7}")
        for name, counts in sorted(result.classes.items()):
            row = f"{counts.hits:>7}{counts.missed:>8}{counts.false_alarms:>7}{counts.right_noes:>7}"
            print(f"    {name:<24}{row}")
    for miss in result.misses[:shown]:
        print(f"    {miss}")
    if len(result.misses) > shown:
        print(f"    … {len(result.misses) - shown} more (--misses lists all)")
