"""What drafts the rows of a batch, here or on a cluster: the same rows in, the same drafts out, in order."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from rag.domain import Draft, Request
from rag.errors import InputError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """A row by its number and id, and what is asked for it."""

    number: int
    id: str
    request: Request


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no draft: the row cannot be answered (`rejected`), or answering it went wrong (`failed`)."""

    state: Literal["rejected", "failed"]
    reason: str


Outcome = Draft | Failure


class Engine(Protocol):
    """Drafts many rows at once."""

    @property
    def ahead(self) -> int:
        """How many rows to look ahead of the one whose turn it is; 0 where nothing is won by it."""

    def drafted(self, asked: Iterator[Asked | Failed]) -> AsyncGenerator[tuple[Asked | Failed, Outcome], None]:
        """Each row with what came of it, in the order they were asked for; few of them are held at a time."""

    async def again(self, request: Request) -> Outcome:
        """One more draft, while the others go on."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A row for which nothing is to be drafted: it only keeps its place."""

    number: int
    id: str
    failure: Failure


async def attempt(draft: Callable[[Request], Awaitable[Draft]], request: Request) -> Outcome:
    """Draft a row; what goes wrong with it is its own and stops no other."""
    try:
        return await draft(request)
    except InputError as error:
        return Failure("rejected", str(error))
    except Exception as error:  # a fault of ours costs its row, and is told to whoever mends it
        log.exception("a row could not be drafted")
        return Failure("failed", f"{type(error).__name__}: {error}")
