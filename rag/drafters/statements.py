"""What a model's answer comes to: its statements, each with the cards it rests on, and nothing it was not given.

The model chooses words and names cards; next steps are the cards' own, and only cards it was offered count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rag.domain import Citation, Point
from rag.drafters.drafter import Brief
from rag.drafters.offered import Offered, likeness, offered
from rag.errors import ModelError

_STRINGS = {"type": "array", "items": {"type": "string"}}
_SEGMENT = {
    "type": "object",
    "properties": {"text": {"type": "string"}, "cards": _STRINGS},
    "required": ["text"],
}
ANSWER_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "segments": {
            "type": "array",
            "items": {"anyOf": [_SEGMENT, {"type": "string"}]},
        },
        "missing_facts": _STRINGS,
        "next_steps": _STRINGS,
        "answered": {"type": "array", "items": {"type": "integer"}},
    },
    "required": ["segments"],
}
"""The shape of an answer as it is taken: a segment may be a bare string, with `cards` of all beside `segments`."""

_MISSING_FACTS = 8
_MISSING_FACT_LENGTH = 60
_SAME_STEP = 0.6
"""Likeness from which what a model writes is a card's step in other words."""


@dataclass(frozen=True)
class Segment:
    """One segment of the reply and the cards it rests on, those it was offered alone."""

    text: str
    cards: tuple[Offered, ...] = ()


@dataclass(frozen=True)
class Statements:
    """A model's answer, read. `points` are those of the review, each told whether it is answered."""

    segments: tuple[Segment, ...]
    missing_facts: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The segments' texts, as the reply has them."""
        return tuple(segment.text for segment in self.segments)

    @property
    def cards(self) -> tuple[tuple[str, ...], ...]:
        """Ids of the cards that each segment rests on."""
        return tuple(tuple(card.id for card in segment.cards) for segment in self.segments)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every card used, once, with its wording nearest to what rests on it."""
        said: dict[str, list[str]] = {}
        cards = {card.id: card for segment in self.segments for card in segment.cards}
        for segment in self.segments:
            for card in segment.cards:
                said.setdefault(card.id, []).append(segment.text)
        return tuple(card.citation("\n".join(said[name])) for name, card in cards.items())


def read(data: Mapping[str, Any], brief: Brief) -> Statements:
    """Read an answer of ANSWER_SCHEMA's shape. Raises ModelError `malformed`, or `empty` where it says nothing."""
    cards = {item.id: item for item in offered(brief)}
    try:
        whole = data.get("cards", ())
        segments = tuple(filter(lambda one: one.text, (_segment(one, whole, cards) for one in data["segments"])))
        used = {card.id: card for segment in segments for card in segment.cards}
        answered = frozenset(data.get("answered") or ())
        statements = Statements(
            segments=segments,
            missing_facts=_missing_facts(data.get("missing_facts") or ()),
            next_steps=_next_steps(data.get("next_steps"), used.values()),
            points=tuple(
                replace(point, answered=number in answered) for number, point in enumerate(brief.points, 1)
            ),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ModelError("malformed") from error
    if not segments:
        raise ModelError("empty")
    return statements


def _segment(given: Any, whole: Iterable[str], cards: Mapping[str, Offered]) -> Segment:
    """A segment with cards of its own; a bare string rests on those named for the whole answer."""
    text, names = (given, whole) if isinstance(given, str) else (given["text"], given.get("cards") or whole)
    return Segment(text.strip(), tuple(cards[name] for name in dict.fromkeys(names) if name in cards))


def _next_steps(written: Iterable[str] | None, used: Iterable[Offered]) -> tuple[str, ...]:
    """The steps of the cards used that the model chose, in the cards' words; all where it was not asked."""
    steps = tuple(dict.fromkeys(step for card in used for step in card.steps))
    if written is None:
        return steps
    nearest = [max(((likeness(step, one), step) for step in steps), default=(0.0, "")) for one in written]
    chosen = {step for alike, step in nearest if alike >= _SAME_STEP}
    return tuple(step for step in steps if step in chosen)


def _missing_facts(facts: Iterable[str]) -> tuple[str, ...]:
    """Facts the model lacked, as short lines: unchecked text must not reach the agent this way."""
    lines = (" ".join(fact.split())[:_MISSING_FACT_LENGTH] for fact in facts)
    return tuple(dict.fromkeys(filter(None, lines)))[:_MISSING_FACTS]
