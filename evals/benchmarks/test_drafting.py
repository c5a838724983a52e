"""Drafting offline, a chat and a review, beside the search alone and the reading of the review."""

from __future__ import annotations

import asyncio
import itertools

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from evals.benchmarks.requests import requests
from evals.benchmarks.timing import timed
from rag.reviews.reading import read_review
from rag.wiring import Wanyan


@pytest.mark.benchmark(group="offline draft of a chat")
def test_baseline_search_alone(benchmark: BenchmarkFixture, wanyan: Wanyan) -> None:
    chats = itertools.cycle(requests("chat"))
    timed(benchmark, lambda: wanyan.search(next(chats).customer_text), rounds=200)


@pytest.mark.benchmark(group="offline draft of a chat")
def test_whole_chat_draft(benchmark: BenchmarkFixture, wanyan: Wanyan) -> None:
    chats = itertools.cycle(requests("chat"))
    with asyncio.Runner() as runner:
        assert timed(benchmark, lambda: runner.run(wanyan.draft(next(chats))), rounds=300).text


@pytest.mark.benchmark(group="offline draft of a review")
def test_baseline_review_read(benchmark: BenchmarkFixture) -> None:
    reviews = itertools.cycle([request.review for request in requests("review") if request.review])
    timed(benchmark, lambda: read_review(next(reviews)), rounds=200)


@pytest.mark.benchmark(group="offline draft of a review")
def test_whole_review_draft(benchmark: BenchmarkFixture, wanyan: Wanyan) -> None:
    reviews = itertools.cycle(requests("review"))
    with asyncio.Runner() as runner:
        assert timed(benchmark, lambda: runner.run(wanyan.draft(next(reviews))), rounds=300).text
