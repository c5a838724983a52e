"""Conversations written down as strings, for the tests that read or answer them."""

from __future__ import annotations

import asyncio

from rag.domain import Draft, Facts, Request, Turn
from rag.wiring import Wanyan

NO_FACTS = Facts()


def turns(*texts: str) -> tuple[Turn, ...]:
    """One turn a text; `|` stands before the agent's."""
    return tuple(Turn("agent" if text.startswith("|") else "customer", text.removeprefix("|")) for text in texts)


def reply_to(
    built: Wanyan, *texts: str, facts: Facts = NO_FACTS, instruction: str | None = None, agent: str | None = None
) -> Draft:
    """The offline draft for a conversation."""
    request = Request("chat", turns=turns(*texts), facts=facts, instruction=instruction, agent=agent)
    return asyncio.run(built.draft(request))
