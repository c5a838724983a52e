"""guardrails-ai: a guard of twenty validators, each of which knows one word; all local, nothing from its hub."""

from __future__ import annotations

from typing import Any

from guardrails import Guard, register_validator
from guardrails.validator_base import FailResult, PassResult

from evals.benchmarks.peers.contestant import Contestant, Task


def prepare(task: Task) -> Contestant:
    """A guard that names the words it meets and lets the reply stand (`noop`)."""
    guard = Guard().use(*[_validator(at, word)(on_fail="noop") for at, word in enumerate(task.keywords)])
    guard.configure(allow_metrics_collection=False)

    def check(text: str) -> list[str]:
        return [summary.failure_reason for summary in guard.validate(text).validation_summaries]

    return Contestant("guardrails-ai", check, expected=task.found_in(task.reply), other=task.all_keywords)


def _validator(at: int, word: str) -> Any:
    def lacks_word(value: str, metadata: dict[str, Any]) -> Any:
        return FailResult(error_message=word) if word in value else PassResult()

    return register_validator(name=f"keyword-{at}", data_type="string")(lacks_word)
