"""Finds the matters of a chat message: its own, or those of the conversation it goes on with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.catalogue.attributes import unanswered
from rag.domain import Card, Facts, Hit, Invoice, Order, Product, Refund
from rag.drafters.drafter import Matter, Search
from rag.matters.deciding import MOST, PLAIN, SURE, in_the_light_of, matters_of
from rag.synonyms import notions, topical
from rag.talk.acts import GO_ON
from rag.talk.harm import tells_of_harm, wonders_about_harm
from rag.talk.troubles import tells_of_fault, wants_it_back
from rag.talk.words import Act
from rag.understanding import Understanding

_REVIEW_TOPICS = frozenset({"review-positive", "review-negative"})
_INJURY = "return-quality-injury"
_ANY_FAULT = "return-quality-not-working"
_THIS_FAULT = 0.15
"""Likelihood from which a card is meant rather than the one for any fault."""
_HITS = 12
"""Cards looked at for one question, before those on reviews are left out."""
_FADING = 2
_WEIGHTS = (1.0, 0.6, 0.36)
"""What this message and the two before count for what the talk is about."""
_VAGUE = 0.3
"""What this message counts where it names nothing a shop deals with."""
_SURE_TOPIC = 0.15
"""Share of all topics' likelihood from which one is right nine times in ten, on labelled moments of real chats."""
_SURE_FAMILY = 0.35
_FAMILIES: Mapping[str, frozenset[str]] = {
    "logistics": frozenset({"tracking", "delivery-time", "delivery-service", "dispatch", "lost-parcel", "carrier"}),
    "after-sales": frozenset(
        {"return-quality", "return-no-reason", "return-shipping", "return-process", "warranty", "refund"}
    ),
    "goods": frozenset({"product-info", "size", "stock", "authenticity", "recommend"}),
    "money": frozenset({"price", "promotion", "price-protection", "payment"}),
}
"""Topics on which one does the same where it is open which of them is meant."""
_ITSELF = 0.5
"""Likelihood from which one card alone is meant."""
_NO_TOPIC = frozenset({"greeting", "farewell", "other"})
_BACK = 3
"""Messages before that an answer may belong to."""
STANDING: Mapping[Act, str] = {
    "thanks": "farewell-thanks",
    "leaves": "farewell-leaves",
    "agrees": "other-agreed",
    "waits": "other-waits",
    "shows_order": "other-order-number-only",
    "shows_item": "other-picture-or-link",
    "resumes": "other-resumes",
    "wordless": "other-one-word",
    "solved": "other-solved",
    "done": "other-done",
    "owes": "other-still-wanted",
    "shows_contact": "other-contact-given",
    "puzzled": "other-unclear",
    "praises": "farewell-promises-good-review",
    "explains": "other-explained",
    "browses": "farewell-thinks-it-over",
    "remarks": "other-remark",
    "confirms": "other-confirmed",
    "presses": "other-pressed",
    "greets": "greeting-hello",
}
"""Cards for messages that bring up nothing themselves; for what points back, where nothing was spoken of before."""


def chat_matters(reading: Understanding, facts: Facts, index: Search) -> tuple[Matter, ...]:
    """The matters of this message; where it has none, the one it goes on with, or what its act calls for."""
    act = reading.talk.act
    if tells_of_harm(reading.whole) and (card := index.card(_INJURY)):
        return (Matter(reading.whole, (Hit(card, 1.0),)),)
    if act == "matter" or (act == "presses" and _knows(facts)):
        found = _beside_the_catalogue(reading, facts, index)
        return _for_any_fault(found, reading.whole, facts, index) or found
    comes_back = act == "greets" and not reading.talk.closed
    matter = _open_matter(reading, facts, index) if act in GO_ON or comes_back else None
    points_back = act == "resumes" and reading.whole
    if matter and (not points_back or matter.hits[0].score >= SURE):
        return (matter,)
    name = STANDING.get("done" if act == "shows_order" and not reading.greet else act)
    card = index.card(name) if name else None
    return (Matter(reading.whole, (Hit(card, 1.0),)),) if card else ()


def _for_any_fault(found: Sequence[Matter], whole: str, facts: Facts, index: Search) -> tuple[Matter, ...]:
    """Where goods broke and are to go back, and no card fits that fault, the one that fits any."""
    if facts.cause == "customer" or not wants_it_back(whole):
        return ()
    if any(matter.hits[0].likelihood >= _THIS_FAULT for matter in found if matter.hits):
        return ()
    if "broken" not in notions(whole) or not tells_of_fault(whole):
        return ()
    card = index.card(_ANY_FAULT)
    return (Matter(whole, (Hit(card, 1.0),)),) if card else ()


def _knows(facts: Facts) -> bool:
    """Whether the facts can tell how far something has come."""
    return (facts.order, facts.refund, facts.invoice) != (Order(), Refund(), Invoice())


def topic_of(reading: Understanding, index: Search) -> str | None:
    """What the talk is about now: this message and, fading, the ones before; None where that is not sure enough."""
    texts = [reading.whole, *reading.talk.earlier[:_FADING]]
    shares: dict[str, float] = {}
    now, *before = _WEIGHTS
    weights = (now if topical(reading.whole) else _VAGUE, *before)
    for weight, text in zip(weights, texts, strict=False):
        for topic, share in index.topic_shares(text).items() if text else ():
            shares[topic] = shares.get(topic, 0.0) + weight * share
    told = {topic: share for topic, share in shares.items() if topic not in _REVIEW_TOPICS}
    return _sure(told, _SURE_TOPIC) or _sure(_in_families(told), _SURE_FAMILY)


_STATUS: Mapping[str, str] = {
    "dispatch": "dispatch-urge",
    "tracking": "tracking-where",
    "delivery-time": "tracking-where",
    "delivery-service": "tracking-where",
    "lost-parcel": "tracking-where",
    "logistics": "tracking-where",
    "refund": "refund-progress",
    "after-sales": "refund-progress",
    "return-process": "refund-progress",
    "invoice": "invoice-when",
    "stock": "stock-available",
    "price": "price-how-much",
    "promotion": "promotion-event-rules",
}


def status_of(topic: str | None, index: Search) -> Card | None:
    """The card that tells how things stand with a topic, by the facts."""
    return index.card(_STATUS[topic]) if topic and topic in _STATUS else None


def _sure(shares: Mapping[str, float], least: float) -> str | None:
    best = max((topic for topic in shares if topic not in _NO_TOPIC), key=lambda topic: shares[topic], default=None)
    total = sum(shares.values())
    return best if best is not None and total and shares[best] >= least * total else None


def _in_families(shares: Mapping[str, float]) -> dict[str, float]:
    """The shares of topics added up where one would act alike."""
    return {name: sum(shares.get(topic, 0.0) for topic in topics) for name, topics in _FAMILIES.items()} | {
        "other": sum(share for topic, share in shares.items() if not any(topic in f for f in _FAMILIES.values()))
    }


def _beside_the_catalogue(reading: Understanding, facts: Facts, index: Search) -> tuple[Matter, ...]:
    """What the product's attributes answer is one matter, what they leave unanswered may be others."""
    said, product = reading.conversation, facts.product
    rest = unanswered(reading.whole, product, said)
    if rest == unanswered(reading.whole, Product()):
        return _matters_now(reading, facts, index)
    parts = (replace(question, text=unanswered(question.text, product, said)) for question in reading.questions)
    open_parts = tuple(part for part in parts if part.text and part.text in rest)
    left = replace(reading, talk=replace(reading.talk, said=rest), questions=open_parts)
    asks = any(question.asks for question in left.questions)
    others = _matters_now(left, facts, index) if asks else ()
    return (Matter(reading.whole, ()), *others[: MOST - 1])


def _matters_now(reading: Understanding, facts: Facts, index: Search) -> tuple[Matter, ...]:
    queries = [reading.whole, reading.conversation, *(question.text for question in reading.questions)]
    earlier = reading.talk.earlier[:1]
    distinct = list(dict.fromkeys([*queries, *earlier]))  # a message of one sentence is its own question
    hits = dict(zip(distinct, index.search_many(distinct, _HITS), strict=True))
    but = _INJURY if wonders_about_harm(reading.whole) else None
    whole, conversation, *found = (_for_chats(hits[query], but) for query in queries)
    before = [hit for text in earlier for hit in _for_chats(hits[text], but)]
    now = matters_of(reading.questions, found, reading.whole, in_the_light_of(before, whole), facts)
    bare = not topical(reading.whole) and topical(reading.conversation) and not _speaks_for_itself(now)
    then = matters_of((), (), reading.conversation, conversation, facts) if bare or not now else ()
    return then or now


def _speaks_for_itself(matters: Sequence[Matter]) -> bool:
    """Whether a message that names nothing is yet near to one card's asks, and to no other's: 几天到."""
    return any(matter.hits[0].score >= PLAIN and matter.hits[0].likelihood >= _ITSELF for matter in matters)


def _open_matter(reading: Understanding, facts: Facts, index: Search) -> Matter | None:
    """The matter spoken of last that a card surely covers, alone or with what is said now; else the surest."""
    texts = [
        text for before in reading.talk.earlier[:_BACK] for text in (before, f"{before} {reading.whole}".strip())
    ]
    hits = index.search_many(texts, _HITS)
    matters = [
        max(found, key=lambda matter: matter.hits[0].score)
        for one in range(0, len(texts), 2)
        if (
            found := [
                m for at in (one, one + 1) for m in matters_of((), (), texts[at], _for_chats(hits[at]), facts)
            ]
        )
    ]
    sure = (matter for matter in matters if matter.hits[0].score >= SURE)
    return next(sure, None) or max(matters, key=lambda matter: matter.hits[0].score, default=None)


def _for_chats(hits: Sequence[Hit], but: str | None = None) -> list[Hit]:
    """Hits without cards on public reviews, which speak to other readers, those for acts alone, and `but`."""
    return [
        hit for hit in hits if hit.item.id != but and (not isinstance(hit.item, Card) or _answers_matters(hit.item))
    ]


def _answers_matters(card: Card) -> bool:
    return _REVIEW_TOPICS.isdisjoint(card.topics) and card.id not in _FOR_ACTS


_FOR_ACTS = frozenset(name for name in STANDING.values() if not name.startswith(("greeting-", "farewell-")))
"""Cards that only acts call for."""
