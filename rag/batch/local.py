"""The engine on this machine: so many drafts in flight, results put back in order, few rows held at a time."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator

from rag.batch.engine import Asked, Failed, Outcome
from rag.domain import Request
from rag.endpoint.slots import Slots

_AHEAD = 8
"""Rows a place that are under way or done, so that a slow one keeps no place idle."""
_LEAST_AHEAD = 48
_MEANWHILE = 4
"""Of so many rows that a model is asked about, another is read or checked meanwhile."""


DraftOne = Callable[[Request, bool], Awaitable[Outcome]]
"""Drafts one row; before others that wait, where others wait for it."""


def rows_for(calls: int) -> int:
    """Rows under way that keep so many calls at a model in flight: before and after its call, a row takes none."""
    return calls + -(-calls // _MEANWHILE)


class LocalEngine:
    """Drafts rows `concurrency` at a time with whatever drafts one, in this process or in others.

    `ahead` is how many rows are looked ahead of the one whose turn it is, two a place unless it is given.
    """

    def __init__(self, draft: DraftOne, concurrency: int, ahead: int | None = None) -> None:
        self.ahead = 2 * concurrency if ahead is None else ahead
        self._draft = draft
        self._window = max(_LEAST_AHEAD, _AHEAD * concurrency)
        self._places = Slots(concurrency)

    async def drafted(
        self, asked: Iterator[Asked | Failed]
    ) -> AsyncGenerator[tuple[Asked | Failed, Outcome], None]:
        """Each row with what came of it, in order. Leaving early gives up what is in flight."""
        window: deque[tuple[Asked | Failed, asyncio.Task[Outcome]]] = deque()
        try:
            for one in asked:
                window.append((one, asyncio.create_task(self._outcome(one))))
                if len(window) >= self._window:
                    yield await _oldest(window)
            while window:
                yield await _oldest(window)
        finally:
            tasks = [task for _, task in window]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def again(self, request: Request) -> Outcome:
        """One more draft, before those that have not begun: all rows behind it wait for this one."""
        async with self._places.place(live=True):
            return await self._draft(request, True)

    async def _outcome(self, one: Asked | Failed) -> Outcome:
        if isinstance(one, Failed):
            return one.failure
        async with self._places.place(live=False):
            return await self._draft(one.request, False)


async def _oldest(
    window: deque[tuple[Asked | Failed, asyncio.Task[Outcome]]],
) -> tuple[Asked | Failed, Outcome]:
    one, task = window[0]
    outcome = await task
    window.popleft()
    return one, outcome
