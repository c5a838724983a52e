"""The reply as reasons and alternatives are looked for in it: its pieces, and which of them deny."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from rag.guardrails.negation.cues import Cue, Kind
from rag.guardrails.negation.evidence import CONCLUSION, evidence
from rag.guardrails.negation.grounds import matters
from rag.guardrails.negation.learnt import SURE, weights
from rag.guardrails.negation.pieces import Piece
from rag.guardrails.negation.roles import NAMED, Role, by_words, marked_reason
from rag.text import Pattern, Span

REACH = 2
"""Sentences on either side within which a reason must stand."""
WINDOW = 15
"""Pieces on either side that are looked at, where sentences run on without an end."""

NEAR = 5
"""Pieces on either side that tell what matter a piece belongs to."""

_BESIDE = 0.6
"""Likelihood from which what is stated is taken to be beside the point: the hardest to tell."""
_POSSIBLE = 0.3
"""Likelihood from which a piece may well be a fact."""


@dataclass(frozen=True)
class Reply:
    """The pieces of a reply, and the cues in them that deny, by the index of their piece."""

    stretches: tuple[Piece, ...]
    denials: dict[int, Cue]
    spare: frozenset[int] = frozenset()
    """Pieces that say 售罄 or its like beside a plainer denial."""

    asked: str = ""
    """What the customer said, folded."""
    _roles: dict[int, Role] = field(default_factory=dict)
    _likelihood_of_fact: dict[int, float] = field(default_factory=dict)
    _by_words: dict[int, Role] = field(default_factory=dict)

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Indices of the pieces that deny, in order."""
        return tuple(sorted(self.denials))

    @cached_property
    def wishes(self) -> tuple[frozenset[str], ...]:
        """What the customer asks for, where it is more than one thing."""
        return matters(self.asked)

    def role(self, at: int) -> Role:
        """What a piece does here: as the tables are sure of, as the weights are, else as the tables take it."""
        if at not in self._roles:
            self._roles[at] = self._weighed(at)
        return self._roles[at]

    def might_explain(self, at: int) -> bool:
        """Whether a piece, taken for something else, may well state a fact."""
        if not 0 <= at < len(self.stretches) or at in self.denials or self.role(at) == "fact":
            return False
        return self._likelihood_of_fact.get(at, 0.0) > _POSSIBLE

    def by_words(self, at: int) -> Role:
        """What a piece does by its words alone."""
        if at not in self._by_words:
            self._by_words[at] = by_words(self.stretches[at])
        return self._by_words[at]

    def _weighed(self, at: int) -> Role:
        found = self.by_words(at)
        if found in NAMED or marked_reason(self.stretches[at].text):
            return found
        likelihoods = weights("role").likelihoods(evidence(at, self))
        self._likelihood_of_fact[at] = likelihoods.get("fact", 0.0)
        likeliest = max(likelihoods, key=likelihoods.__getitem__, default=found)
        needed = _BESIDE if (found, likeliest) == ("fact", "talk") else SURE
        return cast(Role, likeliest) if likelihoods.get(likeliest, 0.0) >= needed else found

    @cached_property
    def shifts(self) -> frozenset[int]:
        """Indices of the pieces that turn to another matter or to the contrary."""
        return frozenset(at for at, piece in enumerate(self.stretches) if _SHIFT.search(piece.text))

    def sentence_of(self, at: int) -> range:
        """Indices of the pieces around a piece, in its sentence."""
        number = self.stretches[at].sentence
        low = high = at
        while low and at - low < NEAR and self.stretches[low - 1].sentence == number:
            low -= 1
        while high < len(self.stretches) and high - at < NEAR and self.stretches[high].sentence == number:
            high += 1
        return range(low, high)

    @cached_property
    def spent(self) -> frozenset[int]:
        """Sentences that draw their own conclusion, so that their reason is for that."""
        return frozenset(
            piece.sentence
            for at, piece in enumerate(self.stretches)
            if at not in self.denials and CONCLUSION.search(piece.text)
        )

    @cached_property
    def explains(self) -> int:
        """Index of the piece that announces an explanation (是这样的), beyond the last where none does."""
        opened = (at for at, piece in enumerate(self.stretches) if re.search("^是(?:这|咁)样", piece.text))
        return next(opened, len(self.stretches))

    def span(self, at: int) -> Span:
        """Where a piece stands."""
        return self.stretches[at].start, self.stretches[at].end


STATES: frozenset[Kind] = frozenset(("absence", "not_yet", "not_so", "soft"))
"""Kinds that state a fact of the world, and so can be the ground of a refusal: 没货, 还没到仓, 不在范围."""
_SHIFT = Pattern(
    r"^(?:另外|此外|至于|还有|对了|顺便|再就是|关于|但是?|不过|可是|然而"
    r"|btw|also|as for [a-z ]+|on another|separately|but|however)"
)
NEW_MATTER = Pattern(
    r"^(?:另外|此外|至于|还有|对了|顺便|再就是|关于"
    r"|btw|also|as for [a-z ]+|on another|separately)"
)
TOPIC_LENGTH = 5
"""Characters behind 至于 up to which it names its matter only."""
