"""Records of CSV, with commas, semicolons or tabs, as spreadsheets and shop systems export them."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from rag.tables.lines import LONGEST, Line, undecodable
from rag.tables.record import IsHeading, Record, Reject, Table, unlike

DELIMITERS = (",", "\t", ";")
_SEPARATOR = re.compile(r"sep=.\s*$")
"""What some spreadsheets write above the heading."""
MOST_LINES = 50
"""Lines of one record: a quote that closes nowhere costs its own line, not the file."""


class _Lines:
    """Feeds lines to the CSV reader and keeps those of the record at hand."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = iter(lines)
        self._again: deque[Line] = deque()
        self.taken: list[Line] = []
        self.bounded = False

    def __iter__(self) -> Iterator[str]:
        while line := self._again.popleft() if self._again else next(self._lines, None):
            self.taken.append(line)
            if self.bounded and len(self.taken) > MOST_LINES:
                raise csv.Error(f"a quote opens and is not closed within {MOST_LINES} lines")
            yield line.text

    def give_back(self) -> None:
        """All lines of the record but its first are to be read once more."""
        self._again.extendleft(reversed(self.taken[1:]))

    def record(self, cells: Sequence[str], columns: tuple[str, ...]) -> Record | Reject:
        """The record at hand."""
        first, raw = self.taken[0], "".join(line.text for line in self.taken)
        if problem := undecodable(raw):
            return Reject(first.number, problem, raw)
        if len(cells) > len(columns):
            return Reject(first.number, "more cells than the heading has columns", raw)
        values = {column: cell for column, cell in zip(columns, cells, strict=False) if cell}
        return Record(values, first.number, first.offset, raw)


def delimiter_of(heading: str, is_heading: IsHeading) -> str | None:
    """What separates the columns of a heading that is looked for; None where it is none."""
    return next((mark for mark in DELIMITERS if is_heading(_columns(heading, mark))), None)


def _columns(heading: str, delimiter: str) -> list[str]:
    """The names in a heading; none where it is no CSV."""
    try:
        return next(csv.reader([heading], delimiter=delimiter), [])
    except csv.Error:
        return []


def read(lines: Iterable[Line], is_heading: IsHeading) -> Table:
    """The table under the first line with text; one that is not looked for is read all the same, by commas."""
    csv.field_size_limit(LONGEST)
    fed = _Lines(lines)
    heading = next((line for line in fed if line.strip() and not _SEPARATOR.match(line)), "")
    delimiter = delimiter_of(heading, is_heading) or ","
    columns = unlike(_columns(heading, delimiter)) if heading else ()
    line = fed.taken[-1].number if fed.taken else 1
    return Table(columns, _records(fed, columns, delimiter), line, delimiter=delimiter)


def _records(fed: _Lines, columns: tuple[str, ...], delimiter: str) -> Iterator[Record | Reject]:
    fed.bounded = True  # above the heading any number of lines may be blank
    reader = csv.reader(fed, delimiter=delimiter, strict=True)
    while True:
        fed.taken.clear()
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Reject(fed.taken[0].number, f"not valid CSV: {_told(error)}", fed.taken[0].text)
            fed.give_back()
            reader = csv.reader(fed, delimiter=delimiter, strict=True)
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield fed.record(cells, columns)


def _told(error: csv.Error) -> str:
    """Python says of a quote that is never closed that the data end."""
    return "a quote opens and is never closed" if "end of data" in str(error) else str(error)
