"""What `wanyan eval` is asked for, and what came of it: what reports are made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evals.comparison import Change
from evals.gates import Breach, Gates
from evals.results import Run


@dataclass(frozen=True)
class Options:
    """What `wanyan eval` was asked for."""

    suites: Sequence[str] = ()
    dataset: Path | None = None
    baseline: Path | None = None
    """Results to compare with; the blessed ones where None."""
    report: Path | None = None
    """Folder for `results.json`, `junit.xml`, `report.md` and `index.html`."""
    drafters: Sequence[str] = ()
    """Who drafts, by name; offline and, where there are recordings, the recorded model, where none is given."""
    recordings: Path | None = None
    """File or folder that the recorded model is played back from; the project's own where None."""
    record: Path | None = None
    """File to keep a live model's answers in."""
    repeat: int = 1
    bless: bool = False
    misses: bool = False
    as_json: bool = False


@dataclass(frozen=True)
class Outcome:
    """A run and what speaks against it."""

    run: Run
    changes: tuple[Change, ...] = ()
    broken: tuple[Breach, ...] = ()
    before: Run | None = None
    """What it was compared with."""
    gates: Gates = field(default_factory=dict)

    @property
    def held(self) -> bool:
        """Whether every gate holds and nothing has become worse."""
        return not self.broken and not any(change.regression for change in self.changes)
