"""What is read from a message before anything is looked up."""

from __future__ import annotations

import pytest

from rag.domain import Request, Turn
from rag.understanding import mood_of, questions, understand


def chat(*texts: str) -> Request:
    """A conversation that alternates from the customer on; `|` stands before an agent's turn."""
    return Request("chat", turns=tuple(Turn("agent" if t[0] == "|" else "customer", t.lstrip("|")) for t in texts))


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("什么垃圾店，东西坏的还不给退", "angry"),
        ("這是在騙人嗎！！", "angry"),
        ("This is unacceptable, I want my money", "angry"),
        ("急用啊，能不能今天寄出来", "worried"),
        ("都五天了怎么还没到", "worried"),
        ("Is it shipped? I need it asap", "worried"),
        ("收到了很喜欢，谢谢", "thankful"),
        ("等了两小时都没人理，叫你们经理来", "angry"),
        ("Very disappointed with this shop", "angry"),
        ("再不处理我就去12315", "threatening"),
        ("不給退我就投訴到消協", "threatening"),
        ("I'll dispute the charge with my bank", "threatening"),
        ("等着我给你们打差评吧", "threatening"),
        ("哈哈哈哈这颜色也太像榴莲了", "joking"),
        ("haha it looks like my cat", "joking"),
        ("这款有白色吗", "calm"),
        ("", "calm"),
    ],
)
def test_the_mood_is_in_the_words(text: str, mood: str) -> None:
    assert mood_of(text) == mood


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("能退吗", "zh-Hans"),
        ("請問可以退貨嗎", "zh-Hant"),
        ("can I return it", "en"),
        ("😡😡", "zh-Hans"),
        ("M码有吗", "zh-Hans"),
    ],
)
def test_the_reply_is_in_the_language_of_the_message(text: str, language: str) -> None:
    assert understand(chat(text)).language == language


def test_a_message_without_letters_takes_the_language_of_those_before() -> None:
    assert understand(chat("請問什麼時候出貨", "|馬上為您查", "？？")).language == "zh-Hant"


def test_only_the_shops_first_message_greets() -> None:
    assert understand(chat("在吗")).greet
    assert not understand(chat("在吗", "|您好", "想退货")).greet


def test_greetings_links_and_order_numbers_are_no_questions() -> None:
    found = [question.text for question in questions("你好 订单号:88273615234 https://a.example/x 什么时候发货")]
    assert found == ["什么时候发货"]


def test_each_clause_of_a_sentence_is_a_question_of_its_own_too() -> None:
    found = questions("发什么快递，几天能到？还有能开发票吗")
    assert [question.text for question in found if question.sentence == 0] == [
        "发什么快递 几天能到", "发什么快递", "几天能到",
    ]  # fmt: skip
    assert found[-1].text.endswith("能开发票吗")


def test_what_asks_is_told_from_what_tells() -> None:
    told, asked = questions("昨天收到的。能换吗")
    assert not told.asks
    assert asked.asks


def test_a_message_is_remembered_with_the_few_before_it() -> None:
    read = understand(chat("退货运费谁出", "|看原因", "怎么算"))
    assert read.whole == "怎么算"
    assert "退货运费" in read.conversation


def test_a_thank_you_that_asks_for_nothing_more_is_one() -> None:
    assert understand(chat("快递员电话多少", "|已发您", "我联系上了，谢谢")).talk.act == "thanks"
    asked = understand(chat("谢谢，那发票怎么开"))
    assert (asked.talk.act, "发票" in asked.whole) == ("matter", True)


def test_long_english_words_are_not_taken_for_order_numbers() -> None:
    read = understand(chat("What material is this? My order is ab-20250618-77."))
    assert "material" in read.whole
    assert "20250618" not in read.whole
