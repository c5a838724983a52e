"""Leaves an endpoint in trouble alone: after failures in a row nobody calls it for a while, then one call tries.

M. Nygard, Release It! (2018), ch. 5. The libraries at hand let every caller through while they try, and know only
calls that failed or did not; a call that was given up after a moment says neither.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

from rag.errors import ModelError

State = Literal["closed", "open", "half-open"]
_LONGEST = 60.0
"""Seconds that an endpoint is left alone at most, whatever it asks for."""


class Breaker:
    """Opens after `failures` in a row for `rest` seconds. One a model at an endpoint."""

    def __init__(self, failures: int = 5, rest: float = 10.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._allowed, self._rest, self._clock = failures, rest, clock
        self._failures = 0
        self._rests_until: float | None = None
        self._trying = False
        self.trouble: str | None = None
        """Why the last call failed, in one word, until one succeeds."""

    @property
    def state(self) -> State:
        """Closed: calls go through. Open: none does. Half-open: one does, and decides."""
        if self._rests_until is None:
            return "closed"
        return "open" if self._clock() < self._rests_until else "half-open"

    @property
    def refuses(self) -> bool:
        """Whether a call would be refused now."""
        return self.state == "open" or (self.state == "half-open" and self._trying)

    def admit(self) -> None:
        """Let a call through, which then has to be said the outcome of. Raises ModelError: circuit-open."""
        if self.refuses:
            raise ModelError("circuit-open")
        self._trying = self.state == "half-open"

    def succeeded(self) -> None:
        """The endpoint answered."""
        self._failures, self._rests_until, self._trying, self.trouble = 0, None, False, None

    def failed(self, trouble: str, rest: float | None = None) -> None:
        """The endpoint is in trouble; `rest` is how many seconds it asks for."""
        self.trouble = trouble
        self._failures += 1
        if self._failures >= self._allowed or self._trying:
            self._rests_until = self._clock() + min(max(self._rest, rest or 0.0), _LONGEST)
            self._trying = False

    def undecided(self) -> None:
        """The call ended without telling anything of the endpoint."""
        self._trying = False
