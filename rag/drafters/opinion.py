"""The second reader that is a language model: one question, a strict schema, yes or no."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import openai
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.runnables import Runnable
from langsmith.run_helpers import tracing_context

from rag.drafters.providers import reason_of
from rag.errors import ModelError
from rag.prompts import Prompt

_SCHEMA = {
    "type": "object",
    "properties": {"violates": {"type": "boolean"}},
    "required": ["violates"],
    "additionalProperties": False,
}
_RESPONSE_FORMAT = {
    "type": "json_schema",
    "json_schema": {"name": "opinion", "strict": True, "schema": _SCHEMA},
}


class LlmReader:
    """Asks `model` with the prompt `opinion`; `meanings` says what each rule is about, by its id."""

    def __init__(self, model: BaseChatModel, prompt: Prompt, meanings: Mapping[str, str]) -> None:
        self.name = f"{getattr(model, 'model_name', type(model).__name__)}+{prompt.label}"
        self.prompt = prompt
        self.meanings = meanings
        # As in `llm`: an endpoint without JSON schemas says so with 400, and the prompt asks for the same shape.
        structured: Runnable[Any, Any] = model.bind(response_format=_RESPONSE_FORMAT, temperature=0).with_fallbacks(
            [model.bind(temperature=0)], exceptions_to_handle=(openai.BadRequestError,)
        )
        self.chain: Runnable[Any, str] = structured | StrOutputParser()

    async def upholds(self, rule: str, *, complaint: str, marked: str, reply: str, customer: str) -> bool:
        """Whether the words marked break the rule. Raises ModelError with one word: timeout, malformed …."""
        given = {"complaint": complaint, "marked": marked, "reply": reply, "customer": customer}
        standing, asked = self.prompt.render({"rule": rule, "meaning": self.meanings[rule], **given})
        try:
            with tracing_context(enabled=False):  # conversations never go to a tracing service
                said = await self.chain.ainvoke([SystemMessage(standing), HumanMessage(asked)])
            return _answer(said)
        except Exception as error:
            raise ModelError(reason_of(error)) from error


_FENCE = re.compile(r"^\s*```(?:json)?\s*|\s*```\s*$")
"""What endpoints without schemas like to put around an answer."""


def _answer(said: str) -> bool:
    """Exactly what the schema allows; anything else is no answer. Raises ValueError."""
    answer = json.loads(_FENCE.sub("", said))
    if not isinstance(answer, dict) or set(answer) != {"violates"} or not isinstance(answer["violates"], bool):
        raise ValueError("not a yes or no")
    return answer["violates"]
