"""Results as they come, on disk before anything else: a line a row, in order, whatever ends the run.

The first line is the plan. A run that goes on takes the lines that are whole and cuts off what is not.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from rag.batch.plan import Plan
from rag.errors import InputError, WanyanError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_SECONDS = 1.0
"""Between two times that all is forced onto the disk: what a power cut may cost."""


class Journal:
    """The lines of one batch. One process at a time writes them."""

    def __init__(self, path: Path, plan: Plan, *, restart: bool = False) -> None:
        """Open or begin it. Raises InputError where it was begun with another plan, or is being written."""
        self.path = path
        self._file = path.open("r+b" if path.exists() else "w+b", buffering=0)
        self._synced = time.monotonic()
        try:
            self._lock()
            if restart:
                self._file.truncate(0)
            self.done, self._end = self._resume(plan)
            self._file.truncate(self._end)
            self._file.seek(self._end)
            if not self._end:
                self._write({"plan": plan.shown})
        except BaseException:
            self._file.close()
            raise

    def _lock(self) -> None:
        if fcntl is None:
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise InputError(f"{self.path}: another run is writing it") from error

    def _resume(self, plan: Plan) -> tuple[int, int]:
        """How many rows are done, and where the last of them ends."""
        with open(self._file.fileno(), "rb", closefd=False) as file:
            file.seek(0)
            first = file.readline()
            if not first.endswith(b"\n"):
                return 0, 0
            plan.refuse_other(_plan_in(first, self.path), self.path)
            rows, end = 0, len(first)
            for line in file:
                if not line.startswith(b'{"row": %d, ' % (rows + 1)) or not line.endswith(b"}\n"):
                    break
                rows, end = rows + 1, end + len(line)
        return rows, end

    def add(self, line: dict[str, Any]) -> None:
        """Write the next row's line. Raises WanyanError where the disk takes no more; what is done stays."""
        self._write(line)
        self.done += 1
        if time.monotonic() - self._synced > _SECONDS:
            self.sync()

    def _write(self, line: dict[str, Any]) -> None:
        left = memoryview(json.dumps(line, ensure_ascii=False).encode(errors="replace") + b"\n")
        size = len(left)
        try:
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            with suppress(OSError):
                self._file.truncate(self._end)
            raise WanyanError(f"{self.path}: {(error.strerror or 'cannot be written').lower()}") from error
        self._end += size

    def sync(self) -> None:
        """Force all lines onto the disk."""
        try:
            os.fsync(self._file.fileno())
        except OSError as error:
            raise WanyanError(f"{self.path}: {(error.strerror or 'cannot be written').lower()}") from error
        self._synced = time.monotonic()

    def lines(self) -> Iterator[dict[str, Any]]:
        """The lines of all rows that are done, read from the disk."""
        return read_lines(self.path)

    def close(self) -> None:
        """Force all onto the disk and let go of the file."""
        try:
            self.sync()
        finally:
            self._file.close()


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a journal, `{"row","id","state","draft","error"}`, in order."""
    with path.open("rb") as file:
        file.readline()
        yield from _objects(file)


def _objects(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    for line in file:
        if not line.endswith(b"\n"):
            return
        yield json.loads(line)


def _plan_in(line: bytes, path: Path) -> dict[str, str]:
    try:
        return dict(json.loads(line)["plan"])
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: is no journal of a batch; move it away, or give another output") from error
