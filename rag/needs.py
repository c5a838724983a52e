"""What a reply may ask the customer for: `knowledge/needs.yaml` → needs by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rag.conditions import View, is_path
from rag.domain import FORBID_UNKNOWN_KEYS, Card, Language
from rag.errors import KnowledgeError
from rag.talk.shown import READERS
from rag.textfiles import line_naming, read_text, read_yaml, validated


@dataclass(frozen=True)
class Need:
    """One thing a reply may ask for: a noun that fits "please send me …", or a whole question.

    `zh` is the name itself unless given. `tell`: it is told, not sent. `shown_by` names a reader of what was
    typed (rag/understanding.py), `facts` the paths that make asking needless.
    """

    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    en: str
    zh: str = ""
    tell: bool = False
    shown_by: str | None = None
    facts: tuple[str, ...] = ()

    @property
    def is_question(self) -> bool:
        """Whether it is asked as it stands."""
        return self.zh.endswith("？")


Needs = Mapping[str, Need]


def load_needs(path: Path) -> Needs:
    """Read the needs. Raises KnowledgeError with file and line."""
    needs: dict[str, Need] = validated(dict[str, Need], read_yaml(path, read_text(path)), path)
    for name, need in needs.items():
        if problem := _problem(need):
            raise KnowledgeError(path, line_naming(path, name), f"{name}: {problem}")
        if need.is_question != need.en.endswith("?"):
            raise KnowledgeError(path, line_naming(path, name), f"{name}: a question in both languages or in none")
    return needs


def _problem(need: Need) -> str | None:
    if not need.en:
        return "en is empty"
    if need.shown_by is not None and need.shown_by not in READERS:
        return f"shown_by {need.shown_by!r} is no reader; there are: {', '.join(sorted(READERS))}"
    return next((f"unknown path {fact!r}" for fact in need.facts if not is_path(fact)), None)


def refuse_unknown(cards: Iterable[Card], needs: Needs, folder: Path) -> None:
    """Raises KnowledgeError for a card that needs what nobody has described."""
    for card in cards:
        for name in (name for wording in card.say for name in wording.need if name not in needs):
            path = folder / f"{card.id}.md"
            raise KnowledgeError(path, line_naming(path, name), f"need: {name} stands in no line of needs.yaml")


def still_needed(names: Iterable[str], needs: Needs, view: View, shown: frozenset[str]) -> tuple[str, ...]:
    """Those of the names that neither the facts nor what was `shown` in the conversation answer."""
    return tuple(name for name in names if not _known(name, needs[name], view, shown))


def _known(name: str, need: Need, view: View, shown: frozenset[str]) -> bool:
    return name in shown or need.shown_by in shown or any(view.value(path) is not None for path in need.facts)


def noun(name: str, need: Need, language: Language) -> str:
    """The need as it stands in a sentence (Simplified or English)."""
    return need.en if language == "en" else need.zh or name
