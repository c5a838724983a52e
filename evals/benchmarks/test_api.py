"""Drafts and checks over HTTP, beside the same calls without it; a server of its own, real sockets."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import httpx
import pytest
import uvicorn
from pytest_benchmark.fixture import BenchmarkFixture

from api.main import create_app
from evals.benchmarks.requests import requests
from evals.benchmarks.timing import timed
from rag.guardrails.rule import Context
from rag.wiring import Wanyan

_REPLY = "好的，马上为您办理，办好就告诉您。"


@pytest.fixture(scope="module")
def client(wanyan: Wanyan) -> Iterator[httpx.Client]:
    """A client that keeps its connection to a server on this machine."""
    server = uvicorn.Server(uvicorn.Config(create_app(wanyan), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as connected:
        yield connected
    server.should_exit = True
    thread.join()


@pytest.mark.benchmark(group="POST /v1/checks")
def test_baseline_check_called(benchmark: BenchmarkFixture, wanyan: Wanyan) -> None:
    context = Context(wanyan.shops["handbook"])
    timed(benchmark, lambda: wanyan.check(_REPLY, context), rounds=300)


@pytest.mark.benchmark(group="POST /v1/checks")
def test_check_over_http(benchmark: BenchmarkFixture, client: httpx.Client) -> None:
    answer = timed(benchmark, lambda: client.post("/v1/checks", json={"replies": [{"reply": _REPLY}]}), rounds=300)
    assert answer.status_code == 200


@pytest.mark.benchmark(group="POST /v1/drafts")
def test_baseline_draft_called(benchmark: BenchmarkFixture, wanyan: Wanyan) -> None:
    chats = itertools.cycle(requests("chat"))
    with asyncio.Runner() as runner:
        timed(benchmark, lambda: runner.run(wanyan.draft(next(chats))), rounds=200)


@pytest.mark.benchmark(group="POST /v1/drafts")
def test_draft_over_http(benchmark: BenchmarkFixture, client: httpx.Client) -> None:
    bodies: Iterator[dict[str, Any]] = itertools.cycle(
        {"channel": "chat", "turns": [asdict(turn) for turn in chat.turns]} for chat in requests("chat")
    )
    answer = timed(benchmark, lambda: client.post("/v1/drafts", json=next(bodies)), rounds=200)
    assert answer.status_code == 200
