"""Drafting in processes of its own: reading and checking take a processor, and one process uses one."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import threading
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self

from rag.batch.engine import Failure, Outcome, attempt
from rag.batch.local import DraftOne
from rag.domain import Request
from rag.errors import WanyanError
from rag.processes import deaf_to_ctrl_c
from rag.settings import Settings

_TRIES = 3
"""Times a row may be in a worker that dies, before it is taken for what kills them."""


@dataclass(eq=False)
class _Asked:
    request: Request
    first: bool
    outcome: asyncio.Future[Outcome]
    tries: int = 1


@dataclass(eq=False)
class _Worker:
    process: Any
    pipe: Connection
    pending: dict[int, _Asked] = field(default_factory=dict)
    worked: bool = False
    """Whether it has answered once: one that dies before cannot be started."""


class Workers:
    """Drafts with the worker that has least to do; one that dies is replaced, and its rows are drafted again."""

    def __init__(self, settings: Settings, count: int) -> None:
        self._settings, self._count = settings, count
        self._numbers = itertools.count()
        self._workers: list[_Worker] = []

    async def __aenter__(self) -> Self:
        """Start them; each is ready when it has read the knowledge."""
        for _ in range(self._count):
            self._start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End them, whatever they are at."""
        for worker in self._workers:
            self._forget(worker)
            worker.process.kill()
            worker.process.join()
        self._workers.clear()

    async def draft(self, request: Request, first: bool = False) -> Outcome:
        """One draft, before those that wait if it is `first`. Raises WanyanError where no worker can be started."""
        asked = _Asked(request, first, asyncio.get_running_loop().create_future())
        self._hand(asked)
        return await asked.outcome

    def _start(self) -> None:
        context = get_context("spawn")  # a fork would copy locks that threads hold
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self._settings), daemon=True)
        with deaf_to_ctrl_c():
            process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        asyncio.get_running_loop().add_reader(ours.fileno(), self._hear, worker)

    def _hand(self, asked: _Asked) -> None:
        worker = min(self._workers, key=lambda one: len(one.pending))
        number = next(self._numbers)
        worker.pending[number] = asked
        with contextlib.suppress(OSError):  # it is dead: that is heard at once, and its rows are handed on
            worker.pipe.send((number, asked.request, asked.first))

    def _hear(self, worker: _Worker) -> None:
        try:
            while worker.pipe.poll():
                number, outcome = worker.pipe.recv()
                worker.worked = True
                asked = worker.pending.pop(number)
                if not asked.outcome.done():
                    asked.outcome.set_result(outcome)
        except (EOFError, OSError):
            self._replace(worker)

    def _replace(self, dead: _Worker) -> None:
        self._forget(dead)
        self._workers.remove(dead)
        dead.process.join()
        if not dead.worked:
            self._give_up(dead)
            return
        self._start()
        for asked in dead.pending.values():
            asked.tries += 1
            if asked.outcome.done():
                continue
            if asked.tries > _TRIES:
                asked.outcome.set_result(Failure("failed", "the process that drafted it was ended, three times"))
            else:
                self._hand(asked)

    def _give_up(self, dead: _Worker) -> None:
        error = WanyanError("a worker process cannot be started, perhaps for want of memory; try --jobs 1")
        for asked in [*dead.pending.values(), *(one for each in self._workers for one in each.pending.values())]:
            if not asked.outcome.done():
                asked.outcome.set_exception(error)

    def _forget(self, worker: _Worker) -> None:
        asyncio.get_running_loop().remove_reader(worker.pipe.fileno())
        worker.pipe.close()


# In a worker ----------------------------------------------------------------------------------------


def _work(pipe: Connection, settings: Settings) -> None:
    """Draft what comes through the pipe until it is closed."""
    from rag.wiring import build

    wanyan = build(settings)

    async def draft(request: Request, first: bool) -> Outcome:
        return await attempt(lambda one: wanyan.draft(one, live=first), request)

    asyncio.run(_answer(pipe, draft))


async def _answer(pipe: Connection, draft: DraftOne) -> None:
    """Every request is a task of its own; the loop is woken by a thread that only listens."""
    loop, under_way = asyncio.get_running_loop(), set()

    async def one(number: int, request: Request, first: bool) -> None:
        pipe.send((number, await draft(request, first)))

    def begin(number: int, request: Request, first: bool) -> None:
        task = loop.create_task(one(number, request, first))
        under_way.add(task)
        task.add_done_callback(under_way.discard)

    def listen() -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                loop.call_soon_threadsafe(begin, *pipe.recv())
        os._exit(0)  # nobody is there to answer

    threading.Thread(target=listen, daemon=True).start()
    await asyncio.Event().wait()
