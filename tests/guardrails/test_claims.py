"""What a reply claims: payer, legs and condition, read from free wording; and what makes no claim at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.domain import Facts, Turn
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context
from rag.guardrails.shipping.cause import established_cause
from rag.guardrails.shipping.claims import claims
from rag.guardrails.shipping.judge import judge, violations
from rag.shops import ReturnShipping, Shop
from rag.text import fold

SHOP = Shop("handbook", "标准", ("000",))
BOTH = frozenset({"return", "outbound"})
RETURN, OUTBOUND, RESEND = frozenset({"return"}), frozenset({"outbound"}), frozenset({"resend"})
UNSAID: frozenset[str] = frozenset()

ONE_CLAIM = [
    ("来回运费由我们承担。", "seller", BOTH, "none"),
    ("往返的邮资您自理。", "customer", BOTH, "none"),
    ("退货运费麻烦您付一下。", "customer", RETURN, "none"),
    ("当初发货的邮费我们退给您。", "seller", OUTBOUND, "none"),
    ("补发的快递费算店里的。", "seller", RESEND, "none"),
    ("邮费不用您出。", "seller", UNSAID, "none"),
    ("退货的邮费我们不给报销。", "customer", RETURN, "none"),
    ("取件费9元从退款里扣。", "customer", RETURN, "none"),
    ("安排小哥免费上门取件。", "seller", RETURN, "none"),
    ("麻烦您自费寄回。", "customer", RETURN, "none"),
    ("质量问题的退货我们包来回。", "seller", BOTH, "quality"),
    ("非质量问题退货，运费由买家承担。", "customer", UNSAID, "customer"),
    ("如果是我们发错了，运费我们出。", "seller", UNSAID, "seller_fault"),
    ("运费我们承担，如果是质量问题的话。", "seller", UNSAID, "quality"),
    ("您先垫付邮费，核实后退给您。", "seller", UNSAID, "checked"),
    ("运费险会赔付退回的邮费。", "insurer", RETURN, "none"),
    ("來回宅配費都由本店負擔。", "seller", BOTH, "none"),
    ("退貨運費請您自付喔。", "customer", RETURN, "none"),
    ("來回速遞費我哋找數。", "seller", BOTH, "none"),
    ("若是瑕疵品，退貨的郵資我們吸收。", "seller", RETURN, "quality"),
    ("We cover the return postage.", "seller", RETURN, "none"),
    ("Shipping both ways is at your expense.", "customer", BOTH, "none"),
    ("If it's defective, the postage is on us.", "seller", UNSAID, "quality"),
    ("For a change of mind, the buyer pays return shipping.", "customer", RETURN, "customer"),
]

NO_CLAIM = [
    "退货运费谁出，您知道吗？",
    "您是说退货邮费要我们承担吗？",
    "您提到同事答应过邮费我们出，我查一下记录。",
    "别家不喜欢也报销退货邮费，这个我们了解。",
    "退货运费要看具体原因。",
    "退货运费我们先查一下。",
    "退货的邮费您看下订单页，店里有规定的。",
    "新疆的订单要补15元运费差价。",
    "满99元包邮，不满收8元运费。",
    "取消订单后运费会退给您。",
    "运费的发票我们一起开给您。",
    "不是不给您报邮费，是收据还没有上传。",
    "退貨運費由誰負擔要看原因喔。",
    "Who pays the return postage depends on the reason.",
    "You asked whether we would pay the return postage.",
    "Orders over $50 ship free.",
]


@pytest.mark.parametrize(("reply", "payer", "legs", "condition"), ONE_CLAIM)
def test_claim(reply: str, payer: str, legs: frozenset[str], condition: str) -> None:
    found = claims(Reading(reply), returning=True)
    assert [(claim.payer, claim.legs, claim.condition) for claim in found] == [(payer, legs, condition)]


@pytest.mark.parametrize("reply", NO_CLAIM)
def test_no_claim(reply: str) -> None:
    assert claims(Reading(reply), "我要退货，运费谁出", returning=True) == ()


def test_two_branches_are_two_claims() -> None:
    reading = Reading("确认是质量问题，来回运费我们承担；如果是个人原因，退货运费由您承担。")
    first, second = claims(reading)
    assert (first.payer, first.legs, first.condition) == ("seller", BOTH, "quality")
    assert (second.payer, second.legs, second.condition) == ("customer", RETURN, "customer")
    assert first.end <= second.start


@pytest.mark.parametrize(
    "reply",
    [
        "染料没固牢那种，来回邮费店里出；日晒褪的，邮费就归您了。",
        "是机芯的事，运费我们出；磁化了的，运费您出。",
        "机芯坏？运费我们出。磁化了？运费您出。",
        "鏡片本身鍍膜不勻嘅話，運費我哋包；唔覺意刮花嘅話，運費你俾。",
        "Glue gone soft: postage is ours. Soaked through: postage is yours.",
    ],
)
def test_contrasted_payers_are_branches_in_whatever_words(reply: str) -> None:
    context = Context(SHOP, turns=(Turn("customer", "我要退货，运费谁出"),), facts=Facts(days_since_signed=3))
    first, second = claims(Reading(reply), "我要退货,运费谁出", returning=True)
    assert (first.payer, second.payer) == ("seller", "customer")
    assert first.condition != "none" != second.condition
    assert judge(Reading(reply), context) == ()


@pytest.mark.parametrize(
    "reply",
    [
        "质量问题运费我们出。您这次的运费您出。",
        "运费我们出，退货的运费您出。",
        "您要退的话运费您出。",
        "If you'd like to return it, the postage is yours.",
    ],
)
def test_acts_and_the_own_case_make_no_branch(reply: str) -> None:
    found = claims(Reading(reply), "我要退货", returning=True)
    assert found[-1].payer == "customer"
    assert found[-1].condition == "none"


@pytest.mark.parametrize(
    ("reply", "payer"),
    [
        ("退货的邮费小店兜底啦", "seller"),
        ("来回路费我扛", "seller"),
        ("退货的快递费可不归我们", "customer"),
        ("邮费嘛，掌柜的兜着", "seller"),
        ("退货运费承担方：买家", "customer"),
        ("We'll swallow the return postage.", "seller"),
        ("Return postage has to be met by the customer.", "customer"),
    ],
)
def test_payers_are_read_by_their_places(reply: str, payer: str) -> None:
    assert [claim.payer for claim in claims(Reading(reply), "我要退货", returning=True)] == [payer]


def test_an_answer_leaves_the_shipping_to_the_question() -> None:
    asked = fold("退貨的運費要我付嗎").text
    (claim,) = claims(Reading("質量問題由我們承擔的"), asked)
    assert (claim.payer, claim.condition) == ("seller", "quality")
    assert claims(Reading("质量问题由我们承担的"), "") == ()


@pytest.mark.parametrize(
    ("turns", "cause"),
    [
        ([("customer", "不喜欢这个颜色，想退")], "customer"),
        ([("customer", "買太大了")], "customer"),
        ([("customer", "质量太差了")], "unknown"),
        ([("customer", "不喜欢，而且拉链是坏的")], "unknown"),
        ([("customer", "颜色发错了"), ("agent", "核实了，确实是我们发错了")], "seller_fault"),
        ([("customer", "杯子裂了"), ("agent", "照片收到，确认是质量问题")], "quality"),
        ([("customer", "杯子裂了"), ("agent", "如果确认是质量问题我们处理")], "unknown"),
        ([("customer", "I changed my mind")], "customer"),
        ([("customer", "It is broken")], "unknown"),
    ],
)
def test_cause_from_the_conversation(turns: list[tuple[str, str]], cause: str) -> None:
    context = Context(SHOP, turns=tuple(Turn(role, text) for role, text in turns))  # type: ignore[arg-type]
    assert established_cause(context) == cause


def test_facts_come_before_what_is_said() -> None:
    context = Context(SHOP, turns=(Turn("customer", "不喜欢"),), facts=Facts(cause="quality"))
    assert established_cause(context) == "quality"


def test_settings_of_the_shop_decide() -> None:
    reading = Reading("寄到付回来就行，来回运费我们出。")
    facts = Facts(cause="quality", days_since_signed=2)
    accepting = Shop("s", "s", ("000",), return_shipping=ReturnShipping(freight_collect="accepted"))
    assert {found.kind for found in judge(reading, Context(SHOP, facts=facts))} == {"freight-collect"}
    assert judge(reading, Context(accepting, facts=facts)) == ()


@pytest.mark.parametrize(("resend", "found"), [(None, {"wrong-legs"}), ("customer", set())])
def test_resend_follows_the_shop(resend: str | None, found: set[str]) -> None:
    terms = ReturnShipping(customer="return_only", resend=resend)  # type: ignore[arg-type]
    reading = Reading("可以换，寄回的运费您出，换新寄出的运费也由您出。")
    context = Context(Shop("s", "s", ("001",), return_shipping=terms), facts=Facts(cause="customer"))
    assert {judged.kind for judged in judge(reading, context)} == found


@pytest.mark.parametrize(
    ("days", "found"), [(15, {"no-refusal-of-quality"}), (16, set()), (None, {"no-refusal-of-quality"})]
)
def test_window_of_a_quality_return(days: int | None, found: set[str]) -> None:
    context = Context(SHOP, facts=Facts(cause="quality", days_since_signed=days))
    assert {judged.kind for judged in judge(Reading("这款不支持退货。"), context)} == found


def test_judgement_is_kept_for_its_context_alone() -> None:
    reading = Reading("来回运费我们承担。")
    unknown, faulty = Context(SHOP, facts=Facts(days_since_signed=1)), Context(SHOP, facts=Facts(cause="quality"))
    assert len(list(violations("unverified-promise", reading, unknown))) == 1
    assert list(violations("unverified-promise", reading, faulty)) == []


SCRAPS = st.sampled_from(
    [
        "运费",
        "我们",
        "您",
        "承担",
        "不",
        "退货",
        "，",
        "。",
        "如果",
        "质量问题",
        "先垫付",
        "到付",
        "\n",
        "🙂",
        "𠮶",
        "we pay",
        " if ",
        "運費",
    ]
)


@given(st.one_of(st.text(max_size=300), st.lists(SCRAPS, max_size=60).map("".join)), st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(reply: str, asked: str) -> None:
    reading = Reading(reply)
    for cause in ("unknown", "quality", "customer"):
        context = Context(SHOP, turns=(Turn("customer", asked),), facts=Facts(cause=cause))
        for judged in judge(reading, context):
            start, end = reading.folded.span(judged.start, judged.end)
            assert 0 <= start < end <= len(reply)


@pytest.mark.parametrize(
    "unit",
    [
        "运费我们承担，",
        "质量问题运费我们付，",
        "否则。",
        "您先垫付",
        "不能退货，运费",
        "邮费一分钱",
        "n't pay ",
        "省",
    ],
)
def test_long_text_is_read_in_bounded_time(unit: str) -> None:
    reading = Reading((unit * 100_000)[:100_000])
    judge(reading, Context(SHOP, facts=Facts(cause="quality")))
