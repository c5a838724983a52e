"""The file of reviews: what is in it, and its records, the same ones each time it is read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.batch.rows import Columns, Rejected, Row
from rag.errors import InputError
from rag.tables.record import Record, Reject
from rag.tables.source import read_tables


@dataclass(frozen=True)
class Input:
    """A file and how its columns are read."""

    path: Path
    columns: Columns

    def records(self, headings: dict[str, None] | None = None) -> Iterator[Record | Reject]:
        """What stands in the file, in order; damage further down is its last reject. `headings` take the columns.

        Raises InputError where nothing can be read, or no column holds reviews.
        """
        begun = False
        try:
            for table in read_tables(str(self.path), self.columns.is_heading):
                if table.columns and not self.columns.is_heading(table.columns):
                    raise InputError(self._no_reviews(table.line, table.columns))
                begun = True
                if headings is not None:
                    headings.update(dict.fromkeys(table.columns))
                yield from table.records
        except InputError as error:
            if not begun:
                raise
            yield Reject(0, f"nothing is read from here on: {error}")
        if not begun:
            raise InputError(self._no_reviews(1, ()))

    def _no_reviews(self, line: int, columns: tuple[str, ...]) -> str:
        there = f"there are: {', '.join(columns)}; " if columns else ""
        return f"{self.path}:{line}: no column of reviews in the heading; {there}name it with --map text=COLUMN"

    def rows(self, after: int = 0) -> Iterator[Row | Rejected]:
        """The rows behind the first `after`."""
        for number, record in enumerate(self.records(), 1):
            if number > after:
                yield self.row(record, number)

    def row(self, record: Record | Reject, number: int) -> Row | Rejected:
        """One row, by its number from 1."""
        if isinstance(record, Reject):
            return Rejected(number, str(number), record.reason)
        return self.columns.row(record, number)

    def survey(self) -> Survey:
        """Read it once: how many rows there are, their columns, and the fingerprint by which it is known again.

        Raises InputError where a column is mapped that is not there.
        """
        columns: dict[str, None] = {}
        rows = 0
        for record in self.records(columns):
            rows += 1
            if isinstance(record, Record):
                columns.update(dict.fromkeys(record.values))
        for key, column in self.columns.mapped.items():
            if column not in columns:
                raise InputError(
                    f"--map {key}={column}: {self.path} has no such column; there are: {', '.join(columns)}"
                )
        return Survey(rows, tuple(columns), _fingerprint(self.path))


@dataclass(frozen=True)
class Survey:
    """What a file holds: rows, rejects among them, and their columns; `fingerprint` is that of its bytes."""

    rows: int
    columns: tuple[str, ...]
    fingerprint: str


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
