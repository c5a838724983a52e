"""What the claims of a reply come to together: money advanced comes back, what an insurer pays is no promise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.guardrails.shipping.conditions import Condition
from rag.guardrails.shipping.payers import Manner, Payer
from rag.guardrails.shipping.words import Leg


@dataclass(frozen=True)
class Claim:
    """Who pays which legs, if what. `legs` is empty where the reply leaves them unsaid; folded offsets."""

    start: int
    end: int
    payer: Payer
    legs: frozenset[Leg]
    condition: Condition
    manner: Manner = "plain"
    payer_at: int = 0
    """Where in the reply the payer is named."""


_AT_ANOTHERS_COST: frozenset[Manner] = frozenset({"advance", "refund", "self_evident", "spared"})


def _paid_back(last: Claim, claim: Claim) -> bool:
    """您先垫付, 核实后退给您 · 寄之前付掉邮费, 之后退给您: what the customer pays first comes back."""
    if claim.payer == "customer" or claim.manner == "advance":
        return False
    if claim.payer == "insurer" and last.payer == "customer" and last.condition == "none":
        return True
    if last.manner == "advance":
        return True
    apart = last.legs and claim.legs and not last.legs & claim.legs
    return last.payer == "customer" and claim.manner == "refund" and last.end < claim.start and not apart


def _provisional(last: Claim, claim: Claim) -> bool:
    """我们先帮您出, 不是质量问题再跟您收: what the seller lays out holds only as far as the condition after it."""
    turned = claim.payer == "customer" and claim.condition == "customer"
    return last.payer == "seller" and last.manner == "advance" and turned


def settled(found: Sequence[Claim]) -> tuple[Claim, ...]:
    """Advances joined to what pays them back, repetitions within a clause dropped."""
    kept: list[Claim] = []
    for claim in found:
        last = kept[-1] if kept else None
        if last is not None and _paid_back(last, claim):
            condition = claim.condition if claim.condition != "none" else last.condition
            legs = claim.legs or last.legs
            kept[-1] = replace(claim, manner="plain", start=last.start, legs=legs, condition=condition)
        elif (
            last is not None
            and last.payer == "insurer"
            and claim.payer == "seller"
            and claim.manner in _AT_ANOTHERS_COST
        ):
            continue  # 运费险会赔, 您先垫付, 之后退到账户: all of it the insurer's
        elif last is not None and _provisional(last, claim):
            kept[-1] = claim
        elif last is not None and (last.start, last.end, last.payer) == (claim.start, claim.end, claim.payer):
            continue
        else:
            kept.append(claim)
    return tuple(kept)
