"""What a rule is: frozen metadata, a pure check, and its own good and bad sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from rag.domain import Channel, Facts, Finding, Language, Level, Turn
from rag.guardrails.reading import Reading
from rag.shops import Shop
from rag.text import has_han, in_script, language_of


@dataclass(frozen=True)
class Cited:
    """The cards that a reply rests on up to its character `end`, from where the one before ends."""

    end: int
    cards: tuple[str, ...]


@dataclass(frozen=True)
class Context:
    """What a reply is judged against."""

    shop: Shop
    channel: Channel = "chat"
    turns: tuple[Turn, ...] = ()
    """The conversation before the reply; for a review, the review's text as one customer turn."""
    facts: Facts = Facts()
    knowledge: tuple[str, ...] | None = None
    """Texts of the cards the reply may rest on; None for a reply of people, who may know what no card says."""
    cards: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The same by card, where the reply names its cards, …"""
    cited: tuple[Cited, ...] = ()
    """… and which of them each part of it names: it may rest on those alone."""
    siblings: Sequence[str] = ()
    """Other replies of the same batch, earlier ones first: a batch keeps them as one `repetition.Replies`."""
    confidential: tuple[str, ...] = ()
    """Texts that no reply may show: the prompt, another customer's case."""
    language: Language | None = None
    """What a draft of ours is to be written in; None for a reply of people."""

    @cached_property
    def customer_text(self) -> str:
        """All the customer has said, a message a line."""
        return "\n".join(turn.text for turn in self.turns if turn.role == "customer")


@dataclass(frozen=True)
class Violation:
    """What a rule's check yields: a span of the *folded* reply, and what differs from the rule's defaults.

    `grade` names a kind of violation with a level of its own (`unexplained-negation.alternative`), which a
    shop may set apart; `details` fill the slots of the rule's message.
    """

    start: int
    end: int
    level: Level | None = None
    grade: str | None = None
    suggestion: str | None = None
    details: dict[str, str] = field(default_factory=dict)
    doubtful: bool = False
    """Whether the rule holds it with little confidence, so that a second opinion may be asked."""


@dataclass(frozen=True)
class Example:
    """A sentence that keeps or breaks the rule, in the context given."""

    reply: str
    asked: str = ""
    channel: Channel = "chat"
    facts: Facts = Facts()
    shop: str = "handbook"
    turns: tuple[Turn, ...] = ()
    """The conversation, where more than `asked` went before."""
    siblings: tuple[str, ...] = ()
    confidential: tuple[str, ...] = ()
    knowledge: tuple[str, ...] | None = None
    """What a draft of ours may rest on; None for a reply of people."""


@dataclass(frozen=True)
class Rule:
    """A house rule. `message` is in Simplified Chinese, `message_en` in English; slots come from details."""

    id: str
    level: Level
    summary: str
    message: str
    message_en: str
    source: tuple[str, ...]
    check: Callable[[Reading, Context], Iterable[Violation]]
    good: tuple[Example, ...]
    bad: tuple[Example, ...]
    channels: frozenset[Channel] = frozenset({"chat", "review"})
    grades: Mapping[str, Level] = field(default_factory=dict)
    """Kinds of violation that a shop may set apart, as `id.grade`, and how they count where it does not."""

    def finding(self, violation: Violation, reading: Reading, context: Context) -> Finding | None:
        """The violation in the reply's own characters and language; None where the shop accepts it."""
        level = self._level(violation, context.shop)
        if level == "off":
            return None
        start, end = reading.folded.span(violation.start, violation.end)
        language = _spoken(reading, context)
        return Finding(
            rule=self.id,
            level=level,
            message=self._message(language, violation.details),
            start=start,
            end=end,
            text=reading.text[start:end],
            suggestion=_told(violation.suggestion, language),
            source=", ".join(self.source),
        )

    def _level(self, violation: Violation, shop: Shop) -> Level | Literal["off"]:
        if violation.grade is None:
            return shop.rules.get(self.id, violation.level or self.level)
        own = violation.level or self.grades[violation.grade]
        return shop.rules.get(f"{self.id}.{violation.grade}", own)

    def _message(self, language: Language, details: dict[str, str]) -> str:
        if language == "en":
            return self.message_en.format_map(details)
        return in_script(self.message.format_map(details), language)


_A_WORD = 6
"""Letters of a reply such as OK or sorry: too little to tell its language by."""


def _spoken(reading: Reading, context: Context) -> Language:
    """The reply's language; the customer's where the reply is a word that all languages have."""
    if reading.language != "en" or len(reading.text.strip()) > _A_WORD or not has_han(context.customer_text):
        return reading.language
    return language_of(context.customer_text)


def _told(suggestion: str | None, language: Language) -> str | None:
    return None if suggestion is None else in_script(suggestion, language)
