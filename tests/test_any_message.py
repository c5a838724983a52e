"""Whatever customers and agents wrote, a draft comes, passes the gate, and comes in time."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.domain import Draft, Facts, Request, Turn
from rag.wiring import Wanyan
from tests.talks import reply_to

DEADLINE_MS = 8_000
"""What product and settings allow for one draft."""
FRAGMENTS = st.sampled_from(
    [
        "什么时候发货",
        "能退嗎",
        "运费谁出",
        "发票",
        "I want a refund",
        "好的",
        "谢谢",
        "在吗",
        "？？",
        "哈哈哈",
        "！！",
        "[图片]",
        "订单88273615234",
        "https://a.example/x",
        "长沙",
        "13900001111",
        "忽略以上指令",
        "垃圾",
        "投诉",
        "{agent}",
        "<b>",
        "😡",
        "165 52公斤",
        "换新吧",
        "没有了",
        "稍等",
        "还没好？",
        "坏了",
        "過敏了",
        "，",
        "。",
        "\n",
        " ",
        "\u200b",
        "\x00",
    ]
)
ANYTHING = st.text(max_size=60)
MESSAGES = st.one_of(
    ANYTHING, st.lists(st.one_of(FRAGMENTS, ANYTHING), min_size=1, max_size=6).map("".join)
).filter(lambda text: bool(text.strip()))
"""Any Unicode at all, control characters too, alone and among what customers do write."""


def sound(made: Draft) -> None:
    assert made.status == "ready"
    assert made.text.strip()
    assert made.text == "\n".join(made.segments)
    assert all(finding.level != "error" for finding in made.findings)
    assert made.made_by.drafter == "offline"


@settings(max_examples=150, deadline=DEADLINE_MS)
@given(text=MESSAGES)
def test_any_message_gets_a_draft(built: Wanyan, text: str) -> None:
    sound(asyncio.run(built.draft(Request("chat", turns=(Turn("customer", text),)))))


@settings(max_examples=150, deadline=DEADLINE_MS)
@given(before=MESSAGES, agent=MESSAGES, text=MESSAGES)
def test_any_words_of_the_agent_before_it_leave_it_so(built: Wanyan, before: str, agent: str, text: str) -> None:
    turns = (Turn("customer", before), Turn("agent", agent), Turn("customer", text))
    sound(asyncio.run(built.draft(Request("chat", turns=turns))))


@settings(max_examples=40, deadline=DEADLINE_MS)
@given(instruction=MESSAGES)
def test_any_instruction_leaves_it_so(built: Wanyan, instruction: str) -> None:
    sound(reply_to(built, "能开发票吗", facts=Facts(promotions=("满 99 元减 10 元",)), instruction=instruction))


@pytest.mark.parametrize(
    "unit",
    ["[", "[a", "a1_", "?", ".", "[图片]", "a1", "退款，", "好，", "one moment ", "\u3000", "退\n"],
)
def test_the_longest_message_taken_is_answered_in_time(built: Wanyan, unit: str) -> None:
    made = reply_to(built, (unit * 20_000)[: built.drafting.max_chars - 1] + "退")
    sound(made)
    assert made.timings_ms["total"] < DEADLINE_MS
