"""Counts reviews by product, kind and day in memory that does not grow with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from rag.domain import Language, Polarity, Sentiment
from rag.reviews.cards import card_of
from rag.voice.quotes import Quotes
from rag.voice.saying import Said

Kind = tuple[Polarity, str]
"""Praise or complaint, and what it is about."""
PRODUCTS = 5_000
"""Products counted apart; those met after them are counted together."""
OTHERS = "…"
DAYS = 4_000
"""Days counted apart: eleven years. What is dated on further ones is counted as without a date."""
QUOTES, QUOTES_OF_A_PRODUCT = 6, 2
_NAME = 120
"""Characters of a product's name that are kept."""


@dataclass
class Tally:
    """Reviews, how many of them praise or complain, and how many of them say what."""

    reviews: int = 0
    polarities: Counter[Polarity] = field(default_factory=Counter)
    kinds: Counter[Kind] = field(default_factory=Counter)

    def add(self, kinds: set[Kind]) -> None:
        """Count one review that says these."""
        self.reviews += 1
        self.kinds.update(kinds)
        self.polarities.update({polarity for polarity, _ in kinds})

    def take(self, other: Tally) -> None:
        """Count what the other has counted."""
        self.reviews += other.reviews
        self.kinds.update(other.kinds)
        self.polarities.update(other.polarities)

    def share(self, kind: Kind) -> float:
        """The share of reviews that say so, 0 to 1."""
        return self.kinds[kind] / self.reviews if self.reviews else 0.0

    def about(self, polarity: Polarity) -> Iterator[tuple[str, int]]:
        """What is praised, or complained of, in how many reviews, most often first."""
        found = ((about, count) for (said, about), count in self.kinds.items() if said == polarity)
        return iter(sorted(found, key=lambda item: (-item[1], item[0])))


class Voice:
    """What reviews say, counted on the way: one `add` a review, in any order."""

    def __init__(self) -> None:
        self.all = Tally()
        self.points: Counter[Kind] = Counter()
        self.finer: dict[Kind, Counter[str]] = {}
        self.sentiments: Counter[Sentiment] = Counter()
        self.stars: Counter[int] = Counter()
        self.languages: Counter[Language] = Counter()
        self.products: dict[str, Tally] = {}
        self.days: dict[date, Tally] = {}
        self.quotes = Quotes(QUOTES)
        self.quotes_of_products = Quotes(QUOTES_OF_A_PRODUCT)

    def add(self, said: Said) -> None:
        """Count a review; what it says twice counts once for its share, twice as points."""
        kinds: set[Kind] = {(point.polarity, point.about) for point in said.points}
        self.points.update((point.polarity, point.about) for point in said.points)
        for (polarity, about), card in {((one.polarity, one.about), card_of(one)) for one in said.points}:
            self.finer.setdefault((polarity, about), Counter())[card] += 1
        self.sentiments[said.sentiment] += 1
        self.languages[said.language] += 1
        if said.stars is not None:
            self.stars[said.stars] += 1
        for tally in (self.all, *self._product(said), *self._day(said)):
            tally.add(kinds)
        self._quote(said)

    def _product(self, said: Said) -> Iterator[Tally]:
        if said.product is not None:
            yield self.products.setdefault(self._called(said.product), Tally())

    def _called(self, product: str) -> str:
        name = product[:_NAME]
        return name if name in self.products or len(self.products) < PRODUCTS else OTHERS

    def _day(self, said: Said) -> Iterator[Tally]:
        if said.day is not None and (said.day in self.days or len(self.days) < DAYS):
            yield self.days.setdefault(said.day, Tally())

    def _quote(self, said: Said) -> None:
        for point in said.points:
            self.quotes.offer((point.polarity, point.about), point, said)
            if said.product is not None and point.polarity == "complaint":
                self.quotes_of_products.offer((self._called(said.product), point.about), point, said)
