"""What it means that a clause names a payer, whatever its language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Payer = Literal["seller", "customer", "insurer"]
Manner = Literal["plain", "vague", "advance", "refund", "self_evident", "answer", "priced", "spared"]
"""How a payer is named, which decides when the words are about the shipping of a return.

`self_evident` speaks of shipping by itself (免费取件), `vague` only where its clause names it (运费我们解决),
`spared` tells that nothing is asked (不收您的), `priced` only where its clause names a leg (取件费 8 元), `answer`
only where the customer asked (不需要的).
"""


@dataclass(frozen=True)
class Statement:
    """A payer named in one clause, in characters of that clause."""

    start: int
    end: int
    payer: Payer
    manner: Manner = "plain"


def turned(payer: Payer, negated: bool) -> Payer:
    """The payer that a negation makes of one: what we do not pay falls to the customer, and the other way round."""
    if not negated:
        return payer
    return "customer" if payer == "seller" else "seller"
