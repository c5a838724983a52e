"""One sentence asks for everything that is needed, and says what happens then."""

from __future__ import annotations

import pytest

from rag.conditions import View, case_of
from rag.domain import Facts, Language, Wording
from rag.drafters.asking import asking
from rag.drafters.wording import Speaker
from rag.needs import Need
from rag.shops import ReturnShipping, Shop, Style

NEEDS = {
    "订单号": Need(en="the order number"),
    "照片": Need(en="a photo of the box", zh="外箱的照片"),
    "截图": Need(en="a screenshot"),
    "身高": Need(en="your height", zh="您的身高", tell=True),
    "体重": Need(en="your weight", tell=True),
    "换还是退": Need(en="Would you like a new one or a refund?", zh="您想换新还是退款？"),
    "几件": Need(en="How many?", zh="一共几件？"),
}
PHRASES = {
    "send": (Wording("麻烦把{needs}发我一下", "Please send me {needs}"),),
    "tell": (Wording("您说一下{needs}", "Just tell me {needs}"),),
}


def speaker(language: Language = "zh-Hans", address: str = "您") -> Speaker:
    facts = Facts()
    style = Style(address=address)  # type: ignore[arg-type]
    shop = Shop("test", "测试店", ("000",), style, ReturnShipping())
    return Speaker(View(facts, shop, case_of(facts, shop)), language, style, "seed", lambda _: False, needs=NEEDS)


def ask(*names: str, then: str = "", language: Language = "zh-Hans") -> str:
    return asking(names, then, speaker(language), PHRASES)


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (("订单号",), "麻烦把订单号发我一下。"),
        (("订单号", "照片"), "麻烦把订单号和外箱的照片发我一下。"),
        (("订单号", "照片", "截图"), "麻烦把订单号、外箱的照片和截图发我一下。"),
        (("身高", "体重"), "您说一下您的身高和体重。"),
        (("照片", "体重"), "麻烦把外箱的照片发我一下，您说一下体重。"),
        (("体重", "照片"), "麻烦把外箱的照片发我一下，您说一下体重。"),
        (("换还是退",), "您想换新还是退款？"),
        (("换还是退", "订单号"), "麻烦把订单号发我一下。您想换新还是退款？"),
        (("换还是退", "几件"), "您想换新还是退款？一共几件？"),
    ],
)
def test_what_is_sent_told_and_asked_is_one_request(names: tuple[str, ...], sentence: str) -> None:
    assert ask(*names) == sentence


def test_what_happens_then_goes_on_from_the_request_and_follows_a_question() -> None:
    assert ask("订单号", then="我去查。") == "麻烦把订单号发我一下，我去查。"
    assert ask("换还是退", then="我去办。") == "您想换新还是退款？我去办。"
    assert ask(then="我去查。") == "我去查。"
    assert ask() == ""


def test_what_several_answers_need_is_asked_for_once() -> None:
    assert ask("订单号", "照片", "订单号") == ask("订单号", "照片")


@pytest.mark.parametrize(
    ("names", "then", "sentence"),
    [
        (("订单号",), "", "Please send me the order number."),
        (("订单号", "照片", "截图"), "", "Please send me the order number, a photo of the box and a screenshot."),
        (("照片", "身高", "体重"), "I'll check.",
         "Please send me a photo of the box. Just tell me your height and your weight. I'll check."),
        (("换还是退", "订单号"), "I'll see to it.",
         "Please send me the order number. Would you like a new one or a refund? I'll see to it."),
        ((), "I'll check.", "I'll check."),
    ],
)  # fmt: skip
def test_english_is_asked_in_sentences(names: tuple[str, ...], then: str, sentence: str) -> None:
    assert ask(*names, then=then, language="en") == sentence


def test_traditional_is_asked_in_its_own_script() -> None:
    assert ask("订单号", "照片", language="zh-Hant") == "麻煩把訂單號和外箱的照片發我一下。"
    assert ask("换还是退", language="zh-Hant") == "您想換新還是退款？"


def test_nothing_is_asked_where_nothing_was_named_whatever_the_language() -> None:
    for language in ("zh-Hans", "zh-Hant", "en"):
        assert ask(language=language) == ""
