"""When a wording or a step holds, and what fills its slots: one language of paths for cards and profiles.

Conditions (`when`) and slots (`{terms.cutoff}`) use the same paths: `facts.…` (what the order system knows),
`shop.…` and `terms.…` (the profile), `case.…` (what follows from both, see `Case`), `agent`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, get_type_hints

from rag.domain import Conditions, Facts
from rag.goods import Goods
from rag.shops import Shop
from rag.text import has_han

SLOT = re.compile(r"\{([\w.]+)\}")
Mood = Literal["calm", "worried", "angry", "thankful"]


@dataclass(frozen=True)
class Case:
    """What follows from facts and profile, as conditions ask for it."""

    window: Literal["open", "closed", "unknown"] = "unknown"
    """Whether the days for a no-reason return still run."""
    quality_window: Literal["open", "closed", "unknown"] = "unknown"
    parcel: Literal["unordered", "unpaid", "unsent", "moving", "arrived", "closed", "unknown"] = "unknown"
    late: Literal["yes", "no", "unknown"] = "unknown"
    """Whether dispatch is overdue by the shop's hours."""
    insured: Literal["yes", "no", "unknown"] = "unknown"
    """Whether freight insurance covers the order, by the facts or by the profile."""
    mood: Mood = "calm"
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
    return Case(
        window=_window(_days_signed(facts), terms.no_reason_days),
        quality_window=_window(_days_signed(facts), terms.quality_days),
        parcel=_PARCEL.get(facts.order.state or "", "unknown"),
        late=_late(facts, shop),
        insured=_insured(facts, shop),
        mood=mood,
        stock=_stock(facts.product.stock),
        discount=offered.get("discount"),
        gift=offered.get("gift"),
        postage=offered.get("postage"),
        compensation=offered.get("compensation"),
        goods=goods,
    )


_PARCEL: dict[str, Any] = {
    "unpaid": "unpaid", "paid": "unsent", "shipped": "moving", "delivering": "moving",
    "signed": "arrived", "completed": "arrived", "closed": "closed",
}  # fmt: skip


def _days_signed(facts: Facts) -> int | None:
    if facts.days_since_signed is not None:
        return facts.days_since_signed
    if facts.now and facts.order.signed_at:
        return _between(facts.order.signed_at, facts.now).days
    return None


def _between(earlier: datetime, later: datetime) -> timedelta:
    """The time between; where only one of them names its zone, both are read as of the same."""
    if (earlier.tzinfo is None) != (later.tzinfo is None):
        earlier, later = earlier.replace(tzinfo=None), later.replace(tzinfo=None)
    return later - earlier


def _window(days: int | None, limit: int) -> Literal["open", "closed", "unknown"]:
    if days is None:
        return "unknown"
    return "open" if days <= limit else "closed"


def _late(facts: Facts, shop: Shop) -> Literal["yes", "no", "unknown"]:
    hours = shop.terms.get("dispatch_hours", "")
    if facts.order.state != "paid" or not (facts.now and facts.order.paid_at and hours.isdigit()):
        return "unknown"
    waited = _between(facts.order.paid_at, facts.now).total_seconds() / 3600
    return "yes" if waited > int(hours) else "no"


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

    def value(self, path: str, between: str = "、") -> str | None:
        """The value at a path as text, several joined by `between`; None where nothing is known.

        Raises KeyError on an unknown path.
        """
        if path in {"agent", "agent_number"}:
            return self.agent if path == "agent" or (self.agent or "").isdigit() else None
        if path in self.given:
            return self.given[path]
        room, *names = path.split(".")
        if room == "terms":
            return self.shop.terms.get(".".join(names))
        found: Any = {"facts": self.facts, "shop": self.shop, "case": self.case}[room]
        for name in names:
            found = found.get(name) if isinstance(found, Mapping) else getattr(found, name, None)
        if found and isinstance(found, tuple) and all(isinstance(item, str) for item in found):
            return between.join(found)
        return _as_text(found)

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
        between = "、" if has_han(wording) else ", "
        values = {path: self.value(path, between) for path in SLOT.findall(wording)}
        if None in values.values():
            return None
        return SLOT.sub(lambda match: values[match[1]] or "", wording)


def _as_text(found: Any) -> str | None:
    if isinstance(found, bool):
        return "yes" if found else "no"
    nothing = found is None or (isinstance(found, tuple | Mapping) and not found)
    return None if nothing else str(found)


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
