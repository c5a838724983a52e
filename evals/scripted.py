"""The model path with a scripted model behind it: the real client over real HTTP, or past it for many calls."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from langchain_core.messages import BaseMessage

from evals.local_model import Answer, Call, LocalModel, Script
from rag.drafters.drafter import Drafter
from rag.drafters.llm import LlmDrafter
from rag.drafters.providers import models
from rag.drafters.told import Telling
from rag.drafting import Drafting
from rag.endpoint.breaker import Breaker
from rag.endpoint.calling import Answered, Endpoint
from rag.endpoint.usage import Usage
from rag.errors import ModelError
from rag.settings import Settings
from rag.wiring import Wanyan, telling

PATIENCE = 60.0
"""Seconds for a draft, unless time is what is looked at: a busy machine must not change what comes out."""


@dataclass
class Scripted:
    """Parts that draft by a model, and the model, which answers by `script`: set it before each draft."""

    wanyan: Wanyan
    script: Script
    server: LocalModel
    endpoint: Endpoint

    @cached_property
    def telling(self) -> Telling:
        """What models are told."""
        return telling(self.wanyan.settings, self.wanyan.checker)

    def model(self, *, wired: bool = True) -> LlmDrafter:
        """A drafter that remembers no draft before it, whose endpoint has not failed yet; `wired`: over HTTP."""
        endpoint = replace(self.endpoint, breaker=Breaker())
        return LlmDrafter(endpoint if wired else _Unwired.of(endpoint, self), self.telling)

    def answer(self, call: Call) -> Answer:
        """What the script says now."""
        return self.script(call)

    def drafting(self, *first: Drafter, **parts: Any) -> Drafting:
        """The use case with these drafters and the offline one after them, and other `parts` where given."""
        drafters = (*first, self.wanyan.drafting.drafters[-1])
        return replace(self.wanyan.drafting, **{"drafters": drafters, "deadline": PATIENCE, **parts})

    def calls(self) -> Sequence[Call]:
        """What the endpoint has received since this was last asked."""
        calls = tuple(self.server.calls)
        self.server.calls.clear()
        return calls


@dataclass(frozen=True)
class _Unwired(Endpoint):
    """An endpoint that is asked without its client: that takes half of a draft's time, and is proved elsewhere."""

    parts: Scripted = field(kw_only=True, repr=False)

    @classmethod
    def of(cls, endpoint: Endpoint, parts: Scripted) -> _Unwired:
        """The same endpoint, asked by function call."""
        return cls(**{one.name: getattr(endpoint, one.name) for one in fields(Endpoint)}, parts=parts)

    async def ask(self, messages: Sequence[BaseMessage], schema: Any, **_: Any) -> Answered:
        """What the script answers. Raises ModelError for any status but 200."""
        said = [{"role": message.type, "content": message.content} for message in messages]
        call = Call("/chat/completions", {"messages": said}, {})
        self.parts.server.calls.append(call)
        answer = self.parts.script(call)
        if answer.status != 200:
            raise ModelError(f"http-{answer.status}")
        return Answered(json.loads(answer.content), Usage(), self.model_name, self.host, "json_schema")


@contextmanager
def unheard(name: str) -> Iterator[None]:
    """Keeps a logger quiet: what it would tell of is what is tried."""
    log = logging.getLogger(name)
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before


@contextmanager
def scripted(wanyan: Wanyan, script: Script) -> Iterator[Scripted]:
    """A scripted model for parts that were built without one."""
    with unheard("rag.endpoint.calling"), TemporaryDirectory() as data, LocalModel() as server:
        parts = Scripted(wanyan, script, server, _endpoint(wanyan.settings, server.base_url, Path(data)))
        server.answers[:] = [parts.answer]
        yield parts


def _endpoint(settings: Settings, base_url: str, data: Path) -> Endpoint:
    """The client as it is always built; what it learns of the endpoint is forgotten with `data`."""
    chosen = models(settings.model_copy(update={"llm_base_url": base_url, "llm_model": "scripted", "data": data}))
    if chosen is None:
        raise ModelError("no model is set")
    return chosen.main
