"""A whole draft beside the bare call it needs; many drafts at once; drafts while everything goes wrong."""

from __future__ import annotations

import asyncio
import json
import math
import resource
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI
from openai import AsyncOpenAI
from pytest_benchmark.fixture import BenchmarkFixture

from evals.benchmarks.endpoint.serving import served
from evals.faults import FAULTS
from rag.briefing import brief_for
from rag.domain import Draft, Request, Turn
from rag.drafters.llm import LlmDrafter
from rag.drafters.statements import ANSWER_SCHEMA
from rag.endpoint.modes import asking
from rag.settings import Settings
from rag.wiring import Wanyan, build

ASK = Request("chat", turns=(Turn("customer", "东西坏了能退吗"),))
AT_ONCE = 200
CALLS = 32
"""Calls under way at once: 200 drafts of a second each then take at least 7 seconds."""
_ROLES: dict[str, type[BaseMessage]] = {"system": SystemMessage, "human": HumanMessage, "ai": AIMessage}


def wanyan_at(url: str, data: Path, **more: Any) -> Wanyan:
    """Wanyan that asks the model there."""
    return build(Settings(**{"_env_file": None, "llm_base_url": url, "llm_model": "one", "data": data, **more}))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index that all share."""
    return tmp_path_factory.mktemp("endpoint")


@pytest.fixture(scope="module")
def fast() -> Iterator[str]:
    """A model that answers at once."""
    with served() as url:
        yield url


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    """One event loop, so that connections are kept between calls."""
    with asyncio.Runner() as kept:
        yield kept


def told(wanyan: Wanyan) -> list[BaseMessage]:
    """The messages of the draft that is measured."""
    drafter = wanyan.drafting.drafters[0]
    assert isinstance(drafter, LlmDrafter)
    brief = brief_for(ASK, wanyan.shops["handbook"], None, wanyan.index)
    return [_ROLES[role](text) for role, text in drafter.telling.tell(brief, str).messages]


# What it costs ---------------------------------------------------------------------------------------


@pytest.mark.benchmark(group="a draft by a model that takes no time")
def test_baseline_langchain_call(
    benchmark: BenchmarkFixture, fast: str, folder: Path, runner: asyncio.Runner
) -> None:
    """The same messages and shape by ChatOpenAI alone, the answer read as JSON."""
    chat, messages = ChatOpenAI(model="one", base_url=fast, api_key="none"), told(wanyan_at(fast, folder))  # type: ignore[arg-type]
    shape = asking("json_schema", ANSWER_SCHEMA, "reply")

    async def call() -> Any:
        return json.loads(str((await chat.ainvoke(messages, **shape)).text))

    assert _timed(benchmark, lambda: runner.run(call()))["segments"]


@pytest.mark.benchmark(group="a draft by a model that takes no time")
def test_openai_call(benchmark: BenchmarkFixture, fast: str, folder: Path, runner: asyncio.Runner) -> None:
    """The same by the SDK alone."""
    client = AsyncOpenAI(base_url=fast, api_key="none")
    roles = {"system": "system", "human": "user"}
    messages: Any = [{"role": roles[one.type], "content": one.text} for one in told(wanyan_at(fast, folder))]
    shape: Any = asking("json_schema", ANSWER_SCHEMA, "reply")

    async def call() -> Any:
        answered = await client.chat.completions.create(model="one", messages=messages, **shape)
        return json.loads(answered.choices[0].message.content or "")

    assert _timed(benchmark, lambda: runner.run(call()))["segments"]


@pytest.mark.benchmark(group="a draft by a model that takes no time")
def test_endpoint_ask(benchmark: BenchmarkFixture, fast: str, folder: Path, runner: asyncio.Runner) -> None:
    """The same by `Endpoint.ask`: place, breaker, tries, shape, answer held against its schema."""
    wanyan = wanyan_at(fast, folder)
    assert wanyan.models is not None
    endpoint, messages = wanyan.models.main, told(wanyan)

    async def call() -> Any:
        ends = time.perf_counter() + 8
        return (await endpoint.ask(messages, ANSWER_SCHEMA, name="reply", ends=ends)).data

    assert _timed(benchmark, lambda: runner.run(call()))["segments"]


@pytest.mark.benchmark(group="a draft by a model that takes no time")
def test_whole_model_draft(benchmark: BenchmarkFixture, fast: str, folder: Path, runner: asyncio.Runner) -> None:
    """Understood, searched, told, asked, read, checked."""
    wanyan = wanyan_at(fast, folder)
    draft = _timed(benchmark, lambda: runner.run(wanyan.draft(ASK)))
    assert (draft.made_by.drafter, draft.made_by.repairs) == ("llm", 0)


@pytest.mark.benchmark(group="a draft by a model that takes no time")
def test_whole_offline_draft(benchmark: BenchmarkFixture, wanyan: Wanyan, runner: asyncio.Runner) -> None:
    """What of it there is without a model."""
    _timed(benchmark, lambda: runner.run(wanyan.draft(ASK)))


def _timed(benchmark: Any, call: Any) -> Any:
    for _ in range(10):
        call()
    began = time.process_time()
    done = benchmark.pedantic(call, rounds=_ROUNDS)
    benchmark.extra_info["processor ms"] = round(1000 * (time.process_time() - began) / (_ROUNDS + 1), 1)
    return done


_ROUNDS = 100


# What it withstands ----------------------------------------------------------------------------------


async def _at_once(wanyan: Wanyan, number: int) -> tuple[list[Draft], list[float], float]:
    """So many drafts at once, the seconds of each, and of all."""

    async def one() -> tuple[Draft, float]:
        began = time.perf_counter()
        draft = await wanyan.draft(ASK)
        return draft, time.perf_counter() - began

    began = time.perf_counter()
    made = await asyncio.gather(*(one() for _ in range(number)))
    return [draft for draft, _ in made], [took for _, took in made], time.perf_counter() - began


@pytest.mark.benchmark(group="200 drafts at once")
@pytest.mark.parametrize(("latency", "deadline"), [(0.0, 8.0), (1.0, 8.0), (1.0, 30.0)])
def test_at_once(benchmark: Any, folder: Path, latency: float, deadline: float) -> None:
    with served(latency) as url, asyncio.Runner() as runner:
        wanyan = wanyan_at(url, folder, llm_concurrency=CALLS, deadline=deadline)
        runner.run(wanyan.draft(ASK))
        before = _peak()
        drafts, seconds, whole = benchmark.pedantic(lambda: runner.run(_at_once(wanyan, AT_ONCE)), rounds=1)
    benchmark.extra_info.update(_shares(wanyan, drafts, seconds))
    benchmark.extra_info["peak MB more"] = round(_peak() - before, 1)
    by_model = sum(draft.made_by.drafter == "llm" for draft in drafts)
    benchmark.extra_info["drafts by the model a second"] = round(by_model / whole, 1)
    if latency:
        ideal = AT_ONCE / (math.ceil(AT_ONCE / CALLS) * latency)
        benchmark.extra_info["of the ideal"] = round(by_model / whole / ideal, 2)


@pytest.mark.benchmark(group="20 drafts at once")
@pytest.mark.parametrize("fault", FAULTS)
def test_while_it_is(benchmark: Any, folder: Path, fault: str) -> None:
    with served(fault=fault) as url, asyncio.Runner() as runner:
        wanyan = wanyan_at(url, folder)
        runner.run(_offline(wanyan).draft(ASK))  # dictionaries are loaded
        drafts, seconds, _ = benchmark.pedantic(lambda: runner.run(_at_once(wanyan, 20)), rounds=1)
    benchmark.extra_info.update(_shares(wanyan, drafts, seconds))
    assert all(draft.status == "ready" and draft.text for draft in drafts)


def _offline(wanyan: Wanyan) -> Any:
    from dataclasses import replace

    return replace(wanyan.drafting, drafters=wanyan.drafting.drafters[-1:])


def _shares(wanyan: Wanyan, drafts: list[Draft], seconds: list[float]) -> dict[str, Any]:
    deadline = wanyan.settings.deadline
    ordered = sorted(seconds)
    return {
        "inside the deadline": sum(took <= deadline for took in seconds) / len(seconds),
        "complete": sum(draft.status == "ready" and bool(draft.text) for draft in drafts) / len(drafts),
        "by the model": sum(draft.made_by.drafter == "llm" for draft in drafts) / len(drafts),
        "fallback": ", ".join(sorted({draft.made_by.fallback or "none" for draft in drafts})),
        "p50 s": round(statistics.median(ordered), 2),
        "p95 s": round(ordered[int(0.95 * len(ordered))], 2),
    }


def _peak() -> float:
    """The most memory this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
