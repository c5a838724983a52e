"""What a suite gives back, and how its rows are read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rag.errors import InputError

CASES = Path(__file__).parent / "cases"


@dataclass
class Confusion:
    """Counts of a yes/no judgement against the label."""

    hits: int = 0
    false_alarms: int = 0
    missed: int = 0
    right_noes: int = 0

    def add(self, found: bool, labelled: bool) -> None:
        """Count one case."""
        self.hits += found and labelled
        self.false_alarms += found and not labelled
        self.missed += labelled and not found
        self.right_noes += not found and not labelled

    @property
    def precision(self) -> float:
        """Of what was found, the share that is there."""
        return _share(self.hits, self.hits + self.false_alarms)

    @property
    def recall(self) -> float:
        """Of what is there, the share that was found."""
        return _share(self.hits, self.hits + self.missed)

    @property
    def false_alarm_rate(self) -> float:
        """Of what is clean, the share that was complained of."""
        return _share(self.false_alarms, self.false_alarms + self.right_noes) if self.false_alarms else 0.0


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


@dataclass(frozen=True)
class Result:
    """A suite's figures (shares from 0 to 1 unless the name says otherwise) and its misses, a line each."""

    suite: str
    cases: int
    figures: Mapping[str, float]
    misses: tuple[str, ...]
    classes: Mapping[str, Confusion] = field(default_factory=dict)
    """The yes/no judgement behind the figures, by class of case, where the suite has classes."""


def rows(path: Path, needed: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Rows of a JSONL file, each with the keys needed. Raises InputError with file and line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"{path}:{number}: not valid JSON: {error.msg}") from error
        missing = [key for key in needed if key not in row]
        if missing:
            raise InputError(f"{path}:{number}: the row has no {missing[0]!r}")
        yield row
