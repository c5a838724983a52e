"""What a chat reply says and in which order: opened once, to the point, nothing asked or said a second time."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

import pytest

from rag.briefing import brief_for
from rag.conditions import Mood, View, case_of
from rag.domain import Card, Facts, Language, Request
from rag.drafters.answering import Answer
from rag.drafters.chat_reply import chat_reply, in_segments
from rag.drafters.drafter import Brief, Matter
from rag.drafters.wording import Said, Speaker
from rag.shops import ReturnShipping, Shop, Style
from rag.talk.instruction import Wish
from rag.talk.words import Act
from rag.wiring import Wanyan
from tests.situations import NEEDS, PHRASES
from tests.talks import reply_to, turns

SHOP = Shop("test", "测试店", ("000",), Style(), ReturnShipping())
HELLO = re.compile(r"您好|\bHello\b")
SORRY = re.compile(r"抱歉|对不起|對不起|不好意思|\b(?:sorry|apolog\w+)\b", re.IGNORECASE)


def said(text: str, *need: str, then: str = "", topic: str = "invoice") -> Answer:
    """An answer of a card of its own."""
    card = Card(f"{topic}-x", "x", (topic,), "payment", ("000",), ("?",), (), "text")
    return Answer(Matter("?", ()), card, Said(text, need=need, then=then))


def compose(
    *answers: Answer,
    talk: tuple[str, ...] = ("问",),
    greet: bool = True,
    mood: Mood = "calm",
    act: Act = "matter",
    told: str = "",
    language: Language = "zh-Hans",
    wish: Wish | None = None,
) -> str:
    facts = Facts()
    view = View(facts, SHOP, case_of(facts, SHOP, mood))
    request = Request("chat", turns=turns(*talk), facts=facts)
    brief = Brief(
        request=request, shop=SHOP, view=view, language=language, stage="payment", sentiment="neutral", mood=mood,
        matters=(), greet=greet, act=act, told=told,
    )  # fmt: skip
    speaker = Speaker(view, language, SHOP.style, "seed", lambda _: False, needs=NEEDS)
    return "\n".join(chat_reply(brief, speaker, answers, PHRASES, wish or Wish()))


# The opening -----------------------------------------------------------------------------------------


def test_the_shops_first_words_greet_and_later_ones_do_not() -> None:
    assert compose(said("可以的。")) == "您好，可以的。"
    assert compose(said("可以的。"), greet=False) == "可以的。"
    assert compose(said("Yes."), language="en") == "Hello! Yes."


def test_a_farewell_opens_by_itself() -> None:
    assert compose(said("再见，祝您愉快！", topic="farewell")) == "再见，祝您愉快！"


@pytest.mark.parametrize("mood", ["worried", "angry", "threatening"])
def test_who_is_upset_is_comforted_once(mood: Mood) -> None:
    assert compose(said("我马上去查。"), mood=mood) != compose(said("我马上去查。"))
    soothing = compose(said("实在抱歉，我马上去查。"), mood=mood)
    assert soothing == "您好，实在抱歉，我马上去查。"


@pytest.mark.parametrize(
    "text", ["收到坏的确实让人着急，我来办。", "I'm sorry to hear that.", "您放心，我跟到底。"]
)
def test_an_answer_that_soothes_needs_no_comfort_before_it(text: str) -> None:
    language: Language = "en" if text.isascii() else "zh-Hans"
    angry = compose(said(text), mood="angry", language=language, greet=False)
    softer = compose(said(text), language=language, greet=False, wish=Wish(softer=True))
    assert (angry, softer) == (text, text)


@pytest.mark.parametrize("act", ["answers", "shows_order", "shows_item"])
def test_what_was_sent_or_answered_is_acknowledged(act: Act) -> None:
    reply = compose(said("我去查一下。"), greet=False, act=act)
    assert re.match("收到|好的", reply)
    assert reply.endswith("我去查一下。")


@pytest.mark.parametrize("text", ["好的，我去查一下。", "收到，我去查一下。", "可以的，我去查一下。"])
def test_it_is_not_acknowledged_twice(text: str) -> None:
    assert compose(said(text), greet=False, act="answers") == text


def test_an_answer_to_our_question_is_said_back() -> None:
    talk = ("能退吗", "|您想退款还是换新？", "换新")
    assert "换新" in compose(said("我去查一下。"), talk=talk, greet=False, act="answers", told="换新")
    assert "换新" not in compose(said("我去查一下。"), talk=talk, greet=False, act="matter", told="换新")


# The answers -----------------------------------------------------------------------------------------


def test_two_matters_are_linked_and_what_both_need_is_asked_for_once_and_last() -> None:
    reply = compose(said("发中通。", "订单号"), said("可以开票。", "订单号", "发票抬头"), greet=False)
    assert re.match("发中通。(?:另外|还有)，可以开票。", reply)
    assert reply.count("订单号") == 1
    assert reply.index("可以开票") < reply.index("订单号") < reply.index("抬头")


def test_what_happens_then_follows_the_request_or_the_answer() -> None:
    assert compose(said("可以开票。", then="开好跟您说。"), greet=False) == "可以开票。开好跟您说。"
    reply = compose(said("可以开票。", "发票抬头", then="开好跟您说。"), greet=False)
    assert reply.index("抬头") < reply.index("开好跟您说")


def test_shorter_leaves_out_what_happens_then_and_comfort() -> None:
    reply = compose(said("可以开票。", "发票抬头", then="开好跟您说。"), mood="worried", wish=Wish(shorter=True))
    assert "开好跟您说" not in reply
    assert re.match("您好，可以开票。", reply)
    assert "抬头" in reply


def test_where_there_is_nothing_to_say_nothing_is_said_but_the_mentions() -> None:
    assert compose() == ""
    assert "一双袜子" in compose(said("可以的。"), wish=Wish(mention=("一双袜子",)))


@pytest.mark.parametrize(
    ("parts", "segments"),
    [
        (("甲。", "乙。"), ("甲。乙。",)),
        (("甲" * 30 + "。", "乙" * 30 + "。"), ("甲" * 30 + "。", "乙" * 30 + "。")),
        (("甲" * 30 + "。" + "乙" * 30 + "。",), ("甲" * 30 + "。", "乙" * 30 + "。")),
        (("甲" * 70 + "。",), ("甲" * 70 + "。",)),
        ((), ()),
    ],
)
def test_long_replies_come_in_messages_cut_at_sentences(parts: tuple[str, ...], segments: tuple[str, ...]) -> None:
    assert in_segments(parts, 50, spaced=False) == segments


# In the whole draft ----------------------------------------------------------------------------------

ASKED = [
    "能开发票吗",
    "什麼時候出貨",
    "Can I get an invoice?",
    "东西坏了",
    "我要投诉你们！",
    "退货运费谁出",
    "谢谢",
]


@pytest.mark.parametrize("text", ASKED)
def test_the_same_request_gives_the_same_draft(built: Wanyan, text: str) -> None:
    first, again = reply_to(built, text), reply_to(built, text)
    assert replace(first, id="", timings_ms={}) == replace(again, id="", timings_ms={})


@pytest.mark.parametrize("text", ASKED)
def test_one_greeting_at_most_and_none_once_the_shop_has_spoken(built: Wanyan, text: str) -> None:
    assert len(HELLO.findall(reply_to(built, text, agent="8").text)) <= 1
    assert not HELLO.search(reply_to(built, "在吗", "|在的", text, agent="8").text)


@pytest.mark.parametrize(
    "text",
    [
        "什么垃圾，收到就是坏的！！",
        "你们客服什么态度，没人理我",
        "都十天了还没发货！！！",
        "發錯貨了，氣死我了！！",
        "This is unacceptable, it arrived broken!!",
        "再不处理我就去12315",
    ],
)
def test_nobody_is_apologised_to_twice(built: Wanyan, text: str) -> None:
    assert len(SORRY.findall(reply_to(built, text).text)) == 1


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("你们发什么快递？另外能开发票吗？", {"carrier", "invoice"}),
        ("你們用哪家快遞？還有可以開發票嗎？", {"carrier", "invoice"}),
        ("What courier do you use? And can I get an invoice?", {"carrier", "invoice"}),
    ],
)
def test_each_of_two_matters_is_answered_from_its_card(built: Wanyan, text: str, topics: set[str]) -> None:
    made = reply_to(built, text)
    assert topics <= set(made.topics)
    assert {citation.card.split("-")[0] for citation in made.citations} == {topic.split("-")[0] for topic in topics}
    assert all(
        citation.quote in made.text.replace("\n", "") or made.language == "en" for citation in made.citations
    )


@pytest.mark.parametrize(
    ("talk", "never"),
    [
        (("东西坏了", "|抱歉给您添麻烦，麻烦拍张照片", "[图片]"), "照片"),
        (("東西壞了", "|麻煩拍張照片", "[圖片]"), "照片"),
        (("穿多大码合适呢", "|您身高体重多少呢", "175 140斤"), "身高|体重"),
        (("什么时候发货", "|麻烦发下订单号", "88273615234"), "订单号"),
        (("寄到成都要几天",), "哪个城市|收货的城市"),
        (("Order number 88273615234, when will it ship?",), "order number"),
    ],
)
def test_what_was_given_is_not_asked_for_again(built: Wanyan, talk: tuple[str, ...], never: str) -> None:
    made = reply_to(built, *talk)
    assert not re.search(never, made.text)
    assert not any(re.search(never, name) for name in made.missing_facts)


@pytest.mark.parametrize(
    ("text", "looked_up"),
    [
        ("赠品那件事呢", "赠品"),
        ("發票那件事怎麼樣了", "發票"),
        ("运费那笔帮我问问", "运费"),
        ("What about the invoice then", "invoice"),
    ],
)
def test_a_reply_that_holds_names_what_is_looked_up(built: Wanyan, text: str, looked_up: str) -> None:
    """Asked in the middle of a talk, where no card covers it."""
    request = Request("chat", turns=turns("在吗" if not text.isascii() else "Hello", "|在的", text))
    shop = built.drafting.shops["handbook"]
    brief = replace(brief_for(request, shop, None, built.drafting.index), matters=(), topic=None)
    made = asyncio.run(built.drafting.drafters[-1].draft(brief))
    assert made.citations[0].card == "other-holding"
    assert looked_up in "".join(made.segments)


@pytest.mark.parametrize(
    "text",
    [
        "我吃了过敏起疹子，发票也没给我",
        "寶寶用了起疹子送醫了，錢什麼時候退",
        "The toy exploded and my son is bleeding. Where is my refund?",
        "充电的时候冒烟起火了，给我退款",
    ],
)
def test_harm_comes_before_everything_else(built: Wanyan, text: str) -> None:
    made = reply_to(built, text)
    assert made.citations[0].card == "return-quality-injury"
    assert re.search("看医生|看醫生|就[医醫]|see a doctor", made.text)
    assert any("主管" in step for step in made.next_steps)


@pytest.mark.parametrize("text", ["孕妇吃了会不会过敏啊", "這款會漏電嗎", "Could it cause an allergic reaction?"])
def test_who_only_wonders_about_harm_has_come_to_none(built: Wanyan, text: str) -> None:
    assert "return-quality-injury" not in [citation.card for citation in reply_to(built, text).citations]


@pytest.mark.parametrize(
    "text", ["什么时候发货", "能开发票吗", "Can I get an invoice?", "東西壞了", "物流怎么不动了"]
)
def test_a_draft_never_repeats_what_the_agent_has_just_said(built: Wanyan, text: str) -> None:
    talk = [text]
    for _ in range(3):
        made = reply_to(built, *talk)
        said_before = " ".join(words for words in talk if words.startswith("|"))
        assert made.text
        for sentence in re.findall(r"[^。！？.!?\n]{10,}[。！？.!?]", made.text):
            assert sentence.strip() not in said_before
        talk += ["|" + made.text, text]
