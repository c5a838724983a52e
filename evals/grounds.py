"""Holds a draft against what it may rest on, past the gate: facts, talk, terms and the cards that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rag.domain import Card, Citation, Draft, Request
from rag.drafters.drafter import Search
from rag.drafters.offered import own_sentences
from rag.drafting import context_of
from rag.guardrails.facts.grounding import judge
from rag.guardrails.facts.sources import sources_of
from rag.guardrails.facts.statements import statements
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context
from rag.guardrails.smuggled import trusted
from rag.shops import Shop
from rag.text import fold

_ENOUGH = 0.6
"""Share of a quote's pieces that the draft has to have: wordings are cut to fit."""
_PIECE = re.compile(r"[a-z]+|\d+|[一-鿿]")


def unsupported(draft: Draft, request: Request, shop: Shop, index: Search) -> Iterator[str]:
    """What is wrong with the grounds of a draft, a line each with its harm."""
    cited = {citation.card: index.card(citation.card) for citation in draft.citations}
    for citation in draft.citations:
        yield from _citation(citation, cited[citation.card], draft)
    context = _resting_on(draft, request, shop, [card for card in cited.values() if card])
    reading, sources = Reading(draft.text), sources_of(context)
    for statement in statements(reading.folded.text, reading.clauses, reading.quantities):
        if judge(statement, reading.folded.text, sources, context.facts) != "grounded":
            said = draft.text[slice(*reading.folded.span(statement.start, statement.end))]
            yield f"says {said!r} ({statement.kind}), which stands nowhere: the customer is told what nobody knows"


def _citation(citation: Citation, card: Card | None, draft: Draft) -> Iterator[str]:
    if card is None:
        yield f"cites {citation.card!r}, which is no card: nobody can look up what the answer stands on"
        return
    if citation.title != card.title:
        yield f"cites {citation.card} as {citation.title!r}: the agent looks up another card"
    if _share(citation.quote, draft.text) < _ENOUGH:
        yield f"cites {citation.card} for {citation.quote!r}, which it does not say: the source is empty"


def _resting_on(draft: Draft, request: Request, shop: Shop, cards: list[Card]) -> Context:
    """The context with the cards that are cited alone: what was found beside them is none."""
    quotes = (citation.quote for citation in draft.citations)
    bodies = (sentence for card in cards for sentence in own_sentences(card.body, shop.source))
    found = context_of(request, shop)
    return Context(shop, found.channel, found.turns, trusted(request.facts), knowledge=(*quotes, *bodies))


def _share(quote: str, text: str) -> float:
    """Of the quote's neighbouring pairs of characters and words, those that the text has."""
    pairs, there = _pairs(quote), _pairs(text)
    return len(pairs & there) / len(pairs) if pairs else 1.0


def _pairs(text: str) -> set[tuple[str, str]]:
    pieces = _PIECE.findall(fold(text).text)
    return set(pairwise(pieces))
