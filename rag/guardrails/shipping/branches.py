"""Two branches with different payers: their contrast makes each conditional, whatever words name the cases.

断在出厂前, 邮费店里出; 掉地上断的, 邮费您出: neither says 如果 or 质量问题, and still nobody is promised anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rag.guardrails.shipping.conditions import Condition
from rag.guardrails.shipping.settled import Claim
from rag.guardrails.shipping.words import COST_EN, COST_ZH
from rag.text import Pattern

_WORDS_ZH = (
    r"先|只|再|另外?|还|也|都|全|然后|之后|最后|同时|收到|签收|到货|发货|寄[回出来]|退回|退货|换货|退款"
    r"|[来的时后那就则可但要需由得]|不过|而且|并且"
    r"|我们|店里|您|你|自己|请|麻烦|来回|往返|来|去|回|单程|去程|回程"
)
_WORDS_EN = (
    r"and|but|then|also|only|the|a|return|returning|outbound|original|for|while|you|we|us|will|would|to|it|your|our"
    r"|just|please|is|are|be|ll|that|so|item|have"
)
_POINTS = Pattern(
    r"(?:这|此|该)(?:次|单|件|款|双|台|部|回|笔|个(?=[,是属情单问订]|$))|呢(?:次|单|个|部)|[您你](?:这|的)(?:个|次|单|件|种"
    r"|情况)"
    r"|\b(?:this (?:time|one|order|case|return)|your case)\b"
)
"""The customer's own case pointed at: no branch, but what is said of it."""
_NO_CASE = Pattern(rf"(?:{_WORDS_ZH}|{COST_ZH}|[\s,.;:!?。~、…-])*|(?:\b(?:{_WORDS_EN}|{COST_EN})\b|[\s,.;:!-])*")
"""What may stand between two payers and names no case."""
_ENDS = Pattern(r"[;。!?\n]")
_APART = 60
"""Characters between two claims beyond which they make no contrast."""
_SIDES: dict[str, Condition] = {"seller": "quality", "insurer": "none", "customer": "customer"}
_DECIDED = frozenset({"quality", "seller_fault", "customer"})


def branched(found: Sequence[Claim], text: str) -> tuple[Claim, ...]:
    """The claims, those that are contrasted branches tied to the case that their payer tells."""
    told = list(found)
    for index, (first, second) in enumerate(pairwise(found)):
        if _contrast(first, second, text):
            told[index] = _branch(told[index], second)
            told[index + 1] = _branch(told[index + 1], first)
    for index, (first, second) in enumerate(pairwise(told)):
        same = first.condition == "case" and not _ENDS.search(text, first.end, second.start)
        if same and second.condition == "none":
            told[index + 1] = replace(second, condition=_SIDES[first.payer])  # 退回那程您出, 寄去我们出
    return tuple(told)


def _contrast(first: Claim, second: Claim, text: str) -> bool:
    if {first.payer, second.payer} != {"seller", "customer"} or not 0 <= second.start - first.end <= _APART:
        return False
    if first.condition in _DECIDED and second.condition in _DECIDED and _customers(first) != _customers(second):
        return False
    paid_back = (second.payer, second.manner) == ("seller", "refund")
    if paid_back or "advance" in {first.manner, second.manner} or _split_legs(first, second):
        return False
    if _POINTS.search(text, first.end, second.end):
        return False
    tied = first.condition != "none" and second.condition not in {"none", first.condition}
    return tied or _NO_CASE.compiled.fullmatch(text, first.end, second.payer_at) is None


def _split_legs(first: Claim, second: Claim) -> bool:
    """寄出的我们付, 寄回的您付: the legs are contrasted, not the cases."""
    return bool(first.legs and second.legs and not first.legs & second.legs)


def _customers(claim: Claim) -> bool:
    return claim.condition == "customer"


def _side(claim: Claim) -> Condition:
    return "customer" if _customers(claim) else "quality"


def _branch(claim: Claim, other: Claim) -> Claim:
    if claim.condition in _DECIDED and (other.condition not in _DECIDED or _SIDES[claim.payer] == _side(claim)):
        return claim
    known = other.condition in _DECIDED and claim.condition not in _DECIDED
    return replace(claim, condition=_SIDES[claim.payer] if known else "case")
