"""Checking, searching, drafting and starting cold, each beside the least that could do for the job."""

from __future__ import annotations

import asyncio
import itertools
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from evals.suite import CASES
from rag.domain import Request, Turn
from rag.guardrails.rule import Context
from rag.textfiles import adapter, read_text, read_yaml
from rag.wiring import Wanyan

# 200 characters, with what costs time: a denial and its reason, postage under a condition, numbers.
REPLY = (
    "您好，让您久等了，这边帮您核对过订单。这双鞋是按您报的脚长定做的，拆开试穿之后仓库没办法再卖给别的顾客，"
    "所以定做款暂时不支持无理由退换，还请您理解。如果您发现鞋子本身有开胶、断线这类问题，请在收到后的七天之内拍两张清楚的照片发给我，"
    "仓库核实属于质量问题的，来回运费都由我们承担，寄回的邮费您先垫付，收到后退还给您。换货的新鞋两天之内就会寄出，单号第一时间发您。"
    "换货期间有任何疑问您随时找我，我来跟进。"
)
KEYWORDS = [
    "不能",
    "不行",
    "没有",
    "无法",
    "不可以",
    "不支持",
    "办不到",
    "不清楚",
    "不知道",
    "运费",
    "邮费",
    "到付",
    "垃圾",
    "投诉",
    "差评",
    "微信",
    "转账",
    "返现",
    "保证",
    "最好",
]
QUESTIONS = [
    "退货运费谁出",
    "什么时候发货",
    "能开发票吗",
    "快递三天没动了",
    "这款有大码吗",
    "how long does shipping take",
]


@pytest.mark.benchmark(group="check 200 characters")
def test_baseline_twenty_keywords(benchmark: BenchmarkFixture) -> None:
    """What a keyword filter does: knows a word when it sees one, and nothing of what it means."""
    words = [re.compile(word) for word in KEYWORDS]
    benchmark(lambda: [word.search(REPLY) for word in words])


@pytest.mark.benchmark(group="check 200 characters")
def test_all_rules(benchmark: BenchmarkFixture, wanyan: Wanyan) -> None:
    context = Context(wanyan.shops["handbook"], turns=(Turn("customer", "鞋子能退吗，运费谁出"),))
    result = benchmark(wanyan.check, REPLY, context)
    assert not result.failed


@pytest.mark.benchmark(group="search")
def test_baseline_scan_of_all_asks(benchmark: BenchmarkFixture, wanyan: Wanyan) -> None:
    """What a search without an index does: the ask that shares most characters."""
    asks = [(set(ask), card.id) for card in wanyan.index.contents.cards for ask in card.asks]
    turn = itertools.cycle(QUESTIONS)
    benchmark(lambda: max(asks, key=lambda ask: len(ask[0] & set(next(turn)))))


@pytest.mark.benchmark(group="search")
def test_one_question(benchmark: BenchmarkFixture, wanyan: Wanyan) -> None:
    wanyan.search("热身")
    turn = itertools.cycle(QUESTIONS)
    assert benchmark(lambda: wanyan.search(next(turn)))


@pytest.mark.benchmark(group="offline draft")
def test_baseline_search_alone(benchmark: BenchmarkFixture, wanyan: Wanyan) -> None:
    requests = itertools.cycle(_requests())
    _timed(benchmark, lambda: wanyan.search(next(requests).customer_text), rounds=200)


@pytest.mark.benchmark(group="offline draft")
def test_whole_draft(benchmark: BenchmarkFixture, wanyan: Wanyan) -> None:
    requests = itertools.cycle(_requests())
    with asyncio.Runner() as runner:
        draft = _timed(benchmark, lambda: runner.run(wanyan.draft(next(requests))), rounds=300)
    assert draft.text


def _requests() -> list[Request]:
    path = CASES / "demo.yaml"
    bodies = [{k: v for k, v in case.items() if k != "note"} for case in read_yaml(path, read_text(path))]
    return [adapter(Request).validate_python(body) for body in bodies]


@pytest.mark.benchmark(group="cold start")
def test_baseline_python_that_does_nothing(benchmark: BenchmarkFixture) -> None:
    _timed(benchmark, lambda: _run(sys.executable, "-c", "pass"), rounds=10)


@pytest.mark.benchmark(group="cold start")
def test_wanyan_check(benchmark: BenchmarkFixture) -> None:
    wanyan = str(Path(sys.executable).with_name("wanyan"))
    _timed(benchmark, lambda: _run(wanyan, "check", "-", "--format", "jsonl"), rounds=10)


def _timed(benchmark: Any, call: Callable[[], Any], rounds: int) -> Any:
    return benchmark.pedantic(call, rounds=rounds, warmup_rounds=rounds // 10)


def _run(*command: str) -> None:
    subprocess.run(command, input="好的，马上为您办理。".encode(), stdout=subprocess.DEVNULL, check=True)  # noqa: S603
