"""The suite of time: what our own work costs beside the least that could do it, and that no model is waited for."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Literal

from pydantic import Field, model_validator

from evals.cases import CASES, Case
from evals.faults import FAULTS
from evals.local_model import from_cards
from evals.parts import built
from evals.scripted import Scripted, scripted
from evals.suite import Judgement, Suite, Task
from rag.domain import Draft, Request, Review, Turn
from rag.guardrails.rule import Context
from rag.reviews.reading import read_review
from rag.settings import Settings
from rag.text import clauses, fold
from rag.wiring import Wanyan

ROUNDS = 15
"""Of each measure; the least of both sides are compared, taken turn and turn about."""
READS = 10
"""Times that a text is folded and divided: once is too little to be measured."""
GROWS = 8
"""Times over that a text is checked to see how its cost grows."""
LONG = 60
"""Turns of a long talk."""
_GRACE = 4.0
"""Seconds beyond a deadline, for a machine that has other things to do. A model that is waited for takes longer."""

Measure = Literal["check", "growth", "chat", "talk", "review", "model"]
Work = Callable[[str], Awaitable[object]]


class Timing(Case):
    """A cost beside another one, or a deadline with a model that fails."""

    text: str = Field(description="What is checked, or what the customer writes.")
    review: bool = Field(default=False, description="Whether the text is a review.")
    measure: Measure | None = Field(default=None, description="What is measured.")
    most: float = Field(default=0.0, ge=0, description="How many times the other cost it may take.")
    fault: str | None = Field(default=None, description="How the endpoint fails (evals/faults.py).")
    deadline: float = Field(default=8.0, gt=0, description="Seconds for the whole draft.")
    reason: str = Field(default="", description="Expression for what the draft says of why it is not the model's.")

    @model_validator(mode="after")
    def _measured(self) -> Timing:
        if (self.measure is None) == (self.fault is None):
            raise ValueError("give `measure` or `fault`")
        if self.fault is not None and self.fault not in FAULTS:
            raise ValueError(f"fault: unknown {self.fault!r}")
        return self


@dataclass(frozen=True)
class Ratio:
    """How many times the other cost something takes."""

    value: float


@dataclass(frozen=True)
class Waited:
    """A draft beside a model that fails, and the seconds it took; None where it had not come by the end."""

    draft: Draft | None
    seconds: float


class Latency(Suite[Timing, Ratio | Waited]):
    """Whether agents wait for us, or for a model that does not answer."""

    name = "latency"
    harm = "agents and customers wait"
    case = Timing
    files = (CASES / "latency.yaml",)

    @contextmanager
    def task(self, settings: Settings) -> Iterator[Task[Timing, Ratio | Waited]]:
        """Measures, and drafts by a model that fails."""
        with scripted(built(settings), from_cards) as parts:

            async def measured(case: Timing) -> Ratio | Waited:
                if case.fault is not None:
                    return await _waited(parts, case)
                cost, other = MEASURES[case.measure or "check"](parts, case)
                return Ratio(await _ratio(cost, other, case.text))

            yield measured

    def judge(self, case: Timing, output: Ratio | Waited) -> Judgement:
        """Right where the ratio is within its limit, or the draft there by its deadline with the reason named."""
        if isinstance(output, Ratio):
            told = f"costs {output.value:.1f} times {_BESIDE[case.measure or 'check']}"
            slow = (f"{told}, more than {case.most:g} times: {case.why}",) if output.value > case.most else ()
            return Judgement(slow, asked=case.text, said=told)
        problems = tuple(_late(case, output))
        return Judgement(problems, asked=case.text, said=output.draft.text if output.draft else "")


# Costs -----------------------------------------------------------------------------------------------

_BESIDE: Mapping[Measure, str] = {
    "check": f"folding and dividing {READS} such texts",
    "growth": f"what {GROWS} such texts cost",
    "chat": "one search",
    "talk": "the draft of its last message alone",
    "review": "reading the review",
    "model": "the endpoint's own answer",
}


async def _ratio(cost: Work, other: Work, text: str) -> float:
    """Least over least of processor time: of all rounds the one that other work on the machine disturbed least.

    Each round has a spelling of its own, so that nothing is remembered.
    """
    sides: tuple[list[float], list[float]] = ([], [])
    for round_ in range(ROUNDS + 2):
        spelling = f"{text[:-1]}{chr(0x4E00 + round_)}"
        for work, seconds in zip((cost, other), sides, strict=True):
            began = time.process_time()
            await work(spelling)
            seconds.append(time.process_time() - began)
    return min(sides[0][2:]) / max(min(sides[1][2:]), 1e-9)  # the first rounds warm up


def _checking(parts: Scripted, _: Timing) -> tuple[Work, Work]:
    context = Context(parts.wanyan.shops["handbook"], turns=(Turn("customer", "鞋子能退吗，运费谁出"),))

    async def check(text: str) -> object:
        return parts.wanyan.check(text, context)

    async def read(text: str) -> object:
        return [clauses(fold(f"{text}{number}").text) for number in range(READS)]

    return check, read


def _growing(parts: Scripted, case: Timing) -> tuple[Work, Work]:
    check, _ = _checking(parts, case)

    async def long(text: str) -> object:
        return await check(text * GROWS)

    async def several(text: str) -> object:
        return [await check(f"{text}{number}") for number in range(GROWS)]

    return long, several


def _chatting(parts: Scripted, _: Timing) -> tuple[Work, Work]:
    async def search(text: str) -> object:
        return parts.wanyan.search(text)

    return _draft(parts.wanyan, lambda text: (Turn("customer", text),)), search


def _talking(parts: Scripted, _: Timing) -> tuple[Work, Work]:
    before = (Turn("customer", "请问还有别的颜色吗"), Turn("agent", "您好，页面上能选的颜色都有。")) * (LONG // 2)
    long = _draft(parts.wanyan, lambda text: (*before, Turn("customer", text)))
    return long, _draft(parts.wanyan, lambda text: (Turn("customer", text),))


def _draft(wanyan: Wanyan, turns: Callable[[str], tuple[Turn, ...]]) -> Work:
    async def draft(text: str) -> object:
        return await wanyan.draft(Request("chat", turns(text)))

    return draft


def _reviewing(parts: Scripted, _: Timing) -> tuple[Work, Work]:
    async def draft(text: str) -> object:
        return await parts.wanyan.draft(Request("review", review=Review(text, stars=2)))

    async def read(text: str) -> object:
        return read_review(Review(text, stars=2))

    return draft, read


def _asking(parts: Scripted, _: Timing) -> tuple[Work, Work]:
    drafting = parts.drafting(parts.model())

    async def draft(text: str) -> object:
        return await drafting.draft(Request("chat", (Turn("customer", text),)))

    async def bare(_: str) -> object:
        """The same question without us: sent, answered, read."""
        body = json.dumps(parts.server.calls[-1].body)
        connection = HTTPConnection("127.0.0.1", parts.server.port)
        connection.request("POST", "/v1/chat/completions", body, {"Content-Type": "application/json"})
        return json.loads(connection.getresponse().read())

    return draft, bare


MEASURES: Mapping[Measure, Callable[[Scripted, Timing], tuple[Work, Work]]] = {
    "check": _checking,
    "growth": _growing,
    "chat": _chatting,
    "talk": _talking,
    "review": _reviewing,
    "model": _asking,
}
"""What is measured, and what it is measured against."""


# Deadlines -------------------------------------------------------------------------------------------


async def _waited(parts: Scripted, case: Timing) -> Waited:
    answer = FAULTS[case.fault or ""]
    parts.script = lambda _: answer
    drafting = parts.drafting(parts.model(), deadline=case.deadline)
    turns = () if case.review else (Turn("customer", case.text),)
    review = Review(case.text, stars=2) if case.review else None
    began = time.perf_counter()
    try:
        async with asyncio.timeout(case.deadline + _GRACE):
            draft = await drafting.draft(Request("review" if review else "chat", turns, review))
    except TimeoutError:
        draft = None
    finally:
        parts.script = from_cards
    return Waited(draft, time.perf_counter() - began)


def _late(case: Timing, output: Waited) -> Iterator[str]:
    draft = output.draft
    if draft is None:
        yield f"no draft after {output.seconds:.1f} s, though the deadline is {case.deadline:g} s: {case.why}"
        return
    if draft.made_by.drafter != "offline" or not draft.text:
        yield f"what a model that fails ({case.fault}) left is shown, or nothing: {draft.text!r}: {case.why}"
    reason = draft.made_by.fallback
    if re.fullmatch(case.reason, reason or "") is None:
        yield f"says {reason!r} of why it is not the model's, not {case.reason}: nobody learns what is broken"
