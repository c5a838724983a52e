"""Shop profiles: what the handbooks leave to the shop, as data. `knowledge/shops/*.yaml` → `Shop`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from rag.domain import FORBID_UNKNOWN_KEYS, Level
from rag.errors import KnowledgeError, UnknownShop
from rag.textfiles import read_text, read_yaml, validated


@dataclass(frozen=True)
class ReturnShipping:
    """Who pays a return (docs/rules/return-shipping.md). Days count from the signed delivery."""

    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    customer: Literal["both", "return_only"] = "both"
    evidence: bool = True
    prepay: bool = True
    freight_collect: Literal["refused", "accepted"] = "refused"
    insurance: bool = False
    resend: Literal["customer", "seller"] | None = None
    no_reason_days: int = 7
    exchange_days: int = 15
    quality_days: int = 15


@dataclass(frozen=True)
class Style:
    """How the shop speaks."""

    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    address: Literal["您", "你"] = "您"
    introduction: Literal["number", "name"] = "number"
    traditional: Literal["tw", "hk"] = "tw"
    segment_length: int = 120
    """Most characters of one chat segment."""
    review_length: int = 500
    """Most characters of a public review reply."""
    refusal_opening: str | None = None
    """The words a reply that cannot meet a request must open with, where the shop asks for them."""


Reason = Literal[
    "positive",
    "negative",
    "mixed",
    "contradiction",
    "legal",
    "threat",
    "abuse",
    "spam",
    "other-goods",
    "empty",
    "wordless",
]
"""What of a review may call for approval: its sentiment, stars that say otherwise, law or health, its kind."""


@dataclass(frozen=True)
class Shop:
    """A shop's profile. `terms` are the named values that cards' wordings fill in ({terms.…})."""

    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    id: str
    name: str
    source: tuple[str, ...]
    style: Style = Style()
    return_shipping: ReturnShipping = ReturnShipping()
    terms: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, Level | Literal["off"]] = field(default_factory=dict)
    """Rule id to its level in this shop, or `off`. The two house rules cannot be switched off."""
    platform: str | None = None
    """Where its reviews stand (knowledge/platforms.yaml); None where no platform's terms are to be kept."""
    approval: tuple[Reason, ...] = (
        "negative",
        "mixed",
        "contradiction",
        "legal",
        "threat",
        "spam",
        "other-goods",
    )
    """Which reviews need a supervisor's approval."""
    time_zone: str = "UTC"
    """An IANA name: by its clocks a day's budget begins anew."""


def load_shops(folder: Path) -> dict[str, Shop]:
    """Read every profile of a folder, by id. Raises KnowledgeError with file and line."""
    shops = [_load(path) for path in sorted(folder.glob("*.yaml"))]
    if not shops:
        raise KnowledgeError(folder, None, "no shop profile (*.yaml) here")
    return {shop.id: shop for shop in shops}


def shop_named(shops: Mapping[str, Shop], name: str) -> Shop:
    """The profile of that id. Raises UnknownShop naming those there are."""
    if name not in shops:
        raise UnknownShop(f"unknown shop {name!r}; there are: {', '.join(sorted(shops))}")
    return shops[name]


def _load(path: Path) -> Shop:
    data = read_yaml(path, read_text(path))
    if isinstance(data, dict) and isinstance(data.get("rules"), dict):  # YAML reads a bare off as false
        data["rules"] = {rule: "off" if level is False else level for rule, level in data["rules"].items()}
    shop: Shop = validated(Shop, data, path)
    if shop.id != path.stem:
        raise KnowledgeError(path, 1, f"id {shop.id!r} differs from the file's name")
    try:
        ZoneInfo(shop.time_zone)
    except (KeyError, OSError, ValueError) as error:
        raise KnowledgeError(path, None, f"time_zone: {shop.time_zone!r} is no time zone") from error
    return shop
