"""What a reply may rest on: conversation, facts with what follows from them, the shop's profile, cards."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from rag.domain import Facts
from rag.guardrails.facts.orders import carriers_in, excluded, holding, refund_states, states_in
from rag.guardrails.facts.quantities import Kind, Quantity, kept
from rag.guardrails.rule import Context
from rag.shops import Shop
from rag.text import fold

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_AMOUNT = re.compile(r"(?<![\d.])\d{1,5}(?:\.\d{1,2})?(?![\d.])")
"""A bare number of the customer's may be money: 我付了59."""
_RANGE = re.compile(r"(\d+(?:\.\d+)?)(?:[-~–](\d+(?:\.\d+)?))?")
_MOST_AMOUNTS = 12
"""Amounts that are added and subtracted in pairs; more of them would ground anything."""
_ROUGHLY = 50
"""One part in so many is no difference of a length of time: 一年 is 12个月 and 365天."""
_CUSTOMERS_OWN = frozenset({"signed", "unsigned", "unshipped", "paid", "moving", "shipped"})
"""States that customers see themselves: handing their words back states nothing new."""
_LAST_UNIT = {"hours": Decimal(1), "days": Decimal(24), "minutes": Decimal(1) / 60, "months": Decimal(720)}
"""What a bare number of the profile counts, by the last word of the term's name; elsewhere yuan or pieces."""

Pair = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class Values:
    """Quantities by kind, each from low to high."""

    pairs: Mapping[Kind, set[Pair]] = field(default_factory=lambda: defaultdict(set))

    def add(self, kind: Kind, low: Decimal | int, high: Decimal | int | None = None) -> None:
        """One more; a single value where there is no `high`."""
        self.pairs[kind].add((Decimal(low), Decimal(low if high is None else high)))

    def add_all(self, found: Iterable[Quantity]) -> None:
        """All that a text says."""
        for quantity in found:
            self.pairs[quantity.kind].add((quantity.low, quantity.high))

    def add_pairs(self, found: Iterable[tuple[Kind, Decimal, Decimal]]) -> None:
        """Values given by kind."""
        for kind, low, high in found:
            self.pairs[kind].add((low, high))

    def holds(self, quantity: Quantity) -> bool:
        """Whether the quantity stands here: as it is, or end by end; a limit also as the end of a range."""
        pairs = self.pairs.get(quantity.kind)
        if not pairs:
            return False
        if (quantity.low, quantity.high) in pairs:
            return True
        if quantity.kind == "date":
            return any(_same_date(quantity.low, known) for known, _ in pairs)
        ends = {end for pair in pairs for end in pair}
        if quantity.kind == "duration" and quantity.low == quantity.high:
            return any(abs(quantity.low - end) <= end / _ROUGHLY for end in ends)
        return quantity.high in ends and quantity.low in ends


def _same_date(one: Decimal, other: Decimal) -> bool:
    return one % 100 == other % 100 and (one < 100 or other < 100)


@dataclass(frozen=True)
class Sources:
    """What is known. `established` leaves out what the customer alone says; `said` is that."""

    established: Values
    said: Values
    carriers: frozenset[str]
    carrier: frozenset[str]
    """The carrier of the order, where the facts name it."""
    states: frozenset[str]
    excluded: frozenset[str]
    """States that the facts rule out."""
    words: str
    """All texts of it, folded: for gifts, which are known by their names."""
    periods: frozenset[tuple[str, Pair]]
    """The shop's periods in hours, each with what it is for: one for returns says nothing of a refund's arrival."""

    def holds(self, quantity: Quantity, promised: bool) -> bool:
        """Whether a quantity has a source; the customer's wish is none for a time we promise."""
        return self.established.holds(quantity) or (not promised and self.said.holds(quantity))


def sources_of(context: Context) -> Sources:
    """All that the reply may rest on."""
    facts = context.facts
    ours = [fold(text).text for text in _texts(context)]
    theirs = [fold(turn.text).text for turn in context.turns if turn.role == "customer"]
    established, said = Values(), Values()
    for text in ours:
        established.add_all(kept(text))
    for text in theirs:
        said.add_all(kept(text))
        for found in _AMOUNT.findall(text):
            said.add("money", Decimal(found))
    windows = _windows(context.shop)
    limits = _limits(tuple(context.shop.terms.items()))
    established.add_pairs(limits.general)
    periods = windows | limits.periods
    _add_facts(established, facts, frozenset(pair for _, pair in periods))
    _add_sums(established, said)
    refund_holds, refund_excludes = refund_states(_folded(facts.refund.state))
    signed = "signed" if facts.days_since_signed is not None or facts.order.signed_at else None
    state = facts.order.state or signed or ("shipped" if facts.order.shipped_at else None)
    return Sources(
        established,
        said,
        carriers=frozenset().union(*map(carriers_in, [*ours, *theirs])),
        carrier=carriers_in(_folded(facts.order.carrier)),
        states=frozenset().union(
            holding(state),
            refund_holds,
            *map(states_in, ours),
            *(states_in(text) & _CUSTOMERS_OWN for text in theirs),
        ),
        excluded=excluded(state) | refund_excludes,
        words="\n".join([*ours, *theirs]),
        periods=periods,
    )


def _folded(text: str | None) -> str:
    return fold(text).text if text else ""


def _texts(context: Context) -> Iterator[str]:
    """Texts of the shop's side: the agents' turns, cards, facts in words, the profile's terms."""
    facts = context.facts
    yield from (turn.text for turn in context.turns if turn.role == "agent")
    yield from context.knowledge or ()
    yield from facts.promotions
    yield from (offer.value for offer in facts.offers)
    yield from facts.product.selling_points
    yield from (f"{name}{value}" for name, value in facts.product.attributes.items())
    yield from (event.text for event in facts.order.tracking)
    known = (
        facts.product.name, facts.order.carrier, facts.order.promised_dispatch,
        facts.refund.state, facts.refund.expected, facts.refund.account, facts.invoice.state,
    )  # fmt: skip
    yield from filter(None, known)
    yield from context.shop.terms.values()


def _add_facts(values: Values, facts: Facts, periods: frozenset[Pair]) -> None:
    amounts = [facts.order.amount, facts.refund.amount, *(offer.value for offer in facts.offers), *facts.promotions]
    for text in filter(None, amounts):
        for found in _NUMBER.findall(text.replace(",", "")):
            values.add("money", Decimal(found))
    if facts.product.stock is not None:
        values.add("count", facts.product.stock)
    if facts.days_since_signed is not None:
        values.add("duration", 24 * facts.days_since_signed)
    moments = [facts.order.paid_at, facts.order.shipped_at, facts.order.signed_at]
    moments += [event.at for event in facts.order.tracking]
    for moment in filter(None, moments):
        _add_moment(values, moment, facts.now, periods)
    if facts.now is not None:
        _add_days(values, facts.now)


def _add_moment(values: Values, moment: datetime, now: datetime | None, periods: frozenset[Pair]) -> None:
    """A date, its hour, its weekday and how long ago it is; and the ends of the periods that count from it."""
    values.add("clock", (60 * moment.hour + moment.minute) % 720)
    values.add("clock", 60 * moment.hour % 720)
    values.add("weekday", moment.isoweekday())
    lengths = {high for _, high in periods}
    for ends in (moment, *(moment + timedelta(hours=float(length)) for length in lengths)):
        values.add("date", 100 * ends.month + ends.day)
        if now is not None:
            values.add("day", (ends.date() - now.date()).days)
    if now is not None:
        passed = now.replace(tzinfo=None) - moment.replace(tzinfo=None)
        for days in {passed.days, (now.date() - moment.date()).days}:
            values.add("duration", 24 * days)
            for length in lengths:
                values.add("duration", max(length - 24 * days, Decimal(0)))
        values.add("duration", int(passed.total_seconds() // 3600))


def _add_days(values: Values, now: datetime) -> None:
    """Days said as words and as dates are the same days."""
    for low, _ in tuple(values.pairs["day"]):
        if abs(low) < 100:
            date = now + timedelta(days=int(low))
            values.add("date", 100 * date.month + date.day)
            values.add("weekday", date.isoweekday())
    for low, _ in tuple(values.pairs["date"]):
        for ahead in range(-15, 60):
            date = now + timedelta(days=ahead)
            if low in {100 * date.month + date.day, date.day}:
                values.add("day", ahead)
                values.add("weekday", date.isoweekday())


def _add_sums(established: Values, said: Values) -> None:
    """Sums and differences of two amounts, and what a share of one comes to."""
    amounts = {low for values in (established, said) for low, _ in values.pairs["money"]}
    if len(amounts) > _MOST_AMOUNTS:
        return
    for one, other in combinations(amounts, 2):
        established.add("money", one + other)
        established.add("money", abs(one - other))
    for share, _ in tuple(established.pairs["percent"]):
        for amount in amounts:
            established.add("money", amount * share / 100)
            established.add("money", amount * (100 - share) / 100)


def _windows(shop: Shop) -> frozenset[tuple[str, Pair]]:
    terms = shop.return_shipping
    hours = (Decimal(24 * days) for days in (terms.no_reason_days, terms.exchange_days, terms.quality_days))
    return frozenset(("return", (length, length)) for length in hours)


class _Limits(NamedTuple):
    """The bare numbers of a profile's terms."""

    general: tuple[tuple[Kind, Decimal, Decimal], ...]
    periods: frozenset[tuple[str, Pair]]


@lru_cache(maxsize=64)
def _limits(terms: tuple[tuple[str, str], ...]) -> _Limits:
    general: list[tuple[Kind, Decimal, Decimal]] = []
    periods: set[tuple[str, Pair]] = set()
    for name, value in terms:
        ends = _RANGE.fullmatch(value)
        if ends is None:
            continue
        low, high = Decimal(ends[1]), Decimal(ends[2] or ends[1])
        factor = _LAST_UNIT.get(name.rpartition("_")[2])
        if name.endswith("_percent"):
            general.append(("percent", low, high))
        elif factor is None:
            general += [("money", low, high), ("count", low, high)]
        else:
            periods.add((name, (low * factor, high * factor)))
    return _Limits(tuple(general), frozenset(periods))
