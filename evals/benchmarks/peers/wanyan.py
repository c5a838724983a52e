"""Wanyan: all rules, as `wanyan check` and the gate run them. They need no words: they know what words mean."""

from __future__ import annotations

from evals.benchmarks.peers.contestant import Contestant, Task
from rag.domain import Turn
from rag.guardrails.checker import Checker
from rag.guardrails.rule import Context
from rag.settings import ROOT
from rag.shops import load_shops

_BARE = "不行，退不了。"


def prepare(task: Task) -> Contestant:
    """The checker under the handbook's profile; the reply keeps every blocking rule."""
    checker = Checker()
    shop = load_shops(ROOT / "knowledge/shops")["handbook"]
    context = Context(shop, turns=(Turn("customer", task.asked),))

    def check(text: str) -> bool:
        return checker.check(text, context).verdict in {"pass", "warn"}

    return Contestant("wanyan", check, expected=True, other=_BARE)
