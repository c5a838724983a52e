"""Which cards speak to a review: those of our table, and before them the shop's own where it has some that fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rag.domain import Card, Hit, Review, Wording
from rag.matters.reviews import review_matters
from rag.reviews.reading import read_review


def card(name: str, topic: str) -> Card:
    return Card(name, name, (topic,), "after-sales", ("004",), ("?",), (Wording("好", "ok"),), "text")


ENGRAVING = card("review-negative-engraving", "review-negative")
ENGRAVED = card("review-positive-engraved", "review-positive")
DISPATCH = card("dispatch-when", "dispatch")


@dataclass
class Own:
    """An index of cards of the shop's own beside those of our table; finds some by their word, and counts."""

    cards: Sequence[Card] = ()
    words: Mapping[str, tuple[Card, float]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def search_many(self, queries: Sequence[str], k: int) -> list[list[Hit]]:
        self.asked += queries
        return [[Hit(*found) for word, found in self.words.items() if word in text][:k] for text in queries]

    def card(self, card_id: str) -> Card | None:
        return card(card_id, card_id.rpartition("-")[0])

    def cards_about(self, topic: str) -> Sequence[Card]:
        return [one for one in self.cards if topic in one.topics]


def speaking(text: str, stars: int, index: Own) -> list[str]:
    """The cards of the last matter: the one that is about the review's point."""
    matters = review_matters(read_review(Review(text, stars)), index)
    return [hit.item.id for hit in matters[-1].hits]


def test_a_card_of_the_shops_own_that_fits_speaks_before_ours() -> None:
    index = Own([ENGRAVING], {"做工": (ENGRAVING, 0.8)})
    (first, *ours) = speaking("做工太差了", 1, index)
    assert first == ENGRAVING.id
    assert ours
    assert ENGRAVING.id not in ours


def test_one_that_fits_little_or_speaks_to_the_other_kind_of_review_does_not() -> None:
    for found in ((ENGRAVING, 0.4), (ENGRAVED, 0.9), (DISPATCH, 0.9)):
        index = Own([ENGRAVING, ENGRAVED, DISPATCH], {"做工": found})
        assert found[0].id not in speaking("做工太差了", 1, index)


def test_nothing_is_searched_for_where_the_shop_has_none() -> None:
    index = Own([DISPATCH, card("review-negative-quality", "review-negative")], {"做工": (DISPATCH, 0.9)})
    assert speaking("做工太差了，不过物流很快", 3, index)
    assert index.asked == []
