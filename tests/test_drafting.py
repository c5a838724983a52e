"""From a request to a checked draft: stages, facts, languages, repair, fallback, and what is refused."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

import pytest

from rag.domain import Draft, Facts, Order, Product, Request, Review, Turn
from rag.drafters.drafter import Brief, Proposal
from rag.drafting import Drafting
from rag.errors import InputError, ModelError, UnknownShop
from rag.underway import UnderWay
from rag.wiring import Wanyan

GOOD = ("您好，请拍张照片发我，我马上帮您核实。",)
BARE_REFUSAL = ("不能退的哦。",)
NO_FACTS = Facts()


@pytest.fixture
def draft(built: Wanyan) -> Callable[..., Draft]:
    """Draft a chat offline."""

    def make(text: str, facts: Facts = NO_FACTS, shop: str = "handbook", agent: str | None = None) -> Draft:
        request = Request("chat", turns=(Turn("customer", text),), facts=facts, shop=shop, agent=agent)
        return asyncio.run(built.draft(request))

    return make


@pytest.fixture
def review(built: Wanyan) -> Callable[..., Draft]:
    """Draft a public reply offline."""

    def make(text: str, stars: int | None = None, facts: Facts = NO_FACTS) -> Draft:
        return asyncio.run(built.draft(Request("review", review=Review(text, stars), facts=facts)))

    return make


# What a draft is -------------------------------------------------------------------------------------


def test_the_greeting_comes_once_and_with_the_agents_number(built: Wanyan, draft: Callable[..., Draft]) -> None:
    assert draft("能开发票吗", agent="8").text.startswith("您好，我是8号客服")
    again = Request("chat", turns=(Turn("customer", "在吗"), Turn("agent", "您好"), Turn("customer", "能开发票吗")))
    assert "您好" not in asyncio.run(built.draft(again)).text


def test_the_same_request_gives_the_same_draft(draft: Callable[..., Draft]) -> None:
    assert draft("运费谁出").segments == draft("运费谁出").segments


@pytest.mark.parametrize(
    ("asked", "language"), [("能开发票吗", "zh-Hans"), ("可以開發票嗎", "zh-Hant"), ("Can I get an invoice?", "en")]
)
def test_the_reply_is_in_the_customers_language(draft: Callable[..., Draft], asked: str, language: str) -> None:
    made = draft(asked)
    assert made.language == language
    assert made.topics[0] == "invoice"


def test_traditional_replies_hold_no_simplified_character(draft: Callable[..., Draft]) -> None:
    assert not set("开发号这们发给会请问后") & set(draft("可以開發票嗎").text)


def test_several_matters_are_each_answered(draft: Callable[..., Draft]) -> None:
    made = draft("你们发什么快递？另外能开发票吗？")
    assert {"carrier", "invoice"} <= set(made.topics)
    assert len(made.citations) == 2


def test_who_pays_a_return_follows_cause_and_shop(draft: Callable[..., Draft]) -> None:
    asked = "退货运费谁出"
    assert re.search("质量问题.{0,6}来回运费.{0,3}我们", draft(asked).text)
    assert re.search("个人原因.{0,8}运费由您承担", draft(asked).text)
    ours = draft(asked, Facts(cause="quality", evidence_checked=True, order=Order(state="signed")))
    assert "我们出" in ours.text
    assert "个人原因" not in ours.text


def test_what_no_card_covers_gets_a_holding_reply_that_asks(draft: Callable[..., Draft]) -> None:
    made = draft("你们老板的猫叫什么名字呀")
    assert made.topics == ("other",)
    assert made.status == "ready"
    assert made.missing_facts


def test_anger_is_met_with_an_apology_before_the_matter(draft: Callable[..., Draft]) -> None:
    made = draft("什么破店！发票到现在都没有！！")
    assert "抱歉" in made.segments[0]
    assert made.sentiment == "negative"


@pytest.mark.parametrize(
    "text", ["？", "😡😡😡", "嗯", "。。。。", "asdfghjkl", "\u200b\u200b退", "1", "退" * 3000]
)
def test_odd_messages_get_a_draft_too(draft: Callable[..., Draft], text: str) -> None:
    made = draft(text)
    assert made.status == "ready"
    assert made.text


def test_every_card_named_says_where_it_comes_from(draft: Callable[..., Draft]) -> None:
    for citation in draft("质量问题退货运费谁出").citations:
        assert citation.source
        assert citation.quote in draft("质量问题退货运费谁出").text.replace("\n", "")


# Reviews ---------------------------------------------------------------------------------------------


def test_praise_is_answered_with_a_true_selling_point(review: Callable[..., Draft]) -> None:
    facts = Facts(product=Product(name="杯子", selling_points=("杯盖可以整个拆下来清洗",)))
    made = review("保温效果很好，颜色也漂亮", 5, facts)
    assert made.status == "ready"
    assert "杯盖可以整个拆下来清洗" in made.text


def test_five_stars_with_a_complaint_need_a_supervisor(review: Callable[..., Draft]) -> None:
    made = review("客服很耐心，就是包装太差，盒子压坏了", 5)
    assert made.status == "needs_approval"
    assert made.approval.role == "supervisor"
    assert "contradiction" in (made.approval.reason or "")
    assert {point.polarity for point in made.points} == {"praise", "complaint"}


def test_a_review_that_speaks_of_injury_needs_a_supervisor(review: Callable[..., Draft]) -> None:
    assert "legal" in (review("孩子用了皮肤过敏，要去医院", 3).approval.reason or "")


def test_a_review_of_stars_alone_is_thanked(review: Callable[..., Draft]) -> None:
    assert "谢" in review("", 5).text


# The gate, repair, fallback --------------------------------------------------------------------------


@dataclass
class Scripted:
    """A drafter that says what it is told to, or fails; `briefs` keeps what it was given."""

    says: list[tuple[str, ...] | Proposal | Exception]
    name: Literal["llm", "offline"] = "llm"
    delay: float = 0.0
    briefs: list[Brief] = field(default_factory=list)

    async def draft(self, brief: Brief) -> Proposal:
        self.briefs.append(brief)
        await asyncio.sleep(self.delay)
        said = self.says.pop(0) if len(self.says) > 1 else self.says[0]
        if isinstance(said, Exception):
            raise said
        return said if isinstance(said, Proposal) else Proposal(said, model="scripted")


def with_drafter(built: Wanyan, drafter: Scripted, deadline: float = 8.0) -> Drafting:
    return replace(built.drafting, drafters=(drafter, built.drafting.drafters[-1]), deadline=deadline)


ASK = Request("chat", turns=(Turn("customer", "东西坏了能退吗"),))


def test_a_draft_that_is_caught_goes_back_with_the_findings(built: Wanyan) -> None:
    drafter = Scripted([BARE_REFUSAL, GOOD])
    made = asyncio.run(with_drafter(built, drafter).draft(ASK))
    assert made.segments == GOOD
    assert (made.made_by.drafter, made.made_by.repairs, made.made_by.fallback) == ("llm", 1, None)
    assert [finding.rule for finding in drafter.briefs[1].findings if finding.level == "error"]
    assert drafter.briefs[1].previous == BARE_REFUSAL


@pytest.mark.parametrize(
    "invented",
    [
        "亲，今天下单给您打八折。",
        "顺丰发的，运费12元。",
        "给您补偿20元红包，麻烦给个好评。",
        "您的包裹昨天已经发出。",
    ],
)
def test_what_a_model_makes_up_never_leaves(built: Wanyan, invented: str) -> None:
    made = asyncio.run(with_drafter(built, Scripted([(invented,), GOOD])).draft(ASK))
    assert made.segments == GOOD
    assert made.made_by.repairs == 1


def test_what_a_found_card_says_may_be_said_by_a_model(built: Wanyan) -> None:
    ask = Request("chat", turns=(Turn("customer", "发顺丰要补多少钱"),))
    says = ("发顺丰的话，江浙沪 14 元，其他地区 22 元，您收货在哪个城市？",)
    made = asyncio.run(with_drafter(built, Scripted([says])).draft(ask))
    assert (made.segments, made.made_by.repairs) == (says, 0)


# A segment rests on the cards it names ---------------------------------------------------------------

SF = Request("chat", turns=(Turn("customer", "发顺丰要补多少钱"),))
SF_PRICES = "发顺丰的话，江浙沪14元，其他地区22元，您收货在哪个城市？"


def in_a_bare_shop(built: Wanyan, drafter: Scripted) -> Drafting:
    """Drafting for a shop whose profile says nothing of prices, so that only a card does."""
    shop = replace(built.shops["handbook"], terms={})
    return replace(with_drafter(built, drafter), shops={"handbook": shop})


def test_a_fact_of_the_card_a_segment_names_may_be_said(built: Wanyan) -> None:
    drafter = Scripted([Proposal((SF_PRICES,), cards=(("carrier-sf-express",),))])
    made = asyncio.run(in_a_bare_shop(built, drafter).draft(SF))
    assert (made.segments, made.made_by.repairs) == ((SF_PRICES,), 0)


@pytest.mark.parametrize("named", [(), ("delivery-time-urgent",)])
def test_a_fact_of_a_card_it_does_not_name_goes_back_and_the_card_is_told(
    built: Wanyan, named: tuple[str, ...]
) -> None:
    right = Proposal((GOOD[0], SF_PRICES), cards=((), ("carrier-sf-express",)))
    drafter = Scripted([replace(right, cards=(("carrier-sf-express",), named)), right])
    made = asyncio.run(in_a_bare_shop(built, drafter).draft(SF))
    assert (made.segments, made.made_by.repairs) == (right.segments, 1)
    again = drafter.briefs[1]
    assert again.previous_cards == (("carrier-sf-express",), named)
    found = [finding for finding in again.findings if finding.rule == "ungrounded-fact"]
    assert {finding.text for finding in found} >= {"14元", "22元"}
    for finding in found:
        assert finding.level == "error"
        assert "carrier-sf-express" in (finding.suggestion or "")
        assert all(card in finding.message for card in named)


def test_the_second_segment_is_held_to_its_own_cards(built: Wanyan) -> None:
    twice = Proposal((SF_PRICES, "江浙沪是14元。"), cards=(("carrier-sf-express",), ()))
    drafter = Scripted([twice, GOOD])
    asyncio.run(in_a_bare_shop(built, drafter).draft(SF))
    assert [(found.rule, found.text, found.start) for found in drafter.briefs[1].findings] == [
        ("ungrounded-fact", "14元", len(SF_PRICES) + 1 + len("江浙沪是"))
    ]


def test_what_the_facts_tell_needs_no_card(built: Wanyan) -> None:
    asked = replace(SF, facts=Facts(order=Order(state="shipped", carrier="中通快递", amount="59.00")))
    says = Proposal(("这单59元，走的是中通，已经发出了。",), cards=((),))
    made = asyncio.run(with_drafter(built, Scripted([says])).draft(asked))
    assert made.made_by.repairs == 0


def test_what_cannot_be_repaired_falls_back_to_the_script(built: Wanyan) -> None:
    drafter = Scripted([BARE_REFUSAL])
    made = asyncio.run(with_drafter(built, drafter).draft(ASK))
    assert len(drafter.briefs) == 1 + built.drafting.repairs
    assert (made.made_by.drafter, made.made_by.fallback) == ("offline", "rules")
    assert made.status == "ready"
    assert BARE_REFUSAL[0] not in made.text


def test_a_model_is_spared_where_a_batch_wants_it(built: Wanyan) -> None:
    model = Scripted([GOOD])
    made = asyncio.run(with_drafter(built, model).draft(replace(ASK, offline=True)))
    assert (made.made_by.drafter, made.made_by.fallback, model.briefs) == ("offline", "repeated", [])
    assert asyncio.run(built.draft(replace(ASK, offline=True))).made_by.fallback is None  # it has no model


def test_a_model_that_fails_is_named_and_replaced(built: Wanyan) -> None:
    made = asyncio.run(with_drafter(built, Scripted([ModelError("http-500")])).draft(ASK))
    assert (made.made_by.drafter, made.made_by.fallback) == ("offline", "http-500")


def test_a_slow_model_is_not_waited_for_beyond_the_deadline(built: Wanyan) -> None:
    made = asyncio.run(with_drafter(built, Scripted([GOOD], delay=30), deadline=0.4).draft(ASK))
    assert (made.made_by.drafter, made.made_by.fallback) == ("offline", "timeout")
    assert made.timings_ms["total"] < 5000


def test_many_drafts_at_once_are_in_time_though_the_model_never_answers(built: Wanyan) -> None:
    drafting = with_drafter(built, Scripted([GOOD], delay=60), deadline=4.0)

    async def at_once() -> list[Draft]:
        return await asyncio.gather(*(drafting.draft(ASK) for _ in range(60)))

    made = asyncio.run(at_once())
    assert {(draft.made_by.drafter, draft.made_by.fallback) for draft in made} == {("offline", "timeout")}
    assert max(draft.timings_ms["total"] for draft in made) < 4000


def test_who_came_first_waits_longest_for_the_model(built: Wanyan) -> None:
    drafting = with_drafter(built, Scripted([GOOD], delay=60), deadline=2.0)
    ended: list[int] = []

    async def one(number: int) -> None:
        await drafting.draft(ASK)
        ended.append(number)

    async def at_once() -> None:
        await asyncio.gather(*map(one, range(20)))

    asyncio.run(at_once())
    assert sum(ended[:10]) > sum(ended[10:])


def test_drafts_under_way_are_counted_in_the_order_they_began() -> None:
    under_way = UnderWay()
    with under_way.begun() as first:
        with under_way.begun() as second, under_way.begun() as third:
            assert [first(), second(), third()] == [0, 1, 2]
        with under_way.begun() as fourth:
            assert [first(), fourth()] == [0, 1]


def test_where_nothing_passes_the_draft_is_blocked_and_carries_no_text(built: Wanyan) -> None:
    stubborn = replace(built.drafting, drafters=(Scripted([BARE_REFUSAL], name="offline"),))
    made = asyncio.run(stubborn.draft(ASK))
    assert (made.status, made.text, made.segments) == ("blocked", "", ())
    assert made.findings
    assert all(finding.text == "" for finding in made.findings)


def test_progress_is_told_in_order(built: Wanyan) -> None:
    heard: list[str] = []
    asyncio.run(with_drafter(built, Scripted([BARE_REFUSAL, GOOD])).draft(ASK, heard.append))
    assert heard == ["retrieved", "drafting", "checking", "repairing", "checking"]


# What is refused -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("request_", "problem"),
    [
        (Request("chat"), "no customer turn"),
        (Request("chat", turns=(Turn("agent", "您好"),)), "no customer turn"),
        (Request("chat", turns=(Turn("customer", "  \n"),)), "empty"),
        (Request("review", review=Review("")), "empty"),
        (Request("chat", turns=(Turn("customer", "退" * 100_000),)), "at most 20,000"),
    ],
)
def test_what_cannot_be_replied_to_is_refused_in_words(built: Wanyan, request_: Request, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        asyncio.run(built.draft(request_))


def test_an_unknown_shop_is_refused_with_those_there_are(built: Wanyan) -> None:
    with pytest.raises(UnknownShop, match="handbook, return-leg, strict"):
        asyncio.run(built.draft(replace(ASK, shop="nowhere")))
