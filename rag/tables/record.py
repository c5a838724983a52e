"""What any file of rows is read into: records by column, and what cannot be read as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a file: its values by column; empty cells are left out.

    `line` counts from 1, rows of a sheet too; `offset` is how many characters of the file stand before it, and
    `raw` how it stands there, None where the file is no text.
    """

    values: Mapping[str, Any]
    line: int
    offset: int = 0
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """What stands in a row's place and cannot be read as one; the rows after it can be."""

    line: int
    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under one heading.

    `columns` are unlike each other, whatever the heading says, and () where every row names its own; `name` is
    that of a sheet, `alone` whether its file has no other, `line` where the heading stands.
    that of a sheet, `line` that of the heading.
    """

    columns: tuple[str, ...]
    records: Iterator[Record | Reject]
    line: int = 1
    name: str | None = None
    alone: bool = True
    delimiter: str | None = None


IsHeading = Callable[[Sequence[str]], bool]
"""Whether cells are the heading of a table that is looked for."""


def unlike(names: Sequence[str]) -> tuple[str, ...]:
    """The names of columns, those without a name and those that come again numbered."""
    met: Counter[str] = Counter()
    found: list[str] = []
    for place, name in enumerate(names, 1):
        column = name.strip() or f"column {place}"
        met[column] += 1
        found.append(column if met[column] == 1 else f"{column} ({met[column]})")
    return tuple(found)
