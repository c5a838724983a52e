"""Replies that repeat each other: what counts as the same, and that the index finds it among thousands."""

from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from rag.domain import Turn
from rag.guardrails.reading import Reading
from rag.guardrails.repetition import Replies, likeness, normal, opening_of
from rag.guardrails.rule import Context
from rag.guardrails.rules import repeated_reply
from rag.shops import Shop

SHOP = Shop("handbook", "标准", ("000",))
THANKS = "感谢您选择本店的保温杯，您的满意是我们最大的动力，期待您再次光临。"


def grades(reply: str, siblings: Replies | tuple[str, ...] = (), turns: tuple[Turn, ...] = ()) -> list[str | None]:
    context = Context(SHOP, "chat" if turns else "review", turns, siblings=siblings)
    return [found.grade for found in repeated_reply.check(Reading(reply), context)]


def test_script_digits_names_and_punctuation_make_no_difference() -> None:
    assert normal("李女士，您好！收到3件。") == normal("王先生 您好，收到12件～")
    assert normal("感謝您的支持") == normal("感谢您的支持！")


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_between_0_and_1_and_knows_no_order(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


@given(st.lists(st.text(min_size=1, max_size=40), max_size=8))
def test_every_reply_is_found_again(texts: list[str]) -> None:
    replies = Replies(texts)
    assert list(replies) == texts
    for text in texts:
        assert (replies.repeated(text) is not None) == bool(normal(text))


def test_another_product_is_the_same_reply_another_matter_is_not() -> None:
    replies = Replies([THANKS])
    assert replies.repeated(THANKS.replace("保温杯", "雨伞")) == THANKS
    assert replies.repeated("杯盖漏水的情况我们看到了，新的杯盖今天寄出。") is None


def test_an_opening_is_compared_after_the_greeting() -> None:
    assert opening_of("亲爱的顾客您好，感谢您选择本店的伞") == opening_of("感谢您选择本店的保温杯")
    assert opening_of("谢谢") == ""
    assert grades("您好，感谢您选择本店的雨伞，伞骨断了可以换新。", (THANKS,)) == ["opening"]


def test_a_batch_s_own_index_and_plain_texts_say_the_same() -> None:
    replies = Replies()
    assert grades(THANKS, replies) == []
    replies.add(THANKS)
    assert grades(THANKS, replies) == grades(THANKS, (THANKS,)) == [None]


def test_thousands_of_replies_are_searched_without_comparing_with_each() -> None:
    chance = random.Random(7)  # noqa: S311 - words drawn by lot, nothing to keep secret
    words = [chr(code) for code in range(0x4E00, 0x5600)]
    texts = ["".join(chance.choices(words, k=60)) for _ in range(3000)]
    replies = Replies(texts)
    started = time.process_time()
    assert all(replies.repeated(text) == text for text in texts[:200])
    assert time.process_time() - started < 2


AGENT = Turn("agent", "已经帮您联系快递核实，有结果马上告诉您。")


def test_a_second_time_needs_a_customer_between() -> None:
    assert grades(AGENT.text, turns=(AGENT, Turn("customer", "到底到哪了"))) == [None]
    assert grades(AGENT.text, turns=(Turn("customer", "在吗"), AGENT)) == []


def test_another_number_is_another_answer_in_a_chat() -> None:
    said = Turn("agent", "您的包裹预计还要3天送到，请留意电话。")
    asked = Turn("customer", "现在呢")
    assert grades("您的包裹预计还要2天送到，请留意电话。", turns=(said, asked)) == []


def test_a_line_of_a_longer_reply_is_found_where_it_stands() -> None:
    reading = Reading("快递说明天派送。\n" + AGENT.text)
    context = Context(SHOP, "chat", (AGENT, Turn("customer", "怎么样了")))
    assert [reading.text[item.start : item.end] for item in repeated_reply.check(reading, context)] == [AGENT.text]
