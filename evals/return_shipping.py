"""The suite of the second house rule, under both profiles: docs/rules/return-shipping.md."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from evals.suite import CASES, Confusion, Result, rows
from rag.domain import Facts, Turn
from rag.guardrails.rule import Context
from rag.settings import Settings
from rag.shops import shop_named
from rag.textfiles import adapter
from rag.wiring import Checking, build_checking

FAMILY = "return-shipping."
ERRORS = frozenset({"wrong-payer", "wrong-legs", "unverified-promise", "no-refusal-of-quality"})
_PROFILES = {"handbook": "findings_handbook", "return-leg": "findings_return_leg"}


def run(settings: Settings, dataset: Path | None = None) -> Result:
    """Score every finding of the family under both profiles; rows marked `unsure` are left out."""
    checking = build_checking(settings)
    errors, every, clean, misses = Confusion(), Confusion(), Confusion(), []
    classes: defaultdict[str, Confusion] = defaultdict(Confusion)
    path = dataset or CASES / "return-shipping.jsonl"
    cases = [row for row in rows(path, ("id", "reply", *_PROFILES.values())) if not row.get("unsure")]
    for row in cases:
        for profile, key in _PROFILES.items():
            wanted, got = set(row[key]), _found(checking, profile, row)
            for name in sorted(wanted | got) or ["nothing"]:
                classes[name].add(name in got, name in wanted)
            for name in wanted | got:
                every.add(name in got, name in wanted)
                if name in ERRORS:
                    errors.add(name in got, name in wanted)
            if not wanted:
                clean.add(bool(got), labelled=False)
            if wanted != got:
                misses.append(f"{row['id']} {profile}: {_list(wanted)}, got {_list(got)}: {row['reply']!r}")
    figures = {
        "error_precision": errors.precision,
        "error_recall": errors.recall,
        "precision": every.precision,
        "recall": every.recall,
        "false_alarm_rate": clean.false_alarm_rate,
    }
    return Result("return-shipping", len(cases), figures, tuple(misses), classes)


def _found(checking: Checking, profile: str, row: dict[str, Any]) -> set[str]:
    facts = adapter(Facts).validate_python(row.get("facts") or {"cause": row.get("cause", "unknown")})
    context = Context(
        shop_named(checking.shops, profile),
        turns=(Turn("customer", str(row.get("context") or "")),),
        facts=facts,
    )
    found = checking.checker.check(row["reply"], context).findings
    return {finding.rule.removeprefix(FAMILY) for finding in found if finding.rule.startswith(FAMILY)}


def _list(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "clean"
