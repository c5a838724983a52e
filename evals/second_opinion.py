"""What a second opinion on doubtful findings is worth: the rows of `negation`, put to readers of known skill.

A reader who is always right shows the most there is to gain; one who waves everything through shows the least
that still holds, since what the rules are sure of is not put to anybody. Where a model is set for it
(WANYAN_SECOND_OPINION), it is measured beside them.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.negation import RULE
from evals.suite import CASES, Confusion, Result, rows
from rag.domain import Turn
from rag.guardrails.checker import Checker
from rag.guardrails.rule import Context
from rag.second_opinion import Reader, SecondOpinion
from rag.settings import Settings, load_settings
from rag.shops import shop_named
from rag.wiring import build_checking, second_opinion

_BREAKS = frozenset({"bare", "alternative"})


@dataclass
class Known:
    """A reader who answers as it is told."""

    name: str
    answer: bool

    async def upholds(self, rule: str, *, complaint: str, marked: str, reply: str, customer: str) -> bool:
        """The answer, whatever is asked."""
        return self.answer


def run(settings: Settings, dataset: Path | None = None) -> Result:
    """Precision and recall of "breaks the rule" without, with the best and with the worst of readers."""
    checking = build_checking(settings)
    shop = shop_named(checking.shops, "handbook")
    cases = [
        (row, Context(shop, turns=(Turn("customer", str(row.get("context") or "")),)))
        for row in rows(dataset or CASES / "negation.jsonl", ("id", "reply", "verdict"))
    ]
    asked = sum(bool(checking.checker.check(row["reply"], context).doubtful) for row, context in cases)
    figures = {"asked": asked / len(cases) if cases else 0.0}
    model = second_opinion(load_settings(), checking.checker)
    for name in ("off", "perfect", "careless", *(["model"] if model else [])):
        counts = Confusion()
        for row, context in cases:
            breaks = row["verdict"] in _BREAKS
            reader = model.reader if name == "model" and model else _reader(name, breaks)
            found = asyncio.run(_found(checking.checker, reader, row, context))
            counts.add(found, breaks)
        figures |= {f"{name}_precision": counts.precision, f"{name}_recall": counts.recall}
    return Result("second-opinion", len(cases), figures, ())


def _reader(name: str, breaks: bool) -> Reader:
    """`off` keeps every finding, `perfect` those of rows that break the rule, `careless` none."""
    return Known(name, {"off": True, "perfect": breaks, "careless": False}[name])


async def _found(checker: Checker, reader: Reader, row: dict[str, Any], context: Context) -> bool:
    """Whether the rule still finds something once the reader has been asked."""
    result = await SecondOpinion(reader).reviewed(checker.check(row["reply"], context), row["reply"], context)
    return any(finding.rule == RULE for finding in result.findings)
