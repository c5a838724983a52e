"""What a catalogue says to questions about a product, and that it is not made to say more."""

from __future__ import annotations

import pytest

from rag.attributes import attributes_asked
from rag.domain import Product

SHIRT = Product(
    name="休闲衬衫",
    attributes={"面料": "棉95% 氨纶5%", "颜色": "白色、藏青", "洗涤": "不可机洗", "产地": "广东"},
    selling_points=("袖口可以外翻", "不起球"),
)
FLASK = Product(
    name="316不锈钢保温杯",
    attributes={
        "内胆材质": "316不锈钢", "容量": "500ml", "适用": "微波炉、烤箱", "是否防水": "否", "尺寸": "7x7x22cm",
        "重量": "0.35kg", "产地": "日本",
    },
    selling_points=("杯盖可以整个拆下来清洗",),
)  # fmt: skip
KETTLE = Product(
    name="电热水壶", attributes={"功率": "1800W", "电压": "220V", "材质": "304不锈钢", "无线充电": "不支持"}
)


def told(question: str, product: Product) -> list[tuple[str, str]]:
    return [(found.name, found.agrees) for found in attributes_asked(question, product)]


@pytest.mark.parametrize(
    ("question", "product", "name"),
    [
        ("什么面料的", SHIRT, "面料"),
        ("what is it made of", SHIRT, "面料"),
        ("有什么颜色呀", SHIRT, "颜色"),
        ("哪里产的", SHIRT, "产地"),
        ("多重", FLASK, "重量"),
        ("how tall is it", FLASK, "尺寸"),
        ("請問容量多少", FLASK, "容量"),
        ("多少瓦的", KETTLE, "功率"),
        ("功率", KETTLE, "功率"),
    ],
)
def test_an_attribute_is_found_however_it_is_asked_for(question: str, product: Product, name: str) -> None:
    assert told(question, product) == [(name, "open")]


@pytest.mark.parametrize(
    ("question", "product", "answer"),
    [
        ("是纯棉的吗", SHIRT, [("面料", "no")]),
        ("有棉吗", SHIRT, [("面料", "yes")]),
        ("是不是真丝的", SHIRT, [("面料", "no")]),
        ("is it cotton?", SHIRT, [("面料", "yes")]),
        ("有黑色的吗", SHIRT, [("颜色", "no")]),
        ("有白色的没", SHIRT, [("颜色", "yes")]),
        ("能机洗吗", SHIRT, [("洗涤", "no")]),
        ("国产的吗", SHIRT, [("产地", "yes")]),
        ("是304的吗", FLASK, [("内胆材质", "no")]),
        ("是不是不锈钢的", FLASK, [("内胆材质", "yes")]),
        ("是500毫升的吗", FLASK, [("容量", "yes")]),
        ("600ml的吗", FLASK, [("容量", "no")]),
        ("可以放微波炉吗", FLASK, [("适用", "yes")]),
        ("那能进洗碗机不", Product(attributes={"洗碗机": "可用"}), [("洗碗机", "yes")]),
        ("防水吗", FLASK, [("是否防水", "no")]),
        ("進口的嗎", FLASK, [("产地", "yes")]),
        ("是2000w的吗", KETTLE, [("功率", "no")]),
        ("支持无线充电吗", KETTLE, [("无线充电", "no")]),
        ("塑料的吗", KETTLE, [("材质", "no")]),
    ],
)
def test_yes_and_no_where_the_value_tells(question: str, product: Product, answer: list[tuple[str, str]]) -> None:
    assert told(question, product) == answer


@pytest.mark.parametrize(
    ("question", "product"),
    [
        ("棉的还是麻的", SHIRT),
        ("不是不锈钢的吧", FLASK),
        ("能装600ml吗", FLASK),
        ("是316的吗", Product(attributes={"材质": "不锈钢"})),
    ],
)
def test_what_the_value_does_not_decide_is_open(question: str, product: Product) -> None:
    assert all(agrees == "open" for _, agrees in told(question, product))


FAN = Product(
    name="桌面风扇",
    attributes={
        "包装清单": "风扇、数据线、说明书",
        "机身自重": "0.6kg",
        "厚薄": "薄款",
        "保修期": "两年",
        "版型": "宽版",
    },
)


@pytest.mark.parametrize(
    ("question", "name", "agrees"),
    [
        ("这个小风扇送充电头吗", "包装清单", "open"),
        ("风扇带数据线吗", "包装清单", "yes"),
        ("空的多重啊", "机身自重", "open"),
        ("夏天穿热不热", "厚薄", "open"),
        ("保修多长时间", "保修期", "open"),
        ("會不會偏大？", "版型", "open"),
    ],
)
def test_asked_in_everyday_words(question: str, name: str, agrees: str) -> None:
    assert told(question, FAN) == [(name, agrees)]


def test_several_are_given_in_the_order_asked() -> None:
    assert told("容量多少？多重呀？", FLASK) == [("容量", "open"), ("重量", "open")]
    assert [name for name, _ in told("颜色和面料是什么", SHIRT)] == ["颜色", "面料"]


def test_a_selling_point_or_the_name_may_say_it() -> None:
    assert [found.value for found in attributes_asked("杯盖能拆吗", FLASK)] == ["杯盖可以整个拆下来清洗"]
    assert told("会起球吗", SHIRT) == [("", "open")]
    assert told("是不锈钢的吗", Product(name="不锈钢汤锅")) == [("", "yes")]


@pytest.mark.parametrize(
    "text",
    ["黑色的能退吗", "尺寸不合适怎么退", "颜色不对", "白色的还有货吗", "什么时候发货", "收到了尺寸小了", "在吗"],
)
def test_other_matters_ask_for_no_attribute(text: str) -> None:
    assert told(text, SHIRT) == told(text, FLASK) == []
