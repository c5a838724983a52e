"""At most so many calls at once; who waits for a reply goes before batches, which still get their share."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_Queue = deque[asyncio.Future[None]]
_LIVE_IN_A_ROW = 4
"""Live calls that may overtake a waiting batch, before one of its calls has its turn."""


class Slots:
    """Places for `limit` calls. First come, first served, among the live ones and within batches."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.taken = 0
        self._live: _Queue = deque()
        self._batch: _Queue = deque()
        self._in_a_row = 0

    @property
    def free(self) -> bool:
        """Whether a call could start at once."""
        return self.taken < self.limit and not self.waiting

    @property
    def waiting(self) -> int:
        """How many calls wait for a place."""
        return len(self._live) + len(self._batch)

    @asynccontextmanager
    async def place(self, *, live: bool = True) -> AsyncIterator[None]:
        """A place, as long as the block runs; given back however it ends."""
        await self._enter(self._live if live else self._batch)
        try:
            yield
        finally:
            self._leave()

    async def _enter(self, queue: _Queue) -> None:
        if self.free:
            self.taken += 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # it had its turn just as it was given up
                self._leave()
            elif turn in queue:  # who left just before may have passed over it already
                queue.remove(turn)
            raise

    def _leave(self) -> None:
        """Hand the place on, or give it back."""
        while queue := self._next():
            turn = queue.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self.taken -= 1

    def _next(self) -> _Queue | None:
        """Whose turn it is."""
        if self._live and (not self._batch or self._in_a_row < _LIVE_IN_A_ROW):
            self._in_a_row = self._in_a_row + 1 if self._batch else 0
            return self._live
        self._in_a_row = 0
        return self._batch or None
