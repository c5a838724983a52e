"""Names what a message speaks of in a word, so that a reply that must look it up says what it looks up."""

from __future__ import annotations

from collections.abc import Mapping

from rag.domain import Language
from rag.synonyms import notions

_SUBJECTS: Mapping[str, tuple[str, str]] = {
    "price-fell": ("价保", "price protection"),
    "invoice": ("发票", "invoice"),
    "install": ("安装", "installation"),
    "repair": ("维修", "repair"),
    "cancel": ("取消", "cancellation"),
    "change-goods": ("换货", "exchange"),
    "money-back": ("退款", "refund"),
    "give-back": ("退货", "return"),
    "wrong-goods": ("发错", "wrong item"),
    "missing": ("少发", "missing item"),
    "not-arrived": ("包裹", "parcel"),
    "no-news": ("物流", "tracking"),
    "coupon": ("优惠", "offer"),
    "gift": ("赠品", "gift"),
    "account": ("账号", "account"),
    "address": ("地址", "address"),
    "postage": ("运费", "postage"),
    "courier-man": ("派送", "delivery"),
    "courier": ("快递", "courier"),
    "parcel": ("快递", "parcel"),
    "arrive": ("派送", "delivery"),
    "send": ("发货", "dispatch"),
    "stock": ("库存", "stock"),
    "pay": ("付款", "payment"),
    "price": ("价格", "price"),
    "size": ("尺寸", "size"),
    "material": ("材质", "material"),
    "date": ("日期", "date"),
    "measure": ("规格", "specification"),
    "compatible": ("适配", "compatibility"),
    "use": ("用法", "use"),
    "wash": ("洗护", "care"),
    "trait": ("这款的性能", "performance"),
    "suits": ("适用人群", "suitability"),
    "fake": ("正品", "authenticity"),
}
"""Notions (rag/synonyms.py) that name a matter, the most particular first, and how a reply names it."""


def subject_of(folded: str, language: Language) -> str | None:
    """The matter a folded text names (in Simplified or English); None where it names none."""
    found = set(notions(folded))
    name = next((pair for notion, pair in _SUBJECTS.items() if notion in found), None)
    return name and (name[1] if language == "en" else name[0])
