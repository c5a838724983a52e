"""What conditions and slots read from offers, stock, lists and attributes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from rag.conditions import View, case_of, is_path
from rag.domain import Facts, Offer, Order, Product, Refund, TrackingEvent
from rag.shops import Shop

NOW = datetime(2026, 11, 20, 18)


def view(facts: Facts) -> View:
    shop = Shop(id="handbook", name="标准店铺", source=("000",), terms={"dispatch_hours": "72"})
    return View(facts, shop, case_of(facts, shop))


def test_an_offer_fills_the_slot_of_its_kind_and_no_other() -> None:
    granted = view(Facts(offers=(Offer("gift", "一双棉袜"),)))
    assert granted.fill("送您：{case.gift}。") == "送您：一双棉袜。"
    assert granted.fill("优惠是：{case.discount}。") is None
    assert granted.holds({"case.gift": ("set",), "case.postage": ("unset",)})


def test_the_first_offer_of_a_kind_is_the_one_made() -> None:
    granted = view(Facts(offers=(Offer("discount", "95折"), Offer("discount", "9折"))))
    assert granted.value("case.discount") == "95折"


@pytest.mark.parametrize(("pieces", "stock"), [(None, "unknown"), (0, "none"), (1, "some"), (12, "some")])
def test_stock_left(pieces: int | None, stock: str) -> None:
    assert view(Facts(product=Product(stock=pieces))).value("case.stock") == stock


def test_a_list_is_joined_as_the_language_joins_it() -> None:
    known = view(Facts(product=Product(selling_points=("light", "warm"))))
    assert known.fill("特点：{facts.product.selling_points}。") == "特点：light、warm。"
    assert known.fill("Points - {facts.product.selling_points}.") == "Points - light, warm."
    assert view(Facts()).fill("特点：{facts.product.selling_points}。") is None


def test_an_attribute_named_in_chinese_is_a_path_and_a_slot() -> None:
    known = view(Facts(product=Product(attributes={"材质": "头层牛皮"})))
    assert is_path("facts.product.attributes.材质")
    assert known.fill("材质是{facts.product.attributes.材质}") == "材质是头层牛皮"
    assert known.fill("口味是{facts.product.attributes.口味}") is None


def test_a_parcel_is_told_with_place_and_time() -> None:
    event = TrackingEvent("快件已到达【深圳转运中心】，张三 13800001111", NOW - timedelta(hours=3))
    known = view(Facts(order=Order(state="shipped", tracking=(event,)), now=NOW))
    assert known.fill("您这单{case.last_event_at}{case.last_event}。") == "您这单今天15:00到了深圳转运中心。"
    assert known.fill("Your parcel {case.last_event}.") is None
    assert known.holds({"case.tracking": ("moving",), "case.quiet_days": ("unset",)})


@pytest.mark.parametrize(
    ("order", "parcel"),
    [
        (Order(state="shipped", tracking=(TrackingEvent("已签收，签收人：本人"),)), "arrived"),
        (Order(state="paid", tracking=(TrackingEvent("快件已揽收"),)), "moving"),
        (Order(shipped_at=NOW), "moving"),
        (Order(signed_at=NOW), "arrived"),
        (Order(state="closed", shipped_at=NOW), "closed"),
        (Order(state="paid"), "unsent"),
        (Order(), "unknown"),
    ],
)
def test_a_parcel_is_where_the_one_who_knows_most_says(order: Order, parcel: str) -> None:
    assert case_of(Facts(order=order, now=NOW), view(Facts()).shop).parcel == parcel


@pytest.mark.parametrize(("hours", "late", "by"), [(20, "no", "后天22:00"), (80, "yes", None)])
def test_dispatch_is_due_by_the_shops_hours(hours: int, late: str, by: str | None) -> None:
    paid = view(Facts(order=Order(state="paid", paid_at=NOW - timedelta(hours=hours)), now=NOW))
    assert (paid.value("case.late"), paid.value("case.dispatch_by")) == (late, by)


def test_a_machines_state_is_read_and_its_amount_brings_the_unit() -> None:
    known = view(Facts(refund=Refund(state="WAIT_SELLER_AGREE", amount="59.00", expected="2026-11-21"), now=NOW))
    assert known.holds({"case.refund": ("applied",)})
    assert known.fill("{facts.refund.amount}预计{facts.refund.expected}退回") == "59元预计明天退回"
    assert known.fill("{facts.refund.amount} by {facts.refund.expected}") == "¥59 by tomorrow"
