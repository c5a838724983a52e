"""Where in its file a piece of a reply stands: line and column, through JSON's escapes and CSV's quotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_BREAK = re.compile(r"\r\n|\n|\r")

Spelling = Callable[[str], Sequence[int] | None]
"""A raw record → for each character of its reply, and for its end, the index in the record; None: not found."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file.

    Line and columns count from 1, `column` in characters, `byte` in bytes of UTF-8; `offset` is characters
    from the beginning of the file.
    """

    line: int
    column: int
    byte: int
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
        spelled = self.spelling(self.raw) if self.spelling else None
        if spelled is None or end >= len(spelled):
            return Region(self._position(0), self._position(len(self.raw.rstrip("\r\n"))))
        return Region(self._position(spelled[start]), self._position(spelled[end]))

    def _position(self, at: int) -> Position:
        raw = self.raw or ""
        breaks = [match.end() for match in _BREAK.finditer(raw, 0, at)]
        begin = breaks[-1] if breaks else 0
        before = raw[begin:at]
        return Position(
            self.line + len(breaks), len(before) + 1, len(before.encode(errors="replace")) + 1, self.offset + at
        )
