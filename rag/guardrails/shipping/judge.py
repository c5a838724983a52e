"""The verdict on one reply about return shipping: the shop's decision table held against claims and conduct."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from rag.domain import Cause, Facts
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Violation
from rag.guardrails.shipping import conduct
from rag.guardrails.shipping.cause import borne_out, established_cause
from rag.guardrails.shipping.claims import claims
from rag.guardrails.shipping.settled import Claim
from rag.guardrails.shipping.wording import Kind, right_wording
from rag.guardrails.shipping.words import RETURN_MATTER, Leg
from rag.shops import ReturnShipping
from rag.text import Pattern, Span, fold, has_han

_TOPIC = Pattern(
    r"运|邮|寄|快递|物流|钱|退|换|费|到付|取件|垫|承担|补|赔|金|包|自理|修|券|来回|往返|帮不|爱莫|速递|宅配"
    r"|保险|发回|送回|两头|将就|凑合|返[您你\d]|[拉运取带载搬]回|[双单去回][程边向趟]|[出掏认]$"
    r"|\b(?:ship|post|return|refund|exchang|freight|courier|carriage|send|mail|collect|repair|voucher|coupon"
    r"|label|pay|free|pick|cover|charg|expense|cost|fee|drop|back\b|responsib|to us\b)"
)
"""A reply without any of these has nothing to do with return shipping, and is read no further."""

_SHORT = 12
"""Characters of a reply that may be nothing but an answer: 您出哈."""
_OF_INVOICE = Pattern(r"发票|[专增普]票|抬头|税号|\binvoice")
_OF_GOODS = Pattern(r"退(?!票)|换(?!票|开|抬头|成|个?抬头)|质量|坏|破|裂|漏|\breturn|\bbroken|\bexchang")
_UNSENT = Pattern(
    r"(?:还没|尚未|未|没)有?(?:给您)?(?:发货|出库|寄出|发出)"
    r"|\b(?:not|hasn't|haven't|before we)(?: been| yet)? (?:ship|sent|left)"
)


@dataclass(frozen=True)
class Judged:
    """One finding on return shipping, in folded offsets, with what would be right to say."""

    kind: Kind
    start: int
    end: int
    suggestion: str


_judged: WeakKeyDictionary[Reading, tuple[Context, tuple[Judged, ...]]] = WeakKeyDictionary()


def violations(kind: Kind, reading: Reading, context: Context) -> Iterator[Violation]:
    """The findings of one kind: the check of its rule. The judgement is made once for all six rules."""
    kept = _judged.get(reading)
    if kept is None or kept[0] is not context:
        kept = (context, judge(reading, context))
        _judged[reading] = kept
    return (
        Violation(found.start, found.end, suggestion=found.suggestion) for found in kept[1] if found.kind == kind
    )


def judge(reading: Reading, context: Context) -> tuple[Judged, ...]:
    """All findings on one reply under its shop's profile (docs/rules/return-shipping.md, section 3)."""
    text = reading.folded.text
    if len(text) > _SHORT and has_han(text) and not _TOPIC.search(text):
        return ()
    cause, customer = established_cause(context), fold(context.customer_text).text
    if cause == "unknown" and context.knowledge is None:  # a draft of ours has seen nothing itself
        cause = borne_out(text)
    sent = conduct.sends_back(reading)
    returning = sent is not None or _is_of_a_return(reading, customer, cause, context.facts)
    if _OF_INVOICE.search(customer) and not _OF_GOODS.search(customer):
        return ()
    if context.facts.days_since_signed is None and _unsent(reading, context):
        return ()
    found = claims(reading, customer, returning)
    spans = list(_of_claims(found, cause, context))
    if returning:
        spans.extend(_of_conduct(reading, found, sent, cause, context))
    if not spans:
        return ()
    terms, language = context.shop.return_shipping, reading.language
    return tuple(
        Judged(kind, *span, right_wording(kind, cause, terms, language)) for kind, span in dict.fromkeys(spans)
    )


# Claims ----------------------------------------------------------------------------------------------


def _of_claims(found: Sequence[Claim], cause: Cause, context: Context) -> Iterator[tuple[Kind, Span]]:
    for claim in found:
        if (kind := _payer_fault(claim, cause, context)) is not None:
            yield kind, (claim.start, claim.end)
    yield from _leg_faults(found, cause, context.shop.return_shipping)


def _cause_of(claim: Claim, cause: Cause) -> Cause:
    """The cause a claim is judged by: its own condition, else the established one."""
    if claim.condition == "none":
        return cause
    if claim.condition == "checked":
        return "quality" if cause == "unknown" else cause
    if claim.condition == "case":
        told: Cause = "customer" if claim.payer == "customer" else "quality"
        return told if cause == "unknown" else cause
    return claim.condition


def _payer_fault(claim: Claim, cause: Cause, context: Context) -> Kind | None:
    if claim.payer == "insurer":
        return None if _insured(context) else "wrong-payer"
    match _cause_of(claim, cause):
        case "unknown":
            return "unverified-promise"
        case "customer":
            return "wrong-payer" if _seller_overpays(claim) else None
        case _:
            return "wrong-payer" if claim.payer == "customer" else None


def _insured(context: Context) -> bool:
    """Whether an insurer may be named: yes, unless the order is known to have none."""
    return context.shop.return_shipping.insurance or context.facts.freight_insurance is not False


def _seller_overpays(claim: Claim) -> bool:
    """Whether the seller is said to pay a return leg that the customer's own reason leaves to the customer."""
    return claim.payer == "seller" and (not claim.legs or bool(claim.legs & {"return"}))


def _leg_faults(found: Sequence[Claim], cause: Cause, terms: ReturnShipping) -> Iterator[tuple[Kind, Span]]:
    """Where the customer's own reason makes the customer pay, but other legs than the reply says."""
    branch = [claim for claim in found if _cause_of(claim, cause) == "customer"]
    paid = [claim for claim in branch if claim.payer == "customer"]
    owed = _customer_legs(terms)
    told = frozenset[Leg]().union(*(claim.legs for claim in paid))
    if any(claim.payer == "insurer" for claim in found) or any(not claim.legs for claim in paid):
        told |= {"return"}
    short = "outbound" in owed and not ("return" in told and told & {"outbound", "resend"})
    for claim in paid:
        if claim.legs - owed or (short and claim.legs):
            yield "wrong-legs", (claim.start, claim.end)
    for claim in branch:
        if claim.payer == "seller" and claim.legs and not _seller_overpays(claim) and claim.legs & owed:
            yield "wrong-legs", (claim.start, claim.end)


def _customer_legs(terms: ReturnShipping) -> frozenset[Leg]:
    """The legs that fall to a customer who returns for a reason of their own."""
    legs: set[Leg] = {"return"}
    if terms.customer == "both":
        legs.add("outbound")
    if (terms.resend or ("customer" if terms.customer == "both" else "seller")) == "customer":
        legs.add("resend")
    return frozenset(legs)


# Conduct ---------------------------------------------------------------------------------------------


def _of_conduct(
    reading: Reading, found: Sequence[Claim], sent: Span | None, cause: Cause, context: Context
) -> Iterator[tuple[Kind, Span]]:
    collect = conduct.collects(reading)
    if collect and context.shop.return_shipping.freight_collect == "refused":
        yield "freight-collect", collect
    refused = conduct.refuses(reading) if cause in {"quality", "seller_fault"} and _within(context) else None
    if refused:
        yield "no-refusal-of-quality", refused
    if found or collect or refused or _unsent(reading, context):
        return
    if agreed := sent or (conduct.agrees(reading) if cause == "customer" else None):
        yield "cost-not-disclosed", agreed


def _is_of_a_return(reading: Reading, customer: str, cause: Cause, facts: Facts) -> bool:
    """Whether a return is the matter: a cause is known, the goods have arrived, or the talk is of one."""
    if cause != "unknown" or facts.days_since_signed is not None or facts.order.signed_at is not None:
        return True
    return any(RETURN_MATTER.search(text) for text in (reading.folded.text.replace("到付", ""), customer))


def _unsent(reading: Reading, context: Context) -> bool:
    """Whether the parcel has not left yet: the order is cancelled then, and nothing comes back."""
    return context.facts.order.state in {"unpaid", "paid"} or _UNSENT.search(reading.folded.text) is not None


def _within(context: Context) -> bool:
    days = context.facts.days_since_signed
    return days is None or days <= context.shop.return_shipping.quality_days
