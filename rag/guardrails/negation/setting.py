"""A cue with everything that tells whether it denies something."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rag.guardrails.negation.cues import Cue
from rag.guardrails.negation.pieces import Piece
from rag.guardrails.negation.polarity import ENDING
from rag.text import Pattern


@dataclass(frozen=True)
class Setting:
    """A cue with what stands around it: its piece, its neighbours, and what the customer said."""

    cue: Cue
    stretches: tuple[Piece, ...]
    asked: str
    questioned: bool
    """Whether anything in the reply puts a question."""

    @property
    def piece(self) -> Piece:
        """The piece of the cue."""
        return self.stretches[self.cue.at]

    @cached_property
    def negated(self) -> str:
        """The cue with what it negates."""
        return self.cue.word + self.cue.tail

    def neighbour(self, step: int) -> Piece | None:
        """The piece `step` places on, if it belongs to the same sentence."""
        at = self.cue.at + step
        if not 0 <= at < len(self.stretches):
            return None
        found = self.stretches[at]
        return found if found.sentence == self.piece.sentence else None

    @cached_property
    def elliptic(self) -> bool:
        """Whether nothing but particles follows the cue: 没有的哦, 不会呢."""
        return _ELLIPTIC.search(self.cue.tail) is not None


_ELLIPTIC = Pattern("^会?" + ENDING)
