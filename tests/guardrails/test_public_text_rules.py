"""The rules about what leaves the shop, form of address and length, beyond the rules' own examples."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.domain import Channel, Customer, Facts, Order, Turn
from rag.guardrails.checker import all_rules
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context
from rag.guardrails.rules import (
    absolute_claim,
    delivery_guarantee,
    form_of_address,
    instruction_leak,
    off_platform,
    private_data,
    repeated_reply,
    too_long,
)
from rag.shops import Shop, Style
from rag.text import has_han, reading_length

SHOP = Shop("handbook", "标准", ("000",))
RULES = (
    absolute_claim.RULE,
    delivery_guarantee.RULE,
    form_of_address.RULE,
    instruction_leak.RULE,
    off_platform.RULE,
    private_data.RULE,
    repeated_reply.RULE,
    too_long.RULE,
)


def arrival_grades(reply: str) -> list[str | None]:
    return [found.grade for found in delivery_guarantee.check(Reading(reply), Context(SHOP))]


@pytest.mark.parametrize(
    "reply",
    [
        "这边跟您保证，周六之前送达。",
        "绝对两天到，您放心。",
        "顺丰次日必达。",
        "今天发货，明天包您收到。",
        "我们承诺48小时内送到您手上。",
        "請放心，後天一定送到府上。",
        "It'll arrive tomorrow, guaranteed.",
        "You will definitely receive it by Monday.",
    ],
)
def test_guaranteed_arrival_is_an_error(reply: str) -> None:
    assert arrival_grades(reply) == [None]


@pytest.mark.parametrize(
    "reply", ["明天送到。", "您的包裹后天会到。", "明天就會送達囉。", "It will arrive on Friday."]
)
def test_stated_arrival_is_milder(reply: str) -> None:
    assert arrival_grades(reply) == ["stated"]


@pytest.mark.parametrize(
    "reply",
    [
        "保证今天下午给您发货。",
        "一般三天左右到货。",
        "预计明天送达，请您留意电话。",
        "快递的时间我们不能保证，所以没办法答应您周五一定到。",
        "包裹昨天已经送达了。",
        "我们收到退货后三天内退款。",
        "您收到后七天内可以退换。",
        "从您收到商品的第二天开始算七天。",
        "收到货第二天开始计算。",
        "退款一定在三天内到账。",
        "您是希望周五收到吗？",
        "正常兩三天就會到喔。",
        "Delivery usually takes two days.",
        "You can return it within 7 days of delivery.",
        "The two-year warranty runs from delivery, so a claim within 5 days is fine.",
        "We can't guarantee that it arrives by Friday, as the carrier sets the route.",
        "Your refund will definitely be issued within 3 days.",
    ],
)
def test_no_promise_of_arrival(reply: str) -> None:
    assert arrival_grades(reply) == []


def private(reply: str, asked: str = "", channel: Channel = "review", facts: Facts | None = None) -> list[str]:
    context = Context(SHOP, channel, (Turn("customer", asked),), facts or Facts())
    reading = Reading(reply)
    return [reading.folded.text[found.start : found.end] for found in private_data.check(reading, context)]


@pytest.mark.parametrize(
    ("reply", "kinds"),
    [
        ("您的号码13912345678打不通", 1),
        ("您的號碼１３９１２３４５６７８打不通", 1),
        ("您的号码139****5678打不通", 0),
        ("您尾号5678的号码打不通", 0),
        ("请拨打客服热线400-123-4567", 0),
        ("售后邮箱service@shop.example随时为您服务", 0),
        ("已经发到wang@mail.example", 1),
        ("订单编号：2026010112345678", 1),
        ("订单号2026****5678", 0),
        ("寄到上海市徐汇区漕溪路100号了", 1),
        ("您在3号楼1202室的包裹", 1),
        ("一共300元，满99减10，2026年1月1日前有效", 0),
        ("Your order #A2026-11-2233 is on its way", 1),
        ("We left it at 12 Green Park Road", 1),
        ("The cable is 120 cm long", 0),
        ("您的号码幺三九一二三四五六七八打不通", 1),
        ("您的号码1 3 9 1 2 3 4 5 6 7 8打不通", 1),
        ("您的号码1❤3❤9❤1❤2❤3❤4❤5❤6❤7❤8打不通", 1),
        ("尺码36 37 38 39 40 41 42都有", 0),
        ("一二三四五六七号色都有", 0),
        ("寄到漕溪路100号了", 1),
        ("这条线路3号能恢复", 0),
        ("取件码6-2-3391", 1),
        ("卡号6222 0212 3456 7890", 1),
        ("微信号lulu_2020加不上", 1),
        ("QQ 10293847没回", 1),
        ("货号13912345678有现货", 0),
        ("收件人：王小丽", 1),
        ("感谢张女士的建议", 0),
    ],
)
def test_public_reply_carries_no_personal_data(reply: str, kinds: int) -> None:
    assert len(private(reply)) == kinds


def test_a_chat_may_repeat_what_the_customer_gave() -> None:
    asked = "电话138 1234 5678，住杭州市西湖区文三路9号"
    assert private("好的，电话13812345678，寄到西湖区文三路9号，对吗", asked, "chat") == []
    assert private("另一位买家电话是13912345678", asked, "chat") == ["电话是13912345678"]


def test_a_chat_may_name_this_order_and_no_other() -> None:
    facts = Facts(order=Order(id="2026010112345678"))
    assert private("订单2026010112345678已经发出", channel="chat", facts=facts) == []
    assert private("订单2025999912345678已经发出", channel="chat", facts=facts) != []


def test_a_public_reply_does_not_name_the_customer() -> None:
    facts = Facts(customer=Customer(name="林婉清"))
    assert private("谢谢林婉清的支持", facts=facts) == ["林婉清"]
    assert private("谢谢林婉清的支持", channel="chat", facts=facts) == []


def test_a_number_is_masked_but_for_its_end() -> None:
    context = Context(SHOP, "review")
    assert [found.suggestion for found in private_data.check(Reading("打不通139-1234-5678"), context)] == [
        "***-****-5678"
    ]


def test_a_chat_tells_the_parcel_s_own_codes_and_nobody_else_s() -> None:
    assert private("快递单号SF1234567890，取件码6-2-3391", channel="chat") == []
    assert private("另一位顾客的取件码6-2-3391", channel="chat") != []


def claims(reply: str, channel: Channel = "review") -> list[tuple[str, str | None]]:
    reading = Reading(reply)
    found = absolute_claim.check(reading, Context(SHOP, channel))
    return [(reading.folded.text[item.start : item.end], item.level) for item in found]


def test_a_claim_is_an_error_in_public_and_a_warning_in_a_chat() -> None:
    assert claims("我们是行业第一") == [("行业第一", "error")]
    assert claims("我们是行业第一", "chat") == [("行业第一", "warning")]


@pytest.mark.parametrize(
    "reply",
    [
        "这款和那款里最便宜的是白色",
        "我们店里卖得最好的是白色",
        "如果您能来那是最好的",
        "“全网最低价”是您的原话",
        "电量充到100%再用",
    ],
)
def test_the_own_range_conditions_quotes_and_measures_are_no_claims(reply: str) -> None:
    assert claims(reply) == []


@pytest.mark.parametrize("reply", ["我们的服务在行业里最好", "我们的价格全网最低，质量也是全国第一"])
def test_a_comparison_with_the_market_is_a_claim_whatever_it_is_about(reply: str) -> None:
    assert claims(reply)


def outside(reply: str) -> int:
    return len(list(off_platform.check(Reading(reply), Context(SHOP))))


@pytest.mark.parametrize(
    "spelling",
    ["微信", "微 信", "薇信", "威信", "V信", "vx", "wx", "v❤️", "wei xin", "扣扣", "Q Q", "企鹅", "Telegram"],
)
def test_a_channel_is_known_by_any_spelling(spelling: str) -> None:
    assert outside(f"您加我{spelling}聊")
    assert outside(f"我们不能加{spelling}，这里有记录") == 0


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("平台发图不方便，加我微信", 1),
        ("不如加个微信", 1),
        ("加我微信，平台不允许发这个", 1),
        ("退款我微信转给您", 1),
        ("退款会打到您的支付宝", 0),
        ("您说加微信，这边是不可以的", 0),
        ("快递员加您微信是为了送货", 0),
        ("V领加绒款更保暖", 0),
        ("结算页可以扫码支付", 0),
    ],
)
def test_a_reason_excuses_nothing_and_a_refusal_is_none(reply: str, found: int) -> None:
    assert outside(reply) == found


def test_a_shop_that_says_ni_is_left_alone() -> None:
    casual = replace(SHOP, style=Style(address="你"))
    assert list(form_of_address.check(Reading("你好呀"), Context(casual))) == []
    assert len(list(form_of_address.check(Reading("你好呀，你看看"), Context(SHOP)))) == 2


@pytest.mark.parametrize(
    ("line", "length"),
    [("您好", 2), ("您好 ok", 4), ("hello world", 4), ("it's 3.5 cm", 6), ("", 0), ("共100件", 4)],
)
def test_reading_length(line: str, length: int) -> None:
    assert reading_length(line) == length


def test_limits_are_the_shop_s() -> None:
    style = Style(segment_length=5, review_length=8)
    shop = replace(SHOP, style=style)
    found = list(too_long.check(Reading("一二三四五\n一二三四五六"), Context(shop)))
    assert [(item.start, item.end, item.details) for item in found] == [(6, 12, {"length": "6", "limit": "5"})]
    assert list(too_long.check(Reading("一二三四五六七八"), Context(shop, "review"))) == []
    assert len(list(too_long.check(Reading("一二三四\n五六七八九"), Context(shop, "review")))) == 1


@given(st.text(max_size=300), st.sampled_from(["chat", "review"]))
def test_any_text_is_read(reply: str, channel: Channel) -> None:
    reading, context = Reading(reply), Context(SHOP, channel)
    for rule in RULES:
        for violation in rule.check(reading, context):
            assert 0 <= violation.start < violation.end <= len(reading.folded.text)


@pytest.mark.parametrize(
    ("rule", "reply", "marked", "suggestion"),
    [
        (absolute_claim, "绝对不掉色，放心", "绝对不掉色", "放心"),
        (absolute_claim, "最便宜的包邮", "最便宜", "价格实惠"),
        (absolute_claim, "100%好评", "100%", None),
    ],
)
def test_whole_words_are_marked_and_what_is_offered_fits(
    rule: ModuleType, reply: str, marked: str, suggestion: str | None
) -> None:
    reading = Reading(reply)
    (found,) = rule.check(reading, Context(SHOP))
    assert (reading.text[found.start : found.end], found.suggestion) == (marked, suggestion)


def test_a_masked_number_keeps_the_capitals_around_it() -> None:
    (found,) = private_data.check(Reading("WhatsApp +852 9123 4567"), Context(SHOP, "review"))
    assert found.suggestion == "WhatsApp +*** **** 4567"


def test_the_message_says_whether_all_or_the_opening_is_the_same() -> None:
    siblings = ("感谢您选择本店的保温杯，您的满意是我们最大的动力。",)
    reading, context = (
        Reading("感谢您选择本店的电饭煲，内胆洗的时候用软布就好。"),
        Context(SHOP, "review", siblings=siblings),
    )
    (found,) = repeated_reply.check(reading, context)
    finding = repeated_reply.RULE.finding(found, reading, context)
    assert finding is not None
    assert "开头一样" in finding.message


def test_a_chinese_customer_answered_ok_gets_one_language() -> None:
    context = Context(SHOP, turns=(Turn("customer", "可以换大一号吗"),))
    findings = [
        rule.finding(one, reading, context)
        for rule in all_rules()
        for reading in [Reading("OK")]
        for one in rule.check(reading, context)
    ]
    assert all(found is None or has_han(found.message) for found in findings)
    assert findings
