"""When a wording or a step holds, and what fills its slots: one language of paths for cards and profiles.

Conditions (`when`) and slots (`{terms.cutoff}`) use the same paths: `facts.…` (what the order system knows),
`shop.…` and `terms.…` (the profile), `case.…` (what follows from both, see `Case`), `agent`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Literal, get_type_hints

from rag.catalogue.goods import Goods
from rag.domain import Conditions, Facts, Order
from rag.formatting import Bilingual, amount, elapsed, moment, typed, written
from rag.progress.stages import InvoiceStage, RefundStage, ReturnStage, invoice_stage, refund_stage, return_stage
from rag.progress.tracking import Tracking, tracking_of
from rag.progress.words import Failure, TrackingStage
from rag.shops import Shop
from rag.text import has_han

SLOT = re.compile(r"\{([\w.]+)\}")
Mood = Literal["calm", "worried", "angry", "threatening", "thankful", "joking"]
Parcel = Literal["unordered", "unpaid", "unsent", "moving", "arrived", "closed", "unknown"]


@dataclass(frozen=True)
class Case:
    """What follows from facts and profile, as conditions ask for it."""

    window: Literal["open", "closed", "unknown"] = "unknown"
    """Whether the days for a no-reason return still run."""
    quality_window: Literal["open", "closed", "unknown"] = "unknown"
    parcel: Parcel = "unknown"
    ordered: Literal["yes", "unknown"] = "unknown"
    """Whether an order stands, by the facts or by the talk: what is said before buying does not fit then."""
    tracking: TrackingStage = "unknown"
    """Where the parcel is, as its tracking has it; `none`: not with the courier yet."""
    last_event: Bilingual | None = None
    """What the last event says, as the parcel's predicate: 到了深圳转运中心."""
    last_event_at: datetime | None = None
    place: Bilingual | None = None
    """Where the last event puts the parcel."""
    quiet_days: int | None = None
    """Whole days since the last event, of a parcel on its way; None where it is less than one."""
    failure: Failure | None = None
    """Why a delivery came to nothing."""
    refund: RefundStage = "unknown"
    returning: ReturnStage = "unknown"
    """The goods on their way back to us, where the refund's state tells it."""
    invoice: InvoiceStage = "unknown"
    signed_days: int | None = None
    """Whole days since the parcel was signed for; None where it is less than one."""
    dispatch_by: datetime | None = None
    """When a paid order, not late, is due by the shop's hours; None where a day of its own is agreed."""
    late: Literal["yes", "no", "unknown"] = "unknown"
    """Whether dispatch is overdue by the shop's hours."""
    insured: Literal["yes", "no", "unknown"] = "unknown"
    """Whether freight insurance covers the order, by the facts or by the profile."""
    mood: Mood = "calm"
    pending: Literal["yes", "no"] = "no"
    """Whether the agent's last words promised to come back with something."""
    refused: Literal["yes", "no"] = "no"
    """Whether the agent's last words could not meet a wish."""
    again: Literal["yes", "no"] = "no"
    """Whether the customer asks after what the agent promised."""
    stock: Literal["some", "none", "unknown"] = "unknown"
    discount: str | None = None
    """What the agent may promise of this kind, as the offer words it; likewise the next three."""
    gift: str | None = None
    postage: str | None = None
    compensation: str | None = None
    goods: Goods = "other"
    """What kind of goods is spoken of, by the product's name and the customer's words."""


def case_of(facts: Facts, shop: Shop, mood: Mood = "calm", goods: Goods = "other") -> Case:
    """Work out the case from facts and profile."""
    terms = shop.return_shipping
    offered = {offer.kind: offer.value for offer in reversed(facts.offers)}
    tracking = tracking_of(facts.order, facts.now)
    due = _dispatch_due(facts, shop)
    late = _late(due, facts.now)
    return Case(
        window=_window(_days_signed(facts), terms.no_reason_days),
        quality_window=_window(_days_signed(facts), terms.quality_days),
        parcel=_parcel(facts, tracking),
        ordered="unknown" if facts.order == Order() else "yes",
        tracking=tracking.stage,
        last_event=tracking.event,
        last_event_at=tracking.at,
        place=tracking.place,
        quiet_days=tracking.quiet_days,
        failure=tracking.failure,
        refund=refund_stage(facts.refund.state),
        returning=return_stage(facts.refund.state),
        invoice=invoice_stage(facts.invoice.state),
        signed_days=_days_signed(facts) or None,
        dispatch_by=due if late == "no" and not facts.order.promised_dispatch else None,
        late=late,
        insured=_insured(facts, shop),
        mood=mood,
        stock=_stock(facts.product.stock),
        discount=offered.get("discount"),
        gift=offered.get("gift"),
        postage=offered.get("postage"),
        compensation=offered.get("compensation"),
        goods=goods,
    )


_PARCEL: dict[str, Parcel] = {
    "unpaid": "unpaid", "paid": "unsent", "shipped": "moving", "delivering": "moving",
    "signed": "arrived", "completed": "arrived", "closed": "closed",
}  # fmt: skip
_IN_HAND = frozenset({"signed", "signed_by_other"})
_ON_ITS_WAY = frozenset({"collected", "moving", "arrived_city", "delivering", "to_collect", "failed", "stalled"})


def _parcel(facts: Facts, tracking: Tracking) -> Parcel:
    """By the order's state; where the tracking is further, or the state is not known, by what tells it."""
    known = _PARCEL.get(facts.order.state or "", "unknown")
    if known == "closed":
        return known
    if tracking.stage in _IN_HAND or (known == "unknown" and _days_signed(facts) is not None):
        return "arrived"
    on_its_way = tracking.stage in _ON_ITS_WAY or facts.order.shipped_at is not None
    return "moving" if on_its_way and known != "arrived" else known


def _days_signed(facts: Facts) -> int | None:
    if facts.days_since_signed is not None:
        return facts.days_since_signed
    if facts.now and facts.order.signed_at:
        return elapsed(facts.order.signed_at, facts.now).days
    return None


def _window(days: int | None, limit: int) -> Literal["open", "closed", "unknown"]:
    if days is None:
        return "unknown"
    return "open" if days <= limit else "closed"


def _dispatch_due(facts: Facts, shop: Shop) -> datetime | None:
    """When a paid order is due to be dispatched: the shop's hours after the payment."""
    hours = shop.terms.get("dispatch_hours", "")
    if facts.order.state != "paid" or not (facts.order.paid_at and hours.isdigit()):
        return None
    return facts.order.paid_at + timedelta(hours=int(hours))


def _late(due: datetime | None, now: datetime | None) -> Literal["yes", "no", "unknown"]:
    if due is None or now is None:
        return "unknown"
    return "yes" if elapsed(due, now) > timedelta() else "no"


def _insured(facts: Facts, shop: Shop) -> Literal["yes", "no", "unknown"]:
    if facts.freight_insurance is not None:
        return "yes" if facts.freight_insurance else "no"
    return "yes" if shop.return_shipping.insurance else "unknown"


def _stock(pieces: int | None) -> Literal["some", "none", "unknown"]:
    if pieces is None:
        return "unknown"
    return "some" if pieces > 0 else "none"


@dataclass(frozen=True)
class View:
    """Everything a condition or a slot may ask for, by path."""

    facts: Facts
    shop: Shop
    case: Case
    agent: str | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    """Words that a phrase is given to set in, by name."""

    def value(self, path: str, english: bool = False) -> str | None:
        """The value at a path as it stands in a sentence; None where nothing is known.

        Raises KeyError on an unknown path.
        """
        if path in {"agent", "agent_number"}:
            return self.agent if path == "agent" or (self.agent or "").isdigit() else None
        if path in self.given:
            return self.given[path]
        if "." not in path:
            return None
        room, *names = path.split(".")
        if room == "terms":
            return self.shop.terms.get(".".join(names))
        found: Any = {"facts": self.facts, "shop": self.shop, "case": self.case}[room]
        for name in names:
            found = found.get(name) if isinstance(found, Mapping) else getattr(found, name, None)
        if names[-1] == "amount" and isinstance(found, str):
            return amount(found, english)
        return _as_text(found, self.facts.now, english)

    def holds(self, conditions: Conditions) -> bool:
        """Whether every condition is met."""
        return all(self._holds(path, wanted) for path, wanted in conditions.items())

    def _holds(self, path: str, wanted: tuple[str, ...]) -> bool:
        found = self.value(path)
        if "set" in wanted and found is not None:
            return True
        return "unset" in wanted if found is None else found in wanted

    def fill(self, wording: str) -> str | None:
        """The wording with its slots filled; None where one of them is not known."""
        english = not has_han(wording)
        values = {path: self.value(path, english) for path in SLOT.findall(wording)}
        if None in values.values():
            return None
        filled = SLOT.sub(lambda match: values[match[1]] or "", wording)
        return filled if english else typed(filled)


def _as_text(found: Any, now: datetime | None, english: bool) -> str | None:
    if found is None or isinstance(found, bool):
        return found if found is None else "yes" if found else "no"
    if isinstance(found, datetime):
        return moment(found, now, english)
    if isinstance(found, Bilingual):
        return found.en if english else found.zh
    if isinstance(found, str):
        return written(found, now, english)
    if found and isinstance(found, tuple) and all(isinstance(item, str) for item in found):
        return (", " if english else "、").join(found)
    nothing = isinstance(found, tuple | Mapping) and not found
    return None if nothing else str(found)


@cache
def is_path(path: str) -> bool:
    """Whether a path names something that can be known."""
    if path in {"agent", "agent_number"} or path.startswith("terms."):
        return True
    room, *names = path.split(".")
    shape: Any = {"facts": Facts, "shop": Shop, "case": Case}.get(room)
    for name in names:
        if not is_dataclass(shape):
            return shape is not None and "Mapping" in str(shape)
        if name not in {part.name for part in fields(shape)}:
            return False
        shape = get_type_hints(shape)[name]
    return shape is not None and bool(names)
