"""The plainest situations in which an approved text is said, for those who judge it in use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import get_args

from evals.sampler.plainest import plainest
from evals.situations import OFFERS, OFFERS_EN, paths, views
from rag.conditions import View, case_of
from rag.domain import Card, Cause, Facts, Wording
from rag.shops import Shop

_SITUATIONS = 20_000
"""Of a wording, looked through for one in which it may be said."""
_FILLED: Mapping[bool, Mapping[str, str]] = {
    False: {"point": "做工很结实", "needs": "订单号", "said": "明天下午", "subject": "发票", "name": "材质",
            "value": "纯棉", "other": "黑色", "size": "M", "asked": "什么时候可以换货", "party": "财务"},
    True: {"point": "a sturdy handle", "needs": "the order number", "said": "tomorrow afternoon",
           "subject": "the invoice", "name": "Material", "value": "cotton", "other": "black", "size": "M",
           "asked": "is it in stock", "party": "finance"},
}  # fmt: skip
"""What stands in the slots of phrases."""


def situation(only: Card, wording: Wording, shop: Shop, english: bool) -> View | None:
    """The first and plainest in which the card's only wording is said."""
    looked_at = paths(only)
    texts = (wording.en, wording.then_en) if english else (wording.zh, wording.then_zh)

    def sayable(view: View) -> bool:
        return view.holds(only.when) and view.holds(wording.when) and None not in map(view.fill, texts)

    found = islice(views(only, shop, english), _SITUATIONS)
    return next(filter(sayable, (plainest(full, looked_at) for full in found if sayable(full))), None)


def with_every_cause(view: View, card: Card, only: Card) -> Iterator[View]:
    """The situation, and it again with each other cause that the card tells apart, where the wording holds."""
    yield view
    for cause in get_args(Cause) if any("cause" in path for path in paths(card)) else ():
        other = replace(view, facts=replace(view.facts, cause=cause, evidence_checked=cause != "unknown"))
        if cause != view.facts.cause and other.holds(only.when) and other.holds(only.say[0].when):
            yield other


def around(wording: Wording, shop: Shop, english: bool) -> View:
    """A situation for a phrase, with what its slots are given."""
    offers = OFFERS_EN if english else OFFERS
    kind = next(iter(wording.when.get("kind", ())), None)
    point = next((offer.value for offer in offers if offer.kind == kind), _FILLED[english]["point"])
    facts = Facts(offers=offers if kind else ())
    return View(facts, shop, case_of(facts, shop), "8", {**_FILLED[english], "point": point})
