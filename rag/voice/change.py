"""What is said more, or less, than before, told from what only chance would do."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from rag.voice.counting import Tally

CLEAR = 2.58
"""Standard errors from which a change is none of chance: once in a hundred times it would be."""
CLEAR_OF_MANY = 3.89
"""The same where thousands of pairs of product and kind are looked at: once in ten thousand times."""
_LEAST = 5
"""Reviews of now from which a rise is told at all."""


@dataclass(frozen=True)
class Change:
    """Shares of reviews, 0 to 1, now and before; `score` is the difference in standard errors."""

    now: float
    before: float
    score: float

    @property
    def clear(self) -> bool:
        """Whether it is hardly chance."""
        return abs(self.score) >= CLEAR


def change(now: int, of_now: int, before: int, of_before: int) -> Change | None:
    """Two shares held against each other (two-proportion z-test, pooled); None where one side has no review."""
    if not of_now or not of_before:
        return None
    pooled = (now + before) / (of_now + of_before)
    error = math.sqrt(pooled * (1 - pooled) * (1 / of_now + 1 / of_before))
    shares = now / of_now, before / of_before
    return Change(*shares, round((shares[0] - shares[1]) / error, 2) if error else 0.0)


def risen(now: Tally, before: Tally, clear: float = CLEAR) -> Iterable[tuple[str, Change]]:
    """What is complained of in a clearly larger share of reviews, with its change."""
    for about, count in now.about("complaint"):
        found = change(count, now.reviews, before.kinds["complaint", about], before.reviews)
        if found is not None and count >= _LEAST and found.score >= clear:
            yield about, found
