"""The suite of all other rules: rows {"id","rule","reply","breaks"}, what the reply is judged against optional."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals.suite import CASES, Confusion, Result, rows
from rag.domain import Facts, Turn
from rag.errors import InputError
from rag.guardrails.rule import Context
from rag.settings import Settings
from rag.shops import shop_named
from rag.textfiles import validated
from rag.wiring import Checking, build_checking

KEYS = ("id", "rule", "reply", "breaks")


def run(settings: Settings, dataset: Path | None = None) -> Result:
    """Score whether each row's rule finds what the label says; classes are the rules."""
    checking = build_checking(settings)
    known = {rule.id for rule in checking.checker.rules}
    every, misses, cases = Confusion(), [], 0
    classes: defaultdict[str, Confusion] = defaultdict(Confusion)
    for path, row in _rows(dataset):
        rule, cases = str(row["rule"]), cases + 1
        if rule not in known:
            raise InputError(f"{path}: {row['id']}: unknown rule {rule!r}")
        found = checking.checker.check(row["reply"], _context(checking, row, path)).findings
        got = any(finding.rule == rule for finding in found)
        every.add(got, bool(row["breaks"]))
        classes[rule].add(got, bool(row["breaks"]))
        if got != row["breaks"]:
            misses.append(f"{row['id']} {rule}: {'false alarm' if got else 'missed'}: {row['reply']!r}")
    figures = {
        "precision": every.precision,
        "recall": every.recall,
        "least_precision": min((one.precision for one in classes.values()), default=1.0),
        "least_recall": min((one.recall for one in classes.values()), default=1.0),
    }
    return Result("rules", cases, figures, tuple(misses), classes)


def _rows(dataset: Path | None) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in [dataset] if dataset else sorted(CASES.glob("rules-*.jsonl")):
        for row in rows(path, KEYS):
            yield path, row


def _context(checking: Checking, row: dict[str, Any], path: Path) -> Context:
    asked = row.get("context") or []
    said = [{"role": "customer", "text": asked}] if isinstance(asked, str) else asked
    knowledge = row.get("knowledge")
    return Context(
        shop_named(checking.shops, row.get("shop") or "handbook"),
        row.get("channel") or "chat",
        tuple(validated(Turn, turn, path) for turn in said),
        validated(Facts, row.get("facts") or {}, path),
        None if knowledge is None else tuple(knowledge),
        siblings=tuple(row.get("siblings") or ()),
        confidential=tuple(row.get("confidential") or ()),
    )
