"""The report as values, made of counts and of the last run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, cast

from rag.domain import Language, Polarity
from rag.voice.change import CLEAR_OF_MANY, Change, change, risen
from rag.voice.counting import OTHERS, Tally, Voice
from rag.voice.quotes import Quote

VERSION = 1
Every = Literal["day", "week", "month"]
_DAYS, _WEEKS = 45, 400
"""Days from first to last review up to which they are counted by day, and by week."""
_RISING = 20
"""Rising complaints told."""


@dataclass(frozen=True)
class Run:
    """What was read: the input as given, what tells it from another, and when."""

    input: str
    fingerprint: str
    at: datetime


@dataclass(frozen=True)
class Figures:
    """Reviews of a kind or a product, by what they praise and complain of; what is needed to compare."""

    reviews: int
    praised: int
    complained: int
    praise: dict[str, int] = field(default_factory=dict)
    complaints: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, tally: Tally) -> Figures:
        """The figures of what was counted."""
        return cls(
            tally.reviews,
            tally.polarities["praise"],
            tally.polarities["complaint"],
            dict(tally.about("praise")),
            dict(tally.about("complaint")),
        )

    @property
    def tally(self) -> Tally:
        """The same to count with."""
        found = Tally(self.reviews)
        found.polarities.update({"praise": self.praised, "complaint": self.complained})
        found.kinds.update({("praise", about): count for about, count in self.praise.items()})
        found.kinds.update({("complaint", about): count for about, count in self.complaints.items()})
        return found


@dataclass(frozen=True)
class Before:
    """The last run, as far as this one is held against it."""

    run: Run
    all: Figures
    products: dict[str, Figures] = field(default_factory=dict)


@dataclass(frozen=True)
class KindOf:
    """One kind of praise or complaint: in how many reviews, how many points, change, and customers' words.

    `finer` counts reviews by the card that speaks to it (`rag.reviews.cards`): wear, smell, courier.
    """

    polarity: Polarity
    about: str
    reviews: int
    points: int
    share: float
    change: Change | None
    finer: dict[str, int]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Period:
    """The reviews of a day, a week (from Monday) or a month, by its first day."""

    begins: date
    figures: Figures


@dataclass(frozen=True)
class ProductOf:
    """A product with its figures and the change of its share of complaints."""

    product: str
    figures: Figures
    change: Change | None


@dataclass(frozen=True)
class Rising:
    """A complaint made in a clearly larger share of reviews than in the last run, or than earlier in this one."""

    since: Literal["last_run", "earlier"]
    about: str
    product: str | None
    change: Change
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Report:
    """All that the page shows and the JSON holds."""

    run: Run
    language: Language
    all: Figures
    sentiments: dict[str, int]
    stars: dict[int, int]
    kinds: tuple[KindOf, ...]
    products: tuple[ProductOf, ...]
    every: Every | None
    periods: tuple[Period, ...]
    dated: int
    first: date | None
    last: date | None
    rising: tuple[Rising, ...]
    before: Before | None = None
    version: int = VERSION

    def of(self, polarity: Polarity) -> tuple[KindOf, ...]:
        """The kinds of praise, or of complaint, most often said first."""
        return tuple(kind for kind in self.kinds if kind.polarity == polarity)

    @property
    def complained(self) -> Change | None:
        """How the share of reviews that complain has changed since the last run."""
        then = self.before.all if self.before else None
        return change(self.all.complained, self.all.reviews, then.complained, then.reviews) if then else None


_POLARITIES: tuple[Polarity, ...] = ("complaint", "praise")

# Made of counts ----------------------------------------------------------------------------------------------


def report(voice: Voice, run: Run, before: Before | None = None, language: Language | None = None) -> Report:
    """The report of what was counted; in the language of most reviews unless one is given."""
    every, periods = _periods(voice.days)
    told = language or cast("Language", next((name for name, _ in voice.languages.most_common(1)), "zh-Hans"))
    return Report(
        run=run,
        language=told,
        all=Figures.of(voice.all),
        sentiments={name: voice.sentiments[name] for name in ("positive", "mixed", "neutral", "negative")},
        stars=dict(sorted(voice.stars.items())),
        kinds=tuple(_kinds(voice, before)),
        products=tuple(_products(voice, before)),
        every=every,
        periods=tuple(Period(begins, Figures.of(tally)) for begins, tally in periods),
        dated=sum(tally.reviews for _, tally in periods),
        first=min(voice.days, default=None),
        last=max(voice.days, default=None),
        rising=tuple(_rising(voice, periods, before))[:_RISING],
        before=before,
    )


def _kinds(voice: Voice, before: Before | None) -> Iterator[KindOf]:
    then = before.all.tally if before else Tally()
    for polarity in _POLARITIES:
        for about, count in voice.all.about(polarity):
            kind = (polarity, about)
            changed = change(count, voice.all.reviews, then.kinds[kind], then.reviews)
            finer = dict(sorted(voice.finer[kind].items(), key=lambda item: (-item[1], item[0])))
            points, share, quotes = voice.points[kind], voice.all.share(kind), voice.quotes.of(kind)
            yield KindOf(polarity, about, count, points, share, changed, finer, quotes)


def _products(voice: Voice, before: Before | None) -> Iterator[ProductOf]:
    """Products, those of most reviews first; what is counted together comes last."""
    ordered = sorted(voice.products.items(), key=lambda item: (item[0] == OTHERS, -item[1].reviews, item[0]))
    for product, tally in ordered:
        then = before.products.get(product) if before else None
        changed = then and change(tally.polarities["complaint"], tally.reviews, then.complained, then.reviews)
        yield ProductOf(product, Figures.of(tally), changed or None)


def _periods(days: dict[date, Tally]) -> tuple[Every | None, list[tuple[date, Tally]]]:
    """Reviews by day, week or month, as long as the time is that they span; periods without any stand between."""
    if not days:
        return None, []
    first, last = min(days), max(days)
    span = (last - first).days
    every: Every = "day" if span <= _DAYS else "week" if span <= _WEEKS else "month"
    found: dict[date, Tally] = {}
    begins = _begin(first, every)
    while begins <= last:
        found[begins] = Tally()
        begins = _begin(begins + timedelta(days={"day": 1, "week": 7, "month": 31}[every]), every)
    for day, tally in days.items():
        found[_begin(day, every)].take(tally)
    return every, list(found.items())


def _begin(day: date, every: Every) -> date:
    if every == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if every == "month" else day


def _rising(voice: Voice, periods: list[tuple[date, Tally]], before: Before | None) -> Iterator[Rising]:
    """Since the last run where there was one, then of late; the clearest first, the whole shop before a product."""
    for since, now, then in _sides(voice, periods, before):
        for about, changed in sorted(risen(now, then), key=lambda item: -item[1].score):
            yield Rising(since, about, None, changed, voice.quotes.of(("complaint", about)))
    yield from sorted(_rising_products(voice, before), key=lambda one: -one.change.score)


def _sides(
    voice: Voice, periods: list[tuple[date, Tally]], before: Before | None
) -> Iterator[tuple[Literal["last_run", "earlier"], Tally, Tally]]:
    """What is held against what: this run against the last, the last quarter of the periods against the others."""
    if before is not None:
        yield "last_run", voice.all, before.all.tally
    late = max(1, len(periods) // 4)
    if len(periods) > late:
        sides = Tally(), Tally()
        for place, (_, tally) in enumerate(periods):
            sides[place >= len(periods) - late].take(tally)
        yield "earlier", sides[1], sides[0]


def _rising_products(voice: Voice, before: Before | None) -> Iterator[Rising]:
    for product, then in (before.products if before else {}).items():
        if product != OTHERS and product in voice.products:
            for about, changed in risen(voice.products[product], then.tally, CLEAR_OF_MANY):
                quotes = voice.quotes_of_products.of((product, about))
                yield Rising("last_run", about, product, changed, quotes)
