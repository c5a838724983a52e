"""What calls use: tokens, as the endpoint counts them, their price, and the tally of one piece of work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal

from rag.errors import ModelError

_MILLION = 1_000_000


@dataclass(frozen=True)
class Usage:
    """Tokens of one call or of several: of the prompt, how many of these came from a cache, of the answer."""

    prompt: int = 0
    cached: int = 0
    completion: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(self.prompt + other.prompt, self.cached + other.cached, self.completion + other.completion)


@dataclass(frozen=True)
class Prices:
    """Money for a million tokens; what came from a cache costs as much as the rest unless told."""

    prompt: Decimal
    completion: Decimal
    cached: Decimal | None = None

    def cost(self, usage: Usage) -> Decimal:
        """What the tokens cost, exactly."""
        cached = min(usage.cached, usage.prompt)
        cached_price = self.prompt if self.cached is None else self.cached
        whole = (usage.prompt - cached) * self.prompt + cached * cached_price + usage.completion * self.completion
        return whole / _MILLION


@dataclass
class Tally:
    """What the calls of one piece of work have used so far; with `barred`, it may make none."""

    usage: Usage = Usage()
    barred: bool = False


_tally: ContextVar[Tally | None] = ContextVar("tally", default=None)


@contextmanager
def tallying(*, barred: bool = False) -> Iterator[Tally]:
    """Counts what is used within the block, in all the tasks it starts: retries, repairs, doubled calls too."""
    tally = Tally(barred=barred)
    token = _tally.set(tally)
    try:
        yield tally
    finally:
        _tally.reset(token)


def charge(usage: Usage) -> None:
    """Count what an answered call used."""
    if (tally := _tally.get()) is not None:
        tally.usage += usage


def refuse_barred() -> None:
    """Raise ModelError where the work at hand may make no calls: budget."""
    if (tally := _tally.get()) is not None and tally.barred:
        raise ModelError("budget")
