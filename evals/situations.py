"""Every situation a card tells apart: facts, case and shop, for those who prove or show what may be said in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import get_args

from rag.catalogue.goods import Goods
from rag.conditions import SLOT, Mood, View, case_of
from rag.domain import Card, Facts, Invoice, Offer, Order, Product, Refund, TrackingEvent
from rag.shops import Shop
from rag.text import has_han

NOW = datetime(2025, 6, 20, 10, tzinfo=UTC)
STATES = (None, "unpaid", "paid", "shipped", "delivering", "signed", "completed", "closed")
SIGNED = ("signed", "completed")
SENT = ("shipped", "delivering", *SIGNED)
OFFERS = (
    Offer("discount", "5 元"),
    Offer("gift", "一双袜子"),
    Offer("postage", "10 元"),
    Offer("compensation", "8 元"),
)
OFFERS_EN = tuple(Offer(offer.kind, "5 off") for offer in OFFERS)

DIMENSIONS = {
    "cause": ("facts.cause", "facts.evidence_checked"),
    "state": ("case.parcel", "facts.order.state", "case.late", "case.dispatch_by"),
    "waited": ("case.late", "case.dispatch_by", "facts.order.paid_at"),
    "tracking": ("case.tracking", "case.last_event", "case.place", "case.quiet_days", "case.failure"),
    "refund": ("case.refund", "case.returning"),
    "invoice": ("case.invoice",),
    "days": ("case.window", "case.quality_window", "case.signed_days"),
    "insured": ("case.insured",),
    "mood": ("case.mood",),
    "goods": ("case.goods",),
    "pending": ("case.pending",),
    "refused": ("case.refused",),
    "again": ("case.again",),
    "ordered": ("case.ordered",),
    "stock": ("case.stock", "facts.product.stock"),
    "offers": ("facts.offers", "case.discount", "case.gift", "case.postage", "case.compensation"),
    "vip": ("facts.customer.vip",),
    "fault_finder": ("facts.customer.fault_finder",),
    "known": ("facts.order", "facts.product", "facts.promotions", "facts.refund", "facts.invoice", "agent"),
}
"""What may differ, and the paths by which a card looks at it."""
VALUES: dict[str, tuple[object, ...]] = {
    "cause": ("unknown", "quality", "seller_fault", "customer"),
    "state": STATES,
    "waited": (None, 1, 400),
    "tracking": (None, *range(14)),
    "refund": (None, "待商家处理", "待买家退货", "待商家收货", "验货中", "退款中", "退款成功", "已拒绝", "已关闭"),
    "invoice": (None, "未申请", "申请中", "开票中", "已开具", "已红冲"),
    "days": (None, 3, 10, 30),
    "insured": (None, True, False),
    "mood": ("calm", "worried", "angry", "thankful"),
    "goods": ("other", *(kind for kind in get_args(Goods) if kind != "other")),
    "pending": ("no", "yes"),
    "refused": ("no", "yes"),
    "again": ("no", "yes"),
    "ordered": (None, "yes"),
    "stock": (None, 0, 5),
    "offers": (False, True),
    "vip": (False, True),
    "fault_finder": (False, True),
    "known": ("nothing", "everything", "all but what is to be unset"),
}
EVENTS = (
    ("卖家已通知快递揽件", "Shipment information received", 5),
    ("【杭州市】快件已揽收", "Picked up", 5),
    ("快件离开【杭州转运中心】，发往【深圳转运中心】", "Departed Hangzhou hub", 5),
    ("快件到达【深圳南山营业部】", "Arrived at Nanshan delivery station", 5),
    ("派件员正在派送", "Out for delivery", 5),
    ("已投递至丰巢快递柜，请凭取件码取件", "Available for pickup at parcel locker", 5),
    ("已签收，签收人：本人", "Delivered", 5),
    ("已签收，门卫代收", "Delivered, left with reception", 5),
    ("派送失败：电话无人接听", "Delivery attempted, nobody home", 30),
    ("地址不详，派送失败", "Delivery failed, incorrect address", 30),
    ("快件破损，问题件", "Parcel damaged", 30),
    ("收件人拒收，退回中", "Returning to sender", 5),
    ("到达【武汉转运中心】", "Arrived at Wuhan hub", 100),
    ("快件滞留，处理中", "Delayed", 5),
)
"""The last event of a parcel's tracking, in Chinese and in English, and how many hours ago it was."""


def with_made_up(profiles: Mapping[str, Shop], terms: Iterable[str]) -> tuple[Shop, ...]:
    """The profiles, and made-up ones: with a value for every one of the terms, and with what no profile sets."""
    every = dict.fromkeys(terms, "7") | {t: v for shop in profiles.values() for t, v in shop.terms.items()}
    latin = {term: "9" if has_han(value) else value for term, value in every.items()}
    handbook = profiles["handbook"]
    return (
        *profiles.values(),
        replace(handbook, id="every-term", terms=every),
        replace(
            handbook,
            id="other-ways",
            terms=latin,
            style=replace(handbook.style, introduction="name", traditional="hk"),
            return_shipping=replace(handbook.return_shipping, prepay=False, insurance=True),
        ),
    )


def views(card: Card, shop: Shop, english: bool) -> Iterator[View]:
    """Every situation the card tells apart."""
    looked_at = paths(card)
    varied = {
        name: VALUES[name]
        if any(path.startswith(prefix) for path in looked_at for prefix in prefixes)
        else VALUES[name][:1]
        for name, prefixes in DIMENSIONS.items()
    }
    choices, unset = attribute_choices(card, english), unset_paths(card)
    for values in product(*varied.values()):
        given = dict(zip(varied, values, strict=True))
        if not _plausible(given):
            continue
        for attributes in choices:
            facts = facts_of(given, attributes, english)
            mood: Mood = given["mood"]  # type: ignore[assignment]
            goods: Goods = given["goods"]  # type: ignore[assignment]
            if given["known"] == "all but what is to be unset":
                facts = without(facts, unset)
            case = case_of(facts, shop, mood, goods)
            case = replace(
                case,
                pending=given["pending"],  # type: ignore[arg-type]
                refused=given["refused"],  # type: ignore[arg-type]
                again=given["again"],  # type: ignore[arg-type]
                ordered=given["ordered"] or case.ordered,  # type: ignore[arg-type]
            )
            yield View(facts, shop, case, None if given["known"] == "nothing" else "8")


def _plausible(given: dict[str, object]) -> bool:
    """Whether the values go together: only a paid order waits for dispatch, only what was sent is tracked."""
    waits = given["waited"] is None or given["state"] == "paid"
    tracked = given["tracking"] is None or given["state"] in {None, "shipped", "signed"}
    return waits and tracked


def unset_paths(card: Card) -> set[str]:
    return {path for say in card.say for path, wanted in say.when.items() if "unset" in wanted}


def without(facts: Facts, unset: set[str]) -> Facts:
    """The facts without what stands at these paths of the order or the product."""
    fresh = Facts()
    for path in unset:
        _, *names = path.split(".")
        if names[0] == "order":
            facts = replace(facts, order=replace(facts.order, **{names[1]: getattr(fresh.order, names[1])}))
        if names[:2] == ["product", "attributes"]:
            left = {name: value for name, value in facts.product.attributes.items() if name != names[2]}
            facts = replace(facts, product=replace(facts.product, attributes=left))
    return facts


def attribute_choices(card: Card, english: bool) -> list[dict[str, str]]:
    """The product without attributes, and with those the card looks at, once for each value it asks for."""
    prefix = "facts.product.attributes."
    names = {path.removeprefix(prefix) for path in paths(card) if path.startswith(prefix)}
    asked = {
        value
        for say in card.say
        for path, wanted in say.when.items()
        for value in wanted
        if path.startswith(prefix) and value not in {"set", "unset"}
    }
    if not names:
        return [{}]
    values = sorted({*asked, "S" if english else "标准款"})
    return [{}, *(dict.fromkeys(names, value) for value in values)]


def facts_of(given: dict[str, object], attributes: dict[str, str], english: bool) -> Facts:
    waited = given["waited"]
    order = Order(
        state=given["state"],  # type: ignore[arg-type]
        paid_at=NOW - timedelta(hours=waited) if isinstance(waited, int) else None,
        tracking=_events(given["tracking"], english),
    )
    facts = Facts(
        cause=given["cause"],  # type: ignore[arg-type]
        evidence_checked=given["cause"] != "unknown",
        days_since_signed=given["days"],  # type: ignore[arg-type]
        freight_insurance=given["insured"],  # type: ignore[arg-type]
        order=order,
        product=Product(attributes=attributes, stock=given["stock"]),  # type: ignore[arg-type]
        refund=Refund(given["refund"]),  # type: ignore[arg-type]
        invoice=Invoice(given["invoice"]),  # type: ignore[arg-type]
        offers=(OFFERS_EN if english else OFFERS) if given["offers"] else (),
        now=NOW,
    )
    facts = replace(
        facts,
        customer=replace(facts.customer, vip=bool(given["vip"]), fault_finder=bool(given["fault_finder"])),
    )
    return with_everything_known(facts, english) if given["known"] != "nothing" else facts


def _events(number: object, english: bool) -> tuple[TrackingEvent, ...]:
    if not isinstance(number, int):
        return ()
    chinese, other, hours = EVENTS[number]
    return (TrackingEvent(other if english else chinese, NOW - timedelta(hours=hours)),)


def with_everything_known(facts: Facts, english: bool) -> Facts:
    """The facts with a value wherever a slot may look."""

    def word(chinese: str, other: str) -> str:
        return other if english else chinese

    return replace(
        facts,
        order=replace(
            facts.order,
            id="202506180001",
            amount="59.00",
            carrier=word("中通快递", "ZTO Express"),
            shipped_at=NOW - timedelta(hours=40) if facts.order.state in SENT else None,
            signed_at=NOW - timedelta(hours=20) if facts.order.state in SIGNED else None,
            tracking=facts.order.tracking or ((TrackingEvent("已揽收"),) if facts.order.state in SENT else ()),
            promised_dispatch=word("6 月 21 日", "21 June"),
        ),
        product=replace(
            facts.product,
            name=word("保温杯", "vacuum flask"),
            selling_points=(word("杯盖可以整个拆下来清洗", "the lid comes apart for washing"),),
        ),
        promotions=(word("满 99 元减 10 元", "10 off 99"),),
        refund=Refund(
            facts.refund.state or word("处理中", "in progress"),
            "59.00",
            word("支付宝", "Alipay"),
            word("6 月 25 日", "25 June"),
        ),
        invoice=Invoice(
            facts.invoice.state or word("已开具", "issued"), word("电子普通发票", "electronic invoice")
        ),
    )


def paths(card: Card) -> set[str]:
    """Every path the card's conditions and slots use."""
    conditions = [card.when, *(say.when for say in card.say), *(step.when for step in card.do)]
    slots = [slot for say in card.say for slot in SLOT.findall(say.zh + say.en + say.then_zh + say.then_en)]
    return {path for when in conditions for path in when} | set(slots)
