"""What a reply may rest on: conversation, facts with what follows from them, the shop's profile, cards."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from rag.domain import Facts
from rag.guardrails.facts.orders import carriers_in, excluded, holding, refund_states, states_in
from rag.guardrails.facts.quantities import Kind, Quantity, kept
from rag.guardrails.facts.terms import Period, Terms, terms_of
from rag.guardrails.rule import Context
from rag.text import fold

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_AMOUNT = re.compile(r"(?<![\d.])\d{1,5}(?:\.\d{1,2})?(?![\d.])")
"""A bare number of the customer's may be money: 我付了59."""
_MOST_AMOUNTS = 12
"""Amounts that are added and subtracted in pairs; more of them would ground anything."""
_ROUGHLY = 50
"""One part in so many is no difference of a length of time: 一年 is 12个月 and 365天."""
_CUSTOMERS_OWN = frozenset({"signed", "unsigned", "unshipped", "paid", "moving", "shipped"})
"""States that customers see themselves: handing their words back states nothing new."""
_AHEAD = range(-15, 60)
"""Days around `now` that a weekday or a day of the month can mean."""

Pair = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class Told:
    """What a text tells, as far as it can be a source."""

    folded: str
    quantities: tuple[Quantity, ...]
    carriers: frozenset[str]
    states: frozenset[str]


@lru_cache(maxsize=8192)
def told_by(text: str) -> Told:
    """Read a text once: cards and common phrases come back with every reply."""
    folded = fold(text).text
    return Told(folded, kept(folded), carriers_in(folded), states_in(folded))


@dataclass(frozen=True)
class Values:
    """Quantities by kind, each from low to high."""

    pairs: dict[Kind, set[Pair]] = field(default_factory=lambda: defaultdict(set))

    def add(self, kind: Kind, value: Decimal | int) -> None:
        """One more single value."""
        self.pairs[kind].add((Decimal(value), Decimal(value)))

    def add_all(self, found: Iterable[tuple[Kind, Pair]]) -> None:
        """Several, each with its kind."""
        for kind, pair in found:
            self.pairs[kind].add(pair)

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
    """Whether two dates are the same day; one without a month is a day of any."""
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
    periods: frozenset[Period]
    """The shop's periods, each with what it is for: one for returns says nothing of a refund's arrival."""
    now: datetime | None

    def knows(self, quantity: Quantity) -> bool:
        """Whether our side tells a quantity, or it follows from what our side tells."""
        if self.established.holds(quantity):
            return True
        if quantity.kind == "money":
            return self._is_sum(quantity.high)
        return quantity.kind in {"date", "day", "weekday"} and self._is_same_day(quantity)

    def holds(self, quantity: Quantity, promised: bool) -> bool:
        """Whether a quantity has a source; the customer's wish is none for a time we promise."""
        return self.knows(quantity) or (not promised and self.said.holds(quantity))

    def _is_sum(self, amount: Decimal) -> bool:
        """The sum or difference of two amounts, or what a share of one comes to."""
        known = {low for values in (self.established, self.said) for low, _ in values.pairs.get("money", ())}
        if len(known) > _MOST_AMOUNTS:
            return False
        if any(amount in {one + other, abs(one - other)} for one, other in combinations(known, 2)):
            return True
        shares = [low for low, _ in self.established.pairs.get("percent", ())]
        return any(amount * 100 in {one * share, one * (100 - share)} for one in known for share in shares)

    def _is_same_day(self, quantity: Quantity) -> bool:
        """The same day in other words: a date for a weekday, 明天 for a date."""
        if self.now is None:
            return False
        said = _days_meant(quantity.kind, quantity.low, self.now.date())
        return any(
            not said.isdisjoint(_days_meant(kind, low, self.now.date()))
            for kind in ("date", "day", "weekday")
            if kind != quantity.kind
            for low, _ in self.established.pairs.get(kind, ())
        )


def _days_meant(kind: Kind, value: Decimal, today: date) -> set[int]:
    """Days from today that a date, a day word or a weekday can mean."""
    if kind == "day":
        return {int(value)} & set(_AHEAD)
    if kind == "weekday":
        return {ahead for ahead in range(-7, 8) if (today + timedelta(days=ahead)).isoweekday() == value}
    ahead_dates = ((ahead, today + timedelta(days=ahead)) for ahead in _AHEAD)
    return {ahead for ahead, day in ahead_dates if value in {100 * day.month + day.day, day.day}}


def sources_of(context: Context) -> Sources:
    """All that the reply may rest on."""
    facts = context.facts
    terms = terms_of(context.shop)
    ours = [told_by(text) for text in _texts(facts, context)]
    theirs = [told_by(turn.text) for turn in context.turns if turn.role == "customer"]
    established, said = Values(), Values()
    for told in ours:
        established.add_all((found.kind, (found.low, found.high)) for found in told.quantities)
    established.add_all(terms.values)
    for told in theirs:
        said.add_all((found.kind, (found.low, found.high)) for found in told.quantities)
        for found in _AMOUNT.findall(told.folded):
            said.add("money", Decimal(found))
    _add_facts(established, facts, terms)
    refund_holds, refund_excludes = refund_states(facts.refund.state)
    state = _state(facts)
    return Sources(
        established,
        said,
        carriers=frozenset().union(*(told.carriers for told in (*ours, *theirs))),
        carrier=told_by(facts.order.carrier or "").carriers,
        states=frozenset().union(
            holding(state),
            refund_holds,
            *(told.states for told in ours),
            *(told.states & _CUSTOMERS_OWN for told in theirs),
        ),
        excluded=excluded(state) | refund_excludes,
        words="\n".join(told.folded for told in (*ours, *theirs)),
        periods=terms.periods,
        now=facts.now,
    )


def _state(facts: Facts) -> str | None:
    if facts.order.state is not None:
        return facts.order.state
    if facts.days_since_signed is not None or facts.order.signed_at is not None:
        return "signed"
    return "shipped" if facts.order.shipped_at is not None else None


def _texts(facts: Facts, context: Context) -> Iterator[str]:
    """Texts of the shop's side: the agents' turns, cards, facts in words, the profile's terms."""
    yield from (turn.text for turn in context.turns if turn.role == "agent")
    yield from context.knowledge or ()
    yield from facts.promotions
    yield from (offer.value for offer in facts.offers)
    yield from facts.product.selling_points
    yield from (f"{name}{value}" for name, value in facts.product.attributes.items())
    yield from (event.text for event in facts.order.tracking)
    order, refund = facts.order, facts.refund
    known = (facts.product.name, order.carrier, order.promised_dispatch, facts.invoice.state)
    yield from filter(None, (*known, refund.state, refund.expected, refund.account))
    yield "\n".join(context.shop.terms.values())


def _add_facts(values: Values, facts: Facts, terms: Terms) -> None:
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
        _add_moment(values, moment, facts.now, terms.lengths)


def _add_moment(values: Values, moment: datetime, now: datetime | None, lengths: frozenset[Decimal]) -> None:
    """A date, its hour, how long ago it is; and the ends of the shop's periods that may count from it."""
    values.add("clock", (60 * moment.hour + moment.minute) % 720)
    values.add("clock", 60 * moment.hour % 720)
    values.add("weekday", moment.isoweekday())
    for ends in (moment, *(moment + timedelta(hours=float(length)) for length in lengths)):
        values.add("date", 100 * ends.month + ends.day)
    if now is None:
        return
    passed = now.replace(tzinfo=None) - moment.replace(tzinfo=None)
    values.add("duration", int(passed.total_seconds() // 3600))
    for days in {passed.days, (now.date() - moment.date()).days}:
        values.add("duration", 24 * days)
        for length in lengths:
            values.add("duration", max(length - 24 * days, Decimal(0)))
