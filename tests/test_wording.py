"""Which of several approved wordings is said."""

from __future__ import annotations

from rag.conditions import View, case_of
from rag.domain import Facts, Wording
from rag.drafters.wording import Speaker
from rag.shops import ReturnShipping, Shop, Style

SHOP = Shop("test", "测试店", ("000",), Style(), ReturnShipping())
ASKING = Wording("请把订单号发我。", "Please send me the order number.", ask=("订单号",))
KNOWING = Wording("您这单我已经打开。", "I have your order open.")


def speaker(*given: str) -> Speaker:
    facts = Facts()
    view = View(facts, SHOP, case_of(facts, SHOP))
    return Speaker(view, "zh-Hans", SHOP.style, "seed", lambda _: False, frozenset(given))


def test_what_was_given_is_not_asked_for() -> None:
    said = speaker("订单号").say([ASKING, KNOWING], "card")
    assert said is not None
    assert (said.text, said.ask) == (KNOWING.zh, ())


def test_what_is_missing_is_asked_for_whatever_else_was_given() -> None:
    for given in ((), ("收货城市",)):
        said = speaker(*given).say([KNOWING, ASKING], "card")
        assert said is not None
        assert (said.text, said.ask) == (ASKING.zh, ("订单号",))


def test_wordings_that_ask_for_different_things_vary() -> None:
    other = Wording("请把商品链接发我。", "Please send me the link.", ask=("商品链接",))
    said = {speaker().say([ASKING, other], key) for key in "abcdefgh"}
    assert len(said) == 2
