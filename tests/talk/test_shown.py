"""What a conversation has given already, so that no reply asks for it."""

from __future__ import annotations

import pytest

from rag.talk.shown import READERS, shown_in
from tests.talks import turns

BY_FORM = [
    ("order", "订单88273615234什么时候发"),
    ("order", "訂單號：202506180001"),
    ("order", "Order number 12345678, where is it?"),
    ("order", "[订单卡片]"),
    ("order", "订单号: ;30123456789 ;发票寄到哪里"),
    ("order", "301234567 这订单什么时候退款"),
    ("product", "https://shop.example/i?id=8"),
    ("product", "[商品链接]"),
    ("photo", "[图片]"),
    ("photo", "[圖片]"),
    ("photo", "[image]"),
    ("phone", "改成13812345678收"),
    ("address", "改到文三路15号3幢201室"),
    ("address", "Please change it to 12 Oak Street"),
    ("city", "寄到长沙市要几天"),
    ("city", "我在成都，几天能到"),
    ("city", "寄到台中市要幾天"),
    ("city", "How long to Leeds?"),
    ("measurements", "身高170体重130斤穿什么码"),
    ("measurements", "172cm, 65kg"),
    ("size", "平时穿M码"),
    ("size", "42码有吗"),
    ("quantity", "我要三件"),
    ("quantity", "要兩箱"),
    ("invoice_title", "抬头：青山某某有限公司"),
    ("reason", "拍错了想退"),
    ("reason", "買錯了想退"),
    ("model", "iPhone15能用吗"),
]


@pytest.mark.parametrize(("name", "text"), BY_FORM)
def test_what_was_typed_is_known_by_its_form(name: str, text: str) -> None:
    assert name in shown_in(turns(text))


@pytest.mark.parametrize(
    ("name", "asked", "answer"),
    [
        ("city", "您收货在哪个城市呀？", "长沙"),
        ("city", "請問寄到哪個城市？", "台中"),
        ("city", "Which city should it go to?", "Leeds"),
        ("photo", "麻烦拍张照片", "[图片]"),
        ("time", "哪天方便收呢？", "周六下午"),
        ("order", "麻烦把订单号发我", "88273615"),
        ("phone", "您留个电话", "13812345678"),
        ("reason", "方便说下想退的原因吗？", "穿着显胖"),
    ],
)
def test_what_was_asked_for_is_known_by_the_answer(name: str, asked: str, answer: str) -> None:
    assert name in shown_in(turns(f"|{asked}", answer))


@pytest.mark.parametrize("answer", ["稍等", "等一下", "为什么要这个", "Why do you need it?"])
@pytest.mark.parametrize("asked", ["您收货在哪个城市呀？", "麻烦拍张照片", "Please send a photo"])
def test_a_question_that_was_put_off_or_returned_has_brought_nothing(asked: str, answer: str) -> None:
    shown = shown_in(turns(f"|{asked}", answer))
    assert not shown & {"city", "photo"}


@pytest.mark.parametrize(
    "text", ["", "在吗", "快递到哪里了", "什么时候发货", "都一个月了", "我们三个人用", "Hello", "？？"]
)
def test_a_message_that_gives_nothing_shows_nothing(text: str) -> None:
    assert shown_in(turns(text)) == frozenset()


def test_height_alone_is_no_measurements() -> None:
    assert "measurements" not in shown_in(turns("我165"))
    assert "measurements" in shown_in(turns("我165", "|体重呢？", "52公斤"))


def test_an_order_or_an_item_named_by_the_agent_is_known_and_a_photo_of_theirs_is_not() -> None:
    assert "order" in shown_in(turns("发了吗", "|您问的是202506180001这单吗", "是的"))
    assert "product" in shown_in(turns("有货吗", "|https://shop.example/i?id=8", "嗯"))
    assert "photo" not in shown_in(turns("怎么装", "|[图片]", "好的"))


def test_who_asks_for_an_order_has_none_open_and_who_speaks_of_it_has() -> None:
    assert "order" not in shown_in(turns("发了吗", "|请提供您的订单号", "稍等"))
    assert "order" in shown_in(turns("发了吗", "|该订单在配送中", "好的"))


def test_a_phone_number_in_a_sentence_is_no_order() -> None:
    assert "order" not in shown_in(turns("改成13812345678收"))


def test_every_reader_named_here_is_one_that_needs_may_name() -> None:
    assert {name for name, _ in BY_FORM} <= READERS
