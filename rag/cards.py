"""Knowledge cards: `knowledge/cards/*.md` → `Card`, and when and how their approved wordings are said.

A card is YAML between two `---` lines, then what is known, in our own words. Wordings and steps may hold
only under conditions (`when`) and may have slots (`{terms.cutoff}`). Conditions and slots use the same
paths: `facts.…` (what the order system knows), `shop.…` and `terms.…` (the profile), `case.…` (`Case`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, Literal, get_type_hints

from rag.domain import FORBID_UNKNOWN_KEYS, TOPICS, Card, Conditions, Facts, Stage, Step, Wording
from rag.errors import KnowledgeError
from rag.shops import Shop, read_yaml, validated

_SLOT = re.compile(r"\{([a-z_.]+)\}")


@dataclass(frozen=True)
class Case:
    """What follows from facts and profile, as conditions ask for it."""

    window: Literal["open", "closed", "unknown"] = "unknown"
    """Whether the days for a no-reason return still run."""
    quality_window: Literal["open", "closed", "unknown"] = "unknown"
    parcel: Literal["unordered", "unpaid", "unsent", "moving", "arrived", "closed", "unknown"] = "unknown"
    late: Literal["yes", "no", "unknown"] = "unknown"
    """Whether dispatch is overdue by the shop's hours."""
    insured: Literal["yes", "no", "unknown"] = "unknown"
    """Whether freight insurance covers the order, by the facts or by the profile."""
    mood: Literal["calm", "worried", "angry", "thankful"] = "calm"


def case_of(facts: Facts, shop: Shop, mood: Literal["calm", "worried", "angry", "thankful"] = "calm") -> Case:
    """Work out the case from facts and profile."""
    terms = shop.return_shipping
    return Case(
        window=_window(_days_signed(facts), terms.no_reason_days),
        quality_window=_window(_days_signed(facts), terms.quality_days),
        parcel=_PARCEL.get(facts.order.state or "", "unknown"),
        late=_late(facts, shop),
        insured=_insured(facts, shop),
        mood=mood,
    )


_PARCEL: dict[str, Any] = {
    "unpaid": "unpaid", "paid": "unsent", "shipped": "moving", "delivering": "moving",
    "signed": "arrived", "completed": "arrived", "closed": "closed",
}  # fmt: skip


def _days_signed(facts: Facts) -> int | None:
    if facts.days_since_signed is not None:
        return facts.days_since_signed
    if facts.now and facts.order.signed_at:
        return (facts.now - facts.order.signed_at).days
    return None


def _window(days: int | None, limit: int) -> Literal["open", "closed", "unknown"]:
    if days is None:
        return "unknown"
    return "open" if days <= limit else "closed"


def _late(facts: Facts, shop: Shop) -> Literal["yes", "no", "unknown"]:
    hours = shop.terms.get("dispatch_hours", "")
    if facts.order.state != "paid" or not (facts.now and facts.order.paid_at and hours.isdigit()):
        return "unknown"
    waited = (facts.now - facts.order.paid_at).total_seconds() / 3600
    return "yes" if waited > int(hours) else "no"


def _insured(facts: Facts, shop: Shop) -> Literal["yes", "no", "unknown"]:
    if facts.freight_insurance is not None:
        return "yes" if facts.freight_insurance else "no"
    return "yes" if shop.return_shipping.insurance else "unknown"


# Paths, conditions, slots ----------------------------------------------------------------------------


@dataclass(frozen=True)
class View:
    """Everything a condition or a slot may ask for, by path."""

    facts: Facts
    shop: Shop
    case: Case
    agent: str | None = None

    def value(self, path: str) -> str | None:
        """The value at a path as text; None where nothing is known. Raises KeyError on an unknown path."""
        if path == "agent":
            return self.agent
        room, *names = path.split(".")
        if room == "terms":
            return self.shop.terms.get(".".join(names))
        found: Any = {"facts": self.facts, "shop": self.shop, "case": self.case}[room]
        for name in names:
            found = found.get(name) if isinstance(found, Mapping) else getattr(found, name, None)
        return _as_text(found)

    def holds(self, conditions: Conditions) -> bool:
        """Whether every condition is met."""
        return all(self._holds(path, wanted) for path, wanted in conditions.items())

    def _holds(self, path: str, wanted: tuple[str, ...]) -> bool:
        found = self.value(path)
        if "set" in wanted and found is not None:
            return True
        return "unset" in wanted if found is None else found in wanted

    def fill(self, wording: str) -> str | None:
        """The wording with its slots filled; None where one of them is not known."""
        values = {path: self.value(path) for path in _SLOT.findall(wording)}
        if None in values.values():
            return None
        return _SLOT.sub(lambda match: values[match[1]] or "", wording)


def _as_text(found: Any) -> str | None:
    if isinstance(found, bool):
        return "yes" if found else "no"
    nothing = found is None or (isinstance(found, tuple | Mapping) and not found)
    return None if nothing else str(found)


# Reading a card --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Say:
    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    zh: str
    en: str
    when: dict[str, str | int | bool | list[str | int | bool]] | None = None
    ask: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Do:
    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    text: str
    when: dict[str, str | int | bool | list[str | int | bool]] | None = None


@dataclass(frozen=True)
class _Front:
    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    id: str
    title: str
    topics: tuple[str, ...]
    stage: Stage
    source: tuple[str, ...]
    asks: tuple[str, ...]
    say: tuple[_Say, ...]
    do: tuple[str | _Do, ...] = ()
    when: dict[str, str | int | bool | list[str | int | bool]] | None = None


def load_cards(folder: Path) -> tuple[Card, ...]:
    """Read every card of a folder, by file name. Raises KnowledgeError with file and line."""
    cards = tuple(load_card(path) for path in sorted(folder.glob("*.md")))
    if not cards:
        raise KnowledgeError(folder, None, "no card (*.md) here")
    return cards


def load_card(path: Path) -> Card:
    """Read one card. Raises KnowledgeError with file and line."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise KnowledgeError(path, None, f"not UTF-8 (byte {error.start})") from error
    parts = re.split(r"^---\s*$", text, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise KnowledgeError(path, 1, "a card begins with YAML between two --- lines")
    front: _Front = validated(_Front, read_yaml(path, parts[1]), path, 1)
    card = _card(front, parts[2].strip())
    for problem in _problems(card, path):
        raise KnowledgeError(path, _line_of(text, problem), problem)
    return card


def _card(front: _Front, body: str) -> Card:
    return Card(
        id=front.id,
        title=front.title,
        topics=front.topics,
        stage=front.stage,
        source=front.source,
        asks=front.asks,
        say=tuple(_wording(say) for say in front.say),
        body=body,
        do=tuple(Step(do) if isinstance(do, str) else Step(do.text, _conditions(do.when)) for do in front.do),
        when=_conditions(front.when),
    )


def _wording(say: _Say) -> Wording:
    return Wording(say.zh.strip(), say.en.strip(), _conditions(say.when), say.ask)


def _conditions(when: Mapping[str, Any] | None) -> Conditions:
    return {path: _values(wanted) for path, wanted in (when or {}).items()}


def _values(wanted: Any) -> tuple[str, ...]:
    several = wanted if isinstance(wanted, list) else [wanted]
    return tuple(_as_text(value) or "" for value in several)


def _problems(card: Card, path: Path) -> list[str]:
    problems: list[str] = []
    if card.id != path.stem:
        problems.append(f"id {card.id!r} differs from the file's name")
    problems += [f"topics: unknown topic {topic!r}" for topic in card.topics if topic not in TOPICS]
    for name in ("topics", "asks", "say", "source"):
        if not getattr(card, name):
            problems.append(f"{name}: empty")
    if not card.body:
        problems.append("the text after the second --- is empty: say what is known")
    if card.say and not any(not wording.when for wording in card.say):
        problems.append("say: no wording without `when`; one must always be sayable")
    problems += [f"unknown path {name!r}" for name in _paths(card) if not _is_path(name)]
    return problems


def _paths(card: Card) -> list[str]:
    found = list(card.when)
    found += [path for wording in card.say for path in wording.when]
    found += [path for step in card.do for path in step.when]
    for wording in card.say:
        found += _SLOT.findall(wording.zh) + _SLOT.findall(wording.en)
    return found


def _is_path(path: str) -> bool:
    if path == "agent" or path.startswith("terms."):
        return True
    room, *names = path.split(".")
    shape: Any = {"facts": Facts, "shop": Shop, "case": Case}.get(room)
    for name in names:
        if not is_dataclass(shape):
            return shape is not None and "Mapping" in str(shape)
        if name not in {field.name for field in fields(shape)}:
            return False
        shape = get_type_hints(shape)[name]
    return shape is not None and bool(names)


def _line_of(text: str, problem: str) -> int:
    """The first line that names what the problem is about; 1 where none does."""
    quoted = re.search(r"'([^']+)'", problem)
    word = quoted[1] if quoted else problem.partition(":")[0]
    for number, line in enumerate(text.splitlines(), 1):
        if word in line:
            return number
    return 1
