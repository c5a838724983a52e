"""How far a batch is: a bar on a terminal, elsewhere a line every half minute; both on standard error."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

_EVERY = 30.0
"""Seconds between two lines where there is no terminal."""

Color = Literal["auto", "always", "never"]


@dataclass
class Tally:
    """What came of the rows so far; `resumed` of them were found done."""

    total: int
    resumed: int = 0
    states: Counter[str] = field(default_factory=Counter)
    fallbacks: Counter[str] = field(default_factory=Counter)
    """Drafts made without the model that is set, by why."""
    began: float = field(default_factory=time.monotonic)

    def add(self, line: Mapping[str, Any]) -> None:
        """Count a line of the journal."""
        self.states[line["state"]] += 1
        if line["draft"] and (why := line["draft"]["made_by"]["fallback"]):
            self.fallbacks[why] += 1

    @property
    def done(self) -> int:
        """Rows that are done."""
        return sum(self.states.values())

    @property
    def rate(self) -> float:
        """Rows a second in this run."""
        return max(self.done - self.resumed, 0) / max(time.monotonic() - self.began, 1e-9)

    @property
    def shares(self) -> str:
        """What the rows came to, in words."""
        named = (
            ("ready", "ready"),
            ("needs_approval", "need approval"),
            ("failed", "failed"),
            ("rejected", "rejected"),
        )
        parts = [
            f"{self.states[state]:,} {words}" for state, words in named if self.states[state] or state == "ready"
        ]
        parts += [f"{sum(self.fallbacks.values()):,} without the model"] if self.fallbacks else []
        return ", ".join(parts)

    def line(self) -> str:
        """All of it in one line."""
        left = (self.total - self.done) / self.rate if self.rate else 0
        return f"{self.done:,} of {self.total:,}, {self.rate:.1f} a second, {spell(left)} left: {self.shares}"


def spell(seconds: float) -> str:
    """A time one can wait for: 0:42, 2:05:00."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class Showing:
    """Shows a tally while it grows."""

    def __init__(self, tally: Tally, color: Color = "auto") -> None:
        self._tally, self._color = tally, color
        self._told = time.monotonic()
        self._bar: Any = None

    @contextmanager
    def shown(self) -> Iterator[None]:
        """A bar as long as the block runs, on a terminal."""
        if not sys.stderr.isatty():
            yield
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        from rag.terminal import console

        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
        with Progress(*columns, console=console(self._color, stderr=True), refresh_per_second=4) as bar:
            self._bar = (bar, bar.add_task("", total=self._tally.total))
            yield

    def add(self, line: Mapping[str, Any]) -> None:
        """Count a line, and show it when it is time."""
        tally = self._tally
        tally.add(line)
        if self._bar is not None:
            bar, task = self._bar
            left = (tally.total - tally.done) / tally.rate if tally.rate else 0
            bar.update(
                task, completed=tally.done, description=f"{tally.rate:.1f}/s  {spell(left)} left  {tally.shares}"
            )
        elif time.monotonic() - self._told > _EVERY:
            self._told = time.monotonic()
            print(f"wanyan: {tally.line()}", file=sys.stderr, flush=True)
