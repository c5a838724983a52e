"""Leaves of a situation only what a card looks at, so that a sample is no fuller than it has to be."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import fields, replace
from typing import TypeVar

from evals.situations import DIMENSIONS
from rag.conditions import View, case_of
from rag.domain import Facts, Invoice, Order, Product, Refund

_Part = TypeVar("_Part", Order, Product, Refund, Invoice)
_ALWAYS = frozenset({"facts.order.state", "facts.order.paid_at", "facts.product.attributes", "facts.product.stock"})
"""What only stands in a situation where it is varied."""
_READ_FROM = {"facts.order.tracking": "tracking", "facts.refund.state": "refund", "facts.invoice.state": "invoice"}
"""Facts from which a case is read, and the dimension that says which."""


def plainest(view: View, looked_at: Set[str]) -> View:
    """The situation without facts of order, product, refund, invoice and events that no path looks at."""

    def kept(path: str) -> bool:
        named = (path, *DIMENSIONS[_READ_FROM[path]]) if path in _READ_FROM else (path,)
        return path in _ALWAYS or not looked_at.isdisjoint(named)

    def part(value: _Part, room: str) -> _Part:
        fresh = type(value)()
        dropped = (one.name for one in fields(value) if not kept(f"facts.{room}.{one.name}"))
        return replace(value, **{name: getattr(fresh, name) for name in dropped})

    given = view.facts
    facts = replace(
        given,
        order=part(given.order, "order"),
        product=part(given.product, "product"),
        refund=part(given.refund, "refund"),
        invoice=part(given.invoice, "invoice"),
        promotions=given.promotions if kept("facts.promotions") else Facts().promotions,
    )
    told = case_of(facts, view.shop, view.case.mood, view.case.goods)
    talk = view.case
    case = replace(told, pending=talk.pending, refused=talk.refused, again=talk.again, ordered=talk.ordered)
    agent = None if looked_at.isdisjoint({"agent", "agent_number"}) else view.agent
    return View(facts, view.shop, case, agent)
