"""The one reading of a reply that all rules share: folded once, split once, each finding aid built once."""

from __future__ import annotations

from functools import cached_property

from rag.domain import Language
from rag.text import Clause, Folded, clauses, fold, language_of


class Reading:
    """A reply as the rules see it. What is costly is read when the first rule asks for it, then kept."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded: Folded = fold(text)

    @cached_property
    def language(self) -> Language:
        """Language and script of the reply."""
        return language_of(self.text)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Clauses of the folded reply, in order."""
        return clauses(self.folded.text)
