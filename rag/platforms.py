"""What a platform allows a public reply, its length above all: `knowledge/platforms.yaml` → `Platform`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rag.domain import FORBID_UNKNOWN_KEYS, Review
from rag.errors import InputError, KnowledgeError
from rag.shops import Shop
from rag.textfiles import read_text, read_yaml, validated


@dataclass(frozen=True)
class Platform:
    """A platform's terms for replies to reviews; `source` says where they are written."""

    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    name: str
    longest: int | None = None
    """Most characters of one reply; None where the platform publishes none."""
    public: bool = True
    """Whether a seller can answer a review in public."""
    follow_up: bool = True
    """Whether a review can still be answered once the customer has written a follow-up."""
    source: str = ""

    def steps(self, review: Review) -> tuple[str, ...]:
        """What the agent has to know before posting a reply to this review."""
        if not self.public:
            return (f"{self.name}不设商家公开回复：四星以下的评价，由品牌方用“联系买家”发站内消息",)
        if review.append and not self.follow_up:
            return (f"{self.name}在买家追评之后不再接收评价解释：回复发不出去时，改在订单聊天里联系客户",)
        return ()


Platforms = Mapping[str, Platform]


def load_platforms(path: Path) -> Platforms:
    """Read the platforms by id; none where there is no such file. Raises KnowledgeError with file and line."""
    if not path.exists():
        return {}
    found: Platforms = validated(dict[str, Platform], read_yaml(path, read_text(path)), path)
    for name, platform in found.items():
        if platform.longest is not None and platform.longest < 1:
            raise KnowledgeError(path, None, f"{name}.longest: {platform.longest} leaves no room for a reply")
    return found


def platform_named(platforms: Platforms, name: str) -> Platform:
    """The platform of that id. Raises InputError naming those there are."""
    if name not in platforms:
        raise InputError(f"unknown platform {name!r}; there are: {', '.join(sorted(platforms)) or 'none'}")
    return platforms[name]


def on_platform(shop: Shop, platform: Platform) -> Shop:
    """The shop as it may reply there: its own length, or the platform's where that is less."""
    if platform.longest is None or platform.longest >= shop.style.review_length:
        return shop
    return replace(shop, style=replace(shop.style, review_length=platform.longest))
