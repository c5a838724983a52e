"""Two ways to one answer: the second sets out after a while, the first good answer wins, the other is stopped."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
Way = Callable[[], Coroutine[Any, Any, T]]


async def first_good(
    first: Way[T],
    second: Callable[[], Coroutine[Any, Any, T] | None],
    *,
    after: float,
    takes_over: bool,
) -> T:
    """What `first` gives, or `second`, which sets out `after` seconds later.

    With `takes_over` it also does once the first has failed. `second` may give None when its time has come: then
    there is none. Where both fail, raises what the first did.
    """
    tasks = [asyncio.create_task(first())]
    try:
        await asyncio.wait(tasks, timeout=None if math.isinf(after) else max(0.0, after))
        settled = tasks[0].done() and (tasks[0].exception() is None or not takes_over)
        if not settled and (other := second()) is not None:
            tasks.append(asyncio.create_task(other))
        return await _best_of(tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _best_of(tasks: list[asyncio.Task[T]]) -> T:
    pending = set(tasks)
    while pending:
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            if task.exception() is None:
                return task.result()
    return tasks[0].result()
