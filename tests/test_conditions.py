"""What conditions and slots read from offers, stock, lists and attributes."""

from __future__ import annotations

import pytest

from rag.conditions import View, case_of, is_path
from rag.domain import Facts, Offer, Product
from rag.shops import Shop


def view(facts: Facts) -> View:
    shop = Shop(id="handbook", name="标准店铺", source=("000",))
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
