"""Worker processes: how many there may be, and that Ctrl-C and the end are their parent's to decide."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


def cores() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def deaf_to_ctrl_c() -> Iterator[None]:
    """What is started within the block never hears Ctrl-C, not even while it starts; this process hears it after.

    A worker that turned it off itself would by then have imported half of its modules, and told of it at length.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_with_parent() -> None:
    """In a worker, first of all: without a parent there is nothing to do."""
    threading.Thread(target=_leave, daemon=True).start()


def _leave() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
    os._exit(1)
