"""What a drafter is given (`Brief`) and gives back (`Proposal`), whoever writes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from rag.conditions import Mood, View
from rag.domain import Card, Citation, Finding, Hit, Language, Point, Request, Sentiment, Stage
from rag.reviews.kinds import Change, Kind
from rag.shops import Shop
from rag.talk.words import Act

if TYPE_CHECKING:
    from rag.drafters.offered import Offered


@dataclass(frozen=True)
class Matter:
    """One matter of the customer's message, in their words, and what was found for it, best first."""

    text: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Brief:
    """All that a drafter may use. `matters` are in the order they should be answered.

    `previous` and `findings` are set when an earlier proposal was caught and is to be repaired.
    """

    request: Request
    shop: Shop
    view: View
    language: Language
    stage: Stage
    sentiment: Sentiment
    mood: Mood
    matters: tuple[Matter, ...]
    greet: bool
    """Whether this is the shop's first message of the conversation."""
    act: Act = "matter"
    """What the customer's last message does."""
    told: str = ""
    """What it tells beside the words that only steer a talk, folded."""
    earlier: tuple[str, ...] = ()
    """The customer's messages before that bring up a matter, folded, latest first."""
    topic: str | None = None
    """What the conversation is about, where that is sure enough though no card may be."""
    status: Card | None = None
    """The card that tells how things stand with the topic."""
    points: tuple[Point, ...] = ()
    kind: Kind = "ordinary"
    """What kind of review it is."""
    change: Change | None = None
    """What the follow-up of a review changes."""
    items: tuple[Offered, ...] | None = None
    """What of the matters may be used, once that is worked out (`rag.drafters.offered`)."""
    previous: tuple[str, ...] = ()
    previous_cards: tuple[tuple[str, ...], ...] = ()
    """Ids of the cards that each segment of `previous` names, where its drafter told."""
    findings: tuple[Finding, ...] = ()
    ends: float = math.inf
    """When the proposal must be there, by `time.perf_counter`."""
    live: bool = True
    """Whether somebody waits for it: then it goes before batches where calls queue."""


@dataclass(frozen=True)
class Proposal:
    """An unchecked reply. Only the gate turns it into text that may be shown."""

    segments: tuple[str, ...]
    cards: tuple[tuple[str, ...], ...] | None = None
    """Ids of the cards that each segment rests on, and on no other; None where the drafter does not tell."""
    citations: tuple[Citation, ...] = ()
    next_steps: tuple[str, ...] = ()
    missing_facts: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    model: str | None = None
    prompt: str | None = None
    confidential: tuple[str, ...] = ()
    """What the drafter was told for its own use: no reply may show it."""


class Search(Protocol):
    """What drafting needs of the index."""

    def search_many(self, queries: Sequence[str], k: int) -> list[list[Hit]]:
        """Best hits for each query."""
        ...

    def topic_shares(self, text: str) -> Mapping[str, float]:
        """The likelihood of each main topic of the cards, summing to one."""
        ...

    def card(self, card_id: str) -> Card | None:
        """The card of this id, where the index has it."""
        ...

    def cards_about(self, topic: str) -> Sequence[Card]:
        """The cards of a topic."""
        ...


class Drafter(Protocol):
    """Writes a proposal. Raises ModelError where a model is needed and fails."""

    @property
    def name(self) -> Literal["llm", "offline"]:
        """Who writes, as `made_by` has it."""
        ...

    async def draft(self, brief: Brief) -> Proposal:
        """Write a proposal for the brief."""
        ...
