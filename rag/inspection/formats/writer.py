"""What a format is: it begins, takes rows in order, and ends; it keeps none of them."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any, Protocol

from rag.domain import Verdict
from rag.guardrails.rule import Rule
from rag.inspection.verdicts import Judged


@dataclass(frozen=True)
class Setting:
    """What a format may want to know before the first row."""

    out: IO[str]
    rules: tuple[Rule, ...] = ()
    baseline: bool = False
    """Whether findings are held against a baseline."""
    editor: bool = False
    """Whether an editor reads along: standard input has the name of a file."""
    color: Any = "auto"


@dataclass(frozen=True)
class Conclusion:
    """What is known at the end: rows by verdict, the first faults of the input, whether all of it was read."""

    verdicts: Mapping[Verdict, int]
    faults: tuple[str, ...] = ()
    fault_count: int = 0
    complete: bool = True


class Writer(Protocol):
    """A format at work."""

    def begin(self) -> None:
        """Write what stands before the first row."""

    def add(self, judged: Judged) -> None:
        """Write a row."""

    def end(self, conclusion: Conclusion) -> None:
        """Write what stands after the last row, so that the whole is valid however the run ended."""


def writer(name: str, setting: Setting) -> Writer:
    """The format of that name; only its own module is loaded."""
    module = importlib.import_module(f"rag.inspection.formats.{name}")
    made: Writer = module.open_format(setting)
    return made
