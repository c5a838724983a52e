"""Which matters a chat message has: its own, those it goes on with, or what its act calls for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from rag.domain import Card, Facts, Hit, Invoice, Request, Stage, Wording
from rag.matters.chat import STANDING, chat_matters, status_of, topic_of
from rag.talk.words import Act
from rag.understanding import Understanding, understand
from rag.wiring import Wanyan
from tests.talks import turns


def card(name: str, topic: str, stage: Stage = "consultation") -> Card:
    return Card(name, name, (topic,), stage, ("000",), ("?",), (Wording("好", "ok"),), "text")


INVOICE = card("invoice-available", "invoice", "payment")
DISPATCH = card("dispatch-when", "dispatch", "logistics")
PRAISE = card("review-positive-taste", "review-positive", "after-sales")
INJURY = card("return-quality-injury", "return-quality", "after-sales")


@dataclass
class Words:
    """A search that finds the card whose word a text holds, and is sure of it."""

    cards: Mapping[str, Card] = field(default_factory=lambda: {"发票": INVOICE, "发货": DISPATCH, "好吃": PRAISE})
    shares: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def search_many(self, queries: Sequence[str], k: int) -> list[list[Hit]]:
        return [
            [Hit(found, 0.7, 0.9) for word, found in self.cards.items() if word in text][:k] for text in queries
        ]

    def topic_shares(self, text: str) -> Mapping[str, float]:
        return next((shares for word, shares in self.shares.items() if word in text), {"other": 1.0})

    def card(self, card_id: str) -> Card | None:
        return INJURY if card_id == INJURY.id else card(card_id, "other")

    def cards_about(self, topic: str) -> Sequence[Card]:
        return [found for found in self.cards.values() if topic in found.topics]


def read(*texts: str) -> Understanding:
    return understand(Request("chat", turns=turns(*texts)))


def found(*texts: str) -> list[str]:
    return [matter.hits[0].item.id for matter in chat_matters(read(*texts), Facts(), Words())]


def test_a_message_that_says_its_matter_has_it() -> None:
    assert found("能开发票吗") == ["invoice-available"]
    assert found("什么时候发货？还有能开发票吗？") == ["dispatch-when", "invoice-available"]


def test_a_message_that_names_nothing_but_is_near_to_one_card_alone_is_not_read_as_the_question_before() -> None:
    index = Words({"哪家": card("carrier-which", "carrier", "logistics"), "几天": DISPATCH})
    matters = chat_matters(read("走哪家快递", "|中通", "几天"), Facts(), index)
    assert [matter.hits[0].item.id for matter in matters] == ["dispatch-when"]


@pytest.mark.parametrize(
    "talk",
    [
        ("能开发票吗", "|您的抬头是什么呢？", "青山公司"),
        ("可以開發票嗎", "|請問是這張訂單嗎？", "是的"),
        ("能开发票吗", "|麻烦把订单号发我", "88273615234"),
        ("能开发票吗", "|好的", "？？"),
        ("什么时候发货", "|明天", "好的", "|嗯嗯", "能开发票吗", "|麻烦把订单号发我", "88273615234"),
    ],
)
def test_a_message_that_goes_on_has_the_matter_spoken_of_last(talk: tuple[str, ...]) -> None:
    assert found(*talk) == ["invoice-available"]


@pytest.mark.parametrize(
    ("act", "talk"),
    [
        ("thanks", ("能开发票吗", "|可以的", "谢谢")),
        ("agrees", ("能开发票吗", "|可以的", "好的")),
        ("agrees", ("能開發票嗎", "|可以的", "好喔")),
        ("leaves", ("能开发票吗", "|可以的", "没有了")),
        ("waits", ("能开发票吗", "|抬头发我", "稍等")),
        ("greets", ("您好",)),
        ("shows_item", ("[图片]",)),
        ("done", ("能开发票吗", "|您先提交申请", "提交了")),
        ("owes", ("能开发票吗", "|把抬头发我", "好的谢谢")),
        ("puzzled", ("能开发票吗", "|要走换开", "什么意思")),
        ("praises", ("能开发票吗", "|可以的", "你们服务真好")),
        ("shows_order", ("88273615234901234",)),
        ("resumes", ("还是上次那个问题",)),
        ("wordless", ("😡😡",)),
    ],
)
def test_a_message_without_a_matter_gets_what_its_act_calls_for(act: Act, talk: tuple[str, ...]) -> None:
    assert read(*talk).talk.act == act
    assert found(*talk) == [STANDING[act]]


def test_a_call_goes_on_with_the_matter_left_open_but_not_with_one_that_was_closed() -> None:
    assert found("能开发票吗", "|马上帮您问一下", "在吗") == ["invoice-available"]
    assert found("能开发票吗", "|可以开电子发票", "好的谢谢", "|不客气", "人工 在吗") == [STANDING["greets"]]


def test_broken_goods_that_are_to_go_back_are_looked_at_whatever_the_fault() -> None:
    assert found("遥控器按键掉了，能退吗") == ["return-quality-not-working"]
    assert found("遥控器按键掉了") == []


def test_what_points_back_goes_on_only_with_a_matter_that_is_sure() -> None:
    asked = "|您问的是之前那件，还是别的事呢"
    assert found("能开发票吗", asked, "我说的是之前的问题") == ["invoice-available"]
    assert found("那个东西", asked, "我说的是之前的问题") == [STANDING["resumes"]]


def test_who_asks_how_far_a_promise_has_come_is_told_by_the_facts_and_without_any_that_we_are_on_it() -> None:
    talk = ("能开发票吗", "|好的，帮您问一下", "问到了吗")
    assert found(*talk) == [STANDING["presses"]]
    known = chat_matters(read(*talk), Facts(invoice=Invoice(state="已开具")), Words())
    assert [matter.hits[0].item.id for matter in known] == ["invoice-available"]


def test_a_yes_to_what_the_agent_offers_to_do_is_no_new_question() -> None:
    assert found("能开发票吗", "|这边帮您申请，您看可以吗", "好的") == [STANDING["agrees"]]


@pytest.mark.parametrize(
    "text",
    [
        "宝宝喝了吐了，发票也没给我",
        "寶寶用了起疹子，什麼時候發貨",
        "It exploded and he is bleeding. Where is my invoice?",
    ],
)
def test_harm_is_the_only_matter_beside_any_other(text: str) -> None:
    assert found(text) == [INJURY.id]


def test_cards_on_public_reviews_answer_no_chat() -> None:
    assert found("蛋糕很好吃，能开发票吗") == ["invoice-available"]
    assert found("蛋糕很好吃") == []


# What a talk is about --------------------------------------------------------------------------------

_EQUALLY_LIKELY = (
    "tracking", "lost-parcel", "delivery-time", "carrier", "invoice", "size", "price", "stock",
    "complaint", "install",
)  # fmt: skip
SHARES: Mapping[str, Mapping[str, float]] = {
    "发票": {"invoice": 0.8, "other": 0.2},
    "发货": {"dispatch": 0.9, "other": 0.1},
    "包裹": dict.fromkeys(_EQUALLY_LIKELY, 0.1),
    "好吃": {"review-positive": 0.9, "product-info": 0.05, "other": 0.05},
    "随便": {
        "invoice": 0.1,
        "dispatch": 0.1,
        "size": 0.1,
        "price": 0.1,
        "stock": 0.1,
        "complaint": 0.1,
        "other": 0.4,
    },
}


@pytest.mark.parametrize(
    ("talk", "topic"),
    [
        (("发票开了吗",), "invoice"),
        (("发票开了吗", "|嗯", "什么时候发货"), "dispatch"),
        (("发票开了吗", "|嗯", "那个呢"), "invoice"),
        (("包裹的事",), "logistics"),
        (("随便说说",), None),
    ],
)
def test_a_talk_is_about_what_is_likely_enough_now_or_just_before(talk: tuple[str, ...], topic: str | None) -> None:
    assert topic_of(read(*talk), Words(shares=SHARES)) == topic


def test_a_chat_is_never_about_a_public_review() -> None:
    assert topic_of(read("很好吃"), Words(shares=SHARES)) not in {"review-positive", "review-negative"}


# The project's cards ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(set(STANDING.values())))
def test_every_card_an_act_calls_for_exists_and_speaks_without_conditions(built: Wanyan, name: str) -> None:
    found = built.drafting.index.card(name)
    assert found is not None
    assert any(not wording.when for wording in found.say)


@pytest.mark.parametrize("topic", ["dispatch", "tracking", "refund", "invoice", "stock", "price", "promotion"])
def test_how_things_stand_is_told_by_a_card_that_looks_at_the_facts(built: Wanyan, topic: str) -> None:
    found = status_of(topic, built.drafting.index)
    assert found is not None
    assert any(path.startswith(("facts.", "case.")) for wording in found.say for path in wording.when)
    assert status_of(None, built.drafting.index) is None
