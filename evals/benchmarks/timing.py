"""How benchmarks call what they measure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def timed(benchmark: Any, call: Callable[[], Any], rounds: int) -> Any:
    """Call it `rounds` times, a tenth of that before to warm up; what the last call gave."""
    return benchmark.pedantic(call, rounds=rounds, warmup_rounds=rounds // 10)
