"""Which calls are tried again, and after how long: backoff with full jitter, or what the endpoint asks for.

M. Brooker, Exponential Backoff And Jitter (AWS, 2015). Nothing is tried that could not answer within the budget.
"""

from __future__ import annotations

import logging
import time

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, wait_random_exponential

from rag.endpoint.breaker import Breaker
from rag.endpoint.failures import reason_of, retry_after, worth_another_try

log = logging.getLogger(__name__)

_TRIES = 3
_SHORTEST = 0.1
"""Seconds below which a call is not worth starting."""
_backoff = wait_random_exponential(multiplier=0.25, max=4.0)
_spread = wait_random_exponential(multiplier=0.05, max=0.2)
"""What is added to the endpoint's own wish, so that not all who were told the same come back at once."""


def retrying(host: str, ends: float, breaker: Breaker) -> AsyncRetrying:
    """Runs a call up to three times until `ends` (perf_counter), and no longer than the breaker is closed."""

    def is_over(state: RetryCallState) -> bool:
        return breaker.state != "closed" or time.perf_counter() + state.upcoming_sleep + _SHORTEST > ends

    def tell(state: RetryCallState) -> None:
        log.info("%s: %s, tried again in %.0f ms", host, reason_of(_error(state)), 1000 * state.upcoming_sleep)

    return AsyncRetrying(
        retry=retry_if_exception(worth_another_try),
        wait=_wait,
        stop=lambda state: stop_after_attempt(_TRIES)(state) or is_over(state),
        before_sleep=tell,
        reraise=True,
    )


def _wait(state: RetryCallState) -> float:
    asked = retry_after(_error(state))
    return _backoff(state) if asked is None else asked + _spread(state)


def _error(state: RetryCallState) -> BaseException:
    error = state.outcome.exception() if state.outcome else None
    assert error is not None, "only what failed is tried again"  # noqa: S101
    return error
