"""The kind of goods is read from the product's name, else from the customer's words, in every script."""

from __future__ import annotations

import pytest

from rag.catalogue.goods import goods_of


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("房间干净，前台也热情", "stay"),
        ("骑手准时，饭菜还热着", "meal"),
        ("橙子很甜，没有坏果", "fresh"),
        ("作者文笔好，一晚上读完了", "book"),
        ("洗完頭髮很柔順", "care"),
        ("褲子面料舒服", "clothes"),
        ("热水器出水快", "appliance"),
        ("电池耐用，屏幕清晰", "device"),
        ("这酸奶很好喝", "food"),
        ("味道不错", "food"),
        ("The room was clean and the lobby quiet", "stay"),
        ("说明书里写了适配器会发热", "device"),
        ("平板看电视很清晰", "device"),
        ("很好，满意", "other"),
    ],
)
def test_the_words_tell_the_kind(text: str, goods: str) -> None:
    assert goods_of(text) == goods


def test_the_products_name_comes_before_the_words() -> None:
    assert goods_of("穿着它看书很舒服", "加绒卫衣") == "clothes"
    assert goods_of("房间里放一个刚好", "台灯") == "stay"
