"""Times the parts of a draft."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rag.telemetry import span


class Watch:
    """Milliseconds spent in each part of a draft, and in all."""

    def __init__(self) -> None:
        self.started = time.perf_counter()
        self._spent = {"retrieve": 0.0, "draft": 0.0, "check": 0.0}

    @contextmanager
    def timing(self, part: str, step: str | None = None) -> Iterator[None]:
        """Add the time of the block to a part; traces call it `step`, else as the part."""
        since = time.perf_counter()
        try:
            with span(f"wanyan.{step or part}"):
                yield
        finally:
            self._spent[part] += (time.perf_counter() - since) * 1000

    def read(self) -> dict[str, float]:
        """Milliseconds by part, `total` included, as the contract's `timings_ms`."""
        total = (time.perf_counter() - self.started) * 1000
        return {part: round(spent, 1) for part, spent in {**self._spent, "total": total}.items()}
