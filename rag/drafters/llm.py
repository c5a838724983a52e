"""The drafter that asks a language model: brief → messages → answer → proposal; its every failure is a ModelError.

The model chooses words and names the cards that each segment rests on. Citations and next steps are then taken from
those cards, never from what the model writes, and only cards it was given count. Personal data stays here: the
model sees tokens for it, and the reply carries again what it may.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Literal

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from rag.drafters.drafter import Brief, Proposal
from rag.drafters.statements import ANSWER_SCHEMA, read
from rag.drafters.told import Message, Role, Telling, Told
from rag.endpoint.calling import Answered, Endpoint
from rag.endpoint.remembered import Remembered
from rag.errors import ModelError
from rag.masking import Masks, masks_of, may_carry, rewritten
from rag.text import language_of, respelled

_MESSAGES: dict[Role, type[BaseMessage]] = {"system": SystemMessage, "human": HumanMessage, "ai": AIMessage}


class LlmDrafter:
    """Asks a model what the prompts tell it."""

    name: Literal["llm", "offline"] = "llm"

    def __init__(self, endpoint: Endpoint, telling: Telling, memory: Remembered | None = None) -> None:
        self.endpoint = endpoint
        self.telling = telling
        self.memory = memory or Remembered()
        """Of reviews, which come in batches and repeat each other; no two talks are the same."""

    async def draft(self, brief: Brief) -> Proposal:
        """Write a proposal. Raises ModelError with one word, as `Endpoint.ask` does."""
        masks = masks_of(brief.request)
        told = self.telling.tell(brief, masks.hide)
        reading = partial(_proposal, brief=brief, masks=masks, told=told)
        asked = [_message(one) for one in told.messages], ANSWER_SCHEMA
        how: dict[str, Any] = {"name": "reply", "ends": brief.ends, "live": brief.live}
        if brief.request.review is not None:
            return await self.memory.ask(self.endpoint, *asked, reading, **how)
        return reading(await self.endpoint.ask(*asked, **how))


def _proposal(answered: Answered, brief: Brief, masks: Masks, told: Told) -> Proposal:
    statements = read(_shown(answered.data, brief, masks), brief)
    if brief.language == "en" and language_of("\n".join(statements.texts)) != "en":
        raise ModelError("malformed")
    return Proposal(
        segments=statements.texts,
        cards=statements.cards,
        citations=statements.citations,
        next_steps=statements.next_steps,
        missing_facts=statements.missing_facts,
        points=statements.points,
        model=answered.model,
        prompt=told.label,
        confidential=told.confidential,
    )


def _shown(data: dict[str, Any], brief: Brief, masks: Masks) -> dict[str, Any]:
    """The answer with what a reply may carry for its tokens, its segments in the customer's own script."""
    region = brief.shop.style.traditional
    segments = rewritten(data["segments"], lambda text: respelled(text, brief.language, region))
    allowed = may_carry(brief.request, masks)
    return rewritten(data | {"segments": segments}, lambda text: masks.show(text, allowed))


def _message(one: Message) -> BaseMessage:
    role, text = one
    return _MESSAGES[role](text)
