"""NeMo Guardrails: one output rail whose action is a Python function; no model, no embeddings."""

from __future__ import annotations

from typing import Any

from nemoguardrails import LLMRails, RailsConfig
from nemoguardrails.rails.llm.options import RailType

from evals.benchmarks.peers.contestant import Contestant, Task

_SETTINGS = """
models: []
rails:
  output:
    flows: [check keywords]
"""
_RAIL = """
define bot refuse
  "…"

define flow check keywords
  $allowed = execute few_keywords
  if not $allowed
    bot refuse
    stop
"""


def prepare(task: Task) -> Contestant:
    """A rail that stops a reply with more of the words than the task's has: that one passes, the cheaper way."""
    rails = LLMRails(RailsConfig.from_content(colang_content=_RAIL, yaml_content=_SETTINGS))
    allowed = len(task.found_in(task.reply))

    async def few_keywords(context: dict[str, Any]) -> bool:
        return len(task.found_in(context["bot_message"])) <= allowed

    rails.register_action(few_keywords, "few_keywords")

    def check(text: str) -> str:
        turns = [{"role": "user", "content": task.asked}, {"role": "assistant", "content": text}]
        return str(rails.check(turns, rail_types=[RailType.OUTPUT]).status.value)

    return Contestant("nemoguardrails", check, expected="passed", other=task.all_keywords)
