"""What is said where no card or fact covers the matter: it fits what the message does, and asks nothing anew."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

import pytest

from rag.briefing import brief_for
from rag.domain import Request
from rag.wiring import Wanyan
from tests.talks import turns


def held(built: Wanyan, *talk: str, topic: str | None = None) -> str:
    """The reply to a talk on which the index finds nothing."""
    request = Request("chat", turns=turns(*talk))
    shop = built.drafting.shops["handbook"]
    brief = brief_for(request, shop, None, built.drafting.index)
    brief = replace(brief, matters=(), topic=topic, status=None)
    made = asyncio.run(built.drafting.drafters[-1].draft(brief))
    assert [citation.card for citation in made.citations] == ["other-holding"]
    return "".join(made.segments)


@pytest.mark.parametrize(
    ("talk", "topic", "says"),
    [
        (("在吗", "|您好", "什么时候可以换货呢"), None, "什么时候可以换货，"),
        (("在吗", "|您好", "什么时候可以换货呢"), "return-process", "换货.*售后"),
        (("在吗", "|您好", "今天能从杭州发出吗"), "dispatch", "能不能从杭州发出.*仓库"),
        (("在嗎", "|您好", "蓋子能單獨買嗎"), "stock", "蓋子能不能單獨買.*倉庫"),
        (("在吗", "|您好", "想把账号绑的手机换成新号码"), None, "账号"),
        (("在吗", "|您好", "帮我换个大一号的吧"), None, "换货"),
        (("在吗", "|可以的，给您延到月底", "好 那就给我改到月底吧"), None, "说好的|刚才说的"),
        (("在吗", "|您好", "你们安排上门取件吧"), None, "取件"),
        (("在吗", "|您好", "不退了 补点钱得了"), None, "补偿"),
        (("在吗", "|您好", "你能跟财务确认一下吗"), None, "财务"),
        (("在吗", "|您好", "刚刚下单要修改发票"), None, "抬头"),
        (("在吗", "|正在给您核实", "大概一秒"), None, "接着"),
        (("在吗", "|您好", "我是你们的老顾客了 一直很满意"), None, "谢谢"),
        (("在吗", "|您好", "坏果赔吗"), None, "拍照"),
        (("在吗", "|您好", "说好六块 就收到五块"), None, "明白|理解"),
        (("在吗", "|您好", "我收货的电话变成另一个了"), None, "修改"),
        (("在吗", "|您好，出现了什么问题呢", "声音特别小"), None, "抱歉|不好意思"),
    ],
)
def test_a_holding_reply_fits_what_the_message_does(
    built: Wanyan, talk: tuple[str, ...], topic: str | None, says: str
) -> None:
    assert re.search(says, held(built, *talk, topic=topic))


@pytest.mark.parametrize(
    ("talk", "never"),
    [
        (("在吗", "|您好", "我也是第二次来买了"), "核实|问题"),
        (("在吗", "|您好", "坏果赔吗"), "抱歉|不好意思|添麻烦"),
        (("请问这个软件怎样更新?",), "具体情况"),
        (("在吗", "|您好", "7天内能到吗"), r"\d"),
        (("在吗", "|您好", "想把账号绑的手机换成新号码"), "换货"),
        (("在吗", "|您好", "我比他还早下单呢"), "付款|好的，了解"),
    ],
)
def test_a_holding_reply_does_not_say(built: Wanyan, talk: tuple[str, ...], never: str) -> None:
    assert not re.search(never, held(built, *talk))


def test_the_open_question_stands_in_the_sentence_and_among_the_missing_facts(built: Wanyan) -> None:
    request = Request("chat", turns=turns("在吗", "|您好", "最大能放多大的卡 可以自动覆盖吗"))
    brief = brief_for(request, built.drafting.shops["handbook"], None, built.drafting.index)
    made = asyncio.run(built.drafting.drafters[-1].draft(replace(brief, matters=(), topic=None, status=None)))
    assert made.missing_facts == ("最大能放多大的卡",)
    assert "最大能放多大的卡" in "".join(made.segments)


@pytest.mark.parametrize("text", ["帮我沟通一下吧", "这种事归你管吗", "想让你帮忙协调一件事"])
def test_in_the_middle_of_a_talk_nobody_is_asked_what_it_is_about(built: Wanyan, text: str) -> None:
    request = Request("chat", turns=turns("我的订单有点事", "|您好，我看到了", text))
    made = asyncio.run(
        built.drafting.drafters[-1].draft(
            brief_for(request, built.drafting.shops["handbook"], None, built.drafting.index)
        )
    )
    assert "具体情况" not in made.missing_facts
