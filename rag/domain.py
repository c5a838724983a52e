"""The values everything speaks in: frozen, without behaviour of their own beyond reading themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Channel = Literal["chat", "review"]
Language = Literal["zh-Hans", "zh-Hant", "en"]
Level = Literal["error", "warning", "hint"]
Verdict = Literal["pass", "warn", "block", "unverified"]
Cause = Literal["quality", "seller_fault", "customer", "unknown"]
OrderState = Literal["unpaid", "paid", "shipped", "delivering", "signed", "completed", "closed"]
Sentiment = Literal["positive", "neutral", "negative", "mixed"]
Polarity = Literal["praise", "complaint"]
Status = Literal["ready", "needs_approval", "blocked"]
Stage = Literal["greeting", "consultation", "bargaining", "payment", "logistics", "after-sales", "farewell"]

TOPICS: tuple[str, ...] = (
    "greeting", "farewell", "product-info", "size", "authenticity", "stock", "price", "price-protection",
    "promotion", "recommend", "bulk-order", "payment", "invoice", "order-change", "dispatch", "carrier",
    "delivery-time", "tracking", "lost-parcel", "delivery-service", "install", "return-quality",
    "return-no-reason", "return-shipping", "return-process", "refund", "warranty", "complaint", "privacy",
    "review-positive", "review-negative", "other",
)  # fmt: skip
"""What a customer's matter can be about; docs/topics.md says what each means."""

FORBID_UNKNOWN_KEYS: dict[str, Any] = {"extra": "forbid"}
"""Read by Pydantic at the edges: a key we do not know is refused by name, never dropped silently."""


# What comes in ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Turn:
    """One message of a conversation, as typed."""

    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    role: Literal["customer", "agent"]
    text: str


@dataclass(frozen=True)
class Review:
    """A public review: `stars` 1 to 5 where the platform gives them, `append` the follow-up (追评)."""

    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    text: str
    stars: int | None = None
    title: str | None = None
    append: str | None = None


@dataclass(frozen=True)
class TrackingEvent:
    """One line of a parcel's tracking."""

    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    text: str
    at: datetime | None = None


@dataclass(frozen=True)
class Order:
    """What the order system knows. Amounts are decimal strings, in yuan unless a currency is given."""

    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    id: str | None = None
    state: OrderState | None = None
    amount: str | None = None
    paid_at: datetime | None = None
    shipped_at: datetime | None = None
    signed_at: datetime | None = None
    carrier: str | None = None
    tracking: tuple[TrackingEvent, ...] = ()
    promised_dispatch: str | None = None


@dataclass(frozen=True)
class Product:
    """What the catalogue knows of the product in question."""

    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    name: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    selling_points: tuple[str, ...] = ()
    stock: int | None = None


@dataclass(frozen=True)
class Offer:
    """Something this agent may promise."""

    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    kind: Literal["discount", "gift", "postage", "compensation"]
    value: str


@dataclass(frozen=True)
class Refund:
    """The refund of the order, as the payment system has it."""

    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    state: str | None = None
    amount: str | None = None
    account: str | None = None
    expected: str | None = None


@dataclass(frozen=True)
class Invoice:
    """The invoice of the order."""

    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    state: str | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Customer:
    """What the shop knows of the customer."""

    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    name: str | None = None
    vip: bool = False
    fault_finder: bool = False


@dataclass(frozen=True)
class Facts:
    """What the caller's systems know. Text that customers wrote never becomes a fact.

    `cause` is what has been *established* (by a checked photo or test, or because it needs no checking).
    """

    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    cause: Cause = "unknown"
    evidence_checked: bool = False
    days_since_signed: int | None = None
    freight_insurance: bool | None = None
    order: Order = Order()
    product: Product = Product()
    promotions: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    refund: Refund = Refund()
    invoice: Invoice = Invoice()
    customer: Customer = Customer()
    now: datetime | None = None


@dataclass(frozen=True)
class Request:
    """One reply asked for. Exactly one of `turns` (chat) and `review` (review) is given."""

    channel: Channel
    turns: tuple[Turn, ...] = ()
    review: Review | None = None
    shop: str = "handbook"
    agent: str | None = None
    facts: Facts = Facts()
    conversation_id: str | None = None
    instruction: str | None = None
    platform: str | None = None
    """Where the review stands (knowledge/platforms.yaml); None where it is the shop's own platform."""
    variant: int = 0
    """Which of the ways to say the same is chosen: batches ask for another one where a reply repeats others."""
    offline: bool = False
    """Whether no model is asked: batches want that where a model has repeated itself."""

    @property
    def customer_text(self) -> str:
        """What the customer says now: the turns after the last agent's turn, or the review, as one text."""
        if self.review is not None:
            parts = [self.review.title, self.review.text, self.review.append]
            return "\n".join(part for part in parts if part)
        last: list[str] = []
        for turn in reversed(self.turns):
            if turn.role == "agent":
                break
            last.append(turn.text)
        return "\n".join(reversed(last))


# What is known ---------------------------------------------------------------------------------------

Conditions = Mapping[str, tuple[str, ...]]
"""Path (`facts.…`, `shop.…`, `case.…`) to the values that satisfy it; `set` and `unset` ask for presence."""


@dataclass(frozen=True)
class Wording:
    """One approved way to say what a card knows, usable when `when` holds and every slot can be filled.

    `zh` and `en` are the answer with its reason, `need` what is still wanted of the customer, `then` what
    happens next; a reply puts them together and leaves out what the moment has no use for.
    """

    zh: str
    en: str
    when: Conditions = field(default_factory=dict)
    need: tuple[str, ...] = ()
    """Names of needs (knowledge/needs.yaml): the reply asks for those that are not known yet, and the draft's
    `missing_facts` name them."""
    then_zh: str = ""
    then_en: str = ""


@dataclass(frozen=True)
class Step:
    """What the agent does besides replying, when `when` holds."""

    text: str
    when: Conditions = field(default_factory=dict)


@dataclass(frozen=True)
class Card:
    """A piece of reviewed knowledge: one matter, in our own words.

    `asks` is how customers put it, `body` what is known, `source` the handbooks by number.
    """

    id: str
    title: str
    topics: tuple[str, ...]
    stage: Stage
    source: tuple[str, ...]
    asks: tuple[str, ...]
    say: tuple[Wording, ...]
    body: str
    do: tuple[Step, ...] = ()
    when: Conditions = field(default_factory=dict)


@dataclass(frozen=True)
class Passage:
    """A piece of a raw document: it grounds and is cited as unreviewed, but is never quoted as approved."""

    id: str
    title: str
    source: str
    text: str


@dataclass(frozen=True)
class Hit:
    """A card or passage found for a question: `score`, 0 to 1, says how alike they are, 0 that nothing is.

    `likelihood` is this card's share of all cards' likelihood: how sure it is that no other is meant.
    """

    item: Card | Passage
    score: float
    likelihood: float = 0.0


# What comes out --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Finding:
    """What a rule found: `start` and `end` are characters of the reply as given, end exclusive."""

    rule: str
    level: Level
    message: str
    start: int
    end: int
    text: str
    suggestion: str | None = None
    source: str = ""


@dataclass(frozen=True)
class Citation:
    """The card (or unreviewed passage) a statement of the draft rests on."""

    card: str
    title: str
    quote: str
    source: str


@dataclass(frozen=True)
class Point:
    """One point of praise or complaint in a review, and whether the reply answers it."""

    text: str
    polarity: Polarity
    about: str
    answered: bool = False


@dataclass(frozen=True)
class Approval:
    """Whether a second pair of eyes is needed, whose, and why."""

    required: bool = False
    role: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Spent:
    """What a draft used: tokens of prompts, how many of them came from a cache, of answers, over all calls.

    `cost` is their price as a decimal string; None where no prices are set.
    """

    prompt: int
    cached: int
    completion: int
    cost: str | None = None


@dataclass(frozen=True)
class MadeBy:
    """How the draft came about. `fallback` says why the first choice of drafter was not used."""

    drafter: Literal["llm", "offline"]
    model: str | None = None
    prompt: str | None = None
    knowledge: str | None = None
    fallback: str | None = None
    repairs: int = 0
    usage: Spent | None = None
    """None where no model answered."""


@dataclass(frozen=True)
class Draft:
    """The answer to a `Request`, shaped as the HTTP contract has it. `blocked` carries no text."""

    id: str
    status: Status
    channel: Channel
    shop: str
    language: Language
    text: str
    segments: tuple[str, ...]
    topics: tuple[str, ...]
    stage: Stage
    sentiment: Sentiment
    made_by: MadeBy
    findings: tuple[Finding, ...] = ()
    citations: tuple[Citation, ...] = ()
    points: tuple[Point, ...] = ()
    next_steps: tuple[str, ...] = ()
    missing_facts: tuple[str, ...] = ()
    approval: Approval = Approval()
    timings_ms: Mapping[str, float] = field(default_factory=dict)
