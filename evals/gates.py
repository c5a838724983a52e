"""The gates: the least or most that a suite's figures may be, each with the harm that it keeps away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from evals.results import Run
from rag.textfiles import read_text, read_yaml, validated

GATES = Path(__file__).parent / "gates.yaml"


class Gate(BaseModel):
    """A figure's limit, and what customers or the shop suffer beyond it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    least: float | None = None
    most: float | None = None
    harm: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _one_limit(self) -> Gate:
        if (self.least is None) == (self.most is None):
            raise ValueError("give `least` or `most`")
        return self

    def holds(self, figure: float) -> bool:
        """Whether the figure keeps to the limit."""
        return figure >= self.least if self.least is not None else figure <= (self.most or 0.0)

    def __str__(self) -> str:
        return f"at least {self.least:g}" if self.least is not None else f"at most {self.most:g}"


def told(value: float) -> str:
    """A figure with as many decimals as tell something: three of a share, fewer of what is large."""
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.1f}" if abs(value) < 1_000 else f"{value:,.0f}"


Gates = Mapping[str, Mapping[str, Gate]]


def load_gates(path: Path = GATES) -> Gates:
    """The gates by suite and figure. Raises KnowledgeError with file and line."""
    loaded: Gates = validated(dict[str, dict[str, Gate]], read_yaml(path, read_text(path)), path)
    return loaded


@dataclass(frozen=True)
class Breach:
    """A gate that does not hold, or a suite that could not be run."""

    suite: str
    told: str
    harm: str

    def __str__(self) -> str:
        return f"{self.suite} {self.told}: {self.harm}"


def broken(run: Run, gates: Gates) -> tuple[Breach, ...]:
    """Each gate that does not hold, with the figure and the harm; a suite that could not be run, too."""
    return tuple(_broken(run, gates))


def _broken(run: Run, gates: Gates) -> Iterator[Breach]:
    for name, suite in run.suites.items():
        if suite.failure is not None:
            yield Breach(name, suite.failure, suite.harm)
            continue
        for figure, gate in gates.get(name, {}).items():
            value = suite.figures.get(figure)
            if value is None:
                yield Breach(name, f"has no figure {figure!r} any more ({gate})", gate.harm)
            elif not gate.holds(value):
                yield Breach(name, f"{figure} is {told(value)}, must be {gate}", gate.harm)
