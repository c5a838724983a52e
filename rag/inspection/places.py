"""Where in its file a piece of a reply stands: line and column, through JSON's escapes and CSV's quotes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

_BREAK = re.compile(r"\n")

Spelling = Callable[[str], Sequence[int] | None]
"""A raw record → for each character of its reply, and for its end, the index in the record; None: not found."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file: line and column from 1, and characters from the beginning of the file."""

    line: int
    column: int
    offset: int


@dataclass(frozen=True, slots=True)
class Region:
    """From `start` to `end`, end exclusive."""

    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class Origin:
    """The record a reply was read from.

    `file` is as the user named it, None for standard input; `raw` the record as it stands there, None in a
    workbook, where `cell` names the sheet and the cell instead. `literal`: without escapes or quotes.
    """

    file: str | None
    line: int
    offset: int = 0
    raw: str | None = None
    spelling: Spelling | None = None
    cell: str | None = None
    literal: bool = False

    @property
    def where(self) -> str:
        """File and line, as messages say it."""
        return f"{self.file or 'standard input'}:{self.line}"

    def region(self, start: int, end: int) -> Region | None:
        """Where the reply's characters `start`..`end` stand; None where the file has no lines."""
        if self.raw is None:
            return None
        record = _record(self.raw, self.spelling)
        if record.spelled is None or end >= len(record.spelled):
            return Region(self._position(record, 0), self._position(record, len(self.raw.rstrip("\r\n"))))
        return Region(self._position(record, record.spelled[start]), self._position(record, record.spelled[end]))

    def byte_column(self, position: Position) -> int:
        """The column of a position of this record in bytes of UTF-8, from 1."""
        if self.raw is None:
            return position.column
        at = position.offset - self.offset
        bytes_before = _record(self.raw, self.spelling).bytes_before
        return bytes_before[at] - bytes_before[at - position.column + 1] + 1

    def _position(self, record: _Record, at: int) -> Position:
        line = bisect_right(record.lines, at) - 1
        return Position(self.line + line, at - record.lines[line] + 1, self.offset + at)


class _Record:
    """What is read of a record once for all its findings, which may be as many as its characters."""

    def __init__(self, raw: str, spelling: Spelling | None) -> None:
        self._raw = raw
        self.spelled = spelling(raw) if spelling else None
        self.lines = [0, *(match.end() for match in _BREAK.finditer(raw))]

    @cached_property
    def bytes_before(self) -> list[int]:
        """Bytes of UTF-8 before each character of the record."""
        return list(accumulate((len(char.encode(errors="replace")) for char in self._raw), initial=0))


@lru_cache(maxsize=1)
def _record(raw: str, spelling: Spelling | None) -> _Record:
    return _Record(raw, spelling)
