"""The one reading of a reply that all rules share: folded once, split once, each finding aid built once."""

from __future__ import annotations

from functools import cached_property

from rag.domain import Language
from rag.guardrails.facts.quantities import Quantity, quantities
from rag.guardrails.negation import Denial, Negation, find_denials, find_negations
from rag.guardrails.tone import Tone, tones
from rag.text import Clause, Folded, clauses, fold, language_of


class Reading:
    """A reply as the rules see it. What is costly is read when the first rule asks for it, then kept."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded: Folded = fold(text)
        self._denials: dict[str, tuple[Denial, ...]] = {}

    @cached_property
    def language(self) -> Language:
        """Language and script of the reply."""
        return language_of(self.text)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Clauses of the folded reply, in order."""
        return clauses(self.folded.text)

    @cached_property
    def tones(self) -> tuple[Tone, ...]:
        """Sentences that likely quarrel, blame or order about, in folded characters."""
        return tuple(tones(self.folded.text, lambda: self.clauses))

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Amounts, times, shares and counts of the reply, in folded characters."""
        return quantities(self.folded.text)

    def denials(self, asked: str = "") -> tuple[Denial, ...]:
        """What the reply denies a customer who said `asked`, in folded characters."""
        if asked not in self._denials:
            self._denials[asked] = find_denials(self.folded.text, self.clauses, asked)
        return self._denials[asked]

    def negations(self, asked: str = "") -> tuple[Negation, ...]:
        """Every negation of the reply, denial or not, in folded characters."""
        return find_negations(self.folded.text, self.clauses, asked)
