"""Replies on return shipping with the findings each must have, in both profiles; sentences made for this table."""

from __future__ import annotations

from dataclasses import dataclass

from rag.domain import Cause, Facts, Turn
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context
from rag.guardrails.shipping.judge import judge
from rag.shops import ReturnShipping, Shop

HANDBOOK = Shop("handbook", "标准", ("000",))
RETURN_LEG = Shop("return-leg", "单程", ("001",), return_shipping=ReturnShipping(customer="return_only"))

PAYER, LEGS, UNVERIFIED = "wrong-payer", "wrong-legs", "unverified-promise"
COST, COLLECT, REFUSAL = "cost-not-disclosed", "freight-collect", "no-refusal-of-quality"


@dataclass(frozen=True)
class Case:
    """One reply. `days` since the goods were signed for, None before; `leg` where the profiles differ."""

    reply: str
    asked: str
    cause: Cause
    found: frozenset[str] = frozenset()
    leg: frozenset[str] | None = None
    days: int | None = 3
    insured: bool = False

    def findings(self, shop: Shop) -> set[str]:
        """The kinds of findings on the reply in a shop."""
        facts = Facts(cause=self.cause, days_since_signed=self.days, freight_insurance=self.insured)
        context = Context(shop=shop, turns=(Turn("customer", self.asked),), facts=facts)
        return {judged.kind for judged in judge(Reading(self.reply), context)}

    @property
    def under_return_leg(self) -> frozenset[str]:
        """What is found under the profile `return-leg`."""
        return self.found if self.leg is None else self.leg


def case(
    reply: str,
    asked: str,
    cause: Cause,
    *found: str,
    leg: tuple[str, ...] | None = None,
    days: int | None = 3,
    insured: bool = False,
) -> Case:
    """A case of a parcel signed for three days ago, without insurance."""
    return Case(reply, asked, cause, frozenset(found), None if leg is None else frozenset(leg), days, insured)
