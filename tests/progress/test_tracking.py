"""Where a parcel is, read from its events in the words of many carriers, and what may be said of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rag.domain import Order, TrackingEvent
from rag.progress.tracking import Tracking, tracking_of

NOW = datetime(2026, 11, 20, 18)


def read(*texts: str) -> Tracking:
    return tracking_of(Order(tracking=tuple(TrackingEvent(text) for text in texts)), NOW)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("卖家已通知快递揽件", "none"),
        ("Shipment information received", "none"),
        ("【杭州市】圆通速递 收件员 已揽件", "collected"),
        ("顺丰速运 已收取快件", "collected"),
        ("快件已到达【深圳转运中心】", "moving"),
        ("包裹清关中", "moving"),
        ("貨件轉運中", "moving"),
        ("In transit to next facility", "moving"),
        ("快件到达【深圳南山公司】，上一站是【深圳转运中心】", "arrived_city"),
        ("您的订单已到达【城东站】", "arrived_city"),
        ("快件派送中，快递员小李，电话13800001111", "delivering"),
        ("包裹正在配送途中，请准备签收", "delivering"),
        ("Out for delivery", "delivering"),
        ("已投递至丰巢智能柜，请凭取件码及时取件", "to_collect"),
        ("快件已被【菜鸟驿站】代收，请及时取件", "to_collect"),
        ("順利送達門市，請盡快取貨", "to_collect"),
        ("Available for pickup at ParcelShop", "to_collect"),
        ("快件已签收，签收人：本人", "signed"),
        ("客户已凭取件码签收，感谢使用", "signed"),
        ("包裹已配達", "signed"),
        ("Delivered", "signed"),
        ("已签收，他人代收：门卫", "signed_by_other"),
        ("Delivered, left with neighbour", "signed_by_other"),
        ("派送失败：无法联系收件人，明日再派", "failed"),
        ("未妥投，收件人电话无人接听", "failed"),
        ("Delivery attempted; recipient not home", "failed"),
        ("收件人拒收，快件退回中", "returning"),
        ("Returned to sender", "returning"),
        ("因天气原因快件滞留在武汉转运中心", "stalled"),
        ("Held at customs", "stalled"),
        ("貨件已集貨", "collected"),
        ("派遞途中", "delivering"),
        ("Driver is on the way", "delivering"),
        ("郵件招領中", "to_collect"),
        ("包裹已存入智能櫃，請盡快提取", "to_collect"),
        ("包裹已从驿站取出", "signed"),
        ("Left at front door", "signed"),
        ("收件地址超出派送范围", "failed"),
        ("Sorry we missed you", "failed"),
        ("节假日延迟派送", "stalled"),
        ("客户改约明天派送", "unknown"),
        ("感谢您的支持", "unknown"),
    ],
)
def test_a_carriers_words(text: str, stage: str) -> None:
    assert read(text).stage == stage


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("快件已到达【深圳转运中心】", "到了深圳转运中心", None),
        ("快件离开【广州转运中心】已发往【深圳南山网点】", "从广州转运中心发往深圳南山网点了", None),
        ("已到達台中轉運中心", "到了台中转运中心", None),
        ("Arrived at Sort Facility LEIPZIG", "到了 Leipzig", "has reached Leipzig"),
        ("Departed facility in HONG KONG", "离开了 Hong Kong", "has left Hong Kong"),
        ("Departed Facility", "正在运输途中", "is in transit"),
        ("正在派件，派件员张三 13800001111", "开始派送了", "is out for delivery"),
        ("已存放至菜鸟驿站科技园店，联系 0755-12345678", "放到驿站了", "is waiting at the pick-up point"),
        ("已签收，签收人是物业", "由物业代收了", "was signed for by the building's staff"),
        ("快件滞留在武汉转运中心", "在武汉转运中心有停留", None),
    ],
)
def test_what_is_said_is_put_anew_without_names_and_numbers(text: str, chinese: str, english: str | None) -> None:
    event = read(text).event
    assert event is not None
    assert (event.zh, event.en) == (chinese, english)


@pytest.mark.parametrize(
    ("text", "failure"),
    [("派送失败：无法联系收件人", "no_answer"), ("地址不详，派送失败", "address"),
     ("问题件：外包装破损", "damaged"), ("派送不成功", "unknown"), ("正在派送", None)],
)  # fmt: skip
def test_why_a_delivery_failed(text: str, failure: str | None) -> None:
    assert read(text).failure == failure


def test_the_last_event_counts_whichever_way_they_are_listed() -> None:
    way = ("快件已揽收", "已到达【武汉转运中心】", "正在派送")
    assert read(*way).stage == read(*reversed(way)).stage == "delivering"
    dated = [
        TrackingEvent(text, NOW - timedelta(hours=hours)) for text, hours in zip(way, (50, 20, 2), strict=True)
    ]
    for events in (dated, dated[::-1], [dated[1], dated[2], dated[0]]):
        assert tracking_of(Order(tracking=tuple(events)), NOW).at == dated[2].at


def test_two_places_in_no_known_order_tell_nothing() -> None:
    assert read("已到达【武汉转运中心】", "已到达【长沙转运中心】") == Tracking()


def test_some_times_tell_the_order_of_the_rest() -> None:
    events = (
        TrackingEvent("已到达【长沙转运中心】", NOW - timedelta(hours=2)),
        TrackingEvent("已到达【岳阳转运中心】"),
        TrackingEvent("已到达【武汉转运中心】", NOW - timedelta(hours=20)),
    )
    place = tracking_of(Order(tracking=events), NOW).place
    assert place is not None
    assert place.zh == "长沙转运中心"


def test_the_branch_that_collected_is_not_the_one_that_delivers() -> None:
    assert read("快件已揽收", "快件已到达【杭州余杭营业部】").stage == "moving"
    assert read("快件已揽收", "已到达【深圳转运中心】", "快件已到达【深圳南山营业部】").stage == "arrived_city"


@pytest.mark.parametrize(("hours", "stage", "days"), [(5, "moving", None), (30, "moving", 1), (80, "stalled", 3)])
def test_a_parcel_that_is_quiet_for_long_has_stalled(hours: int, stage: str, days: int | None) -> None:
    event = TrackingEvent("已到达【武汉转运中心】", NOW - timedelta(hours=hours))
    found = tracking_of(Order(state="shipped", tracking=(event,)), NOW)
    assert (found.stage, found.quiet_days) == (stage, days)


def test_times_with_and_without_a_zone_together() -> None:
    events = (
        TrackingEvent("快件已揽收", NOW - timedelta(days=2)),
        TrackingEvent("正在派送", (NOW - timedelta(hours=2)).replace(tzinfo=UTC)),
    )
    assert tracking_of(Order(tracking=events), NOW).stage == "delivering"


@pytest.mark.parametrize(
    ("order", "stage"),
    [
        (Order(), "unknown"),
        (Order(state="paid"), "none"),
        (Order(state="shipped"), "unknown"),
        (Order(state="delivering"), "delivering"),
        (Order(state="completed", signed_at=NOW), "signed"),
        (Order(state="signed", tracking=(TrackingEvent("正在派送"),)), "signed"),
        (Order(state="signed", tracking=(TrackingEvent("已存放至驿站"),)), "to_collect"),
    ],
)
def test_the_orders_state_stands_where_events_tell_less(order: Order, stage: str) -> None:
    assert tracking_of(order, NOW).stage == stage
