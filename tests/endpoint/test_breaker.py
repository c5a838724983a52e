"""The breaker by itself, with a clock that is moved by hand."""

from __future__ import annotations

import pytest

from rag.endpoint.breaker import Breaker
from rag.errors import ModelError


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def opened() -> tuple[Breaker, Clock]:
    clock = Clock()
    breaker = Breaker(failures=3, rest=10.0, clock=clock)
    for _ in range(3):
        breaker.admit()
        breaker.failed("http-500")
    return breaker, clock


def test_failures_in_a_row_open_it_and_others_do_not() -> None:
    breaker = Breaker(failures=3)
    for outcome in ("failed", "failed", "succeeded", "failed", "undecided", "failed"):
        breaker.admit()
        breaker.failed("timeout") if outcome == "failed" else getattr(breaker, outcome)()
        assert breaker.state == "closed"
    breaker.failed("timeout")
    assert (breaker.state, breaker.trouble) == ("open", "timeout")


def test_while_open_it_refuses_and_says_so() -> None:
    breaker, _ = opened()
    assert breaker.refuses
    with pytest.raises(ModelError, match=r"^circuit-open$"):
        breaker.admit()


def test_then_one_call_tries_and_the_others_wait_for_it() -> None:
    breaker, clock = opened()
    clock.now += 10.0
    assert breaker.state == "half-open"
    breaker.admit()
    with pytest.raises(ModelError, match=r"^circuit-open$"):
        breaker.admit()
    breaker.succeeded()
    breaker.admit()
    assert (breaker.state, breaker.trouble) == ("closed", None)


def test_a_try_that_fails_opens_it_again() -> None:
    breaker, clock = opened()
    clock.now += 10.0
    breaker.admit()
    breaker.failed("http-503")
    assert (breaker.state, breaker.trouble) == ("open", "http-503")


def test_a_try_that_tells_nothing_lets_the_next_one_try() -> None:
    breaker, clock = opened()
    clock.now += 10.0
    breaker.admit()
    breaker.undecided()
    assert breaker.state == "half-open"
    breaker.admit()


@pytest.mark.parametrize(("asked", "rests"), [(None, 10.0), (3.0, 10.0), (30.0, 30.0), (3600.0, 60.0)])
def test_it_rests_as_long_as_the_endpoint_asks_within_reason(asked: float | None, rests: float) -> None:
    clock = Clock()
    breaker = Breaker(failures=1, rest=10.0, clock=clock)
    breaker.failed("http-429", asked)
    clock.now += rests - 0.1
    assert breaker.refuses
    clock.now += 0.2
    assert breaker.state == "half-open"
