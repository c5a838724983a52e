"""The suite of the first house rule: rows {"id","context","reply","verdict"}, verdict as docs/rules/negation.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.suite import CASES, Confusion, Result, rows
from rag.domain import Finding, Turn
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context
from rag.settings import Settings
from rag.shops import shop_named
from rag.wiring import build_checking

RULE = "unexplained-negation"
_BREAKS = {"bare": "error", "alternative": "warning"}


def run(settings: Settings, dataset: Path | None = None) -> Result:
    """Score "breaks the rule" and, more finely, whether it blocks, warns or passes."""
    checking = build_checking(settings)
    shop = shop_named(checking.shops, "handbook")
    breaks, grades, misses = Confusion(), 0, []
    classes: defaultdict[str, Confusion] = defaultdict(Confusion)
    cases = list(rows(dataset or CASES / "negation.jsonl", ("id", "reply", "verdict")))
    for row in cases:
        context = Context(shop, turns=(Turn("customer", str(row.get("context") or "")),))
        every = checking.checker.check(row["reply"], context).findings
        found = [finding for finding in every if finding.rule == RULE]
        levels = {finding.level for finding in found}
        got = "error" if "error" in levels else "warning" if levels else None
        wanted = _BREAKS.get(row["verdict"])
        breaks.add(got is not None, wanted is not None)
        classes[_class(row, found)].add(got is not None, wanted is not None)
        grades += got == wanted
        if got != wanted:
            misses.append(f"{row['id']}: {row['verdict']}, got {got or 'pass'}: {row['reply']!r}")
    figures = {
        "precision": breaks.precision,
        "recall": breaks.recall,
        "grade_accuracy": grades / len(cases) if cases else 1.0,
    }
    return Result("negation", len(cases), figures, tuple(misses), classes)


def _class(row: dict[str, Any], found: Sequence[Finding]) -> str:
    """The class the row names; else the kind of negation its first denial is, as labelled or as found."""
    if named := row.get("class"):
        return str(named)
    denials = [denial["text"] for denial in row.get("denials") or ()] or [finding.text for finding in found]
    if not denials:
        return "nothing denied"
    negations = Reading(denials[0]).negations()
    return negations[0].kind if negations else "unheard of"
