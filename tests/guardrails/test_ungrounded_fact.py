"""Facts without a source: what is read, what grounds it, how grave it is, beyond the rule's own examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.domain import Facts, Offer, Order, Product, Refund, TrackingEvent, Turn
from rag.guardrails.checker import Checker
from rag.guardrails.facts.quantities import MOST, quantities
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Cited, Context
from rag.guardrails.rules import ungrounded_fact
from rag.shops import Shop
from rag.text import fold

SHOP = Shop(
    "handbook", "标准", ("000",), terms={"dispatch_hours": "72", "sf_price_near": "14", "refund_days": "1-3"}
)
CHECKER = Checker([ungrounded_fact.RULE])
NO_FACTS = Facts()
NOW = datetime(2025, 6, 20, 10, tzinfo=UTC)
SHIPPED = Facts(
    order=Order(state="shipped", amount="59.00", carrier="中通", shipped_at=datetime(2025, 6, 18, 16, tzinfo=UTC)),
    now=NOW,
)


def said(text: str) -> list[tuple[str, Decimal, Decimal]]:
    return [(found.kind, found.low.normalize(), found.high.normalize()) for found in quantities(fold(text).text)]


def levels(reply: str, context: Context) -> list[str]:
    return [finding.level for finding in CHECKER.check(reply, context).findings]


def in_draft(reply: str, facts: Facts = SHIPPED, asked: str = "", knowledge: tuple[str, ...] = ()) -> list[str]:
    turns = (Turn("customer", asked),) if asked else ()
    return levels(reply, Context(SHOP, turns=turns, facts=facts, knowledge=knowledge))


# What is read ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "same",
    [
        ("三天", "72小時", "3天", "3 days"),
        ("十五元", "15块", "¥15.00", "15塊錢", "15 yuan", "$15"),
        ("一周内", "7天", "一個星期", "within a week"),
        ("半个月", "15天"),
        ("两三天", "2-3天", "二到三天"),
        ("8.5折", "85折", "八五折"),
        ("半价", "五折", "half price"),
        ("6月21日", "六月二十一号", "6/21", "2025-06-21", "21 June"),
        ("下午四点", "16:00", "4 p.m."),
        ("三块五", "3.5元"),
        ("两百五十元", "250块"),
    ],
)
def test_the_same_in_other_words(same: tuple[str, ...]) -> None:
    assert len({tuple(said(words)) for words in same}) == 1
    assert said(same[0])


@pytest.mark.parametrize(
    "text",
    [
        "稍等一下，我第一时间处理",
        "十分抱歉",
        "一块发货",
        "送您两块毛巾",
        "[金额x]元，[数字x]天",
        "A4纸，iPhone12",
        "客服8号为您服务",
        "元旦快乐",
        "528690173109",
        "厚度5mm，容量500ml",
    ],
)
def test_idioms_and_names_are_no_quantities(text: str) -> None:
    assert said(text) == []


# What grounds it -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "facts"),
    [
        ("包裹是前天下午四点发出的。", SHIPPED),
        ("18号就寄出了，中通送的。", SHIPPED),
        ("您这单59块已经发出两天了。", SHIPPED),
        ("72小时内给您发货。", Facts(order=Order(state="paid"))),
        ("三天之内发货的哦。", Facts(order=Order(state="paid"))),
        ("退款一到三天到账。", Facts()),
        (
            "签收后7天内可以退货，您还剩4天。",
            Facts(days_since_signed=3, now=NOW, order=Order(signed_at=datetime(2025, 6, 17, tzinfo=UTC))),
        ),
        ("到手39元，比原价少20。", Facts(order=Order(amount="59"), promotions=("立减20元",))),
        ("八折后是47.2元。", Facts(order=Order(amount="59"), offers=(Offer("discount", "8折"),))),
        ("江浙沪顺丰14元。", Facts(product=Product(attributes={"快递": "顺丰"}))),
        (
            "昨天到了杭州转运中心。",
            Facts(order=Order(tracking=(TrackingEvent("杭州转运中心", NOW.replace(day=19)),)), now=NOW),
        ),
        ("质保十二个月。", Facts(product=Product(attributes={"质保": "一年"}))),
        ("预计下周三之前，也就是25号到账。", Facts(refund=Refund(expected="6月25日"), now=NOW)),
    ],
)
def test_what_follows_from_the_facts_is_grounded(reply: str, facts: Facts) -> None:
    assert in_draft(reply, facts) == []


@pytest.mark.parametrize(
    "reply",
    [
        "7天内退款到账。",
        "15天内给您打款。",
        "96小时内退款到账。",
        "24小时内给您开好发票。",
        "4天内发货。",
        "运费25元。",
    ],
)
def test_a_period_is_for_its_own_matter(reply: str) -> None:
    assert in_draft(reply, Facts()) == ["error"]


def test_cards_and_the_agents_own_turns_are_sources() -> None:
    reply = "会员日全场八八折，周五开始。"
    assert in_draft(reply, Facts()) != []
    assert in_draft(reply, Facts(), knowledge=("会员日全场88折，每周五开始",)) == []
    turns = (Turn("agent", "会员日88折，这周五开始哦"), Turn("customer", "多少折"))
    assert levels(reply, Context(SHOP, turns=turns, knowledge=())) == []


def test_the_customers_words_may_be_handed_back_but_make_no_promise() -> None:
    assert in_draft("您付的95元那单，我查一下。", Facts(), asked="我付了95元") == []
    assert in_draft("可以的，20号前发出。", Facts(), asked="能20号前发吗") == ["error"]
    assert in_draft("仓库已收到您的退货。", Facts(), asked="你们已经收到我的退货了") == ["error"]
    assert in_draft("您说已经签收了，是本人签的吗？", Facts(), asked="显示已签收") == []


# How grave it is -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "facts"),
    [
        ("走的顺丰。", SHIPPED),
        ("还没发货呢。", SHIPPED),
        ("您实付95元。", SHIPPED),
        ("您的包裹是6月19日发出的。", SHIPPED),
        ("退款已经到账了。", Facts(refund=Refund(state="审核中"))),
        ("退款還在處理中喔。", Facts(refund=Refund(state="已退款"))),
        ("现在库存还有3件。", Facts(product=Product(stock=12))),
        ("已经签收了。", Facts(order=Order(state="delivering"))),
        ("給您退款95元。", Facts(refund=Refund(state="处理中", amount="59.00"))),
    ],
)
def test_against_the_facts_is_an_error_whoever_wrote_it(reply: str, facts: Facts) -> None:
    assert levels(reply, Context(SHOP, facts=facts)) == ["error"]


@pytest.mark.parametrize(
    "reply",
    [
        "想换顺丰的话要补差价。",
        "补发的今天已经寄出。",
        "差价12元稍后退给您。",
        "发货了吗？",
        "如果已签收请联系我。",
    ],
)
def test_what_only_sounds_like_it_contradicts_nothing(reply: str) -> None:
    assert "error" not in levels(reply, Context(SHOP, facts=SHIPPED))


def test_people_may_know_more_than_the_row() -> None:
    assert levels("运费12元。", Context(SHOP)) == ["hint"]
    assert levels("运费12元。", Context(SHOP, facts=SHIPPED)) == ["warning"]
    assert in_draft("运费12元。") == ["error"]


def test_a_shop_may_set_the_grade_of_people_apart() -> None:
    quiet = replace(SHOP, rules={"ungrounded-fact.unsourced": "off"})
    assert levels("运费12元。", Context(quiet)) == []
    assert levels("运费12元。", Context(quiet, knowledge=())) == ["error"]


def test_messages_say_what_is_wrong_in_the_replys_language() -> None:
    (finding,) = CHECKER.check("It went out with DHL.", Context(SHOP, facts=SHIPPED)).findings
    assert finding.message.startswith("The carrier “DHL” goes against the facts")
    assert finding.suggestion == "Let me check this and tell you exactly."


@given(st.text(max_size=60), st.text(max_size=30))
def test_any_text_can_be_read(reply: str, known: str) -> None:
    context = Context(SHOP, turns=(Turn("customer", known),), facts=SHIPPED, knowledge=(known,))
    assert CHECKER.check(reply, context).failed == ()


@given(
    st.lists(
        st.sampled_from(
            [
                "三",
                "两",
                "半",
                "1",
                "15",
                "百",
                "万",
                "千",
                "折",
                "块",
                "元",
                "天",
                "个",
                "月",
                "号",
                "点",
                ":",
                "-",
                "到",
                "%",
                "满",
                "减",
                "赔",
                "倍",
                "周",
                "五",
            ]
        ),
        max_size=9,
    ).map("".join)
)
def test_any_run_of_numerals_and_units_can_be_read(text: str) -> None:
    for found in Reading(text).quantities:
        assert found.low >= 0 or found.kind == "day"


def test_what_a_text_says_grounds_itself() -> None:
    for text in ("满199减20", "一般两三天，最晚下周五", "今天下午4点前", "假一赔十，质保两年", "走顺丰，运费14元"):
        assert in_draft(text, Facts(), knowledge=(text,)) == []


@pytest.mark.parametrize(
    ("reply", "hints"),
    [
        ("明天12点半发货", 1),
        ("今天下单，明天发货", 1),
        ("这款坐垫24小时回弹", 0),
        ("敷15分钟再洗掉就可以", 0),
        ("快递员一天一趟", 0),
        ("我的工号是8号", 0),
        ("退款15天内到账", 1),
    ],
)
def test_people_get_a_hint_a_clause_and_none_on_habits_and_the_goods(reply: str, hints: int) -> None:
    assert levels(reply, Context(SHOP)) == ["hint"] * hints


def test_a_text_of_quantities_alone_costs_no_more_than_a_reply_could() -> None:
    assert len(quantities("2%" * 5_000)) == MOST


# What a part names ------------------------------------------------------------------------------------

CARDS = {
    "refund-when": ("退款1-3个工作日到账。", "Refunds take 1-3 working days."),
    "carrier-which": ("默认发中通。", "We ship with ZTO."),
    "price-gift": ("送收纳袋一个。", "A pouch comes as a gift."),
    "warranty": ("签收90天内可以修，换件补差5%。", "Repairs within 90 days; 5% for parts."),
}


def named(*parts: tuple[str, tuple[str, ...]], facts: Facts = NO_FACTS) -> list[tuple[str, str | None]]:
    """What is found in a reply whose parts name cards: the words, and the card they are told to name."""
    ends = accumulate(len(text) + 1 for text, _ in parts)
    cited = tuple(Cited(end, cards) for end, (_, cards) in zip(ends, parts, strict=True))
    knowledge = tuple(text for texts in CARDS.values() for text in texts)
    context = Context(Shop("plain", "小店", ()), facts=facts, knowledge=knowledge, cards=CARDS, cited=cited)
    found = CHECKER.check("\n".join(text for text, _ in parts), context).findings
    return [
        (finding.text, next((card for card in CARDS if card in (finding.suggestion or "")), None))
        for finding in found
        if finding.level == "error"
    ]


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("退款3个工作日内到账。", "refund-when"),
        ("您这单发中通。", "carrier-which"),
        ("下单就送收纳袋一个。", "price-gift"),
        ("签收90天内都可以修。", "warranty"),
        ("换件补5%的差价。", "warranty"),
        ("Your refund arrives within 3 working days.", "refund-when"),
        ("We ship it with ZTO.", "carrier-which"),
    ],
)
def test_a_part_rests_on_the_cards_it_names_and_on_no_other(text: str, card: str) -> None:
    others = tuple(other for other in CARDS if other != card)
    assert named((text, (card,))) == []
    assert named((text, (card, *others))) == []
    assert named(("您好。", (card,)), (text, ())) != [], "another part names it"
    for cards in ((), others):
        assert [told for _, told in named((text, cards))] == [card], "it is told which card says so"


def test_what_no_card_says_is_found_whatever_is_named() -> None:
    assert named(("退款5个工作日内到账。", tuple(CARDS))) == [("5个工作日", None)]


def test_what_goes_against_the_facts_is_no_better_for_a_card() -> None:
    facts = Facts(order=Order(state="shipped", carrier="圆通"))
    assert named(("您这单走的是中通。", ("carrier-which",)), facts=facts)
