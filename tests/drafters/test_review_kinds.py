"""Each kind of review is answered in its own way, and goes to a supervisor where the shop has it so."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from rag.domain import Draft, Facts, Product, Request, Review
from rag.phrases import load_phrases
from rag.shops import Reason
from rag.wiring import Wanyan

Reply = Callable[..., Draft]


@pytest.fixture(scope="module")
def reply(built: Wanyan) -> Reply:
    def made(
        text: str, stars: int | None = None, append: str | None = None, product: str | None = None, variant: int = 0
    ) -> Draft:
        facts = Facts(product=Product(name=product))
        review = Review(text, stars, append=append)
        return asyncio.run(built.draft(Request("review", review=review, facts=facts, variant=variant)))

    return made


@pytest.mark.parametrize("text", ["", "此用户没有填写评价。", "系統默認好評", "👍👍"])
def test_stars_alone_are_thanked_for_and_no_words_are_praised_that_nobody_wrote(reply: Reply, text: str) -> None:
    for variant in range(8):
        made = reply(text, 5, variant=variant)
        assert made.status == "ready"
        assert not re.search(r"[一每]句|[读讀看].{0,4}[字话話]|这样的评价|您说|您寫|您写", made.text)


def test_a_cross_face_is_asked_what_went_wrong(reply: Reply) -> None:
    made = reply("😡👎")
    assert made.status == "needs_approval"
    assert re.search(r"抱歉|对不起|道歉|赔个礼|对不住", made.text)


@pytest.mark.parametrize(
    "text",
    ["加我微信 abc12345 领内部优惠券", "加我微信 abc12345 領內部優惠券", "Cheaper deals at www.bargain.example"],
)
def test_advertising_is_neither_thanked_nor_repeated(reply: Reply, text: str) -> None:
    made = reply(text, 5)
    assert (made.status, made.approval.reason) == ("needs_approval", "spam")
    assert not re.search(r"谢|謝|[Tt]hank|微信|abc12345|bargain|优惠券|優惠券", made.text)
    assert any("举报" in step for step in made.next_steps)


@pytest.mark.parametrize(
    "text",
    ["返我五十块，不然就挂差评", "返我五十塊，不然就掛差評", "Pay me back or I will leave one star everywhere"],
)
def test_money_for_a_review_gets_a_firm_and_polite_stand(reply: Reply, text: str) -> None:
    for variant in range(6):
        made = reply(text, 1, variant=variant)
        assert made.approval.reason is not None
        assert "threat" in made.approval.reason
        assert [finding for finding in made.findings if finding.level == "error"] == []
        assert re.search(r"规则|規則|事实|事實|属实|屬實|rules|facts|proves true|confirmed", made.text)
        assert not re.search(r"抱歉|对不起|對不起|赔|返现|返現|红包|五十|sorry|apolog", made.text)


def test_a_fault_beside_the_threat_is_answered_too(reply: Reply) -> None:
    made = reply("杯盖漏水，返我五十块，不然就挂差评", 1)
    assert "漏水" in made.text
    assert [(point.text, point.answered) for point in made.points] == [("杯盖漏水", True)]


@pytest.mark.parametrize("text", ["店家去死，一群混蛋", "店家去死，一群混蛋，滾", "Bunch of idiots, you bastards"])
def test_insults_are_met_calmly_and_not_repeated(reply: Reply, text: str) -> None:
    made = reply(text, 1)
    assert made.status == "needs_approval"
    assert not re.search(r"死|混蛋|滚|滾|idiot|bastard", made.text)


def test_a_review_of_other_goods_is_asked_about(reply: Reply) -> None:
    for text, product in (
        ("这双鞋很合脚", "保温杯"),
        ("這雙鞋很合腳", "保溫杯"),
        ("These shoes fit well", "Steel bottle"),
    ):
        made = reply(text, 5, product=product)
        assert (made.status, made.approval.reason) == ("needs_approval", "other-goods")
        assert re.search(r"另一件|本款|another (?:product|item)|this product", made.text)


def test_a_follow_up_is_answered_as_one(reply: Reply, built: Wanyan) -> None:
    phrases = load_phrases(built.settings.knowledge / "phrases")

    def opens_as(made: Draft, kind: str) -> bool:
        return made.text.startswith(
            tuple(part for one in phrases[f"review_followup_{kind}"] for part in (one.zh, one.en))
        )

    worse = reply("很好看，密封也好", 5, append="一个月就漏水了")
    assert "漏水" in worse.text
    assert opens_as(worse, "worse")
    better = reply("收到就漏水，很生气", 1, append="客服马上补发了新的，很满意")
    assert opens_as(better, "better")
    assert not re.search(r"退换|请在订单|难怪", better.text)
    assert opens_as(reply("漏水", 1, append="还是没人处理"), "still_bad")
    good = reply("很好用", 5, append="半年了一样好用")
    assert (good.status, "抱歉" in good.text) == ("ready", False)
    assert any(one.zh in good.text for one in phrases["review_followup_good"])
    assert opens_as(reply("Nice lamp", 5, append="It broke after a month"), "worse")


@pytest.mark.parametrize("text", ["质量很好，物流也快", "品質很好，物流也快", "Works well, fast delivery"])
def test_few_stars_with_praise_alone_are_asked_about_and_not_called_kind(reply: Reply, text: str) -> None:
    for variant in range(6):
        made = reply(text, 1, variant=variant)
        assert (made.status, made.approval.reason) == ("needs_approval", "contradiction")
        assert re.search(r"星|扣分|stars", made.text)
        assert "好评" not in made.text
        assert "好評" not in made.text


@pytest.mark.parametrize(
    ("approval", "review", "reason"),
    [
        ((), Review("掉漆，还起诉你们", 1), None),
        (("legal",), Review("掉漆，要起诉你们", 1), "legal"),
        (("negative",), Review("掉漆", 1), "negative"),
        (("positive",), Review("很好用", 5), "positive"),
        (("abuse",), Review("混蛋店家", 1), "abuse"),
        (("empty",), Review("", 5), "empty"),
        (("contradiction",), Review("掉漆", 5), "contradiction"),
        (("mixed",), Review("昨天收到的", None), "mixed"),
        (("mixed",), Review("。。。", None), None),
    ],
)
def test_what_a_supervisor_approves_is_the_shops_setting(
    built: Wanyan, approval: tuple[Reason, ...], review: Review, reason: str | None
) -> None:
    shop = replace(built.shops["handbook"], approval=approval)
    drafting = replace(built.drafting, shops={"handbook": shop})
    made = asyncio.run(drafting.draft(Request("review", review=review)))
    assert (made.approval.reason, made.status) == (reason, "needs_approval" if reason else "ready")


def test_another_variant_says_it_in_other_words_and_the_same_again_in_the_same(reply: Reply) -> None:
    said = [reply("客服耐心，面料舒服", 5, variant=variant).text for variant in range(8)]
    assert len(set(said)) >= 7
    assert reply("客服耐心，面料舒服", 5, variant=3).text == said[3]
