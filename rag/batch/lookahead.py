"""Looks ahead of the row whose turn it is: a draft that repeats another will be asked for again, so it is at once.

Rows are settled one after the other (`rag.batch.variety`). Without this, each row that is drafted again would have
all rows behind it wait for a whole answer of the model.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from dataclasses import replace

from rag.batch.engine import Asked, Engine, Failed, Outcome
from rag.batch.variety import offline, other_variant
from rag.domain import Draft, Request
from rag.guardrails.repetition import SAME, Replies, alike

_RECENT = 1_000
"""Replies that another is held against, twice as many at most."""

_Came = tuple[Asked | Failed, Outcome]


class Lookahead:
    """An engine's drafts, in order; the second drafts that are bound to be asked for are under way already."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._recent = _Recent()
        self._waiting: dict[int, tuple[Asked, Draft]] = {}
        """Rows that wait for their turn, with their drafts."""
        self._under_way: dict[int, tuple[Request, asyncio.Task[Outcome]]] = {}

    async def drafted(self, asked: Iterator[Asked | Failed]) -> AsyncGenerator[_Came, None]:
        """Each row with what came of it. Leaving early gives up what is in flight."""
        came, room = asyncio.Queue[_Came | None](), asyncio.Semaphore(max(1, self._engine.ahead))
        reading = asyncio.create_task(self._read(asked, came, room))
        reading.add_done_callback(lambda _: came.put_nowait(None))
        try:
            while (result := await came.get()) is not None:
                room.release()
                yield result
                self._give_up(result[0].number)
            await reading  # which raises what ended it
        finally:
            tasks = [reading, *(task for _, task in self._under_way.values())]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def again(self, request: Request) -> Outcome:
        """One more draft: the one that is under way, where it was foreseen."""
        foreseen = (task for expected, task in self._under_way.values() if expected == request)
        task = next(foreseen, None)
        return await (task or self._engine.again(request))

    def remember(self, reply: str) -> None:
        """Take in what was said before this run."""
        self._recent.add(reply)

    async def _read(
        self, asked: Iterator[Asked | Failed], came: asyncio.Queue[_Came | None], room: asyncio.Semaphore
    ) -> None:
        """Take what the engine drafts as long as there is room."""
        async with aclosing(self._engine.drafted(asked)) as results:
            async for one, outcome in results:
                if isinstance(one, Asked) and isinstance(outcome, Draft) and self._engine.ahead:
                    self._foresee(one, outcome)
                await room.acquire()
                came.put_nowait((one, outcome))

    def _foresee(self, one: Asked, draft: Draft) -> None:
        """Ask for another draft where this one repeats one before it."""
        repeats = self._recent.repeats(draft.text)
        self._recent.add(draft.text)
        self._waiting[one.number] = one, draft
        if repeats:
            self._ask_again(one, draft)

    def _ask_again(self, one: Asked, draft: Draft) -> None:
        request = replace(one.request, variant=other_variant(one.request.variant), offline=offline(draft))
        self._under_way[one.number] = request, asyncio.create_task(self._second(one.number, request))

    async def _second(self, number: int, request: Request) -> Outcome:
        """The second draft of a row; what later rows say like it has to be asked for again in its turn."""
        outcome = await self._engine.again(request)
        if isinstance(outcome, Draft) and outcome.text:
            self._recent.add(outcome.text)
            for later, (one, draft) in self._waiting.items():
                if later > number and later not in self._under_way and alike(draft.text, outcome.text):
                    self._ask_again(one, draft)
        return outcome

    def _give_up(self, number: int) -> None:
        """Nobody asks any more for what was foreseen of this row."""
        self._waiting.pop(number, None)
        if number in self._under_way:
            self._under_way.pop(number)[1].cancel()


class _Recent:
    """The replies of late, whichever of a row's drafts they are."""

    def __init__(self) -> None:
        self._older, self._newer = Replies(), Replies()

    def repeats(self, text: str) -> bool:
        """Whether one of them says the same."""
        return bool(text) and any(replies.nearest(text) >= SAME for replies in (self._older, self._newer))

    def add(self, text: str) -> None:
        """Take one in."""
        if text:
            self._newer.add(text)
        if len(self._newer) >= _RECENT:
            self._older, self._newer = self._newer, Replies()
