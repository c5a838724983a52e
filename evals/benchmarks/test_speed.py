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

from evals.suite import CASES, rows
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
# 200 characters of courtesy and product, nothing refused and nothing promised: what most of a day is made of.
HARMLESS = (
    "您好，您选的这款水杯是高硼硅玻璃吹制的，杯壁薄而透亮，装热茶和冰饮都合适，杯口磨圆了，喝着顺滑。杯盖里有一圈食品级硅胶，"
    "拧紧之后放进包里很安心，平时清洗用温水加软布就好，茶渍用小苏打泡一会儿，轻轻一抹就干净。颜色有透明、烟灰和浅绿三种，"
    "送长辈的话很多顾客选烟灰，自己用的话浅绿看着清爽。您想配茶隔还是配吸管盖，告诉我一声，我帮您备注在订单里，"
    "仓库的同事会照着放好，祝您天天都喝得开心，全家人生活愉快。"
)
# 200 characters with one thing refused and its reason.
DENIAL = (
    "您好，谢谢您一直惦记着我们家的手工皂。您问的桂花味用的是秋天现采的花，每年只做一批，所以现在没有货了，这一点还请您体谅。"
    "等到十月花开，我们会在首页挂出来，您点一下收藏，上架的时候页面会提醒您。在那之前您可以看看茉莉和艾草这两款，"
    "皂基是一样的，泡沫细，洗完脸上润润的，皮肤偏干的顾客大多选茉莉，夏天出汗多的顾客喜欢艾草。要是拿不准，"
    "您跟我说说平时的肤质和喜欢的香味浓淡，我来帮您好好挑一块最合心意的皂。"
)
REPLIES = {"harmless": HARMLESS, "denial": DENIAL, "denial_and_postage": REPLY}
_SPELLINGS = 2048
"""Spellings of a reply, one a call: what is kept of the call before helps no call after it."""
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
@pytest.mark.parametrize("kind", REPLIES)
def test_all_rules(benchmark: BenchmarkFixture, wanyan: Wanyan, kind: str) -> None:
    context = Context(wanyan.shops["handbook"], turns=(Turn("customer", "鞋子能退吗，运费谁出"),))
    spellings = itertools.cycle([REPLIES[kind][:-1] + chr(0x4E00 + number) for number in range(_SPELLINGS)])
    assert len(REPLIES[kind]) == 200
    result = _timed(benchmark, lambda: wanyan.check(next(spellings), context), rounds=1500)
    assert not result.failed


@pytest.mark.benchmark(group="check 10,000 characters of a log")
def test_baseline_twenty_keywords_on_a_log(benchmark: BenchmarkFixture, wanyan: Wanyan) -> None:
    words, log = [re.compile(word) for word in KEYWORDS], _log(wanyan)
    _timed(benchmark, lambda: [word.search(reply) for reply, _ in log for word in words], rounds=20)


@pytest.mark.benchmark(group="check 10,000 characters of a log")
def test_all_rules_on_a_log(benchmark: BenchmarkFixture, wanyan: Wanyan) -> None:
    """60 ms are 10 million characters a minute, reading and printing left out (`throughput.py` counts them in)."""
    log = _log(wanyan)
    _timed(benchmark, lambda: [wanyan.check(reply, context) for reply, context in log], rounds=20)


def _log(wanyan: Wanyan) -> list[tuple[str, Context]]:
    """Replies of the project's cases with what the customer said, one of every six rows, to 10,000 characters."""
    every = [row for path in sorted(CASES.glob("*.jsonl")) for row in rows(path, ("id",)) if "reply" in row]
    log, length = [], 0
    for row in every[::6]:
        asked = row.get("context")
        turns = (Turn("customer", asked),) if isinstance(asked, str) else ()
        log.append((row["reply"][: 10_000 - length], Context(wanyan.shops["handbook"], turns=turns)))
        length += len(log[-1][0])
    assert length == 10_000
    return [one for one in log if one[0]]


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
