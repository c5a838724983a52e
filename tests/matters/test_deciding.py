"""Which parts of a message become matters of their own."""

from __future__ import annotations

from rag.domain import Card, Facts, Hit, Order, Stage, Wording
from rag.matters.deciding import LIKELIHOOD, LIKELY, LIKELY_ELSE, PLAIN, SURE, in_the_light_of, matters_of
from rag.understanding import Question


def card(name: str, topic: str, stage: Stage = "consultation", *more: str) -> Card:
    return Card(name, name, (topic, *more), stage, ("000",), ("?",), (Wording("好", "ok"),), "text")


INVOICE = card("invoice-available", "invoice", "payment")
CARRIER = card("carrier-which", "carrier", "logistics")
POSTAGE = card("carrier-fee", "carrier", "logistics")
RETURN_POSTAGE = card("return-shipping-who-pays", "return-shipping", "after-sales")
BROKEN = card("return-quality-broken", "return-quality", "after-sales")
HELLO = card("greeting-hello", "greeting", "greeting")


def hit(found: Card, score: float, likelihood: float = LIKELIHOOD) -> Hit:
    """A card that is likely meant unless told otherwise."""
    return Hit(found, score, likelihood)


def names(*found: tuple[Question, list[Hit]], whole: list[Hit], facts: Facts | None = None) -> list[str]:
    questions, hits = [q for q, _ in found], [h for _, h in found]
    matters = matters_of(questions, hits, "whole", whole, facts or Facts())
    return [matter.hits[0].item.id for matter in matters]


def test_sure_parts_are_matters_in_the_order_they_were_raised() -> None:
    found = names(
        (Question("发什么快递?", 0), [hit(CARRIER, 0.7)]),
        (Question("能开发票吗", 1), [hit(INVOICE, 0.9)]),
        whole=[hit(CARRIER, 0.4)],
    )
    assert found == ["carrier-which", "invoice-available"]


def test_a_hello_beside_a_question_is_no_matter() -> None:
    found = names(
        (Question("在吗?", 0), [hit(HELLO, 0.9)]),
        (Question("能开发票吗", 1), [hit(INVOICE, 0.8)]),
        whole=[hit(INVOICE, 0.5)],
    )
    assert found == ["invoice-available"]


def test_what_nothing_covers_is_no_matter() -> None:
    assert names(whole=[]) == []
    for text, score in (("老板属什么", LIKELY_ELSE - 0.01), ("发票", LIKELY - 0.01)):
        assert matters_of([], [], text, [hit(INVOICE, score)], Facts()) == ()


def test_what_shops_deal_with_needs_less_likeness_than_what_they_do_not() -> None:
    assert matters_of([], [], "发票的事", [hit(INVOICE, LIKELY)], Facts())
    assert not matters_of([], [], "老板属什么", [hit(INVOICE, LIKELY)], Facts())


def test_the_least_unlike_card_is_none_that_was_meant() -> None:
    assert not matters_of([], [], "发票的事", [hit(INVOICE, PLAIN - 0.01, 0.0)], Facts())
    assert matters_of([], [], "发票的事", [hit(INVOICE, PLAIN, 0.0)], Facts())


def test_what_was_spoken_of_before_counts_where_a_message_says_nothing() -> None:
    def first(score: float) -> str:
        now = [hit(CARRIER, score), hit(INVOICE, score - 0.02, 0.0)]
        return in_the_light_of([hit(INVOICE, 0.8, 0.9)], now)[0].item.id

    assert first(0.2) == "invoice-available"
    assert first(0.8) == "carrier-which"


def test_questions_on_one_topic_are_one_matter_but_where_the_second_is_brought_up_as_something_else() -> None:
    for second, kept in (("运费多少", ["carrier-which"]), ("还有运费改一下", ["carrier-which", "carrier-fee"])):
        parts = ((Question("发什么快递", 0), [hit(CARRIER, 0.9)]), (Question(second, 1), [hit(POSTAGE, 0.7)]))
        assert names(*parts, whole=[hit(CARRIER, 0.4)]) == kept


def test_the_sides_of_a_return_are_one_matter() -> None:
    found = names(
        (Question("轮子裂了能退吗", 0), [hit(BROKEN, 0.6)]),
        (Question("运费谁出?", 1), [hit(RETURN_POSTAGE, 0.9)]),
        whole=[hit(BROKEN, 0.5)],
    )
    assert found == ["return-quality-broken"]


def test_a_fault_whose_postage_is_asked_about_is_answered_by_the_card_on_both() -> None:
    def asked(fault: str, facts: Facts) -> list[str]:
        on_both = card("our-mistake", "return-shipping", "after-sales", "return-quality")
        postage = [hit(RETURN_POSTAGE, 0.9, 0.8), hit(on_both, 0.6)]
        questions = (Question(fault, 0), Question("运费谁出", 0))
        found = ([hit(BROKEN, 0.8, 0.7)], postage)
        matters = matters_of(questions, found, f"{fault} 运费谁出", postage, facts)
        return [matter.hits[0].item.id for matter in matters]

    assert asked("杯子裂了", Facts()) == ["our-mistake"]
    assert asked("如果裂了", Facts()) != ["our-mistake"]


def test_where_a_fault_is_told_own_reasons_for_a_return_are_not_meant() -> None:
    own = card("return-no-reason-opened", "return-no-reason", "after-sales")
    hits = [hit(own, 0.8, 0.5), hit(BROKEN, 0.5, 0.2)]
    assert matters_of([], [], "扣子掉了能退吗", hits, Facts())[0].hits[0].item == BROKEN
    assert matters_of([], [], "不喜欢能退吗", hits, Facts())[0].hits[0].item == own
    assert matters_of([], [], "扣子掉了能退吗", hits, Facts(cause="customer"))[0].hits[0].item == own


def test_postage_asked_of_a_parcel_in_hand_is_a_returns() -> None:
    hits = [hit(POSTAGE, SURE + 0.10), hit(RETURN_POSTAGE, SURE + 0.08)]
    signed = Facts(order=Order(state="signed"))
    assert names((Question("运费怎么算", 0), hits), whole=hits) == ["carrier-fee"]
    assert names((Question("运费怎么算", 0), hits), whole=hits, facts=signed) == ["return-shipping-who-pays"]


def test_a_statement_gives_context_to_the_question_beside_it() -> None:
    mistaken = card("return-no-reason-mistake", "return-no-reason", "after-sales")
    address = card("order-change-address", "order-change", "logistics")
    found = names(
        (Question("我要换地址 写错了", 0), [hit(address, 0.6)]),
        (Question("我要换地址", 0), [hit(address, 0.7)]),
        (Question("写错了", 0), [hit(mistaken, 0.9)]),
        whole=[hit(address, 0.6)],
    )
    assert found == ["order-change-address"]
