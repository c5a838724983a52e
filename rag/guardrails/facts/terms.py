"""The numbers of a shop's profile, each with what it counts and what it is for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rag.guardrails.facts.quantities import Kind
from rag.shops import ReturnShipping, Shop

_RANGE = re.compile(r"(\d+(?:\.\d+)?)(?:[-~–](\d+(?:\.\d+)?))?")
_HOURS = {"hours": Decimal(1), "days": Decimal(24), "minutes": Decimal(1) / 60, "months": Decimal(720)}
"""What a bare number of the profile counts, by the last word of the term's name."""

Pair = tuple[Decimal, Decimal]
Period = tuple[str, Pair]
"""Name of a term and its length in hours, from and to; `return` for the windows of returns and exchanges."""


@dataclass(frozen=True)
class Terms:
    """A profile's amounts and shares, and its periods."""

    values: tuple[tuple[Kind, Pair], ...]
    periods: frozenset[Period]

    @property
    def lengths(self) -> frozenset[Decimal]:
        """Ends of all periods, in hours."""
        return frozenset(high for _, (_, high) in self.periods)


def terms_of(shop: Shop) -> Terms:
    """The numbers of a profile."""
    return _read(tuple(shop.terms.items()), shop.return_shipping)


@lru_cache(maxsize=64)
def _read(terms: tuple[tuple[str, str], ...], windows: ReturnShipping) -> Terms:
    values: list[tuple[Kind, Pair]] = []
    days = (windows.no_reason_days, windows.exchange_days, windows.quality_days)
    periods = {("return", (Decimal(24 * number), Decimal(24 * number))) for number in days}
    for name, value in terms:
        ends = _RANGE.fullmatch(value)
        if ends is None:
            continue
        low, high = Decimal(ends[1]), Decimal(ends[2] or ends[1])
        hours = _HOURS.get(name.rpartition("_")[2])
        if hours is not None:
            periods.add((name, (low * hours, high * hours)))
        elif name.endswith("_percent"):
            values.append(("percent", (low, high)))
        else:
            values += [("money", (low, high)), ("count", (low, high))]
    return Terms(tuple(values), frozenset(periods))
