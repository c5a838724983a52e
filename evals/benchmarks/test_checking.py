"""Checking a reply and a log of replies, beside a filter of keywords."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from evals.benchmarks.timing import timed
from evals.suites import SUITES
from rag.domain import Turn
from rag.guardrails.rule import Context
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
    result = timed(benchmark, lambda: wanyan.check(next(spellings), context), rounds=1500)
    assert not result.failed


@pytest.mark.benchmark(group="check 10,000 characters of a log")
def test_baseline_twenty_keywords_on_a_log(benchmark: BenchmarkFixture, wanyan: Wanyan) -> None:
    words, log = [re.compile(word) for word in KEYWORDS], _log(wanyan)
    timed(benchmark, lambda: [word.search(reply) for reply, _ in log for word in words], rounds=20)


@pytest.mark.benchmark(group="check 10,000 characters of a log")
def test_all_rules_on_a_log(benchmark: BenchmarkFixture, wanyan: Wanyan) -> None:
    """60 ms are 10 million characters a minute, reading and printing left out (`throughput.py` counts them in)."""
    log = _log(wanyan)
    timed(benchmark, lambda: [wanyan.check(reply, context) for reply, context in log], rounds=20)


def _log(wanyan: Wanyan) -> list[tuple[str, Context]]:
    """Replies of the project's cases with what the customer said, one of every six, to 10,000 characters."""
    log: list[tuple[str, Context]] = []
    length = 0
    for case in itertools.islice(_replies(wanyan), 0, None, 6):
        turns = (Turn("customer", case.context),) if isinstance(case.context, str) else ()
        log.append((case.reply[: 10_000 - length], Context(wanyan.shops["handbook"], turns=turns)))
        length += len(log[-1][0])
    assert length == 10_000
    return [one for one in log if one[0]]


def _replies(wanyan: Wanyan) -> Iterator[Any]:
    for name in ("negation", "return-shipping", "rules"):
        yield from SUITES[name].cases(wanyan.settings)
