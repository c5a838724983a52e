"""Knowledge cards: `knowledge/cards/*.md` → `Card`.

A card is YAML between two `---` lines, then what is known, in our own words. Wordings and steps may hold
only under conditions (`when`) and may have slots; rag/conditions.py says which paths both may use.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.conditions import SLOT, is_path
from rag.domain import FORBID_UNKNOWN_KEYS, TOPICS, Card, Conditions, Stage, Step, Wording
from rag.errors import KnowledgeError
from rag.textfiles import front_matter, line_naming, validated

_When = dict[str, str | int | bool | list[str | int | bool]]


@dataclass(frozen=True)
class _Then:
    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    zh: str
    en: str


@dataclass(frozen=True)
class WordingForm:
    """A wording as it is written in YAML."""

    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    zh: str
    en: str
    when: _When | None = None
    need: tuple[str, ...] = ()
    then: _Then | None = None


@dataclass(frozen=True)
class _Do:
    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    text: str
    when: _When | None = None


@dataclass(frozen=True)
class _Front:
    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    id: str
    title: str
    topics: tuple[str, ...]
    stage: Stage
    source: tuple[str, ...]
    asks: tuple[str, ...]
    say: tuple[WordingForm, ...]
    do: tuple[str | _Do, ...] = ()
    when: _When | None = None


def load_cards(folder: Path) -> tuple[Card, ...]:
    """Read every card of a folder, by file name. Raises KnowledgeError with file and line."""
    cards = tuple(load_card(path) for path in sorted(folder.glob("*.md")))
    if not cards:
        raise KnowledgeError(folder, None, "no card (*.md) here")
    return cards


def load_card(path: Path) -> Card:
    """Read one card. Raises KnowledgeError with file and line."""
    front, body = front_matter(path)
    card = _card(validated(_Front, front, path), body)
    for problem, word in _problems(card, path):
        raise KnowledgeError(path, line_naming(path, word), problem)
    return card


def _card(front: _Front, body: str) -> Card:
    return Card(
        id=front.id,
        title=front.title,
        topics=front.topics,
        stage=front.stage,
        source=front.source,
        asks=front.asks,
        say=tuple(wording_of(say) for say in front.say),
        body=body,
        do=tuple(Step(do) if isinstance(do, str) else Step(do.text, _conditions(do.when)) for do in front.do),
        when=_conditions(front.when),
    )


def wording_of(say: WordingForm) -> Wording:
    """The wording a form stands for."""
    then = say.then or _Then("", "")
    when = _conditions(say.when)
    return Wording(say.zh.strip(), say.en.strip(), when, say.need, then.zh.strip(), then.en.strip())


def _conditions(when: Mapping[str, Any] | None) -> Conditions:
    return {path: _values(wanted) for path, wanted in (when or {}).items()}


def _values(wanted: Any) -> tuple[str, ...]:
    several = wanted if isinstance(wanted, list) else [wanted]
    return tuple(_word(value) for value in several)


def _word(value: Any) -> str:
    """A value as conditions compare it; YAML reads yes and no as truth values."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _problems(card: Card, path: Path) -> list[tuple[str, str]]:
    """What is wrong with a card, and the word to look for in the file."""
    problems = [(f"{name}: empty", name) for name in _NEEDED if not getattr(card, name)]
    if card.id != path.stem:
        problems.append((f"id {card.id!r} differs from the file's name", "id:"))
    if card.say and all(wording.when for wording in card.say):
        problems.append(("say: no wording without `when`; one must always be sayable", "say:"))
    problems += [(f"topics: unknown topic {topic!r}", topic) for topic in card.topics if topic not in TOPICS]
    return problems + [(f"unknown path {name!r}", name) for name in _paths(card) if not is_path(name)]


_NEEDED = ("topics", "asks", "say", "source", "body")


def _paths(card: Card) -> list[str]:
    found = list(card.when)
    found += [path for wording in card.say for path in wording.when]
    found += [path for step in card.do for path in step.when]
    for wording in card.say:
        for text in (wording.zh, wording.en, wording.then_zh, wording.then_en):
            found += SLOT.findall(text)
    return found
