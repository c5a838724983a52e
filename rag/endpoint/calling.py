"""The one way to call a model: a place, the breaker, tries and shapes, all inside the time there is."""

from __future__ import annotations

import asyncio
import json
import logging
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langsmith.run_helpers import tracing_context

from rag.endpoint.answers import Schema, object_in
from rag.endpoint.breaker import Breaker, State
from rag.endpoint.failures import (
    AskFailed,
    blames_endpoint,
    is_answer,
    reason_of,
    refuses_temperature,
    retry_after,
    worth_another_shape,
)
from rag.endpoint.modes import Mode, Modes, asking
from rag.endpoint.racing import first_good
from rag.endpoint.retrying import retrying
from rag.endpoint.slots import Slots
from rag.endpoint.usage import Usage, charge, refuse_barred
from rag.errors import ModelError
from rag.telemetry import ModelCall, model_call

log = logging.getLogger(__name__)

_OWN_SHARE = 0.6
"""Of the time there is, before the second endpoint is asked too."""


@dataclass(frozen=True)
class Answered:
    """What a model answered: an object of the schema's shape, and what it took to get it."""

    data: dict[str, Any]
    usage: Usage
    """Of all calls that were answered on the way."""
    model: str
    endpoint: str
    """Its host."""
    mode: Mode


@dataclass(frozen=True)
class EndpointState:
    """How an endpoint is doing."""

    name: str
    host: str
    model: str
    breaker: State
    trouble: str | None
    """Why its last call failed, in one word, until one succeeds."""
    mode: Mode | None
    """How it is asked for shapes, once that is known."""
    busy: int
    waiting: int


@dataclass(frozen=True)
class _Question:
    """What one `ask` is about, on its way through tries and shapes."""

    messages: Sequence[BaseMessage]
    schema: Schema
    name: str
    ends: float
    live: bool
    whole: bool
    temperature: float
    spent: list[Usage] = field(default_factory=list)

    @property
    def left(self) -> float | None:
        """Seconds; None for any number of them."""
        return None if math.isinf(self.ends) else max(0.0, self.ends - time.perf_counter())


@dataclass(frozen=True)
class Endpoint:
    """One model at one endpoint. `slots` may be shared among the models of an endpoint."""

    name: str
    host: str
    model_name: str
    model: BaseChatModel = field(repr=False)
    modes: Modes
    slots: Slots = field(default_factory=lambda: Slots(16))
    breaker: Breaker = field(default_factory=Breaker)
    patience: float = 4.0
    """Seconds after which a call without an answer counts against the endpoint."""
    temperature: float = 0.3
    """How freely it chooses words, unless a question says otherwise or the model takes no such wish."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """What goes into the body of every call besides."""
    traces_text: bool = False
    """Whether traces carry what it was asked and what it answered."""
    hedge: float | None = None
    """Seconds after which a call without an answer is doubled, where a place is free; never, by default."""
    fallback: Endpoint | None = None
    """Asked when this one has failed, or has used up its share of the time."""

    @property
    def state(self) -> EndpointState:
        """How it is doing now."""
        return EndpointState(
            name=self.name,
            host=self.host,
            model=self.model_name,
            breaker=self.breaker.state,
            trouble=self.breaker.trouble,
            mode=self.modes.known,
            busy=self.slots.taken,
            waiting=self.slots.waiting,
        )

    async def ask(  # noqa: PLR0913 - a question has as many sides
        self,
        messages: Sequence[BaseMessage],
        schema: Schema,
        *,
        name: str,
        ends: float,
        live: bool = True,
        whole: bool = False,
        temperature: float | None = None,
    ) -> Answered:
        """An answer of the schema's shape by `ends` (perf_counter). Cancelling it stops all its calls.

        `name` is what the shape is called; the prompt has to describe it too. `live` is somebody who waits, no
        batch. `whole` as in `answers.object_in`. Raises AskFailed with one word: timeout, unreachable, http-500,
        malformed, empty, refused, circuit-open, budget.
        """
        chosen = self.temperature if temperature is None else temperature
        question = _Question(messages, schema, name, ends, live, whole, chosen)
        try:
            refuse_barred()
            with tracing_context(enabled=False):  # conversations never go to a tracing service
                return await self._ask_either(question)
        except Exception as error:
            raise AskFailed(reason_of(error), sum(question.spent, Usage())) from error

    async def _ask_either(self, question: _Question) -> Answered:
        other, left = self.fallback, question.left
        if other is None:
            return await self._ask(question)
        return await first_good(
            lambda: self._ask(question),
            lambda: other._ask(question),
            after=math.inf if left is None else left * _OWN_SHARE,
            takes_over=True,
        )

    async def _ask(self, question: _Question) -> Answered:
        """The answer of this endpoint alone; how it fails is told in the log."""
        began = time.perf_counter()
        try:
            async with asyncio.timeout(question.left):
                return await self._shaped(question)
        except Exception as error:
            took = 1000 * (time.perf_counter() - began)
            log.warning("%s, model %s: %s after %.0f ms", self.host, self.model_name, reason_of(error), took)
            raise

    async def _shaped(self, question: _Question) -> Answered:
        """Asks in one mode after the other until an answer has the shape."""
        failure: Exception = ModelError("malformed")
        for mode in self.modes.to_try():
            try:
                message = await self._tried(question, asking(mode, question.schema, question.name))
                data = object_in(message, question.schema, whole=question.whole)
            except Exception as error:
                if not worth_another_shape(error):
                    raise
                failure = error
            else:
                self.modes.worked(mode)
                return Answered(data, sum(question.spent, Usage()), self.model_name, self.host, mode)
        self.modes.none_worked()
        raise failure

    async def _tried(self, question: _Question, shape: dict[str, Any]) -> AIMessage:
        """One call, again where that may help, and doubled where it takes long."""
        tries = retrying(self.host, question.ends, self.breaker)
        try:
            message: AIMessage = await tries(self._hedged, question, shape)
        except Exception as error:
            if not refuses_temperature(error):
                raise
            self.modes.temperature = False
            message = await tries(self._hedged, question, shape)
        return message

    async def _hedged(self, question: _Question, shape: dict[str, Any]) -> AIMessage:
        if self.hedge is None:
            return await self._called(question, shape)
        return await first_good(
            lambda: self._called(question, shape),
            lambda: self._called(question, shape) if self.slots.free else None,
            after=self.hedge,
            takes_over=False,
        )

    async def _called(self, question: _Question, shape: dict[str, Any]) -> AIMessage:
        """One call over HTTP; the breaker learns how it ended."""
        if self.breaker.refuses:
            raise ModelError("circuit-open")
        async with self.slots.place(live=question.live):
            self.breaker.admit()
            with model_call(self.host, self.model_name) as call:
                message = await self._sent(question, shape, call)
                used = _usage(message)
                call.answered(used.prompt, used.cached, used.completion)
            self.breaker.succeeded()
        question.spent.append(used)
        charge(used)
        return message

    async def _sent(self, question: _Question, shape: dict[str, Any], call: ModelCall) -> AIMessage:
        began = time.perf_counter()
        wish: dict[str, Any] = {"temperature": question.temperature} if self.modes.temperature else {}
        if self.traces_text:
            call.texts("input", map(_said, question.messages))
        try:
            body = {**self.extra, **shape}  # goes out as it is: the SDK would walk a whole schema, twice a call
            message = await self.model.ainvoke(list(question.messages), extra_body=body, **wish)
        except BaseException as error:  # cancellations too
            self._blame(error, time.perf_counter() - began)
            call.failed("cancelled" if isinstance(error, asyncio.CancelledError) else reason_of(error))
            raise
        if self.traces_text:
            call.texts("output", [_said(message)])
        return message

    def _blame(self, error: BaseException, waited: float) -> None:
        if blames_endpoint(error, waited, self.patience):
            self.breaker.failed(reason_of(error), retry_after(error))
        elif is_answer(error):
            self.breaker.succeeded()
        else:
            self.breaker.undecided()


_ROLES = {"human": "user", "ai": "assistant"}


def _said(message: BaseMessage) -> tuple[str, str]:
    """Role and text, as traces have them."""
    calls = getattr(message, "tool_calls", [])
    return _ROLES.get(message.type, message.type), str(message.text) or json.dumps(
        [one["args"] for one in calls], ensure_ascii=False
    )


def _usage(message: AIMessage) -> Usage:
    counted = message.usage_metadata
    if counted is None:
        return Usage()
    cached = counted.get("input_token_details", {}).get("cache_read") or _cached(message)
    return Usage(counted["input_tokens"], cached, counted["output_tokens"])


def _cached(message: AIMessage) -> int:
    """Tokens from the cache, as endpoints tell them in words of their own."""
    told = message.response_metadata.get("token_usage") or {}
    return next((told[name] for name in _CACHED if isinstance(told.get(name), int)), 0)


_CACHED = ("prompt_cache_hit_tokens", "cached_tokens")
"""Of DeepSeek, of Moonshot."""
