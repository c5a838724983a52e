"""Which of several approved wordings is said, and what it still asks for."""

from __future__ import annotations

from rag.conditions import View, case_of
from rag.domain import Facts, Order, Wording
from rag.drafters.wording import Speaker
from rag.needs import Need
from rag.shops import ReturnShipping, Shop, Style

SHOP = Shop("test", "测试店", ("000",), Style(), ReturnShipping())
NEEDS = {"订单号": Need("the order number", shown_by="order", facts=("facts.order.id",))}
ASKING = Wording("我来查。", "I will check.", need=("订单号",), then_zh="查到告诉您。", then_en="I will tell you.")
MOVING = Wording("在路上了。", "It is on its way.", when={"case.parcel": ("moving",)})
UPSET = Wording("很抱歉。", "I am sorry.", when={"case.mood": ("angry",), "facts.cause": ("unknown",)})


def speaker(*shown: str, facts: Facts | None = None, said: str = "") -> Speaker:
    facts = facts or Facts()
    view = View(facts, SHOP, case_of(facts, SHOP, "angry"))
    shown_by = frozenset(shown)
    return Speaker(view, "zh-Hans", SHOP.style, "seed", lambda text: text == said, needs=NEEDS, shown=shown_by)


def test_what_is_missing_is_needed_and_what_happens_then_is_said_with_it() -> None:
    said = speaker().say([ASKING], "card")
    assert said is not None
    assert (said.text, said.need, said.then) == ("我来查。", ("订单号",), "查到告诉您。")


def test_what_the_talk_or_the_facts_show_is_not_needed() -> None:
    for knowing in (speaker("order"), speaker(facts=Facts(order=Order(id="7")))):
        said = knowing.say([ASKING], "card")
        assert said is not None
        assert said.need == ()


def test_the_wording_for_this_very_case_comes_first() -> None:
    said = speaker(facts=Facts(order=Order(state="shipped"))).say([ASKING, MOVING], "card")
    assert said is not None
    assert said.text == "在路上了。"


def test_a_wording_tells_facts_where_it_holds_by_them_and_not_where_it_holds_by_the_mood() -> None:
    moving = speaker(facts=Facts(order=Order(state="shipped"))).say([MOVING], "card")
    upset = speaker().say([UPSET], "card")
    assert moving is not None
    assert moving.particular
    assert upset is not None
    assert not upset.particular


def test_what_may_not_be_said_gives_way_to_another_wording() -> None:
    other = Wording("我看看。", "Let me see.")
    said = speaker(said="我来查。").say([ASKING, other], "card")
    assert said is not None
    assert said.text == "我看看。"


def test_equal_wordings_vary_with_the_seed_and_with_nothing_else() -> None:
    other = Wording("我看看。", "Let me see.")
    texts = [[said.text for key in "abcdefgh" if (said := speaker().say([ASKING, other], key))] for _ in range(2)]
    assert len(set(texts[0])) == 2
    assert texts[0] == texts[1]
