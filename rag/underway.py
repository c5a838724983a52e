"""Which drafts are under way, in the order they began: who came first is kept waiting last."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count


class UnderWay:
    """What has begun and not ended."""

    def __init__(self) -> None:
        self._numbers = count()
        self._begun: list[int] = []  # ascending

    @contextmanager
    def begun(self) -> Iterator[Callable[[], int]]:
        """One more, as long as the block runs. Gives how many that began before are under way when asked."""
        number = next(self._numbers)
        self._begun.append(number)
        try:
            yield lambda: bisect_left(self._begun, number)
        finally:
            del self._begun[bisect_left(self._begun, number)]
