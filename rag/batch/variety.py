"""Keeps the replies of a batch apart: who reads a page of reviews should find no reply there twice.

What repeats another is drafted again with other wordings. All is decided in the order of the rows, so the same
rows get the same replies whoever drafts them and however many at once.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Generic, TypeVar

from rag.domain import Draft
from rag.guardrails.repetition import SAME, Replies, normal, opening_of

REMEMBERED = 2_000
"""Rows that are looked back on at most, and half of them at least."""
PAGE = 10
"""Replies a reader sees together: no two of them should open alike."""
TRIES = 4
"""Other drafts asked for where one repeats another."""
_OF_A_MODEL = 1
"""How many of them a model writes, whose answers differ by themselves; those after it are made offline."""
_APART = 1_000
"""Between the variants of one row's tries, so that they meet none of a review that is repeated."""

Kept = TypeVar("Kept", Counter[str], Replies)


class Variety:
    """What a batch has said of late. Rows are numbered; each method is called once a row, in input order."""

    def __init__(self) -> None:
        self._seen = _Window[Counter[str]](Counter)
        self._said = _Window[Replies](Replies)
        self._openings: deque[str] = deque(maxlen=PAGE)

    def variant(self, row: int, review: str) -> int:
        """The variant to draft a row with: how often its words stood in rows before (好评！ comes again and again).

        Told when the row is read, so that many rows can be drafted at once and yet not alike.
        """
        words = normal(review)
        seen = sum(texts[words] for texts in self._seen.at(row))
        self._seen.at(row)[-1][words] += 1
        return seen

    async def settle(
        self, row: int, draft: Draft, again: Callable[[int, bool], Awaitable[Draft]], variant: int = 0
    ) -> Draft:
        """The draft, or the first of its variants that repeats nothing; where all do, the one least alike.

        `again` drafts the same row as another variant, offline where that is said; what it raises goes through.
        """
        best, least = draft, self._likeness(row, draft)
        for number in range(1, TRIES + 1):
            if not _repeats(least):
                break
            other = await again(other_variant(variant, number), offline(draft, number))
            likeness = self._likeness(row, other)
            if other.text and other.status == draft.status and likeness < least:
                best, least = other, likeness
        self.remember(row, best.text)
        if draft.made_by.drafter == "offline":  # whatever kept the model from this row did so before
            best = replace(best, made_by=replace(best.made_by, fallback=draft.made_by.fallback))
        return best

    def remember(self, row: int, reply: str) -> None:
        """Take in what was said to a row: `settle` does so; a batch that goes on tells it from `first_needed`."""
        if reply:
            self._said.at(row)[-1].add(reply)
            self._openings.append(opening_of(reply))

    def _likeness(self, row: int, draft: Draft) -> tuple[float, bool]:
        """How alike the nearest reply is where it is the same, and whether another one of the page opens so."""
        if not draft.text:
            return 0.0, False
        nearest = max(replies.nearest(draft.text) for replies in self._said.at(row))
        opening = opening_of(draft.text)
        offline = draft.made_by.drafter == "offline"
        return (nearest if nearest >= SAME else 0.0), offline and bool(opening) and opening in self._openings


def other_variant(variant: int, number: int = 1) -> int:
    """The variant that is asked for when those before it repeat others; `number` counts from 1."""
    return variant + number * _APART


def offline(draft: Draft, number: int = 1) -> bool:
    """Whether the drafts in place of one are the offline drafter's: where it was, or the model had its try."""
    return draft.made_by.drafter == "offline" or number > _OF_A_MODEL


def first_needed(row: int) -> int:
    """The row (1-based) from which a batch that goes on at `row` has to tell again what it read and said."""
    return max(1, (row // _HALF - 1) * _HALF)


def _repeats(likeness: tuple[float, bool]) -> bool:
    return likeness > (0.0, False)


_HALF = REMEMBERED // 2


class _Window(Generic[Kept]):
    """Two generations of what is kept; the older is given up when the younger is full, so memory stays bounded."""

    def __init__(self, make: Callable[[], Kept]) -> None:
        self._make: Callable[[], Kept] = make
        self._kept: dict[int, Kept] = {}

    def at(self, row: int) -> tuple[Kept, Kept]:
        """The generation before the row's, and the row's own."""
        now = row // _HALF
        self._kept = {number: self._kept.get(number) or self._make() for number in (now - 1, now)}
        return self._kept[now - 1], self._kept[now]
