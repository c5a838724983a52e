"""Stands in for the search and before the drafter, so that a draft rests on one card whatever is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from rag.domain import Card, Hit
from rag.drafters.drafter import Brief, Drafter, Matter, Proposal


class OneCard:
    """One card in the place of a search and, as every brief's matter, before the drafter."""

    name: Literal["offline"] = "offline"

    def __init__(self, card: Card, drafter: Drafter) -> None:
        self._card = card
        self._drafter = drafter

    def search_many(self, queries: Sequence[str], k: int) -> list[list[Hit]]:
        """The card for each query."""
        return [[Hit(self._card, 1.0, 1.0)] for _ in queries]

    def topic_shares(self, text: str) -> Mapping[str, float]:
        """The card's topic alone."""
        return {self._card.topics[0]: 1.0}

    def card(self, card_id: str) -> Card | None:
        """The card, by whatever name."""
        return self._card

    def cards_about(self, topic: str) -> Sequence[Card]:
        """The card, where it is of the topic."""
        return (self._card,) if topic in self._card.topics else ()

    async def draft(self, brief: Brief) -> Proposal:
        """A proposal that rests on the card; a chat's matter is without words, so that no catalogue answers."""
        text = "\n".join(point.text for point in brief.points)
        return await self._drafter.draft(replace(brief, matters=(Matter(text, (Hit(self._card, 1.0, 1.0),)),)))
