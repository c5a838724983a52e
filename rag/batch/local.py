"""The engine on this machine: so many drafts in flight, results put back in order, few rows held at a time."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from dataclasses import replace

from rag.batch.engine import Asked, Failed, Outcome
from rag.batch.variety import other_variant
from rag.domain import Draft, Request
from rag.endpoint.slots import Slots
from rag.guardrails.repetition import SAME, Replies

_AHEAD = 8
"""Rows a place that are under way or done, so that a slow one keeps no place idle."""
_LEAST_AHEAD = 64
_RECENT = 1_000
"""First drafts that another is held against, twice as many at most."""


DraftOne = Callable[[Request, bool], Awaitable[Outcome]]
"""Drafts one row; before others that wait, where others wait for it."""


class LocalEngine:
    """Drafts rows `concurrency` at a time with whatever drafts one, in this process or in others.

    A row whose draft repeats another will be asked for again when its turn comes, and all rows wait for that. Where
    it `anticipates`, such a row is drafted again at once: who asks for the same finds it made.
    """

    def __init__(self, draft: DraftOne, concurrency: int, *, anticipates: bool = True) -> None:
        self._draft = draft
        self._ahead = max(_LEAST_AHEAD, _AHEAD * concurrency)
        self._places = Slots(concurrency)
        self._recent = _Recent() if anticipates else None
        self._anticipated: dict[int, tuple[Request, asyncio.Task[Outcome]]] = {}

    async def drafted(
        self, asked: Iterator[Asked | Failed]
    ) -> AsyncGenerator[tuple[Asked | Failed, Outcome], None]:
        """Each row with what came of it, in order. Leaving early gives up what is in flight."""
        window: deque[tuple[Asked | Failed, asyncio.Task[Outcome]]] = deque()
        try:
            for one in asked:
                window.append((one, asyncio.create_task(self._outcome(one))))
                if len(window) >= self._ahead:
                    yield await _oldest(window)
                    self._forget(window[0][0].number)
            while window:
                yield await _oldest(window)
        finally:
            tasks = [*(task for _, task in window), *(task for _, task in self._anticipated.values())]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def again(self, request: Request) -> Outcome:
        """One more draft, before those that have not begun: all rows behind it wait for this one."""
        for anticipated, task in self._anticipated.values():
            if anticipated == request:
                return await task
        return await self._first(request)

    async def _first(self, request: Request) -> Outcome:
        async with self._places.place(live=True):
            return await self._draft(request, True)

    async def _outcome(self, one: Asked | Failed) -> Outcome:
        if isinstance(one, Failed):
            return one.failure
        async with self._places.place(live=False):
            outcome = await self._draft(one.request, False)
        if self._recent is not None and isinstance(outcome, Draft) and self._recent.repeats(outcome.text):
            request = replace(one.request, variant=other_variant(one.request.variant))
            self._anticipated[one.number] = request, asyncio.create_task(self._first(request))
        return outcome

    def _forget(self, number: int) -> None:
        """Give up what was anticipated for rows before this one: nobody asks for it any more."""
        for passed in [one for one in self._anticipated if one < number]:
            self._anticipated.pop(passed)[1].cancel()


class _Recent:
    """The drafts made last, in whatever order."""

    def __init__(self) -> None:
        self._older, self._newer = Replies(), Replies()

    def repeats(self, text: str) -> bool:
        """Whether one of them says the same; takes this one in."""
        if not text:
            return False
        found = any(replies.nearest(text) >= SAME for replies in (self._older, self._newer))
        self._newer.add(text)
        if len(self._newer) >= _RECENT:
            self._older, self._newer = self._newer, Replies()
        return found


async def _oldest(
    window: deque[tuple[Asked | Failed, asyncio.Task[Outcome]]],
) -> tuple[Asked | Failed, Outcome]:
    one, task = window[0]
    outcome = await task
    window.popleft()
    return one, outcome
