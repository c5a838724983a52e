"""The second reader that is a language model: one question, a strict schema, yes or no."""

from __future__ import annotations

import time
from collections.abc import Mapping

from langchain_core.messages import HumanMessage, SystemMessage

from rag.endpoint.calling import Endpoint
from rag.masking import Masks, rewritten
from rag.prompts import Prompt

_SCHEMA = {
    "type": "object",
    "properties": {"violates": {"type": "boolean"}},
    "required": ["violates"],
    "additionalProperties": False,
}


class LlmReader:
    """Asks a model with the prompt `opinion`; `meanings` says what each rule is about, by its id."""

    def __init__(self, endpoint: Endpoint, prompt: Prompt, meanings: Mapping[str, str], seconds: float) -> None:
        self.name = f"{endpoint.model_name}+{prompt.label}"
        self.endpoint = endpoint
        self.prompt = prompt
        self.meanings = meanings
        self.seconds = seconds

    async def upholds(self, rule: str, *, complaint: str, marked: str, reply: str, customer: str) -> bool:
        """Whether the words marked break the rule. Raises ModelError with one word: timeout, malformed …."""
        given = {"complaint": complaint, "marked": marked, "reply": reply, "customer": customer}
        given = rewritten(given, Masks.of(*given.values()).hide)
        standing, asked = self.prompt.render({"rule": rule, "meaning": self.meanings[rule], **given})
        answered = await self.endpoint.ask(
            [SystemMessage(standing), HumanMessage(asked)],
            _SCHEMA,
            name="opinion",
            ends=time.perf_counter() + self.seconds,
            whole=True,  # the reply it is about may hold such an object itself
            temperature=0.0,
        )
        violates: bool = answered.data["violates"]
        return violates
