"""What a catalogue says to questions about a product, and that it is not made to say more."""

from __future__ import annotations

import pytest

from rag.catalogue.attributes import attributes_asked, unanswered
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


CASE = Product(
    name="20寸登机箱",
    attributes={"尺寸": "55×36×23cm", "箱体自重": "2.9kg", "颜色": "雾霾蓝", "最大承重": "20kg"},
)
FAN_FULL = Product(
    name="桌面风扇",
    attributes={
        "包装清单": "风扇、Type-C数据线、说明书", "续航": "6小时", "充电时间": "3小时", "档位": "三档",
        "噪音": "35分贝", "电池容量": "4000mAh", "质保": "一年",
    },
)  # fmt: skip
BOOKCASE = Product(
    name="儿童书柜",
    attributes={
        "材质": "新西兰松木", "环保等级": "E0级", "层数": "四层", "尺寸": "80×30×120cm", "安装方式": "自行组装",
        "单层承重": "15kg",
    },
)  # fmt: skip
NUTS = Product(
    name="坚果礼盒",
    attributes={
        "净含量": "1.2kg", "保质期": "9个月", "配料": "巴旦木、腰果、核桃", "口味": "原味、盐焗",
        "生产日期": "2026年10月", "储存方式": "阴凉干燥处",
    },
)  # fmt: skip
EARPHONES = Product(
    name="蓝牙耳机",
    attributes={"电池续航": "单次6小时，总30小时", "接口": "Type-C", "兼容系统": "iOS、安卓", "防水等级": "IPX5"},
)
MATTRESS = Product(name="床垫", attributes={"厚度": "20cm", "尺寸": "1.8x2m", "填充物": "乳胶", "软硬度": "偏硬"})
NAPPIES = Product(name="纸尿裤", attributes={"适用体重": "9-14kg", "片数": "54片", "适用年龄": "1-3岁"})
LAMP = Product(
    name="Reading lamp",
    attributes={
        "In the box": "lamp, USB-C cable, manual", "Battery life": "8 hours", "Weight": "210 g",
        "Charging time": "2 hours", "Material": "ABS plastic", "Warranty": "2 years",
    },
)  # fmt: skip
JACKET = Product(
    name="Rain jacket", attributes={"Fabric": "100% nylon", "Waterproof": "Yes", "Colours": "navy, olive"}
)


@pytest.mark.parametrize(
    ("question", "product", "names"),
    [
        ("这个箱子空的多重啊", CASE, ["箱体自重"]),
        ("重不重", CASE, ["箱体自重"]),
        ("能装多少斤", CASE, ["最大承重"]),
        ("多大的", CASE, ["尺寸"]),
        ("顏色有哪些", CASE, ["颜色"]),
        ("颜色和尺寸是什么，多重", CASE, ["颜色", "尺寸", "箱体自重"]),
        ("充满电要多久", FAN_FULL, ["充电时间"]),
        ("充满电能用多久", FAN_FULL, ["续航"]),
        ("几档的", FAN_FULL, ["档位"]),
        ("声音大吗", FAN_FULL, ["噪音"]),
        ("保固多久呀", FAN_FULL, ["质保"]),
        ("电池多大", FAN_FULL, ["电池容量"]),
        ("里面都有什么", FAN_FULL, ["包装清单"]),
        ("这书柜味道大不大", BOOKCASE, ["环保等级"]),
        ("甲醛有保证么", BOOKCASE, ["环保等级"]),
        ("有幾層", BOOKCASE, ["层数"]),
        ("每层能放多少斤", BOOKCASE, ["单层承重"]),
        ("要自己装吗", BOOKCASE, ["安装方式"]),
        ("多宽多高", BOOKCASE, ["尺寸"]),
        ("多重", NUTS, ["净含量"]),
        ("能放多久", NUTS, ["保质期"]),
        ("什么时候生产的", NUTS, ["生产日期"]),
        ("怎么保存", NUTS, ["储存方式"]),
        ("含腰果吗", NUTS, ["配料"]),
        ("有什麼口味", NUTS, ["口味"]),
        ("能听多久", EARPHONES, ["电池续航"]),
        ("苹果手机能用吗", EARPHONES, ["兼容系统"]),
        ("防水吗", EARPHONES, ["防水等级"]),
        ("充电口是什么", EARPHONES, ["接口"]),
        ("多厚", MATTRESS, ["厚度"]),
        ("硬不硬", MATTRESS, ["软硬度"]),
        ("里面填充什么", MATTRESS, ["填充物"]),
        ("一包多少片", NAPPIES, ["片数"]),
        ("幾個月寶寶能用", NAPPIES, ["适用年龄"]),
        ("how heavy is it", LAMP, ["Weight"]),
        ("and how long does the battery last", LAMP, ["Battery life"]),
        ("how long does it take to charge", LAMP, ["Charging time"]),
        ("how long is the warranty", LAMP, ["Warranty"]),
        ("what's in the box", LAMP, ["In the box"]),
        ("what is it made of", LAMP, ["Material"]),
        ("what colours do you have", JACKET, ["Colours"]),
        ("is it waterproof?", JACKET, ["Waterproof"]),
    ],
)
def test_properties_are_asked_for_by_what_they_mean(question: str, product: Product, names: list[str]) -> None:
    assert [name for name, _ in told(question, product)] == names


@pytest.mark.parametrize(
    ("question", "product"),
    [
        ("能坐人吗", CASE),
        ("这个颜色好看吗", CASE),
        ("能放下16寸电脑吗", CASE),
        ("箱子轮子坏了怎么办", CASE),
        ("可以带上飞机吗", CASE),
        ("送赠品吗", FAN_FULL),
        ("带夜灯吗", FAN_FULL),
        ("7天能到吗", FAN_FULL),
        ("可以夹在床头吗", FAN_FULL),
        ("坏了怎么这么快", FAN_FULL),
        ("数据线有多长", FAN_FULL),
        ("今天送不到吗", FAN_FULL),
        ("能送女朋友吗", FAN_FULL),
        ("质保还有多久", FAN_FULL),
        ("师傅什么时候来安装", BOOKCASE),
        ("还能用吗", EARPHONES),
        ("抽屉什么材质", BOOKCASE),
        ("放小孩房间安全吗", BOOKCASE),
        ("有花生吗", NUTS),
        ("支持降噪吗", EARPHONES),
        ("连不上怎么办", EARPHONES),
        ("1米8的床能用吗", MATTRESS),
        ("多重", NAPPIES),
        ("洗了會不會縮水", SHIRT),
        ("衣长多少", SHIRT),
        ("哪里发货", SHIRT),
        ("2米吗", SHIRT),
        ("收到颜色不对怎么回事", SHIRT),
        ("how long is it", LAMP),
        ("when will it arrive", LAMP),
        ("can I return it", LAMP),
        ("is it machine washable", JACKET),
        ("what's the return policy", JACKET),
    ],
)
def test_what_the_catalogue_does_not_hold_is_not_answered(question: str, product: Product) -> None:
    assert told(question, product) == []


@pytest.mark.parametrize(
    ("question", "product", "agrees", "missing"),
    [
        ("有说明书吗", FAN_FULL, "yes", ""),
        ("配线吗", FAN_FULL, "yes", ""),
        ("送充电头吗", FAN_FULL, "open", "充电头"),
        ("要自己買充電器嗎", FAN_FULL, "open", "充电器"),
        ("带遥控吗", FAN_FULL, "open", ""),
        ("有没有电池", FAN_FULL, "open", ""),
        ("does the lamp come with a charger?", LAMP, "open", "charger"),
        ("is a manual included", LAMP, "yes", ""),
        ("do I need my own adapter", LAMP, "open", "adapter"),
    ],
)
def test_the_box_is_told_and_what_one_brings_oneself(
    question: str, product: Product, agrees: str, missing: str
) -> None:
    found = [(one.form, one.agrees, one.other) for one in attributes_asked(question, product)]
    assert found == [("box", agrees, missing)]


def test_a_size_is_told_from_the_chart() -> None:
    chart = {"尺码表": "S：155-160cm/43-49kg，M：160-165cm/50-55kg"}
    cardigan = Product(name="针织开衫", attributes=chart)
    [fit] = attributes_asked("163 52kg穿啥码", cardigan)
    assert (fit.form, fit.given["size"], fit.value) == ("fits", "M", "160-165cm/50-55kg")
    [later] = attributes_asked("那穿什么码", cardigan, "我163\n104斤")
    assert later.given == fit.given
    assert attributes_asked("穿什么码", cardigan) == ()


@pytest.mark.parametrize("question", ["这款合适不", "适合送老人吗"])
def test_whether_it_suits_is_answered_by_what_it_offers(question: str) -> None:
    massager = Product(name="按摩仪", selling_points=("揉捏加热敷", "三档力度"))
    assert [(one.form, one.value) for one in attributes_asked(question, massager)] == [
        ("points", "揉捏加热敷、三档力度")
    ]
    assert attributes_asked("我穿合适吗", massager) == ()


@pytest.mark.parametrize(
    ("message", "product", "rest"),
    [
        ("請問這件是純棉的嗎 洗了會不會縮水啊", SHIRT, "洗了会不会缩水啊"),
        ("多重啊，今天能发货吗", CASE, "今天能发货吗"),
        ("送充电头吗 还是要自己买", FAN_FULL, ""),
        ("how heavy is it, and when will it ship", LAMP, "and when will it ship"),
        ("什么时候发货", CASE, "什么时候发货"),
    ],
)
def test_what_the_catalogue_leaves_of_a_message(message: str, product: Product, rest: str) -> None:
    assert unanswered(message, product) == rest
