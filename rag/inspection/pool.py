"""Rows checked in order: here and, where there are many, in several processes, a window of them at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from rag.errors import InputError, WanyanError
from rag.guardrails.checker import Checker, CheckResult
from rag.inspection.judging import Judge, Question
from rag.inspection.rows import Row
from rag.processes import cores, deaf_to_ctrl_c, leave_with_parent
from rag.shops import Shop

if TYPE_CHECKING:
    from concurrent.futures import Future

    Asked = tuple[Row, Question]
    Answered = tuple[Row, CheckResult]

SMALL = 2_000
"""Rows checked before other processes are started: below, starting them costs more than it gains."""
CHUNK = 50
"""Rows a process is given at a time."""
AHEAD = 3
"""Chunks a process that wait or are done, so that memory stays flat and nobody idles."""


def check_rows(asked: Iterable[Asked], judge: Judge, jobs: int | None = None) -> Iterator[Answered]:
    """Each row with its result, in order. `jobs` None: one process, and one a core once there are many rows."""
    rows = iter(asked)
    if jobs is None:
        for row, question in islice(rows, SMALL):
            yield row, judge(question)
        jobs = cores()
    first = next(rows, None)
    if first is None:
        return
    rows = chain([first], rows)
    if jobs > 1:
        yield from _in_processes(rows, judge.shop, jobs)
        return
    for row, question in rows:
        yield row, judge(question)


def _in_processes(asked: Iterator[Asked], shop: Shop, jobs: int) -> Iterator[Answered]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(jobs, initializer=_start, initargs=(shop,))
    window: deque[tuple[list[Row], Future[list[CheckResult]]]] = deque()
    try:
        for chunk in _chunks(asked):
            with deaf_to_ctrl_c():
                future = pool.submit(_check, [question for _, question in chunk])
            window.append(([row for row, _ in chunk], future))
            if len(window) >= AHEAD * jobs:
                yield from _oldest(window)
        while window:
            yield from _oldest(window)
    except InputError:  # what was read before it is checked all the same
        while window:
            yield from _oldest(window)
        raise
    except BrokenProcessPool as error:
        raise WanyanError(
            "a worker process was killed, perhaps for want of memory; what is printed is sound, the rest was not "
            "checked: try again with --jobs 1"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _oldest(window: deque[tuple[list[Row], Future[list[CheckResult]]]]) -> Iterator[Answered]:
    rows, future = window.popleft()
    yield from zip(rows, future.result(), strict=True)


def _chunks(asked: Iterator[Asked]) -> Iterator[list[Asked]]:
    chunk: list[Asked] = []
    try:
        for one in asked:
            chunk.append(one)
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
    except InputError:
        if chunk:
            yield chunk
        raise
    if chunk:
        yield chunk


# In a worker ----------------------------------------------------------------------------------------

_judge: list[Judge] = []


def _start(shop: Shop) -> None:
    """Read the rules once."""
    leave_with_parent()
    _judge.append(Judge(Checker(), shop))


def _check(questions: list[Question]) -> list[CheckResult]:
    return [_judge[0](question) for question in questions]
