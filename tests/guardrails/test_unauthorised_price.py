"""Promised benefits against offers, promotions and terms, beyond the rule's own examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.domain import Facts, Offer, Order, Turn
from rag.guardrails.checker import Checker
from rag.guardrails.rule import Context
from rag.guardrails.rules import unauthorised_price
from rag.shops import Shop

SHOP = Shop("handbook", "标准", ("000",))
CHECKER = Checker([unauthorised_price.RULE])
NOTHING = Facts()


def found(reply: str, facts: Facts = NOTHING, asked: str = "", shop: Shop = SHOP) -> int:
    turns = (Turn("customer", asked),) if asked else ()
    return len(CHECKER.check(reply, Context(shop, turns=turns, facts=facts)).findings)


def offering(kind: str, value: str, **order: str) -> Facts:
    return Facts(offers=(Offer(kind, value),), order=Order(**order))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reply", "facts", "allowed"),
    [
        ("给您便宜5元。", offering("discount", "5元"), True),
        ("给您便宜3块。", offering("discount", "5元"), True),
        ("给您便宜10元。", offering("discount", "5元"), False),
        ("给您便宜5元。", offering("gift", "袜子"), False),
        ("给您打九折。", offering("discount", "8.5折"), True),
        ("给您打八折。", offering("discount", "8.5折"), False),
        ("给您打八折。", offering("discount", "5元"), False),
        ("算您54元。", offering("discount", "5元", amount="59.00"), True),
        ("算您50元。", offering("discount", "5元", amount="59.00"), False),
        ("给您发一张5元的券。", offering("compensation", "5元"), True),
        ("补偿您8元。", offering("compensation", "8"), True),
        ("补偿您80元。", offering("compensation", "8"), False),
        ("送您一双袜子。", offering("gift", "一双袜子"), True),
        ("送您三双袜子。", offering("gift", "一双袜子"), False),
        ("送您一个水杯。", offering("gift", "一双袜子"), False),
        ("這次幫您免運囉。", offering("postage", "免邮"), True),
        ("给您优惠一点。", offering("discount", "小优惠"), True),
        ("下单给您减20元。", Facts(promotions=("下单立减20元",)), True),
        ("I'll take 5 yuan off for you.", offering("discount", "5"), True),
        ("I'll take 50 yuan off for you.", offering("discount", "5"), False),
    ],
)
def test_a_promise_is_held_against_what_is_allowed(reply: str, facts: Facts, allowed: bool) -> None:
    assert (found(reply, facts) == 0) is allowed


@pytest.mark.parametrize(
    "reply",
    [
        "您想便宜多少呢？",
        "我帮您申请一下优惠，批了告诉您。",
        "价格没法再少了，因为已经是活动价。",
        "结算时系统会自动给您减20元。",
        "退货的来回运费我们承担。",
        "我给您送过去，师傅会打电话。",
        "送您一朵小红花，祝您开心。",
        "这边给您发送一个验证码。",
        "帮您修改一下地址。",
        "外面给您套个礼品袋。",
        "保险公司核实后会赔付给您。",
        "我帮您看看现在能用的优惠。",
        "I'll ask my manager about a discount.",
    ],
)
def test_no_promise_of_the_agents(reply: str) -> None:
    assert found(reply) == 0


def test_postage_of_a_return_is_another_rules_matter() -> None:
    assert found("运费我们出。", asked="质量问题退货") == 0
    assert found("运费我们出。", asked="包邮吗") == 1


def test_terms_of_the_shop_allow() -> None:
    free = Shop("free", "包邮店", ("000",), terms={"free_shipping_from": "99"})
    late = Shop("late", "赔付店", ("000",), terms={"late_compensation_percent": "5", "late_compensation_cap": "30"})
    assert found("给您包邮。", shop=free) == 0
    assert found("按成交金额的5%、上限30元补偿您。", shop=late) == 0
    assert found("按成交金额的5%、上限30元补偿您。") == 1


def test_the_offer_there_is_is_suggested() -> None:
    (finding,) = CHECKER.check("给您便宜10元。", Context(SHOP, facts=offering("discount", "5元"))).findings
    assert finding.suggestion == "这边可以给到您的是：5元。"
    (finding,) = CHECKER.check("I can give you 20% off.", Context(SHOP)).findings
    assert finding.suggestion == "I will ask my supervisor and tell you the answer right away."


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_can_be_read(reply: str, value: str) -> None:
    assert CHECKER.check(f"给您{reply}", Context(SHOP, facts=offering("discount", value))).failed == ()


@pytest.mark.parametrize(
    "reply",
    ["抱歉让您一直等着。", "让您一再问，不好意思。", "讓您兩次白跑，很抱歉。", "让您一个人搬上楼辛苦了。"],
)
def test_what_a_customer_had_to_go_through_is_no_price(reply: str) -> None:
    assert found(reply) == 0
