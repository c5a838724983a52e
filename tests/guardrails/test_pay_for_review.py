"""Rewards tied to reviews, and what only stands beside one, beyond the rule's own examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.guardrails.checker import Checker
from rag.guardrails.rule import Context
from rag.guardrails.rules import pay_for_review
from rag.shops import Shop

SHOP = Shop("handbook", "标准", ("000",))
CHECKER = Checker([pay_for_review.RULE])


def found(reply: str) -> list[str]:
    return [finding.text for finding in CHECKER.check(reply, Context(SHOP)).findings]


@pytest.mark.parametrize(
    "reply",
    [
        "麻烦给个五星好评。截图发我返您3元",
        "给您补偿10元，麻烦您给个好评哦",
        "差评删掉的话 马上给您退款",
        "五星带图 有小惊喜",
        "您別給低分，我轉您10塊錢",
        "改成五顆星我們退您一半費用",
        "Get a free gift for a 5-star rating!",
        "Remove the review and we'll refund you.",
    ],
)
def test_a_bargain(reply: str) -> None:
    assert len(found(reply)) == 1


@pytest.mark.parametrize(
    "reply",
    [
        "给您补发一个。满意的话欢迎评价。",
        "券在结算时勾选就行，用得满意欢迎评价",
        "好评返现是平台禁止的，我们不参与",
        "您可以改评价，改不改都会给您处理",
        "这款好评率很高，现在下单送收纳袋",
        "看到您的差评了，很抱歉，这边给您补偿方案",
        "评价晒单平台会送京豆",
        "Feel free to leave a review.",
        "Your refund does not depend on your review.",
    ],
)
def test_no_bargain(reply: str) -> None:
    assert found(reply) == []


def test_the_finding_spans_review_and_reward() -> None:
    assert found("您好，五星好评返现3元哦。") == ["五星好评返现3元"]


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert CHECKER.check(f"好评{text}返现", Context(SHOP)).failed == ()
