"""A run as its readers want it: on the terminal and, in a folder, as results, JUnit, Markdown and a page."""

from __future__ import annotations

from pathlib import Path

from evals import results
from evals.outcome import Outcome


def write_all(outcome: Outcome, folder: Path) -> None:
    """Write `results.json`. Raises OSError where the folder cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    results.write(outcome.run, folder / "results.json")
