"""The states kept in an index folder and which of them is current: one writer at a time, readers undisturbed."""

from __future__ import annotations

import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

KEPT = 3
"""States left on disk: processes that opened an earlier one still read it."""
_PATIENCE = 60.0
"""Seconds a writer waits for another."""


class Generations:
    """An index folder: `current` names the state in force, each state lies in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pointer = folder / "current"

    def current(self) -> Path | None:
        """The state in force; None where there is none yet."""
        try:
            return self._folder / self._pointer.read_text(encoding="utf-8").strip()
        except OSError:
            return None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other writers out, in this process or another. Raises OSError where the folder is not writable.

        SQLite's file lock works on every system and ends with the process that holds it.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            with closing(sqlite3.connect(self._folder / "lock.sqlite3", _PATIENCE, isolation_level=None)) as lock:
                lock.execute("BEGIN EXCLUSIVE")
                yield
        except sqlite3.Error as error:
            raise OSError(f"cannot lock {self._folder}: {error}") from error

    def new(self) -> Path:
        """The folder of a state to be written."""
        return self._folder / f"state-{uuid.uuid4().hex[:12]}"

    def publish(self, state: Path) -> None:
        """Make a written state the one in force, in one step, and drop those long gone by."""
        pending = self._pointer.with_suffix(".new")
        pending.write_text(state.name, encoding="utf-8")
        pending.replace(self._pointer)
        others = sorted(self._folder.glob("state-*"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in [path for path in others if path != state][KEPT - 1 :]:
            shutil.rmtree(old, ignore_errors=True)
