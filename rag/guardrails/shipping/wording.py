"""What would be right to say instead: the sentence that a finding on return shipping suggests."""

from __future__ import annotations

from typing import Literal

from rag.domain import Cause, Language
from rag.shops import ReturnShipping

Kind = Literal[
    "wrong-payer",
    "wrong-legs",
    "unverified-promise",
    "cost-not-disclosed",
    "freight-collect",
    "no-refusal-of-quality",
]
"""The findings on return shipping; each is the rule `return-shipping.<kind>`."""


def right_wording(kind: Kind, cause: Cause, terms: ReturnShipping, language: Language) -> str:
    """The payer as the shop's table gives it for the cause, in Simplified Chinese or English."""
    english = language == "en"
    if cause == "customer":
        return _own_reason(terms, english)
    if cause == "unknown":
        return _both_branches(terms, english)
    return _ours(kind, terms, english)


def _own_reason(terms: ReturnShipping, english: bool) -> str:
    if terms.customer == "both":
        return "shipping both ways is yours to cover" if english else "来回运费需要您承担"
    return "the return postage is yours to cover" if english else "寄回的运费需要您承担"


def _ours(kind: Kind, terms: ReturnShipping, english: bool) -> str:
    if kind == "freight-collect" and terms.prepay:
        if english:
            return "please pay the return postage up front, and we pay it back once the parcel reaches us"
        return "寄回的运费请您先垫付，收到退货后我们退还给您"
    if kind == "no-refusal-of-quality":
        return (
            "you can return it, and we cover the shipping both ways"
            if english
            else "可以给您退货，来回运费由我们承担"
        )
    return "we cover the shipping both ways" if english else "来回运费由我们承担"


def _both_branches(terms: ReturnShipping, english: bool) -> str:
    own = _own_reason(terms, english)
    if english:
        ours = "if we confirm a fault in the product, we cover the shipping both ways"
        return f"{ours}; if it is a matter of taste or size, {own}"
    return f"如果核实是商品质量问题，来回运费由我们承担；如果是个人原因，{own}"
