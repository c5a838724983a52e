"""Reviews of other kinds: nothing written, emoji, advertising, money asked for a review, insults, other goods."""

from __future__ import annotations

import time

import pytest

from rag.domain import Review
from rag.reviews.kinds import Change, Kind, face_of, kind_of, of_other_goods
from rag.reviews.reading import ReviewReading, read_review


def reading(
    text: str, stars: int | None = None, append: str | None = None, product: str | None = None
) -> ReviewReading:
    return read_review(Review(text, stars=stars, append=append), product)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("empty", ""),
        ("empty", "  \n "),
        ("empty", "该用户没有填写评价。"),
        ("empty", "買家未填寫評價內容"),
        ("empty", "评价方未及时做出评价,系统默认好评!"),
        ("empty", "系統默認好評"),
        ("empty", "No review left."),
        ("empty", "The customer didn't leave a comment"),
        ("wordless", "🌹🌹🌹"),
        ("wordless", "!!!???"),
        ("wordless", "123456"),
        ("wordless", " 。 "),
        ("wordless", "呵呵"),
        ("wordless", "lol 😂"),
        ("spam", "需要便宜货源的加vx abc12345"),
        ("spam", "免費領優惠券 點我頭像"),
        ("spam", "诚招兼职，日结工资，详情联系"),
        ("spam", "Cheaper deals on www.my-shop.example"),
        ("threat", "三天内不返现我就挂差评"),
        ("threat", "賠我一百，否則天天負評"),
        ("threat", "红包到账就改五星"),
        ("threat", "晒图的红包有没有？不给就只能写差评了"),
        ("threat", "要我删评先给钱"),
        ("threat", "Pay me back or I will leave one star everywhere"),
        ("threat", "I'll change my review if you refund me half"),
        ("abuse", "客服脑残"),
        ("abuse", "老闆去死"),
        ("abuse", "What a bunch of idiots"),
    ],
)
def test_each_kind_is_told(kind: Kind, text: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "没有评价里说的那么好",
        "客服让我加微信才给退款",
        "评论里说的优惠券根本领不了",
        "好评返现的卡片骗人",
        "返现到账了，客服说话算话",
        "不退款我只能给差评",
        "赔了我一个新的，服务很好，好评",
        "都说是刷单刷出来的好评",
        "哈哈哈，孩子很喜欢",
        "赞赞赞赞赞",
        "骂人的客服真少见",
        "Cheaper than on www.amazon.com and just as good",
        "比taobao.com更便宜",
        "The money is for my wechat friends, nice discounts",
        "Refund was quick, five stars",
        "The money is well spent, great review material",
    ],
)
def test_what_only_looks_like_one_is_a_review_like_others(text: str) -> None:
    assert reading(text).kind == "ordinary"


@pytest.mark.parametrize(
    ("text", "says"), [("👍🎉", "praise"), ("😤👎", "complaint"), ("😍😭", None), ("🚗", None), ("。。", None)]
)
def test_emoji_praise_or_complain(text: str, says: str | None) -> None:
    assert face_of(text) == says


def test_emoji_decide_the_sentiment_where_there_is_nothing_else() -> None:
    assert reading("😡😡", stars=5).sentiment == "negative"
    assert reading("😡😡", stars=5).contradiction
    assert reading("❤️").sentiment == "positive"
    assert reading("🚗", stars=4).sentiment == "positive"


def test_what_the_platform_wrote_is_no_praise_of_the_customers() -> None:
    assert reading("系统默认好评").points == ()
    assert reading("系统默认好评").sentiment == "neutral"


def test_a_threat_is_a_complaint_and_what_it_bargains_with_no_point() -> None:
    read = reading("杯底有裂纹，返我二十块，不然给差评", stars=5)
    assert (read.kind, read.sentiment, read.contradiction) == ("threat", "negative", True)
    assert [point.text for point in read.points] == ["杯底有裂纹"]


def test_an_insult_is_no_point_but_what_it_is_about_is() -> None:
    assert [point for point in reading("一群混蛋").points if point.about != "other"] == []
    assert reading("一群混蛋").sentiment == "negative"
    assert [point.text for point in reading("一群傻逼，杯盖漏水").points] == ["杯盖漏水"]


@pytest.mark.parametrize(
    ("text", "product", "other"),
    [
        ("这双鞋很合脚", "不锈钢保温杯", True),
        ("這家酒店早餐豐富", "无线耳机", True),
        ("This book kept me up all night", "Steel water bottle", True),
        ("这双鞋很合脚", "男士跑步鞋", False),
        ("这双鞋很合脚", None, False),
        ("这件衣服洗得很干净", "滚筒洗衣机", False),
        ("这本书放进去正好", "实木书架", False),
        ("穿鞋出门用正好", "折叠伞", False),
    ],
)
def test_other_goods_than_those_sold_are_told(text: str, product: str | None, other: bool) -> None:
    assert of_other_goods(text, product) is other
    assert (reading(text, product=product).kind == "other-goods") is other


@pytest.mark.parametrize(
    ("first", "later", "change"),
    [
        ("手感很好", "第二个月开始掉漆", "worse"),
        ("掉漆", "给换了新的，很满意", "better"),
        ("杯子漏水", "卖家很快补发了", "better"),
        ("漏水", "还是漏水，没人管", "still-bad"),
        ("很好用", "用了一年依旧好用", "still-good"),
        ("很好用", "补一张图", None),
        ("Great lamp", "It broke after a month", "worse"),
        ("很好用", None, None),
    ],
)
def test_a_follow_up_tells_what_has_changed(first: str, later: str | None, change: Change | None) -> None:
    assert reading(first, append=later).change == change


@pytest.mark.parametrize("text", ["不给钱" * 4000, "加微信" * 4000, "哈" * 20_000, "这双" * 8000, "😡" * 9000])
def test_long_texts_are_told_quickly(text: str) -> None:
    started = time.process_time()
    reading(text[:20_000], product="保温杯")
    assert time.process_time() - started < 3
